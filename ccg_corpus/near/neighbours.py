"""The families of an index that are near a word in meaning, each with what it counts.

Comes in: a table, the families of an index. Goes out, for a word: its own family first, whole, then
those near it, best first, equals by name. All are looked through by the signs of their vectors; of
those alike in most signs the cosine decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from ccg_corpus.near.table import ONE, Table, Vector
from ccg_corpus.text.words import family

# A family is near from this cosine on, in thousandths, and no more of them than so many.
LEAST_NEAR = 300
MOST_NEAR = 30
# The nearest counts so much beside the word that was asked; the others by the cube of how much
# less near they are than it, or than a word must be to stand for another.
NEAREST = 700
STANDS_FOR = 600
# So many are alike enough in signs for their cosine to be asked.
FINALISTS = 200
# A model that reads words in pieces has "disillusion" near "disparate", and "workload" near "workspace".
# Of families that begin alike, with a prefix that negates or in so many letters or more, and go on
# differently, so many tenths of the cosine are believed.
NEGATING = ("dis", "mis", "non", "un")
LOOK_ALIKE = 4
BELIEVED = 7


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
        self._families = frozenset(families)

    @cached_property
    def _rows(self) -> list[int]:
        """The rows of the families by their hashes: a few of other families may be among them."""
        return self._table.rows_of(self._families)

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
        table, rows, signs = self._table, self._rows, self._table.signs_of(vector)
        unlike = [(signs ^ own).bit_count() for own in self._signs]
        most = max(sorted(unlike)[:FINALISTS], default=0)
        own_row = table.row_of(without)
        alike = [row for row, n in zip(rows, unlike, strict=True) if n <= most and row != own_row]
        cosines = zip(table.cosines(vector, alike), alike, strict=True)
        named = ((much, table.family(row), row) for much, row in cosines if much >= LEAST_NEAR)
        near = ((-_believed(much, without, key), key, row) for much, key, row in named)
        best = sorted(one for one in near if -one[0] >= LEAST_NEAR and one[1] in self._families)
        least = max(STANDS_FOR, *(-less for less, _, _ in best[:1]), 1)
        return [
            NearWord(key, table.word(row), NEAREST * (-less) ** 3 // least**3)
            for less, key, row in best[:MOST_NEAR]
        ]


def _believed(much: int, key: str, other: str) -> int:
    """What of a cosine is believed, by how the two families are written."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(key, other, strict=False))
    alike = "".join(letter for letter, _ in pairs)
    is_like = len(alike) >= LOOK_ALIKE or alike in NEGATING
    differ = len(alike) < min(len(key), len(other))
    return much * BELIEVED // 10 if is_like and differ else much


def near_words(word: str, index: Neighbours) -> list[NearWord]:
    """The families of an index that are near a word, its own first."""
    return index.of(word)
