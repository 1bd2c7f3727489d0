"""Where sentences begin and end, and which of them introduces a quotation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.quotations.sentences import last_sentence, sentence_before, sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We stayed.", ["It rained.", "We stayed."]),
        ("It rained! Did we stay? We did…", ["It rained!", "Did we stay?", "We did…"]),
        ("It rained.\nWe stayed.", ["It rained.", "We stayed."]),
        ("“It rained.” We stayed.", ["“It rained.”", "We stayed."]),
        ("It rained (a lot.) We stayed.", ["It rained (a lot.)", "We stayed."]),
        ("It rained [3]. We stayed.", ["It rained [3].", "We stayed."]),
        ("It rained. [3] “We stayed.”", ["It rained. [3]", "“We stayed.”"]),
        ("It rained", ["It rained"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """A full stop and a capital part sentences; marks and references stay with their own."""
    assert cut(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Quill came at 3.5 p.m. with cakes.",
        "Plumridge et al. Say so.",
        "We saw hens, e.g. Brown ones.",
        "See Fig. 3 for the hens.",
        "It was J. Quill who came.",
        "It cost 3.50 for both.",
        "It rained . . . and stopped.",
        "He wrote to fen.example about it.",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    """Titles, initials, numbers and the usual abbreviations go on."""
    assert cut(text) == [text]


def test_sentence_before_is_the_open_one() -> None:
    """The words that lead up to an offset, from their sentence's start."""
    text = "It rained. One of the younger nurses then explained: “We stayed.”"
    span = sentence_before(text, text.index("“"))
    assert span is not None
    assert text[span.start : span.end] == "One of the younger nurses then explained:"


def test_sentence_before_is_else_the_last_one() -> None:
    """At a sentence's start, the whole sentence before leads up to it."""
    text = "The nurses had much to say about rain. “We stayed.”"
    span = sentence_before(text, text.index("“"))
    assert span is not None
    assert text[span.start : span.end] == "The nurses had much to say about rain."


def test_short_lead_in_brings_the_one_before() -> None:
    """ "For example:" says nothing without the sentence before it."""
    text = "Many of the nurses were tired. For example: “We stayed.”"
    span = sentence_before(text, text.index("“"))
    assert span is not None
    assert text[span.start : span.end] == "Many of the nurses were tired. For example:"


def test_nothing_stands_before() -> None:
    """At a text's start there is no sentence."""
    assert sentence_before("“We stayed.”", 0) is None
    assert sentence_before("  We stayed.", 2) is None


def test_last_sentence() -> None:
    """The last sentence of a text; None where it has none."""
    text = "It rained. The nurses of the second ward explained why:"
    span = last_sentence(text)
    assert span is not None
    assert text[span.start : span.end] == "The nurses of the second ward explained why:"
    assert last_sentence(" ") is None


@given(st.text(alphabet='aB .?!…()[]”’"0\n', max_size=60))
def test_sentences_hold_all_words(text: str) -> None:
    """Sentences are in order, apart, and between them they have every printed character."""
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = "".join(text[span.start : span.end] for span in spans)
    assert "".join(kept.split()) == "".join(text.split())
