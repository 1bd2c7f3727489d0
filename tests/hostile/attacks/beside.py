"""Askers beside ingests that change, add and remove files.

It holds where every answer is that of a state that existed, and every ingest gets through.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.attacks.made import PAPERS, Outcome, ccg, put, write

ASKED = (
    ("search", "lamp", "--limit", "0"),
    ("quotes", "lamp", "--limit", "0"),
    ("search", "--in", "passages", "spoke", "--limit", "0"),
)


def beside(askers: int, seconds: float, seed: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Each question and each ingest, and what went wrong with it."""
    chance = random.Random(seed)
    project = folder / "beside"
    write(project, PAPERS)
    held = {name: list(words) for name, words in PAPERS.items()}
    runs = [ccg(project, "ingest")]
    answers: list[tuple[tuple[str, ...], Outcome]] = []
    is_over = threading.Event()

    def ask(n: int) -> None:
        while not is_over.is_set():
            asked = ASKED[n % len(ASKED)]
            answers.append((asked, ccg(project, *asked)))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(askers)]
    states = [_state(project)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        _change(project, held, chance)
        runs.append(ccg(project, "ingest"))
        states.append(_state(project))
    is_over.set()
    for thread in threads:
        thread.join()
    for run in runs:
        yield "ingest", "" if run.code == 0 else f"{run.code} {run.err[-300:]}"
    existed = {asked: {state[asked] for state in states} for asked in ASKED}
    for asked, got in answers:
        is_right = got.is_plain and got.code in (0, 1) and got.ids in existed[asked]
        why = "" if is_right else f"{got.code}, {len(got.ids)} found {got.err[-400:]}"
        yield " ".join(asked), why


def _state(project: Path) -> dict[tuple[str, ...], frozenset[str]]:
    return {asked: ccg(project, *asked).ids for asked in ASKED}


def _change(project: Path, held: dict[str, list[str]], chance: random.Random) -> None:
    what = chance.choice(("change", "add", "remove"))
    if what == "remove" and len(held) > 2:
        name = chance.choice(sorted(held))
        del held[name]
        (project / "corpus" / f"{name}.md").unlink()
        return
    name = f"added{chance.randrange(10**6)}" if what == "add" else chance.choice(sorted(held))
    words = [*held.get(name, ()), chance.choice(("lamp", "ledger", "rope", "gate"))]
    held[name] = words
    put(project, name, words)
