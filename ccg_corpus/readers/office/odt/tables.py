"""The tables of an OpenDocument text: rows of cells, with merged cells once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ccg_corpus.readers.office.odt.styles import TABLE
from ccg_corpus.readers.tables import Cell, looks_like_head, stated_span

_GROUPS = frozenset(("table-header-rows", "table-rows", "table-row-group"))


def cells_of(table: Any) -> list[Any]:
    """Its own cells in print order."""
    return [cell for row, _ in _rows(table) for cell in row.iterchildren("table-cell")]


def is_box(table: Any) -> bool:
    """One cell: a frame around paragraphs."""
    return len(cells_of(table)) == 1


def is_grid(table: Any) -> bool:
    """Several rows of several cells."""
    sizes = [sum(1 for _ in row.iterchildren("table-cell")) for row, _ in _rows(table)]
    return sum(1 for size in sizes if size > 1) > 1


def rows_of(table: Any) -> list[list[Cell]]:
    """Rows in print order. Head rows are stated only where the author did."""
    rows = list(_rows(table))
    stated = any(in_head for _, in_head in rows)
    first = [_text(cell) for cell in rows[0][0].iterchildren("table-cell")] if rows else []
    by_look = not stated and len(rows) > 1 and looks_like_head(first)
    return [
        [_cell(cell, in_head or (by_look and at == 0)) for cell in row.iterchildren("table-cell")]
        for at, (row, in_head) in enumerate(rows)
    ]


def _rows(table: Any, in_head: bool = False) -> Iterator[tuple[Any, bool]]:
    """Rows of this table with whether they head it, not those of tables inside it."""
    for child in table:
        if child.tag == "table-row":
            yield child, in_head
        elif child.tag in _GROUPS:
            yield from _rows(child, in_head or child.tag == "table-header-rows")


def _cell(element: Any, in_head: bool) -> Cell:
    return Cell(
        element,
        in_head,
        in_head,
        rows=stated_span(element.get(TABLE + "number-rows-spanned")),
        columns=stated_span(element.get(TABLE + "number-columns-spanned")),
        text=_text(element),
    )


def _text(cell: Any) -> str:
    return " ".join("".join(part.itertext()) for part in cell.iterchildren("p", "h"))
