"""Files → the finished, searchable corpus. The only module that chains the stages.

Comes in: a project. Goes out: a `Report`. Each file is taken in by a transaction of its own, the
corpus is finished by another, and a run that was killed anywhere is carried on by the next one. A
file that fails is reported and leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ccg_corpus.bibliography.side_files import find_side_files
from ccg_corpus.config import Config, load_config
from ccg_corpus.ingest.discover import discover
from ccg_corpus.ingest.finish import end_run, finish, is_finished
from ccg_corpus.ingest.outside import add_outside, read_outside
from ccg_corpus.ingest.run import Progress, Report, Run, Step
from ccg_corpus.ingest.stages import Pipeline, Stages
from ccg_corpus.lock import locked
from ccg_corpus.store import NoCorpus, Store, readable, throw_away

__all__ = ["Progress", "Report", "Stages", "Step", "ingest"]


def ingest(
    project: Path | Config,
    paths: Iterable[Path] = (),
    *,
    progress: Progress | None = None,
    stages: Stages | None = None,
    wait_s: float = 0.0,
) -> Report:
    """Bring a project's corpus up to date with its files: all of them, or those under `paths`.

    Files outside the corpus folders that were once named are kept in outside.txt.
    Raises: BadConfig; Locked where another run holds the project; ProjectError.
    """
    config = project if isinstance(project, Config) else load_config(project)
    given = tuple(paths)
    with locked(config.root, wait_s=wait_s):
        try:
            return _ingest(config, given, progress, stages)
        except NoCorpus:  # damaged within: it is a cache, and made anew
            throw_away(config.root)
            return _ingest(config, given, progress, stages)


def _ingest(
    config: Config, paths: tuple[Path, ...], progress: Progress | None, stages: Stages | None
) -> Report:
    with readable(config.root), Store.to_write(config.root) as store:
        run = Run(store, config, Pipeline(config, stages), progress)
        finding = discover(config, paths, read_outside(config.root))
        add_outside(config.root, finding.outside())
        run.take_in(finding)
        run.drop_vanished(finding, everything=not paths)
        side_files = find_side_files(config, read_outside(config.root))
        if not is_finished(store, config, side_files):
            finish(store, config, side_files)
        end_run(store, config)
        _index(store)
        return run.report(finding)


def _index(store: Store) -> None:
    from ccg_corpus.index import is_current, update_index

    if not is_current(store):
        update_index(store)
