"""The postings of a term in a segment, a block at a time: documents with how often they have it.

Whoosh's matchers go from document to document, three calls for each; a common word has tens of
thousands. Its codec keeps them in blocks, which are taken here as they are. The codec's inner names
used are those of the one minor version that pyproject.toml allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, Any

from ccg_corpus.index.bits import byte_count

if TYPE_CHECKING:
    from whoosh.reading import IndexReader, SegmentReader


class Allowed:
    """The documents of an index that filters let through, to be asked for each by number."""

    def __init__(self, bits: int, size: int) -> None:
        self._bits = bits
        self._size = size

    def among(self, reader: IndexReader, field: str, term: str) -> Iterator[tuple[int, float]]:
        """Those that have a term in a field, and what it weighs in each."""
        for segment, offset in reader.leaf_readers():
            allowed = self._marks[offset : offset + segment.doc_count_all()]
            for ids, weights in _blocks(segment, field, term):
                found = zip(ids, weights, strict=False)
                yield from [(offset + id, weight) for id, weight in found if allowed[id]]

    @cached_property
    def _marks(self) -> bytearray:
        """A byte for each document, which is asked far sooner than a bit is."""
        eighth = self._bits.to_bytes(byte_count(self._size), "little")
        marks = bytearray(8 * len(eighth))
        for bit in range(8):
            marks[bit::8] = eighth.translate(bytes(byte >> bit & 1 for byte in range(256)))
        return marks


def _blocks(
    segment: SegmentReader, field: str, term: str
) -> Iterator[tuple[Iterable[int], Iterable[float]]]:
    """Documents of the segment, also those taken out since, and what the term weighs in each."""
    from whoosh.reading import TermNotFound

    described = segment.schema[field]
    try:
        matcher: Any = segment._terms.matcher(field, described.to_bytes(term), described.format)
    except TermNotFound:
        return
    if not hasattr(matcher, "_read_data"):  # so few that they stand beside the term itself
        while matcher.is_active():
            yield (matcher.id(),), (matcher.weight(),)
            matcher.next()
        return
    while not matcher._atend:
        matcher._read_data()
        steps, weights = matcher._data[:2]
        if weights is None or isinstance(weights, float):
            weights = repeat(1.0 if weights is None else weights)
        yield accumulate(steps), weights
        matcher._next_block()
