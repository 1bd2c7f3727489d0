"""The shards of an index, open to be read: terms, postings, places, columns.

Comes in: a manifest, terms, the documents that are let through. Goes out: documents by one row of
numbers over all shards, with what stands of a term in each. Only public names of Whoosh are used:
its readers and their matchers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.search.spans import Spans
from ccg_corpus.search.whoosh.bits import bits_of, docnums, marks
from ccg_corpus.search.whoosh.guard import only_our_classes
from ccg_corpus.search.whoosh.manifest import Manifest
from ccg_corpus.search.whoosh.shards import LISTED, Shard, column, opening, written_bits

if TYPE_CHECKING:
    from whoosh.matching import Matcher
    from whoosh.reading import IndexReader

# A term in so many times more documents than are wanted is looked up in those, not read through.
LOOKED_UP = 20


class OpenShard:
    """A shard whose first document has the number `offset` in the index."""

    def __init__(self, folder: Path, shard: Shard, offset: int) -> None:
        from whoosh.index import open_dir

        self.offset, self.size = offset, shard.size
        self._folder = folder
        self._shard = shard
        self._frequencies: dict[tuple[str, str], int] = {}
        with opening(folder):
            self.reader: IndexReader = open_dir(str(folder), readonly=True).reader()

    def frequency(self, field: str, term: str) -> int:
        """In how many of its documents a term is, those taken out since among them; Whoosh looks it up
        in a file, so once."""
        known = self._frequencies.get((field, term))
        if known is None:
            known = self._frequencies[field, term] = int(self.reader.doc_frequency(field, term))
        return known

    def beginning(self, field: str, prefix: str) -> list[str]:
        """The terms of a field that begin so."""
        return [term.decode() for term in self.reader.expand_prefix(field, prefix)]

    def postings(self, field: str, term: str) -> Matcher | None:
        """A matcher that goes through the documents that have a term; None where none has."""
        from whoosh.reading import TermNotFound

        try:
            return self.reader.postings(field, term)
        except TermNotFound:
            return None

    def holding(self, facet: str) -> int:
        """A bit for each document that has a facet."""
        bits = written_bits(self._folder, self._shard, facet)
        if bits is not None:
            return bits
        matcher = self.postings("facet", facet)
        return bits_of(matcher.all_ids(), self.size) if matcher else 0

    def terms(self, field: str) -> list[str]:
        """All terms of a field that is looked through."""
        assert field in LISTED, field
        text = (self._folder / f"{field}.terms").read_text(encoding="utf-8")
        return text.split("\n") if text else []

    def column(self, name: str) -> array[Any]:
        """A value for each document."""
        return column(self._folder, name)


class OpenIndex:
    """All shards of an index as one."""

    def __init__(self, directory: Path, manifest: Manifest, shards: list[OpenShard]) -> None:
        self.shards = shards
        self.size = manifest.size
        self.words = sum(shard.words for shard in manifest.shards)
        self._alive = manifest.alive(directory)
        self._frequencies: dict[tuple[str, str], int] = {}

    @property
    def alive(self) -> int:
        """A bit for each document that was not taken out."""
        return self._alive

    def holding(self, facets: Iterable[str]) -> int:
        """The documents that have one of the facets."""
        bits = 0
        for facet in facets:
            whole = bytearray((self.size + 15) // 8)
            for shard in self.shards:
                first, shift = divmod(shard.offset, 8)
                own = shard.holding(facet) << shift | whole[first]
                width = (shard.size + shift + 7) // 8 or 1
                whole[first : first + width] = own.to_bytes(width, "little")
            bits |= int.from_bytes(whole, "little")
        return bits & self._alive

    def frequency(self, field: str, term: str) -> int:
        """In how many documents a term is; each shard has to be asked, so once."""
        known = self._frequencies.get((field, term))
        if known is None:
            known = sum(shard.frequency(field, term) for shard in self.shards)
            self._frequencies[field, term] = known
        return known

    def beginning(self, field: str, prefix: str) -> list[str]:
        """The terms of a field that begin so."""
        return sorted({term for shard in self.shards for term in shard.beginning(field, prefix)})

    def terms(self, field: str) -> set[str]:
        """All terms of a field that is looked through."""
        return {term for shard in self.shards for term in shard.terms(field)}

    def numbers(self, wanted: Iterable[int]) -> list[int]:
        """The numbers that the records of these documents have in the store."""
        column = self.column("n")
        return [column[docnum] for docnum in wanted]

    def column(self, name: str) -> array[Any]:
        """A value for each document."""
        if not self.shards:
            return array("I")
        whole = self.shards[0].column(name)
        for shard in self.shards[1:]:
            whole.extend(shard.column(name))
        return whole


@contextmanager
def opened(directory: Path, manifest: Manifest) -> Iterator[OpenIndex]:
    """The index in a directory.

    Raises: what Whoosh raises where a shard is missing or damaged; Forbidden.
    """
    with ExitStack() as stack:
        stack.enter_context(only_our_classes())
        shards, offset = [], 0
        for shard in manifest.shards:
            one = OpenShard(directory / shard.name, shard, offset)
            stack.callback(one.reader.close)
            shards.append(one)
            offset += shard.size
        yield OpenIndex(directory, manifest, shards)


class Allowed:
    """The documents of an index that filters let through, shard by shard."""

    def __init__(self, index: OpenIndex, bits: int) -> None:
        self.shards = [AllowedHere(shard, bits) for shard in index.shards]

    def among(self, field: str, term: str) -> Iterator[tuple[int, float]]:
        """Those that have a term in a field, and what it weighs in each."""
        for here in self.shards:
            offset = here.shard.offset
            for docnum, weight in here.among(field, term):
                yield offset + docnum, weight


class AllowedHere:
    """Those in one shard, by the numbers that the shard has for them."""

    def __init__(self, shard: OpenShard, bits: int) -> None:
        self.shard = shard
        self._bits = bits

    @cached_property
    def marks(self) -> bytearray:
        """A byte for each document, 1 for those allowed."""
        own = self._bits >> self.shard.offset & ((1 << self.shard.size) - 1)
        return marks(own, self.shard.size)

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return self.marks.count(1)

    @cached_property
    def docnums(self) -> list[int]:
        """Their numbers, in order."""
        return list(compress(range(len(self.marks)), self.marks))

    def among(self, field: str, term: str) -> list[tuple[int, float]]:
        """Those that have a term, and what it weighs in each."""
        matcher = self.shard.postings(field, term) if self.shard.frequency(field, term) else None
        if matcher is None:
            return []
        weight, frequency = matcher.weight, self.shard.frequency(field, term)
        if self.count * LOOKED_UP < frequency:
            return [(docnum, weight()) for docnum in _met(matcher, self.docnums)]
        marks, found = self.marks, []
        id, next = matcher.id, matcher.next
        for _ in range(frequency):
            docnum = id()
            if marks[docnum]:
                found.append((docnum, weight()))
            next()
        return found

    def values(self, term: str, among: Sequence[int] | None = None) -> dict[int, bytes]:
        """Where a word stands in those that have it, as it is kept; of some of them, in order."""
        matcher = self.shard.postings("words", term)
        if matcher is None:
            return {}
        value, frequency = matcher.value, self.shard.frequency("words", term)
        count = self.count if among is None else len(among)
        if count * LOOKED_UP < frequency:
            wanted = self.docnums if among is None else among
            return {docnum: value() for docnum in _met(matcher, wanted)}
        found = {}
        is_wanted = self.marks.__getitem__ if among is None else set(among).__contains__
        id, next = matcher.id, matcher.next
        for _ in range(frequency):
            docnum = id()
            if is_wanted(docnum):
                found[docnum] = value()
            next()
        return found

    def phrase(self, words: Sequence[str], among: Sequence[int] | None = None) -> Spans:
        """The places of words that stand next to each other, the rarest looked for first and the
        others only where it is; of no words, none."""
        from ccg_corpus.search.whoosh.fields import place_bits

        order = sorted(range(len(words)), key=lambda n: self.shard.frequency("words", words[n]))
        starts: dict[int, int] = {}
        for turn, n in enumerate(order):
            held = self.values(words[n], sorted(starts) if turn else among)
            starts = {
                docnum: bits
                for docnum, value in held.items()
                if (bits := starts.get(docnum, -1) & place_bits(value) >> n)
            }
            if not starts:
                return {}
        last = len(words) - 1
        return {
            docnum: [(start, start + last) for start in docnums(bits)]
            for docnum, bits in starts.items()
        }


def _met(matcher: Matcher, wanted: Iterable[int]) -> Iterator[int]:
    """Those of the wanted documents, in order, that a matcher comes to."""
    for docnum in wanted:
        if not matcher.is_active():
            return
        matcher.skip_to(docnum)
        if matcher.is_active() and matcher.id() == docnum:
            yield docnum
