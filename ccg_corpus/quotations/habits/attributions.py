"""What a document's habits say: which words are attributions, and at which places.

In: a document's readable blocks. Out: an `Attributions`, which answers for words and for blocks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ccg_corpus.core.model import Block, Document
from ccg_corpus.quotations.habits.hear import hear_prose
from ccg_corpus.quotations.habits.learn import Habit, learn_habits, unspoken_words
from ccg_corpus.quotations.habits.sites import Site, sites_of
from ccg_corpus.quotations.readable import readable_blocks

_CODE = re.compile(r"(?<![^\W_])[^\W\d_]{1,6}[-_.# ]?\d{1,4}[a-z]?\b")
_NUMBER = re.compile(r"#?\d{1,4}(?=\s*(?:[:,;–-]|$))(?!\s*-\s*(?:years?|yrs?|months?)\b)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Attributions:
    """A document's learnt attributions: by their words, and by the block that they end or fill."""

    habits: tuple[Habit, ...] = ()
    by_words: Mapping[str, Habit] = field(default_factory=dict)
    at_end: Mapping[int, Site] = field(default_factory=dict)  # bare, dashed or in other type
    lines: Mapping[int, Site] = field(default_factory=dict)  # blocks that are nothing else
    unspoken: frozenset[str] = (
        frozenset()
    )  # words behind the authors' sentences, whatever they name


def attributions_of(document: Document) -> Attributions:
    """What a document prints as attributions, learnt from its readable blocks."""
    return learn_attributions(list(readable_blocks(document)), document.text)


def learn_attributions(blocks: Sequence[tuple[int, Block, str]], text: str) -> Attributions:
    """Read a document for the attributions it prints again and again."""
    sites, prose = list(sites_of(blocks)), hear_prose(blocks, text)
    habits = learn_habits(sites, prose)
    paragraphs = {at for at, block, _ in blocks if block.kind == "paragraph"}
    unspoken = unspoken_words([site for site in sites if site.block in paragraphs], prose)
    by_words: dict[str, Habit] = {}
    at_end: dict[int, Site] = {}
    lines: dict[int, Site] = {}
    for habit in reversed(habits):  # the commonest has the last word
        for site in habit.sites:
            by_words[site.words] = habit
            if site.kind in ("bare", "dash", "italic"):
                at_end[site.block] = site
            elif site.kind == "line":
                lines[site.block] = site
    return Attributions(habits, by_words, at_end, lines, unspoken - by_words.keys())


def participant_of(words: str) -> str | None:
    """Who an attribution of unknown shape names: its code, its number, its letter or its name."""
    code = _CODE.search(words)
    if code:
        return code.group()
    number = _NUMBER.match(words)
    if number:
        return number.group()
    word = _WORD.fullmatch(words)
    return word.group() if word and words[:1].isupper() else None
