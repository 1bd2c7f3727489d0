"""Balanced brackets of a text.

In: a block's text. Out: its brackets, or where one closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.labels.others import is_direction

MAX_BRACKET = 300  # code points between a bracket's signs: a long label and a little more
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BRACKET = re.compile(r"[()\[\]{}]")
_ASIDE = re.compile(
    r"(?:laugh\w*|chuckl\w*|giggl\w*|whisper\w*|shrugs?|cough\w*|pause\w*|crying|cries|sighs?|smil\w+|inaudible|emphasis|sic|silence|nods|…|\.\.\.)\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A balanced bracket of a block's text: `outer` with its signs, `inner` without."""

    outer: Span
    inner: Span


@lru_cache(maxsize=1024)
def brackets(text: str) -> Sequence[Bracket]:
    """The outermost brackets of a text that close within a label's length, in order."""
    return tuple(_outermost(text)) if any(sign in text for sign in _PAIRS) else ()


def _outermost(text: str) -> Iterator[Bracket]:
    open_at: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        if match.group() in _PAIRS:
            open_at.append(match.start())
        elif open_at and match.start() - open_at[-1] <= MAX_BRACKET:
            pairs.append((open_at.pop(), match.end()))
        elif open_at:
            open_at.clear()  # too far: none of them closes
    last = 0
    for start, end in sorted(pairs):
        if start >= last:
            yield Bracket(Span(start, end), Span(start + 1, end - 1))
            last = end


def closing_of(text: str, opening: int, end: int | None = None) -> int | None:
    """The offset behind the bracket that closes the one at `opening`; None if none is near, or none
    before `end`."""
    depth = 0
    stop = opening + MAX_BRACKET
    for match in _BRACKET.finditer(text, opening, stop if end is None else min(stop, end)):
        depth += 1 if match.group() in _PAIRS else -1
        if depth == 0:
            return match.end()
    return None


def is_aside(words: str) -> bool:
    """Whether a bracket's words are a transcript's: "laughs", "pause", "C3 nods"."""
    return bool(_ASIDE.fullmatch(words)) or is_direction(words)


def in_balance(words: str) -> str:
    """Words up to a bracket that they only close: it opened before the quotation."""
    depth = 0
    for match in _BRACKET.finditer(words):
        depth += 1 if match.group() in _PAIRS else -1
        if depth < 0:
            return words[: match.start()]
    return words
