"""A general thesaurus that can be turned on: a topic's words → any of those that mean the like.

Comes in: the parts of a query. Goes out: the same, with alternatives beside the words, so that the
reading shows them and its text can be pasted back. What the words find without it they find with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from ccg_corpus.core.hit import KINDS
from ccg_corpus.query import Query
from ccg_corpus.query.tree import AllOf, AnyOf, Part, Phrase, Word
from ccg_corpus.text.words import families

DATA = Path(__file__).with_name("synonyms.txt")


def widened(query: Query, count: Callable[[Query], int]) -> Query:
    """A query with the alternatives that the thesaurus has. `count`: how many a query finds."""

    def is_known(word: str) -> bool:
        return bool(count(Query(parts=(Word(word),), kinds=KINDS)))

    return query.with_filters(parts=with_synonyms(query.parts, is_known))


def with_synonyms(
    parts: Sequence[Part], is_known: Callable[[str], bool] = lambda word: False
) -> tuple[Part, ...]:
    """The parts, each plain word or phrase with the others of its groups as alternatives.

    `is_known`: whether the corpus has a word, for two that it may print as one.
    """
    found: list[Part] = []
    at = 0
    while at < len(parts):
        length, part = _widened(parts, at, is_known)
        found.append(part)
        at += length
    return tuple(found)


def _widened(parts: Sequence[Part], at: int, is_known: Callable[[str], bool]) -> tuple[int, Part]:
    groups = _groups()
    longest = max(map(len, groups))
    for length in range(min(longest, len(parts) - at), 0, -1):
        stretch = parts[at : at + length]
        words = [part.text for part in stretch if isinstance(part, Word)]
        others = groups.get(families(" ".join(words))) if len(words) == length else None
        if others is not None:
            asked = [_as_asked(parts, n, is_known) for n in range(at, at + length)]
            said = asked[0] if length == 1 else AllOf(tuple(asked))
            alternatives = said.parts if isinstance(said, AnyOf) else (said,)
            more = (one for one in map(_term, others) if length > 1 or not _same(one, words))
            return length, AnyOf((*alternatives, *more))
    return 1, parts[at]


def _as_asked(parts: Sequence[Part], at: int, is_known: Callable[[str], bool]) -> Part:
    """A word, and the one that it makes with a word beside it: "well being" is "wellbeing"."""
    pairs = (parts[max(0, at - 1) : at + 1], parts[at : at + 2])
    joined = [word for pair in pairs if (word := joined_words(pair)) and is_known(word)]
    return AnyOf((parts[at], *map(Word, joined))) if joined else parts[at]


def joined_words(pair: Sequence[Part]) -> str:
    """Two plain words as one; empty where the pair is something else."""
    words = [part.text for part in pair if isinstance(part, Word)]
    return "".join(words) if len(words) == 2 else ""


def _term(text: str) -> Word | Phrase:
    return Phrase(text) if " " in text else Word(text)


def _same(term: Word | Phrase, words: Sequence[str]) -> bool:
    return families(term.text) == families(" ".join(words))


@lru_cache(maxsize=1)
def _groups() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The families of a word or phrase → every member of its groups."""
    groups: dict[tuple[str, ...], tuple[str, ...]] = {}
    for members in _lines():
        for member in members:
            key = families(member)
            groups[key] = tuple(dict.fromkeys((*groups.get(key, ()), *members)))
    return groups


def _lines() -> Iterator[tuple[str, ...]]:
    for line in DATA.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield tuple(member.strip() for member in line.split(","))
