"""Boxes of a paper: which of them sum it up and which repeat its words.

What the readers of JATS, of web pages and of Word files share. A box with running text is text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ccg_corpus.core.model import DraftBlock

_KEY_POINTS = re.compile(
    r"key (?:points?|messages?|findings|learning)|highlights|what (?:is|was) (?:already )?known|"
    r"what this (?:study|paper|article)|what are the|strengths and limitations of this study|"
    r"summary (?:box|points)|practice points|take.?home|at a glance|in brief",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(r"\W+")
_MOST = 200  # pull quotes that are looked for: each is sought in the whole text
_MIN_LETTERS = 12  # "Yes, we did" may well be said twice


def sums_up(*titles: str) -> bool:
    """Is a box with one of these titles a summary of the paper ("Key messages")?"""
    return any(_KEY_POINTS.search(title) for title in titles)


def settle_pull_quotes(blocks: Sequence[DraftBlock], pulled: Iterable[int]) -> list[DraftBlock]:
    """Blocks in which display quotations styled to catch the eye are what they are.

    `pulled` are their places: one whose words the text prints as well is a callout; the others are
    the only print of somebody's words, and stay quotations.
    """
    out = list(blocks)
    places = frozenset(pulled)
    if not places:
        return out
    text = " ".join(_letters(b.text) for at, b in enumerate(blocks) if at not in places)
    for at in sorted(places)[:_MOST]:
        words = _letters(blocks[at].text)
        if len(words) >= _MIN_LETTERS and words in text:
            out[at] = replace(blocks[at], kind="callout")
    return out


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", text).lower()
