"""The store's records → the Whoosh index.

Two fields for a quotation's words: as they stand, with places, for phrases and prefixes; and
families, for plain words. Lead-in and theme have families only. What records are filtered by is
one field of keywords, "field\\x1fvalue". The records themselves stay in the store; the index knows
them by number.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ccg_corpus.index.bits import write_bits
from ccg_corpus.index.manifest import (
    index_directory,
    indexed_documents,
    read_manifest,
    write_manifest,
)
from ccg_corpus.store import Facet, Indexable, Store
from ccg_corpus.words import Token, Variant, family, tokens, variants

if TYPE_CHECKING:
    from whoosh.fields import Schema
    from whoosh.index import Index
    from whoosh.writing import IndexWriter

MEMORY_MB = 256
# Above this an index is changed document by document, below it is made anew: that takes a second
# or two, and scores then do not depend on what was there before.
MOST_REBUILT = 3000
# Stands between a text and the same text with its hyphenated words joined: no phrase spans it.
BREAK = "\x1f"


def update_index(store: Store) -> None:
    """Bring the index to what the store holds now. The caller holds the project's lock."""
    manifest = read_manifest(store.root)
    wanted = store.finished.unit_keys()
    if manifest is not None and manifest.count > MOST_REBUILT:
        have = indexed_documents(store.root)
        stale = [id for id, key in have.items() if wanted.get(id) != key]
        fresh = [id for id, key in wanted.items() if have.get(id) != key]
        if len(stale) + len(fresh) < len(wanted) // 2 and _changed(store, stale, fresh):
            return
    rebuild_index(store)


def rebuild_index(store: Store) -> None:
    """Make the index anew from the store. The caller holds the project's lock."""
    from whoosh.index import create_in

    directory = index_directory(store.root)
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(mode=0o700)
    directory.chmod(0o700)
    index = create_in(str(directory), _schema())
    _write(index, store, (), store.finished.unit_keys())
    _seal(index, store)


def _changed(store: Store, stale: Iterable[str], fresh: Iterable[str]) -> bool:
    """Take documents out and put documents in; False where the index on disk does not let us."""
    from whoosh.index import open_dir

    try:
        index = open_dir(str(index_directory(store.root)))
        _write(index, store, stale, fresh)
    except Exception:  # whatever a damaged index raises: it is made anew
        return False
    _seal(index, store)
    return True


def _write(index: Index, store: Store, stale: Iterable[str], fresh: Iterable[str]) -> None:
    writer = index.writer(limitmb=MEMORY_MB, compound=False)
    try:
        for id in stale:
            writer.delete_by_term("document", id)
        for id in fresh:
            _add_document(writer, store, id)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _seal(index: Index, store: Store) -> None:
    with index.reader() as reader:
        bits = write_bits(index_directory(store.root), reader)
    count = index.doc_count()
    index.close()
    write_manifest(store, count=count, bits=bits)


def _add_document(writer: IndexWriter, store: Store, id: str) -> None:
    for indexable in store.finished.indexables(id):
        writer.add_document(document=id, **_values(indexable))


def _schema() -> Schema:
    from whoosh import columns, fields
    from whoosh.analysis import KeywordAnalyzer

    # Texts come as lists of words, cut by us: the analyzers are never asked.
    plain = KeywordAnalyzer()
    return fields.Schema(
        n=fields.COLUMN(columns.NumericColumn("I")),
        confidence=fields.COLUMN(columns.NumericColumn("d")),
        document=fields.ID,
        facet=fields.KEYWORD,
        words=fields.TEXT(analyzer=plain, phrase=True),
        family=fields.TEXT(analyzer=plain, phrase=False),
        lead_in=fields.TEXT(analyzer=plain, phrase=False),
        theme=fields.TEXT(analyzer=plain, phrase=False),
    )


def _values(indexable: Indexable) -> dict[str, Any]:
    record = indexable.record
    words, family_keys = _forms(record["text"])
    return {
        "n": indexable.n,
        "confidence": record["confidence"],
        "facet": [facet_term(facet) for facet in _facets(indexable)],
        "words": words,
        "family": family_keys,
        "lead_in": _forms(record["lead_in"] or "")[1],
        "theme": _forms(record["theme"] or "")[1],
    }


def facet_term(facet: Facet) -> str:
    """A facet as the index writes it."""
    return "\x1f".join(facet)


def _facets(indexable: Indexable) -> Iterator[Facet]:
    yield from indexable.facets
    yield "kind", indexable.record["kind"]
    if indexable.record["document"]["year"] is not None:
        yield "year", str(indexable.record["document"]["year"])
    if indexable.is_shown:
        yield "printing", "shown"


def _forms(text: str) -> tuple[list[str], list[str]]:
    """The words as they stand, once more with the hyphenated ones joined; and all their families."""
    found = tokens(text)
    words = [token.text for token in found]
    joined = variants(text, found)
    keys = [family(word) for word in (*words, *(variant.text for variant in joined))]
    if joined:
        words = [*words, BREAK, *joined_words(found, joined)]
    return words, keys


def joined_words(found: list[Token], joined: list[Variant]) -> list[str]:
    """The words with each hyphenated one in place of its parts."""
    at_first = {variant.first: variant for variant in joined}
    words, at = [], 0
    while at < len(found):
        variant = at_first.get(at)
        words.append(variant.text if variant else found[at].text)
        at = variant.last + 1 if variant else at + 1
    return words
