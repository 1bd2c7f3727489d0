"""One bit for each document of the index, for the facets that many of them hold.

Filters are sets of documents. Those of a rare facet are read from its postings when they are asked
for; those of a common one are written down beside each segment, when the segment is new. What was
taken out of a segment since is told by bits of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.frozen import frozen

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

ALIVE_NAME = "alive.bits"
# Reading fewer postings than this costs less than a millisecond.
LEAST_WRITTEN = 1000


@frozen
class SegmentBits:
    """The bits of a segment of `size` documents, facet after facet, in a file named by its id."""

    id: str
    size: int

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.id}.bits"


@frozen
class WrittenBits:
    """The bits of an index, segment by segment; those of facets that are `common`, in this order."""

    directory: Path
    common: Sequence[str]
    segments: Sequence[SegmentBits]
    has_deletions: bool

    def of(self, term: str, size: int) -> int | None:
        """The bits of a facet among `size` documents; None where they were not written."""
        place = self._places.get(term)
        if place is None:
            return None
        if sum(segment.size for segment in self.segments) != size:
            raise ValueError("the bits are of another index")
        whole = bytearray(byte_count(size) + 1)
        offset = 0
        for segment in self.segments:
            first, shift = divmod(offset, 8)
            bits = self._of_segment(segment, place) << shift | whole[first]
            width = byte_count(segment.size + shift)
            whole[first : first + width] = bits.to_bytes(width, "little")
            offset += segment.size
        bits = int.from_bytes(whole, "little")
        return bits & self._alive if self.has_deletions else bits

    def _of_segment(self, segment: SegmentBits, place: int) -> int:
        width = byte_count(segment.size)
        with (self.directory / segment.name).open("rb", buffering=0) as file:
            file.seek(place * width)
            return int.from_bytes(file.read(width), "little")

    @cached_property
    def _places(self) -> dict[str, int]:
        return {term: place for place, term in enumerate(self.common)}

    @cached_property
    def _alive(self) -> int:
        return int.from_bytes((self.directory / ALIVE_NAME).read_bytes(), "little")


def common_facets(reader: IndexReader) -> list[str]:
    """The facets that so many records hold that their bits are worth writing down."""
    counted = ((term.decode(), info.doc_frequency()) for term, info in reader.iter_field("facet"))
    return [term for term, count in counted if count >= LEAST_WRITTEN]


def write_segment_bits(
    directory: Path, id: str, reader: IndexReader, common: Iterable[str]
) -> SegmentBits:
    """Write the bits of the common facets in one segment down."""
    written = SegmentBits(id, reader.doc_count_all())
    width = byte_count(written.size)
    with (directory / written.name).open("wb") as file:
        for term in common:
            has_any = ("facet", term) in reader
            docnums = reader.postings("facet", term).all_ids() if has_any else ()
            file.write(bits_of(docnums, written.size).to_bytes(width, "little"))
    return written


def write_alive(directory: Path, sizes: Iterable[tuple[int, Iterable[int]]]) -> bool:
    """Write down which documents were not taken out, from each segment's size and what was taken
    out of it; whether anything was."""
    gone: list[int] = []
    offset = 0
    for size, deleted in sizes:
        gone += (offset + docnum for docnum in deleted)
        offset += size
    alive = ((1 << offset) - 1) & ~bits_of(gone, offset)
    (directory / ALIVE_NAME).write_bytes(alive.to_bytes(byte_count(offset), "little"))
    return bool(gone)


def bits_of(docnums: Iterable[int], size: int) -> int:
    """The bits of these documents among `size`."""
    bits = bytearray(byte_count(size))
    for docnum in docnums:
        bits[docnum >> 3] |= 1 << (docnum & 7)
    return int.from_bytes(bits, "little")


def byte_count(size: int) -> int:
    """How many bytes hold a bit for each of `size` documents."""
    return (size + 7) // 8
