"""The postings of a term in a segment, a block at a time: documents with how often they have it.

Whoosh's matchers go from document to document, three calls for each; a common word has tens of
thousands. Its codec keeps them in blocks, which are taken here as they are. The codec's inner names
used are those of the one minor version that pyproject.toml allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whoosh.matching import Matcher
    from whoosh.reading import IndexReader, SegmentReader


def among(
    reader: IndexReader, allowed: bytes, field: str, term: str
) -> Iterator[tuple[int, float]]:
    """The documents of an index whose bit is set in `allowed`, and what the term weighs in each."""
    for segment, offset in reader.leaf_readers():
        if (field, term) in segment:
            for docnums, weights in _of_segment(segment, field, term):
                for docnum, weight in zip(docnums, weights, strict=True):
                    at = offset + docnum
                    if allowed[at >> 3] >> (at & 7) & 1:
                        yield at, weight


def _of_segment(
    segment: SegmentReader, field: str, term: str
) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """Documents of the segment, also those taken out since, and what the term weighs in each."""
    format = segment.schema[field].format
    matcher = segment._terms.matcher(field, segment.schema[field].to_bytes(term), format)
    if hasattr(matcher, "_read_ids"):
        yield from _blocks(matcher)
    else:  # so few that they stand beside the term itself
        yield from _one_by_one(matcher)


def _blocks(matcher: Any) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    while not matcher._atend:
        matcher._read_ids()
        matcher._read_weights()
        yield matcher._ids, matcher._weights
        matcher._next_block()


def _one_by_one(matcher: Matcher) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    while matcher.is_active():
        yield (matcher.id(),), (matcher.weight(),)
        matcher.next()
