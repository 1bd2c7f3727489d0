"""What every test shares: the example, ingested once, and how many examples a property sees.

`CCG_EXAMPLES=10000 pytest tests/test_properties.py` or `--hypothesis-profile=long` is the long run.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

_PATIENT = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

# No deadlines: a slow machine is no failure. Derandomised where CI must not differ from run to run.
settings.register_profile("quick", max_examples=60, deadline=None, derandomize=True)
settings.register_profile(
    "long", max_examples=10_000, deadline=None, suppress_health_check=_PATIENT, print_blob=True
)
if "CCG_EXAMPLES" in os.environ:
    settings.register_profile(
        "asked",
        settings.get_profile("long"),
        max_examples=int(os.environ["CCG_EXAMPLES"]),
    )
    settings.load_profile("asked")
else:
    settings.load_profile("quick")


def pytest_configure() -> None:
    """Let Ctrl-C work in the programs that tests start: who is run in the background is told to
    ignore it, and hands that on."""
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that is made once for all processes of a test run. Tests only read it."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root, done = base / name, base / f"{name}.done"
    with FileLock(base / f"{name}.lock"):
        if not done.exists():
            root.mkdir()
            make(root)
            done.touch()
    return root


def _ingest_example(root: Path) -> None:
    from ccg_corpus.ingest import ingest

    top = Path(__file__).parents[1]
    shutil.copy(top / "config.yaml", root)
    shutil.copytree(top / "corpus", root / "corpus")
    assert ingest(root).failed == ()


@pytest.fixture(scope="session")
def example_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example corpus, ingested. Tests only read it."""
    return made_once(tmp_path_factory, "example", _ingest_example)
