"""Tasks in, answers out: by processes of their own, or in this one.

A worker that takes too long or dies is replaced; its task is answered by an error. Answers come
in any order, and no more are held than there are workers.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.ingest.workers.deadline import Watch
from ccg_corpus.ingest.workers.protocol import (
    Bounds,
    BrokenFrame,
    encode,
    read_answer,
    read_frame,
    write_frame,
)
from ccg_corpus.ingest.workers.task import SeenFile, Task, TaskResult, TaskRunner
from ccg_corpus.project.config import Config

_WORKER = "ccg_corpus.ingest.workers.worker"
_PACKAGE_HOME = str(Path(__file__).parents[3])
START_S = 60.0
# Reading this much, or so many, is worth the start of another worker.
BYTES_A_WORKER = 300_000
FILES_A_WORKER = 4


class Workers(Protocol):
    """Whoever does tasks."""

    def answers(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        """Every task with its answer, in any order; tasks are taken as they are needed."""
        ...

    def close(self) -> None:
        """Nothing more is asked."""
        ...


class Here:
    """Does tasks in this process, one after another, without bounds: for stages of one's own."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._work = TaskRunner(pipeline)

    def answers(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        for task in tasks:
            yield task, self._work.do(task)

    def close(self) -> None:
        pass


class Pool:
    """Up to `jobs` workers, started when there is something for them to do."""

    def __init__(self, config: Config, jobs: int) -> None:
        limits = config.limits
        self._bounds = Bounds(limits.seconds, limits.memory_mb)
        self._start = pickle.dumps((config, self._bounds))
        self._jobs = jobs
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._is_closed = False

    def answers(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, TaskResult]]:
        from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

        running: dict[Future[TaskResult], Task] = {}
        with ThreadPoolExecutor(self._jobs) as threads:
            try:
                for task in tasks:
                    running[threads.submit(self._ask, task)] = task
                    # One more than there are workers: none of them waits for us.
                    while len(running) > self._jobs:
                        done, _ = wait(running, return_when=FIRST_COMPLETED)
                        yield from ((running.pop(one), one.result()) for one in done)
                while running:
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    yield from ((running.pop(one), one.result()) for one in done)
            except BaseException:  # also where nobody wants more answers
                for one in running:
                    one.cancel()
                self.close()
                raise

    def close(self) -> None:
        """Stop all workers, whatever they do."""
        with self._lock:
            self._is_closed = True
            workers, self._all = self._all, set()
            self._idle = []
        for worker in workers:
            worker.stop()

    def _ask(self, task: Task) -> TaskResult:
        """The answer to one task, from a worker that is idle or new."""
        worker, seconds = self._take(), self._bounds.seconds
        was_fresh, start = worker.is_fresh, time.monotonic()
        answer = worker.ask(task, seconds)
        left = seconds - (time.monotonic() - start)
        if answer.is_spent and not was_fresh and left > 0:
            self._replace(worker)
            worker = self._take()
            answer = worker.ask(task, left)
        if worker.is_alive and not answer.is_spent:
            self._put_back(worker)
        else:
            self._replace(worker)
        return answer

    def _take(self) -> _Worker:
        with self._lock:
            if self._is_closed:
                raise _Stopped
            if self._idle:
                return self._idle.pop()
            worker = _Worker(self._start, self._bounds)
            self._all.add(worker)
        return worker

    def _put_back(self, worker: _Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def _replace(self, worker: _Worker) -> None:
        """Let a worker go; the next task starts another."""
        with self._lock:
            self._all.discard(worker)
        worker.stop()


class _Stopped(Exception):
    """The run was given up."""


class _Worker:
    """One process."""

    def __init__(self, start: bytes, bounds: Bounds) -> None:
        self._bounds = bounds
        self._start: bytes | None = start
        self._process = _started()
        self._watch = Watch(self._process)
        self._tasks = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        self.is_alive = True

    @property
    def is_fresh(self) -> bool:
        """Whether it was asked nothing yet."""
        return self._start is not None

    def ask(self, task: Task, seconds: float) -> TaskResult:
        """Its answer within so many seconds, or why there is none; then it is no longer alive."""
        seen: list[SeenFile] = []
        try:
            self._begin()
            answer = self._told(task, seconds, seen)
        except (BrokenFrame, OSError):
            answer = None
        if answer is not None:
            return answer
        self.stop()
        return TaskResult(seen[-1] if seen else None, error=self._reason(), may_pass=True)

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.is_alive = False
        self._process.kill()
        self._process.wait()
        for stream in (self._tasks, self._answers):
            with suppress(OSError):  # what it never read
                stream.close()

    def _begin(self) -> None:
        """The first task waits until the process is up; that is not the file's time."""
        if self._start is None:
            return
        with self._watch.within(START_S):
            write_frame(self._tasks, self._start)
            if read_frame(self._answers) is None and self.is_alive:
                raise ProjectError("a process that reads files can't be started")
        self._start = None

    def _told(self, task: Task, seconds: float, seen: list[SeenFile]) -> TaskResult | None:
        with self._watch.within(seconds):
            write_frame(self._tasks, encode(task))
            while (frame := read_frame(self._answers)) is not None:
                said = read_answer(frame)
                if isinstance(said, TaskResult):
                    return said
                seen.append(said)
        return None

    def _reason(self) -> str:
        """Why it ended without an answer."""
        code = self._process.returncode
        if self._watch.is_late or -code == getattr(signal, "SIGXCPU", None):
            hint = "limits: seconds in config.yaml"
            return f"not read within {self._bounds.seconds:g} s: given up ({hint})"
        if code < 0 and -code != getattr(signal, "SIGKILL", None):
            return f"made its reader crash ({signal.Signals(-code).name})"
        return f"its reader was stopped (limit {self._bounds.memory_mb} MB)"


def _started() -> subprocess.Popen[bytes]:
    # -P: a file called pypdf.py among the user's papers must not be imported.
    command = [sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", _WORKER]
    paths = [_PACKAGE_HOME, os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "MALLOC_ARENA_MAX": "1",  # a thread's own arena would count as memory in use
    }
    try:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment,
        )  # fmt: skip
    except OSError as exc:
        raise ProjectError(f"a process that reads files can't be started: {exc}") from exc
