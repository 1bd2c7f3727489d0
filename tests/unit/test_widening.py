"""The words of a topic → what may stand for each: the reviewer's own terms count most."""

from __future__ import annotations

from collections.abc import Sequence

from ccg_corpus.corpus.resolve.widening import CODEBOOK, SPELLING, THESAURUS, WordsKnown, widened
from ccg_corpus.near import NearWord
from ccg_corpus.project.config import Code
from ccg_corpus.query.tree import AllOf, AnyOf, Coded, Family, Not, Part, Phrase, Prefix, Word
from ccg_corpus.text.words import family

CODES = (Code("losing-heart", "Losing heart", ("fed up", "disengag*", "despair")),)


def near(word: str) -> Sequence[NearWord]:
    """What a table has near a word."""
    table = {"grief": [("tears", 400), ("loss", 300), ("the", 200)], "despair": [("hopeless", 500)]}
    return [NearWord(family(one), one, weight) for one, weight in table.get(word, ())]


def stands(*parts: Part, at: int = 0, without: Sequence[str] = ()) -> list[tuple[str, int, str]]:
    """What may stand for a thing, as it is shown."""
    known = WordsKnown(
        CODES,
        has=lambda key: key != family("greif"),
        near=near,
        spelled=lambda words: {"greif": "grief"} if "greif" in words else {},
        thesaurus=lambda words: ("sorrow", "grief", "low mood") if words == "grief" else (),
    )
    thing = widened(parts, known, without=without).things[at]
    return [(stand.shown, stand.weight, stand.by) for stand in thing.stands]


def test_a_word_stands_for_itself_first() -> None:
    """Whole; then what is nearer, and the thesaurus; never a word that says nothing."""
    assert stands(Word("grief")) == [
        ("grief", 1000, "asked"), ("tears", 400, "near"), ("loss", 300, "near"),
        ("low mood", THESAURUS, "thesaurus"), ("sorrow", THESAURUS, "thesaurus"),
    ]  # fmt: skip


def test_a_neighbour_taken_out_stands_for_nothing() -> None:
    """In any of its forms, and within a phrase."""
    shown = [word for word, _, _ in stands(Word("grief"), without=["tear", "mood"])]
    assert shown == ["grief", "loss", "sorrow"]


def test_the_reviewers_terms_count_most() -> None:
    """The name of a code asks for its terms, and so does each term for the others."""
    named = AnyOf((AllOf((Word("losing"), Word("heart"))), Coded("losing-heart")))
    assert ("losing-heart", CODEBOOK, "codebook") in stands(named)
    term = stands(Word("despair"))
    assert ("fed up", CODEBOOK, "codebook") in term and ("disengag*", CODEBOOK, "codebook") in term
    assert max(weight for _, weight, by in term if by == "near") < CODEBOOK


def test_a_misspelt_word_is_asked_for_as_it_is_spelled() -> None:
    """With what is near that."""
    found = stands(Word("greif"))
    assert found[:2] == [("greif", 1000, "asked"), ("grief", SPELLING, "spelling")]
    assert ("tears", 400, "near") in found


def test_a_word_that_the_corpus_lacks_is_not_misspelt() -> None:
    """What is a word of the language stands for no other that is spelled like it."""
    known = WordsKnown(
        has=lambda key: False, is_word=lambda word: True, spelled=lambda words: {"cables": "able"}
    )
    (thing,) = widened((Word("cables"),), known).things
    assert [stand.shown for stand in thing.stands] == ["cables"]


def test_what_is_said_exactly_always_holds() -> None:
    """Quotes, a beginning, what is left out: needed in every grade, and never widened."""
    parts = (Word("grief"), Phrase("fed up"), Prefix("disengag"), Not(Word("loss")))
    found = widened(parts, WordsKnown(near=near))
    assert [thing.asked for thing in found.things] == ["grief"]
    assert found.needed == parts[1:]


def test_one_of_a_list_is_the_thing() -> None:
    """ "lamps, grief or kettles": each word is it, and what is near any of them is near it."""
    found = stands(AnyOf((Word("lamps"), Word("grief"))))
    assert found[0] == ("lamps grief", 1000, "asked")
    assert ("tears", 400, "near") in found


def test_widening_only_adds() -> None:
    """Whatever is known of words, what was asked is the first of what stands for it."""
    for part in (Word("grief"), AnyOf((Word("a"), Word("grief"))), Word("despair")):
        with_all = widened((part,), WordsKnown(CODES, near=near)).things[0].stands
        alone = widened((part,), WordsKnown()).things[0].stands
        assert with_all[0] == alone[0] and set(alone) <= set(with_all)
        assert len({stand.part for stand in with_all}) == len(with_all)
        assert not any(isinstance(one.part, Family) and one.weight > 1000 for one in with_all)
