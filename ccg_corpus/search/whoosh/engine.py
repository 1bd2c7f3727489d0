"""Quotations by their words: the engine that Whoosh is. The only folder that knows Whoosh.

Its index is a cache of the store, bound to what the store held when it was written. One that is
stale, damaged or not ours is made anew from the store; nobody has to ask for it.

The index is a row of shards, none of which is ever changed: a change adds a shard, and says which
documents of the others no longer count. Small shards are made into one when they are many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ccg_corpus.core.errors import Locked, ProjectError
from ccg_corpus.core.hit import Record
from ccg_corpus.search.engine import Explained, Question, Ranked
from ccg_corpus.search.whoosh.manifest import (
    Held,
    Manifest,
    empty,
    index_directory,
    manifest_in,
    placed,
    write_manifest,
)
from ccg_corpus.store import Selection, Store
from ccg_corpus.store.lock import INDEX, locked

if TYPE_CHECKING:
    from ccg_corpus.search.grades import Thing, Weighing
    from ccg_corpus.search.whoosh.compile import Compiled
    from ccg_corpus.search.whoosh.reading import OpenIndex
    from ccg_corpus.search.whoosh.shards import Shard

Answer = TypeVar("Answer")

REBUILD_WAIT_S = 600.0
# So many quotations take longer than a minute.
LONG_TO_MAKE = 50_000
# Above this an index is changed document by document, below it is made anew: that takes a second
# or two, and scores then do not depend on what was there before.
MOST_REBUILT = 3000
# So many shards of up to so many records are made into one, which takes two seconds; so many of any
# size, and all is made anew.
MOST_SMALL = 8
MOST_JOINED = 2000
MOST_SHARDS = 64


class Quotations:
    """The quotations of a store. Written by at most so many `processes`: as many as there are cores
    unless told; in the project unless another `directory` is named."""

    def __init__(
        self, store: Store, processes: int | None = None, directory: Path | None = None
    ) -> None:
        self._store = store
        self._processes = processes
        self._directory = directory or index_directory(store.root)
        self._before: Manifest | None = None  # what is changed; None where all is made anew
        self._held: dict[str, Held] = {}
        self._fresh: list[str] = []

    # Asked

    def is_current(self) -> bool:
        """Whether it holds what the store holds now. Whoosh is not needed to say."""
        return self._current() is not None

    def find(self, question: Question) -> list[int]:
        """The numbers of all records that match, in order."""

        def ask(index: OpenIndex) -> list[int]:
            from ccg_corpus.search.whoosh.bits import docnums

            return sorted(index.numbers(docnums(_compiled(index, question)[1])))

        return self._asked(ask)

    def count(self, question: Question) -> int:
        """How many match."""
        return self._asked(lambda index: _compiled(index, question)[1].bit_count())

    def rank(self, question: Question, limit: int | None = None) -> Ranked:
        """The records that match, or the first `limit` of them, best first; equals by id. Every
        match is scored: Whoosh's own choice of the best drops better ones."""

        def ask(index: OpenIndex) -> Ranked:
            from ccg_corpus.search.rank import best
            from ccg_corpus.search.whoosh.bits import docnums

            compiled, found = _compiled(index, question)
            kept = best(docnums(found), compiled.leaves, limit)
            numbers = index.numbers(docnum for docnum, _ in kept)
            hits = [(n, score) for n, (_, score) in zip(numbers, kept, strict=True)]
            return Ranked(hits, found.bit_count())

        ranked = self._asked(ask)
        ids = self._store.finished.ids(n for n, _ in ranked.hits)
        hits = sorted(ranked.hits, key=lambda hit: (-hit[1], ids[hit[0]]))
        return Ranked(hits[:limit], ranked.total)

    def explain(self, question: Question) -> Explained:
        """For each record that matches, what its score is the sum of: what, where, how much."""

        def ask(index: OpenIndex) -> Explained:
            from ccg_corpus.search.whoosh.bits import docnums

            compiled, bits = _compiled(index, question)
            found = docnums(bits)
            own = dict(zip(found, index.numbers(found), strict=True))
            explained: Explained = {n: [] for n in own.values()}
            for leaf in compiled.leaves:
                for docnum, score in leaf.scores.items():
                    if docnum in own:
                        explained[own[docnum]].append((leaf.asked, leaf.place, score))
            return explained

        return self._asked(ask)

    def weigh(self, question: Question, things: Sequence[Thing]) -> Weighing:
        """What stands for each of some things counts, in the records that match."""

        def ask(index: OpenIndex) -> Weighing:
            from ccg_corpus.search.whoosh.weighing import weighing

            return weighing(index, question, things)

        return self._asked(ask)

    def order(self, numbers: Iterable[int]) -> dict[int, str]:
        """By what records of equal score are ordered: their ids."""
        return self._store.finished.ids(numbers)

    def families(self) -> list[str]:
        """All word families that its quotations have, in their texts or over them, in order."""
        from ccg_corpus.search.whoosh.compile import FAMILY_FIELDS

        return self._asked(lambda index: sorted(set().union(*map(index.terms, FAMILY_FIELDS))))

    def alike(self, text: str, selection: Selection, *, limit: int) -> list[int]:
        """Numbers of the records that share most with `text`, the rarest words counting most."""

        def ask(index: OpenIndex) -> list[int]:
            from ccg_corpus.search.whoosh.likeness import share_most

            return share_most(index, text, selection, limit)

        return self._asked(ask)

    def spelling(self, words: Iterable[str]) -> dict[str, str]:
        """Each word that the index has in no form → the word of it that is nearest."""

        def ask(index: OpenIndex) -> dict[str, str]:
            from ccg_corpus.search.whoosh.likeness import spelling

            return spelling(index, words)

        return self._asked(ask)

    def records(self, numbers: Iterable[int]) -> Iterator[Record]:
        """The records with these numbers, in the order given."""
        return self._store.finished.records(numbers)

    def _current(self) -> Manifest | None:
        """What is said of the index, if it is that of the store."""
        manifest = manifest_in(self._directory)
        return manifest if manifest and manifest.generation == self._store.generation else None

    def _asked(self, ask: Callable[[OpenIndex], Answer]) -> Answer:
        """What an index that is current answers; made anew if it can't be used. One that another
        run replaced while it was read is read again."""
        bad = None
        while (manifest := self._current()) is not None and manifest != bad:
            try:
                return _answered(self._directory, manifest, ask)
            except Exception:  # whatever a damaged index raises: there is no list of it
                bad = manifest
        manifest = self._made(bad)
        if manifest is not None:
            try:
                return _answered(self._directory, manifest, ask)
            except FileNotFoundError:  # a later run took it away
                pass
        return self._aside(ask)

    def _aside(self, ask: Callable[[OpenIndex], Answer]) -> Answer:
        """What an index answers that is made for this question: where none can be written, or where
        the corpus has been changed since and its index is another one.

        Raises: ProjectError where there is no place for it.
        """
        import tempfile

        try:
            with tempfile.TemporaryDirectory(prefix="ccg-") as folder:
                return Quotations(self._store, 1, Path(folder)).made_and_asked(ask)
        except OSError as exc:
            message = f"no search index can be made: {exc.strerror or exc}"
            raise ProjectError(message, path=self._store.root) from exc

    def made_and_asked(self, ask: Callable[[OpenIndex], Answer]) -> Answer:
        """What a new index answers."""
        return _answered(self._directory, self._anew(), ask)

    # Made and changed

    def rebuild(self) -> None:
        """Make the index anew, alone."""
        with locked(self._store.root, wait_s=REBUILD_WAIT_S, what=INDEX):
            self._anew()

    def _made(self, bad: Manifest | None) -> Manifest | None:
        """A new index, for one that is `bad`; or that of another run which came first. None where
        it can't be written, or would take the place of a later one.

        A warning is logged where it takes so long that somebody would wonder.
        Raises: Locked where another run makes one for too long.
        """
        count = self._store.finished.record_count()
        if count >= LONG_TO_MAKE and manifest_in(self._directory) in (None, bad):
            import logging

            log = logging.getLogger(__name__)
            log.warning(
                "the search index is not usable: making it anew, of %s quotations", f"{count:,}"
            )
        try:
            with locked(self._store.root, wait_s=REBUILD_WAIT_S, what=INDEX):
                current = self._current()
                if current is not None and current != bad:
                    return current
                return self._made_current(bad) if self._store.is_latest() else None
        except Locked:
            raise
        except (OSError, ProjectError):
            return None

    def _made_current(self, bad: Manifest | None) -> Manifest:
        """What the store holds now: the index that is there, changed, unless it is `bad`."""
        have = self.documents()
        if self._before is None or self._before == bad:
            return self._anew()
        wanted = self._store.finished.unit_keys()
        self.remove([id for id, key in have.items() if wanted.get(id) != key])
        self.add([id for id, key in wanted.items() if have.get(id) != key])
        return self._sealed()

    def is_changed_in_parts(self) -> bool:
        """Whether a change costs what has changed; a small index is made anew for any."""
        manifest = manifest_in(self._directory)
        return manifest is not None and _is_worth_changing(manifest)

    def documents(self) -> dict[str, str]:
        """The documents in it, each with the key of what it was made from; none where the index is
        better made anew: where that takes no longer than a change, or little in it still counts."""
        self._fresh, self._held = [], {}
        self._before = manifest = manifest_in(self._directory)
        if manifest is None or not _is_worth_changing(manifest):
            self._before = None
            return {}
        try:
            self._held = manifest.documents(self._directory)
        except (OSError, ValueError, TypeError):
            self._before = None
        return {id: held.key for id, held in self._held.items()}

    def remove(self, documents: Iterable[str]) -> None:
        """Take documents out."""
        for id in documents:
            del self._held[id]

    def add(self, documents: Iterable[str]) -> None:
        """Put documents in, as the store has them."""
        self._fresh += documents

    def seal(self) -> None:
        """Let the changes count, and say that the index holds what the store holds now."""
        self._sealed()

    def _sealed(self) -> Manifest:
        wanted = self._store.finished.unit_keys()
        if self._before is None or (len(wanted) - len(self._held)) * 2 >= len(wanted):
            return self._anew()
        shards = self._kept(self._before.shards)
        return self._write(self._before, shards, [*self._fresh], wanted)

    def _kept(self, shards: Sequence[Shard]) -> list[Shard]:
        """The shards to keep; where many are small, their documents are put in anew."""
        alive: defaultdict[str, list[str]] = defaultdict(list)
        for id, held in self._held.items():
            alive[held.shard].append(id)
        small: list[Shard] = []
        for shard in sorted(shards, key=lambda one: (one.size, one.name)):
            if sum(one.size for one in (*small, shard)) <= MOST_JOINED:
                small.append(shard)
        if len(small) < MOST_SMALL:
            small = []
        for shard in small:
            self._fresh += alive[shard.name]
            for id in alive[shard.name]:
                del self._held[id]
        return [shard for shard in shards if shard not in small and alive[shard.name]]

    def _anew(self) -> Manifest:
        """All of the store, in shards of their own; in place of what is there only at the end."""
        before = manifest_in(self._directory)
        if before is None:
            empty(self._directory)
        self._held = {}
        keys = self._store.finished.unit_keys()
        return self._write(before, [], sorted(keys), keys)

    def _write(
        self,
        before: Manifest | None,
        shards: list[Shard],
        fresh: list[str],
        keys: Mapping[str, str],
    ) -> Manifest:
        """A manifest of these shards and of new ones for what is `fresh`; `keys` of all documents."""
        from ccg_corpus.search.whoosh.building import build_shards

        directory = self._directory
        for shard, ranges in build_shards(directory, self._store, sorted(fresh), self._processes):
            shards.append(shard)
            self._held |= {id: placed(keys[id], shard, ranges, id) for id in ranges}
        manifest = write_manifest(directory, self._store.generation, before, shards, self._held)
        self._fresh, self._held = [], {}
        return manifest


def _answered(directory: Path, manifest: Manifest, ask: Callable[[OpenIndex], Answer]) -> Answer:
    from ccg_corpus.search.whoosh.reading import opened

    with opened(directory, manifest) as index:
        return ask(index)


def _is_worth_changing(manifest: Manifest) -> bool:
    is_sound = manifest.count * 2 > manifest.size and len(manifest.shards) < MOST_SHARDS
    return manifest.count > MOST_REBUILT and is_sound


def _compiled(index: OpenIndex, question: Question) -> tuple[Compiled, int]:
    """A question, compiled, and the documents that it finds."""
    from ccg_corpus.search.whoosh.compile import Compiled, selected

    compiled = Compiled(index, selected(index, question.selection))
    return compiled, compiled.whole(question.parts)
