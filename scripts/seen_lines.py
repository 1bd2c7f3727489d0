"""A plugin for pytest that writes down which tests run which lines of some rooms, and how long each took.

Comes in: $SEEN_ROOMS (folders of the package, by white space) and $SEEN_LINES, the file to write:
data of coverage.py in which each test is a context; beside it, with the ending .json, each test's
seconds. What runs when a module is imported has the context "". `scripts/mutate.py` uses it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage

_DATA = Path(os.environ["SEEN_LINES"])
_COVERAGE = Coverage(data_file=str(_DATA), source=os.environ["SEEN_ROOMS"].split())
_SECONDS: dict[str, float] = {}


def pytest_configure() -> None:
    """From here on lines are counted."""
    _COVERAGE.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """The lines that run with a test, its fixtures too, are the test's."""
    _COVERAGE.switch_context(item.nodeid)
    began = time.process_time()
    try:
        return (yield)  # type: ignore[return-value]
    finally:
        _SECONDS[item.nodeid] = time.process_time() - began


def pytest_unconfigure() -> None:
    """Write what was seen."""
    _COVERAGE.stop()
    _COVERAGE.save()
    _DATA.with_suffix(".json").write_text(json.dumps(_SECONDS), encoding="utf-8")
