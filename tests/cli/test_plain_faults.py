"""What goes wrong under a reviewer's hand is said in a line, and nothing is taken for meant."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import Ccg, Outcome

Run = Callable[..., Outcome]


@pytest.fixture
def run(inside: Ccg, project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `ccg` in a project that may be changed, by amira or another."""

    def call(*arguments: str, by: str = "amira") -> Outcome:
        monkeypatch.setenv("CCG_REVIEWER", by)
        return inside(*arguments, cwd=project)

    return call


@pytest.fixture
def id(run: Run) -> str:
    """A quotation of a GP."""
    return run("quotes", "--role", "gp", "-f", "id").lines[0]


def decisions(project: Path) -> int:
    """Lines of all reviewers."""
    return sum(len(path.read_text().splitlines()) for path in project.glob("decisions/*.jsonl"))


def test_what_was_said_already_is_not_written_again(run: Run, id: str, project: Path) -> None:
    """The same by the same reviewer is one decision; another reason or another reviewer is more."""
    for words in (["fix", id, "--role", "nurse"], ["confirm", id], ["reject", id]):
        assert run(*words).out
        before = decisions(project)
        again = run(*words)
        assert again.code == 0 and not again.out and "it is so already by amira" in again.err
        assert decisions(project) == before
        assert run(*words, "--why", "Invented example").out
    assert run("reject", id, by="bo").out
    assert run("confirm", id, id, by="cleo").ids == [id]


def test_showing_says_where_reviewers_disagree(run: Run, id: str) -> None:
    """Both words and that neither holds, for people and for machines; nothing once it is settled."""
    run("fix", id, "--role", "nurse", by="anna")
    run("fix", id, "--role", "porter", by="ben")
    assert "In conflict  role: anna: nurse; ben: porter. Neither holds" in run("show", id).out
    assert "In conflict: role" in run("show", id, "-f", "md").out
    (row,) = json.loads(run("show", id, "-f", "json").out)
    assert [word["by"] for word in row["conflicts"][0]["words"]] == ["anna", "ben"]
    run("settle", id, "--for", "ben")
    assert "In conflict" not in run("show", id).out


@pytest.mark.parametrize("name", ["codebook.yaml", "config.yaml"])
def test_a_broken_file_of_codes_stops_no_question(
    run: Run, id: str, project: Path, name: str
) -> None:
    """Every question is answered by what was read last, with one line, and ends with an error."""
    path = project / name
    sound = path.read_text() if path.exists() else "calm: {terms: [calm]}\n"
    path.write_text(f"{sound}\nbroken: [never ended")
    for words in (["quotes"], ["search", "papers"], ["show", id], ["cases"], ["codes"]):
        asked = run(*words)
        assert asked.code == 2 and asked.out, words
        assert asked.err.count("not valid YAML") == 1, words
        assert f"{name}:" in asked.err and "count" in asked.err, words
    assert run("fix", id, "--role", "nurse").code == 0
    assert run("memo", id, "Invented example").code == 0
    assert run("quotes", "--role", "nurse", "-f", "id").lines.count(id) == 1
    path.write_text(sound)
    assert run("quotes").code == 0


def test_a_table_that_is_no_table_is_said_by_every_question(run: Run, project: Path) -> None:
    """A workbook under the name of a table: one line, and an error in the end."""
    (project / "documents.csv").write_bytes(b"PK\x03\x04")
    asked = run("quotes", "-f", "id")
    assert asked.code == 2 and asked.lines and "documents.csv: is a workbook" in asked.err
    (project / "documents.csv").unlink()
    assert run("quotes", "-f", "id").code == 0


def test_two_rows_about_one_are_listed(run: Run, project: Path) -> None:
    """The last one counts, and the other cell is listed, whatever the document is called there."""
    (project / "documents.csv").write_text(
        "document,country,design\nseats,Ghana,survey\nseats.txt,Togo,survey\n"
    )
    (project / "participants.csv").write_text(
        'document,label,age\nseats,"GP, case study D",40\nseats,"GP, case study D",50\n'
    )
    assert run("quotes", "--where", "country=Togo", "-f", "id").lines
    lost = run("decisions", "--lost").out
    assert "line 2: country 'Ghana' does not count: line 3 of the same has 'Togo'" in lost
    assert "age '40' does not count" in lost and "design" not in lost
    assert "found no place" in run("status").out


def test_a_spreadsheets_date_is_no_case(run: Run, id: str) -> None:
    """Of a label that the document has it is refused, with the label; else it is said."""
    others = [one for one in run("quotes", "-d", "seats", "-f", "id").lines if one != id]
    assert run("fix", others[0], "--case", "3-2").code == 0
    refused = run("fix", id, "--case", "3-Feb")
    assert refused.code == 2 and "did you mean '3-2'?" in refused.err
    assert "reads as a date" in run("fix", id, "--participant", "7-Mar").err
    assert "date" not in run("fix", id, "--case", "May Street").err


def test_a_sheet_of_another_config_wants_nothing(run: Run, project: Path) -> None:
    """Titles, years and sites that changed since are no cells that a reader touched."""
    sheet = project / "sheet.csv"
    sheet.write_text(run("quotes", "-f", "csv").out, encoding="utf-8")
    config = (project / "config.yaml").read_text()
    (project / "config.yaml").write_text(config.replace("2019", "2020"))
    assert run("ingest", "-q").code == 0
    assert run("decide", str(sheet)).out == ""
    rows = list(csv.DictReader(sheet.open(encoding="utf-8")))
    rows[0] |= {"year": "1999", "page": "7", "own": "well"}
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    told = run("decide", str(sheet))
    assert told.code == 2 and "year is not changed here" in told.out
    assert "page is not changed here" in told.out and "not read: column own" in told.err


def test_a_code_by_name_has_what_is_written_of_it(run: Run, project: Path) -> None:
    """Also in a pipe; a name that is there already is said; a removal says what becomes of what."""
    run("codes", "add", "Calm", "--definition", "Invented example", "--term", "calm")
    assert "Invented example" in run("codes", "calm").out
    (row,) = json.loads(run("codes", "calm", "-f", "json").out)
    assert row["definition"] == "Invented example" and row["terms"] == ["calm"]
    run("codes", "add", "Mood")
    twin = run("codes", "add", "Calm", "--under", "Mood")
    assert twin.code == 0 and "another of that name: Calm (calm)" in twin.err
    assert "calm-2 is at the top now" in run("codes", "remove", "Mood").err


def test_a_codebook_says_what_it_cant_mean(run: Run, project: Path) -> None:
    """Numbers and truths where words are wanted, at the codes, by status, and after an ingest."""
    (project / "codebook.yaml").write_text("c: 5\nd: {terms: 7}\ne: {terms: [no, 2019]}\n")
    for words in ("codes", "ingest"):
        said = run(words).err
        assert "code c: name 5 is no word" in said and "code d: terms 7" in said
        assert "code e" not in said
    assert "name 5 is no word" in run("status").out


def test_small_things_are_said(run: Run, id: str) -> None:
    """Nothing asked, one coder twice, a case that is none, fields of a sheet."""
    assert run("search", "").code == 2 and "nothing is asked" in run("search", '""').err
    run("code", id, "evenings", by="anna")
    assert "anna agrees with anna" in run("agreement", "anna", "anna").err
    assert "its cases: D, E" in run("memo", "seats:Q", "Invented example").err
    assert run("memo", "seats:D", "Invented example").out
    assert not run("memo", "seats:D", "Invented example").out
    assert run("quotes", "--fields", "id,proposed,memo,check").code == 0
    assert "docs/record.md" in run("quotes", "--fields", "zzz").err


def test_a_history_fits_a_narrow_terminal(
    on_terminal: Ccg, project: Path, run: Run, id: str
) -> None:
    """A line a decision at 80 columns: the time to the minute, on one line."""
    run("fix", id, "--role", "nurse")
    run("confirm", id)
    shown = on_terminal("history", id, cwd=project).lines
    assert len([line for line in shown if line.strip()]) == 4
    assert all(line[4] == "-" and line[13] == ":" for line in shown[2:4])
