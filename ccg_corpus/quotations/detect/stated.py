"""What ends a block that the format states as a quotation: labels behind dashes, or a reference.

In: a block of a document being read. Out: one segment for each speaker of "…. — Orderly 2 …. —
Cleaner 7", and the span of a reference at the block's end: "(Larkin 1998, p. 23)", "(clause 4)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel, Reading
from ccg_corpus.quotations.marks.bracket_pairs import brackets
from ccg_corpus.quotations.segments import Segment

# a number tells where the label ends: behind it only words in lower case go on
_DASHED = re.compile(
    r"(?<=[.?!…])\s+[—–―]\s*(?P<words>[A-ZÀ-Þ][\w’'-]*(?:[ #-][\w’'-]+){0,2}?[ #-]?\d{1,4}"
    r"(?:,\s[a-z\d][a-z\d’'-]*(?:\s[a-z\d][a-z\d’'-]*){0,3}){0,3})(?=\s+[A-ZÀ-Þ\d…]|\s*$)"
)
_IN_A_TEXT = re.compile(
    r"\b(?:clause|article|art|section|sect|verse|chapter|folio|fol|schedule|by-?law|regulation)s?\.?\s+\d|§",
    re.I,
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?"
_SURE = re.compile(
    rf"{_YEAR}\s*[,:]\s*(?:pp?\.?\s*)?\d{{1,4}}|\bet al\b.*{_YEAR.replace('year', 'later')}|\bpp?\.\s*\d"
)
_AUTHOR = re.compile(rf"(?P<who>[A-ZÀ-Þ][\w’'-]+),?\s+{_YEAR}")


def dashed_run(reading: Reading, at: int) -> Iterator[Segment]:
    """Several speakers in one block, each behind a dash at the end of what they said."""
    text, block = reading.texts[at], reading.block(at)
    if not any(dash in text for dash in "—–―"):
        return
    found = list(_DASHED.finditer(text))
    if len(found) < 2 or text[found[-1].end() :].strip() or reading.passages(at):
        return
    labels = [reading.label_at_speech(match["words"]) for match in found]
    if not all(label and label.participant for label in labels):
        return
    start = 0
    origin = "block_quotation" if block.kind == "quote" else "label_run"
    for match, label in zip(found, labels, strict=True):
        if label is None:
            return
        span, outer = Span(*match.span("words")), Span(*match.span())
        offset = block.span.start
        placed = PlacedLabel(
            label,
            Span(span.start + offset, span.end + offset),
            Span(outer.start + offset, outer.end + offset),
            "dash_label",
        )
        yield Segment(Span(start, match.start()), placed, origin)
        start = match.end()


def reference_at_end(reading: Reading, at: int) -> Span | None:
    """The bracket at a block's end that says in which text its words stand."""
    text = reading.texts[at]
    last = None
    for bracket in brackets(text):
        last = bracket
    if last is None or text[last.outer.end :].strip(" .,;\"”’'"):
        return None
    words = text[last.inner.start : last.inner.end]
    label = reading.label(words)
    if label is not None and label.speaks:
        return None
    if _IN_A_TEXT.search(words) or _SURE.search(words) or _is_cited(reading, words):
        return last.outer
    return None


def _is_cited(reading: Reading, words: str) -> bool:
    """Whether an author and a year in the bracket stand elsewhere in the document too."""
    match = _AUTHOR.search(words)
    if match is None:
        return False
    cited = rf"\b{re.escape(match['who'])}\b[^;\n]{{0,60}}?{match['year']}"
    return len(re.findall(cited, reading.document.text)) > 1
