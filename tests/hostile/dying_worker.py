"""A worker that dies as the names of files ask it to: in the place of the real one in tests."""

from __future__ import annotations

import os
import signal
import time

from ccg_corpus.ingest.workers import task, worker

_do, _read = task.TaskRunner.do, task.TaskRunner._read


def _die(asked: task.Task) -> None:
    if "crash" in asked.name:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "outside" in asked.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "garbage" in asked.name:
        os.write(3, b"\xff" * 4000)
        os.write(4, b"\xff" * 4000)
        os._exit(0)
    if "forever" in asked.name:
        time.sleep(600)
    if "memory" in asked.name:
        raise MemoryError
    if "fault" in asked.name:
        raise LookupError("of\nours")


def _dying(self: task.TaskRunner, asked: task.Task) -> task.TaskResult:
    if "later" not in asked.name:
        _die(asked)
    return _do(self, asked)


def _dying_later(
    self: task.TaskRunner, asked: task.Task, data: bytes, file_name: str
) -> task.TaskResult:
    """Once the file has been seen."""
    _die(asked)
    return _read(self, asked, data, file_name)


task.TaskRunner.do = _dying  # type: ignore[method-assign]
task.TaskRunner._read = _dying_later  # type: ignore[method-assign]

if __name__ == "__main__":
    worker.main()
