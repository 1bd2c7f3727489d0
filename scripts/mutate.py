"""How well the tests guard the rules: small mistakes put into the code one at a time, and who notices.

For each mutant a comparison, a number, an operator, a condition or a returned value of one line is
changed in a copy of the package. Which tests run which line is found out once; a mutant gets the
tests that run its line, the quickest first, until one fails, and then all tests of these files. What
no test notices is printed with its line: a rule that nobody holds, or one that decides nothing.
Which mutants are made depends on the seed alone.

usage: python scripts/mutate.py [--rooms quotations query search store] [--mutants 100] [--seed 1]
       [--seen FILE] [--only PATH:LINE…]
"""

from __future__ import annotations

import argparse
import ast
import json
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
AT_FIRST = 40  # of the tests that run a line
PATIENCE = (120.0, 20.0)  # s, and times the tests' own: who stands still longer is noticed

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
        "tests/unit/test_answers.py", "tests/test_reference.py", "tests/cli/test_asked_in_words.py",
    ),
    "search": (
        "tests/unit/search", "tests/unit/test_answers.py", "tests/conformance", "tests/test_reference.py",
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


class Seen:
    """Which tests run a line, by what was written down while they ran."""

    def __init__(self, data: Path, copy: Path) -> None:
        from coverage import CoverageData

        self._data = CoverageData(basename=str(data))
        self._data.read()
        self._seconds = json.loads(data.with_suffix(".json").read_text(encoding="utf-8"))
        self._made_in = self._seconds.pop("made in")
        self._copy = copy

    def limit_s(self, tests: list[str]) -> float:
        """How long tests, or all of these files, may take."""
        own = sum(
            s for one, s in self._seconds.items() if one in tests or one.split("::")[0] in tests
        )
        return PATIENCE[0] + PATIENCE[1] * own

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that run a mutant's line, the quickest first; of a line that runs when its
        module is imported those that run any line of the module."""
        path = Path(self._made_in) / mutant.path.relative_to(self._copy)
        lines = self._data.contexts_by_lineno(str(path))
        tests = {one for one in lines.get(mutant.line, ()) if one}
        if not tests and mutant.line in lines:
            tests = {one for found in lines.values() for one in found if one}
        return sorted(tests, key=lambda one: (self._seconds.get(one, 0.0), one))


def see(copy: Path, rooms: list[str], data: Path) -> bool:
    """Run all tests of the rooms once, and write down what each of them runs; whether they pass."""
    tests = list(dict.fromkeys(one for room in rooms for one in TESTS[room]))
    more = {
        "SEEN_LINES": str(data),
        "SEEN_ROOMS": " ".join(str(copy / "ccg_corpus" / room) for room in rooms),
    }
    ran = run_tests(copy, ["-p", "seen_lines", *tests], more, limit_s=None)
    seconds = data.with_suffix(".json")
    if ran in (0, 1) and seconds.exists():
        known = json.loads(seconds.read_text(encoding="utf-8"))
        seconds.write_text(json.dumps({**known, "made in": str(copy)}), encoding="utf-8")
    return ran == 0


def run_tests(copy: Path, tests: list[str], more: dict[str, str], *, limit_s: float | None) -> int:
    """How pytest ended."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    paths = os.pathsep.join((str(copy), str(copy / "scripts")))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", **more}
    return subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, timeout=limit_s, check=False
    ).returncode


def is_noticed(copy: Path, mutant: Mutant, seen: Seen) -> bool:
    """Whether one of the tests fails, or they come to no end in time."""
    tests = seen.tests_of(mutant)
    files = list(dict.fromkeys(one.split("::")[0] for one in tests))
    try:
        for some in (tests[:AT_FIRST], files):
            if not some:
                return False
            ended = run_tests(copy, some, {}, limit_s=seen.limit_s(some))
            if ended in (1, 2):  # 2: a module can't be imported any more
                return True
            if ended not in (0, 4):  # 4: a test that can't be found any more; its file is tried
                print(f"pytest ended with {ended}", file=sys.stderr)
    except subprocess.TimeoutExpired:
        return True
    return False


def drawn_from(copy: Path, room: str, share: int, chance: random.Random) -> list[Mutant]:
    """Some of a room's mutants."""
    modules = sorted((copy / "ccg_corpus" / room).rglob("*.py"))
    found = [one for path in modules for one in mutants_of(path)]
    return chance.sample(found, min(share, len(found)))


def main() -> int:
    """Make the mutants, run their tests, print the survivors. Exit 1 where more than a tenth live."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rooms", nargs="+", choices=TESTS, default=list(TESTS))
    options.add_argument("--mutants", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seen", type=Path, help="what tests run, to keep or from an earlier run")
    options.add_argument("--only", nargs="+", default=[], help="mutants of these lines alone")
    given = options.parse_args()
    chance = random.Random(given.seed)
    kept: Counter[str] = Counter()
    made: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(dir=ROOT.parent) as folder:
        copy = Path(folder) / "copy"  # beside the checkout, so that real papers are found as there
        ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".ccg", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=ignored)
        (Path(folder) / "shared").symlink_to(ROOT.parent / "shared")
        data = given.seen.resolve() if given.seen else Path(folder) / "seen"
        if not data.exists() and not see(copy, given.rooms, data):
            print("the tests fail without a mutant", file=sys.stderr)
            return 2
        seen = Seen(data, copy)
        for room in given.rooms:
            share = 10**9 if given.only else given.mutants // len(given.rooms)
            for mutant in drawn_from(copy, room, share, chance):
                where = f"{mutant.path.relative_to(copy)}:{mutant.line}"
                if given.only and where not in given.only:
                    continue
                text = mutant.path.read_text(encoding="utf-8")
                mutant.path.write_text(mutant.applied(text), encoding="utf-8")
                began = time.monotonic()
                noticed = is_noticed(copy, mutant, seen)
                mutant.path.write_text(text, encoding="utf-8")
                made[room] += 1
                kept[room] += not noticed
                said = "noticed " if noticed else "SURVIVED"
                old, new = (" ".join(one.split())[:60] for one in (mutant.old, mutant.new))
                took = time.monotonic() - began
                print(f"{said} {where}: {old} → {new} ({took:.0f} s)", flush=True)
    for room, number in made.items():
        print(f"{room}: {number - kept[room]} of {number} noticed")
    total = made.total()
    print(f"all: {total - kept.total()} of {total} noticed")
    return 1 if kept.total() > total // 10 else 0


if __name__ == "__main__":
    raise SystemExit(main())
