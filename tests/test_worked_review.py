"""docs/worked-review.md: every command of it runs, in its order, and says what stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs" / "worked-review.md"


def blocks(language: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which all commands were run, and what they said on both streams."""
    pytest.importorskip("matplotlib")
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    root = tmp_path_factory.mktemp("worked")
    shutil.copytree(TOP / "corpus", root / "corpus")
    bin = root / "bin"
    bin.mkdir()
    (bin / "ccg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ccg_corpus "$@"\n')
    (bin / "ccg").chmod(0o755)
    script = "trap 'echo \"failed: $BASH_COMMAND\" >&2' ERR\n" + "".join(blocks("sh"))
    environment = {
        **os.environ, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(TOP),
        "LC_ALL": "C.UTF-8", "COLUMNS": "96",
    }  # fmt: skip
    environment.pop("CCG_REVIEWER", None)
    done = subprocess.run(
        ["bash", "-Eeo", "pipefail", "-c", script], cwd=root, env=environment, timeout=600,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    return root / "review", done.stdout


def test_it_says_what_the_page_shows(worked: tuple[Path, str]) -> None:
    """Each answer on the page is among what was said, "…" apart."""
    said = " ".join(worked[1].split())
    shown = blocks("text")
    assert len(shown) > 2
    for answer in shown:
        for line in answer.splitlines():
            for piece in line.split("…"):
                assert " ".join(piece.split()) in said, line


@pytest.mark.parametrize("name", ["matrix", "codes", "voices"])
def test_its_pictures_are_those_of_the_page(worked: tuple[Path, str], name: str) -> None:
    """They say the same, whichever version of the drawing library made them."""

    def written(path: Path) -> list[str]:
        svg = "{http://www.w3.org/2000/svg}"
        return ["".join(one.itertext()) for one in ET.parse(path).iter(f"{svg}text")]

    shown = TOP / "docs" / f"worked-{name}.svg"
    assert f"(worked-{name}.svg)" in PAGE.read_text(encoding="utf-8")
    assert written(worked[0] / f"{name}.svg") == written(shown)


def test_what_it_makes_is_there(worked: tuple[Path, str]) -> None:
    """Documents that Word opens, the methods, the references and the page."""
    from docx import Document

    root = worked[0]
    for name in ("gps-and-managers", "appendix", "summary-of-findings"):
        document = Document(str(root / f"{name}.docx"))
        assert document.tables
    assert "## PRISMA-S" in (root / "methods.md").read_text(encoding="utf-8")
    assert (root / "quoted.bib").read_text(encoding="utf-8").count("@") >= 4
    assert "A worked review" in (root / "report.html").read_text(encoding="utf-8")
