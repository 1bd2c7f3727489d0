"""The bytes of a sheet that a spreadsheet has saved → rows with their lines, whatever its dialect.

Comes in: CSV as any program writes it: commas, semicolons, tabs or bars; UTF-8 with a mark or
without, UTF-16, or an old encoding; with a line `sep=;`. Goes out: cells by the names of the columns,
which may stand in any order or be missing. What a cell means is not its business.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ccg_corpus.core.errors import QueryError

_DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_OLD = "cp1252"
_HEAD = 400  # bytes by which UTF-16 without a mark is known
_MOST_SIGNS = 1 << 24  # in one cell
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row: the line of the file it begins on, and its cells by the names of their columns."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet. `columns` in its own order; `twice` are names that several columns have."""

    columns: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    twice: tuple[str, ...] = ()


def read_table(data: bytes, *, key: str = "id") -> SheetTable:
    """The rows of a sheet that has a column `key`.

    Raises: QueryError where it is none.
    """
    if data.startswith(_ZIP):
        hint = "save it as CSV: File, Save As, Text CSV"
        raise QueryError("a workbook, not a CSV file", hint=hint)
    text = text_of(data)
    skipped = 0
    first, _, rest = text.partition("\n")
    delimiters: tuple[str, ...] = _DELIMITERS
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:
        delimiters, text, skipped = (first.strip().strip('"')[4],), rest, 1
    csv.field_size_limit(_MOST_SIGNS)
    header, delimiter = _header(text, key, delimiters)
    names = tuple(map(column_name, header))
    twice = tuple(dict.fromkeys(name for name in names if name and names.count(name) > 1))
    lines = tuple(_lines(text, delimiter, names, skipped))
    return SheetTable(tuple(dict.fromkeys(filter(None, names))), lines, twice)


def column_name(cell: str) -> str:
    """A column's name as our own sheets write it."""
    return "_".join(cell.replace("\ufeff", "").strip().strip("'\"").lower().split())


def text_of(data: bytes) -> str:
    """The text in bytes of whatever encoding a spreadsheet saves in, its lines ended by newlines."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain_lines(data[len(mark) :].decode(encoding, "replace"))
    head = data[:_HEAD]
    if len(head) > 1 and head.count(0) * 3 > len(head):
        return _plain_lines(data.decode("utf-16-le" if head[1] == 0 else "utf-16-be", "replace"))
    try:
        return _plain_lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _plain_lines(data.decode(_OLD, "replace"))


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _header(text: str, key: str, delimiters: tuple[str, ...]) -> tuple[list[str], str]:
    """The first row, by the delimiter that makes most columns of it, the key's among them."""
    best: tuple[list[str], str] | None = None
    for delimiter in delimiters:
        row = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        has_key = key in map(column_name, row)
        if has_key and (best is None or len(row) > len(best[0])):
            best = row, delimiter
    if best is None:
        hint = "'ccg quotes --format csv > sheet.csv' writes one; keep its first row"
        raise QueryError(f"no column '{key}' in the first row", hint=hint)
    return best


def _lines(text: str, delimiter: str, names: tuple[str, ...], skipped: int) -> Iterator[SheetLine]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(reader, None)
    before = reader.line_num
    try:
        for row in reader:
            number, before = before + 1 + skipped, reader.line_num
            cells: dict[str, str] = {}
            for name, cell in zip(names, row, strict=False):
                if name:
                    cells.setdefault(name, cell)
            if any(cell.strip() for cell in row):
                yield SheetLine(number, cells)
    except csv.Error as exc:
        raise QueryError(f"line {reader.line_num + skipped}: {exc}") from exc
