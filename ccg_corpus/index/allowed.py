"""A selection → the documents of the index that it lets through, one bit for each.

Comes in: filters in the store's terms. Goes out: bits; the same records that the store would list.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ccg_corpus.index.bits import WrittenBits, bits_of
from ccg_corpus.index.forms import SHOWN, USUAL, facet_term
from ccg_corpus.store import Facet, Selection
from ccg_corpus.terms import AllOf, AnyOf, Coded, Holding, Not, Part, Within

if TYPE_CHECKING:
    from whoosh.reading import IndexReader


class Facets:
    """The documents that hold facets, and years and confidences between bounds."""

    def __init__(self, reader: IndexReader, written: WrittenBits) -> None:
        self._reader = reader
        self._written = written
        self.size = int(reader.doc_count_all())

    @property
    def everything(self) -> int:
        """A bit for each document."""
        return (1 << self.size) - 1

    def selected(self, selection: Selection) -> int:
        """The documents that a selection lets through."""
        bits = self._listed(selection)
        for low, high, name in (
            (selection.since, selection.until, "year"),
            (selection.min_confidence, selection.max_confidence, "confidence"),
        ):
            if low is not None or high is not None:
                bits &= self.matching(Within(name, low, high), bits)
        for group in selection.facets:
            bits &= self.of_any(group)
        for condition in selection.conditions:
            bits &= self.matching(condition, bits)
        return bits

    def _listed(self, selection: Selection) -> int:
        if selection.is_usual:
            return self.of_any([USUAL])
        bits = self.of_any(("kind", kind) for kind in selection.kinds)
        return bits if selection.all_printings else bits & self.of_any([SHOWN])

    def matching(self, part: Part, among: int) -> int:
        """The documents among some that a filter lets through."""
        match part:
            case Holding(facets):
                return self.of_any(facets) & among
            case Coded(slug):
                return self.of_any([("code", slug)]) & among
            case Not(one):
                return among & ~self.matching(one, among)
            case AnyOf(parts):
                bits = 0
                for one in parts:
                    bits |= self.matching(one, among)
                return bits
            case AllOf(parts):
                for one in parts:
                    among &= self.matching(one, among)
                return among
            case Within("year", low, high):
                return self.of_any(self._years(low, high)) & among
            case Within("confidence", low, high):
                return self._confidences(among, low, high)
        raise AssertionError(part)

    def of_any(self, group: Iterable[Facet]) -> int:
        """The documents that hold one facet of the group."""
        bits = 0
        for facet in group:
            bits |= self._holding(facet_term(facet))
        return bits

    def _holding(self, term: str) -> int:
        bits = self._written.of(term, self.size)
        if bits is not None:
            return bits
        if ("facet", term) not in self._reader:
            return 0
        return bits_of(self._reader.postings("facet", term).all_ids(), self.size)

    def _years(self, low: float | None, high: float | None) -> list[Facet]:
        prefix = facet_term(("year", ""))
        terms = self._reader.expand_prefix("facet", prefix)
        years = [term.decode().removeprefix(prefix) for term in terms]
        first, last = low if low is not None else -1, high if high is not None else 99_999
        return [("year", year) for year in years if first <= int(year) <= last]

    def _confidences(self, among: int, low: float | None, high: float | None) -> int:
        column = self._reader.column_reader("confidence")
        first, last = low if low is not None else 0.0, high if high is not None else 1.0
        return bits_of(
            (docnum for docnum in docnums(among) if first <= float(column[docnum]) <= last),
            self.size,
        )


def docnums(bits: int) -> list[int]:
    """The documents whose bit is set, in order."""
    size = -(-bits.bit_length() // 64) * 8
    found: list[int] = []
    words = array("Q", bits.to_bytes(size, "little"))
    if sys.byteorder == "big":
        words.byteswap()
    for at, word in enumerate(words):
        while word:
            lowest = word & -word
            found.append(at * 64 + lowest.bit_length() - 1)
            word ^= lowest
    return found
