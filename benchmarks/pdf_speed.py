"""Pages a second from PDF to rebuilt text on one core, by parser, beside pdftotext.

Takes PDF files, or makes a paper of invented words in two columns. Times the CPU of reading and
rebuilding in this process, as a worker of `ccg ingest` does, several files one after the other; the
start of a worker, which a run pays once, is told apart. The least of several rounds counts.

usage: python benchmarks/pdf_speed.py [PDF…]
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from extraction import sentence

from ccg_corpus.readers import Limits, read_draft
from ccg_corpus.rebuild import rebuild_document

PARSERS = ("pypdf", "pypdfium2")
ROUNDS = 5


def invented_pdf(paragraphs: int = 160) -> bytes:
    """A paper in two columns: justified, 10 points, a running head."""
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            self.set_font("Times", size=8)
            self.cell(0, 6, f"Annals of Invented Examples 2024; 12: {self.page_no()}", align="C")
            self.ln(10)

    rng = random.Random(1)
    pdf = Paper(format="A4")
    pdf.add_page()
    pdf.set_font("Times", size=10)
    with pdf.text_columns(ncols=2, gutter=8, text_align="J") as text:
        for _ in range(paragraphs):
            text.write(" ".join(sentence(rng) for _ in range(6)))
            text.ln()
            text.ln()
    return bytes(pdf.output())


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of a call, child processes included."""

    def spent() -> float:
        used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in used)

    before = spent()
    work()
    return spent() - before


def least_seconds(work: Callable[[], object]) -> float:
    """CPU time of the quickest round: others wait for the processor's memory now and then."""
    return min(cpu_seconds(work) for _ in range(ROUNDS))


def read(path: Path, parser: str) -> None:
    """One file from its bytes to its document."""
    os.environ["CCG_PDF_PARSER"] = parser
    rebuild_document(read_draft(path, limits=Limits(is_apart=True)), path.name)


def count_pages(paths: Sequence[Path]) -> int:
    from pypdf import PdfReader

    return sum(len(PdfReader(io.BytesIO(path.read_bytes())).pages) for path in paths)


def main() -> None:
    """Print pages a second."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("files", nargs="*", type=Path)
    with tempfile.TemporaryDirectory() as folder:
        paths = options.parse_args().files
        if not paths:
            paths = [Path(folder) / "invented.pdf"]
            paths[0].write_bytes(invented_pdf())
        report(paths, count_pages(paths))


def report(paths: Sequence[Path], pages: int) -> None:
    """One line for each reader, pdftotext in the same run."""
    print(f"{len(paths)} files, {pages} pages")
    start = [sys.executable, "-P", "-c", "import ccg_corpus.ingest.workers.worker, pypdf"]
    seconds = cpu_seconds(lambda: subprocess.run(start, check=True))
    print(f"  start of a worker    {seconds:7.2f} s")
    for parser in PARSERS:
        read(paths[0], parser)  # word lists and modules are loaded once a process
        seconds = least_seconds(lambda parser=parser: [read(path, parser) for path in paths])
        print(f"  {parser:<20} {pages / seconds:7.1f} pages/s")
    if tool := shutil.which("pdftotext"):
        runs = [[tool, str(path), "-"] for path in paths]
        seconds = least_seconds(
            lambda: [subprocess.run(run, check=True, capture_output=True) for run in runs]
        )
        print(f"  {'pdftotext':<20} {pages / seconds:7.1f} pages/s")


if __name__ == "__main__":
    main()
