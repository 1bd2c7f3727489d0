"""The example project is what its scripts make, and the documentation shows what it does."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ccg_corpus.ingest import ingest
from ccg_corpus.project.config import load_config, parse_config

TOP = Path(__file__).parents[1]


def test_the_example_pdf_is_what_its_script_makes() -> None:
    """Twice the same bytes, and the same as those committed."""
    make = runpy.run_path(str(TOP / "scripts" / "make_example_pdf.py"))
    text = make["TEXT"].read_text(encoding="utf-8")
    made = make["make_pdf"](text)
    assert made == make["make_pdf"](text)
    assert made == make["OUTPUT"].read_bytes(), "run scripts/make_example_pdf.py"


def test_the_example_config_names_its_documents() -> None:
    """Every document that config.yaml speaks of is there, and every one that is there is named."""
    config = load_config(TOP)
    sources = {facts.source for facts in config.documents}
    facts_only = {"gold.yaml", "topics.yaml", "real-papers.yaml", "README.md"}
    assert sources == {path.name for path in (TOP / "corpus").iterdir()} - facts_only
    ids = {facts.id for facts in config.documents}
    assert {case.split(":")[0] for site in config.sites for case in site.cases} <= ids


def test_the_list_of_real_papers_is_a_config() -> None:
    """A user can copy it into a config.yaml as it stands; every article has its DOI."""
    config = parse_config((TOP / "corpus" / "real-papers.yaml").read_bytes(), TOP)
    assert len(config.documents) == 5
    assert all(facts.doi for facts in config.documents if facts.type == "article")


@pytest.mark.parametrize("number", range(6))
def test_examples_of_the_config_page_load(number: int) -> None:
    """docs/config.md shows nothing that config.yaml refuses."""
    page = (TOP / "docs" / "config.md").read_text(encoding="utf-8")
    parse_config(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[number].encode(), TOP)


def example_project(root: Path) -> Path:
    """The example, ingested, without the caches that may lie in the checkout."""
    shutil.copy(TOP / "config.yaml", root)
    shutil.copytree(TOP / "corpus", root / "corpus")
    ingest(root)
    return root


def test_the_readme_shows_what_is_said(tmp_path: Path) -> None:
    """Each answer in the README is the program's own, "…" apart."""
    project = example_project(tmp_path)
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    search, show = [body for language, body in blocks if not language]
    command, show = show.split("\n", 1)
    question = ["search", "GP quotes on disillusionment, case D", "--format", "table"]
    question += ["--match", "near"]  # as on a terminal
    said = {search: answer(project, *question), show: answer(project, *command.split()[2:])}
    for shown, whole in said.items():
        for piece in shown.split("…"):
            assert folded(piece) in folded(whole)


def answer(project: Path, *arguments: str) -> str:
    """What both streams of a command have, on 96 columns."""
    command = [sys.executable, "-m", "ccg_corpus", "--project", str(project), *arguments]
    run = subprocess.run(
        command, env=os.environ | {"COLUMNS": "96", "PYTHONUTF8": "1"}, check=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=TOP,
    )  # fmt: skip
    return run.stdout


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("page", "shown"), [("gold.md", "strict F1")])
def test_python_of_the_pages_runs(
    page: str,
    shown: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What the pages show of the library works on the example as it stands there."""
    monkeypatch.chdir(example_project(tmp_path))
    text = (TOP / "docs" / page).read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(code, page, "exec"), {})
    assert shown in capsys.readouterr().out
