"""How much of a paper comes back out of its PDF: gold quotations of texts that we typeset ourselves.

Takes text files with gold annotation, typesets each in one, two and three columns with Typst, with
ReportLab and with WeasyPrint (running heads, page numbers, footnotes, boxes that cut quotations, floats,
tables, words broken at line ends, ligatures), reads the PDFs as `ccg ingest` does and looks the quotations
up in the rebuilt text. The truth is the text as it was typeset.
Needs `pip install typst reportlab pyphen weasyprint`, the last one the system's Pango too.

usage: python benchmarks/typeset.py [TEXT… --gold GOLD…] [--engines typst …] [--columns 1 2 3] [--lost]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from typesetting import with_reportlab, with_typst, with_weasyprint
from typesetting.judging import IN_PLAIN_TEXT, Tally, judge, judge_readings
from typesetting.material import paper_of

from ccg_corpus.evaluate import read_gold
from ccg_corpus.evaluate.gold import GoldDocument, stem_of
from ccg_corpus.readers import Limits, read_draft
from ccg_corpus.rebuild import rebuild_document

CORPUS = Path(__file__).parents[1] / "corpus"
ENGINES = {"typst": with_typst, "reportlab": with_reportlab, "weasyprint": with_weasyprint}
PARSERS = ("pypdf", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Task:
    """One paper in one setting, read by all parsers."""

    path: Path
    gold: GoldDocument
    engine: str
    columns: int
    keep: Path | None


def work(task: Task) -> tuple[Task, int, dict[str, Tally]]:
    """The paper typeset and read: how many gold rows could not be used, and a tally a parser."""
    paper = paper_of(task.path, task.gold)
    data, pages = ENGINES[task.engine].typeset(paper, task.columns)
    with tempfile.TemporaryDirectory() as folder:
        file = (task.keep or Path(folder)) / f"{paper.name}-{task.engine}-{task.columns}.pdf"
        file.write_bytes(data)
        found = {}
        for parser in PARSERS:
            os.environ["CCG_PDF_PARSER"] = parser
            draft = read_draft(file, limits=Limits(seconds=300))
            document = rebuild_document(draft, file.name)
            found[parser] = judge(paper, document, pages)
            found[parser].include(judge_readings(paper, document))
    return task, paper.left_out, found


def tasks(options: argparse.Namespace) -> Iterator[Task]:
    """Every text that has gold, in every setting."""
    gold = read_gold(options.gold)
    for path in options.texts:
        if stem_of(path.name) in gold:
            for engine in options.engines:
                for columns in options.columns:
                    yield Task(path, gold[stem_of(path.name)], engine, columns, options.keep)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def row(name: Sequence[object], tally: Tally) -> str:
    """A line of the Markdown table."""
    n = tally.quotations
    shares = (share(count, n) for count in (tally.words, tally.spaced, tally.exact, tally.page))
    return "| " + " | ".join(
        [*map(str, name), str(n), *shares, f"{tally.cut_words} of {tally.cut}"]
    ) + " |"  # fmt: skip


def report(results: Sequence[tuple[Task, int, dict[str, Tally]]], *, lost: bool) -> None:
    """The table, and what did not come through."""
    sums: dict[tuple[str, str, str], Tally] = defaultdict(Tally)
    for task, _, found in results:
        for parser, tally in found.items():
            for columns in (str(task.columns), "all"):
                sums[parser, task.engine, columns].include(tally)
            sums[parser, "all", "all"].include(tally)
            if lost:
                for one in tally.lost:
                    print(f"{parser} {task.path.stem} {task.engine} {task.columns}: {one}")
    print(
        "| parser | typeset by | columns | quotations | words | spaces | exact | page | cut by a box |"
    )
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for key in sorted(sums):
        print(row(key, sums[key]))
    report_readings(sums)
    papers = {task.path: left_out for task, left_out, _ in results}
    print(f"\n{len(papers)} papers; {sum(papers.values())} gold rows are torn in the text itself")


def report_readings(sums: Mapping[tuple[str, str, str], Tally]) -> None:
    """What the second reading is worth: how many of the quotations found have the right words."""
    print("\n| parser | in the plain text | quotations found | right |")
    print("|---|---|--:|--:|")
    for parser in PARSERS:
        counts = sums[parser, "all", "all"].readings
        for how in IN_PLAIN_TEXT:
            right, wrong = counts[how, True], counts[how, False]
            print(f"| {parser} | {how} | {right + wrong} | {share(right, right + wrong)} |")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", nargs="*", type=Path, default=sorted(CORPUS.glob("*.txt")))
    parser.add_argument("--gold", nargs="*", type=Path, default=[CORPUS / "gold.yaml"])
    parser.add_argument("--engines", nargs="*", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--columns", nargs="*", type=int, default=[1, 2, 3])
    parser.add_argument("--lost", action="store_true", help="name what did not come through")
    parser.add_argument("--keep", type=Path, help="leave the PDFs in this folder")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Print the table."""
    chosen = options()
    with ProcessPoolExecutor(chosen.jobs) as pool:
        results = list(pool.map(work, tasks(chosen)))
    report(results, lost=chosen.lost)


if __name__ == "__main__":
    main()
