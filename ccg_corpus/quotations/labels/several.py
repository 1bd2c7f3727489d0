"""Labels of several people: "P3, P4 and P5", "Bakers 5 and 6".

In: a label's words. Out: whether they name more than one person, how far they do, and the noun that
all of them share, in the singular. Whoever spoke is one of them or all: nobody can tell, so nobody is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,4}[a-z]?(?![\w’'])"
_PREFIX = r"[^\W\d_][^\W\d_’'-]*(?: [a-z][a-z-]+){0,2}"
_CODE = rf"(?P<prefix>{_PREFIX})[\s.#-]{{0,2}}{_NUMBER}"
_OTHER = rf"{_PREFIX}[\s.#-]{{0,2}}{_NUMBER}"
_AND = r"\s*(?:,\s*)?(?:\b(?:and|or|with|as well as|together with|along with)\b|&|\+)\s*"
_LISTS = (
    # P3 and P4 · GP 1, GP 2 and Nurse 2
    re.compile(rf"{_CODE}(?:\s*[,;/]\s*(?:{_OTHER}|{_NUMBER}))*{_AND}(?:{_OTHER}|{_NUMBER})"),
    # P11/P12 · P3; P4; P7
    re.compile(rf"{_CODE}(?:\s*[,;/]\s*(?P=prefix)[\s.#-]{{0,2}}{_NUMBER})+"),
    # Carers A and B · Carer A and Carer B
    re.compile(
        rf"(?P<prefix>{_PREFIX})\s[A-Z](?![\w’'-])(?:\s*,\s*[A-Z](?![\w’'-]))*{_AND}(?:{_PREFIX}\s)?[A-Z](?![\w’'-])"
    ),
    # Nurses 2, 5 · Participants 1–4: the plural says it
    re.compile(rf"(?P<prefix>{_PREFIX}(?<=[^s]s))\s#?{_NUMBER}(?:\s*(?:[,;/–-]|to)\s*{_NUMBER})+"),
)
_EACH = re.compile(
    rf"(?:^|(?<=[\s,;/&+]))(?!(?:and|or|with)\b)(?P<prefix>{_PREFIX})[\s.#-]{{0,2}}(?:\d|[A-Z](?![\w’'-]))"
)
_END = re.compile(r"\s*(?:$|[,;:|(/.])")
_NO_PERSON = re.compile(
    r"(?:table|figure|fig|box|case|site|page|step|line|day|week|month|year|wave|round|time|stage|phase|"
    r"chapter|section|question|item|group|grade|ward|school|unit|team|theme|study|ref|interview|visit|"
    r"vol|no|pp|level|class|band|area|region|village|clinic|practice|hospital|trust)s?",
    re.I,
)
_CAPITAL_CODE = rf"(?-i:[A-ZÀ-Þ])[\w’'-]*[\s.#-]{{0,2}}{_NUMBER}"
# what stands behind the first of several codes: ", P4 and P5", " and 6"
MORE = (
    rf"(?:(?:\s*,\s*(?:{_CAPITAL_CODE}|{_NUMBER}))*{_AND}(?:the\s+)?(?:{_CAPITAL_CODE}|{_NUMBER}))"
)
_MORE = re.compile(MORE, re.I)


@dataclass(frozen=True, slots=True)
class Several:
    """How far the words that name several people go, and what stands before each number: "Baker"."""

    end: int
    noun: str | None


def several_in(words: str) -> Several | None:
    """The people that a label begins with, where they are more than one."""
    for pattern in _LISTS:
        match = pattern.match(words)
        if match and _END.match(words, match.end()):
            nouns = {_singular(one["prefix"]) for one in _EACH.finditer(match.group())}
            if any(_NO_PERSON.fullmatch(noun.split()[-1]) for noun in nouns):
                return None
            return Several(match.end(), nouns.pop() if len(nouns) == 1 else None)
    return None


def _singular(noun: str) -> str:
    return re.sub(r"(?<=[a-z])(?<!s)s$", "", noun)


def goes_on_to_another(text: str, end: int) -> int | None:
    """Where a list of codes ends, one of which ends at `end`: "Bakers 5 and 6 said"; None where
    there is only the one."""
    match = _MORE.match(text, end)
    return match.end() if match else None
