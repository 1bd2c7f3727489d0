"""How well the tests guard the rules: small mistakes put into the code one at a time, and who notices.

For each mutant a comparison, a number, an operator, a condition or a returned value of one line is
changed in a copy of the package, and the tests of its room run until the first that fails. What no
test notices is printed with its line: a rule that nobody holds, or one that decides nothing. Which
mutants are made depends on the seed alone.

usage: python scripts/mutate.py [--rooms quotations query search store] [--mutants 100] [--seed 1]
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIMIT_S = 900.0  # a mutant that makes the tests stand still is noticed

# The tests that know a room best, the quickest first: they run until one fails.
TESTS = {
    "quotations": (
        "tests/unit/test_labels.py", "tests/unit/test_marks.py", "tests/unit/test_quotations.py",
        "tests/unit/test_attribution.py", "tests/unit/test_told.py", "tests/unit/habits",
        "tests/unit/test_passed_over.py", "tests/unit/test_sentences.py", "tests/test_cases.py",
        "tests/test_example.py", "tests/gold",
    ),
    "query": (
        "tests/unit/test_query.py", "tests/unit/test_catalogue.py", "tests/queries",
        "tests/unit/test_answers.py", "tests/reference", "tests/cli/test_asked_in_words.py",
    ),
    "search": (
        "tests/unit/search", "tests/unit/test_answers.py", "tests/conformance", "tests/reference",
    ),
    "store": (
        "tests/unit/test_store.py", "tests/unit/test_answers.py", "tests/unit/test_facets.py",
        "tests/unit/test_listing.py", "tests/unit/test_catalogue.py", "tests/unit/test_ingest.py",
        "tests/unit/test_participants.py", "tests/unit/test_versions.py", "tests/unit/test_records.py",
    ),
}  # fmt: skip

SWAPPED: dict[type[ast.AST], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
    ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.And: "or", ast.Or: "and",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: in `path`, `old` at `start` becomes `new`."""

    path: Path
    line: int
    start: int
    old: str
    new: str

    def applied(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.start + len(self.old) :]


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every small mistake that could be made in a module; none in what only types read."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def place(line: int, column: int) -> int:
        row = text[starts[line - 1] :].split("\n", 1)[0]
        return starts[line - 1] + len(row.encode()[:column].decode())

    def whole(node: ast.expr) -> tuple[int, str]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        start = place(node.lineno, node.col_offset)
        return start, text[start : place(node.end_lineno, node.end_col_offset)]

    def between(left: ast.expr, right: ast.expr, new: str, line: int) -> Iterator[Mutant]:
        start, written = whole(left)
        start += len(written)
        gap = text[start : place(right.lineno, right.col_offset)]
        sign = gap.strip(" \n()")
        if sign and "#" not in gap:
            yield Mutant(path, line, start + gap.index(sign), sign, new)

    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in SWAPPED:
                yield from between(left, right, SWAPPED[type(op)], node.lineno)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in SWAPPED:
                if not isinstance(left, ast.JoinedStr):
                    yield from between(left, right, SWAPPED[type(op)], node.lineno)
            case ast.BoolOp(op=op, values=[left, right, *_]):
                yield from between(left, right, SWAPPED[type(op)], node.lineno)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                start, written = whole(node)
                yield Mutant(path, node.lineno, start, written, f"({whole(operand)[1]})")
            case ast.Constant(value=bool() as value):
                start, written = whole(node)
                yield Mutant(path, node.lineno, start, written, str(not value))
            case ast.Constant(value=int() | float() as value):
                start, written = whole(node)
                yield Mutant(path, node.lineno, start, written, str(value * 2 + 1))
            case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
                start, written = whole(value)
                yield Mutant(path, node.lineno, start, written, "None")


def is_noticed(copy: Path, room: str, jobs: int) -> bool:
    """Whether a test of the room fails, or none of them comes to an end in time."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *TESTS[room]]
    if jobs > 1:
        command += ["-n", str(jobs)]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return ran.returncode != 0


def main() -> int:
    """Make the mutants, run their tests, print the survivors. Exit 1 where more than a tenth live."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rooms", nargs="+", choices=TESTS, default=list(TESTS))
    options.add_argument("--mutants", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=1)
    given = options.parse_args()
    drawn = random.Random(given.seed)
    kept: Counter[str] = Counter()
    made: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(dir=ROOT.parent) as folder:
        copy = Path(folder) / "copy"  # beside the checkout, so that real papers are found as there
        ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".ccg", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=ignored)
        (Path(folder) / "shared").symlink_to(ROOT.parent / "shared")
        for room in given.rooms:
            if not is_noticed(copy, room, given.jobs):
                found = [
                    one
                    for path in sorted((copy / "ccg_corpus" / room).rglob("*.py"))
                    for one in mutants_of(path)
                ]
                share = given.mutants // len(given.rooms)
                for mutant in drawn.sample(found, min(share, len(found))):
                    text = mutant.path.read_text(encoding="utf-8")
                    mutant.path.write_text(mutant.applied(text), encoding="utf-8")
                    began = time.monotonic()
                    noticed = is_noticed(copy, room, given.jobs)
                    mutant.path.write_text(text, encoding="utf-8")
                    made[room] += 1
                    kept[room] += not noticed
                    where = f"{mutant.path.relative_to(copy)}:{mutant.line}"
                    took = f"{time.monotonic() - began:.0f} s"
                    said = "noticed " if noticed else "SURVIVED"
                    old, new = (" ".join(one.split())[:60] for one in (mutant.old, mutant.new))
                    print(f"{said} {where}: {old} → {new} ({took})", flush=True)
            else:
                print(f"{room}: its tests fail without a mutant", file=sys.stderr)
                return 2
    for room, number in made.items():
        print(f"{room}: {number - kept[room]} of {number} noticed")
    total = made.total()
    print(f"all: {total - kept.total()} of {total} noticed")
    return 1 if kept.total() > total // 10 else 0


if __name__ == "__main__":
    raise SystemExit(main())
