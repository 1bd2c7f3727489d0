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

from ccg_corpus.index.allowed import docnums
from ccg_corpus.index.bits import byte_count

if TYPE_CHECKING:
    from whoosh.reading import IndexReader, SegmentReader


# A set of so many documents is soon made, and is asked three times as fast as bits are.
MOST_IN_SET = 50_000


class Allowed:
    """The documents of an index that filters let through, to be asked for each by number."""

    def __init__(self, bits: int, size: int) -> None:
        self._bits = bits
        self._size = size
        self.count = bits.bit_count()

    def among(self, reader: IndexReader, field: str, term: str) -> Iterator[tuple[int, float]]:
        """Those that have a term in a field, and what it weighs in each."""
        for segment, offset in reader.leaf_readers():
            if (field, term) in segment:
                for ids, weights in _blocks(segment, field, term):
                    yield from self._let_through(offset, ids, weights)

    def _let_through(
        self, offset: int, ids: Iterable[int], weights: Iterable[float]
    ) -> Iterable[tuple[int, float]]:
        found = zip(ids, weights, strict=False)
        if self.count <= MOST_IN_SET:
            few = self._few
            return [(offset + id, weight) for id, weight in found if offset + id in few]
        many = self._many
        pairs = ((offset + id, weight) for id, weight in found)
        return [pair for pair in pairs if many[pair[0] >> 3] >> (pair[0] & 7) & 1]

    @cached_property
    def _few(self) -> frozenset[int]:
        return frozenset(docnums(self._bits))

    @cached_property
    def _many(self) -> bytes:
        return self._bits.to_bytes(byte_count(self._size), "little")


def _blocks(
    segment: SegmentReader, field: str, term: str
) -> Iterator[tuple[Iterable[int], Iterable[float]]]:
    """Documents of the segment, also those taken out since, and what the term weighs in each."""
    described = segment.schema[field]
    matcher: Any = segment._terms.matcher(field, described.to_bytes(term), described.format)
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
