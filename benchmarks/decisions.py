"""Decisions at scale: how long one takes to count, and what many cost those who only ask.

Makes a project of N invented quotations (or takes the one that is there), indexes it, and adds papers
of 50 quotations by `ccg ingest`, so that what is decided on is read like any paper. On these
`ccg fix` decides, and the next question is asked, each in a fresh process; then a colleague's file of
many decisions comes, on a tenth of the documents, and all is asked and decided once more. With
`--papers N` instead: what ten decisions a paper add to an ingest of N papers from nothing, in turn
with and without them. Processor time beside the wall: take it where others work on the machine.

usage: python benchmarks/decisions.py FOLDER [--quotations 500000] [--decisions 100000] [--runs 9]
       python benchmarks/decisions.py FOLDER --papers 100 [--runs 3]
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scale import run, timed
from scale_material import make_project, new_paper

from ccg_corpus.corpus import open_corpus
from ccg_corpus.corpus.reviewing.deciding import anchor_of
from ccg_corpus.decisions.files import append
from ccg_corpus.decisions.model import Anchor, decided
from ccg_corpus.ingest.given import apply
from ccg_corpus.project import init_project
from ccg_corpus.search import quotation_engine
from ccg_corpus.store import Store


def documents(root: Path) -> list[str]:
    with Store.to_read(root) as store:
        return [id for id, _ in store.finished.document_ids()]


def papers(root: Path, count: int) -> list[str]:
    """So many papers that are read and not only written into the store: their ids."""
    names = [f"read{n:03}" for n in range(count)]
    for name in names:
        if not (root / "corpus" / f"{name}.md").exists():
            new_paper(root, f"{name}.md", 50)
    return names


def ccg(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "ccg_corpus", "--project", str(root), *words]


def one_decision(root: Path, name: str, role: str) -> tuple[float, float]:
    """Decide by `ccg fix` on a quotation of a document, and ask for it: seconds, and of processor."""
    with open_corpus(root) as corpus:
        record = corpus.reviews.records_of(name)[7]
    decided_in = run(ccg(root, "fix", record["id"], "--role", role, "--by", "amira"))
    asked_in = run(ccg(root, "quotes", "--role", role, "--format", "id"))
    said = subprocess.run(
        ccg(root, "quotes", "--role", role, "--format", "id"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.split() == [record["id"]], "it is in the next answer"
    return tuple((decided_in[at] + asked_in[at]) / 1000 for at in (0, 1))  # type: ignore[return-value]


def many(root: Path, count: int) -> None:
    """So many decisions of a colleague, a hundred each on a tenth of the documents."""
    with Store.to_read(root) as store:
        sources = dict(store.finished.document_ids())
    names = list(sources)[:: max(1, len(sources) * 100 // count)]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    rows = []
    with open_corpus(root) as corpus:
        for name in names:
            text = corpus.reviews.text_of(sources[name])
            on = Anchor(name, f"{name}:{0:08x}", text[:60].rstrip(), "", text[60:92])
            for n in range(count // len(names) + 1):
                do, values = DOINGS[n % len(DOINGS)]
                when = at + timedelta(seconds=len(rows))
                rows.append(decided(do, on, by="bo", at=when, why=f"reason {n}", **values))
    append(root, rows[:count])


DOINGS: list[tuple[str, dict[str, str]]] = [
    ("confirm", {}), ("set", {"role": "baker"}), ("code", {"code": "hours"}),
    ("memo", {"text": "again"}), ("set", {"case": "D"}),
]  # fmt: skip


def asked(root: Path, runs: int) -> str:
    """Milliseconds of a cold question, on the wall and of processor time: medians."""
    found = [run(ccg(root, "quotes", "--role", "GP", "--limit", "20")) for _ in range(runs)]
    wall, cpu = (statistics.median(one[at] for one in found) for at in (0, 1))
    return f"{wall:.0f} ms ({cpu:.0f} of processor)"


def decide(root: Path, names: Iterable[str], what: str) -> None:
    for n, name in enumerate(names):
        role = f"{what}-{n}-{int(datetime.now(UTC).timestamp())}".replace(
            " ", "-"
        )  # no word said before
        wall, cpu = one_decision(root, name, role)
        print(
            f"{what}: in the next answer after {wall:.2f} s ({cpu:.2f} s of processor)", flush=True
        )


def ingests(folder: Path, count: int, runs: int) -> None:
    """An ingest from nothing, with ten decisions a paper and without, in turn: of processor time."""
    root = folder / "papers"
    if not root.exists():
        init_project(root)
        papers(root, count)
    spent: dict[bool, list[float]] = {False: [], True: []}
    kept = folder / "decisions"
    for turn in range(2 * runs):
        with_them = turn % 2 == 1
        shutil.rmtree(root / "decisions", ignore_errors=True)
        if with_them:
            shutil.copytree(kept, root / "decisions")
        shutil.rmtree(root / ".ccg", ignore_errors=True)
        spent[with_them].append(run(ccg(root, "ingest", "-q", "--jobs", "1"))[1] / 1000)
        if not kept.exists():
            ten_each(root)
            shutil.move(root / "decisions", kept)
    without, more = statistics.median(spent[False]), statistics.median(spent[True])
    print(
        f"{count} papers: {without:.2f} s of processor without, {more:.2f} s with ten decisions each"
        f" ({more / without:.3f}); {spent}"
    )


def ten_each(root: Path) -> None:
    rows = []
    with open_corpus(root) as corpus:
        for name in documents(root):
            for n, record in enumerate(corpus.reviews.records_of(name)[:30:3]):
                do, values = DOINGS[n % len(DOINGS)]
                rows.append(decided(do, anchor_of(record), by="bo", **values))
    append(root, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quotations", type=int, default=500_000)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--papers", type=int)
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    root: Path = given.folder
    if given.papers:
        root.mkdir(exist_ok=True)
        ingests(root, given.papers, given.runs)
        return
    if not (root / ".ccg").exists():
        print(json.dumps(make_project(root, given.quotations)))
        with Store.to_write(root) as store:
            wall, cpu = timed(quotation_engine(store).rebuild)
        print(f"indexed in {wall:.0f} s ({cpu:.0f} s of processor)")
    names = papers(root, 6)
    if names[0] not in documents(root):
        print(f"six papers added: {run(ccg(root, 'ingest', '-q'))[1] / 1000:.1f} s of processor")
    print(
        f"{len(documents(root)):,} documents; a cold question {asked(root, given.runs)}", flush=True
    )
    decide(root, names[:3], "one decision")
    many(root, given.decisions)
    wall, cpu = timed(lambda: apply(root))
    print(f"{given.decisions:,} decisions at once: {wall:.1f} s ({cpu:.1f} s of processor)")
    print(f"then a cold question {asked(root, given.runs)}", flush=True)
    decide(root, names[3:], "one more decision")


if __name__ == "__main__":
    main()
