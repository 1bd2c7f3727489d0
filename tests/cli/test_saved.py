"""Queries with names, and the log of what was asked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from calling import Ccg


def test_a_saved_query_is_asked_by_its_name(inside: Ccg, project: Path) -> None:
    """More words may follow; what is OR within it stays together."""
    inside("save", "tired", "disillusioned OR night", cwd=project)
    assert inside("search", "@tired", "-f", "id", cwd=project).out.count("\n") == 2
    assert inside("search", "@tired", "case D", "-f", "id", cwd=project).out.count("\n") == 1
    missing = inside("search", "@tird", cwd=project)
    assert (missing.code, missing.err) == (
        2,
        "ccg: no saved query 'tird' (did you mean 'tired'?)\n",
    )


def test_the_file_is_the_users(inside: Ccg, project: Path) -> None:
    """Comments and order stay; a name that is taken is not lost by accident."""
    path = project / "queries.yaml"
    path.write_text(
        "# mine\none: nurse  # first\n\n# two more\ntwo:\n  query: GP\n  note: x\nlast: a",
        encoding="utf-8",
    )
    assert inside("save", "two", "doctor", cwd=project).code == 2
    inside("save", "two", "doctor", "--force", cwd=project)
    inside("save", "three", 'say "so"', "--note", "for 3.2", cwd=project)
    assert path.read_text(encoding="utf-8") == (
        '# mine\none: nurse  # first\n\n# two more\ntwo: "doctor"\nlast: a\n'
        'three:\n  query: "say \\"so\\""\n  note: "for 3.2"\n'
    )
    rows = [line.split("\t") for line in inside("saved", cwd=project).lines]
    assert rows == [
        ["one", "nurse", ""],
        ["two", "doctor", ""],
        ["last", "a", ""],
        ["three", 'say "so"', "for 3.2"],
    ]


@pytest.mark.parametrize("text", ["- a list\n", "a: [1\n", "a:\n  note: no query\n", "a:\n"])
def test_a_file_that_is_wrong_is_said(inside: Ccg, project: Path, text: str) -> None:
    """One line that names the file and the line."""
    (project / "queries.yaml").write_text(text, encoding="utf-8")
    wrong = inside("saved", cwd=project)
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    assert "queries.yaml: line " in wrong.err


def test_a_query_that_can_not_be_read_is_not_saved(inside: Ccg, project: Path) -> None:
    """The error points at the column, as a search would."""
    refused = inside("save", "bad", '"open', cwd=project)
    assert refused.code == 2
    assert not (project / "queries.yaml").exists()
    assert inside("save", "a name", "GP", cwd=project).code == 2


def test_questions_are_noted_where_config_says_so(inside: Ccg, project: Path) -> None:
    """When, by whom, how read, how many there are whatever was printed, in which corpus."""
    inside("search", "GP", cwd=project)
    log = project / "queries.log.jsonl"
    assert not log.exists()
    with (project / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("log: true\n")
    inside("search", "GPs on disillusionment", "-n", "1", cwd=project)
    inside("quotes", "--role", "GP", "--limit", "1", cwd=project)
    inside("search", "zebra", "--no-log", cwd=project)
    first, second = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert (first["command"], first["query"], first["hits"]) == (
        "search",
        "GPs on disillusionment",
        1,
    )
    assert first["strict"] == "role:gp words:disillusionment"
    assert first["corpus"]["documents"] == 3
    assert (second["command"], second["strict"], second["hits"]) == ("quotes", "role:GP", 2)


def test_the_log_is_shown(inside: Ccg, project: Path) -> None:
    """Newest first, as a table for a methods section; a line that is none is left out."""
    inside("search", "GP", "--log", cwd=project)
    inside("search", "nurse", "--log", cwd=project)
    with (project / "queries.log.jsonl").open("a", encoding="utf-8") as log:
        log.write("torn\n")
    shown = inside("log", "-f", "md", cwd=project)
    assert shown.err == "1 line of the log can't be read\n"
    assert [line.split(" | ")[3] for line in shown.lines[2:]] == ["nurse", "GP"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_log_that_can_not_be_written_harms_nothing(inside: Ccg, project: Path) -> None:
    """The question is answered all the same."""
    project.chmod(0o500)
    try:
        assert inside("search", "GP", "--log", cwd=project).code == 0
    finally:
        project.chmod(0o700)


def test_a_log_that_is_a_folder_harms_nothing(inside: Ccg, project: Path) -> None:
    """Nor does anything else that stands in its place."""
    (project / "queries.log.jsonl").mkdir()
    assert inside("search", "GP", "--log", cwd=project).code == 0
    assert inside("log", cwd=project).code == 1
