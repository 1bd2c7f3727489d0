"""Labels that stand in front of marked words: "[P1, nurse] “…” [P2, porter] “…”", "P7 – “…”".

In: a document being read; the author's words before a passage, or a block's candidates, each with the
label behind it. Out: the label in front, or the same candidates, each with the label in front, where
that is how the block is printed: its first passage has one, every other too, and none stands behind
the last. A bracket between two passages may be of either: only the whole block tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel, Reading
from ccg_corpus.quotations.speakers.verbs import VERB

RULE = "turn_label"
MIN_LABELS = 2  # one round bracket alone may be the end of the block before
_BRACKETED = re.compile(r"[(\[](?P<words>[^()\[\]]{1,80})[)\]]\s*(?P<sign>[:–—-]?)\s*$")
_PLAIN = re.compile(r"\s*(?P<words>[A-ZÀ-Þ#\d][^:()\[\]“”\"«».?!]{0,60}?)\s*(?::|\s[–—-]{1,2})\s*")
_ENDED = re.compile(r"(?:^|[.?!…”\"’'»)\]:])\s*$")


@dataclass(frozen=True, slots=True)
class _Front:
    """A label right in front of a passage. `alone`: no words of the author's lead into it; `sure`:
    its own signs say that it is of what follows."""

    placed: PlacedLabel
    alone: bool
    sure: bool


def label_in_front(reading: Reading, window: Span) -> PlacedLabel | None:
    """ "Warden 1: “…”", "[Warden 1] “…”": the author's words before a passage are nothing but whose
    turn it is."""
    front = _front(reading, window.start, window.end)
    words = reading.document.text[window.start : front.placed.outer.start] if front else ""
    label = front.placed.label if front and front.sure else None
    named = label is not None and label.strong and label.participant is not None
    return front.placed if front and named and not words.strip(" .,;") else None


def with_labels_in_front(reading: Reading, at: int, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of a block, with the labels in front if that is how it is printed."""
    block = reading.block(at).span
    fronts: list[_Front] = []
    end = block.start
    for candidate in found:
        front = _front(reading, end, candidate.outer.start)
        if front is None:
            return list(found)
        fronts.append(front)
        end = candidate.outer.end
    last = found[-1].label if found else None
    behind = last is not None and last.outer.start >= end
    enough = len(fronts) >= MIN_LABELS or all(front.sure and front.alone for front in fronts)
    strong = any(front.placed.label.strong for front in fronts)
    if not fronts or behind or not enough or not strong:
        return list(found)
    return [
        _labelled(reading, candidate, front.placed)
        for candidate, front in zip(found, fronts, strict=True)
    ]


def _front(reading: Reading, start: int, end: int) -> _Front | None:
    """The label that ends right before `end` in a stretch of the document."""
    text = reading.document.text[start:end]
    match = _BRACKETED.search(text)
    sure = match is not None and bool(match["sign"] or text[match.start()] == "[")
    if match is None:
        begin = max((one.end() for one in re.finditer(r"[.?!…”\"’»)\]]\s+", text)), default=0)
        match = _PLAIN.fullmatch(text, begin)
        sure = True
    words = match["words"].strip() if match else ""
    label = reading.label(words) if words and not VERB.search(words) else None
    if match is None or label is None or not label.speaks:
        return None
    if sure and not (label.strong and label.participant) and text[match.start()] not in "([":
        return None  # "Nurses: “…”" heads a list
    inner = start + match.start("words")
    span = Span(inner, inner + len(match["words"].rstrip()))
    outer = Span(start + match.start(), end)
    alone = _ENDED.search(text[: match.start()]) is not None
    return _Front(PlacedLabel(label, span, outer, RULE), alone, sure)


def _labelled(reading: Reading, candidate: Candidate, label: PlacedLabel) -> Candidate:
    """The candidate with a label in front of it, which is no part of what introduces it."""
    lead, window = (
        _before(reading, span, label.outer.start) for span in (candidate.lead_in, candidate.window)
    )
    return replace(candidate, label=label, lead_in=lead, window=window, citation=None, unread=None)


def _before(reading: Reading, span: Span | None, end: int) -> Span | None:
    if span is None or span.start >= end:
        return None
    words = reading.document.text[span.start : min(span.end, end)].rstrip()
    return Span(span.start, span.start + len(words)) if re.search(r"\w", words) else None
