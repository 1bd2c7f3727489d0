"""Decisions merged by git: of one reviewer in two places, of two reviewers, without a conflict."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ccg_corpus.decisions.files import append, read_decisions
from ccg_corpus.decisions.model import Anchor, Decision, decided
from ccg_corpus.decisions.order import in_force

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(root: Path, *arguments: str) -> str:
    """What git says, with a name for whoever commits."""
    who = ["-c", "user.name=amira", "-c", "user.email=amira@reviews.example"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


def some(by: str, first: int, count: int) -> list[Decision]:
    """Invented decisions, one a minute."""
    start = datetime(2026, 3, 1, tzinfo=UTC)
    return [
        decided(
            "set",
            Anchor("reed-2021", f"reed-2021:{n:08x}", f"gate {n}"),
            by=by,
            at=start + timedelta(minutes=n),
            role=f"role-{n}",
        )
        for n in range(first, first + count)
    ]


def test_two_clones_are_put_together(tmp_path: Path) -> None:
    """One reviewer on two computers and a second one: all lines are there, in one order."""
    one = tmp_path / "one"
    one.mkdir()
    git(one, "init", "-q", "-b", "main")
    append(one, some("amira", 0, 20))
    git(one, "add", "-A")
    git(one, "commit", "-qm", "begun")
    git(tmp_path, "clone", "-q", "one", "two")
    two = tmp_path / "two"
    append(one, some("amira", 20, 20))
    append(two, some("amira", 40, 20))
    append(two, some("bo", 10, 30))
    for place in (one, two):
        git(place, "add", "-A")
        git(place, "commit", "-qm", "more")
    git(one, "pull", "-q", "--no-rebase", "../two", "main")
    git(two, "pull", "-q", "--no-rebase", "../one", "main")
    found = [read_decisions(place) for place in (one, two)]
    wanted = in_force([*some("amira", 0, 60), *some("bo", 10, 30)])
    assert [in_force(lines.decisions) for lines in found] == [wanted, wanted]
    assert not found[0].faults and not found[1].faults
