"""The edges of a stretch of unmarked words: its number or bullet, and marks that are left over.

In: a block's text and a span in it. Out: the span of the words alone, and whether marks say already
where they begin or end.
"""

from __future__ import annotations

import re

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.marks.glyphs import without_typed_marks
from ccg_corpus.quotations.reading import Reading

_ITEM = re.compile(
    r"^(?:\[[^\[\]]{3,120}:\]\s*)?[\s,.;:”’)]*(?:[•●▪◦*–—-]\s+|\(?\d{1,3}[.)]\s+|\(?[a-z][.)]\s+|\d{1,2}\s+(?=[A-Z]))?[\s,.;:]*[\"“‘'«]?"
)
_ELLIPSIS = re.compile(
    r"\s*(?=\.{2}|…)"
)  # words left out at the beginning: no stop of a sentence before
_CLOSING = re.compile(r"\s*[”»\"]\s*[.,;?!]?\s*[—–-]*\s*$")
_DOUBLE = re.compile('[“”„«»"]')


def starts_marked(text: str, span: Span) -> bool:
    """Whether a segment opens with a quote mark that closes before the segment's end."""
    start = span.start + _ITEM.match(text[span.start : span.end]).end()  # type: ignore[union-attr]
    opening = text[span.start : start].rstrip()[-1:]
    closing = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}.get(opening)
    if closing is None:
        return False
    return closing in text[start : span.end].rstrip(" .,;")


def ends_marked(reading: Reading, at: int, span: Span) -> bool:
    """Whether a segment ends with a closing mark that nothing opens: its words have marks."""
    return any(
        not passage.opened and span.start <= passage.outer.end <= span.end
        and not reading.texts[at][passage.outer.end : span.end].strip(" .,;")
        for passage in reading.passages(at)
    )  # fmt: skip


def tidied(text: str, span: Span) -> Span:
    """A segment without its number, bullet or outer marks."""
    start, end = span.start, span.end
    ellipsis = _ELLIPSIS.match(text[start:end])
    item = ellipsis or _ITEM.match(text[start:end])
    start += item.end()  # type: ignore[union-attr]
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    start, end = without_typed_marks(text, start, end)
    opening = text[span.start : start].rstrip()[-1:]
    if end - start > 2 and (opening, text[end - 1]) in (("‘", "’"), ("'", "'")):
        end -= 1  # the mark before the first word was taken off, and this one closes it
    closing = _CLOSING.search(text, start, end)
    if closing and not len(_DOUBLE.findall(text, start, closing.start())) % 2:
        end = closing.start()  # nothing among the words opens it
    return Span(start, end)
