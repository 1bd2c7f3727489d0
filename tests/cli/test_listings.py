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


def test_columns_and_order_of_a_listing(ccg: Ccg) -> None:
    """--fields names columns and what json has; --sort orders by them, what has no value last."""
    rows = [line.split("\t") for line in ccg("documents", "--fields", "id,year").lines]
    assert rows == [["notes", "2021"], ["seats", "2019"], ["seats-manuscript", "2018"]]
    asked = ("documents", "--fields", "year", "--sort", "year")
    assert ccg(*asked).lines == ["2018", "2019", "2021"]
    assert ccg("documents", "--fields", "year", "--sort", "-year").lines == ["2021", "2019", "2018"]
    assert ccg("cases", "--fields", "case,site", "--sort", "site,-case").lines == [
        "D\tnorth", "D\tnorth", "Site 2\t", "E\t", "E\t",
    ]  # fmt: skip
    (first, *_) = ccg("roles", "--fields", "quotations,role", "--format", "jsonl").lines
    assert list(json.loads(first)) == ["quotations", "role"]
    for wrong in ("--fields", "--sort"):
        for command in ("documents", "cases", "participants", "roles", "themes"):
            done = ccg(command, wrong, "yeer")
            assert (done.code, done.out) == (2, "") and f"{wrong}: no field 'yeer'" in done.err


def test_listings_of_one_document(ccg: Ccg) -> None:
    """What `quotes --document` finds, counted."""
    assert ccg("documents", "-d", "seats.txt", "--fields", "id").lines == ["seats"]
    assert ccg("roles", "-d", "notes", "--fields", "role").lines == ["patient"]
    assert ccg("themes", "-d", "notes").lines == [
        "What we heard\t\t1\tnotes",
        "\tevenings\t1\tnotes",
    ]
    heads = ccg("themes", "-d", "seats", "--fields", "theme,quotations").lines
    assert heads[:2] == ["Losing heart\t2", "Making time\t2"]
    for command in ("documents", "roles", "themes"):
        wrong = ccg(command, "-d", "notess")
        assert (wrong.code, wrong.out) == (2, "") and "did you mean 'notes'?" in wrong.err


def test_roles_are_a_tree(on_terminal: Ccg, ccg: Ccg) -> None:
    """On a screen each stands under a broader one; in a pipe they are sorted, one a line."""
    screen = on_terminal("roles", env={"NO_COLOR": "1"}).out
    places = {
        line.split()[0]: len(line) - len(line.lstrip()) for line in screen.splitlines() if line
    }
    assert 0 == places["clinician"] < places["doctor"] < places["gp"]
    assert places["practice-nurse"] > places["nurse"] > 0
    names = [line.split("\t")[0] for line in ccg("roles").lines]
    assert names == sorted(names)
