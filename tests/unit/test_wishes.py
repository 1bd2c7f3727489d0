"""What a phrase asks of the answer, what is left to look for, and filters by columns."""

from __future__ import annotations

from datetime import date

import pytest

from ccg_corpus.core.errors import QueryError
from ccg_corpus.query import read_phrase
from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.tree import Has
from ccg_corpus.query.wheres import wheres
from ccg_corpus.vocabulary import load_roles

ROLES = load_roles({})
CATALOGUE = Catalogue(roles=("gp", "patient"), cases=("A", "D"))


@pytest.mark.parametrize(
    ("phrase", "option", "value", "said", "left"),
    [
        ("first 5 on time", "limit", 5, "first 5", "words:time"),
        ("the first five on time", "limit", 5, "first five", "words:time"),
        ("first ten quotes on time", "limit", 10, "first ten", "words:time"),
        ("top 3 on time", "limit", 3, "top 3", "words:time"),
        ("first 120 on time", "limit", 120, "first 120", "words:time"),
        ("5 quotes on time", "limit", 5, "5 quotes", "words:time"),
        ("fifteen examples of noise", "limit", 15, "fifteen examples", "words:noise"),
        ("twenty quotes on bells", "limit", 20, "twenty quotes", "words:bells"),
        ("ten quotes by GPs", "limit", 10, "ten quotes", "role:gp"),
        ("5 random quotes on time", "random", 5, "5 random quotes", "words:time"),
        ("random 5 quotes on time", "random", 5, "random 5", "words:time"),
        ("lamps ordered by year", "sort", "year", "ordered by year", "words:lamps"),
        ("lamps, sorted by year descending", "sort", "-year", "sorted by year descending", "words:lamps"),
        ("lamps sorted by confidence", "sort", "-confidence", "sorted by confidence", "words:lamps"),
        ("lamps sorted by length", "sort", "-words", "sorted by length", "words:lamps"),
        ("lamps in order of role", "sort", "role", "in order of role", "words:lamps"),
        ("lamps, longest first", "sort", "-words", "longest first", "words:lamps"),
        ("lamps, oldest first", "sort", "year", "oldest first", "words:lamps"),
        ("lamps, least confident first", "sort", "confidence", "least confident first", "words:lamps"),
        ("long quotes on time", "sort", "-words", "long quotes", "words:time"),
        ("short quotes on time", "sort", "words", "short quotes", "words:time"),
        ("lamps grouped by case", "group_by", "case", "grouped by case", "words:lamps"),
        ("lamps, group by papers", "group_by", "document", "group by papers", "words:lamps"),
        ("lamps grouped by section", "group_by", "section", "grouped by section", "words:lamps"),
        ("lamps counted by role", "count_by", "role", "counted by role", "words:lamps"),
        ("how many quotes are there on time", "count", True, "how many quotes", "words:time"),
        ("number of quotes on time", "count", True, "number of quotes", "words:time"),
        ("how many GPs", "how many", True, "how many", "role:gp"),
        ("which papers mention time", "count_by", "document", "which papers", "words:time"),
        ("in which cases do GPs mention time", "count_by", "case", "which cases", "role:gp words:time"),
        ("which roles have time", "count_by", "role", "which roles", "words:time"),
        ("compare GPs and patients", "compare", True, "compare", "role:gp role:patient"),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_answer(
    phrase: str, option: str, value: object, said: str, left: str
) -> None:
    """One wish, with its value and the words that said so; nothing of it is looked for."""
    read = read_phrase(phrase, ROLES, CATALOGUE)
    assert [(one.option, one.value, one.said) for one in read.wishes] == [(option, value, said)]
    assert read.query.text() == left


@pytest.mark.parametrize(
    ("phrase", "means"),
    [
        ("first 5 years", "words:first words:5 words:years"),
        ("GPs in their first 5 years", "role:gp words:first words:5 words:years"),
        ("first 1234 on time", "words:first words:1234 words:time"),
        ("time long quotes", "words:time words:long"),
        ("lamps sorted by words", "words:lamps words:sorted words:words"),
        ("what time", "words:time"),
    ],
)
def test_what_is_no_wish(phrase: str, means: str) -> None:
    """The same words where they are what is talked about are looked for."""
    read = read_phrase(phrase, ROLES, CATALOGUE)
    assert not read.wishes
    assert read.query.text() == means


@pytest.mark.parametrize(("number", "years"), [("two", 2), ("five", 5), ("ten", 10), ("20", 20)])
def test_the_last_years(number: str, years: int) -> None:
    """As many years as the number says, from this one."""
    read = read_phrase(f"in the last {number} years on lamps", ROLES, CATALOGUE)
    assert read.query.text() == f"year>={date.today().year - years} words:lamps"


def test_filters_by_columns() -> None:
    """A column by = or :, its name in any spelling; values of one column are alternatives."""
    typed = ["Country=Ghana", "country: Togo", "years-in post=3", "note=a=b"]
    assert wheres(typed) == (
        Has("country", ("Ghana", "Togo")),
        Has("years_in_post", ("3",)),
        Has("note", ("a=b",)),
    )


@pytest.mark.parametrize("typed", ["country", "country=", "=Ghana", "country:  ", ""])
def test_a_column_without_a_value(typed: str) -> None:
    """It is refused with an example."""
    with pytest.raises(QueryError) as caught:
        wheres([typed])
    assert caught.value.hint == "country=Ghana"
