"""The store: what files gave and the finished corpus, in one SQLite file under .ccg/.

Comes in: rows, extractions, finished units. Goes out: the same, and records by filters, in order.
It is a cache of the user's files and config: no decision is made here, and none is kept here only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.store.catalogue import DocumentTable
from ccg_corpus.store.counted.counting import COUNTED, Tally
from ccg_corpus.store.database import (
    NoCorpus,
    cache_directory,
    connect_to_read,
    connect_to_write,
    end_writing,
    make_cache_directory,
    readable,
    throw_away,
)
from ccg_corpus.store.exports import Exports
from ccg_corpus.store.finished import Finished, Indexable
from ccg_corpus.store.given import Given
from ccg_corpus.store.integrity.seal import Writing
from ccg_corpus.store.naming import Naming
from ccg_corpus.store.selection import Facet, Selection
from ccg_corpus.store.sources import (
    Extraction,
    SourceRow,
    Sources,
    decode_document,
    encode_extraction,
)

if TYPE_CHECKING:
    from ccg_corpus.store.counted.crossing import Broader, Crossing

__all__ = [
    "COUNTED",
    "Extraction",
    "Facet",
    "Fact",
    "Finished",
    "Indexable",
    "Naming",
    "NoCorpus",
    "Selection",
    "SourceRow",
    "Sources",
    "Store",
    "Tally",
    "cache_directory",
    "decode_document",
    "encode_extraction",
    "make_cache_directory",
    "readable",
    "throw_away",
]


class Fact:
    """What the store remembers of itself, by key."""

    GENERATION = "generation"  # another after every change of the finished corpus
    CATALOGUED = "catalogued"  # the rules by which it was said what documents are named by
    FINISHED = "finished"  # the config by which it was finished; empty while it is not
    CONFIG = "config"  # the digest of that config.yaml
    CODEBOOK = "codebook"  # the digest of that codebook.yaml
    SETTINGS = "settings"  # what answering needs of it
    WARNINGS = "warnings"  # what in it names no document, and what in exports can't be used
    SITES = "sites"  # the crosswalk: [document, what a case is compared by, site]
    EXPORTS = "exports"  # the digests of the exports that it was finished with, by their names
    EXPORTS_USED = "exports used"  # of each export: its entries, and the documents they are about
    GIVEN = "given"  # how the reviewers' files looked when they were last taken in
    UNREAD = "unread"  # files that the last run skipped, each with the reason
    UNMATCHED = "unmatched"  # entries of config.yaml that are about no file
    LEAVING = "leaving"  # what leads out of the project: [name, where to]
    INGESTED = "ingested"  # when the last run ended, in UTC


class Store:
    """A project's store, open. `with` closes it; nothing is written outside `transaction`."""

    def __init__(
        self, connection: sqlite3.Connection, root: Path, *, writing: Writing | None = None
    ) -> None:
        self._connection = connection
        self._writing = writing
        self.root = root
        self.sources = Sources(connection)
        self.catalogue = DocumentTable(connection)
        self.exports = Exports(connection)
        self.finished = Finished(connection)
        self.given = Given(connection)
        self._snapshots = 0

    @classmethod
    def to_write(cls, root: Path) -> Store:
        """The store of the project in `root`, made if there is none that can be used.

        Raises: ProjectError.
        """
        connection, writing = connect_to_write(root)
        return cls(connection, root, writing=writing)

    @classmethod
    def to_read(cls, root: Path) -> Store:
        """The store as the last ingest left it.

        Raises: NoCorpus.
        """
        return cls(connect_to_read(root), root)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and seal it if it was written to."""
        if self._writing is not None:
            end_writing(self._connection, self._writing)
        self._connection.close()

    def is_latest(self) -> bool:
        """Whether no later state has been finished since this one was looked at first."""
        with suppress(ProjectError, sqlite3.Error):
            latest = Store.to_read(self.root)
            try:
                return latest.generation == self.generation
            finally:
                latest.close()
        return False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written within, or nothing of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
            if self._writing is not None:
                self._writing.look()
        except BaseException:
            if self._connection.in_transaction:  # SQLite ends it itself where the disk is full
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state for several reads, whatever another run writes meanwhile. May be nested."""
        if not self._snapshots:
            self._connection.execute("BEGIN")
        self._snapshots += 1
        try:
            yield
        finally:
            self._snapshots -= 1
            if not self._snapshots:
                self._connection.execute("ROLLBACK")

    def fact(self, key: str) -> str | None:
        """What the store remembers of itself under `key`."""
        row = self._connection.execute(
            "SELECT value FROM facts_of_store WHERE key = ?", (key,)
        ).fetchone()
        return None if row is None else str(row[0])

    def crossing(
        self, fields: Sequence[str], joined: Mapping[str, str] | None, broader: Broader
    ) -> Crossing:
        """What groups records by several fields at once."""
        from ccg_corpus.store.counted.columns import columns
        from ccg_corpus.store.counted.crossing import Crossing

        cache = cache_directory(self.root)
        return Crossing(
            self._connection,
            fields,
            joined,
            broader,
            lambda: columns(self._connection, cache, self.generation),
        )

    @property
    def generation(self) -> str:
        """What is finished now; another after every change."""
        return self.fact(Fact.GENERATION) or ""

    def remember(self, key: str, value: str) -> None:
        """Set what the store remembers under `key`, within a transaction."""
        self._connection.execute(
            "INSERT OR REPLACE INTO facts_of_store VALUES (?, ?)", (key, value)
        )
