"""`ccg documents`, `cases`, `roles`, `themes` and `status`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Ccg


def test_documents(ccg: Ccg) -> None:
    """Facts, version, number of quotations, file."""
    rows = [line.split("\t") for line in ccg("documents").lines]
    assert [row[0] for row in rows] == ["notes", "seats", "seats-manuscript"]
    assert rows[1][1:2] + rows[1][3:] == [
        "Amble et al. 2019", "article", "4", "", "corpus/seats.txt", "",
    ]  # fmt: skip
    assert rows[2][5] == "seats"


def test_cases_belong_to_documents(ccg: Ccg) -> None:
    """The same label in two documents is two rows; --document chooses."""
    rows = [line.split("\t") for line in ccg("cases").lines]
    assert [row[:4] for row in rows] == [
        ["notes", "Site 2", "", "1"],
        ["seats", "D", "north", "2"],
        ["seats", "E", "", "2"],
        ["seats-manuscript", "D", "north", "2"],
        ["seats-manuscript", "E", "", "2"],
    ]
    assert len(ccg("cases", "--document", "seats.txt").lines) == 2
    wrong = ccg("cases", "--document", "notess")
    assert (wrong.code, wrong.out) == (2, "")
    assert "did you mean 'notes'?" in wrong.err


def test_roles(ccg: Ccg) -> None:
    """Those that speak, counted as --role finds them; --all has the vocabulary."""
    rows = {line.split("\t")[0]: line.split("\t") for line in ccg("roles").lines}
    assert rows["gp"][1:3] == ["GP", "2"]
    assert rows["clinician"][2] == "3"
    assert "surgeon" not in rows
    everything = {line.split("\t")[0]: line.split("\t") for line in ccg("roles", "--all").lines}
    assert everything["surgeon"][2] == "0"
    assert everything["gp"] == rows["gp"]


def test_themes_and_codes(ccg: Ccg) -> None:
    """Headings, then the codes of config.yaml."""
    rows = [json.loads(line) for line in ccg("themes", "--format", "jsonl").lines]
    assert [(row["theme"], row["code"], row["quotations"]) for row in rows] == [
        ("Losing heart", None, 2),
        ("Making time", None, 2),
        ("What we heard", None, 1),
        ("Evenings", "evenings", 2),
    ]


def test_status(ccg: Ccg, project: Path) -> None:
    """What there is, and whether an ingest is due."""
    lines = dict(line.split("\t") for line in ccg("status").lines)
    assert (lines["documents"], lines["quotations: participant"]) == ("3", "5")
    assert "to do" not in lines
    (project / "config.yaml").write_text("corpus: [corpus]\n")
    lines = dict(line.split("\t") for line in ccg("status", cwd=project).lines)
    assert lines["to do"] == "run 'ccg ingest'"
    assert json.loads(ccg("status", "--format", "json").out)["documents"] == 3


@pytest.mark.parametrize("name", ["documents", "cases", "roles", "themes"])
@pytest.mark.parametrize("form", ["table", "tsv", "csv", "json", "jsonl", "md"])
def test_every_listing_in_every_format(ccg: Ccg, name: str, form: str) -> None:
    """Something comes, nothing is complained of."""
    found = ccg(name, "--format", form)
    assert (found.code, found.err) == (0, "")
    assert len(found.lines) >= 3


@pytest.mark.parametrize("name", ["documents", "cases", "roles", "themes", "quotes"])
def test_an_empty_corpus(ccg: Ccg, tmp_path: Path, name: str) -> None:
    """Nothing found, exit code 1, one line."""
    ccg("init", str(tmp_path))
    empty = ccg("ingest", cwd=tmp_path)
    assert (empty.code, empty.out) == (1, "")
    found = ccg(name, cwd=tmp_path)
    assert (found.code, found.out, found.err.count("\n")) == (1, "", 1)
    assert ccg(name, "--format", "json", cwd=tmp_path).out == "[]\n"
