"""What is asked of a worker and what it answers, and the work itself: one file, read and searched.

Comes in: a `Task`. Goes out: a `TaskResult`, whatever the file is. The same for a worker in a process
of its own and for one in this process.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from ccg_corpus.core.errors import CcgError, NotVerbatim, SourceError
from ccg_corpus.core.model import SPEECH_KINDS
from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.readers import Folder, open_folder, open_source, read_bytes
from ccg_corpus.store import Extraction, decode_document, encode_extraction
from ccg_corpus.store.encoded import Encoded


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, or one `member` of the ZIP it is `inside`; or, without a path, a stored
    `document` to search anew.

    `path` is as the system has it, for names may hold bytes that are no text. A file whose hash
    is `known` is not read again.
    """

    name: str
    path: bytes = b""
    known: str | None = None
    member: int | None = None
    inside: str | None = None
    document: bytes | None = None


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file, or the ZIP it is in, as it was. Sent ahead of the answer, which may never come."""

    size: int
    mtime_ns: int
    seen_ns: int
    sha256: str
    ctime_ns: int
    inode: int


def inode_of(state: os.stat_result) -> int:
    """A file's inode, as the store can hold it: some systems have longer numbers."""
    return state.st_ino & (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What became of a task: something `found`, numbers and names of a ZIP's `members`, an `error`, or it `is_same`.

    `is_spent`: memory ran out, which says little of the file if the worker read others before.
    `may_pass`: time ran out, or a fault of ours: the file may be read another time.
    """

    seen: SeenFile | None = None
    found: Encoded | None = None
    speech: int = 0
    warnings: tuple[str, ...] = ()
    members: tuple[tuple[int, str], ...] = ()
    is_same: bool = False
    error: str | None = None
    is_spent: bool = False
    may_pass: bool = False
    is_damaged: bool = False  # the store, not the file


class TaskRunner:
    """Does tasks, one after another. `tell` hears of a file before it is parsed; `seen` is it."""

    def __init__(self, pipeline: Pipeline, tell: Callable[[SeenFile], None] = lambda seen: None):
        self._pipeline = pipeline
        self._tell = tell
        self.seen: SeenFile | None = None
        self._opened_ns = 0
        self._folder: _OpenFolder | None = None

    def do(self, task: Task) -> TaskResult:
        """The answer to a task.

        Raises: NoCorpus where a stored document is damaged. Anything else is a fault of ours.
        """
        self.seen = None
        try:
            if task.document is not None:
                document = decode_document(task.document)
                return _answer(None, self._pipeline.find(document))
            if task.member is not None:
                return self._member(task, task.member)
            return self._file(task)
        except (SourceError, NotVerbatim) as error:
            return TaskResult(self.seen, error=message_of(error))

    def _file(self, task: Task) -> TaskResult:
        path = Path(os.fsdecode(task.path))
        self._opened_ns = time.time_ns()
        with open_source(path) as file:
            folder = open_folder(file, path.name, limits=self._pipeline.limits)
            if folder is not None:
                self._see(file, digest_of(file))
                return self._members(task, folder)
            data = read_bytes(file, limits=self._pipeline.limits)
            self._see(file, hashlib.sha256(data).hexdigest())
        return self._read(task, data, path.name)

    def _members(self, task: Task, folder: Folder) -> TaskResult:
        if self._is_known(task):
            return TaskResult(self.seen, is_same=True)
        return TaskResult(self.seen, members=folder.members())

    def _member(self, task: Task, number: int) -> TaskResult:
        if self._folder is None or self._folder.path != task.path:
            if self._folder is not None:
                self._folder.close()
            self._opened_ns = time.time_ns()
            self._folder = _OpenFolder(task.path, self._pipeline)
        data = self._folder.folder.read(number)
        self._see(self._folder.file, hashlib.sha256(data).hexdigest())
        return self._read(task, data, task.name)

    def _read(self, task: Task, data: bytes, file_name: str) -> TaskResult:
        if self._is_known(task):
            return TaskResult(self.seen, is_same=True)
        return _answer(self.seen, self._pipeline.read(data, file_name, task.name))

    def _see(self, file: BinaryIO, sha256: str) -> None:
        state = os.fstat(file.fileno())
        self.seen = SeenFile(
            size=state.st_size,
            mtime_ns=state.st_mtime_ns,
            seen_ns=self._opened_ns,
            sha256=sha256,
            ctime_ns=state.st_ctime_ns,
            inode=inode_of(state),
        )
        self._tell(self.seen)

    def _is_known(self, task: Task) -> bool:
        return self.seen is not None and self.seen.sha256 == task.known


class _OpenFolder:
    """A ZIP, or a set of articles, that stays open from one of its members to the next."""

    def __init__(self, path: bytes, pipeline: Pipeline) -> None:
        self.path = path
        place = Path(os.fsdecode(path))
        self._opening = open_source(place)
        self.file = self._opening.__enter__()
        folder = open_folder(self.file, place.name, limits=pipeline.limits)
        if folder is None:
            self.close()
            raise SourceError("changed while it was read", hint="run 'ccg ingest' again")
        self.folder = folder

    def close(self) -> None:
        """Let go of the file."""
        self._opening.__exit__(None, None, None)


def digest_of(file: BinaryIO) -> str:
    """The hash of all of an open file."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()


def message_of(error: CcgError) -> str:
    """The line to show for a file that failed; the report has its name."""
    error.path = None
    return str(error)


def _answer(seen: SeenFile | None, extraction: Extraction) -> TaskResult:
    speech = sum(one.kind in SPEECH_KINDS for one in extraction.quotations)
    warnings = (*extraction.document.warnings, *_notes(extraction))
    return TaskResult(seen, encode_extraction(extraction), speech, warnings)


def _notes(extraction: Extraction) -> Iterator[str]:
    """What is most likely missing, and how to look at it."""
    from ccg_corpus.quotations.passed_over import passed_over

    found = passed_over(extraction.document, extraction.quotations)
    if found is None:
        return
    name = shlex.quote(PurePath(extraction.document.source).name)
    if found.is_marked:
        look = f"to list them: ccg quotes --document {name} --kind term --kind cited"
    elif extraction.quotations:
        look = f"compare the file with: ccg quotes --document {name} --kind all"
    else:
        look = "look into the file"
    yield f"{found.what}; {look}"
