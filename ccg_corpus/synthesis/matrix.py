"""A query, and two fields → a matrix: how many quotations stand where, or which.

Comes in: a corpus, a query, the fields of rows and columns. Goes out: a `Matrix` of plain values. A
quotation stands in each line that it belongs to (each of its codes, each broader role that is open)
and counts once in every total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.hit import Record
from ccg_corpus.query import Query
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.lines import Axis, MatrixLine, axis_of
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.store.counted.crossing import Value, Values

    _Found = tuple[Values, int, int, int | None]

CONTENTS = ("count", "quotations", "participants", "words", "share", "summary", "ids")
SHARES = ("row", "column", "all")
# What needs to know which quotations, and what needs their words.
_BY_QUOTATION = ("quotations", "ids", "summary")


@frozen
class MatrixCell:
    """What stands in a cell, or in a total.

    `words`: how many are quoted; `participants`: how many people, of those that are told apart;
    `untold`: quotations of nobody who is. Each of these only where the matrix was asked for it.
    `ids`: which quotations, in their order.
    """

    count: int = 0
    words: int = 0
    participants: int = 0
    untold: int = 0
    ids: tuple[str, ...] = ()


EMPTY = MatrixCell()


@frozen
class Matrix:
    """Rows and columns in their fixed order, and what is in the cells: by the places of row and
    column, empty ones left out. `quotations`: the records by their ids, where they were asked for."""

    rows_by: Field
    columns_by: Field
    content: str
    rows: tuple[MatrixLine, ...]
    columns: tuple[MatrixLine, ...]
    cells: Mapping[tuple[int, int], MatrixCell]
    row_totals: tuple[MatrixCell, ...]
    column_totals: tuple[MatrixCell, ...]
    total: MatrixCell
    quotations: Mapping[str, Record] = {}

    def cell(self, row: int, column: int) -> MatrixCell:
        """What stands at a place; the empty cell where nothing does."""
        return self.cells.get((row, column), EMPTY)

    def share(self, row: int, column: int, of: str = "row") -> float | None:
        """A cell's part of its row, its column or of all; None where that is empty."""
        whole = {"row": self.row_totals[row], "column": self.column_totals[column]}.get(
            of, self.total
        )
        return self.cell(row, column).count / whole.count if whole.count else None


def matrix(
    corpus: Corpus,
    rows: Field,
    columns: Field,
    query: Query | None = None,
    *,
    cells: str = "count",
    every: bool = False,
) -> Matrix:
    """The quotations asked for by two fields. `every`: with lines that are empty.

    Raises: QueryError for a field that there is not.
    """
    if cells not in CONTENTS:
        raise QueryError(f"no cells '{cells}'", hint=near(cells, CONTENTS))
    query = query or Query()
    names = tuple(dict.fromkeys((rows.name, columns.name)))
    for name in names:
        corpus.crossed.countable(name)
    found: list[_Found]
    if cells in _BY_QUOTATION:
        found = [(values, 1, 0, n) for n, _, values in corpus.crossed.each(query, names)]
    else:
        fields = (*names, "participant") if cells == "participants" else names
        groups = corpus.crossed.groups(query, fields, words=cells == "words")
        found = [(values, count, words, None) for values, count, words in groups]
    at = names.index(columns.name)
    down = axis_of(corpus, rows, {values[0] for values, *_ in found}, query, every=every)
    across = axis_of(corpus, columns, {values[at] for values, *_ in found}, query, every=every)
    sums = _added(found, _Sums(down, across), at, cells)
    if not every and (shown := sums.without_empty()) is not sums:
        sums = _added(found, shown, at, cells)
    return _finished(corpus, sums, cells, query)


def _added(found: Iterable[_Found], sums: _Sums, at: int, content: str) -> _Sums:
    for values, count, words, n in found:
        person = values[-1] if content == "participants" else None
        sums.add(values[0], values[at], count, words, person, n)
    return sums


class _Tally:
    """A cell while quotations are put into it."""

    def __init__(self) -> None:
        self.count = 0
        self.words = 0
        self.untold = 0
        self.people: set[Value] = set()
        self.numbers: list[int] = []

    def add(self, count: int, words: int, person: Value, n: int | None) -> None:
        self.count += count
        self.words += words
        if person is None:
            self.untold += count
        else:
            self.people.add(person)
        if n is not None:
            self.numbers.append(n)

    def cell(self, ids: Mapping[int, str], content: str) -> MatrixCell:
        told = content == "participants"
        shown = tuple(ids[n] for n in self.numbers)
        return MatrixCell(
            self.count, self.words, len(self.people), self.untold if told else 0, shown
        )


class _Sums:
    """Cells and totals. What a matrix of values asked for has no line for is in no total."""

    def __init__(self, down: Axis, across: Axis) -> None:
        self.down, self.across = down, across
        self.cells: dict[tuple[int, int], _Tally] = {}
        self.rows = [_Tally() for _ in down.lines]
        self.columns = [_Tally() for _ in across.lines]
        self.total = _Tally()

    def add(
        self, row: Value, column: Value, count: int, words: int, person: Value, n: int | None
    ) -> None:
        rows, columns = self.down.places(row), self.across.places(column)
        if not rows or not columns:
            return
        tallies = [self.total, *(self.rows[at] for at in rows)]
        tallies += [self.columns[at] for at in columns]
        tallies += [self._cell(a, b) for a in rows for b in columns]
        for tally in tallies:
            tally.add(count, words, person, n)

    def without_empty(self) -> _Sums:
        """Sums to begin anew, of the lines that have something or were asked for by their value;
        these, where all have."""
        down, across = (
            axis.only([at for at, one in enumerate(tallies) if one.count or axis.field.values])
            for axis, tallies in ((self.down, self.rows), (self.across, self.columns))
        )
        if len(down.lines) == len(self.rows) and len(across.lines) == len(self.columns):
            return self
        return _Sums(down, across)

    def _cell(self, row: int, column: int) -> _Tally:
        return self.cells.setdefault((row, column), _Tally())


def _finished(corpus: Corpus, sums: _Sums, content: str, query: Query) -> Matrix:
    ids: dict[int, str] = {}
    quotations: dict[str, Record] = {}
    if content in ("quotations", "summary"):
        records = corpus.crossed.numbered(query, sums.total.numbers)
        ids = {n: record["id"] for n, record in records.items()}
        quotations = {record["id"]: record for record in records.values()}
    elif sums.total.numbers:
        ids = corpus.crossed.ids_of(sums.total.numbers)

    def cell(tally: _Tally) -> MatrixCell:
        return tally.cell(ids, content)

    return Matrix(
        sums.down.field,
        sums.across.field,
        content,
        sums.down.lines,
        sums.across.lines,
        {place: cell(tally) for place, tally in sorted(sums.cells.items())},
        tuple(map(cell, sums.rows)),
        tuple(map(cell, sums.columns)),
        cell(sums.total),
        quotations,
    )


def named_values(matrix: Matrix) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The values asked for, by their fields: what a corpus may not have."""
    fields = (matrix.rows_by, matrix.columns_by)
    return [(field.name, field.values) for field in fields if field.values]
