"""A table of word vectors: a file of small integers, mapped into memory and read row by row.

The file is a line of JSON that says what it is, and behind it, row after row in the order of the
families: the families, the words they are shown by, the vectors, and the signs of the vectors as
bits. `docs/near-words.md` describes it so that anybody can make one. All vectors of a table are as
long as each other, to within what rounding does; so the cosine of two rows is their product, and
nothing has to be divided but by one number.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable
from functools import cached_property, lru_cache
from operator import mul
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.text.words import family

FORMAT, VERSION = "ccg near words", 1
SHIPPED = Path(__file__).with_name("words.near")
# Cosines are in thousandths.
ONE = 1000
MOST_HEAD = 1 << 16
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
        self.square = int(about["square"])
        self._data = data
        self._families = start
        self._shown = self._families + int(about["families"])
        self._vectors = self._shown + int(about["shown"])
        self._bits = self._vectors + self.rows * self.size
        self._width = (self.size + 7) // 8

    @property
    def end(self) -> int:
        """Where the last row ends."""
        return self._bits + self.rows * self._width

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Family → its row."""
        names = self._data[self._families : self._shown].decode().split("\n")
        return dict(zip(names, range(self.rows), strict=False))

    @cached_property
    def shown(self) -> list[str]:
        """The word that each row is shown by."""
        return self._data[self._shown : self._vectors].decode().split("\n")

    def vector(self, row: int) -> memoryview:
        """The vector of a row."""
        first = self._vectors + row * self.size
        return memoryview(self._data[first : first + self.size]).cast("b")

    def signs(self, row: int) -> int:
        """The signs of a row's vector, a bit each."""
        first = self._bits + row * self._width
        return int.from_bytes(self._data[first : first + self._width], "little")

    def cosine(self, one: Iterable[int], other: Iterable[int]) -> int:
        """How near two vectors of the table's length are, in thousandths."""
        return int(sum(map(mul, one, other))) * ONE // self.square

    def vector_of(self, word: str) -> Vector | None:
        """The vector of a word, by its family; of a compound that the table does not have, of its
        halves. None where the table does not know it."""
        key = family(word)
        row = self.row_of.get(key)
        if row is not None:
            return tuple(self.vector(row))
        for at in range(LEAST_HALF, len(key) - LEAST_HALF + 1):
            halves = [self.row_of.get(family(part)) for part in (key[:at], key[at:])]
            if None not in halves:
                return self.mean(self.vector(half) for half in halves if half is not None)
        return None

    def mean(self, vectors: Iterable[Iterable[int]]) -> Vector:
        """The direction in the middle of some vectors, as long as a row of the table."""
        from math import isqrt

        summed = [sum(column) for column in zip(*vectors, strict=True)]
        long = isqrt(sum(one * one for one in summed) * ONE * ONE // self.square)
        return tuple(one * ONE // long if long else 0 for one in summed)


@lru_cache(maxsize=4)
def opened_table(path: Path) -> Table:
    """The table in a file.

    Raises: BadTable, in one line.
    """
    try:
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
