"""Records → one segment of the Whoosh index, inverted in memory and written in one go.

Whoosh's own writer sorts every single posting on its way to the disk; to gather the postings of each
term, and to write them as its codec would, takes a fifth of the time. The files are the same. The
codec's inner names used here are those of the one minor version that pyproject.toml allows.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ccg_corpus.index.forms import facet_terms, forms
from ccg_corpus.store import Indexable

if TYPE_CHECKING:
    from whoosh.codec.whoosh3 import W3FieldWriter, W3Segment
    from whoosh.index import Index

# Postings of this many records are half a gigabyte.
MOST_RECORDS = 100_000
# Postings are read block by block: of a common word in few large ones, four times Whoosh's own.
IN_A_BLOCK = 512

Terms = dict[str, tuple["array[int]", list[Any]]]


class SegmentBuilder:
    """One new segment. Nothing of it counts before it is committed."""

    def __init__(self, index: Index) -> None:
        from whoosh.codec.whoosh3 import W3Codec

        codec = W3Codec(blocklimit=IN_A_BLOCK)
        self._schema = index.schema
        self._segment = codec.new_segment(index.storage, index.indexname)
        self._documents = codec.per_document_writer(index.storage, self._segment)
        self._terms = codec.field_writer(index.storage, self._segment)
        self._fields: dict[str, Terms] = {name: {} for name in _VALUES}
        self._count = 0

    def add(self, document: str, indexable: Indexable) -> None:
        """A record of a document."""
        record, docnum = indexable.record, self._count
        self._count += 1
        words, keys = forms(record["text"])
        self._documents.start_doc(docnum)
        self._column("n", indexable.n)
        self._column("confidence", record["confidence"])
        self._flags("document", (document,), docnum)
        self._flags("facet", facet_terms(indexable), docnum)
        self._places("words", words, docnum)
        self._counts("family", keys, docnum)
        self._counts("lead_in", forms(record["lead_in"] or "")[1], docnum)
        self._counts("theme", forms(record["theme"] or "")[1], docnum)
        self._documents.finish_doc()

    def finish(self) -> W3Segment:
        """The segment, all of it on disk."""
        self._segment.set_doc_count(self._count)
        self._documents.close()
        for name in sorted(self._fields):
            _write_field(self._terms, name, self._schema[name], self._fields.pop(name))
        self._terms.close()
        return self._segment

    def _column(self, name: str, value: float) -> None:
        self._documents.add_column_value(name, self._schema[name].column_type, value)

    def _flags(self, name: str, terms: Iterable[str], docnum: int) -> None:
        """Terms that a document has or has not."""
        _post(self._fields[name], dict.fromkeys(terms, 1), docnum)

    def _counts(self, name: str, terms: list[str], docnum: int) -> None:
        _post(self._fields[name], Counter(terms), docnum)
        self._documents.add_field(name, self._schema[name], None, len(terms))

    def _places(self, name: str, terms: list[str], docnum: int) -> None:
        places: dict[str, tuple[int, ...]] = {}
        for place, term in enumerate(terms):
            places[term] = (*places[term], place) if term in places else (place,)
        _post(self._fields[name], places, docnum)
        self._documents.add_field(name, self._schema[name], None, len(terms))


def _post(terms: Terms, found: Mapping[str, Any], docnum: int) -> None:
    """Note for each term found in a document how often, or where."""
    for term, what in found.items():
        if term in terms:
            docnums, whats = terms[term]
        else:
            docnums, whats = terms[term] = array("I"), []
        docnums.append(docnum)
        whats.append(what)


def _write_field(writer: W3FieldWriter, name: str, field: Any, terms: Terms) -> None:
    """All terms of a field, in the order of their bytes."""
    writer.start_field(name, field)
    weight, value = _VALUES[name]
    for term, (docnums, whats) in sorted((term.encode(), found) for term, found in terms.items()):
        writer.start_term(term)
        values = list(map(value, whats)) if value else []
        _write_postings(writer._postwriter, docnums, array("f", map(weight, whats)), values)
        writer.finish_term()
    writer.finish_field()


def _write_postings(
    writer: Any, docnums: array[int], weights: array[float], values: list[bytes]
) -> None:
    """All documents of a term, block by block; the last one is written when the term is finished."""
    size, last = writer._blocklimit, len(docnums)
    for start in range(0, last, size):
        writer._ids = docnums[start : start + size]
        writer._weights = weights[start : start + size]
        writer._values = values[start : start + size]
        writer._maxweight = max(writer._weights)
        if start + size < last:
            writer._write_block()


@lru_cache(maxsize=1 << 10)
def _times(times: int) -> bytes:
    from whoosh.system import pack_uint

    return bytes(pack_uint(times))


@lru_cache(maxsize=1 << 16)
def _at(places: tuple[int, ...]) -> bytes:
    from whoosh.formats import Positions

    return bytes(Positions().encode(places))


# How what was noted becomes a term's weight in a document, and the codec's value.
_VALUES: dict[str, tuple[Callable[[Any], float], Callable[[Any], bytes] | None]] = {
    "document": (float, None),
    "facet": (float, _times),
    "words": (len, _at),
    "family": (float, _times),
    "lead_in": (float, _times),
    "theme": (float, _times),
}
