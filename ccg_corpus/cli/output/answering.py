"""A query and a corpus → hits on standard output, notes on standard error, an exit code.

What `quotes` and `search` have in common. It prints what the corpus answers and judges nothing.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.hits import (
    HEADED,
    Counted,
    count,
    find,
    print_counts,
    print_shown,
    to_show,
    total,
    totals,
)
from ccg_corpus.cli.output.logging_questions import note_question
from ccg_corpus.cli.output.names_asked import check_names
from ccg_corpus.cli.output.session import FOUND, NOTHING, Session, chosen_format, limit_for
from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import replaced
from ccg_corpus.render import WHOLE_FORMATS

if TYPE_CHECKING:
    from ccg_corpus.cli.parsing.shape import Display
    from ccg_corpus.core.hit import Hit
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.query.steps import PhraseReading


def answer(
    run: Session,
    corpus: Corpus,
    query: Query,
    shown: Display,
    *,
    ranked: bool,
    typed: str | None = None,
    explain: bool = False,
) -> int:
    """Print what is found for `query` as `shown` has it, best first if `ranked`: the exit code.

    `typed`: the phrase that the query was read from.
    """
    command = "search" if ranked else "quotes"
    try:
        code, hits = _answered(run, corpus, query, shown, ranked=ranked)
    except streams.PipeClosed:
        hits = total(corpus, query, shown)
        note_question(corpus, query, shown, command=command, typed=typed, hits=hits)
        raise
    note_question(corpus, query, shown, command=command, typed=typed, hits=hits)
    if ranked:
        from ccg_corpus.cli.output.grades import say_more

        say_more(run, corpus, query, shown)
    if explain and shown.place != "passages" and query.match in ("", "all"):
        _explain_ranking(run, corpus, query, limit_for(shown.limit, shown.format))
    return code


def _answered(
    run: Session, corpus: Corpus, query: Query, shown: Display, *, ranked: bool
) -> tuple[int, int]:
    """Exit code, and how many there are in all."""
    for note in corpus.holdings.local_notes(query):
        run.note(note)
    if shown.count_by:
        hits = print_counts(run, corpus, query, shown)
        return (FOUND if hits else NOTHING), hits
    if shown.count:
        number = count(corpus, query, shown)
        check_names(run, corpus, query, is_empty=not number)
        streams.write([f"{number}\n"])
        return (FOUND if number else NOTHING), total(corpus, query, shown)
    is_listing = shown.template is None
    most = limit_for(shown.limit, shown.format) if is_listing else shown.limit or None
    with _let_go(find(corpus, query, shown, ranked=ranked, most=most)) as hits_found:
        first = list(islice(hits_found, 1))
        check_names(run, corpus, query, is_empty=not first and not shown.offset)
        if not first and not (is_listing and chosen_format(shown.format) in WHOLE_FORMATS):
            return NOTHING, 0
        hits = _print(run, corpus, query, chain(first, hits_found), shown, most)
    return (FOUND if first else NOTHING), hits


def read_aloud(
    run: Session, corpus: Corpus, text: str, *, synonyms: bool, any_word: bool, explain: bool
) -> PhraseReading:
    """What a phrase asks for; how it was read goes to standard error.

    `any_word`: one of its words is enough.

    Raises: QueryError with the text that its column is of.
    """
    if not any(sign.isalnum() or sign in "*@" for sign in text):
        raise QueryError("nothing is asked", hint="'ccg quotes' lists every quotation")
    try:
        reading = corpus.reading(text, synonyms=synonyms)
    except QueryError as error:
        error.text = text
        raise
    if any_word:
        reading = replaced(reading, query=reading.query.any_word())
    described = reading.query.described(corpus.vocabulary.title)
    run.note(f"read as: {described or 'every quotation'}")
    for note in reading.notes:
        run.note(f"note: {note}")
    if explain:
        for step in reading.steps:
            run.note(f"  {step.text!r}: {step.became or 'words of asking'}")
        run.note(f"strict: {reading.query.text()}")
    return reading


MOST_EXPLAINED = 20


def _explain_ranking(run: Session, corpus: Corpus, query: Query, limit: int | None) -> None:
    """For each hit, what its score is the sum of."""
    ranking = corpus.ranking(query)
    for hit in islice(corpus.search(query, limit=limit or MOST_EXPLAINED), MOST_EXPLAINED):
        counts = [
            f"{asked} in the {place} {score:.2f}"
            if place != "as asked"
            else f"{asked} as asked {score:.2f}"
            for asked, place, score in ranking.get(hit.record["id"], ())
        ]
        why = " + ".join(counts) or "in the order of the documents"
        run.note(
            f"{hit.record['id']}: {hit.score:.2f} = {why}"
            if counts
            else f"{hit.record['id']}: {why}"
        )


@contextmanager
def _let_go(hits: Iterator[Hit]) -> Iterator[Iterator[Hit]]:
    """Hits that are done with before the corpus is closed, also where something breaks them off."""
    try:
        yield hits
    finally:
        if isinstance(hits, Generator):
            hits.close()


def _print(
    run: Session,
    corpus: Corpus,
    query: Query,
    hits: Iterator[Hit],
    shown: Display,
    most: int | None,
) -> int:
    """Print the first `most` hits: how many there are in all."""
    is_both = shown.place == "all"
    printed = Counted(hits if is_both else islice(hits, most))
    print_shown(corpus, printed, shown)
    streams.flush()
    if "code" in shown.group_by and chosen_format(shown.format) in HEADED:
        run.note("note: a quotation stands under each of its codes")
    is_cut = most is not None and (is_both or next(hits, None) is not None)
    if not is_cut and not shown.offset and shown.random is None:
        return printed.count
    found = totals(corpus, query, shown)
    if is_cut and printed.count < (number := to_show(found, shown)):
        run.note(f"{printed.count} of {number}; --limit 0 for all")
    return sum(found)
