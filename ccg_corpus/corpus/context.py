"""The paragraphs of a document around a place in it, as `grep -C` gives lines.

Comes in: a document and a span. Goes out: texts with white space folded, nearest the place last
before it and first after it. They are the document's text, never the index's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ccg_corpus.core.model import Block, Document, Hit, Span
from ccg_corpus.text.words import normalised_words

# What is not running text, or says nothing without the rest of it.
_OPENING = " \t\n‘“\"'«"
_CLOSING = " \t\n’”\"'»"
_LEFT_OUT = ("reference", "front", "title", "heading", "cell")


def paragraphs_around(
    document: Document, span: Span, *, before: int, after: int, label: str | None = None
) -> tuple[list[str], list[str]]:
    """Up to so many paragraphs before and after; the rest of its own paragraph is the first one.

    A heading parts what stands under it from what stands before. The attribution alone, `label`,
    is no paragraph.
    """
    blocks = [block for block in document.blocks if block.kind != "reference"]
    inside = [at for at, block in enumerate(blocks) if block.span.overlaps(span)]
    if not inside:
        return [], []
    first, last = blocks[inside[0]], blocks[inside[-1]]
    own_before = document.text[first.span.start : span.start].rstrip(_OPENING)
    own_after = document.text[span.end : last.span.end].lstrip(_CLOSING)
    if label and normalised_words(own_after) == normalised_words(label):
        own_after = ""
    earlier = _texts(document, reversed(blocks[: inside[0]]))
    later = _texts(document, iter(blocks[inside[-1] + 1 :]))
    return (
        _taken(own_before, earlier, before)[::-1],
        _taken(own_after, later, after),
    )


def in_context(
    document_at: Callable[[str], Document | None], hits: Iterable[Hit], *, before: int, after: int
) -> Iterator[Hit]:
    """The hits, each record with `before` and `after`: paragraphs of the document it is from."""
    document_of = lru_cache(maxsize=8)(document_at)
    for hit in hits:
        record = hit.record
        document = document_of(record["document"]["source"])
        around: tuple[list[str], list[str]] = ([], [])
        if document is not None:
            span, label = Span(record["start"], record["end"]), record["speaker_label"]
            around = paragraphs_around(document, span, before=before, after=after, label=label)
        yield Hit({**record, "before": around[0], "after": around[1]}, hit.score)


def _taken(own: str, others: Iterator[str], count: int) -> list[str]:
    taken = [folded] if count and _says(folded := " ".join(own.split())) else []
    while len(taken) < count and (text := next(others, None)) is not None:
        taken.append(text)
    return taken


def _says(text: str) -> bool:
    """A quotation mark or a full stop alone is no paragraph."""
    return any(character.isalnum() for character in text)


def _texts(document: Document, blocks: Iterator[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind in ("heading", "title"):
            return
        text = " ".join(document.slice(block.span).split())
        if block.kind not in _LEFT_OUT and _says(text):
            yield text
