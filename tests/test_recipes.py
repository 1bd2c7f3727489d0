"""The README's recipes for a shell run as they stand, on the example corpus."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

TOP = Path(__file__).parents[1]
SECTIONS = ("What the authors say", "For the methods section", "In scripts")


def recipes() -> list[str]:
    """The lines of the shell blocks in the sections with recipes."""
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    found = []
    for section in SECTIONS:
        body = readme.split(f"\n## {section}\n")[1].split("\n## ")[0]
        for block in re.findall(r"^```sh\n(.*?)^```$", body, re.DOTALL | re.MULTILINE):
            found += [line for line in block.splitlines() if line and not line.startswith("#")]
    return found


@pytest.fixture(scope="module")
def example(example_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example project, ingested; the recipes of a block follow one another in it."""
    return Path(shutil.copytree(example_root, tmp_path_factory.mktemp("recipes") / "example"))


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_recipes_run(example: Path) -> None:
    """Each ends well and says something: on the screen, or in the file that it writes."""
    bin = example / "bin"
    bin.mkdir()
    program = bin / "ccg"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ccg_corpus "$@"\n')
    program.chmod(0o755)
    environment = {
        **os.environ, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(TOP),
        "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    lines = recipes()
    assert len(lines) > 15
    for line in lines:
        if "jq" in line and shutil.which("jq") is None:
            continue
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", line], cwd=example, env=environment, timeout=120,
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        written = re.search(r"> (\S+)$", line)
        said = (example / written[1]).read_text(encoding="utf-8") if written else done.stdout
        assert said.strip() or line.startswith("ccg save "), line
