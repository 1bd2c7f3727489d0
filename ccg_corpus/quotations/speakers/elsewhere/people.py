"""People whom the authors introduce once: "Orla, a midwife on nights, …", "a joiner, Tom, said".

In: a document's text and the names and codes that quotations are attributed to. Out: name or code in
lower case → role. One who is introduced as two kinds of person has neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ccg_corpus.core.model import Document
from ccg_corpus.quotations.speakers.elsewhere.phrases import person_in
from ccg_corpus.quotations.speakers.schemes import Meaning
from ccg_corpus.vocabulary import Roles

MAX_PHRASE = 90  # code points of the phrase that says what somebody is
_BEHIND = re.compile(
    r"(?:,\s+|\s*\(|\s+(?:is|was|works as|worked as|who (?:is|was|works as|worked as)|had been|has been)\s+)"
    r"(?:an?|the|one of the|our)\s+(?P<words>[^,.;:()“”\"]{3,90})"
)
_BEFORE = re.compile(
    r"(?<![\w-])(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he)\s+(?P<words>[a-zA-Z][\w’' -]{2,80}?)"
    r"(?:,\s+|\s+\(|\s+(?:called|named|we call|whom we call)\s+)[\"“‘]?$"
)
MOST = 80  # names that are looked up; a document of more has no people but lists


def introduced_people(document: Document, names: Iterable[str], roles: Roles) -> dict[str, Meaning]:
    """Name or code, in lower case → what the authors say once that they are."""
    wanted = sorted({name for name in names if len(name) > 2 or re.search(r"\d", name)})
    if not wanted or len(wanted) > MOST:
        return {}
    found: dict[str, list[Meaning]] = {}
    text = document.text
    either = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, wanted))})(?![\w-])")
    for match in either.finditer(text):
        meaning = _behind(text, match.end(), roles) or _before(text, match.start(), roles)
        if meaning:
            found.setdefault(match.group().lower(), []).append(meaning)
    return {name: told[0] for name, told in found.items() if _agree(told)}


def _behind(text: str, at: int, roles: Roles) -> Meaning | None:
    match = _BEHIND.match(text, at, at + MAX_PHRASE + 30)
    return person_in(match["words"], match.start("words"), roles) if match else None


def _before(text: str, at: int, roles: Roles) -> Meaning | None:
    start = max(0, at - MAX_PHRASE)
    match = _BEFORE.search(text[start:at])
    if match is None:
        return None
    meaning = person_in(match["words"], start + match.start("words"), roles)
    # all of the phrase: "a friend of the nurse, Tom" is about a friend
    return meaning if meaning and meaning.span.end == start + match.end("words") else None


def _agree(told: list[Meaning]) -> bool:
    """Whether all that is told of somebody is one kind, said closer or wider."""
    return all(one.role in other.roles or other.role in one.roles for one in told for other in told)
