"""What the index on disk was made from, so that a stale, foreign or cut one is never opened.

A Whoosh index holds pickles: opening one that came from elsewhere could run its code. So the
manifest names the very directory it was written for, which a copy can't be. It names the shards that
count; what else lies there is of a run that broke off, or of an index that was, and goes with the
next change. To replace the manifest is to change the index, in one step.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.rules import INDEXING, rules_key
from ccg_corpus.search.whoosh.bits import bits_of, byte_count
from ccg_corpus.search.whoosh.shards import Ranges, Shard
from ccg_corpus.store import Store, cache_directory

INDEX_NAME = "index"
MANIFEST_NAME = "manifest.json"


@frozen
class Held:
    """A document in the index: the key of what it was made from, and where it is."""

    key: str
    shard: str
    first: int
    count: int


@frozen
class Manifest:
    """What an index holds. `rules`: by which code it was made. `inode`: the directory's own.

    `turn`: how often it was changed, which its own files are named by, here with their sizes. `alive`
    is one of them, where some documents of the shards were taken out since.
    """

    rules: str
    generation: str
    inode: int
    turn: int
    count: int
    shards: list[Shard]
    files: dict[str, int]

    @property
    def size(self) -> int:
        """How many documents are in the shards, with those that were taken out since."""
        return sum(shard.size for shard in self.shards)

    def alive(self, directory: Path) -> int:
        """A bit for each document that was not taken out."""
        name = _alive_name(self.turn)
        if name not in self.files:
            return (1 << self.size) - 1
        return int.from_bytes((directory / name).read_bytes(), "little")

    def documents(self, directory: Path) -> dict[str, Held]:
        """The documents in it."""
        text = (directory / _documents_name(self.turn)).read_text(encoding="utf-8")
        return {id: Held(*held) for id, held in json.loads(text).items()}


def index_directory(root: Path) -> Path:
    """Where a project's index lies."""
    return cache_directory(root) / INDEX_NAME


def read_manifest(root: Path) -> Manifest | None:
    """The manifest of an index that is ours and whole; None otherwise."""
    directory = index_directory(root)
    try:
        fields = json.loads((directory / MANIFEST_NAME).read_text(encoding="utf-8"))
        shards = [Shard(**shard) for shard in fields.pop("shards")]
        manifest = Manifest(**fields, shards=shards)
        is_ours = manifest.rules == rules_key(INDEXING) and _is_private(directory, manifest.inode)
        is_whole = _has(directory, manifest.files) and all(
            _has(directory / shard.name, shard.files) for shard in manifest.shards
        )
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None
    return manifest if is_ours and is_whole else None


def write_manifest(
    store: Store,
    before: Manifest | None,
    shards: Sequence[Shard],
    documents: Mapping[str, Held],
) -> Manifest:
    """Say what the index now on disk holds: all that is in the store. Atomic. What counted before
    and does no longer is taken away."""
    directory = index_directory(store.root)
    turn = before.turn + 1 if before else 0
    texts = {id: [held.key, held.shard, held.first, held.count] for id, held in documents.items()}
    (directory / _documents_name(turn)).write_text(json.dumps(texts), encoding="utf-8")
    own = [_documents_name(turn)]
    count = sum(held.count for held in documents.values())
    size = sum(shard.size for shard in shards)
    if count != size:
        bits = _alive_bits(shards, documents.values()).to_bytes(byte_count(size), "little")
        (directory / _alive_name(turn)).write_bytes(bits)
        own.append(_alive_name(turn))
    manifest = Manifest(
        rules=rules_key(INDEXING),
        generation=store.generation,
        inode=directory.stat().st_ino,
        turn=turn,
        count=count,
        shards=[*shards],
        files={name: (directory / name).stat().st_size for name in own},
    )
    draft = directory / f"{MANIFEST_NAME}.new"
    fields = {**vars(manifest), "shards": [vars(one) for one in manifest.shards]}
    draft.write_text(json.dumps(fields), encoding="utf-8")
    draft.replace(directory / MANIFEST_NAME)
    _clear(directory, {MANIFEST_NAME, *own, *(shard.name for shard in shards)})
    return manifest


def placed(key: str, shard: Shard, ranges: Ranges, id: str) -> Held:
    """A document that was put into a shard."""
    first, count = ranges[id]
    return Held(key, shard.name, first, count)


def _alive_bits(shards: Iterable[Shard], held: Iterable[Held]) -> int:
    offsets, size = {}, 0
    for shard in shards:
        offsets[shard.name] = size
        size += shard.size
    starts = ((offsets[one.shard] + one.first, one.count) for one in held)
    return bits_of((docnum for at, count in starts for docnum in range(at, at + count)), size)


def _has(directory: Path, files: Mapping[str, int]) -> bool:
    with os.scandir(directory) as entries:
        sizes = {entry.name: entry.stat().st_size for entry in entries}
    return files.items() <= sizes.items()


def _clear(directory: Path, wanted: set[str]) -> None:
    import shutil  # and with it three compressions, which no question needs

    for path in directory.iterdir():
        if path.name not in wanted:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):  # a file that is being read, on Windows: the next time
                    path.unlink()


def _is_private(directory: Path, inode: int) -> bool:
    state = directory.stat()
    mine = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    closed = os.name == "nt" or not state.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return mine and closed and state.st_ino == inode


def _documents_name(turn: int) -> str:
    return f"documents.{turn}.json"


def _alive_name(turn: int) -> str:
    return f"alive.{turn}.bits"
