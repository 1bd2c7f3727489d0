"""A grid → a workbook: the matrix, the quotations one a row, and how it was made.

Every cell is written as text or as a number: nothing in a workbook of ours is a formula or a link,
whatever a paper says. What does not fit a cell stands whole on the sheet of quotations, and the
cell says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ccg_corpus.render.matrices.grid import ALL, Grid, GridCell, GridEntry
from ccg_corpus.render.matrices.plain import cell_lines

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_CELL = 32_000  # characters; Excel takes 32,767
MADE = datetime(2000, 1, 1)  # the same bytes for the same matrix
_WIDE, _NARROW, _NAMES = 60, 12, 32  # characters
_LINE, _MOST_HIGH = 15.0, 409.0  # points; Excel has no higher rows


def xlsx_grid(grid: Grid) -> bytes:
    """The workbook's bytes."""
    from xlsxwriter import Workbook

    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"created": MADE})
        looks = {
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"num_format": "0", "valign": "top"}),
            "share": book.add_format({"num_format": "0%", "valign": "top"}),
            "sum": book.add_format({"num_format": "0", "valign": "top", "bold": True}),
        }
        _matrix(book.add_worksheet("Matrix"), grid, looks)
        if any(cell.entries for row in grid.cells for cell in row):
            _quotations(book.add_worksheet("Quotations"), grid, looks)
        _lines(book.add_worksheet("About"), [[note] for note in grid.notes], looks, [100])
    return out.getvalue()


def _matrix(sheet: Worksheet, grid: Grid, looks: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 1)
    _printable(sheet)
    wide = _NARROW if grid.is_of_numbers else _WIDE
    sheet.set_column(0, 0, _NAMES)
    sheet.set_column(1, len(grid.columns), wide)
    sheet.set_row(0, _height((one, wide) for one in grid.heads))
    for at, title in enumerate(grid.heads):
        sheet.write_string(0, at, title, looks["head"])
    for at, (line, cells, totals) in enumerate(grid.lines(), 1):
        words = (("\n\n".join(cell_lines(one, grid)), wide) for one in cells)
        sheet.set_row(at, _height([(line.indented, _NAMES), *words]))
        sheet.write_string(at, 0, line.indented, looks["head"])
        for column, cell in enumerate(cells, 1):
            _put(sheet, at, column, cell, grid, looks)
        for total in totals:
            _number(sheet, at, len(cells) + 1, total, looks["sum"])
    if grid.has_totals:
        last = len(grid.rows) + 1
        sheet.write_string(last, 0, ALL, looks["head"])
        for at, total in enumerate(grid.sums(), 1):
            _number(sheet, last, at, total, looks["sum"])


def _printable(sheet: Worksheet) -> None:
    """On paper as wide as a page on its side, with the heads on every one."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """How high a row is for wrapped texts in columns of so many characters: not every program finds
    out for itself."""
    most = max(
        (sum(1 + len(line) // wide for line in text.split("\n")) for text, wide in texts), default=1
    )
    return min(_MOST_HIGH, most * _LINE)


def _put(
    sheet: Worksheet, row: int, column: int, cell: GridCell, grid: Grid, looks: dict[str, Any]
) -> None:
    if grid.is_of_numbers:
        _number(sheet, row, column, cell, looks["share" if grid.is_share else "number"])
    elif not cell.is_empty:
        lines = list(cell_lines(cell, grid))
        sheet.write_string(row, column, _fitting(lines), looks["text"])


def _number(sheet: Worksheet, row: int, column: int, cell: GridCell, look: Any) -> None:
    if cell.number:
        sheet.write_number(row, column, cell.number, look)


def _fitting(lines: list[str]) -> str:
    """As many lines as a cell takes, and how many more there are."""
    text = "\n\n".join(lines)
    if len(text) <= MOST_CELL:
        return text
    kept, length = [], 0
    for line in lines:
        if length + len(line) > MOST_CELL:
            break
        kept.append(line)
        length += len(line) + 2
    return "\n\n".join([*kept, f"… {len(lines) - len(kept)} more, on the sheet Quotations"])


def _quotations(sheet: Worksheet, grid: Grid, looks: dict[str, Any]) -> None:
    rows = [["row", "column", "quotation", "by", "id"]]
    for line, cells in zip(grid.rows, grid.cells, strict=True):
        for over, cell in zip(grid.columns, cells, strict=True):
            rows += [_row(line.title, over.title, one) for one in cell.entries]
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows) - 1, 4)
    _lines(sheet, rows, looks, [28, 28, 80, 40, 28], headed=True)


def _row(row: str, column: str, one: GridEntry) -> list[str]:
    return [row, column, one.text, one.by, one.id]


def _lines(
    sheet: Worksheet,
    rows: Iterable[list[str]],
    looks: dict[str, Any],
    widths: list[int],
    *,
    headed: bool = False,
) -> None:
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    _printable(sheet)
    for n, row in enumerate(rows):
        sheet.set_row(n, _height(zip(row, widths, strict=True)))
        for at, text in enumerate(row):
            sheet.write_string(
                n, at, text[:MOST_CELL], looks["head" if headed and not n else "text"]
            )
