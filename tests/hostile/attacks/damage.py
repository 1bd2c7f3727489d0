"""Random damage of a file under `.ccg/`: flips, cuts, zeros, growth.

It holds where each answer is the right one or an error of one line, and where `ccg ingest` makes
all answers right again.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.attacks.made import QUESTIONS, ccg, ingested


def damage(tries: int, seed: int, folder: Path) -> Iterator[tuple[str, str]]:
    """What was tried, and what went wrong; "" where it held."""
    chance = random.Random(seed)
    whole = folder / "whole"
    right = ingested(whole)
    for number in range(tries):
        project = folder / f"damaged-{number}"
        shutil.copytree(whole, project)
        for asked in QUESTIONS:  # what a copy has to make anew is made
            ccg(project, *asked)
        files = sorted(path for path in (project / ".ccg").rglob("*") if path.is_file())
        file = chance.choice(files)
        how = _harm(file, chance)
        yield (
            f"{how} in {file.relative_to(project)} (seed {seed}, {number})",
            _fault(project, right),
        )
        shutil.rmtree(project)


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
        got = ccg(project, *asked)
        if not got.is_plain:
            return f"{asked}: {got.code} {got.err[-300:]}"
        if got.code != 2 and got.out != answer:
            return f"{asked}: a wrong answer"
    made = ccg(project, "ingest")
    if made.code != 0:
        return f"ingest: {made.code} {made.err[-300:]}"
    for asked, answer in zip(QUESTIONS, right, strict=True):
        if (got := ccg(project, *asked)).out != answer:
            return f"{asked}: still wrong after an ingest: {got.err[-300:]}"
    return ""
