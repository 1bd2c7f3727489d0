"""Invented projects, how they are asked, and what the right answers are.

Comes in: a folder, words. Goes out: a project that was ingested, and the outcome of one command.
Every text is an invented example.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CCG = (sys.executable, "-m", "ccg_corpus")
SPEAKERS = ("Nurse", "GP", "Porter", "Practice manager")
LONG_S = 120.0
_NOUNS = [
    "harbour",
    "pigeon",
    "ladder",
    "cellar",
    "window",
    "saddle",
    "teapot",
    "orchard",
    "candle",
    "barrel",
    "meadow",
    "hammer",
    "pocket",
    "basket",
    "curtain",
    "ferry",
    "gravel",
    "walnut",
    "mitten",
    "bellows",
    "chimney",
    "thimble",
    "anchor",
    "pepper",
    "lantern",
    "quilt",
    "spindle",
    "turnip",
    "bramble",
    "cobble",
]


@dataclass(frozen=True)
class Outcome:
    """How one command ended. `code` is None where it had to be stopped."""

    code: int | None
    out: str
    err: str

    @property
    def ids(self) -> frozenset[str]:
        """The ids in the first column."""
        return frozenset(line.split("\t")[0] for line in self.out.splitlines())

    @property
    def is_plain(self) -> bool:
        """Whether it ended by itself and without a traceback."""
        return self.code in (0, 1, 2) and "Traceback" not in self.err


def ccg(project: Path, *arguments: str, wait_s: float = LONG_S, **env: str) -> Outcome:
    """One `ccg` command on a project."""
    command = [*CCG, "--project", str(project), *arguments]
    try:
        ended = subprocess.run(
            command,
            capture_output=True,
            timeout=wait_s,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **env},
        )
    except subprocess.TimeoutExpired:
        return Outcome(None, "", "stopped")
    out, err = (text.decode("utf-8", "replace") for text in (ended.stdout, ended.stderr))
    return Outcome(ended.returncode, out, err)


def paper(name: str, words: Sequence[str]) -> str:
    """An invented example of a paper in which a quotation is said of each word."""
    lines = [f"# Invented example {name}", "", "## Results", "", "### Waiting", ""]
    for number, word in enumerate(words, start=1):
        who = SPEAKERS[number % len(SPEAKERS)]
        lines += [f"A {who.lower()} spoke of {_rambling(word + name)}:", ""]
        said = f"We took the {word} of {name}, {_rambling(name + word)}, and that was all of it."
        lines += [f"> “{said}” ({who} {number}, Case {'AB'[number % 2]})", ""]
    return "\n".join(lines)


def _rambling(seed: str) -> str:
    """Words that no other paper has in this order: else they would be versions of one work."""
    chance = random.Random(seed)
    return " ".join(chance.choice(_NOUNS) for _ in range(14))


def write(project: Path, papers: dict[str, Sequence[str]]) -> None:
    """A project that is not ingested yet."""
    (project / "corpus").mkdir(parents=True, exist_ok=True)
    (project / "config.yaml").write_text("corpus: [corpus]\nlog: false\n", encoding="utf-8")
    for name, words in papers.items():
        put(project, name, words)


def put(project: Path, name: str, words: Sequence[str]) -> None:
    """One paper, in one step."""
    draft = project / f"{name}.draft"
    draft.write_text(paper(name, words), encoding="utf-8")
    draft.replace(project / "corpus" / f"{name}.md")


PAPERS = {
    "kettle": ("lamp", "ledger", "gate"),
    "anvil": ("lamp", "bucket"),
    "thistle": ("gate", "ledger", "lamp", "rope"),
}
QUESTIONS = (
    ("quotes", "--limit", "0"),
    ("search", "lamp", "--limit", "0"),
    ("search", '"the ledger of"', "--limit", "0"),
    ("quotes", "--role", "nurse", "--limit", "0"),
    ("quotes", "--count-by", "document,role", "--format", "tsv"),
    ("search", "--in", "passages", "spoke", "--limit", "0"),
)


def ingested(project: Path, papers: dict[str, Sequence[str]] | None = None) -> list[str]:
    """A project that was ingested and asked: the answers to `QUESTIONS`, which are the right ones."""
    write(project, papers or PAPERS)
    assert ccg(project, "ingest").code == 0
    answers = [ccg(project, *asked) for asked in QUESTIONS]
    assert all(one.code == 0 for one in answers), answers
    return [one.out for one in answers]
