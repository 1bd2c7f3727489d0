"""How many there are of each, as rows; two fields as a cross table.

Comes in: values of some fields with their counts. Goes out: rows and columns of a listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ccg_corpus.corpus.ordering import natural
from ccg_corpus.render.columns import Column, Row, cell, field
from ccg_corpus.render.shape import heading

Counts = Sequence[tuple[tuple[str | None, ...], int]]
# By value down, by value across, in all.
Margins = tuple[dict[str | None, int], dict[str | None, int], int]
GAP = 3  # between two columns of a table on a screen


def count_rows(counts: Counts, fields: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each combination that there is: the fields, then the count."""
    return [{**dict(zip(fields, key, strict=True)), "count": count} for key, count in counts]


def count_columns(fields: Sequence[str], *, for_reader: bool = True) -> tuple[Column, ...]:
    """The columns of those rows; a reader is told what is not stated, a program gets nothing."""
    named = _named if for_reader else lambda name: field(name, name)
    return (
        *(named(name) for name in fields),
        Column("count", "Count", lambda row: row["count"], is_number=True),
    )


def cross_table(
    counts: Counts,
    fields: Sequence[str],
    *,
    also: Sequence[Sequence[str]] = ((), ()),
    margins: Margins | None = None,
) -> tuple[list[Row], tuple[Column, ...]]:
    """The second field's values across, the first one's down, with sums; nothing stands for none.

    Down most first, then by name; across in the order of the names, as people count: 2 before 10.
    What is not stated is last. `also`: values of either that have a row or a column though they have
    no quotation. `margins`: the sums, where a quotation stands in several cells.
    """
    cells: dict[str | None, dict[str | None, int]] = {value: {} for value in also[0]}
    for (value, other), count in counts:
        row = cells.setdefault(value, {})
        row[other] = row.get(other, 0) + count
    across = sorted(
        {other for (_, other), _ in counts} | set(also[1]),
        key=lambda value: (value is None, natural(value or "")),
    )
    sums, below, total = margins or _sums(cells, across)
    down = sorted(cells, key=lambda value: (value is None, -sums.get(value, 0), value or ""))
    name = fields[0]
    rows: list[Row] = [
        {name: value, "cells": cells[value], "sum": sums.get(value, 0)} for value in down
    ]
    rows.append({name: "all", "cells": {v: below.get(v, 0) for v in across}, "sum": total})
    columns = (
        _named(name),
        *(_across(value) for value in across),
        Column("all", "all", lambda row: row["sum"], is_number=True),
    )
    return rows, columns


def _sums(
    cells: Mapping[str | None, Mapping[str | None, int]], across: Iterable[str | None]
) -> Margins:
    sums = {value: sum(row.values()) for value, row in cells.items()}
    below = {other: sum(row.get(other, 0) for row in cells.values()) for other in across}
    return sums, below, sum(sums.values())


def width_of(rows: Iterable[Row], columns: Sequence[Column]) -> int:
    """How many columns of a screen a table of these needs so that nothing in it is broken."""
    shown = list(rows)
    widths = [
        max([len(column.title), *(len(cell(column.value(row))) for row in shown)])
        for column in columns
    ]
    return sum(widths) + GAP * (len(widths) - 1)


def _named(name: str) -> Column:
    return Column(name, name.capitalize(), lambda row: heading(row[name]))


def _across(value: str | None) -> Column:
    title = cell(heading(value))
    return Column(title, title, lambda row: row["cells"].get(value), is_number=True)
