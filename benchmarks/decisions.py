"""Decisions at scale: how long one takes to count, and what many cost those who only ask.

Makes a project of N invented quotations (or takes the one that is there), indexes it, decides on one
quotation as `ccg fix` does, then has a file of many decisions, and asks in fresh processes.
Processor time beside the wall.

usage: python benchmarks/decisions.py FOLDER [--quotations 500000] [--decisions 100000] [--runs 9]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scale import run, timed
from scale_material import make_project

from ccg_corpus.corpus import open_corpus
from ccg_corpus.corpus.reviewing.deciding import anchor_of
from ccg_corpus.decisions.files import append
from ccg_corpus.decisions.model import Anchor, decided
from ccg_corpus.ingest.given import apply
from ccg_corpus.search import quotation_engine
from ccg_corpus.store import Store


def documents(root: Path) -> list[str]:
    with Store.to_read(root) as store:
        return [id for id, _ in store.finished.document_ids()]


def one_decision(root: Path, name: str) -> None:
    """Write one on a quotation of a document, and let it count."""
    with open_corpus(root) as corpus:
        record = corpus.reviews.records_of(name)[0]
    append(root, [decided("set", anchor_of(record), by="amira", role="baker")])
    apply(root)


def many(root: Path, count: int) -> None:
    """So many decisions of a colleague, on all documents."""
    names = documents(root)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    rows = []
    for n in range(count):
        name = names[n % len(names)]
        words = f"Invented example: gate {n} of many that nobody shut in time"
        on = Anchor(name, f"{name}:{n:08x}", words, "p" * 32, "s" * 32)
        rows.append(decided("confirm", on, by="bo", at=at + timedelta(seconds=n)))
    append(root, rows)


def asked(root: Path, runs: int) -> float:
    """Milliseconds of a cold question, the median."""
    command = [sys.executable, "-m", "ccg_corpus", "--project", str(root), "quotes", "--role", "GP"]
    return statistics.median(run([*command, "--limit", "20"])[0] for _ in range(runs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quotations", type=int, default=500_000)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    root: Path = given.folder
    if not (root / ".ccg").exists():
        print(json.dumps(make_project(root, given.quotations)))
        with Store.to_write(root) as store:
            wall, cpu = timed(quotation_engine(store).rebuild)
        print(f"indexed in {wall:.0f} s ({cpu:.0f} s of processor)")
    names = documents(root)
    print(f"{len(names):,} documents; a cold question {asked(root, given.runs):.0f} ms")
    for name in names[:: len(names) // 3][:3]:
        wall, cpu = timed(lambda name=name: one_decision(root, name))  # type: ignore[misc]
        print(f"one decision counts after {wall:.2f} s ({cpu:.2f} s of processor)")
    many(root, given.decisions)
    wall, cpu = timed(lambda: apply(root))
    print(f"{given.decisions:,} decisions at once: {wall:.1f} s ({cpu:.1f} s of processor)")
    print(f"then a cold question {asked(root, given.runs):.0f} ms")
    wall, cpu = timed(lambda: one_decision(root, names[len(names) // 2]))
    print(f"one more decision counts after {wall:.2f} s ({cpu:.2f} s of processor)")


if __name__ == "__main__":
    main()
