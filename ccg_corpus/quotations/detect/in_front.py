"""Blocks that are labels and marked words in turn: "[P1, nurse] “…” [P2, porter] “…”".

In: a block's candidates, each with the label behind it. Out: the same, each with the label in front,
where the block begins with one, every passage has one and none stands behind the last; and each with
the bare label behind it, where the block begins with marks and ends with a label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel, Reading
from ccg_corpus.quotations.speakers.verbs import VERB

_LABEL = re.compile(
    r"[\s.,;]*(?:[(\[](?P<words>[^()\[\]]{1,80})[)\]]|(?P<bare>[A-ZÀ-Þ][^()\[\].?!:;]{0,60}?))[\s:–—-]*"
)
_ALL_MARKED = re.compile(r"\s*[“\"‘«„].*[”\"’'»“]\s*$", re.S)


def with_labels_in_front(reading: Reading, at: int, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with the labels in front if that is how the block is printed."""
    text, offset = reading.texts[at], reading.block(at).span.start
    labels: list[PlacedLabel] = []
    end = 0
    for candidate in found:
        match = _LABEL.fullmatch(text, end, candidate.outer.start - offset)
        part = "words" if match and match["words"] else "bare"
        label = reading.label(match[part]) if match else None
        if match is None or label is None or not label.strong:
            return with_bare_labels_behind(reading, at, found)
        if part == "bare" and (not label.participant or VERB.search(match[part])):
            return list(found)
        inner = Span(offset + match.start(part), offset + match.end(part))
        labels.append(
            PlacedLabel(
                label, inner, Span(offset + match.start(), offset + match.end()), "turn_label"
            )
        )
        end = candidate.outer.end - offset
    alone = len(labels) == 1 and at > 0  # it may be the end of the block before
    torn = alone and _ALL_MARKED.match(reading.texts[at - 1]) is not None
    if not labels or torn or text[end:].strip(" .,;"):
        return list(found)
    return [
        replace(candidate, label=label, lead_in=None, window=None, citation=None)
        for candidate, label in zip(found, labels, strict=True)
    ]


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
