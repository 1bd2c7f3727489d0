"""Rows of cells with spans in, every cell with its row, column and column heading out.

For tables of HTML, JATS, TEI and DOCX, which share one model. Knows nothing about what cells say, but asks
for the text of those that head a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ccg_corpus.readers.blocks import BlockWriter, InlinePiece, fold_pieces


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as its row states it."""

    element: Any
    is_header: bool = False  # by its own tag
    in_head: bool = False  # in the table's head
    rows: int = 1
    columns: int = 1
    text: str | None = None  # where not all text inside the element is its own


class PlacedCell(NamedTuple):
    """A cell in the grid; row and column are 0-based."""

    element: Any
    row: int
    column: int
    header: str | None


_HEAD_WORDS = 8
_LAST_COLUMN = 500  # what is said to stand further right stands there


def in_cells(writer: BlockWriter, rows: Sequence[Sequence[Cell]]) -> Iterator[Any]:
    """The elements of a table's cells in print order; what is said meanwhile is in that cell."""
    writer.tables += 1
    table = writer.tables
    for cell in place_cells(rows):
        place = {"row": cell.row, "column": cell.column, "header": cell.header}
        with writer.within(kind="cell", table=table, **place):
            yield cell.element


def place_cells(rows: Sequence[Sequence[Cell]]) -> Iterator[PlacedCell]:
    """Cells in print order. A cell over several rows or columns comes once, at its first place."""
    head_rows = _count_head_rows(rows)
    headers: dict[int, str] = {}
    taken: dict[int, int] = {}  # column -> first row in which it is free again
    for row_number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < _LAST_COLUMN and taken.get(column, 0) > row_number:
                column += 1
            is_head = row_number < head_rows
            header = None if is_head else headers.get(column)
            yield PlacedCell(cell.element, row_number, column, header)
            width = min(cell.columns, _LAST_COLUMN - column)
            for covered in range(column, column + width):
                taken[covered] = row_number + cell.rows
                if is_head:
                    _add_header(headers, covered, cell)
            column += width


_INLINE = (
    "a abbr b bdi bdo bold br cite code def dd dt em ext-link i italic mark named-content p q s small "
    "span strong styled-content sub sup term u underline uri wbr xref"
)
_WORDS_ONLY = frozenset(_INLINE.split())


def is_rows_of_words(rows: Sequence[Sequence[Cell]]) -> bool:
    """Are these two columns of nothing but words? Definition lists lay out pages as well."""
    return bool(rows) and all(
        len(row) == 2
        and all(part.tag in _WORDS_ONLY for cell in row for part in cell.element.iter("*"))
        for row in rows
    )


def stated_span(stated: str | None) -> int:
    """Over how many rows or columns a cell says it stands: 1 where it says nothing sensible."""
    value = (stated or "1").strip()
    return min(max(int(value), 1), 1000) if value.isdecimal() else 1


def looks_like_head(first_row: Sequence[str]) -> bool:
    """Do these texts head columns, in a format that does not say which rows are heads?"""
    texts = [text.strip() for text in first_row]
    if len(texts) < 2 or not all(texts[1:]):
        return False
    return all(
        len(text.split()) <= _HEAD_WORDS and not text.endswith((".", "?", "!", "”", '"'))
        for text in texts
    )


def _count_head_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """The rows of the stated head; else a first row that consists of header cells."""
    stated = sum(1 for row in rows if row and row[0].in_head)
    if stated:
        return stated
    first = rows[0] if rows else ()
    return 1 if len(rows) > 1 and len(first) > 1 and all(cell.is_header for cell in first) else 0


def _add_header(headers: dict[int, str], column: int, cell: Cell) -> None:
    """A heading below another one follows it: "Interviews / n"."""
    said = "".join(cell.element.itertext()) if cell.text is None else cell.text
    text = fold_pieces([InlinePiece(said)]).text
    above = headers.get(column)
    if text and text != above:
        headers[column] = f"{above} / {text}" if above else text
