"""Parts of a label that describe who speaks or where the words come from: sex and age, source.

In: the words between two commas. Out: whether they are such a part; its facts and weight are added
to the `Parts`.
"""

from __future__ import annotations

import re

from ccg_corpus.quotations.labels.facts import Parts
from ccg_corpus.quotations.labels.people import bare_role, is_person
from ccg_corpus.quotations.labels.shapes import (
    AGE,
    AGED_PERSON,
    DESCRIBED,
    INITIAL,
    SEX,
    SEX_OF_AGE,
    SOURCE,
)
from ccg_corpus.vocabulary import Roles

_NUMBER = re.compile(r"\d")
_PIECES = re.compile(r"\s+|(?<=[FfMm])(?=\d)|(?<=\d)(?=[FfMm]$)")


def read_sex_age(part: str, reading: Parts, roles: Roles) -> bool:
    if (
        INITIAL.fullmatch(part)
        and reading.participant is None
        and (reading.sexed or part not in "MF")
    ):
        reading.participant = part  # ("B", female, 60, FG1)
        reading.weight += 0.4
        return True
    if SEX_OF_AGE.fullmatch(part):
        reading.weight += 2.0
        return True
    aged = AGED_PERSON.fullmatch(part)
    if aged and (SEX.fullmatch(aged["sex"]) or _read_aged_role(part, reading, roles)):
        reading.weight += 2.0
        return True
    words, _, letter = part.rpartition(" ")
    if reading.sexed and letter in ("F", "M") and roles.resolve(words):
        return False  # "Nurse F, female": a letter for a number
    if SEX.fullmatch(part) or (
        SEX.fullmatch(part.split()[-1]) and DESCRIBED.fullmatch(part) and not says_kind(part, roles)
    ):
        reading.weight += 1.3
        return True
    if AGE.fullmatch(part) and (not part.isdigit() or 3 < int(part) < 105):
        reading.weight += 1.3 if not part.isdigit() else 0.6
        return True
    if not _NUMBER.search(part):
        return False  # no age
    pieces = [piece for piece in _PIECES.split(part) if piece]
    if (
        len(pieces) in (2, 3, 4)
        and SEX.fullmatch(pieces[0])
        and AGE.fullmatch(" ".join(pieces[1:]))
        and not (reading.last is False and re.fullmatch(r"[FM][1-4]", part))  # "M1, H2"
    ):
        reading.weight += 2.0
        return True
    if len(pieces) > 1 and SEX.fullmatch(pieces[-1]) and AGE.fullmatch(" ".join(pieces[:-1])):
        reading.weight += 2.0
        return True
    return False


def says_kind(part: str, roles: Roles) -> bool:
    """Whether what describes a woman or a man makes them a kind of person: "pregnant woman"."""
    slug = roles.resolve(part) or roles.resolve(part.rpartition(" ")[0])  # "refugee woman"
    return slug is not None and slug.split("-")[0] not in (
        "woman",
        "man",
        "young",
        "older",
        "girl",
        "boy",
    )


def _read_aged_role(part: str, reading: Parts, roles: Roles) -> bool:
    """ "47-year-old Welsh farmer": what stands behind the age, without where they come from."""
    words = re.sub(r"^.*?\bold\s+", "", part, flags=re.I)
    words = bare_role(re.sub(r"^(?:[A-ZÀ-Þ][\w-]*\s+)+(?=[a-z])", "", words))
    if not words.islower() or not (roles.find(words) or is_person(words.split()[-1])):
        return False
    reading.role_words = reading.role_words or words
    return True


def read_source(part: str, reading: Parts, roles: Roles) -> bool:
    match = SOURCE.fullmatch(part)
    if not match:
        return False
    reading.weight += 1.2
    reading.survey = reading.survey or bool(match["survey"])
    if re.search(r"participant|respondent", part, re.I) and len(part.split()) > 1:
        reading.role_words = reading.role_words or part  # "survey participant" is all it says
    reading.talk = reading.talk or bool(re.search(r"interview|focus|fgd|diar|observ", part, re.I))
    number = re.search(r"\d+", part)
    if number and reading.participant is None and re.match(r"int", part, re.I):
        reading.participant = part
        reading.weight += 1.4
    return True
