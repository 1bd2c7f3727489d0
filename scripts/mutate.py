"""How well the tests guard the rules: small mistakes put into the code one at a time, and who notices.

For each mutant a comparison, a number, an operator, a condition or a returned value of one line is
changed. Which tests run which line is found out once; a mutant gets the tests that run its line until
one fails, and then others of their files. Where the line is of a function,
the tests are collected once and a fork of that process gets the changed function; where it runs when
its module is imported, a copy of the package is changed and tested by itself. What no test notices is
printed with its line: a rule that nobody holds, or one that decides nothing. Which mutants are made
depends on the seed alone.

usage: python scripts/mutate.py [--rooms quotations query search store] [--mutants 100] [--seed 1]
       [--seen FILE] [--only PATH:LINE…]
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import inspect
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parent.parent
AT_FIRST = 40  # of the tests that run a line
MOST_S = 40.0  # of tests' own time that a mutant gets
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
        "tests/unit/test_query.py", "tests/unit/test_wishes.py", "tests/unit/test_answers.py",
        "tests/test_reference.py", "tests/queries", "tests/cli/test_asked_in_words.py",
        "tests/unit/test_catalogue.py",
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

    def __init__(self, data: Path) -> None:
        from coverage import CoverageData

        self._data = CoverageData(basename=str(data))
        self._data.read()
        self._seconds = json.loads(data.with_suffix(".json").read_text(encoding="utf-8"))
        self._made_in = Path(self._seconds.pop("made in"))

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that run a mutant's line in the order of `TESTS`, the quickest of a file first,
        then others of their files; of a line that runs when its module is imported those that run
        any line of the module."""
        lines = self._data.contexts_by_lineno(str(self._made_in / mutant.path.relative_to(ROOT)))
        tests = {one for one in lines.get(mutant.line, ()) if one}
        if not tests and mutant.line in lines:
            tests = {one for found in lines.values() for one in found if one}
        files = {one.split("::")[0] for one in tests}
        others = {one for one in self._seconds if one.split("::")[0] in files} - tests
        order = {file: n for n, file in enumerate(tests_of_rooms(list(TESTS)))}

        def turn(test: str) -> tuple[int, float, str]:
            file = test.split("::")[0]
            where = next((n for known, n in order.items() if file.startswith(known)), len(order))
            return where, self._seconds.get(test, 0.0), test

        quickest = partial(sorted, key=turn)
        taken = [*quickest(tests), *quickest(others)]
        spent = accumulate(self._seconds.get(one, 0.0) for one in taken)
        return [one for one, s in zip(taken, spent, strict=True) if s < MOST_S]

    def limit_s(self, tests: list[str]) -> int:
        """How long tests may take."""
        own = sum(self._seconds.get(one, 0.0) for one in tests)
        return int(PATIENCE[0] + PATIENCE[1] * own)


def tests_of_rooms(rooms: list[str]) -> list[str]:
    """Their tests, each once."""
    return list(dict.fromkeys(one for room in rooms for one in TESTS[room]))


def see(rooms: list[str], data: Path) -> bool:
    """Run all tests of the rooms once, and write down what each of them runs; whether they pass."""
    more = {
        "SEEN_LINES": str(data),
        "SEEN_ROOMS": " ".join(str(ROOT / "ccg_corpus" / room) for room in rooms),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "seen_lines", "-m", ""]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "scripts")))
    ran = subprocess.run(
        [*command, *tests_of_rooms(rooms)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": paths, **more}, check=False,
    )  # fmt: skip
    seconds = data.with_suffix(".json")
    if seconds.exists():
        known = json.loads(seconds.read_text(encoding="utf-8"))
        seconds.write_text(json.dumps({**known, "made in": str(ROOT)}), encoding="utf-8")
    return ran.returncode == 0


def functions_in(code: CodeType) -> Iterator[CodeType]:
    """The functions of a module and of its classes, not those within functions."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_flags & inspect.CO_NEWLOCALS:
                yield one
            else:
                yield from functions_in(one)  # of a class


def changed_functions(mutant: Mutant) -> dict[str, CodeType]:
    """What the mutant makes of functions, by their names."""
    text = mutant.path.read_text(encoding="utf-8")
    old, new = (
        {one.co_qualname: one for one in functions_in(compile(source, str(mutant.path), "exec"))}
        for source in (text, mutant.applied(text))
    )
    return {name: code for name, code in new.items() if code != old[name]}


def put_in(changed: dict[str, CodeType], path: Path) -> None:
    """Give every function of that name the changed code."""
    importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and Path(one.__code__.co_filename) == path:
            one.__code__ = changed.get(one.__code__.co_qualname, one.__code__)


class Mutating:
    """A plugin for pytest: in place of the tests, a fork for each mutant that runs some of them."""

    def __init__(self, mutants: list[Mutant], seen: Seen) -> None:
        self._mutants, self._seen = mutants, seen
        self.noticed: dict[Mutant, bool] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Each mutant in turn."""
        items = {one.nodeid: one for one in session.items}
        for mutant in self._mutants:
            began = time.monotonic()
            tests = self._seen.tests_of(mutant)
            changed = changed_functions(mutant)
            if changed:
                noticed = self._is_noticed(mutant, changed, [items[t] for t in tests if t in items])
            else:
                noticed = is_noticed_alone(mutant, tests, self._seen)
            self.noticed[mutant] = noticed
            said = "noticed " if noticed else "SURVIVED"
            old, new = (" ".join(one.split())[:60] for one in (mutant.old, mutant.new))
            where = f"{mutant.path.relative_to(ROOT)}:{mutant.line}"
            took = f"{len(tests)} tests, {time.monotonic() - began:.0f} s"
            print(f"{said} {where}: {old} → {new} ({took})", file=sys.__stdout__, flush=True)
        return True

    def _is_noticed(
        self, mutant: Mutant, changed: dict[str, CodeType], tests: list[pytest.Item]
    ) -> bool:
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1] != 0
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(self._seen.limit_s([one.nodeid for one in tests]))
            put_in(changed, mutant.path)
            for at, item in enumerate(tests):
                behind = tests[at + 1] if at + 1 < len(tests) else None
                reports = runtestprotocol(item, log=False, nextitem=behind)
                if any(one.failed for one in reports):
                    os._exit(1)
            os._exit(0)
        except BaseException:
            os._exit(1)


def is_noticed_alone(mutant: Mutant, tests: list[str], seen: Seen) -> bool:
    """The same by a copy of the package and a process of its own."""
    if not tests:
        return False
    with tempfile.TemporaryDirectory(dir=ROOT.parent) as folder:
        copy = Path(folder) / "copy"  # beside the checkout, so that real papers are found as there
        ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".ccg", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=ignored)
        (Path(folder) / "shared").symlink_to(ROOT.parent / "shared")
        text = mutant.path.read_text(encoding="utf-8")
        (copy / mutant.path.relative_to(ROOT)).write_text(mutant.applied(text), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", ""]
        environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
        files = list(dict.fromkeys(one.split("::")[0] for one in tests))
        for some in (tests[:AT_FIRST], files):
            try:
                ended = subprocess.run(
                    [*command, *some], cwd=copy, env=environment, capture_output=True,
                    timeout=seen.limit_s(tests), check=False,
                ).returncode  # fmt: skip
            except subprocess.TimeoutExpired:
                return True
            if ended in (1, 2):  # 2: a module can't be imported any more
                return True
    return False


def drawn(given: argparse.Namespace) -> list[Mutant]:
    """Some mutants of each room, or all of some lines."""
    chance = random.Random(given.seed)
    found = []
    for room in given.rooms:
        modules = sorted((ROOT / "ccg_corpus" / room).rglob("*.py"))
        own = [one for path in modules for one in mutants_of(path)]
        some = chance.sample(own, min(given.mutants // len(given.rooms), len(own)))
        lines = set(given.only)
        wanted = [one for one in own if f"{one.path.relative_to(ROOT)}:{one.line}" in lines]
        found += wanted if lines else some
    return found


def main() -> int:
    """Make the mutants, run their tests, print the survivors. Exit 1 where more than a tenth live."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rooms", nargs="+", choices=TESTS, default=list(TESTS))
    options.add_argument("--mutants", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seen", type=Path, help="what tests run: of an earlier run, or to keep")
    options.add_argument("--only", nargs="+", default=[], help="all mutants of these lines alone")
    given = options.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        data = given.seen.resolve() if given.seen else Path(folder) / "seen"
        if not data.exists() and not see(given.rooms, data):
            print("the tests fail without a mutant", file=sys.stderr)
            return 2
        mutating = Mutating(drawn(given), Seen(data))
    calm = ["-q", "-p", "no:cacheprovider", "--capture=sys", "-m", ""]
    pytest.main([*calm, *tests_of_rooms(given.rooms)], plugins=[mutating])
    rooms = {one: one.path.relative_to(ROOT / "ccg_corpus").parts[0] for one in mutating.noticed}
    for room in given.rooms:
        own = [noticed for one, noticed in mutating.noticed.items() if rooms[one] == room]
        print(f"{room}: {sum(own)} of {len(own)} noticed")
    kept = [one for one, noticed in mutating.noticed.items() if not noticed]
    print(f"all: {len(rooms) - len(kept)} of {len(rooms)} noticed")
    return 1 if len(kept) > len(rooms) // 10 else 0


if __name__ == "__main__":
    raise SystemExit(main())
