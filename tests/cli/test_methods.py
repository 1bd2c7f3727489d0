"""What a review reports of how it was made: every figure is what its command prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from calling import Ccg

NOTES, GP, MANAGER = 0, 1, 2  # which of the quotations, as they are listed


@pytest.fixture
def worked(ask: Ccg, project: Path) -> Ccg:
    """The project of `ask` with codes, decisions, findings and a log."""
    run = ask
    ids = run("quotes", "-f", "id").lines
    run("codes", "add", "Chairs", "--definition", "Invented example | *of* a definition")
    run("codes", "add", "Empty chairs", "--under", "Chairs")
    run("code", ids[MANAGER], "Empty chairs")
    run("code", ids[GP], "Chairs")
    run("confirm", ids[GP])
    run("fix", ids[MANAGER], "--role", "nurse")
    run("reject", ids[NOTES])
    run("search", "papers <b>", "--log")
    run("quotes", "--log")  # a listing
    (project / "findings.yaml").write_text(
        f"# Invented example\none:\n  finding: A.\n  supports: [{ids[GP]}, 'code: chairs']\n",
        encoding="utf-8",
    )
    return run


def test_every_figure_is_what_its_command_prints(
    worked: Ccg, project: Path, tmp_path: Path
) -> None:
    """Run in a shell, as a reader of the review would."""
    items = [json.loads(line) for line in worked("methods", "-f", "jsonl").lines]
    figures = [figure for item in items for figure in item["figures"]]
    assert len(figures) > 10
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "ccg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ccg_corpus "$@"\n')
    (programs / "ccg").chmod(0o755)
    (programs / "python3").symlink_to(sys.executable)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    where = {**os.environ, "PATH": path, "PYTHONPATH": str(Path(__file__).parents[2])}
    if sys.platform == "win32":
        pytest.skip("the commands are of a Unix shell")
    for figure in figures:
        done = subprocess.run(
            ["sh", "-c", figure["command"]], cwd=project, env=where, capture_output=True, text=True
        )
        assert done.stdout.split() == [str(figure["value"])], figure


def test_what_was_done_is_in_it(worked: Ccg) -> None:
    items = {
        (one["guideline"], one["item"]): one
        for one in map(json.loads, worked("methods", "-f", "jsonl").lines)
    }
    coded = items["ENTREQ", "17"]["figures"]
    assert [figure["value"] for figure in coded][:2] == [2, 3]  # one code stands in config.yaml
    assert "1 confirmed, 1 corrected, 0 added, 1 rejected" in items["ENTREQ", "15"]["text"]
    assert items["ENTREQ", "20"]["table"]["rows"] == [["A.", 2, 0, 0]]
    tree = items["COREQ", "25"]["table"]["rows"]
    assert [row[0] for row in tree][:2] == ["Chairs", "— Empty chairs"]
    assert len(items["PRISMA-S", "8"]["table"]["rows"]) == 1


def test_the_page_is_markdown_in_which_nothing_of_others_acts(worked: Ccg) -> None:
    text = worked("methods").out
    assert text.startswith("## PRISMA-S\n") and "### 29. Quotations presented" in text
    assert "papers \\<b>" in text and "Invented example \\| \\*of\\* a definition" in text
    assert worked("methods", "coreq").out.startswith("## COREQ\n")
    assert worked("methods", "cochrane").code == 2


def test_only_what_is_verbatim_is_said_to_be(worked: Ccg, project: Path) -> None:
    """A passage that the document does not have is not counted, and named."""
    (project / "findings.yaml").write_text(
        "one:\n  finding: A.\n  supports: ['code: chairs']\n  second order:\n"
        "    - {document: seats, text: Time was short everywhere}\n"
        "    - {document: seats, text: Time was long everywhere}\n"
        "    - {document: nobody-1999, text: Time was short}\n",
        encoding="utf-8",
    )
    (item,) = [
        one
        for one in map(json.loads, worked("methods", "entreq", "-f", "jsonl").lines)
        if one["item"] == "20"
    ]
    assert "1 passage of authors' interpretation" in item["text"]
    assert "seats: 'Time was long everywhere'" in item["text"] and "nobody-1999" in item["text"]
    assert item["table"]["rows"][0][-1] == 1


def test_a_listing_is_no_search_and_a_person_has_one_name(worked: Ccg, project: Path) -> None:
    items = [json.loads(line) for line in worked("methods", "prisma-s", "-f", "jsonl").lines]
    (row,) = items[0]["table"]["rows"]
    assert (items[0]["item"], row[2]) == ("8", "anna")


def test_methods_as_a_word_document(worked: Ccg, tmp_path: Path) -> None:
    """The same paragraphs, figures, commands and tables as in Markdown; the same bytes each time."""
    from docx import Document

    paths = tmp_path / "a.docx", tmp_path / "b.docx"
    for path in paths:
        assert worked("methods", "-o", str(path)).code == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
    document = Document(str(paths[0]))
    text = "\n".join(one.text for one in document.paragraphs)
    items = json.loads(worked("methods", "-f", "json").out)
    assert len(items) > 10
    for item in items:
        assert f"{item['item']}. {item['title']}" in text
        assert " ".join(item["text"].split()) in " ".join(text.split())
    markdown = worked("methods").out
    assert text.count("lists the same") == markdown.count("lists the same") == len(document.tables)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert "papers <b>" in cells
    assert "Invented example | *of* a definition" in cells


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("-o", "methods.pptx"), "no format is called '.pptx'")],
)
def test_methods_go_where_they_can(
    ask: Ccg, project: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = ask("methods", *arguments)
    assert done.code == 2
    assert says in done.err
    assert not (project / "methods.pptx").exists()
