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
from ccg_corpus.quotations.habits.lessons import Example, TaughtShape
from ccg_corpus.quotations.habits.shapes import shape_of
from ccg_corpus.quotations.habits.sites import Site, sites_of
from ccg_corpus.quotations.readable import readable_blocks

Taught = Sequence[tuple[TaughtShape, Example | None]]
_CODE = re.compile(r"(?<![^\W_])[^\W\d_]{1,6}[-_.# ]?\d{1,4}[a-z]?\b")
# a code without brackets between two people's words: "… at six. G-12 We never …"
BARE_CODE = re.compile(
    r"(?<=[.?!…”\"’'])\s+(?P<who>[^\W\d_]{1,6}[-_.#]?\d{1,4}[a-z]?)"
    r"(?:(?=\s+[\"“‘'(\[A-ZÀ-Þ….])|(?P<end>\s*$))"
)
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
    shown: Mapping[str, Example | None] = field(default_factory=dict)  # by whose example


def attributions_of(document: Document, taught: Taught = ()) -> Attributions:
    """What a document prints as attributions, learnt from its readable blocks and from examples."""
    return learn_attributions(list(readable_blocks(document)), document.text, taught)


def learn_attributions(
    blocks: Sequence[tuple[int, Block, str]], text: str, taught: Taught = ()
) -> Attributions:
    """Read a document for the attributions it prints again and again, and for the taught ones."""
    sites, prose = list(sites_of(blocks)), hear_prose(blocks, text)
    examples = dict(taught)
    habits = learn_habits(sites, prose, examples)
    paragraphs = {at for at, block, _ in blocks if block.kind == "paragraph"}
    unspoken = unspoken_words([site for site in sites if site.block in paragraphs], prose)
    ends = {at: len(words) for at, _, words in blocks}
    by_words: dict[str, Habit] = {}
    at_end: dict[int, Site] = {}
    lines: dict[int, Site] = {}
    shown = {
        site.words: examples[TaughtShape(habit.shape, site.place)]
        for habit in habits
        for site in habit.sites
        if TaughtShape(habit.shape, site.place) in examples
    }
    for habit in reversed(habits):  # the commonest has the last word
        for site in habit.sites:
            by_words[site.words] = habit
            if site.kind in ("bare", "dash", "italic") and site.outer.end == ends[site.block]:
                at_end[site.block] = site
            elif site.kind == "line":
                lines[site.block] = site
    coded = {habit.shape: habit for habit in habits if habit.shape[:2] == ("bare", "code")}
    for _, _, words in blocks if coded else ():
        for match in BARE_CODE.finditer(words):
            shape = shape_of("bare", match["who"])
            if shape in coded:
                by_words.setdefault(match["who"], coded[shape])
    return Attributions(habits, by_words, at_end, lines, unspoken - by_words.keys(), shown)


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
