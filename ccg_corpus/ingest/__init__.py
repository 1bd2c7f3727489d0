"""Files → the finished, searchable corpus. The only module that chains the stages.

Comes in: a project. Goes out: a `Report`. Files are read by processes of their own, within bounds;
each is taken in by a transaction of its own, the corpus is finished by another, and a run that was
killed anywhere is carried on by the next one. A file that fails is reported and leaves the others
alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from ccg_corpus.bibliography.exports.side_files import find_side_files
from ccg_corpus.codebook import with_codebook
from ccg_corpus.core.errors import ProjectError
from ccg_corpus.ingest.config_entries import entries_about_no_file
from ccg_corpus.ingest.discover import LeftOut, discover
from ccg_corpus.ingest.exports import exports_of, uses_of_exports
from ccg_corpus.ingest.finish import end_run, finish, is_finished
from ccg_corpus.ingest.leaving import Leaving
from ccg_corpus.ingest.outside import add_outside, read_outside
from ccg_corpus.ingest.preview import preview
from ccg_corpus.ingest.report import Preview, Progress, Report, Step
from ccg_corpus.ingest.run import IngestRun
from ccg_corpus.ingest.stages import Pipeline, Stages
from ccg_corpus.ingest.workers.pool import BYTES_A_WORKER, FILES_A_WORKER, Here, Pool, Workers
from ccg_corpus.project.config import Config, load_config
from ccg_corpus.store import NoCorpus, Store, readable, throw_away
from ccg_corpus.store.lock import INDEX, locked
from ccg_corpus.store.unread import skipped_within

INDEX_WAIT_S = 600.0

__all__ = ["Preview", "Progress", "Report", "Stages", "Step", "ingest", "preview"]


def ingest(
    project: Path | str | Config,
    paths: Iterable[Path] = (),
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
    stages: Stages | None = None,
    wait_s: float = 0.0,
    retry_failed: bool = False,
    anew: bool = False,
) -> Report:
    """Bring a project's corpus up to date with its files: all of them, or those under `paths`.

    Up to `jobs` processes read, as many as there are cores unless told; with `stages` of one's own
    this process does, without bounds. Files outside the corpus folders that were once named are
    kept in outside.txt. What failed is read again once it, its limits or the rules are others, or
    if `retry_failed`; where only time ran out, once in any case. With `anew` all files are read
    again, whatever is known of them.
    Raises: BadConfig; Locked where another run holds the project; ProjectError.
    """
    config = with_codebook(project if isinstance(project, Config) else load_config(Path(project)))
    given = tuple(paths)
    taking = _Taking(
        config, jobs or cores(), progress, stages, retry_failed=retry_failed, anew=anew
    )
    with locked(config.root, wait_s=wait_s):
        try:
            return taking.take_in(given)
        except NoCorpus:  # damaged within: it is a cache, and made anew
            throw_away(config.root)
            return taking.take_in(given)


class _Callable(ModuleType):
    """`from ccg_corpus import ingest` gives the function that is asked for, also where somebody
    imported this module before: the two have one name, and Python binds the module to it."""

    __call__ = staticmethod(ingest)


sys.modules[__name__].__class__ = _Callable


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Taking:
    """One call of `ingest`."""

    def __init__(
        self,
        config: Config,
        jobs: int,
        progress: Progress | None,
        stages: Stages | None,
        *,
        retry_failed: bool,
        anew: bool,
    ) -> None:
        self._config = config
        self._jobs = jobs
        self._progress = progress
        self._retry_failed = retry_failed
        self._anew = anew
        self._stages = stages
        self._pipeline = Pipeline(config, stages)

    def take_in(self, paths: tuple[Path, ...]) -> Report:
        config = self._config
        with readable(config.root), Store.to_write(config.root) as store:
            run = IngestRun(
                store,
                config,
                self._pipeline,
                hire=self._hire,
                progress=self._progress,
                retry_failed=self._retry_failed,
                anew=self._anew,
            )
            out = Leaving(store, config, are_named=not paths)
            finding = discover(config, paths, read_outside(config.root), run.is_document, out.tell)
            out.end()
            add_outside(config.root, finding.outside())
            run.take_in(finding, everything=not paths)
            # A run over some paths does not see all exports, and all count.
            outside = read_outside(config.root)
            seen = discover(config, (), outside, run.is_document) if paths else finding
            side_files = find_side_files(config, seen.exports(), LeftOut(config).__contains__)
            known = exports_of(store)
            # Who asks for the new state waits for its index, and does not make one beside us.
            with locked(config.root, wait_s=INDEX_WAIT_S, what=INDEX):
                if not is_finished(store, config, side_files):
                    finish(store, config, side_files)
                _index(store, self._jobs)
            rows = store.sources.all()
            unread = (*seen.unread(), *skipped_within(rows.values()))
            unmatched = entries_about_no_file(config, {*seen.names(), *rows, *side_files.digests,
                                                       *(one.name for one in unread)})  # fmt: skip
            end_run(store, config, unread, unmatched, out.known)
            new = {name for name, digest in side_files.digests.items() if known.get(name) != digest}
            report = run.report(finding, uses_of_exports(store, new))
            return replace(report, warnings=(*report.warnings, *_sentences(store, config)))

    def _hire(self, files: int, size: int) -> Workers:
        """No more workers than there is work for: each takes a while to start."""
        if self._stages is not None:
            return Here(self._pipeline)
        worthwhile = 1 + max(size // BYTES_A_WORKER, files // FILES_A_WORKER)
        return Pool(self._config, min(self._jobs, files, worthwhile))


def _sentences(store: Store, config: Config) -> list[str]:
    """Read the quotations by the sentence model that config.yaml names; a line where that fails."""
    if not config.meaning:
        return []
    from ccg_corpus.near.sentence_model import SentenceModel
    from ccg_corpus.search.sentences import bring_up_sentences

    try:
        folder = config.root / config.meaning
        bring_up_sentences(store, SentenceModel(folder, threads=cores(), for_many=True))
    except ProjectError as exc:
        return [str(exc)]
    return []


def _index(store: Store, jobs: int) -> None:
    from ccg_corpus.search import bring_up, quotation_engine

    index = quotation_engine(store, jobs)
    if index.is_current():
        return
    try:
        bring_up(index, store)
    except OSError as exc:
        path = store.root / ".ccg"
        raise ProjectError(f"the index can't be written: {exc.strerror or exc}", path=path) from exc
