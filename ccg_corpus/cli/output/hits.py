"""A question and how its answer is shown → hits, counts and tables of them.

Comes in: a corpus, a query, a `Display`. Goes out: hits to print, and what is printed of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import Session, chosen_format, print_hits, print_rows
from ccg_corpus.render import WHOLE_FORMATS

if TYPE_CHECKING:
    from ccg_corpus.cli.parsing.shape import Display
    from ccg_corpus.core.hit import Hit
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.ordering import Arrangement
    from ccg_corpus.query import Query
    from ccg_corpus.render.counts import Counts, Margins
    from ccg_corpus.render.shape import OutputShape


def find(
    corpus: Corpus, query: Query, shown: Display, *, ranked: bool, most: int | None
) -> Iterator[Hit]:
    """The hits in the order to show them, and one more than `most` if there are more.

    Of quotations and passages together there are up to `most` of each, and no more.
    """
    from ccg_corpus.corpus.ordering import Arrangement

    grouped = tuple("case_row" if name == "case" else name for name in shown.group_by)
    sort = (*grouped, *(name for name in shown.sort if name.lstrip("-") not in shown.group_by))
    if sort and query.match:  # what is near never stands among what has all that was asked
        sort = (*grouped, "match", *sort[len(grouped) :])
    is_both = shown.place == "all"
    arrangement = Arrangement(
        sort=sort,
        sample=shown.random,
        seed=shown.seed,
        offset=shown.offset,
        limit=None if most is None else most + (not is_both),
        ids_only=shown.format == "id" and shown.place == "quotes",
    )
    if shown.place == "quotes":
        return corpus.arranged(query, arrangement, ranked=ranked)
    return _with_passages(corpus, query, shown, arrangement)


def _with_passages(
    corpus: Corpus, query: Query, shown: Display, arrangement: Arrangement
) -> Iterator[Hit]:
    """Passages; both as two rows, each in its order, since scores of the two don't compare."""
    from ccg_corpus.corpus.ordering import Arrangement, arranged_hits

    end = None
    if not arrangement.needs_all and arrangement.limit is not None:
        end = arrangement.offset + arrangement.limit
    if shown.place == "passages":
        yield from arranged_hits(corpus.passages(query, limit=end), arrangement)
        return
    quotations, passages = corpus.search(query, limit=end), corpus.passages(query, limit=end)
    if shown.group_by:
        yield from arranged_hits(chain(quotations, passages), arrangement)
        return
    rows: list[Iterable[Hit]] = [quotations, passages]
    if arrangement.sample is not None:
        drawn = arranged_hits(
            chain(*rows), Arrangement(sample=arrangement.sample, seed=arrangement.seed)
        )
        rows = [[hit for hit in drawn if is_passage(hit) == wanted] for wanted in (False, True)]
        arrangement = Arrangement(
            sort=arrangement.sort, offset=arrangement.offset, limit=arrangement.limit
        )
    for row in rows:
        yield from arranged_hits(row, arrangement)


def is_passage(hit: Hit) -> bool:
    """Whether the words are the authors'."""
    return bool(hit.record["kind"] == "passage")


def count(corpus: Corpus, query: Query, shown: Display) -> int:
    """How many there are to show, whatever the limit is."""
    return to_show(totals(corpus, query, shown), shown)


def total(corpus: Corpus, query: Query, shown: Display) -> int:
    """How many there are where it is looked."""
    return sum(totals(corpus, query, shown))


def totals(corpus: Corpus, query: Query, shown: Display) -> tuple[int, int]:
    """How many quotations, how many passages."""
    return (
        corpus.count(query) if shown.place != "passages" else 0,
        corpus.count_passages(query) if shown.place != "quotes" else 0,
    )


def to_show(found: tuple[int, int], shown: Display) -> int:
    """How many of so many there are to show."""
    if shown.random is not None:
        return max(0, min(sum(found), shown.random) - shown.offset)
    return sum(max(0, number - shown.offset) for number in found)


class Counted:
    """Hits, and how many of them were taken."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._hits = hits
        self.count = 0

    def __iter__(self) -> Iterator[Hit]:
        for hit in self._hits:
            self.count += 1
            yield hit


def print_shown(corpus: Corpus, hits: Iterable[Hit], shown: Display) -> None:
    """Hits to standard output, with the paragraphs around them where they are asked for."""
    from ccg_corpus.render.shape import VOICE, OutputShape

    if (shown.before or shown.after) and shown.format != "id":
        hits = corpus.in_context(hits, before=shown.before, after=shown.after)
    by_voice = (VOICE,) if shown.place == "all" else ()
    shape = OutputShape(shown.fields, shown.template, shown.group_by or by_voice)
    form = chosen_format(shown.format)
    if _wants_local_names(shape, form):
        hits = corpus.holdings.locally_named(hits)
    if "code" in shape.group_by and form in HEADED:
        hits = _under_each_code(hits, shape)
    print_hits(hits, shown.format, shape=shape, pager=shown.pager)


# The formats in which what is grouped stands under headings.
HEADED = ("table", "md", "docx")


def _wants_local_names(shape: OutputShape, form: str) -> bool:
    """Whether participants and cases are shown as their documents'."""
    return bool(shape.group_by) and form in HEADED


def _under_each_code(hits: Iterable[Hit], shape: OutputShape) -> Iterator[Hit]:
    """Each hit under every one of its codes, in the order of the headings."""
    from ccg_corpus.core.hit import Hit
    from ccg_corpus.corpus.ordering import natural
    from ccg_corpus.render.shape import group_value, under_each_code

    repeated = (
        Hit(dict(record), hit.score) for hit in hits for record in under_each_code([hit.record])
    )

    def key(hit: Hit) -> list[tuple[bool, Any]]:
        values = (group_value(hit.record, field) for field in shape.group_by)
        return [(value is None, natural(str(value))) for value in values]

    yield from sorted(repeated, key=key)


def print_counts(run: Session, corpus: Corpus, query: Query, shown: Display) -> int:
    """How many there are of each to standard output: how many in all."""
    from ccg_corpus.cli.output.names_asked import check_names

    counts = _counts(corpus, query, shown)
    check_names(run, corpus, query, is_empty=not counts)
    form = chosen_format(shown.format)
    if not counts and form not in WHOLE_FORMATS:
        return 0
    found = sum(number for _, number in counts)
    if "code" in shown.count_by:
        found = total(corpus, query, shown)
        _note_several_codes(run, counts, found)
    silent = corpus.holdings.silent_cases(query) if counts and "case" in shown.count_by else []
    if shown.count_by == ("case",):
        counts = [*counts, *(((case,), 0) for case in silent)]
    end = None if not shown.limit else shown.offset + shown.limit
    margins = _margins(corpus, query, shown, found)
    tabled = _tabled(run, counts[shown.offset : end], shown, form, silent, margins)
    print_rows(*tabled, shown.format, pager=shown.pager)
    return found


def _note_several_codes(run: Session, counts: Counts, found: int) -> None:
    listed = sum(number for _, number in counts)
    if listed > found:
        run.note(
            f"note: a quotation counts under each of its codes: the rows add up to {listed},"
            f" of {found} quotations"
        )


def _margins(corpus: Corpus, query: Query, shown: Display, found: int) -> Margins | None:
    """Sums in which each quotation counts once, where the cells of a cross table can't be added."""
    if "code" not in shown.count_by or len(shown.count_by) != 2 or shown.place != "quotes":
        return None
    down, across = shown.count_by
    return (
        {key[0]: count for key, count in corpus.facets(query, (down,))},
        {key[0]: count for key, count in corpus.facets(query, (across,))},
        found,
    )


def _counts(corpus: Corpus, query: Query, shown: Display) -> Counts:
    if shown.place == "quotes":
        return corpus.facets(query, shown.count_by)
    from ccg_corpus.render.shape import group_value

    tally: Counter[tuple[str | None, ...]] = Counter()
    if shown.place == "all":
        tally.update(dict(corpus.facets(query, shown.count_by)))
    for hit in corpus.passages(query):
        values = (group_value(hit.record, field) for field in shown.count_by)
        tally[tuple(None if value is None else str(value) for value in values)] += 1
    return sorted(tally.items(), key=lambda one: (-one[1], [(v is None, v or "") for v in one[0]]))


def _tabled(
    run: Session,
    counts: Counts,
    shown: Display,
    form: str,
    silent: list[str],
    margins: Margins | None,
) -> tuple[Any, Any]:
    """Rows for a program; for a reader, and for a spreadsheet, two fields are a cross table, where
    the screen is wide enough for one."""
    from ccg_corpus.render.counts import count_columns, count_rows, cross_table, width_of

    if len(shown.count_by) == 2 and form in ("table", "md", "csv", "xlsx"):
        also = [silent if field == "case" else [] for field in shown.count_by]
        table = cross_table(counts, shown.count_by, also=also, margins=margins)
        needed = width_of(*table)
        if form != "table" or needed <= streams.width():
            return table
        run.note(
            f"note: a cross table needs {needed} columns, here are {streams.width()}: as rows"
            " (--format csv or md has it whole)"
        )
    columns = count_columns(shown.count_by, for_reader=form in ("table", "md"))
    return count_rows(counts, shown.count_by), columns
