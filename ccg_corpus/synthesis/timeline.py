"""A query → how many quotations, of how many documents, each year of publication has.

Comes in: a corpus, a query, and perhaps a field that parts it. Goes out: a `Timeline` for each of its
lines, or one for all. A quotation counts once in a line, however many of the line's values it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query import Query
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.lines import Axis, MatrixLine, axis_of

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus


@frozen
class YearCount:
    """A year that has something; None where documents state none."""

    year: int | None
    quotations: int
    documents: int


@frozen
class Timeline:
    """The years in their order, what has no year last."""

    line: MatrixLine
    years: tuple[YearCount, ...]
    quotations: int


def timelines(
    corpus: Corpus, query: Query | None = None, *, by: Field | None = None
) -> tuple[Timeline, ...]:
    """The quotations asked for by year, for each value of `by`, or all together.

    Raises: QueryError for a field that there is not.
    """
    query = query or Query()
    names = tuple(dict.fromkeys((*((by.name,) if by else ()), "year", "document")))
    for name in names:
        corpus.crossed.countable(name)
    groups = corpus.crossed.groups(query, names)
    year_at, document_at = names.index("year"), names.index("document")
    if by is None:
        axis = Axis(Field("all"), [MatrixLine(None, "all")], {})
    else:
        axis = axis_of(corpus, by, {values[0] for values, _, _ in groups}, query)
    sums: list[dict[int | None, int]] = [{} for _ in axis.lines]
    papers: list[dict[int | None, set[str]]] = [{} for _ in axis.lines]
    for values, count, _ in groups:
        stated = values[year_at]
        year = int(stated) if isinstance(stated, str) and stated.isdecimal() else None
        for place in axis.places(values[names.index(by.name)]) if by else (0,):
            sums[place][year] = sums[place].get(year, 0) + count
            papers[place].setdefault(year, set()).add(str(values[document_at]))
    return tuple(
        Timeline(
            line,
            tuple(
                YearCount(year, counts[year], len(sources[year]))
                for year in sorted(counts, key=lambda year: (year is None, year or 0))
            ),
            sum(counts.values()),
        )
        for line, counts, sources in zip(axis.lines, sums, papers, strict=True)
        if counts
    )
