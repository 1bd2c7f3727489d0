"""Headings that say who speaks below them: "Nurses’ views", "Interviews with farmers".

In: a document being read and a block. Out: the role of the nearest such heading. A heading that only
names people may as well be about them, as "Experiences of nurses" and "Patient experience" are, and
says nothing.
"""

from __future__ import annotations

import re

from ccg_corpus.core.model import Block
from ccg_corpus.quotations.labels import PERSON_NOUN, role_of
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.schemes import Meaning

_NUMBER = r"(?:(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.):]?\s+)?"
_WHO = r"(?P<who>[^\W\d_][\w-]*?(?: [^\W\d_][\w-]*?){0,3}?)"
_SAYINGS = r"perspectives?|views?|viewpoints?|voices?|accounts?|stories|story|responses?|comments?|quotes?|quotations?|opinions?|reflections?|interviews?|focus groups?|feedback"
_FORMS = (
    re.compile(rf"{_NUMBER}(?:[Tt]he\s+)?(?:story|tale|account|words|voices?)\s+of\s+(?:an?|the|one)\s+{_WHO}", re.I),
    re.compile(rf"{_NUMBER}(?:[Tt]he\s+)?{_WHO}(?P<of>s[’']|[’']s)?\s+(?:{_SAYINGS})(?:\s+(?:on|about|regarding|towards?)\s.*)?", re.I),
    re.compile(rf"{_NUMBER}(?:[Tt]he\s+)?{_WHO}(?P<of>s[’']|[’']s)\s+(?:experiences?|perceptions?|concerns|beliefs|attitudes|expectations)(?:\s+(?:on|about|regarding|of|with)\s.*)?", re.I),
    re.compile(rf"{_NUMBER}(?:perspectives?|views?|voices|comments|quotes|quotations|responses|feedback|interviews|focus groups?(?: discussions?)?)\s+(?:from|with|by)\s+(?:the\s+)?{_WHO}", re.I),
)  # fmt: skip
_NO_ROLE = re.compile(
    r"(?:participants?|respondents?|interviewees?|informants?|users?|persons?|people|individuals?|others?|"
    r"wom[ae]n|m[ae]n|staff|team|representative|key|life|personal|general|different|expert|peer|public)",
    re.I,
)


def heading_role(reading: Reading, block: Block) -> Meaning | None:
    """The role that the nearest heading of speakers above a block names."""
    for at in reversed(block.headings):
        words = reading.texts[at].strip()
        if len(words) <= MAX_HEADING and (found := _read(reading, words)):
            slug, wider = found
            return Meaning(slug, wider, reading.block(at).span)
    return None


MAX_HEADING = 90  # code points


def _read(reading: Reading, words: str) -> tuple[str, tuple[str, ...]] | None:
    for form in _FORMS:
        match = form.fullmatch(words)
        if match is None:
            continue
        who = match["who"].lower() if not match["who"].isupper() else match["who"]
        possessive = match.groupdict().get("of")
        if _NO_ROLE.fullmatch(who) or (found := _role(reading, who, bool(possessive))) is None:
            continue
        return found
    return None


def _role(reading: Reading, who: str, is_possessive: bool) -> tuple[str, tuple[str, ...]] | None:
    slug = reading.roles.resolve(who)
    if slug:
        return slug, reading.roles.broader(slug)
    noun = who.rpartition(" ")[2]
    if not PERSON_NOUN.fullmatch(noun) or _NO_ROLE.fullmatch(noun):
        return None
    if not is_possessive and noun.endswith("s"):
        who = who[:-1]
    own, wider = role_of(who, reading.roles)
    return (own, wider) if own else None
