"""One bit for each document of the index, for the facets that many of them hold.

Filters are sets of documents. Those of a rare facet are read from its postings when they are asked
for; those of a common one are written down beside the index, once for each state of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

BITS_NAME = "facets.bits"
# Reading fewer postings than this costs less than a millisecond.
LEAST_WRITTEN = 1000


@dataclass(frozen=True, slots=True)
class WrittenBits:
    """The file with the bits of common facets, and where in it each facet's are."""

    path: Path
    positions: Mapping[str, int]

    def of(self, term: str, size: int) -> int | None:
        """The bits of a facet among `size` documents; None where they were not written."""
        position = self.positions.get(term)
        if position is None:
            return None
        with self.path.open("rb") as file:
            file.seek(position)
            return int.from_bytes(file.read(byte_count(size)), "little")


def write_bits(directory: Path, reader: IndexReader) -> dict[str, int]:
    """Write the bits of the common facets down: where in the file each one's are."""
    size = reader.doc_count_all()
    positions = {}
    with (directory / BITS_NAME).open("wb") as file:
        for term, info in reader.iter_field("facet"):
            if info.doc_frequency() >= LEAST_WRITTEN:
                positions[term.decode()] = file.tell()
                bits = bits_of(reader.postings("facet", term).all_ids(), size)
                file.write(bits.to_bytes(byte_count(size), "little"))
    return positions


def bits_of(docnums: Iterable[int], size: int) -> int:
    """The bits of these documents among `size`."""
    bits = bytearray(byte_count(size))
    for docnum in docnums:
        bits[docnum >> 3] |= 1 << (docnum & 7)
    return int.from_bytes(bits, "little")


def byte_count(size: int) -> int:
    """How many bytes hold a bit for each of `size` documents."""
    return (size + 7) // 8
