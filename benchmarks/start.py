"""How long a cold command takes, against the import of Typer alone, in one run.

usage: python benchmarks/start.py PROJECT [--runs 10]    (a project that was ingested)
"""

from __future__ import annotations

import argparse
import os
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
        "ccg quotes --count-by role": [*ccg, "quotes", "--count-by", "role"],
        "ccg search --in passages": [*ccg, "search", "--in", "passages", "disillusionment"],
        "completion of --role": ccg[:1],
        "ccg ingest (nothing new)": [*ccg, "ingest"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(options.runs + 1):  # the first round warms up
        for name, command in commands.items():
            start = time.perf_counter()
            asks = {**os.environ, **(_shell(options.project) if "completion" in name else {})}
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=asks)
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(runs[1:]) for name, runs in times.items()}
    base = next(iter(medians.values()))
    for name, median in medians.items():
        print(f"{name:<28} {median * 1000:7.0f} ms  {median / base:5.2f}")


def _shell(project: str) -> dict[str, str]:
    """What a shell sets when a key asks for a role."""
    line = f"ccg --project {project} quotes --role g"
    return {"_CCG_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}


if __name__ == "__main__":
    main()
