"""Kill programs while they write decisions: is every decision that was acknowledged there, and once?

usage: python benchmarks/kills.py [ROUNDS]     (200 unless said)

In each round two programs append to one reviewer's file at once, now and then several decisions in one
piece, and say the id of each when the call has returned; both are killed without warning. What they
said has to be in the file, each once; half a line of the killed ones must cost no other line anything.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ccg_corpus.decisions.files import append, file_of, read_decisions
from ccg_corpus.decisions.model import Anchor, decided

BY = "amira"


def write(root: Path, name: str) -> None:
    """Append until killed; a line on standard output for each decision that is on disk."""
    lot = random.Random(name)
    n = 0
    while True:
        rows = []
        for _ in range(lot.choice((1, 1, 1, 20))):
            n += 1
            words = f"Invented example: gate {n} of {name}. " * lot.randint(1, 40)
            on = Anchor("reed-2021", f"reed-2021:{n:08x}", words)
            rows.append(decided("set", on, by=BY, role=f"{name}-{n}"))
        append(root, rows)
        sys.stdout.write("".join(f"{one.id}\n" for one in rows))
        sys.stdout.flush()


def round_of(root: Path, number: int) -> list[str]:
    """Two programs at once, killed: the ids they acknowledged."""
    lot = random.Random(number)
    made = [
        subprocess.Popen(
            [sys.executable, __file__, "--write", str(root), f"{number}-{side}"],
            stdout=subprocess.PIPE,
        )
        for side in "ab"
    ]
    said = []
    for one in made:
        assert one.stdout is not None
        said.append(
            one.stdout.readline().decode().strip()
        )  # the first is decided: both are at work
    time.sleep(lot.random() * 0.3)
    for one in made:
        one.send_signal(signal.SIGKILL)
    for one in made:
        out, _ = one.communicate()
        said += [line for line in out.decode().split("\n")[:-1] if line]
    return said


def main(rounds: int) -> int:
    """All rounds on one file: the exit code."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        said: list[str] = []
        for number in range(rounds):
            said += round_of(root, number)
        found = read_decisions(root)
        there = Counter(one.id for one in found.decisions)
        lost = [id for id in said if id not in there]
        twice = [id for id, count in there.items() if count > 1]
        size = file_of(root, BY).stat().st_size / 1e6
        print(
            f"{rounds} rounds, {2 * rounds} kills: {len(said):,} acknowledged, {len(there):,} there"
            f" ({size:.0f} MB), {len(lost)} lost, {len(twice)} twice,"
            f" {len(found.faults)} lines broken off"
        )
    return 1 if lost or twice else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), sys.argv[3])
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
