"""The store's records → the Whoosh index.

Two fields for a quotation's words: as they stand, with places, for phrases and prefixes; and
families, for plain words. Lead-in and theme have families only. What records are filtered by is
one field of keywords, "field\\x1fvalue". The records themselves stay in the store; the index knows
them by number.

A change adds a segment and takes documents out of others. Small segments are joined when they are
many; large ones are left as they are, for to join them takes minutes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ccg_corpus.index.bits import (
    SegmentBits,
    common_facets,
    write_alive,
    write_segment_bits,
)
from ccg_corpus.index.lexicon import write_terms
from ccg_corpus.index.manifest import (
    Manifest,
    index_directory,
    indexed_documents,
    read_manifest,
    write_manifest,
)
from ccg_corpus.store import Store

if TYPE_CHECKING:
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.fields import Schema
    from whoosh.index import FileIndex
    from whoosh.writing import SegmentWriter

MEMORY_MB = 256
# Above this an index is changed document by document, below it is made anew: that takes a second
# or two, and scores then do not depend on what was there before.
MOST_REBUILT = 3000
# So many segments of up to so many records are joined; so many of any size, and all is made anew.
MOST_SMALL = 8
MOST_JOINED = 4000
MOST_SEGMENTS = 64


def update_index(store: Store, processes: int | None = None) -> None:
    """Bring the index to what the store holds now, by at most so many processes; as many as there
    are cores unless told. The caller holds the project's lock."""
    manifest = read_manifest(store.root)
    if manifest is None or not _can_change(manifest) or not _changed(store, manifest, processes):
        rebuild_index(store, processes)


def rebuild_index(store: Store, processes: int | None = None) -> None:
    """Make the index anew from the store. The caller holds the project's lock."""
    from whoosh.index import create_in

    directory = index_directory(store.root)
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(mode=0o700)
    directory.chmod(0o700)
    index = create_in(str(directory), _schema())
    _write(index, store, (), sorted(store.finished.unit_keys()), processes)
    _seal(index, store, None)


def _can_change(manifest: Manifest) -> bool:
    """Whether to make the index anew would take longer than a change, and no less is in it."""
    size = sum(segment.size for segment in manifest.segments)
    is_sound = manifest.count * 2 > size and len(manifest.segments) < MOST_SEGMENTS
    return manifest.count > MOST_REBUILT and is_sound


def _changed(store: Store, manifest: Manifest, processes: int | None) -> bool:
    """Take documents out and put documents in; False where that can't be done, or is not worth it."""
    from whoosh.index import open_dir

    try:
        have, wanted = indexed_documents(store.root), store.finished.unit_keys()
        stale = [id for id, key in have.items() if wanted.get(id) != key]
        fresh = [id for id, key in wanted.items() if have.get(id) != key]
        if len(stale) + len(fresh) >= len(wanted) // 2:
            return False
        index = open_dir(str(index_directory(store.root)))
        _write(index, store, stale, sorted(fresh), processes)
        _seal(index, store, manifest)
    except Exception:  # whatever a damaged index raises: it is made anew
        return False
    return True


def _write(
    index: FileIndex,
    store: Store,
    stale: Iterable[str],
    fresh: Sequence[str],
    processes: int | None,
) -> None:
    from ccg_corpus.index.building import build_segments

    writer = index.writer(limitmb=MEMORY_MB, compound=False)
    try:
        for id in stale:
            writer.delete_by_term("document", id)
        new = build_segments(index, store, fresh, processes)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=lambda writer, segments: [*_joined(writer, segments), *new])


def _joined(writer: SegmentWriter, segments: Sequence[W3Segment]) -> list[W3Segment]:
    """The segments to keep; where many are small, those go into the writer's own."""
    from whoosh.reading import SegmentReader

    small: list[W3Segment] = []
    for segment in sorted(segments, key=lambda one: (one.doc_count(), one.segment_id())):
        if sum(one.doc_count() for one in (*small, segment)) <= MOST_JOINED:
            small.append(segment)
    if len(small) < MOST_SMALL:
        return list(segments)
    for segment in small:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in small]


def _seal(index: FileIndex, store: Store, before: Manifest | None) -> None:
    """Write the bits and the terms of new segments down, and say that the index is that of the store."""
    from whoosh.reading import SegmentReader

    directory = index_directory(store.root)
    segments = index._segments()
    with index.reader() as reader:
        common = common_facets(reader) if before is None else before.common
    known = {bits.id: bits for bits in before.segments} if before else {}
    written: list[SegmentBits] = []
    for segment in segments:
        id = segment.segment_id()
        if id not in known:
            reader = SegmentReader(index.storage, index.schema, segment)
            known[id] = write_segment_bits(directory, id, reader, common)
            write_terms(directory, id, reader)
            reader.close()
        written.append(known[id])
    sizes = [(segment.doc_count_all(), segment.deleted_docs()) for segment in segments]
    has_deletions = write_alive(directory, sizes)
    count = index.doc_count()
    index.close()
    write_manifest(store, count=count, common=common, segments=written, has_deletions=has_deletions)


def _schema() -> Schema:
    """Texts come as lists of words, cut by us: no field has an analyzer, so that a reader, who
    unpickles the schema, need not import any."""
    from whoosh import columns, formats
    from whoosh.fields import COLUMN, FieldType, Schema

    counts = FieldType(formats.Frequency(), None, scorable=True)
    return Schema(
        n=COLUMN(columns.NumericColumn("I")),
        confidence=COLUMN(columns.NumericColumn("d")),
        document=FieldType(formats.Existence(), None),
        facet=FieldType(formats.Frequency(), None),
        words=FieldType(formats.Positions(), None, scorable=True),
        family=counts,
        lead_in=counts,
        theme=counts,
    )
