"""What a run says of itself: how far it is, what it did, what it would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ccg_corpus.store.unread import Skipped


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: `done` of `total` files that have to be read, `source` the one at hand."""

    done: int
    total: int
    source: str
    quotations: int


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, by the names of files. `failed` is there in every run until it is mended.

    `doubtful`: (file, warning): it was taken in, and something may be missing of it.
    `versions`: (document, the version of record of its work), by ids. `skipped` are files of formats
    that no reader knows and files that config.yaml leaves out. `exports`: what each new or changed
    export of a reference manager is good for.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    exports: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()  # entries of config.yaml about no file
    documents: int = 0
    quotations: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would do, by the names of files. What a ZIP holds is not looked into."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()
