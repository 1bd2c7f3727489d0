"""The vectors of a corpus's quotations as whole sentences, in a file of their own beside the store.

Comes in: a store and a sentence model. Goes out: for a vector the quotations nearest to it. Vectors are
kept document by document and made once, as long as a document's records and the model stay the same;
whoever brings them up holds the project's lock. What is lost or damaged here is made anew by an ingest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.search.rank import LEAD_IN_WEIGHT, THEME_WEIGHT
from ccg_corpus.store.database import cache_directory

if TYPE_CHECKING:
    from ccg_corpus.near.sentence_model import SentenceModel
    from ccg_corpus.store import Store

NAME = "meaning.sqlite"
AT_ONCE = 20_000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, unit_key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS vectors (id TEXT PRIMARY KEY, document TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS of_document ON vectors (document);
"""


class NoVectors(ProjectError):
    """Vectors that can't be read or written."""


def bring_up_sentences(store: Store, model: SentenceModel) -> None:
    """Make the vectors that are missing, and drop those of what is gone; of another model, all.

    Raises: NoModel; NoVectors where the file can't be written.
    """
    path = _path(store.root)
    with _in_a_line(store.root):
        try:
            _bring_up(path, store, model)
        except sqlite3.DatabaseError as exc:
            if isinstance(exc, sqlite3.OperationalError):
                raise
            path.unlink(missing_ok=True)  # damaged: it is made anew
            _bring_up(path, store, model)


def _bring_up(path: Path, store: Store, model: SentenceModel) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.executescript(_SCHEMA)
        if _about(file).get("model") != model.digest:
            with file:
                for table in ("about", "documents", "vectors"):
                    file.execute(f"DELETE FROM {table}")
        have = dict(file.execute("SELECT id, unit_key FROM documents"))
        wanted = store.finished.unit_keys()
        for document in sorted(have.keys() | wanted.keys()):
            if have.get(document) == wanted.get(document):
                continue
            with file:  # a document at a time: a run that breaks off goes on there
                file.execute("DELETE FROM vectors WHERE document = ?", (document,))
                file.execute("DELETE FROM documents WHERE id = ?", (document,))
                if document in wanted:
                    rows = _vectors(store, document, model)
                    file.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
                    file.execute(
                        "INSERT INTO documents VALUES (?, ?)", (document, wanted[document])
                    )
        with file:
            told = {"model": model.digest, "looks": model.looks}
            file.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", told.items())


def is_of(root: Path, model: SentenceModel) -> bool:
    """Whether the vectors of a project were made by this model."""
    try:
        with closing(_opened(root)) as file:
            about = _about(file)
    except sqlite3.Error:
        return False
    return about.get("looks") == model.looks or about.get("model") == model.digest


def nearest_sentences(
    root: Path, vector: bytes, number_of: Mapping[str, int], most: int, least: int
) -> dict[int, int]:
    """Of the records with these ids the `most` nearest to a vector, by number, with their cosines in
    thousandths, none below `least`. Equals of the last are in it too.

    Raises: NoVectors where there are none.
    """
    found: list[tuple[int, int]] = []
    with _in_a_line(root), closing(_opened(root)) as file:
        for chunk in _chunks(file):
            numbers = [(number_of.get(id), row) for id, row in chunk if len(row) == len(vector)]
            kept = [(n, row) for n, row in numbers if n is not None]
            if kept:
                cosines = _cosines(vector, b"".join(row for _, row in kept))
                found += zip(cosines, (n for n, _ in kept), strict=True)
    last = min(nlargest(most, (much for much, _ in found)), default=0)
    return {n: much for much, n in found if much >= max(last, least)}


def _cosines(vector: bytes, rows: bytes) -> list[int]:
    import numpy

    own = numpy.frombuffer(vector, numpy.int8).astype(numpy.int64)
    others = numpy.frombuffer(rows, numpy.int8).reshape(-1, len(vector)).astype(numpy.int32)
    products = others @ own
    lengths = numpy.sqrt((others * others).sum(axis=1)) * numpy.sqrt((own * own).sum())
    return [int(one) for one in numpy.floor(products * 1000 / numpy.maximum(lengths, 1))]


def _vectors(store: Store, document: str, model: SentenceModel) -> Iterator[tuple[str, str, bytes]]:
    for one in store.finished.indexables(document):
        record = one.record
        parts = (
            (record["text"], 1.0),
            (record["lead_in"] or "", LEAD_IN_WEIGHT),
            (record["theme"] or "", THEME_WEIGHT),
        )
        yield record["id"], document, model.vector(parts)


def _chunks(file: sqlite3.Connection) -> Iterator[list[tuple[str, bytes]]]:
    rows = file.execute("SELECT id, vector FROM vectors")
    while chunk := rows.fetchmany(AT_ONCE):
        yield chunk


@contextmanager
def _in_a_line(root: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as exc:
        raise NoVectors(f"sentences are not read: {exc}", path=_path(root)) from exc


def _about(file: sqlite3.Connection) -> dict[str, str]:
    return dict(file.execute("SELECT key, value FROM about"))


def _opened(root: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{_path(root).resolve().as_uri()}?mode=ro", uri=True)


def _path(root: Path) -> Path:
    return cache_directory(root) / NAME
