"""Documents → a shard: a small Whoosh index of its own that is never changed, with columns beside it.

Comes in: records, document after document. Goes out: a folder, and what is to be known of it. What
is taken out later is told elsewhere (`manifest`), so that who reads a shard may go on reading it.
"""

from __future__ import annotations

import errno
import os
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.project.files import Stamp, stamp
from ccg_corpus.search.forms import facet_terms, forms
from ccg_corpus.search.whoosh.bits import bits_of, byte_count
from ccg_corpus.store import Indexable

# Postings of this many records are half a gigabyte.
MOST_RECORDS = 100_000
# Reading fewer postings than this costs less than a millisecond.
LEAST_WRITTEN = 1000
BITS_NAME = "facets.bits"
# The fields whose terms are looked through: for one spelled alike, for those near in meaning.
LISTED = ("words", "family", "lead_in", "theme")
# A column's name → how its values are kept: the record's number in the store, how sure its speaker
# is, how many families its text has, as Whoosh shortens lengths to a byte.
COLUMNS = {"n": "I", "confidence": "d", "length": "B"}


@frozen
class Shard:
    """A shard of `size` documents with so many `words` in all; the facets whose bits are written
    down, in this order; its files with their stamps."""

    name: str
    size: int
    words: int
    common: list[str]
    files: dict[str, Stamp]


# A document of the corpus → its first document in a shard, and how many.
Ranges = dict[str, tuple[int, int]]


@contextmanager
def opening(folder: Path) -> Iterator[None]:
    """Where no file can be opened Whoosh says that there is no index: here it is an error of the
    system's, like any other.

    Raises: OSError.
    """
    from whoosh.index import EmptyIndexError

    try:
        yield
    except EmptyIndexError as exc:
        with os.scandir(folder):
            raise FileNotFoundError(errno.ENOENT, "a shard is not there", str(folder)) from exc


class ShardBuilder:
    """Writes one shard by Whoosh's own writer, which gathers postings in `ByTerm`."""

    def __init__(self, folder: Path) -> None:
        from whoosh.index import create_in

        from ccg_corpus.search.whoosh.fields import codec, schema

        folder.mkdir(mode=0o700)
        self._folder = folder
        with opening(folder):
            self._writer = create_in(str(folder), schema()).writer(compound=False, codec=codec())
        self._postings = self._writer.pool = ByTerm()
        self._columns = {name: array(kind) for name, kind in COLUMNS.items()}
        self._words = 0
        self.ranges: Ranges = {}

    def add(self, document: str, indexables: Iterable[Indexable]) -> None:
        """All records of a document."""
        first = len(self._columns["n"])
        for one in indexables:
            self._add(one)
        self.ranges[document] = first, len(self._columns["n"]) - first

    def _add(self, indexable: Indexable) -> None:
        from whoosh.util.numeric import length_to_byte

        record = indexable.record
        words, keys = forms(record["text"])
        self._writer.add_document(
            facet=facet_terms(indexable),
            words=words,
            family=keys,
            lead_in=forms(record["lead_in"] or "")[1],
            theme=forms(record["theme"] or "")[1],
        )
        self._words += len(keys)
        values = (indexable.n, record["confidence"], length_to_byte(len(keys)))
        for column, value in zip(self._columns.values(), values, strict=True):
            column.append(value)

    def finish(self) -> Shard:
        """The shard, all of it on disk."""
        size = len(self._columns["n"])
        common = self._write_bits(size)
        for field in LISTED:
            text = "\n".join(sorted(self._postings.terms(field)))
            (self._folder / f"{field}.terms").write_text(text, encoding="utf-8")
        for name, column in self._columns.items():
            (self._folder / f"{name}.column").write_bytes(column.tobytes())
        self._writer.commit()
        files = {
            path.name: stamp(path.lstat()) for path in self._folder.iterdir() if _is_data(path)
        }
        return Shard(self._folder.name, size, self._words, common, files)

    def _write_bits(self, size: int) -> list[str]:
        """Write the bits of the facets down that many of its documents hold; which these are."""
        holding = self._postings.holding("facet")
        common = [term for term, docnums in holding.items() if len(docnums) >= LEAST_WRITTEN]
        with (self._folder / BITS_NAME).open("wb") as file:
            for term in common:
                bits = bits_of(holding[term], size)
                file.write(bits.to_bytes(byte_count(size), "little"))
        return common


Gathered = tuple["array[int]", "array[float]", list[bytes]]  # documents, weights, what is kept


class ByTerm:
    """A pool of postings for Whoosh's writer that keeps those of each term together, in the order
    they come in. Whoosh's own sorts every single one, which takes a fifth of the time."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, dict[bytes, Gathered]] = defaultdict(dict)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """A posting: field, term, document, weight, what the format keeps."""
        field, term, docnum, weight, value = posting
        terms = self._fields[field]
        gathered = terms.get(term)
        if gathered is None:
            gathered = terms[term] = array("I"), array("f"), []
        docnums, weights, values = gathered
        docnums.append(docnum)
        weights.append(weight)
        values.append(value)

    def terms(self, field: str) -> list[str]:
        """The terms of a field."""
        return [term.decode() for term in self._fields.get(field, ())]

    def holding(self, field: str) -> Mapping[str, array[int]]:
        """Each term of a field with its documents."""
        terms = self._fields.get(field, {})
        return {term.decode(): docnums for term, (docnums, _, _) in terms.items()}

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """All postings by field, term and document; the pool is empty then."""
        for field in sorted(self._fields):
            for term, gathered in sorted(self._fields.pop(field).items()):
                for docnum, weight, value in zip(*gathered, strict=True):
                    yield field, term, docnum, weight, value

    def cleanup(self) -> None:
        """Nothing lies on disk."""


def written_bits(folder: Path, shard: Shard, term: str) -> int | None:
    """The bits of a facet in a shard; None where they were not written down."""
    if term not in shard.common:
        return None
    width = byte_count(shard.size)
    with (folder / BITS_NAME).open("rb", buffering=0) as file:
        file.seek(shard.common.index(term) * width)
        return int.from_bytes(file.read(width), "little")


def column(folder: Path, name: str) -> array[Any]:
    """A value for each document of a shard."""
    values: array[Any] = array(COLUMNS[name])
    values.frombytes((folder / f"{name}.column").read_bytes())
    return values


def _is_data(path: Path) -> bool:
    return path.is_file() and not path.name.endswith("LOCK")
