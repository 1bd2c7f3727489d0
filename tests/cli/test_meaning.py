"""Whole sentences: found by a model that the user names, said so; without it one line. All invented."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ccg_corpus.corpus import open_corpus
from ccg_corpus.ingest import ingest
from tests.tiny_model import write_model

TEXT = """# Invented example

One of them put it like this: "It rained on the roof all night long." (Nurse 1)

Another said: "My grief had no end that year." (Nurse 2)

A third said: "The bus never came to our village." (GP 3)
"""
# Rain and sorrow are one direction here, the bus another.
VECTORS = {"grief": (0, 1, 0), "rained": (0, 1, 0), "sorrow": (0, 1, 0), "bus": (0, 0, 1)}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "example.md").write_text(TEXT, encoding="utf-8")
    configure(tmp_path, "model")
    write_model(tmp_path / "model", _scaled())
    return tmp_path


def _scaled() -> dict[str, tuple[float, ...]]:
    return {word: tuple(float(8 * one) for one in vector) for word, vector in VECTORS.items()}


def configure(root: Path, model: str) -> None:
    lines = f"near: off\nmeaning: {{model: {model}}}\n" if model else "near: off\n"
    (root / "config.yaml").write_text(lines, encoding="utf-8")


def found(root: Path, query: str) -> tuple[dict[str, list[str]], str]:
    """The words of each hit's quotation that tell which it is, with its reasons; and what is noted."""
    with open_corpus(root) as corpus:
        hits = {
            next(word for word in ("rained", "grief", "bus") if word in hit.record["text"]): [
                f"{one['found']} ({one['place']})" for one in hit.record["why"]
            ]
            for hit in corpus.search(query, match="near")
        }
        return hits, corpus.in_grades.sentence_note


@pytest.fixture
def needs_the_extra() -> None:
    pytest.importorskip("onnxruntime", reason="the extra ccg-corpus[meaning] is not installed")
    pytest.importorskip("tokenizers", reason="the extra ccg-corpus[meaning] is not installed")


@pytest.mark.usefixtures("needs_the_extra")
def test_a_quotation_near_as_a_whole_is_found_and_says_so(project: Path) -> None:
    """No word of it is the word that was asked, and no list has the two beside each other."""
    assert not ingest(project).warnings
    hits, note = found(project, "sorrow")
    assert set(hits) == {"grief", "rained"} and not note
    assert hits["rained"] == ["as a whole (sentence)"]


@pytest.mark.usefixtures("needs_the_extra")
def test_what_has_it_stays_first_and_says_only_that(project: Path) -> None:
    ingest(project)
    hits, _ = found(project, "grief")
    assert list(hits) == ["grief", "rained"] and hits["grief"] == ["grief (words)"]


@pytest.mark.usefixtures("needs_the_extra")
def test_filters_hold(project: Path) -> None:
    ingest(project)
    assert found(project, "role:gp sorrow")[0] == {}
    assert set(found(project, 'sorrow "no end"')[0]) == {"grief"}


@pytest.mark.usefixtures("needs_the_extra")
def test_only_what_is_new_is_read(project: Path) -> None:
    """Vectors of documents that stay are kept; of documents that go they go."""
    ingest(project)
    path = project / ".ccg" / "meaning.sqlite"
    before = rows(path)
    (project / "corpus" / "more.md").write_text(
        'Someone said: "A bus is a bus, that is all I know." (GP 4)\n', encoding="utf-8"
    )
    with sqlite3.connect(path) as file:
        file.execute("UPDATE vectors SET vector = zeroblob(3) WHERE document = 'example'")
    ingest(project)
    kept = rows(path)
    assert len(kept) == len(before) + 1 and sum(one == bytes(3) for one in kept.values()) == 3
    (project / "corpus" / "more.md").unlink()
    ingest(project)
    assert rows(path).keys() == before.keys()


@pytest.mark.usefixtures("needs_the_extra")
def test_vectors_of_another_model_are_not_compared(project: Path) -> None:
    """A line says so until the next ingest, which reads all anew."""
    ingest(project)
    before = rows(project / ".ccg" / "meaning.sqlite")
    write_model(
        project / "model", {**_scaled(), "rained": (0.0, 0.0, 9.0), "came": (0.0, 9.0, 0.0)}
    )
    hits, note = found(project, "sorrow")
    assert hits == {} and "'ccg ingest'" in note
    ingest(project)
    assert rows(project / ".ccg" / "meaning.sqlite") != before
    assert "rained" not in found(project, "sorrow")[0]


@pytest.mark.usefixtures("needs_the_extra")
def test_damaged_vectors_are_made_anew(project: Path) -> None:
    ingest(project)
    path = project / ".ccg" / "meaning.sqlite"
    before = rows(path)
    path.write_bytes(b"no database " * 99)
    hits, note = found(project, "sorrow")
    assert hits == {} and "\n" not in note and note
    assert not ingest(project).warnings
    assert rows(path) == before


@pytest.mark.usefixtures("needs_the_extra")
@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
def test_a_file_that_is_no_model_is_one_line(project: Path, broken: str) -> None:
    (project / "model" / broken).write_bytes(b"nothing of the kind")
    (warning,) = ingest(project).warnings
    assert "sentences are not read" in warning and "\n" not in warning
    assert found(project, "grief")[0].keys() == {"grief"}


def test_no_model_in_the_folder_is_one_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccg_corpus.near.sentence_model.find_spec", lambda name: name)
    configure(project, "elsewhere")
    (warning,) = ingest(project).warnings
    assert "elsewhere" in warning and "no model.onnx" in warning
    hits, note = found(project, "grief")
    assert hits.keys() == {"grief"} and "no model.onnx" in note


def test_without_the_extra_one_line_says_what_to_install(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccg_corpus.near.sentence_model.find_spec", lambda name: None)
    (warning,) = ingest(project).warnings
    assert "pip install 'ccg-corpus[meaning]'" in warning
    assert found(project, "grief")[0].keys() == {"grief"}


def test_without_the_key_nothing_is_read(project: Path) -> None:
    configure(project, "")
    assert not ingest(project).warnings
    assert not (project / ".ccg" / "meaning.sqlite").exists()
    assert found(project, "sorrow") == ({}, "")


def rows(path: Path) -> dict[str, bytes]:
    with sqlite3.connect(path) as file:
        return dict(file.execute("SELECT id, vector FROM vectors"))
