"""A grid → a Word document: one table across a wide page, its head on every page, notes below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ccg_corpus.render.matrices.grid import ALL, Grid, GridCell, number_text
from ccg_corpus.render.word import new_document, repeat_on_every_page, saved, wide_page, written

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_SMALL, _TEXT = 7.5, 9  # points
_FIRST_CM, _TOTAL_CM = 4.0, 1.3
_LONG = 300  # letters from which on a cell is as wide as any


def docx_grid(grid: Grid, title: str) -> bytes:
    """The document's bytes."""
    document = new_document(title)
    width = wide_page(document)
    document.add_heading(title, level=1)
    _table(document, grid, width)
    for note in grid.notes:
        written(document.add_paragraph(), note, _SMALL)
    return saved(document)


def _table(document: Document, grid: Grid, width: float) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(grid.heads))
    table.style = "Table Grid"
    table.autofit = False
    last_cm = [_TOTAL_CM] * grid.has_totals
    wide = _widths(grid, width - _FIRST_CM - sum(last_cm))
    widths = [Cm(one) for one in (_FIRST_CM, *wide, *last_cm)]
    head = table.rows[0]
    repeat_on_every_page(head)
    for cell, text in zip(head.cells, grid.heads, strict=True):
        written(cell.paragraphs[0], text, _TEXT, bold=True)
    for line, cells, totals in grid.lines():
        shown = table.add_row().cells
        written(shown[0].paragraphs[0], line.indented, _TEXT, bold=True)
        for at, one in enumerate(cells, 1):
            _fill(shown[at], one, grid)
        for total in totals:
            _numbered(shown[-1], total)
    if grid.has_totals:
        last = table.add_row().cells
        written(last[0].paragraphs[0], ALL, _TEXT, bold=True)
        for place, total in zip(last[1:], grid.sums(), strict=True):
            _numbered(place, total)
    for column, one_width in zip(table.columns, widths, strict=True):
        column.width = one_width
    for row in table.rows:
        for cell, one_width in zip(row.cells, widths, strict=True):
            cell.width = one_width


def _widths(grid: Grid, width: float) -> list[float]:
    """Columns with more words are wider; one with none is as wide as its head needs."""
    weights = []
    for column in range(len(grid.columns)):
        longest = max((_letters(row[column]) for row in grid.cells), default=0)
        weights.append(2 + min(longest, _LONG) / _LONG * 4)
    return [width * one / sum(weights) for one in weights]


def _letters(cell: GridCell) -> int:
    return len(cell.text) + sum(len(one.text) for one in cell.entries)


def _fill(place: _Cell, cell: GridCell, grid: Grid) -> None:
    if grid.is_of_numbers:
        _numbered(place, cell, is_share=grid.is_share)
        return
    paragraphs = _paragraphs(place)
    if cell.number:
        written(next(paragraphs), number_text(cell.number), _TEXT)
    if cell.text:
        written(next(paragraphs), cell.text, _TEXT)
    if cell.mark:
        written(next(paragraphs), f"! {cell.mark}", _TEXT, bold=True)
    for one in cell.entries:
        paragraph = next(paragraphs)
        written(paragraph, f"“{one.text}”", _TEXT)
        written(paragraph, f" {one.by} [{one.id}]", _SMALL, italic=True)
    for id in cell.ids:
        written(next(paragraphs), id, _SMALL)


def _paragraphs(place: _Cell) -> Iterator[Any]:
    """The empty paragraph of a new cell, then more of them."""
    yield place.paragraphs[0]
    while True:
        yield place.add_paragraph()


def _numbered(place: _Cell, cell: GridCell, *, is_share: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = place.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    written(paragraph, number_text(cell.number, is_share=is_share), _TEXT)
