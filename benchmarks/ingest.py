"""What a run costs: workers against one, growth of memory, and a run that finds nothing to do.

Makes projects of invented papers (text, HTML, PDF) and times `ccg ingest` as its user would: wall
clock, a process of its own, index included. Memory is the largest resident set of the process that
writes and, apart, of the largest that reads. Runs in pairs, medians; use a quiet machine.

usage: python benchmarks/ingest.py [--papers 200] [--pairs 3] [--many 10000] [--only jobs memory known]
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extraction import paper

TIMED = """
import resource, sys, time
from ccg_corpus.cli.main import run
start = time.perf_counter()
code = run(sys.argv[1:])
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(code, own, workers)
"""


def ccg(root: Path, *arguments: str) -> tuple[float, int, int]:
    """Seconds, and megabytes of this process and of its largest worker."""
    command = [sys.executable, "-c", TIMED, "--project", str(root), *arguments]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    code, own, workers = map(int, done.stdout.split())
    assert code == 0, done.stderr
    return seconds, own, workers


def as_html(text: str) -> bytes:
    """A paper as a web page."""
    body = "".join(f"<p>{part}</p>\n" for part in text.split("\n\n"))
    return f"<html><head><title>Invented</title></head><body><main>{body}</main></body></html>".encode()


def as_pdf(text: str) -> bytes:
    """A paper as a PDF of one column."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_font("Times", size=11)
    pdf.add_page()
    pdf.multi_cell(0, 5, re.sub("[‘’]", "'", re.sub("[“”]", '"', text)))
    return bytes(pdf.output())


def as_text(text: str) -> bytes:
    """A paper as plain text."""
    return text.encode()


FORMS: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    (".txt", as_text),
    (".html", as_html),
    (".pdf", as_pdf),
)


def make_papers(root: Path, count: int, *, words: int = 8000) -> None:
    """A project of papers, every third of them a PDF."""
    (root / "corpus").mkdir(parents=True)
    (root / "config.yaml").write_text("corpus: [corpus]\n")
    for n in range(count):
        suffix, form = FORMS[n % len(FORMS)]
        text = f"Invented example {n}: of clinics\n\n{paper(random.Random(n), words=words)}"
        (root / "corpus" / f"{n:05}{suffix}").write_bytes(form(text))
        os.utime(root / "corpus" / f"{n:05}{suffix}", (1_500_000_000, 1_500_000_000))


def fresh(root: Path) -> Path:
    """The project without its cache."""
    shutil.rmtree(root / ".ccg", ignore_errors=True)
    return root


def time_jobs(home: Path, count: int, pairs: int) -> None:
    """One worker and two, in turns; the files per second and the ratio of each pair."""
    root = home / "jobs"
    make_papers(root, count)
    times: dict[str, list[float]] = {"1": [], "2": []}
    for pair in range(pairs):
        for jobs in ("12", "21")[pair % 2]:
            times[jobs].append(ccg(fresh(root), "ingest", "-q", "--jobs", jobs)[0])
    for jobs, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"  {jobs} worker(s)  {middle:6.1f} s  {count / middle:5.1f} papers/s")
    ratios = [one / two for one, two in zip(*times.values(), strict=True)]
    print(
        f"  two against one: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def measure_memory(home: Path, counts: tuple[int, ...]) -> None:
    """The largest resident sets as the corpus grows."""
    for count in counts:
        root = home / f"memory-{count}"
        make_papers(root, count, words=1000)
        seconds, own, workers = ccg(root, "ingest", "-q")
        print(f"  {count:6} papers  {seconds:6.1f} s  writes: {own} MB  reads: {workers} MB")


def time_known(home: Path, count: int) -> None:
    """A run over files that are all known, and one that looks at nothing."""
    root = home / "known"
    (root / "corpus").mkdir(parents=True)
    (root / "config.yaml").write_text("corpus: [corpus]\n")
    for n in range(count):
        path = root / "corpus" / f"{n % 50}" / f"{n:05}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"Invented example {n}\n\nResults\n\nOne said, “number {n} it was, and no other” (P{n}, nurse).\n"
        )
        os.utime(path, (1_500_000_000, 1_500_000_000))
    print(f"  {count} small files taken in   {ccg(root, 'ingest', '-q')[0]:6.2f} s")
    known = [ccg(root, "ingest", "-q")[0] for _ in range(5)]
    print(f"  again, nothing to do     {statistics.median(known):6.2f} s")
    print(f"  ccg --version            {ccg(root, '--version')[0]:6.2f} s")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--only", nargs="*", default=["jobs", "memory", "known"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        if "jobs" in options.only:
            print(f"{options.papers} papers of 8,000 words (text, HTML, PDF)")
            time_jobs(home, options.papers, options.pairs)
        if "memory" in options.only:
            print("papers of 1,000 words")
            measure_memory(home, (options.papers, 10 * options.papers))
        if "known" in options.only:
            print("files that have not changed")
            time_known(home, options.many)


if __name__ == "__main__":
    main()
