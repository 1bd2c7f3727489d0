"""Labels that stand in front of marked words: "[P1, nurse] “…” [P2, porter] “…”", "P7 – “…”".

In: a document being read; the author's words before a passage, or a block's candidates, each with the
label behind it. Out: the label in front, or the same candidates, each with the label in front, where
that is how the block is printed: its first passage has one, every other too, and none stands behind
the last. A bracket between two passages may be of either: only the whole block tells. Also each with
the bare label behind it, where the block begins with marks and ends with a label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.verbs import VERB

RULE = "turn_label"
MIN_LABELS = 2  # one round bracket alone may be the end of the block before
_BRACKETED = re.compile(r"[(\[](?P<words>[^()\[\]]{1,80})[)\]]\s*(?P<sign>[:–—-]?)\s*$")
_PLAIN = re.compile(
    r"\s*(?P<words>[A-ZÀ-Þ#\d][^:()\[\]“”\"«».?!]{0,60}?)\s*(?P<sign>:|\s[–—-]{1,2}|)\s*"
)
_ALL_MARKED = re.compile(r"\s*[“\"‘«„].*[”\"’'»“]\s*$", re.S)
# "Warden 1, laughing: “…”", "Warden 1 (in a letter): “…”"
_ASIDE = re.compile(
    r"\s*(?P<words>[A-ZÀ-Þ#][\w#.-]*(?: [\w#-]+){0,3})"
    r"(?:,\s\w+ing(?: [\w’'-]+){0,4}|\s\([^()]{1,60}\))\s*(?P<sign>:)\s*"
)
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
            return with_bare_labels_behind(reading, at, found)
        fronts.append(front)
        end = candidate.outer.end
    last = found[-1].label if found else None
    behind = last is not None and last.outer.start >= end
    torn = len(fronts) == 1 and at > 0 and _ALL_MARKED.match(reading.texts[at - 1]) is not None
    begins = reading.texts[at][:1] in "(["
    enough = len(fronts) >= MIN_LABELS or (
        not torn and all(front.alone and (front.sure or begins) for front in fronts)
    )
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
    match = _ASIDE.fullmatch(text) or _BRACKETED.search(text)
    sure = match is not None and bool(match["sign"] or text[match.start()] == "[")
    if match is None:
        begin = max((one.end() for one in re.finditer(r"[.?!…”\"’»)\]]\s+", text)), default=0)
        match = _PLAIN.fullmatch(text, begin)
        sure = match is not None and bool(match["sign"])
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


_BARE = re.compile(r"[\s,]+(?P<bare>[A-ZÀ-Þ#][^()\[\].?!:;“”\"]{0,60}?)[\s.,;]*")


def with_bare_labels_behind(
    reading: Reading, at: int, found: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates of a block that is marked words and bare labels in turn, each with the one
    behind it: “…” Weaver 7 “…” Weaver 8."""
    text, offset = reading.texts[at], reading.block(at).span.start
    if len(found) < 2 or text[: found[0].outer.start - offset].strip():
        return list(found)
    labels: list[PlacedLabel] = []
    ends = [*(candidate.outer.start - offset for candidate in found[1:]), len(text)]
    for candidate, end in zip(found, ends, strict=True):
        match = _BARE.fullmatch(text, candidate.outer.end - offset, end)
        label = reading.label(match["bare"]) if match else None
        if match is None or label is None or not (label.strong and label.participant):
            return list(found)
        if VERB.search(match["bare"]):
            return list(found)
        inner = Span(offset + match.start("bare"), offset + match.end("bare"))
        labels.append(PlacedLabel(label, inner, Span(inner.start, offset + end), "trailing_label"))
    return [
        replace(candidate, label=label, unread=None, inline=False)
        for candidate, label in zip(found, labels, strict=True)
    ]
