"""Names of roles and their forms: plural, slug, and what a name is looked up by."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_IRREGULAR = {"midwife": "midwives", "wife": "wives", "child": "children", "staff": "staff"}


def slug_of(words: str) -> str:
    """Any words as a slug: "Ward Sister" → "ward-sister"."""
    return "-".join(WORD.findall(words.replace("’", "'").replace("'", "").lower()))


def plural_of(name: str) -> str:
    """The English plural of a role's name; the head of "member of staff" is its first noun."""
    head, of, rest = name.partition(" of ")
    if of:
        return f"{plural_of(head)} of {rest}"
    *before, noun = name.split(" ")
    if noun.lower() in _IRREGULAR:
        plural = _IRREGULAR[noun.lower()]
    elif noun[-1:] == "y" and noun[-2:-1] not in ("", *"aeiou"):
        plural = noun[:-1] + "ies"
    elif noun.endswith(("s", "x", "ch", "sh")):
        plural = noun + "es"
    else:
        plural = noun + "s"
    return " ".join([*before, plural])


def is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= 4


def key_of(words: Iterable[str]) -> tuple[str, ...]:
    return tuple([word.replace("’", "'").removesuffix("'s").lower() for word in words])
