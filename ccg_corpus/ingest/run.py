"""One run over the files found: read what is new or changed, keep the rest, drop what is gone.

Comes in: what was `Discovered`, and workers. Goes out: rows in the store, one transaction a file, and a
`Report`, the same in whatever order the workers answer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from ccg_corpus.bibliography.exports.side_files import ZIP, exports_within
from ccg_corpus.core.frozen import replaced
from ccg_corpus.core.model import SPEECH_KINDS
from ccg_corpus.ingest.changes import Looker, to_try_again
from ccg_corpus.ingest.discover import Discovered, LeftOut
from ccg_corpus.ingest.finish import unfinish
from ccg_corpus.ingest.report import Progress, Report, Step
from ccg_corpus.ingest.skipped import is_litter, skipped
from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.ingest.workers.pool import Workers
from ccg_corpus.ingest.workers.task import SeenFile, Task, TaskResult
from ccg_corpus.project.config import Config
from ccg_corpus.readers import SUFFIXES
from ccg_corpus.store import Fact, NoCorpus, Selection, SourceRow, Store
from ccg_corpus.store.unread import LEFT_OUT, Skipped, row_text, skipped_within

Hire = Callable[[int, int], Workers]
# Rows of files that only got another time are written this many at once.
_CHUNK = 1000
# So many lines of reviewers' files that can't be read are told; 'ccg status' has all.
MOST_TOLD = 5


class IngestRun:
    """The files of one run on their way into the store.

    `hire` gives workers for so many files of so many bytes; none are hired for nothing.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        pipeline: Pipeline,
        *,
        hire: Hire,
        progress: Progress | None = None,
        retry_failed: bool = False,
        anew: bool = False,
    ) -> None:
        self._store = store
        self._config = config
        self._left_out = LeftOut(config)
        self._pipeline = pipeline
        self._hire = hire
        self._progress = progress
        self._known = store.sources.all()
        self._looker = Looker(config, pipeline, self._known, retry_failed=retry_failed, anew=anew)
        self._again: dict[str, SourceRow] = {}
        self._unfolded: list[SourceRow] = []
        self._touched: list[SourceRow] = []
        self._done: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
        self._removed: list[str] = []
        self._failed: list[tuple[str, str]] = []
        self._doubtful: list[tuple[str, str]] = []
        self._steps = 0
        self._quotations = 0

    def is_document(self, name: str, path: str) -> bool:
        """Whether a file is known as a document and looks unchanged."""
        return self._looker.is_document(name, path)

    def take_in(self, finding: Discovered, *, everything: bool) -> None:
        """Read what is new or changed, drop what is gone."""
        look = self._looker.look(finding, everything=everything)
        for file, error in look.unseen:
            self._fail(SourceRow(file.name), error)
        for row in look.same:
            self._keep(row, row)
        self._drop(look.gone)
        self._work(
            [
                Task(file.name, os.fsencode(file.path), self._looker.hash_of(file.name))
                for file in look.to_read
            ]
        )
        self._remember_touched(at_least=1)

    def report(self, finding: Discovered, exports: Iterable[str] = ()) -> Report:
        """What was done, and what the corpus now holds."""
        rows = self._store.sources.all()
        zips = (row for name, row in rows.items() if name in finding.files)
        finished = self._store.finished
        return Report(
            added=tuple(sorted(self._done["added"])),
            changed=tuple(sorted(self._done["changed"])),
            unchanged=tuple(sorted(self._done["unchanged"])),
            removed=tuple(sorted(self._removed)),
            failed=(*finding.failed, *sorted(self._failed)),
            doubtful=tuple(sorted(self._doubtful)),
            versions=tuple(finished.versions()),
            warnings=(*json.loads(self._store.fact(Fact.WARNINGS) or "[]"), *self._of_reviewers()),
            skipped=(*finding.unread(), *skipped_within(zips)),
            exports=tuple(exports),
            unmatched=tuple(json.loads(self._store.fact(Fact.UNMATCHED) or "[]")),
            documents=finished.document_count(),
            quotations=finished.count(Selection(SPEECH_KINDS)),
        )

    def _of_reviewers(self) -> Iterator[str]:
        """What in reviewers' files can't be read, and that things they decided found no place."""
        yield from self._store.given.faults()[:MOST_TOLD]
        if count := self._store.given.lost_count():
            what = "thing that was decided has" if count == 1 else "things that were decided have"
            yield f"{count} {what} no place in the corpus: 'ccg decisions --lost' lists them"

    # Tasks

    def _work(self, tasks: list[Task]) -> None:
        """Have tasks done, and those that come of them: files in ZIPs, documents to search anew."""
        if not tasks and not self._again:
            return
        workers = self._hire(len(tasks) + len(self._again), sum(map(_size, tasks)))
        try:
            while tasks or self._again:
                tasks += [Task(name) for name in sorted(self._again)]
                tasks = self._round(workers, tasks)
            # A ZIP is known once all that is in it is: after a kill it is looked into again.
            for row in self._unfolded:
                self._set(row)
        finally:
            workers.close()

    def _round(self, workers: Workers, tasks: list[Task]) -> list[Task]:
        """Have tasks done: the files in the ZIPs among them."""
        within: list[Task] = []
        total = self._steps + len(tasks)
        self._announce(total, tasks[0].name)
        for task, answer in workers.answers(map(self._loaded, tasks)):
            if answer.is_damaged:
                raise NoCorpus(answer.error or "damaged", path=self._store.root)
            within.extend(self._take(task, answer))
            self._steps += 1
            self._announce(total, task.name)
        return within

    def _loaded(self, task: Task) -> Task:
        """A stored document comes along when its turn has come, not before."""
        if task.path:
            return task
        return replace(task, document=self._store.sources.stored_document(task.name))

    def _announce(self, total: int, source: str) -> None:
        if self._progress:
            self._progress(Step(self._steps, total, source, self._quotations))

    # Answers

    def _take(self, task: Task, answer: TaskResult) -> list[Task]:
        """Store what came of a task: the tasks that follow from it."""
        row = self._row(task, answer)
        if answer.is_same:
            for known in (self._known[task.name], *self._looker.within(task.name)):
                self._keep(_stamped_as(known, row), known)
            return []
        if answer.members:
            return self._unfold(task, row, answer)
        if answer.found is None:
            self._fail_to_read(row, answer)
        else:
            self._put(replaced(row, warnings="\n".join(answer.warnings)), answer)
        self._drop(one.path for one in self._looker.within(task.name))
        return []

    def _row(self, task: Task, answer: TaskResult) -> SourceRow:
        """A file as the worker saw it, by the rules of this run."""
        if not task.path:
            row = self._again.pop(task.name)
        elif answer.seen is None:  # it could not be opened, and is tried every time
            row = SourceRow(task.name, inside=task.inside)
        else:
            seen = answer.seen
            row = _stamped_as(SourceRow(task.name, sha256=seen.sha256, inside=task.inside), seen)
        pipeline = self._pipeline
        return replaced(row, reading_key=pipeline.reading_key, finding_key=pipeline.finding_key)

    def _unfold(self, task: Task, row: SourceRow, answer: TaskResult) -> list[Task]:
        """The files in a ZIP, as tasks; those that are there no more are dropped."""
        row = replaced(row, reading_key=self._pipeline.folder_key, finding_key="")
        exports = self._exports_within(Path(os.fsdecode(task.path)))
        tasks, unread = [], []
        for number, member in answer.members:
            name = f"{task.name}/{member}"
            if name in self._left_out:
                unread.append(Skipped(name, LEFT_OUT, is_loss=False))
            elif member in exports or _is_hidden(member):
                continue
            elif PurePath(member).suffix.lower() not in SUFFIXES:
                unread.append(skipped(name))
            else:
                known = self._looker.hash_of(name)
                tasks.append(Task(name, task.path, known, number, inside=task.name))
        row = replaced(row, warnings=row_text(unread))
        wanted = {one.name for one in tasks}
        self._drop(one.path for one in self._looker.within(task.name) if one.path not in wanted)
        if not tasks and not exports:
            self._fail(replaced(row, warnings=""), "the ZIP holds no file that a reader knows")
        else:
            self._set(replaced(row, sha256=None))
            self._unfolded.append(row)
        return tasks

    def _exports_within(self, path: Path) -> frozenset[str]:
        """The names of the exports in a ZIP; a set of articles holds none."""
        if path.suffix.lower() != ZIP:
            return frozenset()
        return exports_within(path, max_members=self._config.limits.max_members)

    def _keep(self, row: SourceRow, known: SourceRow) -> None:
        """The content is what it was: find its quotations again if the rules are new."""
        if known.error is not None:
            self._failed.append((known.path, known.error))
        elif not self._looker.is_found(known):
            self._again[known.path] = row
            return
        elif known.finding_key:
            self._done["unchanged"].append(known.path)
            self._warn(known)
        if row != known:
            self._touched.append(row)
            self._remember_touched(at_least=_CHUNK)

    def _put(self, row: SourceRow, answer: TaskResult) -> None:
        with self._store.transaction():
            self._store.sources.put(row, answer.found)
            unfinish(self._store)
        self._quotations += answer.speech
        self._done["changed" if row.path in self._known else "added"].append(row.path)
        self._warn(row)

    def _fail_to_read(self, row: SourceRow, answer: TaskResult) -> None:
        """Another run may have more luck where time ran out: the next one tries, the others not."""
        error = answer.error or "can't be read"
        if not answer.may_pass:
            self._fail(row, error)
        elif self._looker.failed_before(row):
            self._fail(row, f"{error}; it failed before: 'ccg ingest --retry-failed' tries again")
        else:
            self._fail(to_try_again(row), f"{error}; the next run tries again")

    def _fail(self, row: SourceRow, error: str) -> None:
        """Remember the failure in place of what the file gave before, and go on with the others."""
        self._failed.append((row.path, error))
        self._set(replaced(row, error=error))

    def _set(self, row: SourceRow) -> None:
        """A row without a document."""
        known = self._known.get(row.path)
        with self._store.transaction():
            self._store.sources.put(row)
            if known is not None and known.error is None:
                unfinish(self._store)

    def _warn(self, row: SourceRow) -> None:
        self._doubtful.extend((row.path, warning) for warning in row.warnings.splitlines())

    def _drop(self, names: Iterable[str]) -> None:
        dropped = list(names)
        if not dropped:
            return
        self._removed.extend(dropped)
        with self._store.transaction():
            for name in dropped:
                self._store.sources.drop(name)
            unfinish(self._store)

    def _remember_touched(self, *, at_least: int) -> None:
        """Other times of the same content; nothing depends on when they are written."""
        if len(self._touched) >= at_least:
            with self._store.transaction():
                for row in self._touched:
                    self._store.sources.seen_again(row)
            self._touched.clear()


def _stamped_as(known: SourceRow, seen: SourceRow | SeenFile) -> SourceRow:
    """A known row with the time of the file, or of the ZIP it is in, as it is now."""
    names = ("size", "mtime_ns", "seen_ns", "ctime_ns", "inode")
    return replaced(known, **{name: getattr(seen, name) for name in names})


def _is_hidden(name: str) -> bool:
    """Whether a file in a ZIP is one that nobody has put there."""
    parts = PurePath(name).parts
    return any(part.startswith((".", "__MACOSX")) for part in parts) or is_litter(parts[-1])


def _size(task: Task) -> int:
    try:
        return os.stat(task.path).st_size  # noqa: PTH116 - bytes, as the system has them
    except OSError:
        return 0
