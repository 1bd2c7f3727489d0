"""Stretches of a block that may be a quotation, and the labels that close sentences in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel, Reading
from ccg_corpus.quotations.labels import MAX_CODED_LABEL, Label
from ccg_corpus.quotations.marks.bracket_pairs import Bracket, brackets

NEAR = 12  # code points looked at on either side of a bracket
FINAL = re.compile(r"(?:[.?!…—–-][\"”’')\]*_]*|[\"”’'][*_]*)\s*$")


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
    for bracket in brackets(text):
        if bracket.outer.end - bracket.outer.start > MAX_CODED_LABEL:
            continue
        before = text[max(0, bracket.outer.start - NEAR) : bracket.outer.start].rstrip()
        after = text[bracket.outer.end : bracket.outer.end + NEAR].lstrip(" .,;)")
        ended = before[-1:] in ".?!…" or not after or re.match(r"[A-Z0-9\[\"“‘'(•…]", after)
        if not before or not ended:
            continue
        label = reading.label(text[bracket.inner.start : bracket.inner.end])
        if label and (label.strong or (label.weight >= 2 and FINAL.search(before))):
            found.append((bracket, label))
    return found


def placed(reading: Reading, at: int, bracket: Bracket, label: Label, rule: str) -> PlacedLabel:
    offset = reading.block(at).span.start
    return PlacedLabel(
        label,
        Span(bracket.inner.start + offset, bracket.inner.end + offset),
        Span(bracket.outer.start + offset, bracket.outer.end + offset),
        rule,
    )
