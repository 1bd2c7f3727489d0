"""Who is interviewed, by the title: in "Interview with Ada Brook", Brook answers and all others ask.

In: a document being read, and who speaks in its turns. Out: those of them who ask.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from ccg_corpus.quotations.reading import Reading
from ccg_corpus.rebuild.turns import TurnHead

AT_THE_TOP = 12  # blocks in which the title stands
_NAME = r"[A-ZÀ-Þ][\w’'.-]*(?: (?:[A-ZÀ-Þ][\w’'.-]*|d[aeiu]s?|v[ao]n|de[nrl]?|al|bin)){1,4}"
_TITLE = re.compile(
    rf"\b(?:[Ii]nterview|INTERVIEW|[Cc]onversation|[Oo]ral [Hh]istory(?: [Ii]nterview)?) (?:with|of|WITH|OF) "
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?P<first>{_NAME})(?:,? and (?P<second>{_NAME}))?"
)
_Place = TypeVar("_Place")


def asked_of_the_named(
    reading: Reading, heads: Mapping[_Place, TurnHead]
) -> Mapping[_Place, TurnHead]:
    """The heads of turns; of a titled interview in which nobody is known to ask, with those who do."""
    people = {head.who for head in heads.values()}
    if len(people) < 2 or any(head.asks for head in heads.values()):
        return heads
    named = _interviewed(reading)
    answering = {who for who in people if any(_is_called(who, name) for name in named)}
    if not answering or answering == people:
        return heads
    return {at: replace(head, asks=head.who not in answering) for at, head in heads.items()}


def _interviewed(reading: Reading) -> Collection[str]:
    """The people whom the document's title says it interviews."""
    titles = [reading.document.facts.title or "", *reading.texts[:AT_THE_TOP]]
    for title in titles:
        match = _TITLE.search(title) if len(title) < 200 else None
        if match:
            return [name for name in match.groups() if name]
    return []


def _is_called(who: str, name: str) -> bool:
    """Whether a name is written as `who`: whole, by a part of it, or by its first letters."""
    parts = [part for part in re.findall(r"[\w’'-]+", name) if part[:1].isupper()]
    words = re.findall(r"[\w’'-]+", who)
    if not words or not parts:
        return False
    if all(any(word.lower() == part.lower() for part in parts) for word in words):
        return True
    letters = re.sub(r"\W", "", who)
    return (
        1 < len(letters) <= len(parts) and letters == "".join(p[0] for p in parts)[: len(letters)]
    )
