"""Whole columns of an index: a value for each document, read at once.

Whoosh reads a column value by value, ten microseconds each; a common word is in tens of thousands of
documents. Its columns of numbers are arrays on disk, big-endian, short where the last ones are zero.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

# Below this, one by one is sooner.
FEW = 300


def lengths(reader: IndexReader, field: str) -> bytearray:
    """How many words each document has in a field, as the codec writes it: a byte; see `decoded`."""
    return _whole(reader, f"_{field}_len", 1)


def numbers(reader: IndexReader, docnums: Iterable[int]) -> list[int]:
    """The numbers that the records of these documents have in the store."""
    wanted = list(docnums)
    if len(wanted) < FEW:
        column = reader.column_reader("n")
        return [int(column[docnum]) for docnum in wanted]
    found = array("I")
    found.frombytes(_whole(reader, "n", found.itemsize))
    if sys.byteorder == "little":
        found.byteswap()
    return [found[docnum] for docnum in wanted]


@lru_cache(maxsize=1)
def decoded() -> tuple[int, ...]:
    """The length that each byte stands for."""
    from whoosh.util.numeric import byte_to_length

    return tuple(int(byte_to_length(byte)) for byte in range(256))


def _whole(reader: IndexReader, name: str, width: int) -> bytearray:
    whole = bytearray(int(reader.doc_count_all()) * width)
    for segment, offset in reader.leaf_readers():
        documents = segment._perdoc
        if documents.has_column(name):
            file, start, length = documents._get_column_file(name)
            with memoryview(file.get(start, length)) as piece:
                whole[offset * width : offset * width + length] = piece
            file.close()
    return whole
