"""The look of a candidate or of a block, and whether two stretches are the same words.

In: a document being read, a candidate or a block. Out: a `Look`, a `BlockLook`, yes or no.
"""

from __future__ import annotations

from collections.abc import Iterator

from ccg_corpus.core.model import Document, Span
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.habits import Site
from ccg_corpus.quotations.habits.lessons import BlockLook, Look
from ccg_corpus.quotations.habits.shapes import Shape, shape_of
from ccg_corpus.quotations.habits.sites import sites_of
from ccg_corpus.quotations.reading import Reading

_MARKS = "\"'“”‘’«»‹›„‚"
NEAR = 6  # code points between words and what attributes them
_ALONE = frozenset(["quote", "cell", "list_item", "callout"])  # kinds that say where they begin


def core(document: Document, span: Span) -> Span:
    """A stretch from its first letter or digit to its last one: marks at the edges say nothing."""
    text, start, end = document.text, span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


def same_words(document: Document, one: Span, other: Span) -> bool:
    """Whether two stretches have the same ends."""
    return core(document, one) == core(document, other)


def mostly_within(one: Span, other: Span) -> bool:
    """Whether more than half of a stretch lies in another."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared > one.end - one.start


def look_of(reading: Reading, candidate: Candidate) -> Look:
    """How a candidate is printed."""
    block = reading.block(candidate.block)
    lead = candidate.lead_in
    words = reading.document.slice(lead).rstrip() if lead else ""
    return Look(
        candidate.origin,
        candidate.inline,
        block.kind,
        block.header,
        _behind(reading, candidate),
        words.endswith(":"),
    )


def _behind(reading: Reading, candidate: Candidate) -> Shape | None:
    """The shape of what attributes a candidate, read or not."""
    text = reading.document.text
    if candidate.label:
        label = candidate.label
        sign = text[label.outer.start]
        if label.rule == "lead_in_label":
            return None
        return shape_of(sign if sign in "([{" else label.rule, label.label.text)
    if candidate.unread:
        sign = text[candidate.unread.start]
        words = reading.document.slice(candidate.unread).strip("()[]{}—–- ")
        return shape_of(sign if sign in "([{" else "dash", words)
    return None


def block_look(reading: Reading, at: int) -> BlockLook | None:
    """The look of a whole block; None where a block so printed is as likely the authors'."""
    block = reading.block(at)
    length = block.span.end - block.span.start
    italic = sum(run.end - run.start for run in block.italics) > 0.6 * length
    if not (block.kind in _ALONE or block.indented or italic) or not reading.readable(at):
        return None
    heading = reading.texts[block.headings[-1]] if block.headings else ""
    place = (block.header or f"column {block.column}") if block.kind == "cell" else ""
    if block.kind == "list_item" and not italic:
        place = heading
    return BlockLook(block.kind, place, block.indented, italic)


def block_of(document: Document, span: Span) -> int | None:
    """The block in which a stretch begins."""
    for at, block in enumerate(document.blocks):
        if block.span.start <= span.start < block.span.end:
            return at
    return None


def sites_behind(reading: Reading, span: Span) -> Iterator[Site]:
    """Where an attribution may stand right behind a stretch: in its block, or the next one."""
    at = block_of(reading.document, Span(max(span.start, span.end - 1), span.end))
    if at is None:
        return
    near = [
        (index, reading.block(index), reading.texts[index])
        for index in (at, at + 1)
        if index < len(reading.texts)
    ]
    end = span.end - reading.block(at).span.start
    text = reading.texts[at]
    for site in sites_of(near):
        if site.block == at:
            gap = text[end : site.outer.start]
            if 0 <= site.outer.start - end <= NEAR and not any(sign.isalnum() for sign in gap):
                yield site
        elif site.kind == "line" and not text[end:].strip(" .,;" + _MARKS):
            yield site
