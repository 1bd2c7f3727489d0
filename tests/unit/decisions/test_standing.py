"""What holds of a quotation, and where reviewers disagree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from ccg_corpus.decisions.model import Anchor, Decision, decided
from ccg_corpus.decisions.standing import REJECTED, standing_of

ON = Anchor("reed-2021", "reed-2021:0a1b2c3d", "I shut the gate myself")
_minutes = count()


def said(by: str, do: str = "set", **values: Any) -> Decision:
    """An invented decision, each later than the one before."""
    at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=next(_minutes))
    return decided(do, ON, by=by, at=at, **values)


def test_the_last_word_of_a_reviewer_counts() -> None:
    """Who changes their mind contradicts nobody."""
    found = standing_of([said("amira", role="nurse"), said("amira", role="porter", case="B")])
    assert found.value("role") == "porter" and found.value("case") == "B"
    assert not found.conflicts


def test_two_who_disagree_and_neither_holds() -> None:
    """Of a field with two words none is in force; other fields are."""
    found = standing_of([said("amira", role="nurse", case="B"), said("bo", role="porter")])
    assert "role" not in found.words and found.value("case") == "B"
    assert [one.field for one in found.conflicts] == ["role"]
    assert [word.by for word in found.conflicts[0].words] == ["amira", "bo"]


def test_two_who_say_the_same_in_other_letters_agree() -> None:
    """A role by its title, a case with its noun, a number with noughts: no disagreement."""
    found = standing_of(
        [
            said("amira", role="practice-nurse", case="B", participant="P7"),
            said("bo", role="Practice nurse", case="case study B", participant="Participant 07"),
        ]
    )
    assert not found.conflicts


def test_none_is_a_word_too() -> None:
    """Nobody's role, and a role, are two words."""
    assert standing_of([said("amira", role=None), said("bo", role="nurse")]).conflicts


def test_a_settlement_ends_it_and_a_later_word_opens_it_again() -> None:
    """A third decision holds, until somebody says something else after it."""
    talk = [said("amira", role="nurse"), said("bo", role="porter")]
    settled = [*talk, said("chi", "settle", role="porter")]
    assert standing_of(settled).value("role") == "porter"
    assert not standing_of(settled).conflicts
    assert standing_of([*settled, said("amira", role="nurse")]).conflicts


def test_a_rejection_against_a_correction_is_a_conflict() -> None:
    """Who corrects a quotation says that it is one."""
    found = standing_of([said("amira", role="nurse"), said("bo", "reject")])
    assert [one.field for one in found.conflicts] == ["status"]
    assert not found.is_rejected
    assert standing_of([said("bo", role="nurse"), said("bo", "reject")]).is_rejected


def test_a_rejection_can_be_settled_either_way() -> None:
    """The status is settled like any field."""
    talk = [said("amira", "confirm"), said("bo", "reject")]
    assert standing_of([*talk, said("chi", "settle", status=REJECTED)]).is_rejected
    assert not standing_of([*talk, said("chi", "settle", status="kept")]).is_rejected


def test_what_is_confirmed_is_what_was_stated() -> None:
    """A confirmation is a word for all that the record stated, and for nothing that it did not."""
    seen = {"role": "gp", "case": None}
    talk = [said("amira", "confirm", **{"as": seen})]
    found = standing_of(talk)
    assert found.is_confirmed and found.value("role") == "gp" and "case" not in found.words
    assert standing_of([*talk, said("bo", role="nurse")]).conflicts
    assert not standing_of([*talk, said("bo", case="D")]).conflicts


def test_codes_and_memos_are_handed_on() -> None:
    """What is not of these fields is in `others`, in order."""
    code = said("amira", "code", code="gates")
    assert standing_of([code, said("bo", role="nurse")]).others == (code,)


def test_odd_values_say_nothing() -> None:
    """A number for a role, ends without words: kept in the file, without effect."""
    found = standing_of([said("amira", role=7), said("amira", "ends", ends={"from": 3})])
    assert "role" not in found.words and "text" not in found.words
