"""A small share of the attacks that `python -m tests.hostile.attacks` makes for hours."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.hostile.attacks.beside import beside
from tests.hostile.attacks.break_off import kill
from tests.hostile.attacks.damage import damage

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
