"""A query and a corpus → hits on standard output, notes on standard error, an exit code.

What `quotes` and `search` have in common. It prints what the corpus answers and judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING

from ccg_corpus.cli import streams
from ccg_corpus.cli.session import FOUND, NOTHING, Session, chosen_format, limit_for, print_hits
from ccg_corpus.errors import QueryError
from ccg_corpus.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.answers import Corpus
    from ccg_corpus.model import Hit
    from ccg_corpus.query import Query

Find = Callable[[], Iterator["Hit"]]


def answer(
    run: Session,
    corpus: Corpus,
    query: Query,
    find: Find,
    *,
    limit: int | None,
    count: bool,
    format_name: str | None,
) -> int:
    """Print what `find` finds for `query`, or how many there are: the exit code."""
    if count:
        number = corpus.count(query)
        check_names(run, corpus, query, is_empty=not number)
        streams.write([f"{number}\n"])
        return FOUND if number else NOTHING
    with _let_go(find()) as hits:
        first = list(islice(hits, 1))
        check_names(run, corpus, query, is_empty=not first)
        if first or chosen_format(format_name) in ("json", "csv"):
            _print(run, corpus, query, chain(first, hits), limit, format_name)
    return FOUND if first else NOTHING


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
    limit: int | None,
    format_name: str | None,
) -> None:
    most = limit_for(limit, format_name)
    print_hits(islice(hits, most), format_name)
    streams.flush()
    if most is not None and next(hits, None) is not None:
        run.note(f"{most} of {corpus.count(query)}; --limit 0 for all")


def check_names(run: Session, corpus: Corpus, query: Query, *, is_empty: bool) -> None:
    """Say which names in the query the corpus does not have; a wrong reference is an error.

    A document, site, study or code is there or was mistyped, and so is a role that no vocabulary
    knows; a case, a theme or a known role may well have said nothing.
    Raises: QueryError.
    """
    if not is_empty and not _names_several(query):
        return
    _check_references(corpus, query)
    unknown = corpus.unknown(query)
    for line in unknown:
        run.note(line)
    if is_empty and not unknown:
        run.note(f"nothing found for {query.described(corpus.vocabulary.title) or 'any speaker'}")


def _check_references(corpus: Corpus, query: Query) -> None:
    """The names that have to exist.

    Raises: QueryError for the first that does not.
    """
    from ccg_corpus.query import Query

    given = Query(
        documents=query.documents, sites=query.sites, studies=query.studies, codes=query.codes
    )
    for line in corpus.unknown(given):
        raise QueryError(line)
    for role in query.roles:
        if corpus.vocabulary.resolve(role) is None and corpus.unknown(Query(roles=(role,))):
            known = (*corpus.vocabulary.slugs, *corpus.catalogue.roles)
            hint = near(role, known, listed=False) or "'ccg roles --all' lists them"
            raise QueryError(f"no role '{role}'", hint=hint)


def _names_several(query: Query) -> bool:
    """One unknown name among others would go unnoticed."""
    names = (query.roles, query.documents, query.sites, query.studies, query.codes, query.cases)
    return any(len(values) > 1 for values in names)
