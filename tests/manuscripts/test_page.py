"""docs/checking.md: its draft is checked as the page says, and its commands run on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PAGE = (TOP / "docs" / "checking.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's own draft."""
    path = tmp_path_factory.mktemp("draft") / "draft.md"
    text = re.findall(r"^```markdown\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)[0]
    path.write_text(text, encoding="utf-8")
    return path


def _said(draft: Path, project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ccg_corpus", "--project", str(project), *arguments],
        env=os.environ | {"COLUMNS": "96", "PYTHONUTF8": "1", "PYTHONPATH": str(TOP)},
        capture_output=True, encoding="utf-8", cwd=draft.parent, timeout=120,
    )  # fmt: skip


def test_the_page_shows_what_is_said(draft: Path, example_root: Path) -> None:
    """The answer in it is the program's own."""
    shown = re.findall(r"^```\n\$ ccg (check draft.md)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    command, answer = shown[0]
    done = _said(draft, example_root, *command.split(), "--format", "table")
    assert done.stdout.split() == answer.split()
    assert done.returncode == 1


def test_its_commands_run_on_the_draft(draft: Path, example_root: Path) -> None:
    """Each that names the draft ends as one with an error in it does, and says something."""
    lines = re.findall(r"^ccg (check draft\.md.*)$", PAGE, re.MULTILINE)
    assert len(lines) > 2
    for line in lines:
        done = _said(draft, example_root, *line.split())
        assert done.returncode == 1, line
        assert done.stdout.strip()
        assert done.stderr.startswith("5 quotations: ")
