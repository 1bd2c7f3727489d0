"""Rows of a listing → a workbook: numbers as numbers, all else as the text that it is.

Comes in: rows with their columns, and what links a file's name or a DOI to the thing itself. Goes
out: the workbook's bytes, the same for the same rows, with lines about what did not fit. No cell is
ever a formula, whatever a paper says; what is too long for a cell stands whole on a second sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import CcgError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.render.columns import Column, Row, cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_CELL = 32_767  # UTF-16 units that Excel takes in a cell
MOST_ROWS, MOST_COLUMNS, MOST_LINKS = 1_048_576, 16_384, 65_530  # of one sheet, by Excel
MOST_LINK = 2_079
MADE = datetime(2000, 1, 1)  # the same bytes for the same rows
REST = "Long texts"

Link = Callable[[str, str], str | None]

_SAFE_NUMBER = 10**15  # Excel counts in floats: larger whole numbers would be changed
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?")
_LOOKED_AT = 200  # rows by which columns get their widths
_WIDE, _NARROWEST, _WRAPPED_FROM = 70, 8, 50  # characters
_HEAD = 24  # characters that a heading may ask for
_A_PAGE = 260  # characters of a page on its side, made smaller
_FOR_PROGRAMS = ("check",)
_LINE, _MOST_HIGH = 15.0, 409.0  # points; Excel has no higher rows
# What XML can't hold, and what would act on a screen: no text of a spreadsheet.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PIECE = 16_000  # characters of a piece of a long text: under the limit, whatever their width


@frozen
class FileMade:
    """A file's bytes, and lines for whoever asked for it."""

    data: bytes
    notes: tuple[str, ...] = ()


def written(text: str) -> str:
    """The text as a file of Office holds it: line ends stay, no other control character does."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def xlsx_rows(
    rows: Iterable[Row], columns: Sequence[Column], *, name: str, link: Link | None = None
) -> FileMade:
    """A sheet of the rows under a row of filters. `link`: of a column's key and its text, where it
    leads, or None.

    Raises: CcgError where there are more rows or columns than a sheet has.
    """
    from xlsxwriter import Workbook

    if len(columns) > MOST_COLUMNS:
        raise CcgError(f"{len(columns)} columns: xlsx holds {MOST_COLUMNS:,}", hint="use csv")
    out = BytesIO()
    options = {
        "constant_memory": True,  # a row at a time: a corpus of a million quotations is one file
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"created": MADE})
        sheet = _Sheet(book, name, tuple(columns), link)
        sheet.fill(rows)
        notes = tuple(sheet.finished(book))
    return FileMade(out.getvalue(), notes)


class _Sheet:
    """The sheet on its way: how many rows and links it has, and the texts that are too long."""

    def __init__(
        self, book: Workbook, name: str, columns: tuple[Column, ...], link: Link | None
    ) -> None:
        self._sheet: Worksheet = book.add_worksheet(name)
        self._columns = columns
        self._link = link
        self._links = self._unlinked = 0
        self._rows = 0
        self._long: list[tuple[str, str, str]] = []
        top = {"valign": "top"}
        self._plain = book.add_format(top)
        self._wrapped = book.add_format({**top, "text_wrap": True})
        self._linked = book.add_format({**top, "font_color": "#0563C1", "underline": 1})
        self._head = book.add_format({**top, "bold": True, "bottom": 1, "text_wrap": True})
        self._wraps: tuple[int | None, ...] = ()

    def fill(self, rows: Iterable[Row]) -> None:
        left = iter(rows)
        first = list(islice(left, _LOOKED_AT))
        self._lay_out(first)
        for row in chain(first, left):
            self._rows += 1
            if self._rows >= MOST_ROWS:
                raise CcgError(
                    f"more than {MOST_ROWS - 1:,} rows: xlsx holds no more", hint="use csv or jsonl"
                )
            self._write(self._rows, [column.value(row) for column in self._columns])

    def _lay_out(self, rows: list[Row]) -> None:
        """Widths by what stands in the first rows; the head, its filters, and what stays in view."""
        wraps: list[int | None] = []
        widths: list[int] = []
        for at, column in enumerate(self._columns):
            longest = max((len(cell(column.value(row))) for row in rows), default=0)
            if column.key in _FOR_PROGRAMS:
                longest = 0
            width = max(_NARROWEST, min(len(column.key) + 4, _HEAD), min(longest + 2, _WIDE))
            self._sheet.set_column(at, at, width)
            widths.append(width)
            wraps.append(width if longest > _WRAPPED_FROM else None)
        self._wraps = tuple(wraps)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.repeat_rows(0)
        if sum(widths) <= _A_PAGE:  # more of it on one page, and nobody could read it
            self._sheet.fit_to_pages(1, 0)
        lines = (
            1 + (len(one.key) + 4) // width
            for one, width in zip(self._columns, widths, strict=True)
        )
        self._sheet.set_row(0, min(_MOST_HIGH, max(lines, default=1) * _LINE))
        for at, column in enumerate(self._columns):
            self._sheet.write_string(0, at, written(column.key), self._head)

    def _write(self, row: int, values: list[Any]) -> None:
        self._sheet.set_row(row, self._height(values))
        for at, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            if value is None or value == "" or value == [] or value == ():
                continue
            if isinstance(value, bool):
                self._sheet.write_boolean(row, at, value, self._plain)
            elif (number := _number(value, column)) is not None:
                self._sheet.write_number(row, at, number, self._plain)
            else:
                self._put(row, at, column.key, _text(value), str(values[0]))

    def _put(self, row: int, at: int, key: str, text: str, row_name: str) -> None:
        if _units(text) > MOST_CELL:
            self._long.append((row_name, key, text))
            text = f"{text[:_PIECE]} … (the rest stands on the sheet '{REST}')"
        target = self._link(key, text) if self._link else None
        if target is not None and len(target) <= MOST_LINK:
            if self._links < MOST_LINKS:
                self._links += 1
                self._sheet.write_url(row, at, target, self._linked, text)
                return
            self._unlinked += 1
        look = self._plain if self._wraps[at] is None else self._wrapped
        self._sheet.write_string(row, at, text, look)

    def _height(self, values: list[Any]) -> float:
        """How high a row is for its wrapped texts: not every program finds out for itself."""
        lines = 1
        for wide, value in zip(self._wraps, values, strict=True):
            if wide is not None and value:
                shown = cell(value)
                lines = max(lines, 1 + len(shown) // wide)
        return min(_MOST_HIGH, lines * _LINE)

    def finished(self, book: Workbook) -> Iterator[str]:
        """The filters, the second sheet; a line for each thing that did not fit."""
        if self._columns:
            self._sheet.autofilter(0, 0, self._rows, len(self._columns) - 1)
        if self._long:
            self._long_texts(book.add_worksheet(REST))
            what = "text is" if len(self._long) == 1 else "texts are"
            yield (
                f"{len(self._long)} {what} longer than the {MOST_CELL:,} characters of a cell: whole"
                f" on the sheet '{REST}', in pieces"
            )
        if self._unlinked:
            yield f"{self._unlinked} cells more than the {MOST_LINKS:,} that can be links are text"

    def _long_texts(self, sheet: Worksheet) -> None:
        for at, title in enumerate(("row", "column", "piece", "text")):
            sheet.write_string(0, at, title, self._head)
        sheet.set_column(0, 1, 30)
        sheet.set_column(3, 3, _WIDE)
        sheet.freeze_panes(1, 0)
        line = 0
        for row_name, key, text in self._long:
            for piece, start in enumerate(range(0, len(text), _PIECE), 1):
                line += 1
                sheet.write_string(line, 0, written(row_name)[:_PIECE], self._plain)
                sheet.write_string(line, 1, written(key), self._plain)
                sheet.write_number(line, 2, piece, self._plain)
                sheet.write_string(line, 3, text[start : start + _PIECE], self._plain)


def _number(value: Any, column: Column) -> float | int | None:
    """The number that a value is; that of a text only where the column has numbers, or is an
    attribute, and the text is how the number is written anyway."""
    if isinstance(value, str):
        may_be = column.is_number or column.is_attribute
        if not may_be or not _NUMBER.fullmatch(value) or value == "-0":
            return None
        return float(value) if "." in value else int(value)
    if isinstance(value, float):
        return value if abs(value) < _SAFE_NUMBER else None  # false for what is no number
    return value if isinstance(value, int) and abs(value) < _SAFE_NUMBER else None


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(_text(one) for one in value if one is not None)
    return written(value if isinstance(value, str) else cell(value))


def _units(text: str) -> int:
    """How long Excel finds it."""
    return len(text) + sum(1 for sign in text if sign > "\uffff") if len(text) > _PIECE else 0
