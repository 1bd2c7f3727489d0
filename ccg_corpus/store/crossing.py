"""Records wanted → how many have which values of some fields together, each record in one group.

Comes in: a selection, or the numbers of records that the index found. Goes out: groups with how many
records each has, or each record's own values. Where a record has several values of a field (its
codes, its broader roles), the group has them all: so whoever adds groups up counts no record twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from ccg_corpus.store.counting import (
    CODE,
    CODED,
    columns_of,
    conditions,
    facet_names,
    named,
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
    ) -> None:
        self._connection = connection
        self._fields = fields
        self._joined = joined or {}
        self._broader = broader
        self._columns = columns_of(fields, joined)
        if CODE in self._columns:
            self._columns[CODE] = (_CODES,)
        if ROLE in self._columns and (outside := self._outside()):
            own = f"(SELECT json_extract(t.record, '$.{ROLE}s') FROM texts AS t WHERE t.n = r.n)"
            self._columns[ROLE] = (
                "role",
                f"(CASE WHEN r.role IN ({', '.join(map(str, outside))}) THEN {own} END)",
            )

    def groups(
        self, wanted: Selection | Sequence[int], *, words: bool = False
    ) -> list[tuple[Values, int, int]]:
        """Each group with its number of records, and of their words where these are asked for."""
        counts: Counter[_Key] = Counter()
        spoken: Counter[_Key] = Counter()
        summed = f"SUM({_WORDS})" if words else "0"
        columns = [written(one) for of_field in self._columns.values() for one in of_field]
        selected = ", ".join([*columns, "COUNT(*)", summed])
        by = ", ".join(str(at + 1) for at in range(len(columns)))
        ending = f" GROUP BY {by}" if by else " HAVING COUNT(*) > 0"
        for *key, count, number in self._rows(selected, wanted, ending):
            counts[tuple(key)] += count
            spoken[tuple(key)] += number
        names = self._named(list(counts))
        return [(names(key), count, spoken[key]) for key, count in counts.items()]

    def each(self, wanted: Selection | Sequence[int]) -> dict[int, Values]:
        """The values of each record, by its number."""
        columns = [written(one) for of_field in self._columns.values() for one in of_field]
        keys = {n: tuple(key) for n, *key in self._rows(", ".join(["r.n", *columns]), wanted, "")}
        names = self._named(list(set(keys.values())))
        return {n: names(key) for n, key in keys.items()}

    def _rows(
        self, selected: str, wanted: Selection | Sequence[int], ending: str
    ) -> Iterator[tuple[object, ...]]:
        for clause, values in conditions(wanted):
            sql = f"SELECT {selected} FROM records AS r WHERE {clause}{ending}"
            yield from self._connection.execute(sql, values)

    def _outside(self) -> list[int]:
        """The roles that no vocabulary knows."""
        rows = self._connection.execute("SELECT facet, value FROM facet_names WHERE field = 'role'")
        return [facet for facet, value in rows if self._broader(value) is None]

    # Naming

    def _named(self, keys: Sequence[_Key]) -> Callable[[_Key], Values]:
        """What the keys of groups stand for."""
        single = {name: ones[:1] if name in (ROLE, CODE) else ones for name, ones in
                  self._columns.items()}  # fmt: skip
        plain = named(self._connection, list(map(self._without_more, keys)), single, self._joined)
        codes = self._codes(keys)
        fields, starts = list(self._columns), self._starts()

        def name(key: _Key) -> Values:
            values: list[Value] = list(plain(self._without_more(key)))
            for at, field in enumerate(fields):
                if field == ROLE:
                    values[at] = self._roles(values[at], key[starts[at] : starts[at + 1]])
                elif field == CODE:
                    values[at] = codes[key[starts[at]]]
            return tuple(values)

        return name

    def _starts(self) -> list[int]:
        starts = [0]
        for columns in self._columns.values():
            starts.append(starts[-1] + len(columns))
        return starts

    def _without_more(self, key: _Key) -> _Key:
        """A key with one column for a role, none of a set of codes."""
        shown: list[object] = []
        starts = self._starts()
        for at, field in enumerate(self._columns):
            piece = key[starts[at] : starts[at + 1]]
            shown += piece[:1] if field == ROLE else [None] if field == CODE else piece
        return tuple(shown)

    def _roles(self, role: Value, piece: _Key) -> tuple[str, ...]:
        if not isinstance(role, str):
            return ()
        if len(piece) > 1 and piece[1] is not None:
            return tuple(json.loads(str(piece[1])))
        return self._broader(role) or (role,)

    def _codes(self, keys: Sequence[_Key]) -> dict[object, tuple[str, ...]]:
        """Sets of codes as the store writes them → their slugs, in order."""
        if CODE not in self._columns:
            return {}
        at = self._starts()[list(self._columns).index(CODE)]
        sets = {key[at]: [int(one) for one in str(key[at] or "").split(",") if one] for key in keys}
        wanted: set[object] = {facet for facets in sets.values() for facet in facets}
        names = facet_names(self._connection, "value", wanted)
        return {key: tuple(sorted(names[one] for one in ones)) for key, ones in sets.items()}
