"""What every test shares: where `builders` is found, and how many examples a property sees.

`CCG_EXAMPLES=10000 pytest tests/test_properties.py` or `--hypothesis-profile=long` is the long run.
"""

from __future__ import annotations

import os
import signal
import threading

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
