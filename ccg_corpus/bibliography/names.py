"""Names of authors in the spellings they are printed in, and the parts they are cited by.

Comes in: "Smith J", "Smith, Jo", "Jo Smith", "Fenmouth Reading Group". Goes out: family name and
given names, or the whole name of an organisation. Family-name-first names without a comma or
initials can't be told; write them with a comma.
"""

from __future__ import annotations

import re

from ccg_corpus.core.frozen import frozen

PARTICLES = {
    "van", "von", "de", "den", "der", "del", "della", "di", "da", "dos", "das", "du", "la", "le",
    "ter", "ten", "zu", "el", "al", "bin", "ibn",
}  # fmt: skip
_GROUP_WORDS = {
    "of", "for", "the", "and", "&", "on", "group", "team", "network", "collaboration", "office",
    "department", "ministry", "institute", "council", "university", "college", "service",
    "services", "trust", "commission", "committee", "board", "foundation", "society",
    "association", "agency", "authority", "centre", "center", "unit", "federation", "alliance",
    "organisation", "organization", "party", "union",
}  # fmt: skip
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")
_GENERATIONS = {"jr", "jnr", "sr", "snr", "ii", "iii", "iv"}


@frozen
class Name:
    """An author's name in parts. An organisation has a family name only, and is a group."""

    family: str
    given: str = ""
    is_group: bool = False


def name_of(author: str) -> Name:
    """The parts of a name as printed."""
    printed = " ".join(author.split())
    if "," in printed:
        family, *rest = [part.strip() for part in printed.split(",")]
        given = next((part for part in reversed(rest) if not _is_generation(part)), "")
        return Name(family or printed, given)
    words = [word for word in printed.split(" ") if not _is_generation(word)]
    if len(words) < 2 or _is_group(words):
        return Name(printed, is_group=len(words) > 1)
    return _in_order(words)


def surname(author: str) -> str:
    """The name an author is cited by; an organisation keeps its whole name."""
    return name_of(author).family


def initials(given: str) -> str:
    """ "Mary-Ann J." → "MAJ"; names between ("de") have none."""
    found = []
    for word in re.split(r"[\s.\-‐‑]+", given):
        if word.isupper() and len(word) <= 4:
            found.append(word)
        elif word[:1].isupper():
            found.append(word[0])
    return "".join(found)


def written(family: str, given: str) -> str:
    """How a record writes a name of two parts: "Smith J" where only initials are known, else
    "Smith, Jo"."""
    letters = re.sub(r"[\s.\-‐‑]", "", given)
    if not letters:
        return family
    short = f"{family} {letters}"
    is_short = letters.isupper() and letters.isalpha() and len(letters) <= 4
    return short if is_short and name_of(short) == Name(family, letters) else f"{family}, {given}"


def _in_order(words: list[str]) -> Name:
    """A name of a person, without a comma."""
    if all(_is_initials(word) for word in words[1:]):
        return Name(words[0], " ".join(words[1:]))
    if _is_initials(words[-1]):
        family = [word for word in words if not _is_initials(word)]
        return Name(" ".join(family), " ".join(word for word in words if _is_initials(word)))
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return Name(" ".join(words[first:]), " ".join(words[:first]))


def _is_generation(word: str) -> bool:
    return word.lower().rstrip(".") in _GENERATIONS


def _is_initials(word: str) -> bool:
    return word.isupper() and _INITIALS.fullmatch(word) is not None


def _is_group(words: list[str]) -> bool:
    starts_as_acronym = len(words[0]) > 1 and words[0].isupper() and "." not in words[0]
    return starts_as_acronym or any(word.lower() in _GROUP_WORDS for word in words)
