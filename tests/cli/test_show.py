"""`ccg show`: one quotation in its place, or many from a pipe."""

from __future__ import annotations

import json

from calling import Ccg


def test_a_quotation_in_its_place(ccg: Ccg) -> None:
    """Words, text around, speaker, evidence and citation; in a pipe nothing is wrapped."""
    (id_,) = ccg("quotes", "--role", "GP", "--case", "D").ids
    found = ccg("show", id_)
    assert (found.code, found.err) == (0, "")
    assert found.lines[0] == id_
    words = next(line for line in found.lines if "I stopped going" in line)
    assert words.startswith("    I stopped") and words.endswith("[b]nobody[/b] noticed.")
    facts = dict(line.split(None, 1) for line in found.lines if line[:1].isupper())
    assert facts["Speaker"] == "GP, case study D"
    assert facts["Role"].startswith("gp (also ")
    assert facts["Theme"] == "Losing heart"
    assert facts["Site"] == "north"
    assert facts["Citation"].startswith("Amble J, Brook K, Carr L (2019).")
    assert any("disillusioned" in line for line in found.lines)
    assert "Evidence" in facts


def test_the_beginning_of_an_id_is_enough(ccg: Ccg) -> None:
    """As long as one quotation has it."""
    (id_,) = ccg("quotes", "--role", "patient").ids
    assert ccg("show", id_[:-4]).out == ccg("show", id_).out
    several = ccg("show", "seats:")
    assert several.code == 2
    assert several.err.count("\n") == 1


def test_json_adds_to_the_record(ccg: Ccg) -> None:
    """The record's keys, then the text around, the citation, and where reviewers disagree."""
    (line,) = ccg("quotes", "--role", "patient", "--format", "jsonl").lines
    record = json.loads(line)
    (shown,) = json.loads(ccg("show", record["id"], "--format", "json").out)
    assert {**shown, **record} == shown
    assert list(shown)[-4:] == ["before", "after", "citation", "conflicts"]
    (again,) = ccg("show", record["id"], "--format", "jsonl").lines
    assert json.loads(again) == shown


def test_ids_from_a_pipe(ccg: Ccg) -> None:
    """Lines of `ccg quotes` as they are, or ids alone."""
    listed = ccg("quotes", "--role", "GP")
    shown = ccg("show", "-", "--format", "jsonl", stdin=listed.out)
    assert [json.loads(line)["id"] for line in shown.lines] == listed.ids
    alone = ccg("show", "-", "--format", "jsonl", stdin="\n".join(listed.ids))
    assert alone.out == shown.out
    assert ccg("show", "-").code == 1


def test_an_id_that_is_none(ccg: Ccg) -> None:
    """It is said in one line, the others are shown, and the exit code tells."""
    (id_,) = ccg("quotes", "--role", "patient").ids
    found = ccg("show", "notes:00000000", id_)
    assert found.code == 2
    assert found.err.startswith("ccg: no quotation 'notes:00000000'")
    assert found.err.count("\n") == 1
    assert found.lines[0] == id_
