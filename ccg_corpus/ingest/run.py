"""One run over the files found: read what is new or changed, keep the rest, drop what is gone.

A file counts as unchanged by its size and time; only if these differ, or the time is too fresh to
tell, by its hash. Comes in: a `Finding`. Goes out: rows in the store, and a `Report`.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ccg_corpus.config import Config
from ccg_corpus.errors import CcgError, NotVerbatim, SourceError, Unreadable
from ccg_corpus.ingest.discover import Finding, FoundFile, is_there
from ccg_corpus.ingest.finish import unfinish
from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.model import SPEECH_KINDS
from ccg_corpus.store import Extraction, Fact, SourceRow, Store

# A file changed right after it was read may have the time it had: git's "racily clean" files.
RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: `done` of `total` files, `source` the one at hand."""

    done: int
    total: int
    source: str
    quotations: int


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, by the names of files. `failed` is there in every run until it is mended.

    `versions`: (document, the version of record of its work), by ids. `skipped` counts files of
    formats that no reader knows and files that config.yaml leaves out.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    skipped: int = 0
    documents: int = 0
    quotations: int = 0


class Run:
    """The files of one run on their way into the store."""

    def __init__(
        self, store: Store, config: Config, pipeline: Pipeline, progress: Progress | None
    ) -> None:
        self._store = store
        self._config = config
        self._pipeline = pipeline
        self._progress = progress
        self._known = store.sources.all()
        self._done: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
        self._removed: list[str] = []
        self._failed: list[tuple[str, str]] = []
        self._quotations = 0

    def take_in(self, finding: Finding) -> None:
        """Read what is new or changed, in the order of names."""
        for at, name in enumerate(sorted(finding.files)):
            if self._progress:
                self._progress(Step(at, len(finding.files), name, self._quotations))
            self._file(finding.files[name])
        if self._progress and finding.files:
            total = len(finding.files)
            self._progress(Step(total, total, "", self._quotations))

    def drop_vanished(self, finding: Finding, *, everything: bool) -> None:
        """Drop known files that were not found; unless `everything` was looked at, only lost ones.

        What may lie in a folder that could not be looked into stays.
        """
        for name in self._known:
            if name in finding.files or finding.may_hold(name):
                continue
            unwanted = everything or name in finding.left_out
            if unwanted or not is_there(self._config.root / name):
                self._removed.append(name)
        if not self._removed:
            return
        with self._store.transaction():
            for name in self._removed:
                self._store.sources.drop(name)
            unfinish(self._store)

    def report(self, finding: Finding) -> Report:
        """What was done, and what the corpus now holds."""
        finished = self._store.finished
        kinds = finished.kind_counts()
        return Report(
            added=tuple(self._done["added"]),
            changed=tuple(self._done["changed"]),
            unchanged=tuple(self._done["unchanged"]),
            removed=tuple(self._removed),
            failed=(*finding.failed, *self._failed),
            versions=tuple(finished.versions()),
            warnings=tuple(json.loads(self._store.fact(Fact.WARNINGS) or "[]")),
            skipped=finding.skipped + len(finding.left_out),
            documents=len(finished.document_ids()),
            quotations=sum(kinds.get(kind, 0) for kind in SPEECH_KINDS),
        )

    # One file

    def _file(self, file: FoundFile) -> None:
        known = self._known.get(file.name)
        try:
            row = self._seen(file, known)
            if known and row.sha256 == known.sha256 and self._is_read(known):
                self._keep(row, known)
            else:
                extraction = self._pipeline.read(file.path, file.name)
                self._put(self._stamped(row), extraction)
                self._done["changed" if known else "added"].append(file.name)
        except (SourceError, NotVerbatim) as error:
            self._fail(file, known, error)

    def _seen(self, file: FoundFile, known: SourceRow | None) -> SourceRow:
        """The file as it is now; its hash is taken only where its size or time says nothing.

        Raises: Unreadable.
        """
        seen_ns = time.time_ns()
        try:
            state = file.path.stat()
            if known and known.sha256 and _looks_unchanged(known, state):
                return known
            if not stat.S_ISREG(state.st_mode):  # opening a pipe would wait for its writer
                raise Unreadable("not a regular file")
            digest = _hash(file.path)
        except OSError as exc:
            raise Unreadable(f"can't be read: {exc.strerror or exc}") from exc
        row = SourceRow(file.name, state.st_size, state.st_mtime_ns, seen_ns, digest)
        return self._stamped(row)

    def _stamped(self, row: SourceRow) -> SourceRow:
        """The row of a file that the rules of this run are applied to."""
        pipeline = self._pipeline
        return replace(row, reading_key=pipeline.reading_key, finding_key=pipeline.finding_key)

    def _is_read(self, known: SourceRow) -> bool:
        return known.reading_key == self._pipeline.reading_key

    def _keep(self, row: SourceRow, known: SourceRow) -> None:
        """The content is what it was: find its quotations again if the rules are new."""
        if known.error is not None:
            self._failed.append((known.path, known.error))
        elif known.finding_key != self._pipeline.finding_key:
            document = self._store.sources.document(known.path)
            assert document is not None, "a file taken in has its document"
            self._put(self._stamped(row), self._pipeline.find(document))
            self._done["changed"].append(known.path)
            return
        else:
            self._done["unchanged"].append(known.path)
        same = replace(row, error=known.error)
        if same != known:
            with self._store.transaction():
                self._store.sources.seen_again(same)

    def _put(self, row: SourceRow, extraction: Extraction) -> None:
        with self._store.transaction():
            self._store.sources.put(row, extraction)
            unfinish(self._store)
        self._quotations += sum(one.kind in SPEECH_KINDS for one in extraction.quotations)

    def _fail(self, file: FoundFile, known: SourceRow | None, error: CcgError) -> None:
        """Remember the failure in place of what the file gave before, and go on with the others."""
        error.path = None  # the report has the name
        message = str(error)
        self._failed.append((file.name, message))
        row = self._failure(file, message)
        with self._store.transaction():
            self._store.sources.put(row)
            if known is None or known.error is None:
                unfinish(self._store)

    def _failure(self, file: FoundFile, message: str) -> SourceRow:
        """The row of a file that failed; one that can't even be opened is tried every time."""
        try:
            row = self._seen(file, None)
        except Unreadable:
            row = self._stamped(SourceRow(file.name))
        return replace(row, error=message)


def _looks_unchanged(known: SourceRow, state: os.stat_result) -> bool:
    is_same = (known.size, known.mtime_ns) == (state.st_size, state.st_mtime_ns)
    return is_same and known.mtime_ns < known.seen_ns - RACY_NS


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
