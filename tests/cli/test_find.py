"""`ccg find`: half-remembered words → the quotation, its exact words, what differs."""

from __future__ import annotations

import json

import pytest
from calling import Ccg

WORDS = (
    "I stopped going to the meetings because nothing we said there ever came back to us, and "
    "[b]nobody[/b] noticed."
)


@pytest.mark.parametrize(
    "remembered",
    [
        "I stopped going to the meetings because nothing we said ever came back",
        "nothing we said there ever came back to us",
        "quit going to meetings as nothing we said came back to us",
        "nobody noticed that I stopped going to the meetings",
        "I stoped goin to the meetngs becuase nothing came back",
        "nothing ever came back to us so we stopped going to the meetings and nobody noticed",
    ],
)
def test_the_nearest_comes_first(ccg: Ccg, remembered: str) -> None:
    """Cut from the middle, with wrong words, misspelt, in another order."""
    found = ccg("find", remembered, "--format", "jsonl")
    assert found.code == 0
    first = json.loads(found.lines[0])
    assert first["text"] == WORDS
    assert first["words"] in " ".join(WORDS.split())
    assert 62 <= first["similarity"] <= 100
    assert first["citation"].startswith("Amble et al. 2019")


def test_what_differs_is_marked(ccg: Ccg) -> None:
    """As a word diff: what was remembered, what was said; equal words once."""
    found = ccg("find", "nothing we said there ever went back to us", "-n", "1")
    id, similarity, text, citation, marked = found.lines[0].split("\t")
    assert (text, citation) == (WORDS, "Amble et al. 2019")
    assert marked == "nothing we said there ever [-went-] {+came+} back to us"
    assert int(similarity) > 80 and id.startswith("seats:")


def test_for_a_person(on_terminal: Ccg) -> None:
    """On a terminal: the words, whose they are, the reference, then the difference."""
    found = on_terminal("find", "the papers at night when the children are asleep")
    assert found.code == 0
    assert "— GP, case study E · Amble et al. 2019" in found.out
    assert "word for word as remembered" in found.out


def test_nothing_near(ccg: Ccg) -> None:
    """Exit code 1 and no output."""
    for words in ("the moon is made of green cheese", "zzzz", "…", ""):
        found = ccg("find", words)
        assert (found.code, found.out) == (1, ""), words
        assert "nothing near these words" in found.err
