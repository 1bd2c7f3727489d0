"""The search index: words to find → numbers of records. The only room that knows Whoosh.

It is a cache of the store, bound to what the store held when it was written. One that is stale,
damaged or not ours is made anew from the store; nobody has to ask for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ccg_corpus.index.manifest import Manifest, index_directory, read_manifest
from ccg_corpus.lock import locked
from ccg_corpus.store import Selection, Store
from ccg_corpus.terms import Part

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

    from ccg_corpus.index.bits import WrittenBits
    from ccg_corpus.index.searching import Ranking

__all__ = [
    "alike",
    "is_current",
    "nearest_words",
    "ranking",
    "rebuild",
    "search",
    "update_index",
]

Answer = TypeVar("Answer")

REBUILD_WAIT_S = 600.0
# So many quotations take longer than a minute.
LONG_TO_MAKE = 50_000


def is_current(store: Store) -> bool:
    """Whether the index on disk is that of what the store holds now. Whoosh is not needed to say."""
    return _current(store) is not None


def _current(store: Store) -> Manifest | None:
    """What is said of the index, if it is that of the store."""
    manifest = read_manifest(store.root)
    return manifest if manifest and manifest.generation == store.generation else None


def update_index(store: Store, processes: int | None = None) -> None:
    """Bring the index to what the store holds, by at most so many processes; as many as there are
    cores unless told. The caller holds the project's lock."""
    from ccg_corpus.index.writing import update_index as update

    update(store, processes)


def search(
    store: Store, parts: Sequence[Part], selection: Selection, *, limit: int | None = None
) -> tuple[list[tuple[int, float]], int]:
    """Numbers of the records that match, with their scores, best first, then by id; all or the
    first `limit`. And how many there are in all.

    An index that can't be used is made anew first.
    Raises: Locked where another run keeps the project for too long.
    """

    def ask(reader: IndexReader, written: WrittenBits) -> tuple[list[tuple[int, float]], int]:
        from ccg_corpus.index.searching import find

        return find(reader, written, parts, selection, limit)

    found, total = _asked(store, ask)
    ids = store.finished.ids(n for n, _ in found)
    found.sort(key=lambda match: (-match[1], ids[match[0]]))
    return found[:limit], total


def ranking(store: Store, parts: Sequence[Part], selection: Selection) -> Ranking:
    """For each record that matches, what its score is the sum of: what, where, how much."""

    def ask(reader: IndexReader, written: WrittenBits) -> Ranking:
        from ccg_corpus.index.searching import rank

        return rank(reader, written, parts, selection)

    return _asked(store, ask)


def alike(store: Store, text: str, selection: Selection, *, limit: int) -> list[int]:
    """Numbers of the records that share most with `text`, the rarest words counting most."""

    def ask(reader: IndexReader, written: WrittenBits) -> list[int]:
        from ccg_corpus.index.likeness import share_most

        return share_most(reader, written, text, selection, limit)

    return _asked(store, ask)


def nearest_words(store: Store, words: Iterable[str]) -> dict[str, str]:
    """Each word that the index does not have in any form → the word of it that is nearest."""

    def ask(reader: IndexReader, written: WrittenBits) -> dict[str, str]:
        from ccg_corpus.index.likeness import spelling

        return spelling(reader, written, words)

    return _asked(store, ask)


def rebuild(store: Store) -> None:
    """Make the index anew, alone; unless another run does so while we wait for it.

    A warning is logged where that takes so long that somebody would wonder.
    """
    from ccg_corpus.index.writing import rebuild_index

    count = sum(store.finished.record_counts().values())
    if count >= LONG_TO_MAKE:
        import logging

        log = logging.getLogger(__name__)
        log.warning(
            "the search index is not usable: making it anew, of %s quotations", f"{count:,}"
        )
    with locked(store.root, wait_s=REBUILD_WAIT_S):
        rebuild_index(store)


def _asked(store: Store, ask: Callable[[IndexReader, WrittenBits], Answer]) -> Answer:
    """What an index that is current answers, made anew if it can't be used."""
    manifest = _current(store)
    if manifest is not None:
        try:
            return _answered(store, manifest, ask)
        except Exception:  # whatever a damaged index raises: there is no list of it
            pass
    rebuild(store)
    manifest = read_manifest(store.root)
    assert manifest is not None, "it has just been made"
    return _answered(store, manifest, ask)


def _answered(
    store: Store, manifest: Manifest, ask: Callable[[IndexReader, WrittenBits], Answer]
) -> Answer:
    from ccg_corpus.index.opening import open_to_read

    with open_to_read(index_directory(store.root)).reader() as reader:
        return ask(reader, manifest.bits(store.root))
