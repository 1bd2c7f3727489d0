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


def test_an_error_points_at_its_place_for_a_person(on_terminal: Ccg) -> None:
    """The error is one line; on a terminal the query follows with a caret."""
    found = on_terminal("search", "trust rolle:gp")
    assert found.out.splitlines()[1:] == ["  trust rolle:gp", "        ^"]


def test_explain(ccg: Ccg) -> None:
    """How each word was read, the strict query that finds the same, and what scores are made of."""
    found = ccg("search", "GP quotes on disillusionment, case D", "--explain")
    assert "'GP': role: gp" in found.err and "'quotes on': words of asking" in found.err
    strict = next(line for line in found.err.splitlines() if line.startswith("strict: "))
    assert ccg("search", strict.removeprefix("strict: ")).out == found.out
    assert "disillusionment in the lead-in" in found.err.splitlines()[-1]


def test_what_may_be_read_otherwise_is_said(ccg: Ccg) -> None:
    """A word that is a role as well, a code that widens a topic."""
    found = ccg("search", "chair on letters")
    assert "note: 'chair' read as role chair; write \"chair\" for the word" in found.err
    assert "'Evenings' is also a code" in ccg("search", "evenings").err


def test_did_you_mean(ccg: Ccg) -> None:
    """A word that the corpus has in no form: the one that it has."""
    found = ccg("search", "tuesdy")
    assert found.code == 1
    assert "no 'tuesdy' in the corpus (did you mean 'tuesday'?)" in found.err


def test_synonyms(ccg: Ccg) -> None:
    """The thesaurus is off unless it is asked for; then the reading shows what it adds."""
    assert ccg("search", "youngsters").code == 1
    found = ccg("search", "youngsters", "--synonyms")
    assert found.code == 0 and "youngsters or child" in found.err


def test_every_printing(ccg: Ccg) -> None:
    """Once for the work, or once for each version."""
    assert len(ccg("search", "tuesday").lines) == 1
    assert len(ccg("search", "tuesday", "--all-printings").lines) == 2


def test_a_part_that_begins_with_a_minus_is_no_option(ccg: Ccg) -> None:
    """A field, a phrase, brackets, and a whole query in one pair of quotes."""
    everything = ccg("search", "role:gp", "-f", "id")
    for words in (["-case:E", "role:gp"], ["role:gp", "-(case:E)"], ["-case:E role:gp"]):
        found = ccg("search", *words, "-f", "id")
        assert len(found.lines) == len(everything.lines) - 1, words
        assert "without: case: E" in found.err
    assert ccg("search", "role:gp", '-"at night"', "--count").out == "1\n"
    assert ccg("search", "role:gp", "--template", "-case:E").lines == ["-case:E", "-case:E"]


def test_an_option_one_minus_short(ccg: Ccg) -> None:
    """It is not read letter by letter; a word left out says how."""
    short = ccg("quotes", "-role", "GP")
    assert (short.code, short.err) == (2, "ccg: no option '-role' (did you mean '--role'?)\n")
    word = ccg("search", "tuesday", "-nurses")
    assert word.code == 2
    assert "to leave a word out write NOT nurses" in word.err


def test_a_field_among_the_words_of_quotes(ccg: Ccg) -> None:
    """`quotes` takes words; that a field is none there is said."""
    found = ccg("quotes", "role:GP")
    assert found.code == 1
    assert found.err.startswith("note: 'role:' is a word here; write --role")
