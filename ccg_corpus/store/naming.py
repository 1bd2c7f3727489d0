"""What documents are called by: their ids and files, their authors, journals and types.

Comes in: a document as it is put into the store, later a name. Goes out: the documents that have
it, by their ids in order. A question names one or two; to read the facts of twenty thousand for
that takes longer than the answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccg_corpus.text.name_keys import author_names, file_names, journal_names, name_as_asked

if TYPE_CHECKING:
    from ccg_corpus.records import FinishedDocument

TABLE = """
CREATE TABLE document_names (
    field TEXT NOT NULL,
    name TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (field, name, document)
) WITHOUT ROWID;
CREATE INDEX document_names_of_document ON document_names (document);
"""
_LAST = "\U0010ffff"


class Naming:
    """Documents by their names. Every change is inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, document: FinishedDocument) -> None:
        """All names of a document that is in the store."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO document_names VALUES (?, ?, ?)",
            ((field, name, document.id) for field, name in _names(document)),
        )

    def with_name(self, field: str, name: str) -> tuple[str, ...]:
        """The documents that have exactly this name."""
        rows = self._connection.execute(
            "SELECT document FROM document_names WHERE field = ? AND name = ? ORDER BY document",
            (field, name),
        )
        return tuple(id for (id,) in rows)

    def beginning(self, field: str, prefix: str, *, limit: int) -> tuple[str, ...]:
        """The first documents that have a name that begins so."""
        rows = self._connection.execute(
            "SELECT DISTINCT document FROM document_names"
            " WHERE field = ? AND name >= ? AND name < ? ORDER BY document LIMIT ?",
            (field, prefix, prefix + _LAST, limit),
        )
        return tuple(id for (id,) in rows)

    def values(self, field: str) -> tuple[str, ...]:
        """Every name of a field."""
        rows = self._connection.execute(
            # one step for each value, not for each document
            "WITH RECURSIVE every(name) AS ("
            " SELECT MIN(name) FROM document_names WHERE field = ?1"
            " UNION ALL SELECT (SELECT MIN(d.name) FROM document_names AS d"
            "  WHERE d.field = ?1 AND d.name > every.name) FROM every WHERE every.name IS NOT NULL"
            ") SELECT name FROM every WHERE name IS NOT NULL",
            (field,),
        )
        return tuple(name for (name,) in rows)

    def title(self, field: str, value: str) -> str | None:
        """A value of a facet as it is printed; None where no record has it."""
        row = self._connection.execute(
            "SELECT title FROM facet_names WHERE field = ? AND value = ?", (field, value)
        ).fetchone()
        return None if row is None else str(row[0])


def _names(document: FinishedDocument) -> Iterator[tuple[str, str]]:
    for name in file_names(document.id, document.source):
        yield "file", name
    yield "id", name_as_asked(document.id)
    authors = document.facts.get("authors") or ()
    for at, author in enumerate(authors):
        for name in author_names(author):
            yield "co-author" if at else "author", name
    for name in sorted(journal_names(document.facts.get("journal") or "")):
        yield "journal", name
    if document.facts.get("type"):
        yield "type", document.facts["type"]
