"""Records wanted → how many of them have which values of some fields.

Comes in: a selection, or the numbers of records that the index found. Goes out: rows of values with
their counts, most first. A record is counted by what it says of itself: a GP chair is no GP here.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ccg_corpus.store.selection import Selection, where

Values = tuple[str | None, ...]
Tally = list[tuple[Values, int]]

# What can be counted by, and the column of `records` that has it.
COUNTED = {
    "role": "role",
    "case": "case_label",
    "site": "site",
    "study": "study",
    "document": "document",
    "theme": "theme",
    "kind": "kind",
    "year": "year",
}
# These columns hold numbers of facets; cases and themes are shown as they are printed.
_NUMBERED = {"role": "value", "case": "title", "site": "value", "study": "value", "theme": "title"}
CHUNK = 500


def tally(
    connection: sqlite3.Connection, wanted: Selection | Sequence[int], fields: Sequence[str]
) -> Tally:
    """The values of `fields`, with how many of the records wanted have them; most first, then by
    value, what is unknown last."""
    if isinstance(wanted, Selection):
        counts = dict(_of_selection(connection, wanted, fields))
    else:
        counts = _of_numbers(connection, wanted, fields)
    names = [_names(connection, field, {key[at] for key in counts}) for at, field in
             enumerate(fields)]  # fmt: skip
    rows = [
        (tuple(name[value] for name, value in zip(names, key, strict=True)), count)
        for key, count in counts.items()
    ]
    return sorted(
        rows, key=lambda row: (-row[1], [(value is None, value or "") for value in row[0]])
    )


Key = tuple[object, ...]


def _of_selection(
    connection: sqlite3.Connection, selection: Selection, fields: Sequence[str]
) -> Iterator[tuple[Key, int]]:
    clause, values = where(selection)
    columns = ", ".join(f"r.{COUNTED[field]}" for field in fields)
    sql = f"SELECT {columns}, COUNT(*) FROM records AS r WHERE {clause} GROUP BY {columns}"
    for *key, count in connection.execute(sql, values):
        yield tuple(key), count


def _of_numbers(
    connection: sqlite3.Connection, numbers: Iterable[int], fields: Sequence[str]
) -> Counter[Key]:
    columns = ", ".join(COUNTED[field] for field in fields)
    counts: Counter[Key] = Counter()
    left = iter(numbers)
    while chunk := list(islice(left, CHUNK)):
        marks = ", ".join("?" * len(chunk))
        counts.update(
            connection.execute(f"SELECT {columns} FROM records WHERE n IN ({marks})", chunk)
        )
    return counts


def _names(
    connection: sqlite3.Connection, field: str, values: set[object]
) -> dict[object, str | None]:
    """How each value of a field is shown."""
    column = _NUMBERED.get(field)
    if column is None:
        return {value: None if value is None else str(value) for value in values}
    sql = f"SELECT facet, {column} FROM facet_names WHERE field = ?"
    known = connection.execute(sql, (field,))
    return {None: None} | {facet: name for facet, name in known if facet in values}
