"""What each file gave: a document and its quotations, or the reason why not.

One row a file, written in one transaction; nothing here depends on another file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import Unreadable
from ccg_corpus.core.frozen import frozen
from ccg_corpus.store.database import NoCorpus

if TYPE_CHECKING:
    from msgspec import json

    from ccg_corpus.core.model import Document, Quotation
    from ccg_corpus.store.encoded import Encoded
    from ccg_corpus.versions import Work

_COLUMNS = (
    "path", "size", "mtime_ns", "seen_ns", "sha256", "reading_key", "finding_key", "error",
    "inside", "warnings", "ctime_ns", "inode",
)  # fmt: skip


@frozen
class SourceRow:
    """A file as it was when it was last read.

    `error` is the line to show where it could not be taken in; `sha256` is None where it could
    not even be opened. A file in a ZIP has the size and the time of the ZIP, whose name is `inside`.
    `warnings`, one a line, say what may be missing of a file that was taken in. `ctime_ns` and
    `inode` tell it from another of the same size and time.
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    seen_ns: int = 0
    sha256: str | None = None
    reading_key: str = ""
    finding_key: str = ""
    error: str | None = None
    inside: str | None = None
    warnings: str = ""
    ctime_ns: int = 0
    inode: int = 0


@frozen
class Extraction:
    """What was found in one file."""

    document: Document
    quotations: tuple[Quotation, ...]


class Sources:
    """The rows of all files. Every change is inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, SourceRow]:
        """Every known file by its path, in the order of paths."""
        rows = self._connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM sources ORDER BY path")
        keys: dict[str, str] = {}  # of rules: the same in almost every row
        found = {}
        for row in rows:
            rules = (keys.setdefault(key, key) for key in row[5:7])
            found[row[0]] = SourceRow(*row[:5], *rules, *row[7:])
        return found

    def put(self, row: SourceRow, encoded: Encoded | None = None) -> None:
        """Set a file's row, and what was found in it in place of what was found before."""
        values = [getattr(row, column) for column in _COLUMNS]
        marks = ", ".join("?" * len(_COLUMNS))
        self._connection.execute(f"INSERT OR REPLACE INTO sources VALUES ({marks})", values)
        self._connection.execute("DELETE FROM extractions WHERE path = ?", (row.path,))
        if encoded is not None:
            values = [encoded.digest, encoded.work, encoded.document, encoded.quotations]
            self._connection.execute(
                "INSERT INTO extractions VALUES (NULL, ?, ?, ?, ?, ?)", (row.path, *values)
            )

    def seen_again(self, row: SourceRow) -> None:
        """Set a file's row only: its content is what it was."""
        sets = ", ".join(f"{column} = ?" for column in _COLUMNS[1:])
        values = [getattr(row, column) for column in _COLUMNS[1:]]
        self._connection.execute(f"UPDATE sources SET {sets} WHERE path = ?", (*values, row.path))

    def drop(self, path: str) -> None:
        """Forget a file and what was found in it."""
        self._connection.execute("DELETE FROM sources WHERE path = ?", (path,))

    def extraction(self, path: str) -> Extraction | None:
        """What was found in one file; None where it was not taken in."""
        row = self._connection.execute(
            "SELECT document, quotations FROM extractions WHERE path = ?", (path,)
        ).fetchone()
        return None if row is None else _decoded(*row)

    def document(self, path: str) -> Document | None:
        """The document read from one file; None where it was not taken in."""
        stored = self.stored_document(path)
        return None if stored is None else decode_document(stored)

    def stored_document(self, path: str) -> bytes | None:
        """The document read from one file, as it is stored; None where it was not taken in."""
        row = self._connection.execute(
            "SELECT document FROM extractions WHERE path = ?", (path,)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def counts(self) -> tuple[int, int]:
        """How many files were taken in, and how many were not."""
        row: tuple[int, int] = self._connection.execute(
            "SELECT (SELECT COUNT(*) FROM extractions), (SELECT COUNT(error) FROM sources)"
        ).fetchone()
        return row


def encode_extraction(extraction: Extraction) -> Encoded:
    """An extraction as `Sources.put` takes it.

    Raises: Unreadable where a text holds what no encoding can write.
    """
    from msgspec import json

    from ccg_corpus.store.encoded import Encoded
    from ccg_corpus.versions import sketch_work

    try:
        document = json.encode(extraction.document)
        quotations = json.encode(extraction.quotations)
    except UnicodeEncodeError as exc:  # a PDF may name half a character
        raise Unreadable("its text holds characters that are none") from exc
    work = json.encode(sketch_work(extraction.document, extraction.quotations))
    digest = sha256(document + b"\n" + quotations).hexdigest()[:32]
    return Encoded(digest, work, document, quotations)


def decode_document(document: bytes) -> Document:
    """A document as `Sources.stored_document` gave it.

    Raises: NoCorpus where it is damaged.
    """
    from msgspec import json

    from ccg_corpus.core.model import Document

    with _intact():
        return json.decode(document, type=Document)


def decode_work(work: bytes) -> Work:
    """The `Work` that stands beside an extraction.

    Raises: NoCorpus where it is damaged.
    """
    with _intact():
        return _work_decoder().decode(work)


@lru_cache(1)
def _work_decoder() -> json.Decoder[Work]:
    from msgspec import json

    from ccg_corpus.versions import Work

    return json.Decoder(Work)


def _decoded(document: bytes, quotations: bytes) -> Extraction:
    from msgspec import json

    from ccg_corpus.core.model import Quotation

    with _intact():
        found = json.decode(quotations, type=tuple[Quotation, ...])
    return Extraction(decode_document(document), found)


@contextmanager
def _intact() -> Iterator[None]:
    """What we wrote ourselves decodes, unless the file was damaged."""
    from msgspec import MsgspecError

    try:
        yield
    except MsgspecError as exc:
        raise NoCorpus(f"the corpus is damaged: {exc}", hint="run 'ccg ingest'") from exc
