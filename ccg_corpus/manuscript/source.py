"""Where a quotation may come from: records that share its words, and documents' own text.

In: words, and a corpus to ask by words. Out: `Source`s, the likeliest first. Records are found by the
index; of these the few are kept that have most of the quotation's pairs of words, in any place, so that
an omission does not hide one.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Record
from ccg_corpus.manuscript.wording.pieces import BRACKET, GAP, pieces_of
from ccg_corpus.quotations.marks.pairs import find_passages
from ccg_corpus.quotations.score.voice import SINGULAR
from ccg_corpus.text.words import tokens

if TYPE_CHECKING:
    from ccg_corpus.core.model import Document
    from ccg_corpus.corpus.worded import Worded

LEAST_SHARED = 0.2  # of the pairs of words
AROUND = 400  # code points of a text around what is looked for
_MOST_OF_IT = 0.8  # of a paragraph: with more of it, it may be a quotation without marks
LEAST_SAID = 0.7  # of the pairs of words, for a paragraph that nothing marks


@dataclass(frozen=True, slots=True)
class Source:
    """A text that somebody is recorded to have said, or a stretch of a document."""

    text: str
    record: Record
    is_version: bool = False


class Texts:
    """The texts of a corpus, by words; what was read once is kept."""

    def __init__(self, worded: Worded) -> None:
        self._worded = worded
        self._lines: dict[str, tuple[list[str], list[int]]] = {}

    def alike(self, text: str, limit: int) -> list[Record]:
        """Records that share most words."""
        return self._worded.alike(text, limit=limit)

    def is_said(self, text: str) -> bool:
        """Whether one record has most of the words, two by two: nobody writes so by chance."""
        wanted = _pairs(text)
        least = LEAST_SAID * len(wanted)
        return any(len(wanted & _pairs(one["text"])) >= least for one in self.alike(text, 5))

    def record(self, key: str) -> Record | None:
        """The record of a key."""
        return self._worded.record(key)

    def last_page(self, source: str) -> int | None:
        """How many pages a document's file has."""
        document = self._worded.document(source)
        if document is None or not document.runs:
            return None
        return max((run.page for run in document.runs if run.page is not None), default=None)

    def paged(self, record: Record) -> Record:
        """The record with the page of its last word."""
        if record["page"] is None:
            return record
        document = self._worded.document(record["document"]["source"])
        if document is None:
            return record
        starts = [run.span.start for run in document.runs]
        at = bisect_right(starts, max(record["start"], record["end"] - 1)) - 1
        return {**record, "page_end": document.runs[at].page if at >= 0 else None}

    def is_prose(self, source: Source, start: int, end: int) -> bool:
        """Whether a stretch of a document is a part of an author's paragraph: in no marks, in no
        display, and said by no "I"."""
        document = self._worded.document(source.record["document"]["source"])
        words = source.text[start:end]
        if document is None or SINGULAR.search(words):
            return False
        wanted = " ".join(words.split())
        for block in document.blocks:
            text = " ".join(document.slice(block.span).split())
            at = text.find(wanted)
            if at < 0 or block.kind not in ("paragraph", "list_item") or block.indented:
                continue
            inside = any(p.inner.start <= at < p.inner.end for p in find_passages(text))
            return not inside and len(wanted) < _MOST_OF_IT * len(text)
        return False

    def between(self, first: Mapping[str, Any], second: Mapping[str, Any]) -> str | None:
        """What a document has between two of its records."""
        document = self._worded.document(first["document"]["source"])
        return None if document is None else document.text[first["end"] : second["start"]]

    def printing(self, text: str, named: frozenset[str]) -> Iterator[Source]:
        """Stretches of documents' texts that may have the words, those of `named` documents first."""
        known = dict(self._worded.sources())
        first = [(id, known[id]) for id in sorted(named) if id in known]
        plain = _plain(text)
        for id, source in [
            *first,
            *(one for one in self._worded.printing(plain) if one[0] not in named),
        ]:
            document = self._worded.document(source)
            if document is None:
                continue
            yield from self._stretches(id, source, document, plain)

    def _stretches(self, id: str, source: str, document: Document, text: str) -> Iterator[Source]:
        words, starts = self._words_of(source, document)
        wanted = [one.text for one in tokens(text)]
        for at in _places(wanted, words):
            start = max(0, starts[max(0, at)] - AROUND)
            end = starts[min(len(starts) - 1, at + len(wanted))] + AROUND
            piece = _whole_words(document.text, start, end)
            facts = {"id": id, "source": source}
            yield Source(piece, {"id": "", "document": facts, "kind": "passage", "text": piece})

    def _words_of(self, source: str, document: Document) -> tuple[list[str], list[int]]:
        if source not in self._lines:
            found = tokens(document.text)
            self._lines[source] = [one.text for one in found], [one.start for one in found]
        return self._lines[source]


def _whole_words(text: str, start: int, end: int) -> str:
    """A stretch of a text without halves of words at its ends."""
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = max(start, text.rfind(" ", start, end))
    return " ".join(text[start:end].split())


def _places(wanted: Sequence[str], words: Sequence[str]) -> list[int]:
    """Where a text has the first words of what is wanted, or others of it in a row."""
    places: dict[int, None] = {}
    size = min(3, len(wanted))
    for offset in range(0, max(1, len(wanted) - size + 1), max(1, size)):
        row = list(wanted[offset : offset + size])
        at = -1
        while True:
            try:
                at = words.index(row[0], at + 1)
            except ValueError:
                break
            if list(words[at : at + size]) == row:
                places.setdefault(max(0, at - offset) // 8 * 8)
        if len(places) > 3:
            break
    return list(places)[:6]


def sources_of(texts: Texts, text: str, key: str | None, *, limit: int) -> list[Source]:
    """The records that may have the words, the likeliest first; that of a key beside them."""
    plain = _plain(text)
    wanted = _pairs(plain)
    scored = []
    records = texts.alike(plain, limit)
    if key and (own := texts.record(key)) and all(one["id"] != own["id"] for one in records):
        records.append(own)
    for record in records:
        have = _pairs(record["text"])
        share = len(wanted & have) / len(wanted) if wanted else 0.0
        if share >= LEAST_SHARED or record["id"] == key:
            scored.append((-round(share, 3), len(have), record["id"], record))
    scored.sort(key=lambda one: one[:3])
    return [Source(one["text"], one) for *_, one in scored]


def _plain(text: str) -> str:
    """The words of a quotation without what its author put in."""
    out, at = [], 0
    for piece in pieces_of(text):
        if piece.kind in (GAP, BRACKET):
            out.append(text[at : piece.start])
            out.append(
                re.sub(r"[\[\]()]", " ", piece.text)
                if not piece.is_remark and piece.kind == BRACKET
                else " "
            )
            at = piece.end
    return " ".join([*out, text[at:]])


def _pairs(text: str) -> set[object]:
    """The words of a text and each two that follow each other."""
    words = [one.text for one in tokens(text)]
    return {*words, *itertools.pairwise(words)}
