"""Sets of documents as numbers: one bit for each document, the lowest for the first. Pure."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from functools import lru_cache


def bits_of(docnums: Iterable[int], size: int) -> int:
    """The bits of these documents among `size`."""
    bits = bytearray(byte_count(size))
    for docnum in docnums:
        bits[docnum >> 3] |= 1 << (docnum & 7)
    return int.from_bytes(bits, "little")


def bits_of_runs(runs: Iterable[tuple[int, int]], size: int) -> int:
    """The bits of stretches of documents among `size`: where each begins, and how many it has. None
    overlaps another; where one ends as the next begins they cost as much as one."""
    joined: list[list[int]] = []
    for first, count in sorted(runs):
        if joined and joined[-1][1] == first:
            joined[-1][1] += count
        elif count:
            joined.append([first, first + count])
    bits = bytearray(byte_count(size))
    for first, end in joined:
        at, last = first >> 3, end >> 3
        if at == last:
            bits[at] |= (1 << (end & 7)) - (1 << (first & 7))
            continue
        bits[at] |= 256 - (1 << (first & 7))
        bits[at + 1 : last] = b"\xff" * (last - at - 1)
        if end & 7:
            bits[last] |= (1 << (end & 7)) - 1
    return int.from_bytes(bits, "little")


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


def marks(bits: int, size: int) -> bytearray:
    """A byte for each of `size` documents, 1 where its bit is set: asked far sooner than a bit is."""
    eighth = bits.to_bytes(byte_count(size), "little")
    found = bytearray(8 * len(eighth))
    for bit, table in enumerate(_tables()):
        found[bit::8] = eighth.translate(table)
    return found[:size]


def byte_count(size: int) -> int:
    """How many bytes hold a bit for each of `size` documents."""
    return (size + 7) // 8


@lru_cache(maxsize=1)
def _tables() -> tuple[bytes, ...]:
    """For each bit, the byte that says whether it is set in a byte."""
    return tuple(bytes(byte >> bit & 1 for byte in range(256)) for bit in range(8))
