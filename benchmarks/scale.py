"""Many quotations: how fast they are indexed, changed and asked, against other engines.

Makes a project of N invented quotations (or takes the one that is there), indexes it, asks it in
fresh processes, adds a paper by `ccg ingest`, and does the like with SQLite FTS5, tantivy and grep on
the same records. Medians of interleaved runs, on the wall and of processor time, which tells more where
others work on the machine; peak memory of each process.

usage: python benchmarks/scale.py FOLDER [--quotations 10000] [--runs 7] [--skip-build]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scale_material import make_project, new_paper
from scale_rivals import build_fts5, build_tantivy, commands, write_lines

from ccg_corpus.corpus import open_corpus
from ccg_corpus.query import Query, read_query
from ccg_corpus.search import quotation_engine
from ccg_corpus.store import Store

WORD, ROLE, CASE = "disillusionment", "gp", "d"
FACETS = """
import sys
from pathlib import Path
from ccg_corpus.corpus import open_corpus
from ccg_corpus.query import Query
with open_corpus(Path(sys.argv[1])) as corpus:
    print(len(corpus.facets(Query(), ("role",))))
"""


def cpu_s() -> float:
    """Seconds of processor time, with those of processes that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall and of processor time."""
    wall, cpu = time.perf_counter(), cpu_s()
    call()
    return time.perf_counter() - wall, cpu_s() - cpu


# The peak of a process counts what it was before it became the command: so a small one starts it.
START = """
import os, sys, time
began = time.perf_counter()
if not (child := os.fork()):
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1), os.dup2(null, 2)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
cpu = usage.ru_utime + usage.ru_stime
print(time.perf_counter() - began, cpu, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def run(command: list[str]) -> tuple[float, float, float]:
    """Milliseconds on the wall, of processor time, and peak megabytes of a command."""
    starter = [sys.executable, "-I", "-S", "-c", START, *command]
    said = subprocess.run(starter, capture_output=True, text=True, check=True).stdout
    seconds, cpu, kilobytes, code = said.split()
    if code not in ("0", "1"):
        raise RuntimeError(f"{command[:4]} gave {code}")
    return float(seconds) * 1000, float(cpu) * 1000, int(kilobytes) / 1024


def megabytes(*paths: Path) -> float:
    files = [one for path in paths for one in ([path] if path.is_file() else path.rglob("*"))]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def build(root: Path, folder: Path, quotations: int) -> None:
    """Everything that is asked later, with the rates of making it."""
    if not (root / "config.yaml").exists():
        print("made:", make_project(root, quotations), flush=True)
    with Store.to_write(root) as store:
        wall, cpu = timed(lambda: quotation_engine(store).rebuild())
        print(
            f"indexed: {quotations / wall:.0f}/s, {quotations / cpu:.0f} a CPU second", flush=True
        )
        print(f"FTS5: {build_fts5(store, folder):.0f} a CPU second", flush=True)
        rate = build_tantivy(store, folder)
        print("tantivy:", f"{rate:.0f} a CPU second" if rate else "not installed", flush=True)
        write_lines(store, folder)


def cold(root: Path, folder: Path, runs: int) -> None:
    """Fresh processes, in turn, after one round that warms the disk's cache."""
    ccg = [str(Path(sys.executable).with_name("ccg")), "--project", str(root)]
    asked = {
        "import typer": [sys.executable, "-c", "import typer"],
        "ccg search: text, role, case": [*ccg, "search", f"role:{ROLE} case:{CASE} {WORD}", "-n", "20"],
        "ccg search: plain words": [*ccg, "search", f"GP quotes on {WORD}, case D", "-n", "20"],
        "ccg search: words alone": [*ccg, "search", WORD, "-n", "20"],
        "ccg search --in passages": [*ccg, "search", "--in", "passages", WORD, "-n", "20"],
        "ccg find": [*ccg, "find", "the disillusioned managers were not listened to"],
        "ccg quotes --role --count": [*ccg, "quotes", "--role", ROLE, "--count"],
        "ccg quotes --role, first 20": [*ccg, "quotes", "--role", ROLE, "-n", "20"],
        "ccg quotes --count-by role": [*ccg, "quotes", "--count-by", "role"],
        "facets by role, as a library": [sys.executable, "-c", FACETS, str(root)],
        **commands(folder, WORD, ROLE, CASE),
    }  # fmt: skip
    measured: dict[str, list[tuple[float, float, float]]] = {name: [] for name in asked}
    for _ in range(runs + 1):
        for name, command in asked.items():
            measured[name].append(run(command))
    base = statistics.median(ms for ms, _, _ in measured["SQLite FTS5: text, role, case"][1:])
    for name, found in measured.items():
        ms, cpu = (statistics.median(one[n] for one in found[1:]) for n in (0, 1))
        most = max(one[2] for one in found[1:])
        shown = f"{ms:8.0f} ms {cpu:6.0f} ms CPU {most:6.0f} MB {ms / base:7.2f} × FTS5"
        print(f"  {name:34} {shown}", flush=True)


def warm(root: Path, runs: int) -> None:
    """In one process, after the first."""
    with open_corpus(root) as corpus:
        words = read_query(f"role:{ROLE} case:{CASE} {WORD}", corpus.vocabulary, corpus.catalogue)
        calls: dict[str, Callable[[], object]] = {
            "search: text, role, case": lambda: list(corpus.search(words, limit=20)),
            "count of role": lambda: corpus.count(Query(roles=(ROLE,))),
            "facets by role": lambda: corpus.facets(Query(), ("role",)),
            "facets by role and case": lambda: corpus.facets(Query(), ("role", "case")),
            "facets by year of role": lambda: corpus.facets(Query(roles=(ROLE,)), ("year",)),
        }
        for name, call in calls.items():
            call()
            spent = statistics.median(timed(call)[0] for _ in range(runs))
            print(f"  {name:34} {spent * 1000:8.0f} ms", flush=True)


def quotations_in(root: Path) -> int:
    with open_corpus(root) as corpus:
        return corpus.count(Query())


def update(root: Path, papers: int) -> None:
    """Papers added one by one, end to end.

    Raises: RuntimeError where the project was made by other code: an ingest then reads its files, which
    hold nothing, and what was measured before is all that was measured of so many.
    """
    before = quotations_in(root)
    ccg = str(Path(sys.executable).with_name("ccg"))
    for n in range(papers):
        new_paper(root, f"added-{time.time_ns()}-{n}.md")
        spent, _, most = run([ccg, "--project", str(root), "ingest", "--quiet"])
        print(f"  one paper by ccg ingest {spent / 1000:8.1f} s {most:6.0f} MB", flush=True)
        if quotations_in(root) < before:
            raise RuntimeError("the project was made by other code: make it again")


def main() -> None:
    """Build, ask, change; print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--quotations", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--papers", type=int, default=3)
    options.add_argument("--skip-build", action="store_true")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    root = given.folder / "project"
    if not given.skip_build:
        build(root, given.folder, given.quotations)
    cache = root / ".ccg"
    print(
        f"disk: store {megabytes(cache / 'corpus.sqlite'):.0f} MB, "
        f"index {megabytes(cache / 'index'):.0f} MB, "
        f"FTS5 {megabytes(given.folder / 'fts5.sqlite'):.0f} MB, "
        f"tantivy {megabytes(given.folder / 'tantivy'):.0f} MB, "
        f"text {megabytes(given.folder / 'lines.txt'):.0f} MB"
    )
    print("cold:", flush=True)
    cold(root, given.folder, given.runs)
    print("warm:", flush=True)
    warm(root, given.runs)
    print("change:", flush=True)
    update(root, given.papers)


if __name__ == "__main__":
    main()
