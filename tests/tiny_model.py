"""A sentence model of a few words, written by hand: an ONNX graph of one Gather, and its tokenizer.

Invented: the vector of a word is the row of its number, the vector of a text the mean of its words'.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path


def write_model(folder: Path, vectors: Mapping[str, Sequence[float]]) -> Path:
    """A model's folder; words that it does not know have the first direction."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ["[UNK]", *vectors]
    size = len(next(iter(vectors.values())))
    rows = [[1.0] + [0.0] * (size - 1), *vectors.values()]
    (folder / "model.onnx").write_bytes(_model(rows))
    (folder / "tokenizer.json").write_text(json.dumps(_tokenizer(words)), encoding="utf-8")
    return folder


def _tokenizer(words: Sequence[str]) -> dict[str, object]:
    vocabulary = {word: n for n, word in enumerate(words)}
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }  # fmt: skip


def _model(rows: Sequence[Sequence[float]]) -> bytes:
    """Protocol buffers by hand: the numbers are the fields of onnx.proto."""
    raw = b"".join(struct.pack("<f", one) for row in rows for one in row)
    shape = _number(1, len(rows)) + _number(1, len(rows[0]))
    table = shape + _number(2, 1) + _text(8, "table") + _bytes(9, raw)
    gather = _text(1, "table") + _text(1, "input_ids") + _text(2, "last_hidden_state")
    graph = (
        _bytes(1, gather + _text(4, "Gather"))
        + _text(2, "tiny")
        + _bytes(5, table)
        + _bytes(11, _value("input_ids", 7, ("b", "s")))
        + _bytes(12, _value("last_hidden_state", 1, ("b", "s", len(rows[0]))))
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _text(1, "") + _number(2, 13))


def _value(name: str, kind: int, dimensions: Sequence[str | int]) -> bytes:
    each = (_number(1, one) if isinstance(one, int) else _text(2, one) for one in dimensions)
    shape = b"".join(_bytes(1, one) for one in each)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes((value & 127 | 128,))
        value >>= 7
    return out + bytes((value,))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())
