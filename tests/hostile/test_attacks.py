"""A small share of the attacks that `python -m tests.hostile.attacks` makes for hours."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.hostile.attacks.beside import beside
from tests.hostile.attacks.bounds import interrupt
from tests.hostile.attacks.break_off import kill
from tests.hostile.attacks.damage import damage
from tests.hostile.attacks.odd_files import odd_files
from tests.hostile.attacks.seals import seals

pytestmark = pytest.mark.long

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and links of POSIX")


def test_damage(tmp_path: Path) -> None:
    """Flips, cuts, zeros, growth: no wrong answer, no traceback, and whole again after an ingest."""
    assert [f"{what}: {fault}" for what, fault in damage(2, 7, tmp_path) if fault] == []


def test_askers_beside_ingests(tmp_path: Path) -> None:
    """Every answer is that of a state that existed; every ingest gets through."""
    assert [f"{what}: {fault}" for what, fault in beside(3, 6, 7, tmp_path) if fault] == []


@posix
def test_kills(tmp_path: Path) -> None:
    """Killed at any moment: before or after, never between."""
    assert [f"{what}: {fault}" for what, fault in kill(2, 7, tmp_path) if fault] == []


@posix
def test_seals(tmp_path: Path) -> None:
    """Swapped, replayed, edited or taken away: no answer but the true one, and no forged words."""
    assert [f"{what}: {fault}" for what, fault in seals(7, tmp_path) if fault] == []


@posix
@pytest.mark.parametrize("only", ["half a character in", "other types in", "a pipe for"])
def test_odd_files(tmp_path: Path, only: str) -> None:
    """In the place of what a user keeps: a line, soon, and all quotations or an error."""
    assert [f"{what}: {fault}" for what, fault in odd_files(tmp_path, only) if fault] == []


@posix
def test_interrupted(tmp_path: Path) -> None:
    """Ctrl-C while a command starts: silence, and the project as it was."""
    assert [f"{what}: {fault}" for what, fault in interrupt(4, 7, tmp_path) if fault] == []
