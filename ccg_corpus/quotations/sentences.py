"""Where sentences begin and end in a block, and which one introduces a quotation.

In: text and offsets. Out: spans. Abbreviations and initials do not end a sentence; full stops
inside brackets or quote marks do only before a capital.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ccg_corpus.core.model import Span

_END = re.compile(
    r"[.?!…]+[\"”’'»)\]]*(?:\s*\[[\d,\s–-]{1,20}\]|(?<=[a-z)][.])[\d,–-]{1,7})*(?=\s+[\"“‘'(\[]*[A-Z0-9À-Þ]|\s*$)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|et al|cf|vs|etc|Dr|Mr|Mrs|Ms|Prof|St|No|Fig|Figs|Eq|pp?|approx|ca|Ref|"
    r"Vol|Ed|Eds|Jr|Sr|Inc|Ltd|viz|resp)|\b[A-Z])\.$"
)
# the last letters of all these: other full stops cost one look
_ENDS_SHORT = frozenset([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *"acdefgloprqstxz"])
MAX_LEAD_IN = 2000  # code points before a passage in which its sentence is looked for
SHORT_LEAD_IN = 6  # words; "For example:" says nothing without the sentence before


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a block's text, in order, without white space between them."""
    spans, start = [], 0
    for match in _END.finditer(text):
        at = match.start()
        if (
            text[at] == "."
            and text[at - 1 : at] in _ENDS_SHORT
            and _ABBREVIATION.search(text[max(0, at - 8) : at + 1])
        ):
            continue
        spans.append(_stripped(text, start, match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append(_stripped(text, start, len(text)))
    return tuple(spans)


def sentence_before(text: str, at: int) -> Span | None:
    """The author's words that lead up to offset `at`: the open sentence, else the last one.

    A sentence too short to say anything brings the one before it.
    """
    floor = max(0, at - MAX_LEAD_IN)
    near = text[floor:at]
    before = sentences(near)
    if not before:
        return None
    last = len(before) - 1
    while last > 0 and len(near[before[last].start : before[-1].end].split()) < SHORT_LEAD_IN:
        last -= 1
    return Span(floor + before[last].start, floor + before[-1].end)


def last_sentence(text: str) -> Span | None:
    """The last sentence of a block, with the one before it if it is short."""
    return sentence_before(text, len(text))


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return Span(begin, max(begin, start + len(words.rstrip())))
