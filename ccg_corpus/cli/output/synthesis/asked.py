"""What was asked in words and by options together → one query, said as it was read.

Comes in: a phrase and a query of filters. Goes out: a query that holds both. Where both name the same
kind of thing, both have to hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import replaced

if TYPE_CHECKING:
    from ccg_corpus.cli.output.session import Session
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


def query_asked(run: Session, corpus: Corpus, words: list[str] | None, filters: Query) -> Query:
    """The query of a phrase (`@NAME` is a saved one) and of the options.

    Raises: QueryError.
    """
    if not words:
        return filters
    from ccg_corpus.cli.output.answering import read_aloud
    from ccg_corpus.cli.output.streams import query_given
    from ccg_corpus.project.saved_queries import expanded

    typed = expanded(query_given(words), corpus.root)
    reading = read_aloud(run, corpus, typed, synonyms=False, any_word=False, explain=False)
    return both(reading.query, filters)


def noted(
    corpus: Corpus, query: Query, *, command: str, hits: int, typed: str | None = None
) -> None:
    """A line in the query log, where the project wants one. `typed`: what was, where the query alone
    does not say it all."""
    from ccg_corpus.cli.output.logging_questions import note_question
    from ccg_corpus.cli.parsing.shape import Display

    note_question(corpus, query, Display(), command=command, typed=typed, hits=hits)


def both(query: Query, filters: Query) -> Query:
    """A query that finds what both do."""
    from ccg_corpus.query.query import FIELDS
    from ccg_corpus.query.tree import Has, Within

    parts = [*query.parts, *filters.parts]
    more: dict[str, object] = {}
    for field, values in filters.filters():
        if getattr(query, FIELDS[field]):
            parts.append(Has(field, values))
        else:
            more[FIELDS[field]] = values
    for name, low, high in (
        ("year", "since", "until"),
        ("confidence", "min_confidence", "max_confidence"),
    ):
        bounds = (getattr(filters, low), getattr(filters, high))
        if bounds == (None, None):
            continue
        if (getattr(query, low), getattr(query, high)) == (None, None):
            more[low], more[high] = bounds
        else:
            parts.append(Within(name, *bounds))
    more["all_printings"] = query.all_printings or filters.all_printings
    return replaced(query, parts=tuple(parts), **more)


def described(corpus: Corpus, query: Query) -> str:
    """A query for a reader."""
    return query.described(corpus.vocabulary.title) or "every quotation"
