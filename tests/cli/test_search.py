"""`ccg search`: a phrase, how it was read, and its answer."""

from __future__ import annotations

import json

import pytest
from calling import Ccg


def test_the_phrase_of_the_mission(ccg: Ccg) -> None:
    """One quotation; the lead-in says what it is about; the reading is on standard error."""
    found = ccg("search", "GP quotes on disillusionment, case D", "--format", "jsonl")
    assert found.code == 0
    (record,) = map(json.loads, found.lines)
    assert (record["role"], record["case"]) == ("gp", "D")
    assert found.err == "read as: role: GP · case: D · words: disillusionment\n"


def test_words_need_no_quotes(ccg: Ccg) -> None:
    """The shell's words are one phrase."""
    one = ccg("search", "what do nurses say about tuesdays")
    many = ccg("search", "what", "do", "nurses", "say", "about", "tuesdays")
    assert (one.out, one.err, one.code) == (many.out, many.err, 0)
    assert len(one.lines) == 1


def test_the_best_comes_first_and_a_limit_is_said(ccg: Ccg) -> None:
    """Without a limit a pipe gets all."""
    found = ccg("search", "bus or tuesday", "-n", "1")
    assert len(found.lines) == 1
    assert found.err.splitlines()[-1] == "1 of 2; --limit 0 for all"
    assert ccg("search", "bus or tuesday", "--count").out == "2\n"


def test_nothing_by_a_surgeon(ccg: Ccg) -> None:
    """A known role that says nothing is no error."""
    found = ccg("search", "quotes by a surgeon")
    assert (found.code, found.out) == (1, "")
    assert "no role 'surgeon' in the corpus" in found.err


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("role:gp cse:D", "ccg: column 9: no field 'cse'"),
        ("kind:servey", "ccg: column 1: no kind 'servey'"),
    ],
)
def test_errors_point_at_the_column(ccg: Ccg, query: str, message: str) -> None:
    """One line, exit code 2."""
    found = ccg("search", query)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(message) and found.err.count("\n") == 1


def test_every_printing(ccg: Ccg) -> None:
    """Once for the work, or once for each version."""
    assert len(ccg("search", "tuesday").lines) == 1
    assert len(ccg("search", "tuesday", "--all-printings").lines) == 2
