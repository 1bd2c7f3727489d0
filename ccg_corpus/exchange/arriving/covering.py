"""A stretch of a document → the quotations that it covers, whole or some of their words.

Comes in: a document's records and a span. Goes out: records, each with the words covered, None where all of
them are. Nothing is made of words that are no quotation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from ccg_corpus.core.hit import REJECTED, SPEECH_KINDS, Record
from ccg_corpus.core.span import Span


class QuotationsHere:
    """The quotations of a document, by place."""

    def __init__(self, text: str, records: Iterable[Record]) -> None:
        self._text = text
        kept = [one for one in records if one["status"] != REJECTED]
        self._records = sorted(kept, key=lambda one: (one["start"], one["end"]))
        self._starts = [one["start"] for one in self._records]
        self._longest = max((one["end"] - one["start"] for one in self._records), default=0)

    def covered(self, span: Span) -> list[tuple[Record, str | None]]:
        """The quotations under a span; where speech is among them, only that."""
        found = list(self._covered(span))
        speech = [one for one in found if one[0]["kind"] in SPEECH_KINDS]
        return speech or found

    def _covered(self, span: Span) -> Iterator[tuple[Record, str | None]]:
        trimmed = self._trimmed(span)
        first = bisect_left(self._starts, span.start - self._longest)
        for at in range(first, len(self._records)):
            record = self._records[at]
            if record["start"] >= span.end:
                return
            own = self._trimmed(Span(record["start"], record["end"]))
            if trimmed.start <= own.start and own.end <= trimmed.end:
                yield record, None
                continue
            shared = self._whole_words(
                Span(max(trimmed.start, own.start), min(trimmed.end, own.end))
            )
            if shared is not None:
                yield record, " ".join(self._text[shared.start : shared.end].split())

    def _trimmed(self, span: Span) -> Span:
        """Without marks and spaces at its ends."""
        start, end = span.start, span.end
        while start < end and not self._text[start].isalnum():
            start += 1
        while end > start and not self._text[end - 1].isalnum():
            end -= 1
        return Span(start, end)

    def _whole_words(self, span: Span) -> Span | None:
        """With the rest of the words at its ends; None where it has no word."""
        if span.start >= span.end:
            return None
        start, end = span.start, span.end
        while start > 0 and self._text[start - 1].isalnum() and self._text[start].isalnum():
            start -= 1
        while end < len(self._text) and self._text[end].isalnum() and self._text[end - 1].isalnum():
            end += 1
        found = self._trimmed(Span(start, end))
        return found if found.start < found.end else None
