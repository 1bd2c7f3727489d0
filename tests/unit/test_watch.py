"""A process is stopped when its time is up, and not while it waits for a core."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from ccg_corpus.ingest.workers import deadline as watch
from ccg_corpus.ingest.workers.deadline import Watch, is_ready_to_run

SLEEPS = "import time; time.sleep(60)"
WORKS = "while True: pass"


def started(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code])


def test_one_that_waits_for_ever_is_stopped() -> None:
    """It had its time, and did nothing with it."""
    process = started(SLEEPS)
    time.sleep(0.5)
    clock = Watch(process)
    with clock.within(0.3):
        process.wait(timeout=20)
    assert clock.is_late


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
def test_one_that_is_ready_to_run_gets_more_turns() -> None:
    """Its processor time is bounded elsewhere; on the clock it may take four times as long."""
    process = started(WORKS)
    clock, start = Watch(process), time.monotonic()
    with clock.within(0.5):
        process.wait(timeout=60)
    assert clock.is_late
    assert time.monotonic() - start >= 0.5 * watch.MOST_TURNS


def test_one_that_answers_is_left_alone() -> None:
    """The clock stops with the answer."""
    process = started(SLEEPS)
    clock = Watch(process)
    with clock.within(0.2):
        pass
    time.sleep(0.5)
    assert process.poll() is None and not clock.is_late
    process.kill()
    process.wait()


def test_a_process_that_is_gone_is_not_ready() -> None:
    """Nor is one that the system says nothing of."""
    process = started("pass")
    process.wait()
    assert not is_ready_to_run(process.pid)
