"""The postings of a segment among the documents that filters let through, a block at a time.

Whoosh's matchers go from document to document, three calls for each; a common word has tens of
thousands. Its codec keeps postings in blocks, which are taken here as they are, and passed over where
no document that is wanted can be in them. The codec's inner names used are those of the one minor
version that pyproject.toml allows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, compress, repeat
from typing import TYPE_CHECKING, Any

from ccg_corpus.index.bits import byte_count

if TYPE_CHECKING:
    from whoosh.reading import IndexReader, SegmentReader

# A term in so many times more documents than are wanted is looked up in those, not read through.
LOOKED_UP = 20
# Documents of a segment, what the term weighs in each, and its places there as they are written.
Block = tuple[Iterable[int], Iterable[float], Iterable[bytes]]


class Allowed:
    """The documents of an index that filters let through, segment by segment."""

    def __init__(self, reader: IndexReader, bits: int) -> None:
        eighth = bits.to_bytes(byte_count(reader.doc_count_all()), "little")
        self.segments = [
            (offset, AllowedHere(segment, eighth, offset))
            for segment, offset in reader.leaf_readers()
        ]

    def among(self, field: str, term: str) -> Iterator[tuple[int, float]]:
        """Those that have a term in a field, and what it weighs in each."""
        for offset, here in self.segments:
            marks = here.marks
            for ids, weights, _ in here.blocks(field, term):
                found = zip(ids, weights, strict=False)
                yield from [(offset + id, weight) for id, weight in found if marks[id]]


class AllowedHere:
    """Those in one segment, by the numbers that the segment has for them."""

    def __init__(self, segment: SegmentReader, eighth: bytes, offset: int) -> None:
        self.segment = segment
        self._eighth = eighth
        self._offset = offset

    @cached_property
    def marks(self) -> bytearray:
        """A byte for each document, 1 for those allowed: asked far sooner than a bit is."""
        first, shift = divmod(self._offset, 8)
        size = self.segment.doc_count_all()
        eighth = self._eighth[first : first + byte_count(size + shift)]
        marks = bytearray(8 * len(eighth))
        for bit, table in enumerate(_tables()):
            marks[bit::8] = eighth.translate(table)
        return marks[shift : shift + size]

    @cached_property
    def docnums(self) -> list[int]:
        """Their numbers, in order."""
        return list(compress(range(len(self.marks)), self.marks))

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return self.marks.count(1)

    def frequency(self, field: str, term: str) -> int:
        """In how many documents of the segment a term is, allowed or not."""
        return int(self.segment.doc_frequency(field, term))

    def blocks(self, field: str, term: str, wanted: Sequence[int] | None = None) -> Iterator[Block]:
        """The blocks that may have allowed documents, or `wanted` ones, which are in order.

        Others are in them too, also some that were taken out since.
        """
        from whoosh.reading import TermNotFound

        described = self.segment.schema[field]
        try:
            matcher: Any = self.segment._terms.matcher(
                field, described.to_bytes(term), described.format
            )
        except TermNotFound:
            return
        if not hasattr(matcher, "_read_data"):  # so few that they stand beside the term itself
            yield from _one_by_one(matcher)
            return
        if wanted is None and self.count * LOOKED_UP < self.frequency(field, term):
            wanted = self.docnums
        yield from _blocks(matcher, wanted)


def _one_by_one(matcher: Any) -> Iterator[Block]:
    while matcher.is_active():
        yield (matcher.id(),), (matcher.weight(),), (matcher.value(),)
        matcher.next()


def _blocks(matcher: Any, wanted: Sequence[int] | None) -> Iterator[Block]:
    at = 0  # the first of the wanted ones that can still come
    while not matcher._atend:
        if wanted is not None and at == len(wanted):
            return
        if wanted is None or wanted[at] <= matcher._maxid:
            matcher._read_data()
            steps, weights, values = matcher._data
            if weights is None or isinstance(weights, float):
                weights = repeat(1.0 if weights is None else weights)
            yield accumulate(steps), weights, values
        if wanted is not None:
            at = bisect_right(wanted, matcher._maxid, at)
        matcher._next_block()


@lru_cache(maxsize=1)
def _tables() -> tuple[bytes, ...]:
    """For each bit, the byte that says whether it is set in a byte."""
    return tuple(bytes(byte >> bit & 1 for byte in range(256)) for bit in range(8))
