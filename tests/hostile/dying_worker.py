"""A worker that dies as the names of files ask it to: in the place of the real one in tests."""

from __future__ import annotations

import os
import signal
import time

from ccg_corpus.ingest import task, worker

_do = task.Work.do


def _dying(self: task.Work, asked: task.Task) -> task.Answer:
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
    return _do(self, asked)


task.Work.do = _dying  # type: ignore[method-assign]

if __name__ == "__main__":
    worker.main()
