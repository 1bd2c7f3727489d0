"""Where a text opens and closes quotations. Expected words stand between ⟦ and ⟧."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.quotations.marks.pairs import MAX_PASSAGE, Passage, find_passages


def passages_in(marked: str) -> tuple[str, tuple[Passage, ...]]:
    text = re.sub("[⟦⟧]", "", marked)
    return text, find_passages(text)


def words_in(marked: str) -> list[str]:
    """The words found, which have to be those in ⟦⟧."""
    text, found = passages_in(marked)
    words = [text[passage.inner.start : passage.inner.end] for passage in found]
    assert words == re.findall("⟦(.*?)⟧", marked, re.S)
    return words


@pytest.mark.parametrize(
    "marked",
    [
        "She said “⟦I felt the cold⟧” and left.",
        'She said "⟦I felt the cold⟧" and left.',
        "She said ‘⟦I felt the cold⟧’ and left.",
        "She said '⟦I felt the cold⟧' and left.",
        "She said «⟦I felt the cold⟧» and left.",
        "She said „⟦I felt the cold⟧” and left.",
        "She said ”⟦I felt the cold⟧” and left.",
        "“⟦I felt the cold⟧”",
        "(“⟦I felt the cold⟧”)",
        "It was—“⟦cold⟧”—and dark.",
        "It was “⟦cold⟧”, “⟦dark⟧”; and “⟦wet⟧”.",
        'It was "⟦cold⟧", "⟦dark⟧"; and "⟦wet⟧".',
        "It was ‘⟦cold⟧’, ‘⟦dark⟧’ and ‘⟦wet⟧’.",
    ],
)
def test_marks_of_every_shape(marked: str) -> None:
    """Curly, straight, double, single, low and pointed pairs open and close."""
    assert words_in(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "She said « ⟦I felt the cold⟧ » and left.",
        "She said “⟦I felt the cold⟧ ” and left.",
        "She said “ ⟦I felt the cold⟧ ” and left.",
        "She said ``⟦I felt the cold⟧'' and left.",
        "She said „⟦I felt the cold⟧“ and left.",
        "She said ,,⟦I felt the cold⟧'' and left.",
        "She said <<⟦I felt the cold⟧>> and left.",
        "She said '⟦Cause I felt the cold.⟧' Then she left.",
        "She said â€œ⟦I felt the cold â€“ here⟧â€\u009d and left.",
        "She said â€œ⟦I felt the cold â€“ here⟧â€ and left.",
        "She said ‚Äú⟦I felt the cold⟧‚Äù and left.",
        "She said &ldquo;⟦I felt the cold⟧&rdquo; and left.",
        'She said: " ⟦I felt the cold⟧” and left.',
        'She said "⟦it is 6\'2" and the 30" shelf is high⟧" and left.',
        "She said ‘⟦fish ’n’ chips, an’ the porters’ tea⟧’ and left.",
        "She said »⟦I felt the cold⟧« and left.",
        "She said »⟦I felt the cold⟧» and left.",
        "She said (‚⟦I felt the cold⟧‘), and left.",
        "She said « ⟦I felt the cold⟧ », and left.",
    ],
)
def test_marks_of_rarer_shapes(marked: str) -> None:
    """Typed, French, German and loosely set marks open and close too."""
    assert words_in(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "‘⟦I don’t know, it’s theirs⟧’ (P1)",
        "'⟦I don't know, it's theirs⟧' (P1)",
        "‘⟦The patients’ notes are in the nurses’ room⟧’ (P1)",
        "'⟦The patients' notes are in the nurses' room⟧' (P1)",
        "‘⟦I stayed ’til ten ’cause the ’90s were like that⟧’ (P1)",
        "‘⟦He was goin’ to ask⟧’ (P1)",
        "‘⟦O’Brien’s van⟧’ and the drivers’ own",
        "the drivers’ bags and the riders’ hats",
        "It’s the sheep’s, isn’t it?",
    ],
)
def test_apostrophes_are_no_marks(marked: str) -> None:
    """Contractions, elisions and plural possessives neither open nor close a quotation."""
    words_in(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "“⟦He said ‘no’ and I said ‘why’⟧” (P1)",
        "‘⟦He said “no” and I said “why”⟧’ (P1)",
        "\"⟦He said 'no' and I said 'why'⟧\" (P1)",
        "“⟦He said “no” and left⟧” (P1)",
        "«⟦He said “no” and left⟧» (P1)",
        "“⟦‘No’, I said⟧”",
        "“⟦I said ‘no’⟧”",
    ],
)
def test_inner_quotations_stay_inside(marked: str) -> None:
    """Only the outermost marks bound a passage."""
    assert len(words_in(marked)) == 1


@pytest.mark.parametrize(
    "marked",
    ['“⟦I felt the cold⟧" (P1).', '"⟦I felt the cold⟧” (P1).', '‘⟦I felt the cold⟧" (P1).'],
)
def test_marks_that_do_not_match(marked: str) -> None:
    """A closing mark of another shape closes where no better one does."""
    assert words_in(marked)


def test_outer_has_the_marks() -> None:
    """`outer` begins and ends with the marks, `inner` has the words alone."""
    text, (passage,) = passages_in("He said “I felt it,” twice.")
    assert text[passage.outer.start : passage.outer.end] == "“I felt it,”"
    assert text[passage.inner.start : passage.inner.end] == "I felt it,"
    assert (passage.opened, passage.closed, passage.mark) == (True, True, "“")


def test_a_mark_that_never_closes() -> None:
    """The passage goes to the text's end and says that its closing mark is missing."""
    text, (passage,) = passages_in("He said “I felt it and then nothing.")
    assert text[passage.inner.start : passage.inner.end] == "I felt it and then nothing."
    assert not passage.closed


def test_an_unclosed_passage_ends_before_the_next() -> None:
    """What follows with marks of its own is not swallowed."""
    text, found = passages_in('"It began like this. Then: «all was well» and done.')
    assert [text[p.inner.start : p.inner.end] for p in found][-1] == "all was well"
    assert not found[0].closed
    assert found[0].outer.end <= found[1].outer.start


def test_a_mark_that_only_closes() -> None:
    """A first mark that closes makes a passage from the text's start, its opening mark missing."""
    text, (passage,) = passages_in("and then I felt it” (P1).")
    assert text[passage.inner.start : passage.inner.end] == "and then I felt it"
    assert not passage.opened


def test_a_very_long_passage_is_a_mark_gone_wrong() -> None:
    """No closed passage is longer than the bound."""
    found = find_passages("“" + "word " * (MAX_PASSAGE // 4) + "” he said.")
    assert all(not p.closed or p.outer.end - p.outer.start <= MAX_PASSAGE + 2 for p in found)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "no marks at all", "“”", "‘’", '""', "’Twas cold", "5' tall",
        "5'10\" tall", 'a 30" shelf and a 12" one', "the tea, ’cause it’s cold, ‘Cause",
    ],
)  # fmt: skip
def test_nothing_to_find(text: str) -> None:
    """Texts without words between marks give no words."""
    assert not any(p.closed and p.inner.end > p.inner.start for p in find_passages(text))


@given(st.text("\"'“”„«»‘’‚`aZ9s .,()[]\n—é\u200b", max_size=80))
def test_passages_are_in_order_and_apart(text: str) -> None:
    """Whatever the marks: inside the text, words inside marks, ordered, never overlapping."""
    at = 0
    for passage in find_passages(text):
        assert at <= passage.outer.start <= passage.inner.start
        assert passage.inner.start <= passage.inner.end <= passage.outer.end <= len(text)
        at = passage.outer.end
