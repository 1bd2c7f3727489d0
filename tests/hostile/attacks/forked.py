"""One `ccg` command in a fork of this process: all but its start, which is most of the time of many.

Comes in: words of a command line. Goes out: how it ended, what it said and what it took.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

WAIT_S = 120.0


@dataclass(frozen=True)
class Spent:
    """How a command ended; `code` is None where it had to be stopped, below zero for a signal."""

    code: int | None
    out: str
    err: str
    cpu_s: float = 0.0
    mb: float = 0.0

    @property
    def is_plain(self) -> bool:
        """Whether it ended by itself and without a traceback."""
        is_silent = "Traceback" not in self.err and "bug in ccg" not in self.err
        return self.code in (0, 1, 2) and is_silent

    @property
    def ids(self) -> frozenset[str]:
        """The ids in the first column."""
        return frozenset(line.split("\t")[0] for line in self.out.splitlines())


def warm() -> None:
    """Import what commands import, so that no fork has to."""
    import sqlite3  # noqa: F401

    import whoosh.index  # noqa: F401
    import yaml  # noqa: F401

    import ccg_corpus.cli.application
    import ccg_corpus.corpus
    import ccg_corpus.ingest
    import ccg_corpus.search  # noqa: F401


def forked(project: Path, *arguments: str, cwd: Path | None = None, wait_s: float = WAIT_S,
           **env: str) -> Spent:  # fmt: skip
    """One command on a project."""
    warm()
    ends = [os.pipe(), os.pipe()]
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        _child(ends, ["--project", str(project), *arguments], cwd or project, env)
    for _, into in ends:
        os.close(into)
    out, err = _said([from_ for from_, _ in ends], process, wait_s)
    _, status, usage = os.wait4(process, 0)
    code = os.waitstatus_to_exitcode(status)
    is_stopped = code == -signal.SIGKILL
    return Spent(
        None if is_stopped else code, out, err, usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
    )  # fmt: skip


def _child(ends: list[tuple[int, int]], words: list[str], cwd: Path, env: dict[str, str]) -> None:
    code = 70
    try:
        os.setpgid(0, 0)
        for number, (_, into) in enumerate(ends, start=1):
            os.dup2(into, number)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.closerange(3, 64)
        os.environ.update(env)
        os.chdir(cwd)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
        sys.argv = ["ccg", *words]
        from ccg_corpus.cli.main import run
        from ccg_corpus.cli.output import streams

        streams.prepare()
        code = run(words)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 70
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with suppress(BaseException):
            sys.stdout.flush()
        with suppress(BaseException):
            sys.stderr.flush()
        os._exit(code)


def _said(pipes: list[int], process: int, wait_s: float) -> tuple[str, str]:
    said: dict[int, bytearray] = {pipe: bytearray() for pipe in pipes}
    left, end = list(pipes), time.monotonic() + wait_s
    while left:
        ready, _, _ = select.select(left, [], [], max(0.0, end - time.monotonic()))
        if not ready:
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            end = time.monotonic() + 5
        for pipe in ready:
            data = os.read(pipe, 1 << 16)
            said[pipe] += data
            if not data:
                left.remove(pipe)
    for pipe in pipes:
        os.close(pipe)
    out, err = (said[pipe].decode("utf-8", "replace") for pipe in pipes)
    return out, err
