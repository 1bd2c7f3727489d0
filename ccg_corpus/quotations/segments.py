"""Stretches of a block that may be a quotation, and the labels that close sentences in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel
from ccg_corpus.quotations.habits.attributions import BARE_CODE
from ccg_corpus.quotations.habits.sites import who_before
from ccg_corpus.quotations.labels import MAX_CODED_LABEL, Label
from ccg_corpus.quotations.marks.bracket_pairs import Bracket, brackets
from ccg_corpus.quotations.reading import Reading

NEAR = 12  # code points looked at on either side of a bracket
FINAL = re.compile(r"(?:[.?!…—–-][\"”’')\]*_]*|[\"”’'][*_]*)\s*$")
_BEGINS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[\"“‘'(•…")  # a sentence or a quotation


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a block's text that ends at a label (or at the block's end)."""

    span: Span
    label: PlacedLabel | None
    origin: str
    turn: str | None = None
    reference: Span | None = None  # the bracket behind it that says in which text it stands


def sentence_labels(reading: Reading, at: int) -> list[tuple[Bracket, Label]]:
    """Strong labels in brackets that close a sentence of the block."""
    text = reading.texts[at]
    found: list[tuple[Bracket, Label]] = []
    for bracket in _attributing(reading, text):
        is_whole = bracket.outer == bracket.inner
        if not is_whole and bracket.outer.end - bracket.outer.start > MAX_CODED_LABEL:
            continue
        before = text[max(0, bracket.outer.start - NEAR) : bracket.outer.start].rstrip()
        after = text[bracket.outer.end : bracket.outer.end + NEAR].lstrip(" .,;)")
        ended = before[-1:] in ".?!…" or not after or after[0] in _BEGINS
        if not before or not ended:
            continue
        label = reading.label(text[bracket.inner.start : bracket.inner.end])
        if label and (label.strong or (label.weight >= 2 and FINAL.search(before))):
            found.append((bracket, label))
    return found


def _attributing(reading: Reading, text: str) -> list[Bracket]:
    """The brackets of a text; one that tells of who is named before it, with that name, where the
    document attributes so: "P7 (aged 48; gardening)"; and, where it does, codes without brackets."""
    habits, found = reading.attributions.by_words, []
    for bracket in brackets(text):
        start = who_before(text, bracket.outer.start) if habits else None
        is_whole = start is not None and text[start : bracket.outer.end] in habits
        whole = Span(start or 0, bracket.outer.end)
        found.append(Bracket(whole, whole) if is_whole else bracket)
    if any(habit.shape[:2] == ("bare", "code") for habit in reading.attributions.habits):
        codes = list(BARE_CODE.finditer(text))
        within = any(match["end"] is None for match in codes)  # a lone one at the end: a site's
        for match in codes if within else ():
            who = Span(*match.span("who"))
            if match["who"] in habits and not any(who.overlaps(one.outer) for one in found):
                found.append(Bracket(who, who))
    return sorted(found, key=lambda bracket: bracket.outer)


def placed(reading: Reading, at: int, bracket: Bracket, label: Label, rule: str) -> PlacedLabel:
    offset = reading.block(at).span.start
    return PlacedLabel(
        label,
        Span(bracket.inner.start + offset, bracket.inner.end + offset),
        Span(bracket.outer.start + offset, bracket.outer.end + offset),
        rule,
    )
