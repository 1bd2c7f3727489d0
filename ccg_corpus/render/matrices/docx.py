"""A grid → a Word document: one table across a wide page, its head on every page, notes below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ccg_corpus.render.matrices.grid import ALL, Grid, GridCell, number_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row

MADE = datetime(2000, 1, 1)  # the same bytes for the same matrix
_SMALL, _TEXT = 7.5, 9  # points
_FIRST_CM, _TOTAL_CM = 4.0, 1.3
_LONG = 300  # letters from which on a cell is as wide as any


def docx_grid(grid: Grid, title: str) -> bytes:
    """The document's bytes."""
    from docx import Document as new_document

    document = new_document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = ""
    document.core_properties.title = title
    width = _wide_page(document)
    document.add_heading(title, level=1)
    _table(document, grid, width)
    for note in grid.notes:
        _written(document.add_paragraph(), note, _SMALL)
    out = BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def _wide_page(document: Document) -> float:
    """A4 on its side; the width between the margins, in centimetres."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.8)
    return 29.7 - 2 * 1.8


def _table(document: Document, grid: Grid, width: float) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(grid.heads))
    table.style = "Table Grid"
    table.autofit = False
    last_cm = [_TOTAL_CM] * grid.has_totals
    wide = _widths(grid, width - _FIRST_CM - sum(last_cm))
    widths = [Cm(one) for one in (_FIRST_CM, *wide, *last_cm)]
    head = table.rows[0]
    _repeat(head)
    for cell, text in zip(head.cells, grid.heads, strict=True):
        _written(cell.paragraphs[0], text, _TEXT, bold=True)
    for line, cells, totals in grid.lines():
        shown = table.add_row().cells
        _written(shown[0].paragraphs[0], line.indented, _TEXT, bold=True)
        for at, one in enumerate(cells, 1):
            _fill(shown[at], one, grid)
        for total in totals:
            _numbered(shown[-1], total)
    if grid.has_totals:
        last = table.add_row().cells
        _written(last[0].paragraphs[0], ALL, _TEXT, bold=True)
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
        _written(next(paragraphs), number_text(cell.number), _TEXT)
    if cell.text:
        _written(next(paragraphs), cell.text, _TEXT)
    if cell.mark:
        _written(next(paragraphs), f"! {cell.mark}", _TEXT, bold=True)
    for one in cell.entries:
        paragraph = next(paragraphs)
        _written(paragraph, f"“{one.text}”", _TEXT)
        _written(paragraph, f" {one.by} [{one.id}]", _SMALL, italic=True)
    for id in cell.ids:
        _written(next(paragraphs), id, _SMALL)


def _paragraphs(place: _Cell) -> Iterator[Any]:
    """The empty paragraph of a new cell, then more of them."""
    yield place.paragraphs[0]
    while True:
        yield place.add_paragraph()


def _numbered(place: _Cell, cell: GridCell, *, is_share: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = place.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _written(paragraph, number_text(cell.number, is_share=is_share), _TEXT)


def _written(
    paragraph: Any, text: str, points: float, *, bold: bool = False, italic: bool = False
) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size = Pt(points)
    run.bold, run.italic = bold, italic
    paragraph.paragraph_format.space_after = Pt(3)


def _repeat(row: _Row) -> None:
    """The row stands at the head of every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # python-docx has no name of its own for it


def without_times(data: bytes) -> bytes:
    """The same package with fixed times: the same matrix is the same file."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            after.writestr(info, before.read(name))
    return out.getvalue()
