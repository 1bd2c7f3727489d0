"""How many people a paper says took part."""

from __future__ import annotations

import pytest

from ccg_corpus.core.model import Block, Document, Span
from ccg_corpus.corpus import Corpus
from ccg_corpus.synthesis.took_part import StatedNumber, _sentences, number_of, took_part


def says(text: str, section: str = "methods") -> list[int]:
    block = Block("paragraph", Span(0, len(text)), section=section)
    return [one.people for one in _sentences(Document("a.txt", "text", text, (block,), ()))]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Invented example. We interviewed 34 participants over two winters.", [34]),
        ("Invented example. Thirty-four people took part, and nine declined.", [34]),
        ("A total of 1,204 parish council respondents were recruited.", [1204]),
        ("We interviewed millers, ferrymen and two bakers, 58 people in all.", [58]),
        ("Interviews with twelve key informants lasted an hour.", [12]),
        ("There were 58 interviews, each of an hour.", []),
        ("We spoke for 34 minutes with people who took part.", []),
        ("Marrow et al interviewed 40 people.", []),
        ("Another study interviewed 40 people (Marrow 2011).", []),
        ("She said: “We interviewed 12 people for the post.”", []),
        ("Of these, 45% participants took part.", []),
        ("We interviewed 3.5 people per mill.", []),
    ],
)
def test_only_a_number_of_people_is_one(text: str, people: list[int]) -> None:
    """Of the authors' own study; not interviews, minutes, shares, other studies or what was said."""
    assert says(text) == people


def test_only_where_authors_say_what_they_did() -> None:
    """A background may tell of anybody's study."""
    assert says("We interviewed 34 participants.", "background") == []


def test_the_example_says_it_where_it_does(corpus: Corpus) -> None:
    """The sentence is the paper's; where none says it nothing is known."""
    found = took_part(corpus, "harrowgate-2020-manuscript")
    assert found.people == 58
    assert isinstance(found.said[0], StatedNumber) and "58 people in all" in found.said[0].text
    assert took_part(corpus, "quistgaard-2019").people is None


@pytest.mark.parametrize(
    ("text", "number"), [("34", 34), ("1,204", 1204), ("Ninety-nine", 99), ("ten", 10)]
)
def test_numbers_in_words(text: str, number: int) -> None:
    assert number_of(text) == number
