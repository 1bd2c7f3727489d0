"""The tables of a Word file: rows of cells, with merged cells once and deleted rows left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ccg_corpus.readers.office.docx.styles import is_on, qualified
from ccg_corpus.readers.tables import Cell, looks_like_head, stated_span

_ROW, _CELL, _VALUE = qualified("tr"), qualified("tc"), qualified("val")
_WRAPPERS = tuple(qualified(name) for name in ("sdt", "sdtContent", "customXml", "ins"))


def cells_of(table: Any) -> list[Any]:
    """Its own cells in print order."""
    rows = (row for row in _inside(table, _ROW) if not _is_deleted(row))
    return [cell for row in rows for cell in _inside(row, _CELL)]


def is_box(table: Any) -> bool:
    """One cell: a frame around paragraphs."""
    return len(cells_of(table)) == 1


def is_grid(table: Any) -> bool:
    """Several rows of several cells."""
    rows = [row for row in _inside(table, _ROW) if not _is_deleted(row)]
    return len(rows) > 1 and sum(1 for row in rows if len(list(_inside(row, _CELL))) > 1) > 1


def rows_of(table: Any) -> list[list[Cell]]:
    """Rows in print order. Word marks head rows only where its author did."""
    rows = [row for row in _inside(table, _ROW) if not _is_deleted(row)]
    stated = any(_is_head(row) for row in rows)
    first = [_text(cell) for cell in _inside(rows[0], _CELL)] if rows else []
    by_look = not stated and len(rows) > 1 and looks_like_head(first)
    grid: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # column → (row, place) of the cell that goes on down
    for at, row in enumerate(rows):
        in_head = _is_head(row) or (by_look and at == 0)
        grid.append(_row(row, in_head, grid, above))
    return grid


def _row(
    row: Any, in_head: bool, grid: list[list[Cell]], above: dict[int, tuple[int, int]]
) -> list[Cell]:
    cells: list[Cell] = []
    column = _number(row.find(f"{qualified('trPr')}/{qualified('gridBefore')}"))
    for element in _inside(row, _CELL):
        properties = element.find(qualified("tcPr"))
        width = _width(properties)
        merge = properties.find(qualified("vMerge")) if properties is not None else None
        if merge is not None and merge.get(_VALUE) != "restart" and column in above:
            at, place = above[column]
            grid[at][place] = replace(grid[at][place], rows=grid[at][place].rows + 1)
        else:
            above.pop(column, None)
            if merge is not None:
                above[column] = (len(grid), len(cells))
            cells.append(Cell(element, in_head, in_head, columns=width, text=_text(element)))
        column += width
    return cells


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Rows or cells of this table, through content controls, not those of tables inside it."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _is_deleted(row: Any) -> bool:
    return row.find(f"{qualified('trPr')}/{qualified('del')}") is not None


def _is_head(row: Any) -> bool:
    return bool(is_on(row.find(qualified("trPr")), "tblHeader"))


def _width(properties: Any) -> int:
    found = properties.find(qualified("gridSpan")) if properties is not None else None
    return stated_span(found.get(_VALUE)) if found is not None else 1


def _number(found: Any) -> int:
    return stated_span(found.get(_VALUE)) if found is not None else 0


def _text(cell: Any) -> str:
    return "".join(text.text or "" for text in cell.iter(qualified("t")))
