"""Ingests that break off: killed at any moment, or without room to write.

Room is short in three ways: no file may grow beyond a size; a disk of its own is full but for so
many kilobytes; it has no inode left. The last two need the right to mount one.

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
from contextlib import suppress
from pathlib import Path

from tests.hostile.attacks.made import CCG, PAPERS, QUESTIONS, ccg, ingested, put

TIRED = (("search", "lamp"), ("search", "--in", "passages", "spoke"), ("save", "lamps", "lamp"))


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
    folder: Path,
    sizes: tuple[int, ...] = (
        0,
        1,
        4,
        12,
        20,
        36,
        60,
        80,
        100,
        130,
        160,
        200,
        260,
        320,
        400,
        560,
        800,
        1500,
    ),
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
        for words in (*TIRED, ("ingest",)):
            ended = subprocess.run(
                [*CCG, "--project", str(project), *words],
                capture_output=True, text=True, check=False, preexec_fn=_room(size),
            )  # fmt: skip
            is_plain = ended.returncode in (0, 1, 2) and "Traceback" not in ended.stderr
            yield f"{words} with {size} kB", "" if is_plain else ended.stderr[-400:]
        yield f"after {size} kB", _fault(project, before, after)


def full_disk(
    folder: Path,
    rooms: tuple[int | None, ...] = (
        None,
        0,
        4,
        8,
        12,
        24,
        32,
        40,
        52,
        64,
        84,
        100,
        130,
        160,
        200,
        260,
        420,
        640,
        900,
    ),
) -> Iterator[tuple[str, str]]:
    """The same on a disk with so many kilobytes left; with None, no inode."""
    before, after = _states(folder)
    disk = folder / "disk"
    disk.mkdir()
    for room in rooms:
        mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "ccg", str(disk)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            return
        try:
            project = disk / "project"
            ingested(project)
            put(project, "kettle", (*PAPERS["kettle"], "rope"))
            shutil.rmtree(project / ".ccg" / "index")
            _fill(disk / "filler", room)
            for words in (*TIRED, ("ingest",)):
                got = ccg(project, *words)
                lines = len([line for line in got.err.splitlines() if line.startswith("ccg:")])
                is_told = got.is_plain and (got.code != 2 or lines == 1)
                yield f"{words} with {room} kB", "" if is_told else f"{got.code} {got.err[-400:]}"
            shutil.rmtree(disk / "filler")
            yield f"after {room} kB", _fault(project, before, after)
        finally:
            subprocess.run(["umount", str(disk)], check=True)


def _fill(folder: Path, room: int | None) -> None:
    """All of the disk but so many kilobytes; with None, all of its inodes."""
    folder.mkdir()
    with suppress(OSError):
        for number in range(10**6) if room is None else ():
            (folder / str(number)).touch()
    if room is None:
        return
    with (folder / "filler").open("wb", buffering=0) as out:
        with suppress(OSError):
            while out.write(bytes(4096)) == 4096:
                pass
        out.truncate(max(0, out.tell() - room * 1024))


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
