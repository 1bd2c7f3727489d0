"""A table that a spreadsheet wrote → its columns and rows, as text.

Comes in: the bytes of a CSV file, in whatever way a spreadsheet saves it: with a BOM, in UTF-16 or the
letters of an old Windows, with commas, semicolons or tabs, quoted or not. Goes out: rows with the
number of their line. Empty rows and columns are left out; nothing is read as a number or a date.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.project.files import read_file

_SEPARATORS = ",;\t|"
MOST_CELL = 1_000_000
MOST_COLUMNS = 500  # of a table about people or documents; a file of another kind has more


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its line in the file, and its cells by column, without empty ones."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class FactSheet:
    """A table, its headings on the line `head`. `faults` are lines about what could not be read."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    faults: tuple[str, ...] = ()
    head: int = 1


def read_sheet(path: Path) -> FactSheet:
    """The table in a file.

    Raises: ProjectError where it can't be opened, or is no table of text.
    """
    try:
        data = read_file(path)
    except OSError as exc:
        raise ProjectError(f"can't be read: {exc.strerror or exc}", path=path) from exc
    return parse_sheet(data, path)


def parse_sheet(data: bytes, path: Path) -> FactSheet:
    """The table in the bytes of a file."""
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise ProjectError("is a workbook", path=path, hint="save it as CSV")
    text = _text(data).lstrip("\ufeff")
    separator, text = _separator(text)
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, [_plain(cell) for cell in cells]))
            before = reader.line_num
    except csv.Error as exc:
        raise ProjectError(f"line {reader.line_num}: {exc}", path=path) from exc
    return _sheet([(line, cells) for line, cells in lines if any(cells)])


def _sheet(lines: list[tuple[int, list[str]]]) -> FactSheet:
    if not lines:
        return FactSheet((), ())
    (head, heads), *rest = lines
    names = [" ".join(head.split()) for head in heads]
    faults = []
    columns: dict[int, str] = {}
    seen: set[str] = set()
    if len(names) > MOST_COLUMNS:
        faults.append(f"{len(names):,} columns: those after the {MOST_COLUMNS}th are not read")
    for at, name in enumerate(names[:MOST_COLUMNS]):
        if name and name.casefold() in seen:
            faults.append(f"two columns are called '{name}': the first counts")
        elif name:
            columns[at] = name
            seen.add(name.casefold())
    unnamed = {at for _, cells in rest for at, cell in enumerate(cells) if cell} - {
        at for at, name in enumerate(names) if name
    }
    if unnamed:
        places = ", ".join(str(at + 1) for at in sorted(unnamed)[:5])
        faults.append(f"column {places} has no heading and is not read")
    rows = []
    for line, cells in rest:
        kept = {columns[at]: cell for at, cell in enumerate(cells) if cell and at in columns}
        if kept:
            rows.append(SheetRow(line, kept))
    return FactSheet(tuple(columns.values()), tuple(rows), tuple(faults), head)


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[:200].count(b"\x00") > len(data[:200]) // 4:  # UTF-16 without its mark
        is_little = data[:200:2].count(b"\x00") < data[1:200:2].count(b"\x00")
        return data.decode("utf-16-le" if is_little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(text: str) -> tuple[str, str]:
    """The sign between cells: as a first line "sep=;" says, else what parts the headings most."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and len(said) == 5:
        return said[4], rest
    head = next((line for line in text.splitlines() if line.strip()), "")
    counts = {sign: _outside_quotes(head, sign) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: counts[sign]), text


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def _plain(cell: str) -> str:
    """A cell's words; the apostrophe goes with which we, and spreadsheets, keep a formula from
    being one."""
    cell = cell.strip().strip("\ufeff").strip()
    if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r＝＋－＠":
        return cell[1:]
    return cell
