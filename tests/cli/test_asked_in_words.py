"""Options that a phrase asks for, queries from a pipe, and what is said where nothing is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import Ccg


@pytest.mark.parametrize(
    ("query", "options", "said"),
    [
        ("first 1 on bus or tuesday", ("bus or tuesday", "-n", "1"), "read as --limit 1"),
        ("GPs, longest first", ("GPs", "--sort", "-words"), "read as --sort -words"),
        ("GPs sorted by year", ("GPs", "--sort", "year"), "read as --sort year"),
        ("how many quotes by GPs", ("GPs", "--count"), "read as --count"),
        ("which papers mention tuesday", ("tuesday", "--count-by", "document"), "--count-by document"),
        (
            "what did the authors say about time",
            ("time", "--in", "passages"),
            "read as --in passages",
        ),
    ],
)  # fmt: skip
def test_options_in_words(ccg: Ccg, query: str, options: tuple[str, ...], said: str) -> None:
    """What a phrase asks of the answer is the option, and the option is named."""
    asked, typed = ccg("search", query), ccg("search", *options)
    assert asked.lines and asked.lines == typed.lines
    assert said in asked.err


def test_a_typed_option_goes_before_words(ccg: Ccg) -> None:
    """What does not go with the options given is named and not done."""
    found = ccg("search", "which papers mention tuesday", "--format", "id")
    assert found.lines and ":" in found.out
    assert "which does not go with the options given" in found.err
    assert len(ccg("search", "first 1 by GPs", "-n", "2").lines) == 2


def test_comparing(ccg: Ccg) -> None:
    """Two of a kind are put side by side for a reader, and for a program it is said how."""
    by_eye = ccg("search", "compare GPs and patients", "--format", "md")
    assert by_eye.out == ccg("search", "GPs and patients", "-f", "md", "--group-by", "role").out
    assert "'compare': --group-by role" in ccg("search", "compare GPs and patients").err
    assert "--group-by" in ccg("search", "compare GPs").err


def test_how_many_people(ccg: Ccg) -> None:
    """Quotations are no people: how to count is said, and nothing is counted."""
    found = ccg("search", "how many GPs mention meetings")
    assert len(found.lines) == 1
    assert "--count says how many quotations" in found.err


def test_a_query_from_a_pipe(ccg: Ccg) -> None:
    """`-` is what the pipe says; a pipe that says nothing is an error."""
    found = ccg("search", "-", stdin="GPs on meetings\n")
    assert found.lines == ccg("search", "GPs on meetings").lines and found.code == 0
    empty = ccg("search", "-", stdin=" \n")
    assert (empty.code, empty.out) == (2, "") and empty.err.startswith("ccg: no query in the pipe")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("role:gp case:", "ccg: column 9: case: has no value"),
        ("words>30", "ccg: column 1: words can't be compared with '>' (--sort -words"),
        ("vit*min", "ccg: column 4: a star stands only at the end of a word"),
        ("*itamin", "ccg: column 1: a star stands only at the end"),
        ("h?patitis", "ccg: column 2: a star stands only at the end"),
        ('"out vit*"', "ccg: column 2: a star within quotes is not understood"),
        ("role:man*", "ccg: column 1: role: takes a name"),
        ("section:resluts", "ccg: column 1: no section 'resluts' (did you mean 'results'?)"),
    ],
)
def test_what_is_not_understood(ccg: Ccg, query: str, message: str) -> None:
    """One line with the column, exit code 2."""
    found = ccg("search", query)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(message) and found.err.count("\n") == 1


def test_nothing_found_is_taken_apart(ccg: Ccg) -> None:
    """Filters and words are counted apart, and where else there is an answer is said."""
    found = ccg("search", "patients on tuesday")
    assert found.code == 1
    assert "role: patient: 1 quotation without the words" in found.err
    assert "without the filters: tuesday 1" in found.err
    found = ccg("search", "sharing decisions")
    assert "in the authors' text:" in found.err and "--in passages shows" in found.err
    assert "documents with the words in their title: notes" in ccg("search", "open notes").err
    assert ccg("search", "patients on tuesday", "-q").err == ""


def test_any_word(ccg: Ccg) -> None:
    """--any finds what has one of the words, within the filters; those left out stay so."""
    assert ccg("search", "tuesday bus").code == 1
    found = ccg("search", "tuesday bus", "--any")
    assert len(found.lines) == 2 and "words: (tuesday or bus)" in found.err
    assert len(ccg("search", "nurses on tuesday bus", "--any").lines) == 1
    assert len(ccg("search", "tuesday bus -clinic", "--any").lines) == 1
    assert "--any finds any of them" in ccg("search", "tuesday bus").err


def test_roles_that_are_two(ccg: Ccg) -> None:
    """Two roles in one option: how they are given; a role behind the option is a word."""
    for typed in ("gp,manager", "GPs and managers"):
        found = ccg("quotes", "--role", typed)
        assert found.code == 2 and "each by itself: --role gp --role manager" in found.err
    found = ccg("quotes", "--role", "GP", "manager")
    assert "'manager' is a word here; write --role manager" in found.err


def test_what_is_not_stated(ccg: Ccg) -> None:
    """`none` and `*` with the options as in a phrase."""
    everything = int(ccg("quotes", "--count").out)
    stated = int(ccg("search", "site:*", "--count").out)
    assert int(ccg("quotes", "--site", "none", "--count").out) == everything - stated > 0
    assert ccg("search", "quotes with no site").lines == ccg("quotes", "--site", "none").lines
    assert len(ccg("search", "site:none site:north").lines) == everything
    assert ccg("search", "-role:*").code == 1


MENTAL_HEALTH = """\
# Invented example: a ward

## Results

### Mental health

One of them put it like this: “Nobody looks after us and the care we get is thin.” (Nurse 1)

“They wrote back within a week, a fast response I must say.” (Nurse 2)
"""


def test_synonyms_only_add(ccg: Ccg, tmp_path: Path) -> None:
    """A phrase of the thesaurus is still found by its words in a heading; and who is responsible
    has not responded."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "ward.md").write_text(MENTAL_HEALTH, encoding="utf-8")
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    ccg("ingest", "-q", cwd=tmp_path)
    plain = ccg("search", "mental health care", "-f", "id", cwd=tmp_path)
    widened = ccg("search", "mental health care", "--synonyms", "-f", "id", cwd=tmp_path)
    assert plain.lines and set(plain.lines) <= set(widened.lines)
    assert ccg("search", "who is responsible", cwd=tmp_path).code == 1
