"""What a word is: for ids, for the index and for a query."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.text.words import (
    families,
    family,
    fold,
    kin,
    letters,
    normalised_words,
    plain_words,
    tokens,
    variants,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("disillusionment", "disillusioned"),
        ("disillusion", "disillusions"),
        ("disillusioned", "disillusion"),
        ("don't", "don’t"),
        ("nurse's", "nurses"),
        ("nurse’s", "nurse"),
        ("well-being", "wellbeing"),
        ("café", "cafe"),
        ("café", "cafe\u0301"),
        ("organisation", "organizational"),
        ("behaviour", "behaviors"),
        ("centre", "centers"),
        ("women", "woman"),
        ("Trust", "trusting"),
        ("interview", "inter\u00adview"),
    ],
)
def test_one_family(one: str, other: str) -> None:
    """Inflections, derivations, spellings and typography of a word share a family."""
    assert family(one) == family(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("policy", "police"), ("news", "new"), ("general", "generic"), ("conflict", "confident")],
)
def test_families_stay_apart(one: str, other: str) -> None:
    """Words that only look alike keep their own families."""
    assert family(one) != family(other)


@pytest.mark.parametrize("word", ["I", "it", "not", "the", "no"])
def test_no_word_is_dropped(word: str) -> None:
    """Common words are words: a participant's "I" and "not" can be asked for."""
    assert [token.text for token in tokens(f"well {word} so")] == ["well", word.lower(), "so"]


def test_tokens_keep_apostrophes_and_places() -> None:
    """A token is folded, and its offsets give back what the text has there."""
    text = "‘I don’t know’, O’Brien said — café ﬁrst"
    found = tokens(text)
    assert [token.text for token in found] == [
        "i", "don't", "know", "o'brien", "said", "cafe", "first",
    ]  # fmt: skip
    assert [text[token.start : token.end] for token in found] == [
        "I", "don’t", "know", "O’Brien", "said", "café", "ﬁrst",
    ]  # fmt: skip


def test_variants_join_hyphens_only() -> None:
    """A hyphen joins its parts to one more word; a dash and a space do not."""
    text = "our well‑being and day-to-day trust—and not well being"
    assert [tuple(variant) for variant in variants(text)] == [
        ("wellbeing", 1, 2),
        ("daytoday", 4, 6),
    ]


def test_normalised_words_see_words_only() -> None:
    """Case, marks, quotes and spacing make no difference to a quotation's words."""
    assert normalised_words("“Don’t you\n dare…”, he [the GP] said") == normalised_words(
        "don't you dare he (the GP) said"
    )
    assert normalised_words("“Don’t”") == "dont"


def test_families_of_a_text() -> None:
    """A text's families come in its order, one a word."""
    assert families("Disillusioned nurses") == (family("disillusionment"), family("nurse"))


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    """Folding twice is folding once."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tokens_are_single_words(text: str) -> None:
    """Every token is one word without spaces, inside its text, in order."""
    found = tokens(text)
    assert all(token.text and not token.text.isspace() for token in found)
    assert all(" " not in token.text for token in found)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


def test_irregular_families_are_families_too():
    """Words that no stemmer brings together find each other: "bureaucracy" and "bureaucratic"."""
    for one, other in (
        ("bureaucracy", "bureaucratic"), ("anger", "angry"), ("loss", "lost"), ("bus", "buses"),
        ("telling", "told"), ("leave", "left"), ("crisis", "crises"), ("lives", "life"),
        ("practise", "practice"), ("programmes", "program"), ("judgment", "judgement"),
        ("paediatric", "pediatric"), ("anaesthetist", "anesthetists"), ("oestrogen", "estrogen"),
    ):  # fmt: skip
        assert family(one) == family(other)
    assert family("anger") != family("fear")


@given(st.text(st.sampled_from("aZ9_'’‘`´“”\"-–—‑… .,é½\u00ad\u200b\n"), max_size=14))
def test_the_short_way_is_the_long_way(text: str) -> None:
    """Where a text is plain its words are read at once, and they are the same."""
    words = plain_words(text)
    if words is not None:
        assert words == [token.text for token in tokens(text)]
        assert not variants(text)


@given(st.text(st.sampled_from("aZ9_ .’“—-é½ﬁßİσ²Ⅳ\u0301\u00ad\u2028д中"), max_size=14))
def test_letters_are_those_of_the_alphabet(text: str) -> None:
    """Nothing but letters, all of them, in lower case and without accents."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    assert letters(text) == "".join(character for character in folded if character.isalpha())


def test_points_and_raised_figures_are_no_letters() -> None:
    """Pointed Hebrew and Arabic are found without points; a raised figure is a power or no word's."""
    assert [token.text for token in tokens("בְּאֵר and بِئْر")] == ["באר", "and", "بئر"]
    assert [token.text for token in tokens("shutters¹,² of 10³ km²")] == [
        "shutters",
        "of",
        "103",
        "km",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("responsible", "response"),
        ("morale", "moral"),
        ("experiment", "experience"),
        ("department", "depart"),
        ("several", "severe"),
        ("importance", "import"),
    ],
)
def test_families_that_stemming_mixes_up(one: str, other: str) -> None:
    """Words of different meaning stay apart, and each with its own forms."""
    assert family(one) != family(other)
    assert family("responsible") == family("Responsibilities") == family("irresponsible")
    assert set(kin(family("responsible"))) >= {"responsibility", "irresponsible"}
    assert family("response") == family("responses") == family("responsive")
