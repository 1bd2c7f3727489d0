"""How many there are of each, as rows; two fields as a cross table.

Comes in: values of some fields with their counts. Goes out: rows and columns of a listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ccg_corpus.answers.arranging import natural
from ccg_corpus.render.columns import Column, Row, field
from ccg_corpus.render.shape import heading

Counts = Sequence[tuple[tuple[str | None, ...], int]]


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


def cross_table(counts: Counts, fields: Sequence[str]) -> tuple[list[Row], tuple[Column, ...]]:
    """The last field's values across, the others down, with sums; nothing stands for none.

    Down most first, then by name; across in the order of the names, as people count: 2 before 10.
    What is not stated is last.
    """
    cells: dict[tuple[str | None, ...], dict[str | None, int]] = {}
    for key, count in counts:
        row = cells.setdefault(key[:-1], {})
        row[key[-1]] = row.get(key[-1], 0) + count
    across = sorted(
        {key[-1:] for key, _ in counts}, key=lambda key: (key[0] is None, natural(key[0] or ""))
    )
    down = _ordered((key[:-1], count) for key, count in counts)
    rows: list[Row] = [
        {
            **dict(zip(fields, key, strict=False)),
            "cells": cells[key],
            "sum": sum(cells[key].values()),
        }
        for key in down
    ]
    total: dict[str | None, int] = {
        value: sum(row.get(value, 0) for row in cells.values()) for (value,) in across
    }
    names = {name: ("all" if at == 0 else "") for at, name in enumerate(fields[:-1])}
    rows.append({**names, "cells": total, "sum": sum(total.values())})
    columns = (
        *(_named(name) for name in fields[:-1]),
        *(_across(value) for (value,) in across),
        Column("all", "all", lambda row: row["sum"], is_number=True),
    )
    return rows, columns


def _ordered(
    counted: Iterable[tuple[tuple[str | None, ...], int]],
) -> list[tuple[str | None, ...]]:
    sums: dict[tuple[str | None, ...], int] = {}
    for key, count in counted:
        sums[key] = sums.get(key, 0) + count
    return sorted(
        sums, key=lambda key: ([v is None for v in key], -sums[key], [v or "" for v in key])
    )


def _named(name: str) -> Column:
    return Column(name, name.capitalize(), lambda row: heading(row[name]))


def _across(value: str | None) -> Column:
    title = heading(value)
    return Column(title, title, lambda row: row["cells"].get(value), is_number=True)
