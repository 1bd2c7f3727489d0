"""Groups whose people the document tells of: "FG1 (nurses)", "focus group 2 was of carers".

In: a document's text. Out: the name of a group ("fg 1") → the role of everybody in it. A group of
two kinds of people tells nothing about one of them.
"""

from __future__ import annotations

import re

from ccg_corpus.core.model import Document, Span
from ccg_corpus.quotations.speakers.schemes import Meaning
from ccg_corpus.vocabulary import Roles

_GROUP = r"(?:FGD?|focus[- ]group(?: discussion)?|group|workshop)\s?#?\s?(?P<number>\d{1,2}|(?-i:[A-H]))\b"
_TOLD = re.compile(
    rf"\b{_GROUP}[\"”’]?\s*(?P<link>\(|:|=|–|,?\s*(?:was|were|comprised|consisted of|included|involved|had|brought together)"
    r"(?:\s+(?:of|with|made up of|composed of|held with|conducted with|only))*)\s*(?=(?P<words>[^.;()\[\]]{3,80}))",
    re.I,
)
_LABELLED = re.compile(rf"\b{_GROUP}", re.I)
_OTHER = r"(?!\s*(?:FGD?\s?\d|(?:focus|group|workshop|the\s+(?:other|second|third))\b))"
_SECOND = re.compile(rf"(?:\b(?:and|or|as well as|with)\b|[,&/]){_OTHER}", re.I)


def told_groups(document: Document, roles: Roles) -> dict[str, Meaning]:
    """Number of a group → role, where one kind of people is told of it each time."""
    found: dict[str, list[Meaning]] = {}
    for match in _TOLD.finditer(document.text):
        meaning = _people(match["words"], match.start("words"), roles)
        if meaning:
            found.setdefault(match["number"], []).append(meaning)
    return {
        number: told[0] for number, told in found.items() if len({one.role for one in told}) == 1
    }


def _people(words: str, at: int, roles: Roles) -> Meaning | None:
    mentions = roles.find(words)
    if len(mentions) != 1 or not mentions[0].plural:
        return None
    one = mentions[0]
    before = words[: one.span.start]
    if len(before.split()) > 4 or _SECOND.search(words[one.span.end :][:40]):
        return None
    return Meaning(one.slug, roles.broader(one.slug), Span(at + one.span.start, at + one.span.end))


def group_of(label: str) -> str | None:
    """The number of the one group that a label names: "P3, FG2" → "2"."""
    numbers = {match["number"] for match in _LABELLED.finditer(label)}
    return numbers.pop() if len(numbers) == 1 else None
