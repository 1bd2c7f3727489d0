"""Codes that a label explains beside the role: "(Dietitian 6; RD6)", and "(RD3)" ever after.

In: the labels of a document's quotations. Out: code letters → role. Letters that stand beside two
kinds of people explain neither; those that only say "participant" explain nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel
from ccg_corpus.quotations.labels import role_of
from ccg_corpus.quotations.speakers.schemes import GENERIC_CODES, Meaning
from ccg_corpus.vocabulary import Roles

MIN_BESIDE = 2  # people of one kind that have the letters, where these only begin as its name does
# one number twice: whatever the letters are, both are the same person
_TWICE = re.compile(
    r"(?P<who>[^\W\d_][\w’' -]{2,50}?)\s*(?:no\.?\s*)?#?\s?(?P<number>\d{1,3})\s*[;:,(]\s*(?P<letters>[A-Z][A-Za-z]{0,4})\s?[#-]?\s?(?P=number)(?!\d)"
)
_LETTERS = re.compile(r"[A-Z][A-Za-z]{0,4}")
# "S11-P1": the first letters are a place's or a session's
_OF_TWO_PARTS = re.compile(r"[A-Za-z]+\d+[-_./ ]?[A-Za-z]+\d+")


def labelled_codes(labels: Iterable[PlacedLabel], roles: Roles) -> dict[str, Meaning]:
    """Code letters → what labels say beside them."""
    found: dict[str, dict[str, Meaning]] = {}
    sure: set[str] = set()
    for placed in labels:
        label = placed.label
        twice = _TWICE.search(label.text)
        if twice:
            slug, wider = role_of(twice["who"], roles)
            if slug and (roles.find(twice["who"]) or slug == label.role):
                sure.add(twice["letters"])
                _note(found, twice["letters"], twice["number"], slug, wider, placed.span)
        elif label.role and label.prefix and label.participant != label.text:
            if not _LETTERS.fullmatch(label.prefix) or roles.resolve(label.prefix):
                continue
            if _OF_TWO_PARTS.match(label.participant or ""):
                continue
            _note(
                found, label.prefix, label.participant or "", label.role, label.roles, placed.span
            )
    return {
        letters: next(iter(people.values()))
        for letters, people in found.items()
        if letters.lower() not in GENERIC_CODES
        and len({one.role for one in people.values()}) == 1
        and (letters in sure or _begin(letters, people) or _may_begin(letters, people))
    }


def _note(
    found: dict[str, dict[str, Meaning]],
    letters: str,
    person: str,
    role: str,
    wider: tuple[str, ...],
    span: Span,
) -> None:
    found.setdefault(letters, {}).setdefault(person, Meaning(role, wider, span))


def _may_begin(letters: str, people: dict[str, Meaning]) -> bool:
    """Whether several people of the kind have letters that begin as its name does: "Nu" of nurses."""
    role = next(iter(people.values())).role
    return len(people) >= MIN_BESIDE and letters[0].lower() == role[0]


def _begin(letters: str, people: dict[str, Meaning]) -> bool:
    """Whether letters are those that the role's words begin with: "RN" of a registered nurse."""
    words = next(iter(people.values())).role.split("-")
    return letters.lower() == "".join(word[0] for word in words)
