"""A corpus and a query → what a picture shows, and its numbers.

Comes in: matrices, voices and timelines as `ccg matrix` and `ccg voices` have them; nothing is counted a
second way. Goes out: a `Picture`. What would be too small to read is left out of it, the least first,
and said; the numbers have everything.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import QueryError
from ccg_corpus.plot.shapes import (
    Bar,
    BarGroup,
    Bars,
    Heat,
    HeatLine,
    Picture,
    Rows,
    YearPanel,
    Years,
)
from ccg_corpus.render.bars import voices_below, voices_in_all
from ccg_corpus.render.matrices.grid import grid_of, number_text, shown_text
from ccg_corpus.render.matrices.plain import csv_grid
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.lines import UNSTATED
from ccg_corpus.synthesis.matrix import Matrix, matrix
from ccg_corpus.synthesis.timeline import timelines
from ccg_corpus.synthesis.took_part import took_part
from ccg_corpus.synthesis.voices import voices
from ccg_corpus.text.spreadsheet import as_text

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.synthesis.took_part import TookPart
    from ccg_corpus.synthesis.voices import Voices

HEAT_CELLS = ("count", "participants", "words", "share")
# More than this nobody reads on a page.
MOST_ROWS, MOST_COLUMNS, MOST_BARS, MOST_GROUPS, MOST_PANELS = 60, 30, 15, 12, 10
LONGEST_SPAN = 120  # years


def matrix_picture(
    corpus: Corpus,
    query: Query,
    rows: Field,
    columns: Field,
    *,
    cells: str,
    share_of: str,
    every: bool,
    title: str,
) -> tuple[Picture, Matrix]:
    """A heat map of two fields, and the matrix that it is of.

    Raises: QueryError for a field that there is not.
    """
    found = matrix(corpus, rows, columns, query, cells=cells, every=every)
    down, more = _most(found.row_totals, MOST_ROWS)
    across, further = _most(found.column_totals, MOST_COLUMNS)
    grid = grid_of(found, share_of=share_of)

    def line(at: int, *, is_row: bool) -> HeatLine:
        lines, totals = (
            (grid.rows, grid.row_totals) if is_row else (grid.columns, grid.column_totals)
        )
        one = lines[at]
        title = one.title if is_row else one.indented
        return HeatLine(title, one.depth, number_text(totals[at].number))

    shown = [[grid.cells[row][column].number or None for column in across] for row in down]
    heat = Heat(
        tuple(line(at, is_row=True) for at in down),
        tuple(line(at, is_row=False) for at in across),
        tuple(map(tuple, shown)),
        tuple(tuple(number_text(one, is_share=grid.is_share) for one in row) for row in shown),
        "quotations" if grid.is_share else "all",
        number_text(grid.total.number),
    )
    left = (*_left(more, "the rows"), *_left(further, "the columns"))
    return Picture(heat, title, left, "".join(csv_grid(grid))), found


def together_picture(
    corpus: Corpus, query: Query, *, depth: int | None, title: str
) -> tuple[Picture, Matrix]:
    """Codes by codes: how many quotations have both."""
    field = Field("code", depth=depth)
    found = matrix(corpus, field, field, query)
    coded = [at for at, line in enumerate(found.rows) if line.key is not None]
    kept, more = _most([found.row_totals[at] for at in coded], MOST_COLUMNS)
    places = [coded[at] for at in kept]
    numbers = [[found.cell(one, other).count or None for other in places] for one in places]
    tree = corpus.coding.tree
    above = [
        set(tree.above(key)) if (key := found.rows[at].key) and key in tree else set()
        for at in places
    ]
    heat = Heat(
        tuple(HeatLine(shown_text(found.rows[at].title), found.rows[at].depth) for at in places),
        tuple(HeatLine(shown_text(found.rows[at].title)) for at in places),
        tuple(map(tuple, numbers)),
        tuple(tuple(number_text(one) for one in row) for row in numbers),
        is_triangle=True,
        flat=frozenset(
            (row, column)
            for row, ups in enumerate(above)
            for column, at in enumerate(places)
            if depth is not None and found.rows[at].key in ups
        ),
    )
    return Picture(heat, title, _left(more, "the codes"), "".join(csv_grid(grid_of(found)))), found


def voices_picture(
    corpus: Corpus,
    query: Query,
    by: Field | None,
    *,
    under: str,
    title: str,
) -> Picture:
    """A bar for each voice, the loudest first."""
    found = [one for one in voices(corpus, query, by=by, under=under) if one.quotations]
    shown = sorted(range(len(found)), key=lambda at: -found[at].quotations)[:MOST_GROUPS]
    is_documents = by is not None and by.name == "document"
    part = {
        key: took_part(corpus, key) for at in shown if is_documents and (key := found[at].line.key)
    }
    groups = [_group(found[at], part.get(found[at].line.key or "")) for at in sorted(shown)]
    left = _left(len(found) - MOST_GROUPS, f"field {by.name}" if by else "all")
    head = (by.name if by else "all", "participant_id", "label", "role", "quotations", "words",
            "share")  # fmt: skip
    numbers = _csv(head, [row for one in found for row in _voice_rows(one)])
    return Picture(Bars(tuple(groups)), title, left, numbers)


def _group(one: Voices, part: TookPart | None) -> BarGroup:
    bars = []
    for voice in one.voices[:MOST_BARS]:
        label = shown_text(voice.person.get("label") or voice.id.partition(":")[2])
        bars.append(Bar(label, voice.quotations, f"{voice.quotations} ({voice.share:.0%})"))
    if rest := one.voices[MOST_BARS:]:
        count = sum(voice.quotations for voice in rest)
        # a bar would be of one person
        bars.append(Bar(f"{len(rest)} more, together {count}", 0, ""))
    if one.untold:
        share = f"{one.untold} ({one.untold / one.quotations:.0%})"
        bars.append(Bar("nobody told apart", one.untold, share, is_unknown=True))
    return BarGroup(
        shown_text(one.line.title),
        shown_text(voices_in_all(one, part)),
        tuple(bars),
        tuple(shown_text(line).removeprefix("! ") for line in voices_below(one, None)),
    )


def _voice_rows(one: Voices) -> Iterable[Sequence[object]]:
    key = one.line.key or one.line.title
    for voice in one.voices:
        person = voice.person
        yield (
            key, voice.id, person.get("label") or "", person.get("role") or "", voice.quotations,
            voice.words, f"{voice.share:.4f}",
        )  # fmt: skip
    if one.untold:
        share = f"{one.untold / one.quotations:.4f}"
        yield key, "", "", "", one.untold, one.untold_words, share


def timeline_picture(corpus: Corpus, query: Query, by: Field | None, *, title: str) -> Picture:
    """Bars by year of publication; for each value of `by` a panel.

    Raises: QueryError for a field that there is not, or for years that no picture can hold.
    """
    found = timelines(corpus, query, by=by)
    shown = sorted(range(len(found)), key=lambda at: -found[at].quotations)[:MOST_PANELS]
    panels = []
    for at in sorted(shown):
        dated = [one for one in found[at].years if one.year is not None]
        panels.append(
            YearPanel(
                shown_text(found[at].line.title) if by else "",
                {one.year: one.quotations for one in dated if one.year is not None},
                {one.year: one.documents for one in dated if one.year is not None},
            )
        )
    years = [year for panel in panels for year in panel.quotations]
    if years and max(years) - min(years) > LONGEST_SPAN:
        raise QueryError(
            f"{min(years)} to {max(years)} are too many years for a picture",
            hint="name some: --since YEAR --until YEAR",
        )
    left = list(_left(len(found) - MOST_PANELS, f"field {by.name}" if by else "all"))
    rows = [
        (
            *((one.line.key or one.line.title,) if by else ()),
            UNSTATED if year.year is None else year.year,
            year.quotations,
            year.documents,
        )
        for one in found
        for year in one.years
    ]
    whole = found if by is None else timelines(corpus, query)
    undated = sum(year.quotations for one in whole for year in one.years if year.year is None)
    if undated:
        noun = "quotation" if undated == 1 else "quotations"
        left.append(f"{undated} {noun} of documents without a year")
    head = (*((by.name,) if by else ()), "year", "quotations", "documents")
    kept = tuple(panel for panel in panels if panel.quotations)
    return Picture(Years(kept), title, tuple(left), _csv(head, rows))


def _most(totals: Sequence[object], most: int) -> tuple[list[int], int]:
    """The places of the lines to draw, in their order, those with most; and how many are not."""
    counts = [getattr(one, "count", 0) for one in totals]
    kept = sorted(range(len(counts)), key=lambda at: (-counts[at], at))[:most]
    return sorted(kept), max(0, len(counts) - most)


def _left(number: int, what: str) -> tuple[str, ...]:
    if number < 1:
        return ()
    return (f"{number} more of {what}, with fewer quotations",)


def _csv(head: Sequence[str], rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([as_text(shown_text(cell)) for cell in row])
    return out.getvalue()
