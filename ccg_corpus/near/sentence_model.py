"""A sentence model in a folder that the user names: texts → vectors of small whole numbers.

Comes in: a folder with `model.onnx` and `tokenizer.json`, as sentence models are published. Goes out:
for each text a vector, a byte a number. Needs the extra `ccg-corpus[meaning]`, which is imported when a
text is first read and never before; nothing is fetched. Where the extra or the model lacks, one line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import ProjectError

EXTRA = ("onnxruntime", "tokenizers")
MODELS = ("model.onnx", "onnx/model.onnx")
TOKENIZER = "tokenizer.json"
# How a model that says so takes a text's vector from those of its words: the first one's.
POOLING = "1_Pooling/config.json"
# Longer texts are read as far as this; models are trained on less.
MOST_PIECES = 256
LARGEST = 127


class NoModel(ProjectError):
    """A sentence model that can't be used."""


class SentenceModel:
    """A model, read when the first text is. `for_many`: it takes a quarter of a second to make ready,
    and then each text takes a fraction of what it takes else."""

    def __init__(self, folder: Path, *, threads: int = 1, for_many: bool = False) -> None:
        """Raises: NoModel where the extra or a file lacks, in one line."""
        self.folder = folder
        self._threads, self._for_many = threads, for_many
        if lacking := [name for name in EXTRA if find_spec(name) is None]:
            message = f"sentences are not read: {' and '.join(lacking)} not installed"
            raise NoModel(message, hint="pip install 'ccg-corpus[meaning]'")
        found = [folder / name for name in MODELS if (folder / name).is_file()]
        if not found or not (folder / TOKENIZER).is_file():
            message = (
                f"sentences are not read: no {MODELS[0]} with {TOKENIZER} in the model's folder"
            )
            raise NoModel(message, path=folder, hint="'meaning: {model: FOLDER}' in config.yaml")
        self._files = (found[0], folder / TOKENIZER)

    @cached_property
    def looks(self) -> str:
        """How the files look from outside: where this is the same they need not be hashed."""
        stats = [file.stat() for file in self._files]
        return " ".join(f"{one.st_size}:{one.st_mtime_ns}" for one in stats)

    @cached_property
    def digest(self) -> str:
        """The hash of what makes the vectors."""
        found = sha256()
        for file in self._files:
            found.update(sha256(file.read_bytes()).digest())
        return found.hexdigest()

    def vector(self, parts: Sequence[tuple[str, float]]) -> bytes:
        """The direction of some texts together, each as much as it counts.

        Raises: NoModel where the model's files are none.
        """
        import numpy

        whole = sum(weight * self._read(text) for text, weight in parts if text)
        most = numpy.abs(whole).max() or 1.0
        return bytes(numpy.rint(whole * (LARGEST / most)).astype(numpy.int8).tobytes())

    @lru_cache(maxsize=256)  # noqa: B019 - headings and lead-ins recur; a model lives as long as a run
    def _read(self, text: str) -> Any:
        import numpy

        ids = numpy.array([self._tokenizer.encode(text).ids or [0]], numpy.int64)
        given = {"input_ids": ids, "attention_mask": numpy.ones_like(ids)}
        given["token_type_ids"] = numpy.zeros_like(ids)
        try:
            (found, *_) = self._session.run(None, {name: given[name] for name in self._inputs})
        except Exception as exc:  # what a model may do wrong it does in classes of its own
            raise self._broken(exc) from exc
        vector = numpy.asarray(found[0], numpy.float64)
        if vector.ndim > 1:  # a vector a word
            vector = vector[0] if self._is_first else vector.mean(axis=0)
        return vector / max(1e-9, float(numpy.linalg.norm(vector)))

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self._files[1]))
        except Exception as exc:
            raise self._broken(exc) from exc
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_PIECES)
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 4
        if not self._for_many:
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        try:
            return onnxruntime.InferenceSession(
                str(self._files[0]), options, providers=["CPUExecutionProvider"]
            )
        except Exception as exc:
            raise self._broken(exc) from exc

    @cached_property
    def _inputs(self) -> list[str]:
        return [one.name for one in self._session.get_inputs()]

    @cached_property
    def _is_first(self) -> bool:
        try:
            text = (self.folder / POOLING).read_text(encoding="utf-8")
            return bool(json.loads(text).get("pooling_mode_cls_token"))
        except (OSError, ValueError, AttributeError):
            return False

    def _broken(self, exc: Exception) -> NoModel:
        said = (str(exc).splitlines() or [type(exc).__name__])[0]
        return NoModel(f"sentences are not read: {said}", path=self.folder)
