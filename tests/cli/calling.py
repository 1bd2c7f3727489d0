"""A small invented project, and what a call of `ccg` takes and leaves.

`called` runs it within the tests' own process: the same as a process of its own, without its start.
How a process begins and ends, a terminal, a pipe that closes: for these take a process.
"""

from __future__ import annotations

import io
import logging
import os
import select
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

ARTICLE = """\
Invented example: seats and surgeries

Abstract

Invented example. We asked doctors and managers in two localities how they share decisions.

Introduction

Invented example. Who sits at the table matters.

Methods

We interviewed eleven people in two case studies, D and E.

Results

Losing heart

Several GPs reported that they were disillusioned. For example:

\u2018I stopped going to the meetings because nothing we said there ever came back to us, and
[b]nobody[/b] noticed.\u2019 (GP, case study D)

A manager saw it from the other side:

\u2018The doctors come when it suits them, and then they wonder why the paper has already been
written without them.\u2019 (Senior manager, case study E)

Making time

Time was short everywhere. One doctor put it like this:

\u2018I read the papers at night when the children are asleep, and that is all the preparation
there is.\u2019 (GP, case study E)

A nurse agreed:

\u2018Nobody asked the nurses whether a Tuesday would do, and so it was always a Tuesday.\u2019
(Practice nurse, case study D)

Discussion

Invented example. Sharing decisions takes time that nobody has.
"""

MANUSCRIPT = ARTICLE.replace("Sharing decisions takes", "To share decisions takes")

NOTES = """\
# Invented example: notes of an open evening

Invented example. People were asked to say what they thought.

## What we heard

> \u201cThe bus stops running at six, so whoever has no car cannot come to the evening clinic.\u201d
> (Patient, Site 2)
"""

CONFIG = """\
documents:
  seats.txt: {id: seats, authors: ["Amble J", "Brook K", "Carr L"], year: 2019, type: article}
  seats-manuscript.txt: {id: seats-manuscript, year: 2018, version_of: seats}
  notes.md: {id: notes, year: 2021, type: report}
codes:
  evenings: {title: Evenings, terms: [night, evening]}
sites:
  north: {title: The north, cases: ["seats:D"]}
"""


@dataclass(frozen=True)
class Outcome:
    """What a run of `ccg` left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def ids(self) -> list[str]:
        return [line.split("\t")[0] for line in self.lines]


Ccg = Callable[..., Outcome]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """A plain environment: this package, a UTF-8 locale, none of the caller's settings."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "SYSTEMROOT") if key in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "PAGER": "",
        **(more or {}),
    }


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ccg_corpus", *arguments]


def called(
    arguments: Sequence[str],
    *,
    cwd: Path,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
) -> Outcome:
    """A run of `ccg` as in a pipe, in `cwd`, with an environment and streams of its own."""
    from ccg_corpus.cli.main import run
    from ccg_corpus.cli.output import streams
    from ccg_corpus.cli.parsing.given import readable

    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        for name in {*os.environ}:
            patch.delenv(name)
        for name, value in environment(env).items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["ccg", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", write_through=True))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", write_through=True))
        patch.setattr(logging.root, "handlers", [])  # without pytest's: warnings go to stderr
        logging.getLogger("ccg_corpus").setLevel(logging.NOTSET)  # what --quiet left
        streams.prepare()
        try:
            code = run(readable(list(arguments)))
        except SystemExit as ended:  # Typer ends the process where a shell asks it for completion
            code = int(ended.code or 0)
        logging.getLogger("ccg_corpus").setLevel(logging.NOTSET)
        sys.stdout.flush()
        sys.stderr.flush()
        return Outcome(code, out.getvalue().decode(), err.getvalue().decode())


def write_project(root: Path) -> None:
    (root / "corpus").mkdir()
    (root / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (root / "corpus" / "seats.txt").write_text(ARTICLE, encoding="utf-8")
    (root / "corpus" / "seats-manuscript.txt").write_text(MANUSCRIPT, encoding="utf-8")
    (root / "corpus" / "notes.md").write_text(NOTES, encoding="utf-8")


def read_all(master: int, *, deadline: float) -> str:
    """What arrives on a terminal until its other side is closed."""
    pieces = []
    while time.monotonic() < deadline and select.select([master], [], [], 30)[0]:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces).decode()
