"""A selection → how many records it lets through, and the numbers of all or of the first ones.

Nothing here reads more than it has to: what a facet's own rows say is counted there, and the first
of many are looked for where they stand, before all of them are put in order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from ccg_corpus.core.hit import SPEECH_KINDS
from ccg_corpus.store.selection import Facet, Selection, where

# The records at the beginning among which the first ones are looked for: some twenty milliseconds.
NEAR = 20_000
# Up to so many records a facet is counted to see which of several holds fewest.
MANY = 20_000


def count(connection: sqlite3.Connection, selection: Selection) -> int:
    """How many records are wanted."""
    if _is_of_facets(selection):
        return _count_of_facets(connection, selection.facets)
    clause, values = where(selection)
    (found,) = connection.execute(
        f"SELECT COUNT(*) FROM records AS r WHERE {clause}", values
    ).fetchone()
    return int(found)


def numbers(
    connection: sqlite3.Connection, selection: Selection, limit: int | None = None
) -> list[int]:
    """The records wanted, all or the first ones, by document and place."""
    if limit is not None and limit < NEAR // 10:
        first = _first(connection, selection, limit)
        if len(first) == limit:
            return first
    clause, values = where(selection)
    rows = connection.execute(
        f"SELECT r.n FROM records AS r WHERE {clause} ORDER BY r.document, r.start, r.n LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return [n for (n,) in rows]


def _first(connection: sqlite3.Connection, selection: Selection, limit: int) -> list[int]:
    """Those of the first records that stand at the very beginning."""
    clause, values = where(selection, one_by_one=True)
    rows = connection.execute(
        "SELECT r.n FROM (SELECT * FROM records INDEXED BY records_in_order"
        f" ORDER BY document, start, n LIMIT {NEAR}) AS r WHERE {clause} LIMIT ?",
        (*values, limit),
    )
    return [n for (n,) in rows]


# By facets alone


def _is_of_facets(selection: Selection) -> bool:
    """Whether the rows of facets say all that is asked."""
    usual = Selection(SPEECH_KINDS, selection.facets)
    return bool(selection.facets) and selection == usual


def _count_of_facets(connection: sqlite3.Connection, groups: Sequence[tuple[Facet, ...]]) -> int:
    """The listed records that hold one facet of each group; counted from the smallest on."""
    numbered = [_facets(connection, group) for group in groups]
    if not all(numbered):
        return 0
    if len(numbered) > 1:
        numbered.sort(key=lambda facets: _about(connection, facets))
    first, *others = numbered
    what = "*" if len(first) == 1 else "DISTINCT f.n"
    held = "".join(
        f" AND EXISTS (SELECT 1 FROM facets AS o WHERE o.facet IN ({_marks(facets)}) AND o.n = f.n)"
        for facets in others
    )
    (found,) = connection.execute(
        f"SELECT COUNT({what}) FROM facets AS f"
        f" WHERE f.facet IN ({_marks(first)}) AND f.listed = 1{held}",
        [facet for facets in numbered for facet in facets],
    ).fetchone()
    return int(found)


def _facets(connection: sqlite3.Connection, group: Sequence[Facet]) -> list[int]:
    """The numbers of facets; one that no record has is left out."""
    found: dict[int, None] = {}
    for facet in group:
        row = connection.execute(
            "SELECT facet FROM facet_names WHERE field = ? AND value = ?", facet
        ).fetchone()
        if row is not None:
            found[row[0]] = None
    return list(found)


def _about(connection: sqlite3.Connection, facets: Sequence[int]) -> int:
    """How many records hold one of the facets, up to `MANY`."""
    (found,) = connection.execute(
        f"SELECT COUNT(*) FROM (SELECT 1 FROM facets WHERE facet IN ({_marks(facets)})"
        f" LIMIT {MANY})",
        facets,
    ).fetchone()
    return int(found)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)
