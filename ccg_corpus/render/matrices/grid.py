"""A matrix → a grid of cells as a reader sees it, before any format.

Comes in: a `Matrix`, and how it is to be shown. Goes out: a `Grid`: titles, and cells that hold a
number, or words with whose they are, where they stand, and their ids. Empty cells hold nothing. Words
are whole, unless they are shortened on purpose: then the cell says how much is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.render.citation import located_citation
from ccg_corpus.render.columns import attribution, cell, printable

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Record
    from ccg_corpus.synthesis.charting import Summary
    from ccg_corpus.synthesis.lines import MatrixLine
    from ccg_corpus.synthesis.matrix import Matrix, MatrixCell

# What neither a sheet nor a text document can hold: halves of a pair, and two that are no character.
_NO_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")
ALL = "all"  # the head of totals
INDENT = "\N{MIDDLE DOT} "


@frozen
class GridEntry:
    """A quotation in a cell: its words, whose they are and where they stand, its id."""

    text: str
    by: str
    id: str


@frozen
class GridCell:
    """What a cell shows: a number, entries, ids, or a reviewer's own text with a mark."""

    number: float | None = None
    entries: tuple[GridEntry, ...] = ()
    ids: tuple[str, ...] = ()
    text: str = ""
    mark: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here."""
        return not (self.number or self.entries or self.ids or self.text or self.mark)


@frozen
class GridLine:
    """A row or a column: what it is called, by its key and for a reader, and how far it is in."""

    key: str
    title: str
    depth: int = 0

    @property
    def indented(self) -> str:
        """The title as far in as it stands."""
        return INDENT * self.depth + self.title


@frozen
class Grid:
    """All that is shown. `notes`: lines about how it was made."""

    corner: str
    content: str
    columns: tuple[GridLine, ...]
    rows: tuple[GridLine, ...]
    cells: tuple[tuple[GridCell, ...], ...]
    row_totals: tuple[GridCell, ...]
    column_totals: tuple[GridCell, ...]
    total: GridCell
    notes: tuple[str, ...] = ()
    is_share: bool = False
    has_totals: bool = True

    @property
    def is_of_numbers(self) -> bool:
        """Whether cells hold numbers."""
        return self.content in ("count", "participants", "words", "share")

    @property
    def heads(self) -> tuple[str, ...]:
        """The head of every column, that of the rows' names first."""
        totals = (ALL,) if self.has_totals else ()
        return (self.corner, *(one.indented for one in self.columns), *totals)

    def lines(self) -> Iterator[tuple[GridLine, tuple[GridCell, ...], tuple[GridCell, ...]]]:
        """Each row: what it is called, its cells, and its total where there are totals."""
        for line, cells, total in zip(self.rows, self.cells, self.row_totals, strict=True):
            yield line, cells, (total,) if self.has_totals else ()

    def sums(self) -> tuple[GridCell, ...]:
        """The last row, where there are totals: those of the columns, then that of all."""
        return (*self.column_totals, self.total) if self.has_totals else ()


def grid_of(
    matrix: Matrix,
    *,
    share_of: str = "row",
    shorten: int | None = None,
    notes: Iterable[str] = (),
    summaries: Mapping[tuple[int, int], Summary] | None = None,
) -> Grid:
    """The grid of a matrix. `shorten`: words of a quotation to show; `summaries`: a reviewer's, by
    the places of row and column."""
    content = matrix.content

    empty = GridCell()

    def shown(row: int, column: int) -> GridCell:
        if (row, column) not in matrix.cells and not (summaries and (row, column) in summaries):
            return empty
        if content == "share":
            return GridCell(number=matrix.share(row, column, share_of) or None)
        if summaries is not None:
            return _summarised(summaries.get((row, column)), matrix.cell(row, column))
        return _cell(matrix, matrix.cell(row, column), shorten)

    rows, columns = len(matrix.rows), len(matrix.columns)
    return Grid(
        f"{matrix.rows_by.name} \\ {matrix.columns_by.name}",
        content,
        tuple(map(_line, matrix.columns)),
        tuple(map(_line, matrix.rows)),
        tuple(tuple(shown(row, column) for column in range(columns)) for row in range(rows)),
        tuple(_sum(content, one) for one in matrix.row_totals),
        tuple(_sum(content, one) for one in matrix.column_totals),
        _sum(content, matrix.total),
        tuple(map(shown_text, notes)),
        content == "share",
    )


def _line(line: MatrixLine) -> GridLine:
    return GridLine(shown_text(line.key or ""), shown_text(line.title), line.depth)


def _cell(matrix: Matrix, found: MatrixCell, shorten: int | None) -> GridCell:
    content = matrix.content
    if content == "quotations":
        records = (matrix.quotations[id] for id in found.ids)
        return GridCell(entries=tuple(entry(one, shorten) for one in records))
    if content in ("ids", "summary"):
        return GridCell(ids=found.ids)
    return _sum(content, found)


def _sum(content: str, found: MatrixCell) -> GridCell:
    number = {"participants": found.participants, "words": found.words}.get(content, found.count)
    return GridCell(number=number or None)


def _summarised(summary: Summary | None, found: MatrixCell) -> GridCell:
    if summary is None:
        return GridCell(ids=found.ids)
    return GridCell(
        ids=tuple(map(shown_text, summary.ids or found.ids)),
        text=shown_text(summary.text),
        mark=shown_text(summary.changed),
    )


def entry(record: Record, shorten: int | None = None) -> GridEntry:
    """A quotation for a cell: "GP, case study D (Marshall et al. 2018, p. 4)" behind its words."""
    said_by, where = attribution(record), located_citation(record)
    return GridEntry(
        shortened(shown_text(cell(record["text"])), shorten),
        shown_text(f"{said_by} ({where})" if said_by else where),
        shown_text(record["id"]),
    )


def shortened(text: str, most: int | None) -> str:
    """The first words of a text, and how many are left out."""
    words = text.split(" ")
    if most is None or len(words) <= most:
        return text
    left = len(words) - most
    return f"{' '.join(words[:most])} […{left} more word{'s' if left > 1 else ''}]"


def shown_text(text: Any) -> str:
    """Text on one line that every format can hold; nothing in it steers anything."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", printable(str(text)))


def number_text(number: float | None, *, is_share: bool = False) -> str:
    """A number for a reader; nothing for none."""
    if not number:
        return ""
    return f"{number:.0%}" if is_share else f"{number:.0f}"
