"""Blocks whose labels stand in front: "[P1, nurse] “…” [P2, porter] “…”".

In: a block's candidates, each with the label behind it. Out: the same, each with the label in front,
where the block begins with one, every passage has one and none stands behind the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel, Reading

_LABEL = re.compile(r"[\s.,;]*[(\[](?P<words>[^()\[\]]{1,80})[)\]][\s:–—-]*")
MIN_LABELS = 2  # one alone may be the end of the block before


def with_labels_in_front(reading: Reading, at: int, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with the labels in front if that is how the block is printed."""
    text, offset = reading.texts[at], reading.block(at).span.start
    labels: list[PlacedLabel] = []
    end = 0
    for candidate in found:
        match = _LABEL.fullmatch(text, end, candidate.outer.start - offset)
        label = reading.label(match["words"]) if match else None
        if match is None or label is None or not label.strong:
            return list(found)
        inner = Span(offset + match.start("words"), offset + match.end("words"))
        labels.append(
            PlacedLabel(
                label, inner, Span(offset + match.start(), offset + match.end()), "turn_label"
            )
        )
        end = candidate.outer.end - offset
    if len(labels) < MIN_LABELS or text[end:].strip(" .,;"):
        return list(found)
    return [
        replace(candidate, label=label, lead_in=None, window=None, citation=None)
        for candidate, label in zip(found, labels, strict=True)
    ]
