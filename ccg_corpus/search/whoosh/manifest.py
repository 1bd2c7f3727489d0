"""What the index on disk was made from, so that a stale, foreign or damaged one is never opened.

The manifest names the very directory it was written for, and each file with its stamp, which no copy
has and nobody who wrote to the file since; of itself it has a digest. It names the shards that count;
what else lies there is of a run that broke off, or of an index that was, and goes with the next
change. To replace the manifest is to change the index, in one step.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.rules import INDEXING, rules_key
from ccg_corpus.project.files import Stamp, read_file, stamp, write_whole
from ccg_corpus.search.whoosh.bits import bits_of_runs, byte_count
from ccg_corpus.search.whoosh.shards import Ranges, Shard
from ccg_corpus.store import cache_directory

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

    `turn`: how often it was changed, which its own files are named by, here with their stamps. `alive`
    is one of them, where some documents of the shards were taken out since.
    """

    rules: str
    generation: str
    inode: int
    turn: int
    count: int
    shards: list[Shard]
    files: dict[str, Stamp]

    @property
    def size(self) -> int:
        """How many documents are in the shards, with those that were taken out since."""
        return sum(shard.size for shard in self.shards)

    def alive(self, directory: Path) -> int:
        """A bit for each document that was not taken out."""
        name = _alive_name(self.turn)
        if name not in self.files:
            return (1 << self.size) - 1
        return int.from_bytes(read_file(directory / name), "little")

    def documents(self, directory: Path) -> dict[str, Held]:
        """The documents in it."""
        text = read_file(directory / _documents_name(self.turn)).decode()
        return {id: Held(*held) for id, held in json.loads(text).items()}


def index_directory(root: Path) -> Path:
    """Where a project's index lies."""
    return cache_directory(root) / INDEX_NAME


def empty(directory: Path) -> None:
    """An empty folder for an index, in the place of whatever lies there.

    Raises: OSError.
    """
    import shutil

    if directory.is_symlink() or directory.is_file():
        directory.unlink()
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(mode=0o700, exist_ok=True)
    directory.chmod(0o700)
    _clear(directory, set())


def read_manifest(root: Path) -> Manifest | None:
    """The manifest of a project's index; None where it is not ours and whole."""
    return manifest_in(index_directory(root))


def manifest_in(directory: Path) -> Manifest | None:
    """The manifest of the index in a folder; None where it is not ours and whole."""
    try:
        fields = json.loads(read_file(directory / MANIFEST_NAME))
        if fields.pop("digest") != _digest(fields):
            return None
        shards = [Shard(**shard) for shard in fields.pop("shards")]
        manifest = Manifest(**fields, shards=shards)
        is_ours = manifest.rules == rules_key(INDEXING) and _is_private(directory, manifest.inode)
        is_whole = _has(directory, manifest.files) and all(
            _has(directory / shard.name, shard.files) for shard in manifest.shards
        )
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return manifest if is_ours and is_whole else None


def write_manifest(
    directory: Path,
    generation: str,
    before: Manifest | None,
    shards: Sequence[Shard],
    documents: Mapping[str, Held],
) -> Manifest:
    """Say what the index now on disk holds: all of a state of the store. Atomic. What counted before
    and does no longer is taken away."""
    turn = before.turn + 1 if before else 0
    texts = {id: [held.key, held.shard, held.first, held.count] for id, held in documents.items()}
    own = [_documents_name(turn)]
    write_whole(directory / own[0], json.dumps(texts).encode())
    count = sum(held.count for held in documents.values())
    size = sum(shard.size for shard in shards)
    if count != size:
        bits = _alive_bits(shards, documents.values()).to_bytes(byte_count(size), "little")
        write_whole(directory / _alive_name(turn), bits)
        own.append(_alive_name(turn))
    manifest = Manifest(
        rules=rules_key(INDEXING),
        generation=generation,
        inode=directory.stat().st_ino,
        turn=turn,
        count=count,
        shards=[*shards],
        files={name: stamp((directory / name).lstat()) for name in own},
    )
    fields = {**vars(manifest), "shards": [vars(one) for one in manifest.shards]}
    text = json.dumps({**fields, "digest": _digest(fields)})
    write_whole(directory / MANIFEST_NAME, text.encode())
    _clear(directory, {MANIFEST_NAME, *own, *(shard.name for shard in shards)})
    return manifest


def _digest(fields: dict[str, Any]) -> str:
    return sha256(json.dumps(fields).encode()).hexdigest()[:32]


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
    return bits_of_runs(starts, size)


def _has(directory: Path, files: Mapping[str, Stamp]) -> bool:
    """Whether the files lie there as we left them; a link is none."""
    with os.scandir(directory) as entries:
        stamps = {one.name: stamp(one.stat(follow_symlinks=False)) for one in entries}
    return files.items() <= stamps.items()


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
    state = directory.lstat()
    mine = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    closed = os.name == "nt" or not state.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return stat.S_ISDIR(state.st_mode) and mine and closed and state.st_ino == inode


def _documents_name(turn: int) -> str:
    return f"documents.{turn}.json"


def _alive_name(turn: int) -> str:
    return f"alive.{turn}.bits"
