"""What `ingest` would do, without doing it: nothing is written, nothing is read but hashes.

Comes in: a project. Goes out: a `Preview`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ccg_corpus.codebook import with_codebook
from ccg_corpus.core.errors import Unreadable
from ccg_corpus.ingest.changes import Changes, Looker
from ccg_corpus.ingest.discover import FoundFile, discover
from ccg_corpus.ingest.outside import read_outside
from ccg_corpus.ingest.report import Preview
from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.ingest.workers.task import digest_of
from ccg_corpus.project.config import Config, load_config
from ccg_corpus.readers import open_source
from ccg_corpus.store import NoCorpus, SourceRow, Store
from ccg_corpus.store.unread import skipped_within


def preview(
    project: Path | Config,
    paths: Iterable[Path] = (),
    *,
    retry_failed: bool = False,
    anew: bool = False,
) -> Preview:
    """What a run over all files, or those under `paths`, would read and drop.

    Raises: BadConfig; ProjectError.
    """
    config = with_codebook(project if isinstance(project, Config) else load_config(project))
    given = tuple(paths)
    known = _known(config)
    looker = Looker(config, Pipeline(config), known, retry_failed=retry_failed, anew=anew)
    finding = discover(config, given, read_outside(config.root), looker.is_document)
    look = looker.look(finding, everything=not given)
    new, changed, same = _sorted(look, looker, known)
    failed = [(row.path, row.error) for row in (*look.same, *same) if row.error is not None]
    return Preview(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=tuple(sorted(row.path for row in (*look.same, *same) if _is_document(row))),
        gone=tuple(sorted(look.gone)),
        failed=(
            *finding.failed,
            *sorted([*((file.name, error) for file, error in look.unseen), *failed]),
        ),
        skipped=(*finding.unread(), *skipped_within(known.values())),
    )


def _is_document(row: SourceRow) -> bool:
    """Whether a row is of a file that was taken in; a ZIP is a folder of such."""
    return row.error is None and bool(row.finding_key)


def _known(config: Config) -> Mapping[str, SourceRow]:
    """The rows of the last run; none where there was none that can be read."""
    try:
        with Store.to_read(config.root) as store:
            return store.sources.all()
    except NoCorpus:
        return {}


def _sorted(
    look: Changes, looker: Looker, known: Mapping[str, SourceRow]
) -> tuple[list[str], list[str], list[SourceRow]]:
    """Files to read by whether they are known, and rows of those that only got another time."""
    new, changed, same = [], [], []
    for file in look.to_read:
        row = known.get(file.name)
        if row is None:
            new.append(file.name)
        elif (
            (known_hash := looker.hash_of(file.name))
            and looker.is_found(row)
            and _has_hash(file, known_hash)
        ):
            same.extend([row, *looker.within(row.path)])
        else:
            changed.append(file.name)
    again = [row.path for row in look.same if not looker.is_found(row)]
    look.same = [row for row in look.same if looker.is_found(row)]
    return new, sorted([*changed, *again]), same


def _has_hash(file: FoundFile, sha256: str) -> bool:
    try:
        with open_source(Path(file.path)) as opened:
            return digest_of(opened) == sha256
    except Unreadable:
        return False
