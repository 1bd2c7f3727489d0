"""What a run has to do: which files are new or changed, which stay, which are gone.

Comes in: what was `Discovered` and the rows of the last run. Goes out: `Changes`. A file counts as unchanged
by its size, its times and its inode; only if these differ, or the time is too fresh to tell, is it opened. Nothing
is written, and no file is opened here.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ccg_corpus.core.frozen import replaced
from ccg_corpus.ingest.discover import Discovered, FoundFile, is_there
from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.ingest.workers.task import inode_of
from ccg_corpus.project.config import Config
from ccg_corpus.store import SourceRow

# A file changed right after it was read may have the time it had: git's "racily clean" files.
RACY_NS = 2_000_000_000
# Behind the reading key of a file that failed once where it might be read another time.
_ONCE = "?"

Known = Mapping[str, SourceRow]


@dataclass(slots=True)
class Changes:
    """`to_read`: new or perhaps changed files; `same`: rows that stay, of files in ZIPs too;
    `unseen`: files that could not be asked for, with the reason."""

    to_read: list[FoundFile] = field(default_factory=list)
    same: list[SourceRow] = field(default_factory=list)
    unseen: list[tuple[FoundFile, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


class Looker:
    """Compares files with what is known of them."""

    def __init__(
        self,
        config: Config,
        pipeline: Pipeline,
        known: Known,
        *,
        retry_failed: bool = False,
        anew: bool = False,
    ) -> None:
        self._config = config
        self._anew = anew
        self._retry_failed = retry_failed
        self._pipeline = pipeline
        self._known = known
        self._within: dict[str, list[SourceRow]] = defaultdict(list)
        for row in known.values():
            if row.inside is not None:
                self._within[row.inside].append(row)

    def look(self, finding: Discovered, *, everything: bool) -> Changes:
        """All files found, in the order of names; and known ones that were not."""
        look = Changes()
        for name in sorted(finding.files):
            self._file(finding.files[name], look)
        look.gone.extend(self._vanished(finding, everything=everything))
        return look

    def within(self, name: str) -> list[SourceRow]:
        """The known files in a ZIP."""
        return self._within.get(name, [])

    def is_read(self, row: SourceRow) -> bool:
        """Whether a row is by today's rules of reading, or of looking into ZIPs, and stays."""
        if self._anew or (self._retry_failed and row.error is not None):
            return False
        return row.reading_key in (self._pipeline.reading_key, self._pipeline.folder_key)

    def is_document(self, name: str, path: str) -> bool:
        """Whether a file is known as one by today's rules, and looks unchanged."""
        known = self._known.get(name)
        if known is None or not known.finding_key or not self.is_read(known):
            return False
        try:
            return _looks_unchanged(known, os.stat(path))  # noqa: PTH116 - ten thousand of them
        except OSError:
            return False

    def hash_of(self, name: str) -> str | None:
        """The hash under which a file need not be read again, nor what it holds if it is a ZIP."""
        known = self._known.get(name)
        if known is None or not all(map(self.is_read, (known, *self.within(name)))):
            return None
        return known.sha256

    def failed_before(self, row: SourceRow) -> bool:
        """Whether the same content failed by the same rules and limits."""
        known = self._known.get(row.path)
        if known is None or known.error is None or row.sha256 is None:
            return False  # what could not be opened is tried every time
        was_by = known.sha256, known.reading_key.removesuffix(_ONCE)
        return was_by == (row.sha256, row.reading_key)

    def is_found(self, row: SourceRow) -> bool:
        """Whether its quotations are by today's rules; a ZIP has none of its own."""
        is_moot = row.error is not None or not row.finding_key
        return is_moot or row.finding_key == self._pipeline.finding_key

    def _file(self, file: FoundFile, look: Changes) -> None:
        known = self._known.get(file.name)
        try:
            state = os.stat(file.path)  # noqa: PTH116 - ten thousand of them
        except OSError as exc:
            look.unseen.append((file, f"can't be read: {exc.strerror or exc}"))
            return
        rows = [known, *self.within(file.name)] if known else []
        if known and _looks_unchanged(known, state) and all(map(self.is_read, rows)):
            look.same.extend(rows)
        else:
            look.to_read.append(file)

    def _vanished(self, finding: Discovered, *, everything: bool) -> Iterator[str]:
        """Known files that were not found; unless `everything` was looked at, only lost ones.

        What may lie in a folder that could not be looked into stays.
        """
        for name, row in self._known.items():
            place = row.inside or name
            if place in finding.files or finding.may_hold(place):
                continue
            unwanted = everything or place in finding.left_out
            if unwanted or not is_there(self._config.root / place):
                yield name


def to_try_again(row: SourceRow) -> SourceRow:
    """The row of a failure that the next run does not take for granted."""
    return replaced(row, reading_key=row.reading_key + _ONCE)


def _looks_unchanged(known: SourceRow, state: os.stat_result) -> bool:
    times = (known.size, known.mtime_ns, known.ctime_ns, known.inode)
    is_same = times == (state.st_size, state.st_mtime_ns, state.st_ctime_ns, inode_of(state))
    return known.sha256 is not None and is_same and known.mtime_ns < known.seen_ns - RACY_NS
