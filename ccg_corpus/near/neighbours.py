"""The families of an index that are near a word in meaning, each with what it counts.

Comes in: a table, the families of an index. Goes out, for a word: its own family first, whole, then
those near it, best first, equals by name. All are looked through by the signs of their vectors; of
those alike in most signs the cosine decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from ccg_corpus.near.table import ONE, Table
from ccg_corpus.text.words import family

# A family is near from this cosine on, in thousandths; so many of them, and what one counts is this
# power of its cosine.
LEAST_NEAR = 400
MOST_NEAR = 60
POWER = 4
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

    @cached_property
    def _names(self) -> list[str]:
        return list(self._table.row_of)

    def of(self, word: str) -> list[NearWord]:
        """The families near a word; of a word that the table does not know, itself alone."""
        key = family(word)
        itself = NearWord(key, word, ONE)
        vector = self._table.vector_of(word)
        if vector is None:
            return [itself]
        return [itself, *(one for one in self.near(vector) if one.family != key)]

    def near(self, vector: Sequence[int]) -> list[NearWord]:
        """The families near a vector, best first, equals by name."""
        signs = sum(1 << at for at, one in enumerate(vector) if one < 0)
        alike = sorted(
            ((signs ^ own).bit_count(), row)
            for row, own in zip(self._rows, self._signs, strict=True)
        )
        cosine, vector_of = self._table.cosine, self._table.vector
        near = [(cosine(vector, vector_of(row)), row) for _, row in alike[:FINALISTS]]
        best = sorted((-much, self._names[row], row) for much, row in near if much >= LEAST_NEAR)[
            :MOST_NEAR
        ]
        shown = self._table.shown
        return [NearWord(key, shown[row], counted(-much)) for much, key, row in best]


def counted(cosine: int) -> int:
    """What a family of this cosine counts, in thousandths."""
    return min(ONE, int(cosine**POWER // ONE ** (POWER - 1)))


def near_words(word: str, index: Neighbours) -> list[NearWord]:
    """The families of an index that are near a word, its own first."""
    return index.of(word)
