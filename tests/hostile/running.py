"""Projects for hostile files, and a way to run `ccg` that measures what it costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

GOOD = """\
Invented example: lamps and ladders {n}

Results

Keeping watch

A keeper put it plainly:

\u2018Nobody comes up the stairs of number {n} unless the lamp is out, and then they all come at
once with advice.\u2019 (Keeper {n}, case study D)
"""

_MEASURED = """
import json, resource, sys
from ccg_corpus.cli.main import run
code = run(sys.argv[1:])
sys.stdout.flush()
workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(json.dumps([code, workers]))
"""


@dataclass(frozen=True)
class Cost:
    """How a run ended, what it said, how long it took, and its largest worker in MB."""

    code: int
    lines: list[str]
    seconds: float
    worker_mb: int


def environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def ingest(root: Path, *arguments: str) -> Cost:
    """One run of `ccg ingest`."""
    command = [sys.executable, "-c", _MEASURED, "--project", str(root), "ingest", *arguments]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, env=environment(), timeout=300)
    seconds = time.monotonic() - start
    code, worker_mb = json.loads(done.stdout.splitlines()[-1])
    return Cost(code, done.stderr.decode().splitlines(), seconds, worker_mb)


def make_project(
    root: Path, files: Mapping[str, bytes], *, limits: str = "", good: int = 3
) -> Path:
    """A project of these files and a few good ones."""
    (root / "corpus").mkdir(parents=True)
    (root / "config.yaml").write_text(limits)
    for n in range(good):
        (root / "corpus" / f"good-{n}.txt").write_text(GOOD.format(n=n), encoding="utf-8")
    for name, data in files.items():
        (root / "corpus" / name).write_bytes(data)
    return root


def records(root: Path) -> list[str]:
    """Every record, as it is printed, by id."""
    from ccg_corpus.core.model import KINDS
    from ccg_corpus.store import Selection, Store

    with Store.to_read(root) as store:
        numbers = store.finished.numbers(Selection(KINDS, all_printings=True))
        return sorted(json.dumps(record) for record in store.finished.records(numbers))
