"""A process that is stopped when its time is up, and gets more where the machine had none for it.

Comes in: a process and seconds. Goes out: nothing; the process is killed. A worker's processor time is
bounded by the system (`worker`), so this is for one that waits for ever; one that is ready to run and
was not let, on a machine with too much to do, has not had its time yet.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# So many times as long may a file take on the clock, where others keep the cores busy.
MOST_TURNS = 4


class Watch:
    """The clock of one process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._turns = 0
        self.is_late = False

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Within, the process is stopped when its time is up."""
        with self._lock:
            self._turns = 1
            self._start(seconds)
        try:
            yield
        finally:
            with self._lock:
                if self._timer is not None:
                    self._timer.cancel()
                self._timer = None

    def _start(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._ring, (seconds,))
        self._timer.daemon = True
        self._timer.start()

    def _ring(self, seconds: float) -> None:
        with self._lock:
            if self._timer is None:  # it has just answered
                return
            if self._turns < MOST_TURNS and is_ready_to_run(self._process.pid):
                self._turns += 1
                self._start(seconds)
                return
            self.is_late = True
            self._process.kill()


def is_ready_to_run(pid: int) -> bool:
    """Whether a process runs or would if it were let; False where the system does not say."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[:1] == ["R"]
