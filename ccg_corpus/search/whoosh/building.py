"""Documents of the store → new shards, by several processes where it is worth it.

Comes in: a folder, ids of documents. Goes out: shards on disk that no manifest names yet. `main` is
such a process: a job as JSON on standard input, what was made on standard output.
"""

from __future__ import annotations

import gc
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ccg_corpus.search.whoosh.shards import MOST_RECORDS, Ranges, Shard, ShardBuilder
from ccg_corpus.store import Store

# A process takes a third of a second to start, as long as it takes to index a thousand records.
LEAST_RECORDS_A_PROCESS = 1500

Built = tuple[Shard, Ranges]


def build_shards(
    folder: Path, store: Store, documents: Sequence[str], most: int | None = None
) -> list[Built]:
    """New shards in a folder that hold the records of these documents, made by `most` processes at
    most: as many as there are cores unless told."""
    counts = store.finished.record_counts(documents)
    total = sum(counts.values())
    if not documents:
        return []
    processes = min(most or _cores(), max(1, total // LEAST_RECORDS_A_PROCESS))
    shares = list(_shares(documents, counts, max(1, -(-total // processes))))
    if len(shares) == 1:
        return [build_shard(folder, store, shares[0])]
    return list(_built(folder, store, shares, processes))


def build_shard(folder: Path, store: Store, documents: Iterable[str]) -> Built:
    """One shard with the records of these documents."""
    builder = ShardBuilder(folder / secrets.token_hex(6))
    with _no_collector():
        for id in documents:
            builder.add(id, store.finished.indexables(id))
        return builder.finish(), builder.ranges


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
    folder: Path, store: Store, shares: Sequence[list[str]], processes: int
) -> Iterator[Built]:
    """A shard for each share; a process that knows the words goes on to the next share."""
    running: list[subprocess.Popen[str]] = []
    try:
        for n in range(processes):
            running.append(_started(folder, store, shares[n::processes]))
        for process in running:
            made = process.communicate()[0]
            if process.returncode:
                raise ChildProcessError("a process that writes the index broke off")
            yield from map(_told, made.splitlines())
    finally:
        for process in running:
            process.kill()
            process.wait()


def _started(folder: Path, store: Store, shares: Sequence[list[str]]) -> subprocess.Popen[str]:
    code = "from ccg_corpus.search.whoosh.building import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it broke off: its exit code says so
        job = {"root": str(store.root), "folder": str(folder), "shares": list(shares)}
        json.dump({**job, "generation": store.generation}, process.stdin)
        process.stdin.close()
    process.stdin = None  # communicate() would flush it
    return process


def main() -> None:
    """One job: a line for each shard, in a process of its own."""
    job = json.load(sys.stdin)
    with Store.to_read(Path(job["root"])) as store, store.snapshot():
        if store.generation != job["generation"]:
            sys.exit("the corpus is another one by now")
        for share in job["shares"]:
            shard, ranges = build_shard(Path(job["folder"]), store, share)
            print(json.dumps({"shard": vars(shard), "ranges": ranges}))


def _told(made: str) -> Built:
    """The shard that a process says it has made."""
    facts = json.loads(made)
    return Shard(**facts["shard"]), {id: (n, count) for id, (n, count) in facts["ranges"].items()}


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
