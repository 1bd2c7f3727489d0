"""The finished corpus: documents, records and their facets, as the last ingest left them.

Records are kept as the JSON text that is printed; everything a filter needs stands beside them.
Numbers (`n`) are the store's own: they say nothing about order and may change with every ingest.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.hit import SPEECH_KINDS, Record, kept_kind
from ccg_corpus.store import listing
from ccg_corpus.store.counted.counting import Tally, tally
from ccg_corpus.store.database import NoCorpus
from ccg_corpus.store.given import Given
from ccg_corpus.store.local import Local
from ccg_corpus.store.naming import Naming
from ccg_corpus.store.selection import Facet, Selection
from ccg_corpus.text.words import label_key, normalised_words

if TYPE_CHECKING:
    from ccg_corpus.records import FacetRow, FinishedDocument, FinishedRecord

CHUNK = 500
_TOUCHED = "CREATE TEMP TABLE IF NOT EXISTS touched_facets (facet INTEGER PRIMARY KEY)"
_TITLED = ("case", "participant", "theme")  # shown as they are printed
_ATTRIBUTE = "attribute "
_SPEECH = ", ".join(f"'{kind}'" for kind in SPEECH_KINDS)


@frozen
class Indexable:
    """A record for the index: its number, whether it is the printing to show, what finds it."""

    n: int
    is_shown: bool
    record: Record
    facets: tuple[Facet, ...]


class Finished:
    """Reads and writes the finished corpus. Every change is inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.naming = Naming(connection)
        self.local = Local(connection)
        self._given = Given(connection)

    # Writing

    def unit_keys(self) -> dict[str, str]:
        """The key of the unit that each document's records were made in, by document id."""
        return dict(self._connection.execute("SELECT id, unit_key FROM documents"))

    def drop_document(self, id: str) -> None:
        """Remove a document and its records; `settle_facets` has to follow."""
        self._connection.execute(_TOUCHED)
        self._connection.execute(
            "INSERT OR IGNORE INTO touched_facets SELECT f.facet FROM records AS r"
            " JOIN facets AS f USING (n) WHERE r.document = ?",
            (id,),
        )
        self._connection.execute("DELETE FROM documents WHERE id = ?", (id,))

    def add_unit(
        self,
        key: str,
        documents: Iterable[FinishedDocument],
        records: Sequence[FinishedRecord],
        found_key: str | None = None,
    ) -> None:
        """Add the documents and records of a unit, of which none may be there; `settle_facets`
        has to follow. `found_key`: the key without what reviewers gave."""
        for document in documents:
            self._add_document(key, found_key or key, document)
        (last,) = self._connection.execute("SELECT COALESCE(MAX(n), 0) FROM records").fetchone()
        numbers = {finished.record["id"]: last + 1 + at for at, finished in enumerate(records)}
        names = {name for one in records for name in one.facets}
        facets = {name: self._facet(*name) for name in sorted(names)}
        self._connection.executemany(
            f"INSERT INTO records VALUES ({', '.join('?' * 18)})",
            (_row(finished, numbers, facets) for finished in records),
        )
        self._add_texts(records, numbers)
        self._add_facets(records, numbers, facets)
        self._add_titles(records, facets)

    def _add_document(self, key: str, found_key: str, document: FinishedDocument) -> None:
        facts, identity = _encoded(document.facts), _encoded(document.identity)
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            (document.id, document.source, key, document.version_of, facts, found_key, identity),
        )
        self.naming.add(document)
        self.local.add(document)
        self._given.add(document.id, document.lost, document.conflicts)

    def _add_texts(self, records: Iterable[FinishedRecord], numbers: Mapping[str, int]) -> None:
        self._connection.executemany(
            "INSERT INTO texts VALUES (?, ?)",
            ((numbers[one.record["id"]], _encoded(one.record)) for one in records),
        )

    def _add_facets(
        self,
        records: Iterable[FinishedRecord],
        numbers: Mapping[str, int],
        facets: Mapping[FacetRow, int],
    ) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO facets VALUES (?, ?, ?)",
            (
                (facets[name], numbers[one.record["id"]], one.is_listed)
                for one in records
                for name in one.facets
            ),
        )

    def _add_titles(
        self, records: Iterable[FinishedRecord], facets: Mapping[FacetRow, int]
    ) -> None:
        titles = {
            (facets[name], name[2], one.record["document"]["id"])
            for one in records
            for name in one.facets
            if _is_titled(name[0])
        }
        self._connection.execute(_TOUCHED)
        self._connection.executemany(
            "INSERT OR IGNORE INTO facet_titles VALUES (?, ?, ?)", sorted(titles)
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO touched_facets VALUES (?)",
            ((facet,) for facet in sorted({facet for facet, _, _ in titles})),
        )

    def _facet(self, field: str, value: str, title: str) -> int:
        """The number of a facet, named now if it is new."""
        known = self._connection.execute(
            "SELECT facet, title FROM facet_names WHERE field = ? AND value = ?", (field, value)
        ).fetchone()
        if known is not None:
            if not _is_titled(field) and known[1] != title:  # of the one document that has it
                self._connection.execute(
                    "UPDATE facet_names SET title = ? WHERE facet = ?", (title, known[0])
                )
            return int(known[0])
        named = self._connection.execute(
            "INSERT INTO facet_names (field, value, title) VALUES (?, ?, ?)", (field, value, title)
        )
        return int(named.lastrowid or 0)

    def settle_facets(self) -> None:
        """After documents came and went: forget the facets that no record has any more, and show
        a case or a theme as most documents print it."""
        self._connection.execute(_TOUCHED)
        self._connection.execute(
            "DELETE FROM facet_names WHERE facet IN (SELECT facet FROM touched_facets)"
            " AND NOT EXISTS (SELECT 1 FROM facets WHERE facets.facet = facet_names.facet)"
        )
        self._connection.execute(
            "UPDATE facet_names SET title = (SELECT t.title FROM facet_titles AS t"
            "  WHERE t.facet = facet_names.facet"
            "  GROUP BY t.title ORDER BY COUNT(*) DESC, t.title LIMIT 1)"
            " WHERE facet IN (SELECT facet FROM touched_facets)"
            " AND (field IN (?, ?, ?) OR substr(field, 1, ?) = ?)",
            (*_TITLED, len(_ATTRIBUTE), _ATTRIBUTE),
        )
        self._connection.execute("DROP TABLE touched_facets")

    # Records

    def numbers(self, selection: Selection, *, limit: int | None = None) -> list[int]:
        """The records wanted, all or the first ones, by document and place."""
        return listing.numbers(self._connection, selection, limit)

    def count(self, selection: Selection) -> int:
        """How many records are wanted."""
        return listing.count(self._connection, selection)

    def tally(
        self,
        wanted: Selection | Sequence[int],
        fields: Sequence[str],
        joined: Mapping[str, str] | None = None,
    ) -> Tally:
        """How many of the records wanted have which values of `fields`."""
        return tally(self._connection, wanted, fields, joined)

    def record_count(self) -> int:
        """How many records there are."""
        (count,) = self._connection.execute("SELECT COUNT(*) FROM texts").fetchone()
        return int(count)

    def record_counts(self, documents: Iterable[str]) -> dict[str, int]:
        """How many records each of some documents has, by its id."""
        sql = "SELECT COUNT(*) FROM records WHERE document = ?"
        return {id: int(self._connection.execute(sql, (id,)).fetchone()[0]) for id in documents}

    def in_order(self, numbers: Iterable[int]) -> list[int]:
        """The numbers by document and place."""
        places = {n: (document, start) for n, document, start in self._places(numbers)}
        return sorted(places, key=lambda n: (*places[n], n))

    def ids(self, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of records by their numbers."""
        sql = "SELECT n, id FROM records WHERE n IN ({})"
        return dict(self._by_numbers(sql, numbers))

    def records(self, numbers: Iterable[int]) -> Iterator[Record]:
        """The records with these numbers, in the order given, a few at a time."""
        for chunk in _chunks(numbers):
            texts = dict(self._by_numbers("SELECT n, record FROM texts WHERE n IN ({})", chunk))
            yield from (_decoded(texts[n]) for n in chunk)

    def indexables(self, document: str) -> Iterator[Indexable]:
        """All records of a document as an index needs them, by place."""
        facets = self._facets_of(document)
        rows = self._connection.execute(
            "SELECT r.n, r.n = r.primary_n, t.record FROM records AS r JOIN texts AS t USING (n)"
            " WHERE r.document = ? ORDER BY r.start, r.n",
            (document,),
        )
        for n, is_shown, text in rows:
            yield Indexable(n, bool(is_shown), _decoded(text), tuple(facets[n]))

    def _facets_of(self, document: str) -> dict[int, list[Facet]]:
        facets: dict[int, list[Facet]] = defaultdict(list)
        rows = self._connection.execute(
            "SELECT f.n, v.field, v.value FROM records AS r JOIN facets AS f USING (n)"
            " JOIN facet_names AS v USING (facet) WHERE r.document = ? ORDER BY f.n, f.facet",
            (document,),
        )
        for n, field, value in rows:
            facets[n].append((field, value))
        return facets

    def record(self, id: str) -> Record | None:
        """The record with this id; None where there is none."""
        row = self._connection.execute(
            "SELECT t.record FROM records AS r JOIN texts AS t USING (n) WHERE r.id = ?", (id,)
        ).fetchone()
        return None if row is None else _decoded(row[0])

    def ids_beginning(self, prefix: str, *, limit: int) -> list[str]:
        """The first ids that begin with `prefix`."""
        rows = self._connection.execute(
            "SELECT id FROM records WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        )
        return [id for (id,) in rows]

    # Listings

    def documents(self) -> list[dict[str, Any]]:
        """Every document with its facts and the number of quotations it prints."""
        rows = self._connection.execute(
            f"SELECT d.facts, d.version_of, COUNT(r.n) FILTER (WHERE r.kind IN ({_SPEECH}))"
            " FROM documents AS d LEFT JOIN records AS r ON r.document = d.id"
            " GROUP BY d.id ORDER BY d.id"
        )
        return [
            {**_decoded(facts), "version_of": version_of, "quotations": count}
            for facts, version_of, count in rows
        ]

    def document_ids(self) -> list[tuple[str, str]]:
        """The id and the source of every document, by id."""
        return list(self._connection.execute("SELECT id, source FROM documents ORDER BY id"))

    def document_count(self) -> int:
        """How many documents there are."""
        (count,) = self._connection.execute("SELECT COUNT(*) FROM documents").fetchone()
        return int(count)

    def versions(self) -> list[tuple[str, str]]:
        """Every document that is a version of another, with the version of record."""
        return list(
            self._connection.execute(
                "SELECT id, version_of FROM documents WHERE version_of IS NOT NULL ORDER BY id"
            )
        )

    def facts(self, id: str) -> dict[str, Any] | None:
        """The facts of one document with its `version_of`; None where there is none of that id."""
        row = self._connection.execute(
            "SELECT facts, version_of FROM documents WHERE id = ?", (id,)
        ).fetchone()
        return None if row is None else {**_decoded(row[0]), "version_of": row[1]}

    def has_facet(self, field: str, value: str) -> bool:
        """Whether any record has this value of a field."""
        row = self._connection.execute(
            "SELECT 1 FROM facet_names WHERE field = ? AND value = ?", (field, value)
        ).fetchone()
        return row is not None

    def facet_values(self, field: str) -> list[tuple[str, str]]:
        """Every value of a field with the value as printed, by value."""
        rows = self._connection.execute(
            "SELECT value, title FROM facet_names WHERE field = ? ORDER BY value", (field,)
        )
        return list(rows)

    def attributes(self) -> tuple[str, ...]:
        """The attributes that any record has, by name."""
        rows = self._connection.execute(
            "SELECT DISTINCT field FROM facet_names WHERE field >= ? AND field < ?",
            (_ATTRIBUTE, _ATTRIBUTE[:-1] + "!"),
        )
        return tuple(sorted(field.removeprefix(_ATTRIBUTE) for (field,) in rows))

    def facet_counts(self, field: str) -> list[tuple[str, str, int]]:
        """Every value of a field, as printed, with the number of listed quotations, by value."""
        rows = self._connection.execute(
            "SELECT v.value, v.title, SUM(f.listed) FROM facet_names AS v"
            " JOIN facets AS f USING (facet)"
            " WHERE v.field = ? GROUP BY v.facet ORDER BY v.value",
            (field,),
        )
        return list(rows)

    def theme_documents(self) -> list[tuple[str, str]]:
        """Every theme with each document that has it, by theme and document."""
        rows = self._connection.execute(
            "SELECT DISTINCT v.value, r.document FROM facet_names AS v JOIN facets AS f USING (facet)"
            " JOIN records AS r ON r.n = f.n AND f.listed"
            " WHERE v.field = 'theme' ORDER BY v.value, r.document"
        )
        return list(rows)

    def kind_counts(self) -> dict[str, int]:
        """How many quotations there are of each kind, each counted once for all printings."""
        rows = self._connection.execute(
            "SELECT kind, COUNT(*) FROM records WHERE n = primary_n GROUP BY kind ORDER BY kind"
        )
        return dict(rows)

    # Helpers

    def _places(self, numbers: Iterable[int]) -> Iterator[Any]:
        sql = "SELECT n, document, start FROM records WHERE n IN ({})"
        return self._by_numbers(sql, numbers)

    def _by_numbers(self, sql: str, numbers: Iterable[int]) -> Iterator[Any]:
        for chunk in _chunks(numbers):
            yield from self._connection.execute(sql.format(", ".join("?" * len(chunk))), chunk)


def _row(
    finished: FinishedRecord, numbers: Mapping[str, int], facets: Mapping[FacetRow, int]
) -> tuple[object, ...]:
    record = finished.record
    own = {name[:2]: facets[name] for name in finished.facets}
    return (
        numbers[record["id"]],
        record["id"],
        record["document"]["id"],
        record["start"],
        numbers[finished.primary_id],
        kept_kind(record),
        record["document"]["year"],
        record["confidence"],
        finished.is_listed,
        *(own.get(facet) for facet in _own_facets(finished)),
        *(record.get(key) for key in ("section", "name", "organisation")),
    )


def _is_titled(field: str) -> bool:
    return field in _TITLED or field.startswith(_ATTRIBUTE)


def _own_facets(finished: FinishedRecord) -> Iterator[Facet]:
    """The facets that a record is counted by: what it says of itself, not what finds it too."""
    record = finished.record
    yield "role", record.get("role") or ""
    case = record.get("case")
    key = "" if case is None else f"{record['document']['id']}:{label_key(case)}"
    yield "own case in", key
    yield "site", record.get("site") or ""
    yield "study", record.get("study") or ""
    yield "theme", normalised_words(record.get("theme") or "")
    yield "own person", finished.person or ""


def _chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _encoded(value: object) -> str:
    from msgspec import json

    return json.encode(value).decode()


def _decoded(text: str) -> dict[str, Any]:
    # The standard library's, for its import is the cheaper one and a listing has few records.
    import json

    try:
        value: dict[str, Any] = json.loads(text)
    except ValueError as exc:
        raise NoCorpus(f"the corpus is damaged: {exc}", hint="run 'ccg ingest'") from exc
    return value
