"""Verbs of reporting: a list in a data file, what a project adds, patterns made of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import make_document, packaged_roles, paper
from hypothesis import given
from hypothesis import strategies as st

from ccg_corpus.core.errors import BadConfig
from ccg_corpus.core.model import Quotation
from ccg_corpus.project.config import load_config
from ccg_corpus.quotations import find_quotations
from ccg_corpus.quotations.speakers.verbs import (
    BEHIND,
    SAYING,
    VERB,
    VerbPattern,
    one_of,
    with_verbs,
)
from ccg_corpus.vocabulary.verbs import packaged_verbs


def test_the_list_is_in_lower_case_and_says_each_form_once() -> None:
    verbs = packaged_verbs()
    for forms in ((*verbs.speaks, *verbs.tells), verbs.behind):
        assert len(set(forms)) == len(forms)
        assert all(re.fullmatch(r"[a-z]+(?: [a-z]+){0,4}", form) for form in forms)


@pytest.mark.parametrize("form", packaged_verbs().tells)
def test_what_people_also_do_is_a_verb_and_no_proof_of_speech(form: str) -> None:
    assert VERB.search(f"she {form} it") is not None
    assert SAYING.match(form) is None


@pytest.mark.parametrize("form", packaged_verbs().speaks)
def test_what_can_only_be_said_is_both(form: str) -> None:
    assert VERB.search(form.upper()) is not None
    assert SAYING.search(f"one of them {form}") is not None


def test_a_word_that_only_begins_as_a_verb_is_none() -> None:
    assert VERB.search("saidness notedly astated") is None
    assert VerbPattern(rf"\b(?:{BEHIND})\b").search("laughter, sighting") is None


@given(
    st.lists(st.text("ab c", min_size=1, max_size=5), min_size=1, max_size=12),
    st.text("ab c", max_size=6),
)
def test_alternatives_match_their_words_and_no_other(words: list[str], other: str) -> None:
    pattern = re.compile(one_of(words))
    assert all(pattern.fullmatch(word) for word in words)
    assert (pattern.fullmatch(other) is not None) == (other in words)


def test_verbs_of_one_project_are_none_of_another_ones() -> None:
    with with_verbs(["bellyached"]):
        assert SAYING.search("one bellyached") is not None
        with with_verbs([]):
            assert SAYING.search("one bellyached") is None
        assert VERB.search("one bellyached") is not None
    assert VERB.search("one bellyached") is None


def said_by_some(*verbs: str) -> Quotation:
    document, _ = make_document(
        paper("Some jawed that ⟦“nobody saw the rota before it was pinned to the wall”⟧ that day.")
    )
    return find_quotations(document, packaged_roles(), verbs=verbs)[0]


def test_a_verb_that_a_project_adds_lets_somebody_speak() -> None:
    assert said_by_some().kind != "participant"
    assert said_by_some("jawed").kind == "participant"


def test_a_config_names_the_forms(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("verbs: [Jawed, held  forth]\n")
    assert load_config(tmp_path).verbs == ("jawed", "held forth")


@pytest.mark.parametrize(
    "written", ["[4]", "['a|b']", "['']", "{jaw: [jawed]}", "['one two three four five']"]
)
def test_what_is_no_form_of_a_verb_is_refused_with_its_line(tmp_path: Path, written: str) -> None:
    (tmp_path / "config.yaml").write_text(f"corpus: [corpus]\nverbs: {written}\n")
    with pytest.raises(BadConfig, match="2"):
        load_config(tmp_path)
