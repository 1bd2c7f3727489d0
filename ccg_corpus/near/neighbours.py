"""The families of an index that are near a word in meaning, each with what it counts.

Comes in: a table, the families of an index. Goes out, for a word: its own family first, whole, then
those near it, best first, equals by name. All are looked through by the signs of their vectors; of
those alike in most signs the cosine decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from ccg_corpus.near.table import ONE, Table, Vector
from ccg_corpus.text.words import family

# A family is near from this cosine on, in thousandths, and no more of them than so many.
LEAST_NEAR = 300
MOST_NEAR = 40
# The nearest counts so much beside the word that was asked; the others by the square of how much
# less near they are than it, or than a word must be to stand for another.
NEAREST = 700
STANDS_FOR = 500
# So many are alike enough in signs for their cosine to be asked.
FINALISTS = 400


class NearWord(NamedTuple):
    """A family of the index, a word of it to show, and what it counts beside the word that was
    asked, in thousandths."""

    family: str
    word: str
    weight: int


class Neighbours:
    """What is near in one index, by one table."""

    def __init__(self, table: Table, families: Iterable[str]) -> None:
        self._table = table
        self._families = families

    @cached_property
    def _rows(self) -> list[int]:
        known = self._table.row_of
        return sorted(known[key] for key in set(self._families) if key in known)

    @cached_property
    def _signs(self) -> list[int]:
        return list(map(self._table.signs, self._rows))

    def of(self, word: str) -> list[NearWord]:
        """The families near a word; of a word that the table does not know, itself alone."""
        key = family(word)
        itself = NearWord(key, word, ONE)
        vector = self._table.vector_of(word)
        if vector is None:
            return [itself]
        return [itself, *self.near(vector, without=key)]

    def near(self, vector: Vector, *, without: str = "") -> list[NearWord]:
        """The families near a vector, best first, equals by name; `without` one of them."""
        signs, own = self._table.signs_of(vector), self._signs
        alike = sorted(
            ((signs ^ bits).bit_count(), row) for row, bits in zip(self._rows, own, strict=True)
        )
        own_row = self._table.row_of.get(without)
        rows = [row for _, row in alike[:FINALISTS] if row != own_row]
        near = [
            (-much, row) for much, row in zip(self._table.cosines(vector, rows), rows, strict=True)
        ]
        best = sorted(one for one in near if -one[0] >= LEAST_NEAR)[:MOST_NEAR]
        if not best:
            return []
        least = max(STANDS_FOR, -best[0][0])
        names, shown = self._table.families, self._table.shown
        return [
            NearWord(names[row], shown[row], NEAREST * much * much // (least * least))
            for much, row in best
        ]


def near_words(word: str, index: Neighbours) -> list[NearWord]:
    """The families of an index that are near a word, its own first."""
    return index.of(word)
