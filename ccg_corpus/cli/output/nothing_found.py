"""Nothing was found → what there is of each part of the question, and where else it would be found.

Comes in: a corpus and a query that found nothing. Goes out: lines to say. Nothing is guessed: each
number is that of a question that can be asked as it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.query.tree import Part

MOST_ALONE = 8
MOST_NAMED = 4


def what_there_is(corpus: Corpus, query: Query) -> Iterator[str]:
    """What each part finds by itself, and what passages and titles would answer."""
    if not query.has_words:
        return
    from ccg_corpus.query.tree import Not, has_words

    worded = tuple(part for part in query.parts if has_words(part))
    wanted = tuple(part for part in worded if not isinstance(part, Not))
    filters = query.with_filters(parts=tuple(one for one in query.parts if one not in worded))
    if filters != type(query)(all_printings=query.all_printings):
        yield f"{_described(corpus, filters)}: {_quotations(corpus.count(filters))} without the words"
    yield from _each_alone(corpus, query, filters, wanted)
    yield from _elsewhere(corpus, query, wanted)


def _each_alone(
    corpus: Corpus, query: Query, filters: Query, wanted: tuple[Part, ...]
) -> Iterator[str]:
    """How often each word is found, within the filters and, where it is not, without them."""
    if not 0 < len(wanted) <= MOST_ALONE:
        return
    has_filters = filters != type(query)(all_printings=query.all_printings)
    within = [_count(corpus, filters, part) for part in wanted]
    if len(wanted) > 1:
        told = ", ".join(f"{_part(one)} {n}" for one, n in zip(wanted, within, strict=True))
        hint = "; --any finds any of them" if any(within) else ""
        yield f"each word alone: {told}{hint}"
    if has_filters and not any(within):
        free = type(query)(all_printings=query.all_printings)
        numbers = [_count(corpus, free, part) for part in wanted]
        told = ", ".join(f"{_part(one)} {n}" for one, n in zip(wanted, numbers, strict=True))
        yield f"without the filters: {told}"


def _elsewhere(corpus: Corpus, query: Query, wanted: tuple[Part, ...]) -> Iterator[str]:
    """What the authors' text and the titles have."""
    if not wanted:
        return
    free = type(query)(
        parts=wanted, documents=query.documents, studies=query.studies, types=query.types,
        since=query.since, until=query.until, all_printings=query.all_printings,
    )  # fmt: skip
    can_be_asked, titles = corpus.elsewhere(free)
    if can_be_asked and (number := corpus.count_passages(free)):
        passages = "passage" if number == 1 else "passages"
        documents = _some(
            [hit.record["document"]["id"] for hit in corpus.passages(free, limit=200)]
        )
        yield f"in the authors' text: {number} {passages} ({documents}); --in passages shows them"
    if titles:
        yield f"documents with the words in their title: {_some(titles)}"


def _count(corpus: Corpus, filters: Query, part: Part) -> int:
    return corpus.count(filters.with_filters(parts=(*filters.parts, part)))


def _quotations(number: int) -> str:
    return f"{number} quotation" if number == 1 else f"{number} quotations"


def _described(corpus: Corpus, query: Query) -> str:
    return query.described(corpus.vocabulary.title) or "every quotation"


def _part(part: Part) -> str:
    from ccg_corpus.query.writing import described_parts

    return " ".join(described_parts((part,), str)).removeprefix("words: ")


def _some(ids: list[str]) -> str:
    different = list(dict.fromkeys(ids))
    more = ", …" if len(different) > MOST_NAMED else ""
    return ", ".join(different[:MOST_NAMED]) + more
