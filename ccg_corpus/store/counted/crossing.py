"""Records wanted → how many have which values of some fields together, each record in one group.

Comes in: a selection, or the numbers of records that the index found. Goes out: groups with how many
records each has, or each record's own values. Where a record has several values of a field (its
codes, its broader roles), the group has them all: so whoever adds groups up counts no record twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ccg_corpus.core.frozen import replaced
from ccg_corpus.core.hit import SPEECH_KINDS
from ccg_corpus.store.counted.columns import NUMBERS, WORDS, Columns
from ccg_corpus.store.counted.counting import (
    CODE,
    CODED,
    columns_of,
    conditions,
    facet_names,
    names_of,
    written,
)
from ccg_corpus.store.selection import Selection

ROLE = "role"
Value = str | tuple[str, ...] | None  # of a role and of codes: all of them
Values = tuple[Value, ...]
# The broader roles of a role, itself first; None where only the record knows.
Broader = Callable[[str], tuple[str, ...] | None]
_Key = tuple[object, ...]

# White space is folded in a record's text: one space between two words.
_WORDS = (
    "(SELECT LENGTH(x) - LENGTH(REPLACE(x, ' ', '')) + (x <> '') FROM"
    " (SELECT json_extract(t.record, '$.text') AS x FROM texts AS t WHERE t.n = r.n))"
)
_HAS_CODE = f"r.n IN (SELECT n FROM facets WHERE facet IN ({CODED}))"
_CODES = (
    f"(CASE WHEN {_HAS_CODE} THEN (SELECT group_concat(c.facet) FROM facets AS c"
    f" WHERE c.n = r.n AND c.facet IN ({CODED})) END)"
)


class Crossing:
    """Groups of the records of one store by some fields. `joined`: as in `counting.tally`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        fields: Sequence[str],
        joined: Mapping[str, str] | None,
        broader: Broader,
        many: Callable[[], Columns | None] | None = None,
    ) -> None:
        self._connection = connection
        self._fields = fields
        self._joined = joined or {}
        self._broader = broader
        self._many = many
        self._columns = columns_of(fields, joined)
        if CODE in self._columns:
            self._columns[CODE] = (_CODES,)
        self._outside: list[int] = []
        if ROLE in self._columns and (outside := self._roles_outside()):
            self._outside = outside
            own = f"(SELECT json_extract(t.record, '$.{ROLE}s') FROM texts AS t WHERE t.n = r.n)"
            self._columns[ROLE] = (
                "role",
                f"(CASE WHEN r.role IN ({_listed(outside)}) THEN {own} END)",
            )

    def groups(
        self, wanted: Selection | Sequence[int], *, words: bool = False
    ) -> list[tuple[Values, int, int]]:
        """Each group with its number of records, and of their words where these are asked for."""
        counts: Counter[_Key] = Counter()
        spoken: Counter[_Key] = Counter()
        among = ""
        if not words and (found := self._at_once(wanted)) is not None:
            counts.update(found)
            among = f" AND r.role IN ({_listed(self._outside)})"
        summed = f"SUM({_WORDS})" if words else "0"
        columns = [written(one) for of_field in self._columns.values() for one in of_field]
        selected = ", ".join([*columns, "COUNT(*)", summed])
        by = ", ".join(str(at + 1) for at in range(len(columns)))
        ending = f"{among} GROUP BY {by}" if by else f"{among} HAVING COUNT(*) > 0"
        if not among or self._outside:
            for *key, count, number in self._rows(selected, wanted, ending):
                counts[tuple(key)] += count
                spoken[tuple(key)] += number
        names = self._named(counts)
        return [(names(key), count, spoken[key]) for key, count in counts.items()]

    def _at_once(self, wanted: Selection | Sequence[int]) -> dict[_Key, int] | None:
        """The same from columns that are written down, but for roles that only a record knows; None
        where there are no such columns, or they don't say all that is asked."""
        usual = Selection(SPEECH_KINDS)
        if self._many is None or not isinstance(wanted, Selection):
            return None
        bounds = (wanted.since, wanted.until)
        wide = [one for field, ones in self._columns.items() if field != ROLE for one in ones]
        if replaced(wanted, since=None, until=None) != usual or {*wide, "role"} - {
            *NUMBERS,
            *WORDS,
        }:
            return None
        names = [one for ones in self._columns.values() for one in ones if not one.startswith("(")]
        columns = self._many()
        is_bounded = bounds != (None, None)
        found = columns.counts([*names, *["year"] * is_bounded]) if columns is not None else None
        if found is None:
            return None
        counts: Counter[_Key] = Counter()
        outside, role = set(self._outside), names.index("role") if ROLE in self._columns else None
        for one, count in found.items():
            key = list(one)
            if is_bounded and not _within(key.pop(), *bounds):
                continue
            if role is not None and outside:
                if key[role] in outside:
                    continue
                key.insert(role + 1, None)
            counts[tuple(key)] += count
        return counts

    def each(self, wanted: Selection | Sequence[int]) -> dict[int, Values]:
        """The values of each record, by its number."""
        columns = [written(one) for of_field in self._columns.values() for one in of_field]
        keys = {n: tuple(key) for n, *key in self._rows(", ".join(["r.n", *columns]), wanted, "")}
        names = self._named(set(keys.values()))
        return {n: names(key) for n, key in keys.items()}

    def _rows(
        self, selected: str, wanted: Selection | Sequence[int], ending: str
    ) -> Iterator[tuple[Any, ...]]:
        for clause, values in conditions(wanted):
            sql = f"SELECT {selected} FROM records AS r WHERE {clause}{ending}"
            yield from self._connection.execute(sql, values)

    def _roles_outside(self) -> list[int]:
        """The roles that no vocabulary knows."""
        rows = self._connection.execute("SELECT facet, value FROM facet_names WHERE field = 'role'")
        return [facet for facet, value in rows if self._broader(value) is None]

    # Naming

    def _named(self, keys: Iterable[_Key]) -> Callable[[_Key], Values]:
        """What the keys of groups stand for: each piece of them is looked up once."""
        tables: list[tuple[int, int, Mapping[_Key, Value]]] = []
        start, keys = 0, list(keys)
        for field, columns in self._columns.items():
            end = start + len(columns)
            tables.append((start, end, self._values(field, {key[start:end] for key in keys})))
            start = end
        return lambda key: tuple([table[key[start:end]] for start, end, table in tables])

    def _values(self, field: str, pieces: set[_Key]) -> Mapping[_Key, Value]:
        if field == CODE:
            return self._codes(pieces)
        if field != ROLE:
            return names_of(self._connection, field, pieces, self._joined)
        names = names_of(self._connection, field, {piece[:1] for piece in pieces}, {})
        return {piece: self._roles(names[piece[:1]], piece) for piece in pieces}

    def _roles(self, role: str | None, piece: _Key) -> tuple[str, ...]:
        if role is None:
            return ()
        if len(piece) > 1 and piece[1] is not None:
            return tuple(json.loads(str(piece[1])))
        return self._broader(role) or (role,)

    def _codes(self, pieces: set[_Key]) -> dict[_Key, tuple[str, ...]]:
        """Sets of codes as the store writes them → their slugs, in order."""
        sets = {
            piece: [int(one) for one in str(piece[0] or "").split(",") if one] for piece in pieces
        }
        wanted: set[object] = {facet for facets in sets.values() for facet in facets}
        names = facet_names(self._connection, "value", wanted)
        return {piece: tuple(sorted(names[one] for one in ones)) for piece, ones in sets.items()}


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _within(year: object, since: int | None, until: int | None) -> bool:
    return (
        isinstance(year, int)
        and (since is None or year >= since)
        and (until is None or year <= until)
    )
