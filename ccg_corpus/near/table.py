"""A table of word vectors: a file of small integers, mapped into memory and read row by row.

The file is a line of JSON that says what it is, and behind it, row after row in the order of hashes of
the families, some words with a row of their own among them: hashes, where the names end, how long each vector is, the vectors, two numbers a byte; and
the names themselves. `docs/near-words.md` describes it so that anybody can make one. Nothing is parsed
at the start, and all arithmetic is in whole numbers.
"""

from __future__ import annotations

import json
import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from math import isqrt
from operator import mul
from pathlib import Path
from typing import Any
from zlib import crc32

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.text.words import family, tokens

FORMAT, VERSION = "ccg near words", 1
SHIPPED = Path(__file__).with_name("words.near")
# Cosines are in thousandths, the lengths of vectors in sixteenths.
ONE = 1000
SIXTEENTHS = 16
MOST_HEAD = 1 << 16
# A byte holds two numbers, the first in its lower half; a half of n stands for 2n - 15: -15 to 15.
LEVELS = tuple(2 * half - 15 for half in range(16))
_LOWER = bytes(LEVELS[byte & 15] % 256 for byte in range(256))
_UPPER = bytes(LEVELS[byte >> 4] % 256 for byte in range(256))
_TOP_BITS = 0x88
# A word that means something else than its family's commonest has a row of its own too, named so:
# "accountability" is more than accounts.
OWN = "="
# Of a compound that the table does not have, each half has so many letters.
LEAST_HALF = 4
_NONE = ("off", "no", "none", "false")

Vector = tuple[int, ...]


class BadTable(ProjectError):
    """A file that is no table of word vectors."""


class Table:
    """The rows of a table. Nothing of it is read before it is asked for."""

    def __init__(self, data: bytes | mmap.mmap, about: dict[str, Any], start: int) -> None:
        self.about = about
        self.rows = int(about["rows"])
        self.size = int(about["size"])
        self._data = data
        self._width = self.size // 2
        self._columns = start
        self._lengths = start + 3 * 4 * self.rows
        self._vectors = self._lengths + 2 * self.rows
        self._names = self._vectors + self.rows * self._width
        self._words = self._names + int(about["families"])
        self.end = self._words + int(about["words"])

    def row_of(self, key: str) -> int | None:
        """The row of a family; None where the table does not know it."""
        hashes, hash = self._hashes, hash_of(key)
        row = bisect_left(hashes, hash)
        while row < self.rows and hashes[row] == hash:
            if self.family(row) == key:
                return row
            row += 1
        return None

    def rows_of(self, keys: Iterable[str]) -> list[int]:
        """The rows whose hashes are those of some families, in order: all of theirs, and hardly any
        other."""
        wanted = set(map(hash_of, keys))
        return [row for row, hash in enumerate(self._hashes) if hash in wanted]

    def family(self, row: int) -> str:
        """The family of a row."""
        return self._name(self._names, self._ends_of_families, row)

    def word(self, row: int) -> str:
        """The word that a row is shown by."""
        return self._name(self._words, self._ends_of_words, row)

    def _name(self, first: int, ends: Sequence[int], row: int) -> str:
        start = ends[row - 1] if row else 0
        return self._data[first + start : first + ends[row]].decode()

    @cached_property
    def _hashes(self) -> Sequence[int]:
        return self._column(0)

    @cached_property
    def _ends_of_families(self) -> Sequence[int]:
        return self._column(1)

    @cached_property
    def _ends_of_words(self) -> Sequence[int]:
        return self._column(2)

    def _column(self, n: int) -> Sequence[int]:
        first = self._columns + n * 4 * self.rows
        column = array("I")
        column.frombytes(self._data[first : first + 4 * self.rows])
        if sys.byteorder == "big":
            column.byteswap()
        return column

    def vector(self, row: int) -> Vector:
        """The vector of a row: its first half of numbers, then its second."""
        packed = self._packed(row)
        return (*_numbers(packed, _LOWER), *_numbers(packed, _UPPER))

    def cosine(self, vector: Vector, row: int) -> int:
        """How near a vector is to that of a row, in thousandths."""
        return self.cosines(vector, (row,))[0]

    def cosines(self, vector: Vector, rows: Iterable[int]) -> list[int]:
        """How near a vector is to those of some rows, in thousandths; half its numbers at a time."""
        lower, upper = vector[: self._width], vector[self._width :]
        own, data, found = max(1, length_of(vector)), self._data, []
        for row in rows:
            packed = self._packed(row)
            product = sum(map(mul, lower, memoryview(packed.translate(_LOWER)).cast("b")))
            product += sum(map(mul, upper, memoryview(packed.translate(_UPPER)).cast("b")))
            at = self._lengths + 2 * row
            length = data[at] | data[at + 1] << 8 or 1
            found.append(min(ONE, product * ONE * SIXTEENTHS**2 // (own * length)))
        return found

    def signs(self, row: int) -> int:
        """The signs of a row's vector, a bit each: the top ones of the halves."""
        return int.from_bytes(self._packed(row), "little") & self._mask

    def signs_of(self, vector: Vector) -> int:
        """The signs of any vector, in the same bits."""
        pairs = zip(vector[: self._width], vector[self._width :], strict=True)
        packed = bytes(8 * (lower > 0) | 128 * (upper > 0) for lower, upper in pairs)
        return int.from_bytes(packed, "little")

    def vector_of(self, word: str) -> Vector | None:
        """The vector of a word: its family's, half way to its own where it has one; of a compound
        that the table does not have, of its halves. None where the table does not know it."""
        key = family(word)
        rows = [row for name in (key, own_row(word)) if (row := self.row_of(name)) is not None]
        if rows:
            return mean(map(self.vector, rows))
        for at in range(LEAST_HALF, len(key) - LEAST_HALF + 1):
            halves = [self.row_of(family(part)) for part in (key[:at], key[at:])]
            if None not in halves:
                return mean(self.vector(half) for half in halves if half is not None)
        return None

    @cached_property
    def _mask(self) -> int:
        return int.from_bytes(bytes((_TOP_BITS,)) * self._width, "little")

    def _packed(self, row: int) -> bytes:
        first = self._vectors + row * self._width
        return self._data[first : first + self._width]


def _numbers(packed: bytes, half: bytes) -> memoryview:
    return memoryview(packed.translate(half)).cast("b")


def own_row(word: str) -> str:
    """What the row of a word is named by that has one beside its family's."""
    return OWN + "".join(token.text for token in tokens(word))


def hash_of(key: str) -> int:
    """What a family is looked up by."""
    return crc32(key.encode())


def length_of(vector: Vector) -> int:
    """How long a vector is, in sixteenths."""
    return isqrt(sum(one * one for one in vector) * SIXTEENTHS**2)


def mean(vectors: Iterable[Sequence[int]]) -> Vector:
    """The direction in the middle of some vectors."""
    return tuple(sum(column) for column in zip(*vectors, strict=True))


@lru_cache(maxsize=4)
def opened_table(path: Path) -> Table:
    """The table in a file.

    Raises: BadTable, in one line.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise OSError("it is no file")
        with path.open("rb") as file:
            head = file.readline(MOST_HEAD)
            about = json.loads(head)
            if not isinstance(about, dict) or about.get("format") != FORMAT:
                raise ValueError("it does not say that it is one")
            if about.get("version") != VERSION:
                raise ValueError(f"version {about.get('version')}, and this ccg reads {VERSION}")
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            table = Table(data, about, len(head))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise BadTable(
            f"no table of near words: {getattr(exc, 'strerror', None) or exc}", path=path
        ) from exc
    if table.end != len(data):
        raise BadTable("no table of near words: it is cut or longer than it says", path=path)
    return table


def shipped_table() -> Table:
    """The table that comes with the package."""
    return opened_table(SHIPPED)


def chosen_table(near: str, root: Path) -> Table | None:
    """The table that a project's config.yaml names, from its folder; the one that comes with the
    package where it names none; None where it wants none.

    Raises: BadTable, in one line.
    """
    if near.lower() in _NONE:
        return None
    return opened_table(root / near) if near else shipped_table()
