"""The manual page is what the commands say."""

from __future__ import annotations

import runpy
from pathlib import Path

TOP = Path(__file__).parents[1]


def test_the_manual_page_is_what_its_script_makes() -> None:
    """man/ccg.1 has every command and option, in its own words."""
    make = runpy.run_path(str(TOP / "scripts" / "make_man.py"))
    assert make["OUTPUT"].read_text(encoding="utf-8") == make["page"](), "run scripts/make_man.py"
