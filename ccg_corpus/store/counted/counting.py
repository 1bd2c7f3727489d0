"""Records wanted → how many of them have which values of some fields.

Comes in: a selection, or the numbers of records that the index found. Goes out: rows of values with
their counts, most first. A record is counted by what it says of itself: a GP chair is no GP here. A
case is its document's, "smith-2019:D", but where a site joins cases of several; so is a participant.
A quotation with several codes is counted under each.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ccg_corpus.store.selection import Selection, SqlValue, where

Values = tuple[str | None, ...]
Tally = list[tuple[Values, int]]
Key = tuple[object, ...]
Columns = Mapping[str, tuple[str, ...]]  # by field

# What can be counted by, and the columns of `records` that have it. A code is a facet.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "role": ("role",),
    "case": ("local_case", "site"),  # the site where sites join cases
    "site": ("site",),
    "study": ("study",),
    "document": ("document",),
    "theme": ("theme",),
    "kind": ("kind",),
    "year": ("year",),
    "participant": ("person",),
    "section": ("section",),
    "name": ("name",),
    "organisation": ("organisation",),
    "status": (),  # of these a facet, not a column
    "code": (),
}
COUNTED = tuple(_COLUMNS)
CODE = "code"
# These columns hold numbers of facets; themes are shown as they are printed.
_NUMBERED = {
    "role": "value", "site": "value", "study": "value", "theme": "title", "participant": "value",
    CODE: "value", "status": "value",
}  # fmt: skip
CODED = "SELECT facet FROM facet_names WHERE field = 'own code'"
CHUNK = 500
_ATTRIBUTE = "attribute "


def _facet_column(field: str) -> tuple[str, ...]:
    """What a record has one facet of, and no column: its status, an attribute of whoever speaks."""
    if field == CODE:
        return ()
    name = field if field in _COLUMNS else f"{_ATTRIBUTE}{field}"
    quoted = name.replace("'", "''")
    return (
        "(SELECT a.facet FROM facets AS a JOIN facet_names AS v USING (facet)"
        f" WHERE a.n = r.n AND v.field = '{quoted}')",
    )


def tally(
    connection: sqlite3.Connection,
    wanted: Selection | Sequence[int],
    fields: Sequence[str],
    joined: Mapping[str, str] | None = None,
) -> Tally:
    """The values of `fields`, with how many of the records wanted have them; most first, then by
    value, what is unknown last. `joined`: sites that join cases → how such a row is called."""
    columns = columns_of(fields, joined)
    counts: Counter[Key] = Counter()
    for key, count in _grouped(connection, wanted, columns):
        counts[key] += count
    rows: Counter[Values] = Counter()
    names = _named(connection, counts, columns, joined or {})
    for key, count in counts.items():
        rows[names(key)] += count
    return sorted(
        rows.items(), key=lambda row: (-row[1], [(value is None, value or "") for value in row[0]])
    )


def columns_of(
    fields: Sequence[str], joined: Mapping[str, str] | None
) -> dict[str, tuple[str, ...]]:
    """What of `records AS r` has each of the fields: columns, or a query in brackets."""
    columns = {field: _COLUMNS.get(field) or _facet_column(field) for field in fields}
    if "case" in columns and not joined:
        columns["case"] = ("local_case",)
    return columns


def written(column: str) -> str:
    """A column as a statement has it."""
    return column if column.startswith("(") else f"r.{column}"


# Counting


def _grouped(
    connection: sqlite3.Connection, wanted: Selection | Sequence[int], fields: Columns
) -> Iterator[tuple[Key, int]]:
    """Keys with counts; a key may come several times."""
    columns = [written(column) for of_field in fields.values() for column in of_field]
    if CODE not in fields:
        for clause, values in conditions(wanted):
            yield from _counts(connection, "records AS r", columns, clause, values)
        return
    before = list(fields)[: list(fields).index(CODE)]
    at = sum(len(fields[field]) for field in before)
    for clause, values in conditions(wanted):
        coded = [*columns[:at], "c.facet", *columns[at:]]
        tables = f"facets AS c JOIN records AS r ON r.n = c.n AND c.facet IN ({CODED})"
        yield from _counts(connection, tables, coded, clause, values)
        without = [*columns[:at], "NULL", *columns[at:]]
        bare = f"({clause}) AND r.n NOT IN (SELECT n FROM facets WHERE facet IN ({CODED}))"
        yield from _counts(connection, "records AS r", without, bare, values)


def _counts(
    connection: sqlite3.Connection,
    tables: str,
    columns: Sequence[str],
    clause: str,
    values: Sequence[SqlValue],
) -> Iterator[tuple[Key, int]]:
    grouped = ", ".join(column for column in columns if column != "NULL")
    by = f" GROUP BY {grouped}" if grouped else " HAVING COUNT(*) > 0"
    sql = f"SELECT {', '.join(columns)}, COUNT(*) FROM {tables} WHERE {clause}{by}"
    for *key, count in connection.execute(sql, values):
        yield tuple(key), count


def conditions(
    wanted: Selection | Sequence[int],
) -> Iterator[tuple[str, Sequence[SqlValue]]]:
    """What holds of `records AS r` that are wanted, with its values; many numbers in pieces."""
    if isinstance(wanted, Selection):
        yield where(wanted)
        return
    left = iter(wanted)
    while chunk := list(islice(left, CHUNK)):
        yield f"r.n IN ({', '.join('?' * len(chunk))})", chunk


# Naming


def _named(
    connection: sqlite3.Connection,
    keys: Iterable[Key],
    fields: Columns,
    joined: Mapping[str, str],
) -> Callable[[Key], Values]:
    """How each key is shown."""
    widths = [max(1, len(columns)) for columns in fields.values()]
    starts = [sum(widths[:at]) for at in range(len(fields))]
    namings: list[tuple[int, int, Mapping[Key, str | None]]] = []
    for field, start, width in zip(fields, starts, widths, strict=True):
        wanted = {key[start : start + width] for key in keys}
        namings.append((start, start + width, names_of(connection, field, wanted, joined)))
    return lambda key: tuple(names[key[start:end]] for start, end, names in namings)


def names_of(
    connection: sqlite3.Connection, field: str, keys: set[Key], joined: Mapping[str, str]
) -> dict[Key, str | None]:
    """What keys of a field stand for, each as it is shown."""
    if field == "case":
        return _case_names(connection, keys, joined)
    column = _NUMBERED.get(field)
    if field not in _COLUMNS:
        column = "title"
    if column is None:
        return {key: None if key[0] is None else str(key[0]) for key in keys}
    wanted = {key[0] for key in keys}
    names = facet_names(connection, column, wanted)
    return {(value,): names.get(value) for value in wanted}


def _case_names(
    connection: sqlite3.Connection, keys: set[Key], joined: Mapping[str, str]
) -> dict[Key, str | None]:
    cases = facet_names(connection, "value, title", {key[0] for key in keys})
    sites = facet_names(connection, "value", {key[1] for key in keys}) if joined else {}
    names: dict[Key, str | None] = {}
    for key in keys:
        join = joined.get(sites.get(key[1], "")) if joined else None
        names[key] = None if key[0] is None else join or cases[key[0]]
    return names


def facet_names(
    connection: sqlite3.Connection, columns: str, wanted: set[object]
) -> dict[object, str]:
    names: dict[object, str] = {}
    left = iter(wanted - {None})
    while chunk := list(islice(left, CHUNK)):
        marks = ", ".join("?" * len(chunk))
        sql = f"SELECT facet, {columns} FROM facet_names WHERE facet IN ({marks})"
        for facet, value, *title in connection.execute(sql, chunk):
            names[facet] = f"{value.rpartition(':')[0]}:{title[0]}" if title else value
    return names
