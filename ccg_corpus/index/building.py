"""Documents of the store → new segments of the index, by several processes where it is worth it.

Comes in: an index, ids of documents. Goes out: segments on disk, still to be committed. `main` is
such a process: a job as JSON on standard input, what was made on standard output.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.index.manifest import index_directory
from ccg_corpus.index.segments import MOST_RECORDS, SegmentBuilder
from ccg_corpus.store import Store

if TYPE_CHECKING:
    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.index import Index

# A process takes a third of a second to start, as long as it takes to index a thousand records.
LEAST_RECORDS_A_PROCESS = 1500


def build_segments(
    index: Index, store: Store, documents: Sequence[str], most: int | None = None
) -> list[W3Segment]:
    """New segments that hold the records of these documents, made by `most` processes at most: as
    many as there are cores unless told."""
    counts = store.finished.record_counts()
    total = sum(counts.get(id, 0) for id in documents)
    if not total:
        return []
    processes = min(most or _cores(), max(1, total // LEAST_RECORDS_A_PROCESS))
    shares = list(_shares(documents, counts, -(-total // processes)))
    if len(shares) == 1:
        return [build_segment(index, store, shares[0])]
    return list(_built(index, store.root, shares, processes))


def build_segment(index: Index, store: Store, documents: Iterable[str]) -> W3Segment:
    """One segment with the records of these documents."""
    builder = SegmentBuilder(index)
    with _no_collector():
        for id in documents:
            for indexable in store.finished.indexables(id):
                builder.add(id, indexable)
        return builder.finish()


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without Python's collector of cycles: among millions of lists it would look for none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _shares(documents: Iterable[str], counts: dict[str, int], most: int) -> Iterator[list[str]]:
    """The documents in shares of at most about so many records, and of what memory holds."""
    share: list[str] = []
    held = 0
    for id in documents:
        share.append(id)
        held += counts.get(id, 0)
        if held >= min(most, MOST_RECORDS):
            yield share
            share, held = [], 0
    if share:
        yield share


def _built(
    index: Index, root: Path, shares: Sequence[list[str]], processes: int
) -> Iterator[W3Segment]:
    """A segment for each share; a process that knows the words goes on to the next share."""
    running: list[subprocess.Popen[str]] = []
    try:
        for n in range(processes):
            running.append(_started(root, shares[n::processes]))
        for process in running:
            made = process.communicate()[0]
            if process.returncode:
                raise ChildProcessError("a process that writes the index broke off")
            yield from (_segment(index, line) for line in made.splitlines())
    finally:
        for process in running:
            process.kill()
            process.wait()


def _started(root: Path, shares: Sequence[list[str]]) -> subprocess.Popen[str]:
    code = "from ccg_corpus.index.building import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it broke off: its exit code says so
        json.dump({"root": str(root), "shares": list(shares)}, process.stdin)
        process.stdin.close()
    process.stdin = None  # communicate() would flush it
    return process


def _segment(index: Index, made: str) -> W3Segment:
    """The segment that a process says it has made."""
    from whoosh.codec import default_codec
    from whoosh.codec.whoosh3 import W3Segment

    facts: dict[str, Any] = json.loads(made)
    segment = W3Segment(default_codec(), index.indexname, facts["count"], facts["id"])
    segment._fieldlengths = facts["lengths"]
    return segment


def main() -> None:
    """One job: a line for each segment, in a process of its own."""
    from whoosh.index import open_dir

    job = json.load(sys.stdin)
    root = Path(job["root"])
    index = open_dir(str(index_directory(root)))
    with Store.to_read(root) as store:
        for share in job["shares"]:
            segment = build_segment(index, store, share)
            lengths = dict(segment._fieldlengths)
            made = {"count": segment.doc_count_all(), "id": segment.segid, "lengths": lengths}
            print(json.dumps(made))


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
