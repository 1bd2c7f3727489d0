"""Half-remembered words → the quotations that are nearest to them, and what differs.

Comes in: text and records that may hold it. Goes out: each record with how near it is, its words
that answer to what was remembered, and the difference word by word. Cut from the middle, with wrong
words, or in another order, a quotation is still found; its own words are never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ccg_corpus.core.hit import Record
from ccg_corpus.text.words import Token, family, tokens

LEAST_SIMILAR = 62.0
# In another order the same words are a little less near.
REORDERED = 0.95
# How many of the nearest in order are also tried in another order.
TRIED_REORDERED = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of words: as remembered, and as said. Equal ones are the same words."""

    remembered: str
    said: str
    is_equal: bool


@dataclass(frozen=True, slots=True)
class Remembered:
    """A quotation near what was remembered. `words` are its own, verbatim; similarity 0–100."""

    record: Record
    similarity: int
    words: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """Which of a record's words answer to what was asked, and how well."""

    record: Record
    words: tuple[Token, ...]
    score: float
    first: int
    last: int


def nearest(text: str, records: Iterable[Record], *, limit: int) -> list[Remembered]:
    """The records nearest to `text`, best first, then by id; none that is hardly alike."""
    asked = tokens(text)
    if not asked:
        return []
    matches = sorted((_in_order(asked, record) for record in records), key=_best_first)
    matches = [_any_order(asked, one) for one in matches[:TRIED_REORDERED]]
    good = [one for one in sorted(matches, key=_best_first) if one.score >= LEAST_SIMILAR]
    return [_remembered(text, asked, one) for one in good[:limit]]


def _best_first(match: _Match) -> tuple[float, str]:
    return -round(match.score, 3), match.record["id"]


def _in_order(asked: Sequence[Token], record: Record) -> _Match:
    """The stretch of the record's words that is most like what was asked, letter by letter."""
    from rapidfuzz.fuzz import partial_ratio_alignment, ratio

    words = tuple(tokens(record["text"]))
    wanted, said = _line(asked), _line(words)
    if len(said) <= len(wanted):
        return _Match(record, words, ratio(wanted, said), 0, len(words) - 1)
    found = partial_ratio_alignment(wanted, said)
    start, end = (found.dest_start, found.dest_end) if found else (0, 0)
    first = said[:start].count(" ")
    last = min(first + said[start:end].strip().count(" "), len(words) - 1)
    return _Match(record, words, found.score if found else 0.0, first, last)


def _any_order(asked: Sequence[Token], match: _Match) -> _Match:
    """The same, where as many words in any order are more alike."""
    from rapidfuzz.fuzz import ratio

    wanted = " ".join(sorted(family(word.text) for word in asked))
    keys = [family(word.text) for word in match.words]
    size = min(len(asked) + len(asked) // 4, len(keys))
    best = match
    for first in range(len(keys) - size + 1):
        score = REORDERED * ratio(wanted, " ".join(sorted(keys[first : first + size])))
        if score > best.score:
            best = _Match(match.record, match.words, score, first, first + size - 1)
    return best


def _line(words: Iterable[Token]) -> str:
    return " ".join(word.text for word in words)


def _remembered(text: str, asked: Sequence[Token], match: _Match) -> Remembered:
    words = _widened(asked, match)
    said = match.record["text"]
    return Remembered(
        match.record,
        int(match.score),
        said[words[0].start : words[-1].end] if words else "",
        tuple(_differences(text, asked, said, words)),
    )


def _widened(asked: Sequence[Token], match: _Match) -> tuple[Token, ...]:
    """The stretch without words at its ends that were not asked for, where it has any that were."""
    wanted = {family(word.text) for word in asked}
    words = match.words[max(0, match.first - 1) : match.last + 2]
    inside = [at for at, word in enumerate(words) if family(word.text) in wanted]
    return words[inside[0] : inside[-1] + 1] if inside else words


def _differences(
    text: str, asked: Sequence[Token], said: str, words: Sequence[Token]
) -> Iterable[Difference]:
    from difflib import SequenceMatcher

    compared = SequenceMatcher(
        None, [word.text for word in asked], [word.text for word in words], autojunk=False
    )
    for kind, a, b, c, d in compared.get_opcodes():
        yield Difference(_between(text, asked[a:b]), _between(said, words[c:d]), kind == "equal")


def _between(text: str, words: Sequence[Token]) -> str:
    return " ".join(text[words[0].start : words[-1].end].split()) if words else ""
