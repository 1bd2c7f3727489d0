"""Two clones of a project change one codebook; git puts the lines together."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ccg_corpus.codebook.editing import Codebook

Change = Callable[[Codebook], object]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(where: Path, *words: str) -> str:
    named = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *named, *words], cwd=where, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def merged(tmp_path: Path, one: Change, other: Change) -> Codebook:
    """The codebook after both clones changed it and were merged without a question."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    git(ours, "init", "-q", "-b", "main")
    book = Codebook(ours)
    book.add("Morale", definition="How people feel.")
    for name in ("Losing heart", "Hours", "Money"):
        book.add(name)
    git(ours, "add", "-A")
    git(ours, "commit", "-qm", "begin")
    git(tmp_path, "clone", "-q", str(ours), str(theirs))
    one(Codebook(ours))
    other(Codebook(theirs))
    for clone in (ours, theirs):
        git(clone, "add", "-A")
        git(clone, "commit", "-qm", "change")
    git(ours, "pull", "-q", "--no-rebase", "--no-edit", str(theirs), "main")
    return Codebook(ours)


def test_one_renames_and_the_other_moves(tmp_path: Path) -> None:
    book = merged(
        tmp_path,
        lambda book: book.rename("losing-heart", "Weariness"),
        lambda book: book.move("losing-heart", "morale"),
    )
    assert book.tree["losing-heart"].title == "Weariness"
    assert book.tree.parent("losing-heart") == "morale"
    assert book.tree.problems == ()


def test_both_add_codes(tmp_path: Path) -> None:
    """Others, and one that both have."""

    def add(*names: str) -> Change:
        return lambda book: [book.add(name) for name in names]

    book = merged(tmp_path, add("Doors", "Keys"), add("Doors", "Windows"))
    assert {"doors", "keys", "windows"} <= {code.slug for code in book.tree.codes}
    assert book.tree.problems == ()


def test_both_add_codes_under_one(tmp_path: Path) -> None:
    """Lines that the new entries have in common stay in each of them."""

    def add(*names: str) -> Change:
        return lambda book: [book.add(name, under="Morale", terms=["x"]) for name in names]

    book = merged(tmp_path, add("Doors", "Keys"), add("Windows", "Panes"))
    assert {book.tree.parent(slug) for slug in ("doors", "keys", "windows", "panes")} == {"morale"}
    assert all(book.tree[slug].terms == ("x",) for slug in ("doors", "keys", "windows", "panes"))
    assert book.tree.problems == ()


def test_one_adds_and_the_other_renames_and_moves_the_last(tmp_path: Path) -> None:
    def change(book: Codebook) -> None:
        book.rename("money", "Funds")
        book.move("money", "morale")

    book = merged(tmp_path, lambda book: book.add("Keys", under="hours"), change)
    assert (book.tree["money"].title, book.tree.parent("money")) == ("Funds", "morale")
    assert (book.tree["keys"].title, book.tree.parent("keys")) == ("Keys", "hours")


def test_one_merges_and_the_other_renames_another(tmp_path: Path) -> None:
    book = merged(
        tmp_path,
        lambda book: book.merge("losing-heart", "morale"),
        lambda book: book.rename("money", "Funds"),
    )
    assert book.tree.canonical("losing-heart") == "morale" and book.tree["money"].title == "Funds"
    assert book.tree.problems == ()


def test_both_rename_one_code(tmp_path: Path) -> None:
    """Neither wins in silence, and nothing is lost."""
    book = merged(
        tmp_path,
        lambda book: book.rename("hours", "Time"),
        lambda book: book.rename("hours", "Clocks"),
    )
    assert "more than one name: 'Time' / 'Clocks'" in " ".join(book.tree.problems)
    assert book.tree.resolve("hours") == "hours"
