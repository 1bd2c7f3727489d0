"""codebook.yaml is read in every form a person writes it in, and says what can't be meant."""

from __future__ import annotations

import pytest

from ccg_corpus.codebook.reading import parse_codebook
from ccg_corpus.codebook.tree import CodeTree
from ccg_corpus.core.errors import BadConfig
from ccg_corpus.project.config import Code

BOOK = """\
# Invented example.
morale:
  name: Morale
  definition: >
    How people feel
    about the work.
  use when: somebody names a feeling
  when_not: it is about pay
  example: "I lost heart"
  color: "#a35"
  seen by: Ben
losing-heart: {name: Losing heart, under: morale, terms: [disillusion, "lost, heart"]}
hours: [time, night]
tail: The tail
bare:
Waiting room:
  codes:
    stairs: {under: null}
    Lift to nowhere:
"""


def tree(text: str) -> CodeTree:
    return CodeTree(*parse_codebook(text.encode()))


def test_every_form_of_an_entry() -> None:
    """All fields, one line, a list of terms, a name, nothing, nested codes."""
    found = tree(BOOK)
    assert found.problems == ()
    assert [(code.slug, code.title, found.depth(code.slug)) for code in found.codes] == [
        ("morale", "Morale", 0), ("losing-heart", "Losing heart", 1), ("hours", "hours", 0),
        ("tail", "The tail", 0), ("bare", "bare", 0), ("waiting-room", "Waiting room", 0),
        ("stairs", "stairs", 1), ("lift-to-nowhere", "Lift to nowhere", 1),
    ]  # fmt: skip
    morale = found["morale"]
    assert morale.definition == "How people feel about the work."
    assert (morale.use_when, morale.not_when) == ("somebody names a feeling", "it is about pay")
    assert (morale.example, morale.colour, morale.notes) == (
        "I lost heart",
        "#a35",
        (("seen by", "Ben"),),
    )
    assert found["losing-heart"].terms == ("disillusion", "lost, heart")
    assert found["hours"].terms == ("time", "night")


def test_a_code_is_found_by_all_its_names() -> None:
    """Slug, name, path, and what it was called or was merged of it."""
    found = tree("a: {name: One two, was: [Older, old-slug]}\nb: {name: Three, under: a}\n")
    assert [found.resolve(name) for name in ("a", "ONE TWO", "one-two", "Older", "old-slug")] == [
        "a"
    ] * 5
    assert (
        found.resolve("one two > three") == found.resolve("Older > b")
        or found.resolve("a > b") == "b"
    )
    assert found.resolve("three > one two") is None and found.resolve("x") is None
    assert found.canonical("old-slug") == "a" and found.canonical("gone") == "gone"
    assert found.path("b") == "One two > Three"


def test_above_and_below() -> None:
    found = tree("a:\nb: {under: a}\nc: {under: b}\nd:\n")
    assert (found.above("c"), found.below("a"), found.below("d")) == (("b", "a"), ("b", "c"), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: {under: zz}\n", "under 'zz', which is no code"),
        ("a: {under: b}\nb: {under: a}\n", "under itself"),
        ("a: {under: a}\n", "under itself"),
        ("a: {name: X}\na: {name: Y}\n", "stands twice"),
        ("a:\n  name: X\n  name: Y\n", "more than one name: 'X' / 'Y'"),
        ("'!!': x\n", "no letter"),
    ],
)
def test_what_cant_be_meant_is_said_and_the_rest_is_read(text: str, said: str) -> None:
    """Also what a merge of two clones leaves behind."""
    found = tree(text + "rest: {name: The rest}\n")
    assert said in " ".join(found.problems)
    assert found["rest"].title == "The rest" and len(found.codes) >= 2 - ("!!" in text)


def test_equal_entries_of_two_clones_are_one() -> None:
    """Both added the same code: nothing to say."""
    found = tree("a:\n  name: X\n  definition:\na:\n  name: X\n  definition:\n")
    assert found.problems == () and len(found) == 1


def test_the_old_name_that_another_clone_had_does_not_win() -> None:
    """A line-by-line merge of a renaming and another change leaves both names."""
    found = tree("a:\n  name: New\n  was: [Old]\n  under: b\n  name: Old\nb:\n")
    assert (found["a"].title, found.problems) == ("New", ())


@pytest.mark.parametrize("text", ["- a\n- b\n", "a: [\n", "a: &x b\nc: *x\n", "just words\n"])
def test_what_is_no_codebook_is_an_error_with_its_line(text: str) -> None:
    with pytest.raises(BadConfig):
        tree(text)


def test_a_byte_mark_and_windows_lines() -> None:
    codes, problems = parse_codebook("\ufeffa:\r\n  name: X\r\n".encode())
    assert (codes, problems) == ((Code("a", "X", is_term=False),), ())
