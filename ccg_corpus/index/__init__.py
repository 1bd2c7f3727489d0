"""The search index: words to find → numbers of records. The only room that knows Whoosh.

It is a cache of the store, bound to what the store held when it was written. One that is stale,
damaged or not ours is made anew from the store; nobody has to ask for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ccg_corpus.index.manifest import index_directory, read_manifest
from ccg_corpus.lock import locked
from ccg_corpus.store import Selection, Store
from ccg_corpus.terms import Part

__all__ = ["is_current", "rebuild", "search", "update_index"]

REBUILD_WAIT_S = 600.0


def is_current(store: Store) -> bool:
    """Whether the index on disk is that of what the store holds now. Whoosh is not needed to say."""
    manifest = read_manifest(store.root)
    return manifest is not None and manifest.generation == store.generation


def update_index(store: Store) -> None:
    """Bring the index to what the store holds. The caller holds the project's lock."""
    from ccg_corpus.index.writing import update_index as update

    update(store)


def search(
    store: Store, parts: Sequence[Part], selection: Selection, *, limit: int | None = None
) -> list[tuple[int, float]]:
    """Numbers of the records that match, with their scores; best first, then by id.

    An index that can't be used is made anew first.
    Raises: Locked where another run keeps the project for too long.
    """
    if is_current(store):
        try:
            return _search(store, parts, selection, limit)
        except Exception:  # whatever a damaged index raises: there is no list of it
            pass
    rebuild(store)
    return _search(store, parts, selection, limit)


def rebuild(store: Store) -> None:
    """Make the index anew, alone; unless another run does so while we wait for it."""
    from ccg_corpus.index.writing import rebuild_index

    with locked(store.root, wait_s=REBUILD_WAIT_S):
        rebuild_index(store)


def _search(
    store: Store, parts: Sequence[Part], selection: Selection, limit: int | None
) -> list[tuple[int, float]]:
    from whoosh.index import open_dir

    from ccg_corpus.index.searching import find

    directory = index_directory(store.root)
    manifest = read_manifest(store.root)
    assert manifest is not None, "it was current, or has just been made"
    written = manifest.bits(store.root)
    with open_dir(str(directory), readonly=True).searcher() as searcher:
        found = find(searcher, written, parts, selection, limit)
    ids = store.finished.ids(n for n, _ in found)
    found.sort(key=lambda match: (-match[1], ids[match[0]]))
    return found[:limit]
