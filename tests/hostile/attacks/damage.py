"""Random damage of a file under `.ccg/`: flips, cuts, zeros, growth.

It holds where each answer is the right one or an error of one line, and where `ccg ingest` makes
all answers right again.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.attacks.forked import forked
from tests.hostile.attacks.made import QUESTIONS, ingested


def damage(tries: int, seed: int, folder: Path) -> Iterator[tuple[str, str]]:
    """What was tried, and what went wrong; "" where it held. A third of it is in the store."""
    chance = random.Random(seed)
    project = folder / "whole"
    right = ingested(project)
    for number in range(tries):
        files = sorted(path for path in (project / ".ccg").rglob("*") if path.is_file())
        stores = [path for path in files if path.suffix == ".sqlite"]
        file = chance.choice(files if chance.random() < 2 / 3 else stores)
        how = _harm(file, chance)
        fault = _fault(project, right)
        yield f"{how} in {file.relative_to(project)} (seed {seed}, {number})", fault
        if fault:  # the next one begins whole
            shutil.rmtree(project)
            right = ingested(project)


def _harm(file: Path, chance: random.Random) -> str:
    data = bytearray(file.read_bytes())
    at = chance.randrange(len(data) + 1)
    how = chance.choice(("flip", "flip", "cut", "zeros", "growth"))
    if how == "flip" and data:
        data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
    elif how == "cut":
        del data[at:]
    elif how == "zeros":
        end = min(len(data), at + chance.choice((1, 16, 512, 4096)))
        data[at:end] = bytes(end - at)
    else:
        data += chance.randbytes(chance.choice((1, 100, 5000)))
    with file.open("r+b") as out:  # in its place, as a failing disk does
        out.write(data)
        out.truncate()
    return how


def _fault(project: Path, right: list[str]) -> str:
    for asked, answer in zip(QUESTIONS, right, strict=True):
        got = forked(project, *asked)
        if not got.is_plain:
            return f"{asked}: {got.code} {got.err[-300:]}"
        if got.code != 2 and got.out != answer:
            return f"{asked}: a wrong answer"
    made = forked(project, "ingest")
    if made.code != 0:
        return f"ingest: {made.code} {made.err[-300:]}"
    for asked, answer in zip(QUESTIONS, right, strict=True):
        if (got := forked(project, *asked)).out != answer:
            return f"{asked}: still wrong after an ingest: {got.err[-300:]}"
    return ""
