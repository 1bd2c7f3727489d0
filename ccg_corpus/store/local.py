"""What is local to a document: its cases and its participants, as they are listed and named.

Comes in: a document as it is put into the store, later a label or a document. Goes out: rows, and
the documents in which a label stands. "Case D" or "K" alone names one in each document that has it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import SPEECH_KINDS

if TYPE_CHECKING:
    from ccg_corpus.records import FinishedDocument

_SPEECH = ", ".join(f"'{kind}'" for kind in SPEECH_KINDS)
_CASE = ("document", "case", "description", "site", "quotations", "case_id")
_PERSON = (
    "id", "document", "key", "who", "label", "role", "roles", "case", "case_key", "site",
    "attributes", "quotations", "words", "note",
)  # fmt: skip
_PEOPLE = (
    "SELECT id, document, key, who, label, role, roles, case_label, case_key, site, attributes,"
    " quotations, words, note FROM people"
)
CHUNK = 500


class Local:
    """Cases and participants. Every change is inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, document: FinishedDocument) -> None:
        """The cases and participants of a document that is in the store."""
        self._connection.executemany(
            "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?)",
            ((document.id, at, *case) for at, case in enumerate(document.cases)),
        )
        self._connection.executemany(
            f"INSERT INTO people VALUES ({', '.join('?' * 15)})", _people(document)
        )

    # Cases

    def cases(self) -> list[dict[str, Any]]:
        """Every case of every document, with the number of quotations it has there."""
        rows = self._connection.execute(
            "SELECT c.document, c.label, c.description, c.site,"
            " (SELECT COUNT(*) FROM facet_names AS v JOIN facets AS f USING (facet)"
            f" JOIN records AS r ON r.n = f.n AND r.kind IN ({_SPEECH})"
            "  WHERE v.field = 'own case in' AND v.value = c.document || ':' || c.key),"
            " c.document || ':' || c.label FROM cases AS c ORDER BY c.document, c.position"
        )
        return [dict(zip(_CASE, row, strict=True)) for row in rows]

    def described(self, document: str | None, key: str) -> list[tuple[str, str]]:
        """The cases of that label which a document, or any, describes: document and label."""
        rows = self._connection.execute(
            "SELECT document, label FROM cases WHERE key = ?1 AND document = COALESCE(?2, document)"
            " ORDER BY document, position",
            (key, document),
        )
        return list(rows)

    def silent_cases(self) -> list[tuple[str, str, str | None]]:
        """Cases that a document describes and nobody speaks in, but of versions: document, label,
        site."""
        rows = self._connection.execute(
            "SELECT c.document, c.label, c.site FROM cases AS c JOIN documents AS d"
            " ON d.id = c.document AND d.version_of IS NULL WHERE NOT EXISTS ("
            "  SELECT 1 FROM facet_names AS v JOIN facets AS f USING (facet)"
            "  WHERE v.field = 'own case in' AND v.value = c.document || ':' || c.key AND f.listed)"
            " ORDER BY c.document, c.position"
        )
        return list(rows)

    def with_case(self, key: str) -> list[tuple[str, str]]:
        """The cases of that label that somebody speaks in: document and label as printed."""
        rows = self._connection.execute(
            "SELECT DISTINCT t.document, t.title FROM facet_names AS v"
            " JOIN facet_titles AS t USING (facet) WHERE v.field = 'case' AND v.value = ?"
            " ORDER BY t.document, t.title",
            (key,),
        )
        return list({document: (document, title) for document, title in rows}.values())

    def work_of(self, documents: Iterable[str]) -> dict[str, str]:
        """Each document's version of record; itself, if it is that."""
        sql = "SELECT id, COALESCE(version_of, id) FROM documents WHERE id IN ({})"
        return dict(self._in_chunks(sql, documents))

    # Participants

    def people(self, documents: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """The participants of some documents, or of all, by document and place."""
        if documents is None:
            rows = self._connection.execute(f"{_PEOPLE} ORDER BY document, position")
            return [_person(row) for row in rows]
        sql = f"{_PEOPLE} WHERE document IN ({{}}) ORDER BY document, position"
        return [_person(row) for row in self._in_chunks(sql, documents)]

    def people_called(self, key: str) -> list[dict[str, Any]]:
        """The participants whose code or name is compared by `key`, in all documents."""
        rows = self._connection.execute(
            f"{_PEOPLE} WHERE key = ? ORDER BY document, position", (key,)
        )
        return [_person(row) for row in rows]

    def person_ids(self) -> list[tuple[str, str]]:
        """The id of every participant, with the label as printed."""
        rows = self._connection.execute(
            "SELECT id, label FROM people WHERE quotations ORDER BY document, position"
        )
        return list(rows)

    def _in_chunks(self, sql: str, values: Iterable[str]) -> Iterator[Any]:
        wanted = list(values)
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            yield from self._connection.execute(sql.format(", ".join("?" * len(chunk))), chunk)


def _people(document: FinishedDocument) -> Iterator[tuple[object, ...]]:
    for at, one in enumerate(document.people):
        person = one.person
        yield (
            document.id, at, person.id, one.keys[0], person.who, person.label, person.role,
            json.dumps(person.roles), person.case, one.keys[1], one.site,
            json.dumps(dict(one.attributes), ensure_ascii=False), one.quotations, one.words,
            person.note,
        )  # fmt: skip


def _person(row: tuple[Any, ...]) -> dict[str, Any]:
    person = dict(zip(_PERSON, row, strict=True))
    person["roles"] = json.loads(person["roles"])
    person["attributes"] = json.loads(person["attributes"])
    return person
