"""Ingests that break off: killed at any moment, or without room to write.

It holds where a question afterwards is plain, right or an error, and the next ingest makes all right.
"""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.attacks.made import CCG, PAPERS, QUESTIONS, ccg, ingested, put


def kill(tries: int, seed: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Each kill, and what went wrong after it."""
    chance = random.Random(seed)
    before, after = _states(folder)
    whole = folder / "whole"
    ingested(whole)
    longest = _changed_and_timed(whole, folder / "timed")
    for number in range(tries):
        project = folder / f"killed-{number}"
        shutil.copytree(whole, project)
        put(project, "kettle", (*PAPERS["kettle"], "rope"))
        run = subprocess.Popen(
            [*CCG, "--project", str(project), "ingest"], stderr=subprocess.DEVNULL
        )
        moment = chance.random() * longest
        time.sleep(moment)
        run.send_signal(signal.SIGKILL)
        run.wait()
        yield f"killed after {moment:.2f} s", _fault(project, before, after)
        shutil.rmtree(project)


def full(
    folder: Path, sizes: tuple[int, ...] = (0, 1, 20, 60, 100, 150, 200, 400)
) -> Iterator[tuple[str, str]]:
    """Runs and questions that can write files of so many kilobytes only."""
    before, after = _states(folder)
    whole = folder / "whole"
    ingested(whole)
    for size in sizes:
        project = folder / f"full-{size}"
        shutil.copytree(whole, project)
        put(project, "kettle", (*PAPERS["kettle"], "rope"))
        shutil.rmtree(project / ".ccg" / "index")
        for words in (("search", "lamp"), ("search", "--in", "passages", "spoke"), ("ingest",)):
            ended = subprocess.run(
                [*CCG, "--project", str(project), *words],
                capture_output=True, text=True, check=False, preexec_fn=_room(size),
            )  # fmt: skip
            is_plain = ended.returncode in (0, 1, 2) and "Traceback" not in ended.stderr
            yield f"{words} with {size} kB", "" if is_plain else ended.stderr[-400:]
        yield f"after {size} kB", _fault(project, before, after)


def _room(size: int):  # type: ignore[no-untyped-def]
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size * 1024, size * 1024))


def _states(folder: Path) -> tuple[list[str], list[str]]:
    """The answers before the change and after it."""
    project = folder / "states"
    before = ingested(project)
    put(project, "kettle", (*PAPERS["kettle"], "rope"))
    ccg(project, "ingest")
    return before, [ccg(project, *asked).out for asked in QUESTIONS]


def _changed_and_timed(whole: Path, project: Path) -> float:
    shutil.copytree(whole, project)
    put(project, "kettle", (*PAPERS["kettle"], "rope"))
    start = time.monotonic()
    ccg(project, "ingest")
    return time.monotonic() - start


def _fault(project: Path, before: list[str], after: list[str]) -> str:
    for asked, old, new in zip(QUESTIONS, before, after, strict=True):
        got = ccg(project, *asked)
        if not got.is_plain or (got.out not in (old, new) and not (got.code == 2 and not got.out)):
            return f"{asked}: {got.code} {got.err[-300:]}"
    made = ccg(project, "ingest")
    if made.code != 0:
        return f"ingest: {made.code} {made.err[-300:]}"
    for asked, answer in zip(QUESTIONS, after, strict=True):
        if (got := ccg(project, *asked)).out != answer:
            return f"{asked}: wrong after an ingest: {got.err[-300:]}"
    return ""
