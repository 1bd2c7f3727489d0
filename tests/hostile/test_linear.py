"""Time to read grows as a file does, whatever is on its lines: no rule looks through all for each.

Measured in processor time of this thread, by ratios, and again where it seems not to hold: a busy
machine is no failure. What is quadratic takes four times as long for twice as much.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.project.config import Config

pytestmark = pytest.mark.long

LEAST_S = 0.4  # below this nothing is slow
MOST = 3.0  # times as long for twice as much
TRIES = 3
UNITS = {
    "dashes": ("-", 8000),
    "dashes apart": ("— ", 4000),
    "labels": ("(GP) ", 1500),
    "quotations with labels": ("“I went home again” (GP) ", 200),
    "quotations that open brackets": ("“a” (", 250),
    "open brackets": ("[ A", 1500),
    "open marks": ("“", 4000),
    "straight marks": ('" ', 3000),
    "emphasis": ("_a_ ", 2000),
    "hyphens": ("a-", 8000),
}


def is_linear(once: float, twice: float, fourfold: float) -> bool:
    """Whether these seconds are of a work that grows as a file does, more or less."""
    return fourfold < LEAST_S or (fourfold < MOST * twice and fourfold < MOST**2 * once)


def test_what_is_quadratic_is_seen() -> None:
    """Sixteen times as long for four times as much."""
    assert is_linear(0.5, 1.1, 2.4) and not is_linear(0.5, 2.0, 8.0)


@pytest.mark.parametrize("what", UNITS)
def test_reading_takes_time_as_the_file_is_long(what: str, tmp_path: Path) -> None:
    """Once, twice and four times as long."""
    pipeline = Pipeline(Config(root=tmp_path))
    for _ in range(TRIES):
        once, twice, fourfold = (_seconds(pipeline, what, times) for times in (1, 2, 4))
        if is_linear(once, twice, fourfold):
            return
    pytest.fail(f"{once:.2f}, {twice:.2f}, {fourfold:.2f} s")


def _seconds(pipeline: Pipeline, what: str, times: int) -> float:
    unit, count = UNITS[what]
    text = (
        f"# Invented example\n\n## Results\n\nA nurse spoke: {unit * count * times} and no more.\n"
    )
    start = time.thread_time()
    pipeline.read(text.encode(), "a.md", "a.md")
    return time.thread_time() - start
