"""A role that a paper tells once for everyone: "fifteen nurses were interviewed", and nobody else.

In: a document being read, and the quotations found in it. Out: the same quotations, those of
participants without a role having that one, with the sentence as evidence (`told_for_all`). Where
the paper speaks of a second kind of participant anywhere, nobody gets a role so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Evidence, Quotation, Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.labels import ends_in_person, role_of
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.sentences import sentences
from ccg_corpus.quotations.speakers.titled import ASKING, NO_KIND, announced, others_are_asked

RULE = "told_for_all"
MOST_CONFIDENCE = 0.9  # of a record whose role is nowhere said of itself
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d{{1,4}}|(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES}|an? (?:total|sample) of (?:\d{{1,4}}|{_TEENS}|{_ONES}))"
# "ten (10) nurses"
_NUMBER = rf"{_NUMBER}(?:\s*\(\s*(?:n\s*=\s*)?\d{{1,4}}\s*\))?"
_WORDS = r"(?:[^\W\d_][\w’'/-]*\s+){0,4}?"
_COUNTED = rf"(?P<number>{_NUMBER})\s+(?P<people>{_WORDS}[^\W\d_][\w’'-]+s|{_WORDS}(?:children|people|men|women|staff))\b"
_TOOK_PART = (
    r"(?:\s*\([^()]{1,90}\),?)?(?:[^.;]{0,80}?\s)?(?:(?:was|were)\s+(?:\w+ly\s+)?(?:interviewed|recruited|included|enrolled|"
    r"surveyed|invited|selected|involved|observed)|participated|took part|agreed to (?:participate|take part|be interviewed)|"
    r"consented|attended|completed (?:the|an?|in-depth|semi-structured)? ?(?:interviews?|survey|study|focus groups?)|"
    r"shared (?:their|his|her)|joined)\b"
)
_FRAMES = (
    AnyCase(rf"{_COUNTED}{_TOOK_PART}"),
    AnyCase(
        rf"\b(?:interview(?:s|ed)?|focus groups?(?: discussions?)?|conversations?|discussions?|workshops?)\b"
        rf"(?:[^.;]{{0,70}}?\b(?:with|among|from|using)|(?:(?!\bwith\s+(?!an?\b))[^.;]){{0,70}}?\bof)\s+(?:a (?:total|sample) of\s+)?{_COUNTED}"),
    AnyCase(
        rf"\b(?:participants?|sample|respondents?|interviewees?|informants?|study population)\s+"
        rf"(?:(?:was|were|are)(?:\s+all)?|included|comprised|consisted of|was made up of)\s+(?:of\s+)?{_COUNTED}"),
    AnyCase(rf"\binterviews?\b[^.;]{{0,50}}?\b(?P<number>{_NUMBER})\s+with\s+(?P<people>{_WORDS}(?:[^\W\d_][\w’'-]+s|staff))\b"),
    re.compile(rf"\b[Ww]e\s+(?:\w+\s+)?(?:interviewed|recruited|surveyed|spoke (?:to|with)|enrolled)\s+{_COUNTED}"),
)  # fmt: skip
# what every frame has: sentences without it cost one look
_MAY_TELL = AnyCase(
    r"\b(?:interview|focus group|conversation|discussion|workshop|participa|sample|respondent|informant|"
    r"study population|took part|recruit|survey|spoke|enrol|includ|invit|select|involv|observ|consent|attend|complet|shared|joined|agreed)"
)
_OF = re.compile(
    r"\s+of\s+(?:the\s+|their\s+|an?\s+)?(?:\d+\s+)?(?P<whom>(?:[^\W\d_][\w’-]*\s+){0,2}?(?:children|people|[^\W\d_][\w’-]+s|child|patient))\b",
    re.I,
)
_RELATIVE = re.compile(
    r"(?:sibling|parent|mother|father|carer|caregiver|relative|spouse|partner|wive|wife|husband|"
    r"daughter|son|friend|guardian|grandparent)s?$", re.I)  # fmt: skip
_NOBODY = re.compile(
    r"(?:participants?|respondents?|interviewees?|informants?|individuals?|persons?|people|others?|"
    r"members?|subjects?|interviews?|groups?|discussions?|sessions?|adults?|cases?|sites?|hospitals?|"
    r"practices?|centres?|centers?|schools?|countries|studies|papers?|articles?|questions?|items?|"
    r"themes?|minutes|hours|days|weeks|months|years|times|percent)$", re.I)  # fmt: skip
_SECOND = re.compile(
    rf"(?:,|\band\b|\bor\b|&|\bas well as\b|\bplus\b|\balong with\b)\s+(?:{_NUMBER}\s+|the\s+|their\s+|other\s+)?{_WORDS}$",
    re.I,
)
_ONE_MORE = re.compile(
    r"(?:,|\band\b|&)\s+(?:and\s+)?(?:one|1)\s+(?P<who>(?:[\w-]+\s+){0,3}[\w-]+)"
)
_EARLY = ("abstract", "background", "methods")
MOST_PEOPLE = 200  # who are interviewed for one paper
MAX_TOLD = 12  # sentences that may tell of participants; more of them tell of something else


@dataclass(frozen=True, slots=True)
class Told:
    """The one role of everybody who took part, and the words that tell so."""

    role: str
    roles: tuple[str, ...]
    span: Span
    number: str = ""  # how many they are, in lower case as it is written


def with_told_role(reading: Reading, found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, those of unknown participants with the role that is told for everyone."""
    unknown = [one for one in found if _is_unknown(one)]
    told = told_for_all(reading) if unknown else None
    if told is None or any(_is_another(one, told) for one in found):
        return tuple(found)
    return tuple(_with_role(reading, one, told) if _is_unknown(one) else one for one in found)


def _is_unknown(quotation: Quotation) -> bool:
    return quotation.kind in ("participant", "survey") and quotation.speaker.role is None


def _is_another(quotation: Quotation, told: Told) -> bool:
    """Whether somebody of another role is quoted, or somebody speaks for an organisation."""
    speaker = quotation.speaker
    if quotation.kind not in ("participant", "survey", "named"):
        return False
    return speaker.role is not None and not {told.role, *told.roles} & {
        speaker.role,
        *speaker.roles,
    }


def _with_role(reading: Reading, quotation: Quotation, told: Told) -> Quotation:
    words = re.sub(r"\s+", " ", reading.document.slice(told.span))
    proof = Evidence("role", words, told.span.start, told.span.end, RULE)
    speaker = quotation.speaker
    return replace(
        quotation,
        speaker=replace(
            speaker, role=told.role, roles=told.roles, evidence=(*speaker.evidence, proof)
        ),
        confidence=min(quotation.confidence, MOST_CONFIDENCE),
    )


def told_for_all(reading: Reading) -> Told | None:
    """The role of everybody who took part, where the paper tells of one kind of participant only."""
    told = [one for one in _told(reading) if not {one.role, *one.roles} & ASKING]
    slugs = {one.role for one in told}
    if slugs <= NO_KIND and (by_title := announced(reading)):
        return Told(*by_title)  # "22 women" whom the title calls mothers
    if not told:
        return None
    if len(told) > MAX_TOLD:
        return None
    for one in told:  # the broadest of related roles: "nurses", where others are ward nurses
        if all(one.role in other.roles or other.role == one.role for other in told):
            few = all(_count(other) in ("1", "2") for other in told)
            return None if few or others_are_asked(reading, one.role) else _said_closer(one, told)
    return None


def _said_closer(broad: Told, told: Sequence[Told]) -> Told:
    """The same people said closer: "eleven siblings … 11 siblings of hospitalized children"."""
    closer = [one for one in told if one.role != broad.role and _count(one) == _count(broad)]
    return closer[0] if len({one.role for one in closer}) == 1 else broad


def _count(told: Told) -> str:
    """A number as figures, where it is a word up to twenty."""
    words = [*_ONES.split("|"), *_TEENS.split("|"), "twenty"]
    return str(words.index(told.number) + 1) if told.number in words else told.number


def _told(reading: Reading) -> Iterator[Told]:
    for at, block in enumerate(reading.document.blocks):
        if block.kind not in ("paragraph", "list_item") or block.section not in (
            *_EARLY,
            "other",
            "results",
        ):
            continue
        text = reading.texts[at]
        for sentence in sentences(text):
            yield from _told_in(reading, text, sentence, block.span.start)


def _told_in(reading: Reading, text: str, sentence: Span, offset: int) -> Iterator[Told]:
    words = text[sentence.start : sentence.end]
    if not _MAY_TELL.search(words):
        return
    for frame in _FRAMES:
        match = frame.search(words)
        if match is None:
            continue
        number = re.search(r"\d{3,}", match["number"])
        if number and int(number.group()) > MOST_PEOPLE:
            continue  # a trial's or a district's
        start, end = match.span("people")
        people = words[start:end]
        noun = people.split()[-1]
        if _NOBODY.search(noun):
            found = reading.roles.find(people)
            if not found:
                continue
        role = _role(reading, words, start, end)
        if role is None:
            continue
        span = Span(offset + sentence.start + match.start("number"), offset + sentence.start + end)
        yield Told(*role, span, match["number"].lower())
        for more in _ONE_MORE.finditer(words[end : end + 160]):
            yield from _one_more(reading, more["who"].split(), span)
        for mention in reading.roles.find(words[end : end + 160]):
            before = words[end : end + mention.span.start]
            if mention.slug in ("woman", "man"):
                continue  # "twenty nurses, mostly women, were …": what the same people are
            if mention.plural and _SECOND.search(before) and len(before) < 80:
                yield Told(mention.slug, reading.roles.broader(mention.slug), span)
        return


def _one_more(reading: Reading, who: Sequence[str], span: Span) -> Iterator[Told]:
    """The one other person of "six bakers, one ward sister and one clerk"."""
    for count in range(1, len(who) + 1):
        if ends_in_person(who[count - 1]) or reading.roles.resolve(" ".join(who[:count])):
            slug, wider = role_of(" ".join(who[:count]), reading.roles)
            if slug:
                yield Told(slug, wider, span)
            return


def _role(reading: Reading, words: str, start: int, end: int) -> tuple[str, tuple[str, ...]] | None:
    people = words[start:end]
    found = reading.roles.find(people)
    if found and found[-1].span.end == len(people):
        slug = found[-1].slug
        own, wider = slug, reading.roles.broader(slug)
    elif ends_in_person(people):
        named, wider = role_of(_singular(people.split()[-1]), reading.roles)
        if named is None:
            return None
        own = named
    else:
        return None
    of = _OF.match(words, end)
    if of and _RELATIVE.search(people.split()[-1]):
        head = _singular(people.split()[-1])
        own = "-".join([head.lower(), "of", *(_singular(w).lower() for w in of["whom"].split())])
        wider = (own, *(role for role in wider if role != own))
    return own, wider


def _singular(noun: str) -> str:
    irregular = {
        "children": "child",
        "wives": "wife",
        "people": "person",
        "men": "man",
        "women": "woman",
    }
    low = noun.lower()
    if low in irregular:
        return irregular[low]
    if low.endswith("ies") and len(low) > 4:
        return noun[:-3] + "y"
    return noun[:-1] if low.endswith("s") and not low.endswith("ss") else noun
