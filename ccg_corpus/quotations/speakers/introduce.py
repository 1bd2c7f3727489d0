"""The author's words that introduce a display quotation: in its own block or the one before.

In: a document being read, a block, an offset in it. Out: the span of the introducing sentence.
"""

from __future__ import annotations

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.sentences import last_sentence
from ccg_corpus.quotations.source_lines import source_lines


def introduction(reading: Reading, at: int, start: int) -> Span | None:
    """What introduces words that begin at `start` of block `at`, if anything does."""
    offset = reading.block(at).span.start
    before = reading.texts[at][:start].rstrip()
    if before.endswith(":"):
        lead = last_sentence(before)
        return Span(lead.start + offset, lead.end + offset) if lead else None
    previous = reading.before(at)
    while previous is not None and previous in source_lines(reading).lines:
        previous = reading.before(previous)
    if previous is None or not _introduces(reading, previous):
        return None
    lead = last_sentence(reading.texts[previous])
    start_before = reading.block(previous).span.start
    return Span(lead.start + start_before, lead.end + start_before) if lead else None


def _introduces(reading: Reading, at: int) -> bool:
    """Whether a block may hold the author's words before a display quotation."""
    kind, last = reading.block(at).kind, reading.texts[at].rstrip()[-1:]
    if kind == "list_item":
        return last in ".:;,?!"  # else it is a theme's name
    return kind == "paragraph" or (kind == "cell" and last == ":")
