"""A document and its quotations → passages of the authors' own text.

Comes in: what was read from one file, and the facts of the document. Goes out: a record for each
paragraph that says something beside the words of participants, and those words of it that are the
authors'. `text` is the document's, white space folded, with what is quoted in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ccg_corpus.core.model import (
    RECORD_KEYS,
    SCHEMA,
    SPEECH_KINDS,
    Block,
    Document,
    Quotation,
    Record,
    Span,
)
from ccg_corpus.text.words import normalised_words, tokens

PASSAGE_KIND = "passage"
CONTEXT = 32  # code points of prefix and suffix, as in quotations
LEAST_WORDS = 4  # of the authors' own; fewer are what is left between quotations
_KINDS = ("paragraph", "list_item", "callout", "caption", "note")
_FACTS = ("id", "title", "authors", "year", "doi", "type", "source")


@dataclass(frozen=True, slots=True)
class AuthorPassage:
    """A record, and the words in it that no participant says."""

    record: Record
    own_text: str


def passages_of(
    document: Document, quotations: Iterable[Quotation], facts: Mapping[str, Any]
) -> Iterator[AuthorPassage]:
    """The passages of a document in their order, each with an id made from its words."""
    spoken = sorted(_spoken(quotations))
    starts = [run.span.start for run in document.runs]
    taken: set[str] = set()
    for block in document.blocks:
        if block.kind not in _KINDS:
            continue
        own = _without(document, block.span, spoken)
        if len(tokens(own)) < LEAST_WORDS:
            continue
        text = " ".join(document.slice(block.span).split())
        at = bisect_right(starts, block.span.start) - 1
        page = document.runs[at].page if at >= 0 else None
        id = _id(facts["id"], normalised_words(text), taken)
        yield AuthorPassage(_record(id, text, page, block, document, facts), own)


def _spoken(quotations: Iterable[Quotation]) -> Iterator[Span]:
    """Where participants speak, and where it says who does."""
    for quotation in quotations:
        if quotation.kind in SPEECH_KINDS:
            yield quotation.span
            yield from (
                Span(proof.start, proof.end)
                for proof in quotation.speaker.evidence
                if proof.field == "speaker_label"
            )


def _without(document: Document, span: Span, spoken: list[Span]) -> str:
    """The text of `span` without what is spoken in it."""
    pieces, at = [], span.start
    for one in spoken:
        if one.overlaps(span) and one.end > at:
            pieces.append(document.text[at : max(at, one.start)])
            at = one.end
    pieces.append(document.text[at : span.end])
    return " ".join(" ".join(pieces).split())


def _id(document: str, words: str, taken: set[str]) -> str:
    """ "smith-2019:p1a2b3c4d": the p keeps it apart from the ids of quotations."""
    n = 1
    while True:
        key = words if n == 1 else f"{words},{n}"
        id = f"{document}:p{sha256(key.encode()).hexdigest()[:8]}"
        if id not in taken:
            taken.add(id)
            return id
        n += 1


def _record(
    id: str, text: str, page: int | None, block: Block, document: Document, facts: Mapping[str, Any]
) -> Record:
    headings = [" ".join(document.slice(document.blocks[at].span).split()) for at in block.headings]
    start, end = _trimmed(document.text, block.span)
    stated = {
        "schema": SCHEMA,
        "id": id,
        "text": text,
        "kind": PASSAGE_KIND,
        "inline": False,
        "roles": [],
        "study": facts.get("study"),
        "document": {key: facts.get(key) for key in _FACTS},
        "theme": headings[-1] if headings else None,
        "headings": headings,
        "section": block.section,
        "page": page,
        "start": start,
        "end": end,
        "prefix": document.text[max(0, start - CONTEXT) : start],
        "suffix": document.text[end : end + CONTEXT],
        "codes": [],
        "confidence": None,
        "evidence": [],
        "also_in": [],
        "attributes": {},
        "status": "found",
        "codings": [],
        "memos": [],
        "decided": [],
    }
    return {key: stated.get(key) for key in RECORD_KEYS}


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """The span without the white space at its ends."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return start, max(start, span.start + len(piece.rstrip()))
