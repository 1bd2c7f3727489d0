"""The process that reads files: tasks on stdin, answers on stdout, bounded in memory and time.

Started by `ingest.pool`, which stops it where a file takes too long. A damaged or hostile file
costs this process at most. It ends with whoever started it, and writes nothing but its answers.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from typing import BinaryIO

from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.ingest.workers.protocol import Bounds, encode, read_frame, read_task, write_frame
from ccg_corpus.ingest.workers.task import Task, TaskResult, TaskRunner
from ccg_corpus.project.config import Config
from ccg_corpus.store import NoCorpus

MAX_ANSWER_BYTES = 64 * 1024 * 1024


def main() -> None:
    tasks, answers = _take_streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us: it stops us
    logging.disable(logging.CRITICAL)
    first = read_frame(tasks)
    if first is None:
        return
    config, bounds = pickle.loads(first)
    _bound_memory(bounds.memory_mb)
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(tasks, waiting), daemon=True).start()
    _serve(waiting, answers, config, bounds)


def _serve(
    waiting: queue.SimpleQueue[Task], answers: BinaryIO, config: Config, bounds: Bounds
) -> None:
    work = TaskRunner(
        Pipeline(config, is_apart=True), lambda seen: write_frame(answers, encode(seen))
    )
    write_frame(answers, b"")  # we are up: time is counted from here
    while True:
        task = waiting.get()
        _bound_time(bounds.seconds)
        write_frame(answers, _done(work, task, bounds))


def _done(work: TaskRunner, task: Task, bounds: Bounds) -> bytes:
    """The answer, encoded. No fault of a file, and none of ours, is one of the other files'."""
    try:
        answer = work.do(task)
        if answer.found is not None and answer.found.size > MAX_ANSWER_BYTES:
            size = answer.found.size / (1 << 20)
            answer = TaskResult(
                answer.seen, error=f"holds more text than a document has: {size:.0f} MB"
            )
        return encode(answer)
    except MemoryError:
        error = f"needs more than {bounds.memory_mb} MB (limits: memory_mb in config.yaml)"
        return encode(TaskResult(work.seen, error=error, is_spent=True))
    except RecursionError:
        return encode(TaskResult(work.seen, error="nested too deeply"))
    except NoCorpus as error:
        return encode(TaskResult(is_damaged=True, error=str(error)))
    except Exception as exc:
        return encode(TaskResult(work.seen, error=_fault(exc), may_pass=True))


def _fault(exc: Exception) -> str:
    """What a reader stumbled over, in one line that says where."""
    frame = traceback.extract_tb(exc.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119
    what = " ".join(f"{type(exc).__name__} {exc}".split())[:120]
    return f"a fault of ccg: please report it ({what}, {where})"


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Our pipes, with nothing left where a parser's own messages would go."""
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    return tasks, answers


def _listen(tasks: BinaryIO, waiting: queue.SimpleQueue[Task]) -> None:
    """Hand on what comes; where nobody is left to send any, end, whatever is being read."""
    with contextlib.suppress(OSError):
        while (frame := read_frame(tasks)) is not None:
            waiting.put(read_task(frame))
    os._exit(0)


def _bound_memory(memory_mb: int) -> None:
    """Not every system knows such a limit."""
    try:
        import resource
    except ImportError:
        return
    size = memory_mb * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time(seconds: float) -> None:
    """Time of the processor for the next task: it ends us even where nobody is left to."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
