"""How long a cold command takes, against the import of Typer alone, in one run.

usage: python benchmarks/start.py PROJECT [--runs 10]    (a project that was ingested)
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Print medians in milliseconds and the ratio to `import typer`, runs interleaved."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project")
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    ccg = [str(Path(sys.executable).with_name("ccg")), "--project", options.project]
    commands = {
        "python -c 'import typer'": [sys.executable, "-c", "import typer"],
        "ccg quotes --role GP": [*ccg, "quotes", "--role", "GP"],
        "ccg search": [*ccg, "search", "GP quotes on disillusionment, case D"],
        "ccg ingest (nothing new)": [*ccg, "ingest"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(options.runs + 1):  # the first round warms up
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(runs[1:]) for name, runs in times.items()}
    base = next(iter(medians.values()))
    for name, median in medians.items():
        print(f"{name:<28} {median * 1000:7.0f} ms  {median / base:5.2f}")


if __name__ == "__main__":
    main()
