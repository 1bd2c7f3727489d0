"""Commands that may open few files or take little memory, on a disk to read only, and Ctrl-C.

It holds where a command ends soon with what it was asked for or with one line, and where the project
is as it was. Mounting takes the right to do so. Every text is an invented example.
"""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.attacks.made import CCG, LONG_S, PAPERS, QUESTIONS, Outcome, ccg, ingested, put

ASKED = (
    ("search", "lamp", "--limit", "0"),
    ("quotes", "--limit", "0"),
    ("search", "--in", "passages", "spoke", "--limit", "0"),
    ("report", "-o", "-"),
    ("ingest",),
)
FILES = (5, 6, 7, 8, 9, 10, 12, 16, 24, 40)
MEGABYTES = (20, 30, 40, 50, 60, 80, 120, 200, 400)
INTERRUPTED = 130


def bounds(folder: Path) -> Iterator[tuple[str, str]]:
    """Each command with so few files, or so little memory; then on a disk to read only."""
    whole = folder / "whole"
    right = ingested(whole)
    for files in FILES:
        limits = (resource.RLIMIT_NOFILE, files)
        yield from _bounded(whole, f"{files} open files", limits, right)
    for megabytes in MEGABYTES:
        limits = (resource.RLIMIT_AS, megabytes << 20)
        yield from _bounded(whole, f"{megabytes} MB of addresses", limits, right)
    yield from _read_only(folder / "disk", right)


def _bounded(
    whole: Path, what: str, limit: tuple[int, int], right: list[str]
) -> Iterator[tuple[str, str]]:
    kind, most = limit
    for words in ASKED:
        shutil.rmtree(whole / ".ccg" / "index", ignore_errors=True)
        got = _run(whole, words, lambda: resource.setrlimit(kind, (most, most)))
        # Before our first line is read Python says what it lacks, in its own words.
        is_ours = got.code in (0, 1, 2) or "ccg_corpus" in got.err
        yield f"{' '.join(words)} with {what}", _told(got) if is_ours else ""
    yield f"after {what}", _is_whole(whole, right)


def _read_only(disk: Path, right: list[str]) -> Iterator[tuple[str, str]]:
    disk.mkdir()
    if _mount("-t", "tmpfs", "-o", "size=24m", "ccg", str(disk)):
        return
    try:
        for has_index in (True, False):
            project = disk / f"project-{has_index}"
            ingested(project)
            if not has_index:
                shutil.rmtree(project / ".ccg" / "index")
            _mount("-o", "remount,ro", str(disk))
            for words in (
                *ASKED,
                ("save", "lamps", "lamp"),
                ("report", "-o", str(disk / "a.html")),
            ):
                got = _run(project, words, lambda: None)
                fault = _told(got)
                if words[0] in ("search", "quotes") and not fault and got.code != 0:
                    fault = f"could have been answered: {got.err[-300:]}"
                yield f"{' '.join(words)} on a disk to read only, index: {has_index}", fault
            _mount("-o", "remount,rw", str(disk))
            yield "after a disk to read only", _is_whole(project, right)
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def _mount(*words: str) -> int:
    return subprocess.run(["mount", *words], check=False, capture_output=True).returncode


def interrupt(tries: int, seed: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Ctrl-C at any moment, most of them while a command starts."""
    chance = random.Random(seed)
    whole = folder / "whole"
    right = ingested(whole)
    for number in range(tries):
        words = chance.choice(ASKED)
        if words == ("ingest",):
            put(whole, "kettle", PAPERS["kettle"])
        elif chance.random() < 0.5:
            shutil.rmtree(whole / ".ccg" / "index", ignore_errors=True)
        moment = chance.uniform(0.02, 0.6) if number % 4 else chance.uniform(0.3, 3)
        run = subprocess.Popen(
            [*CCG, "--project", str(whole), *words], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        time.sleep(moment)
        run.send_signal(signal.SIGINT)
        try:
            out, err = run.communicate(timeout=LONG_S)
        except subprocess.TimeoutExpired:
            run.kill()
            out, err = run.communicate()
        said = err.decode("utf-8", "replace")
        # Python's own start, before anything of ours is imported, ends by the signal.
        is_early = run.returncode == -signal.SIGINT and "ccg_corpus/cli" not in said
        is_plain = run.returncode in (0, 1, 2, INTERRUPTED) and "Traceback" not in said
        fault = "" if is_plain or is_early else f"{run.returncode} {said[-400:]}"
        if run.returncode == INTERRUPTED and said.strip():
            fault = f"said something: {said[-200:]}"
        del out
        what = f"{' '.join(words)}, Ctrl-C after {moment:.2f} s (seed {seed}, {number})"
        yield what, fault or _is_whole(whole, right, ask_all=number % 10 == 9)


def _run(project: Path, words: tuple[str, ...], before: Callable[[], object]) -> Outcome:
    try:
        ended = subprocess.run(
            [*CCG, "--project", str(project), *words], capture_output=True, timeout=LONG_S,
            check=False, stdin=subprocess.DEVNULL, preexec_fn=before,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Outcome(None, "", "stopped")
    out, err = (text.decode("utf-8", "replace") for text in (ended.stdout, ended.stderr))
    return Outcome(ended.returncode, out, err)


def _told(got: Outcome) -> str:
    lines = [line for line in got.err.splitlines() if line.startswith("ccg:")]
    is_told = got.is_plain and "bug in ccg" not in got.err and (got.code != 2 or len(lines) == 1)
    return "" if is_told else f"{got.code} {got.err[-400:]}"


def _is_whole(project: Path, right: list[str], *, ask_all: bool = True) -> str:
    made = ccg(project, "ingest")
    if made.code != 0:
        return f"ingest: {made.code} {made.err[-300:]}"
    for asked, answer in list(zip(QUESTIONS, right, strict=True))[: None if ask_all else 2]:
        if (got := ccg(project, *asked)).out != answer:
            return f"{asked}: wrong after an ingest: {got.err[-300:]}"
    return ""
