"""What the index on disk was made from, so that a stale, foreign or cut one is never opened.

A Whoosh index holds pickles: opening one that came from elsewhere could run its code. So the
manifest names the very directory it was written for, which a copy can't be.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from ccg_corpus.frozen import frozen
from ccg_corpus.index.bits import SegmentBits, WrittenBits
from ccg_corpus.rules import INDEXING, rules_key
from ccg_corpus.store import Store, cache_directory

INDEX_NAME = "index"
MANIFEST_NAME = "manifest.json"
DOCUMENTS_NAME = "documents.json"


@frozen
class Manifest:
    """What an index holds. `rules`: by which code it was made. `inode`: the directory's own.

    `files`: their sizes. `common`: the facets whose bits are written down; `segments`: in which files.
    """

    rules: str
    generation: str
    inode: int
    count: int
    files: dict[str, int]
    common: list[str]
    segments: list[SegmentBits]
    has_deletions: bool

    def bits(self, root: Path) -> WrittenBits:
        """The bits written beside the index."""
        directory = index_directory(root)
        return WrittenBits(directory, self.common, self.segments, self.has_deletions)


def index_directory(root: Path) -> Path:
    """Where a project's index lies."""
    return cache_directory(root) / INDEX_NAME


def read_manifest(root: Path) -> Manifest | None:
    """The manifest of an index that is ours and whole; None otherwise."""
    directory = index_directory(root)
    try:
        fields = json.loads((directory / MANIFEST_NAME).read_text(encoding="utf-8"))
        segments = [SegmentBits(**segment) for segment in fields.pop("segments")]
        manifest = Manifest(**fields, segments=segments)
        is_ours = manifest.rules == rules_key(INDEXING) and _is_private(directory, manifest.inode)
        with os.scandir(directory) as entries:
            sizes = {entry.name: entry.stat().st_size for entry in entries}
        is_whole = manifest.files.items() <= sizes.items()
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None
    return manifest if is_ours and is_whole else None


def indexed_documents(root: Path) -> dict[str, str]:
    """The key of what each document in the index was made from, as the store had it."""
    text = (index_directory(root) / DOCUMENTS_NAME).read_text(encoding="utf-8")
    documents: dict[str, str] = json.loads(text)
    return documents


def write_manifest(
    store: Store,
    *,
    count: int,
    common: list[str],
    segments: list[SegmentBits],
    has_deletions: bool,
) -> None:
    """Say what the index now on disk holds: all that is in the store. Atomic."""
    directory = index_directory(store.root)
    documents = json.dumps(store.finished.unit_keys())
    (directory / DOCUMENTS_NAME).write_text(documents, encoding="utf-8")
    manifest = Manifest(
        rules=rules_key(INDEXING),
        generation=store.generation,
        inode=directory.stat().st_ino,
        count=count,
        files={path.name: path.stat().st_size for path in directory.iterdir() if _is_data(path)},
        common=common,
        segments=segments,
        has_deletions=has_deletions,
    )
    draft = directory / f"{MANIFEST_NAME}.new"
    fields = {**vars(manifest), "segments": [vars(one) for one in manifest.segments]}
    draft.write_text(json.dumps(fields), encoding="utf-8")
    draft.replace(directory / MANIFEST_NAME)


def _is_private(directory: Path, inode: int) -> bool:
    state = directory.stat()
    mine = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    closed = os.name == "nt" or not state.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return mine and closed and state.st_ino == inode


def _is_data(path: Path) -> bool:
    """Not the lock, which the next writer makes anew, nor the manifest itself."""
    return (
        path.is_file()
        and path.suffix != ".new"
        and not path.name.endswith("LOCK")
        and (path.name != MANIFEST_NAME)
    )
