"""The fields of the index, and what stands in a posting: Whoosh's own extension points, used.

Texts come as lists of words, cut by us, so no field has an analyzer. This module imports Whoosh, and
is imported where an index is opened or written. Its classes are named in the schema on disk.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import FieldType, Schema
from whoosh.formats import Format

# Postings are read block by block: of a common word in few large ones, four times Whoosh's own.
IN_A_BLOCK = 512

Posting = tuple[bytes, int, float, bytes]  # term, how often, weight, what the format keeps


class Times(Format):  # type: ignore[misc]
    """How often a term is in a document; that is its weight, and nothing else is kept."""

    posting_size = 0


class TermPlaces(Format):  # type: ignore[misc]
    """Where a term stands in a document: an array, behind the letter that says how wide it is."""

    def decode_positions(self, value: bytes) -> list[int]:
        """The places, in order."""
        return list(_places(value))


class Flags(FieldType):  # type: ignore[misc]
    """Terms that a document has or has not."""

    def __init__(self) -> None:
        super().__init__(Times(), None)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[Posting]:
        """A posting for each term."""
        for term in dict.fromkeys(value):
            yield term.encode(), 1, 1.0, b""


class Counts(FieldType):  # type: ignore[misc]
    """Terms that a document has so many times."""

    def __init__(self) -> None:
        super().__init__(Times(), None)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[Posting]:
        """A posting for each term."""
        for term, times in Counter(value).items():
            yield term.encode(), times, float(times), b""


class WordsField(FieldType):  # type: ignore[misc]
    """Words in their order."""

    def __init__(self) -> None:
        super().__init__(TermPlaces(), None)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[Posting]:
        """A posting for each word, with its places."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(value):
            if word in places:
                places[word].append(at)
            else:
                places[word] = [at]
        for word, found in places.items():
            yield word.encode(), len(found), float(len(found)), encoded(found)


def schema() -> Schema:
    """Words as they stand, for phrases, prefixes and NEAR; families, for plain words, of the text,
    the lead-in and the heading; and all that a record is filtered by, "field\\x1fvalue"."""
    return Schema(
        facet=Flags(), words=WordsField(), family=Counts(), lead_in=Counts(), theme=Counts()
    )


def codec() -> W3Codec:
    """How postings are laid out on disk."""
    return W3Codec(blocklimit=IN_A_BLOCK)


def encoded(places: list[int]) -> bytes:
    """Places in order, as `TermPlaces` keeps them."""
    last = places[-1]
    if last < 1 << 8:
        return b"B" + bytes(places)
    width = "H" if last < 1 << 16 else "I"
    return width.encode() + array(width, places).tobytes()


@lru_cache(maxsize=1 << 15)
def place_bits(value: bytes) -> int:
    """A bit for each place."""
    bits = 0
    for place in _places(value):
        bits |= 1 << place
    return bits


def _places(value: bytes) -> array[int]:
    return array(chr(value[0]), value[1:])
