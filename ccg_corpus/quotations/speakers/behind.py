"""Who the author's words right behind a quotation say has spoken: "…," P4 noted.

In: a document being read, a block's text, where marked words end in it. Out: a `Said`: a label
where a code or a name stands there, else a mention of a person; and how far the attribution goes,
for it is this quotation's and never the next one's. The verb is no part of either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel
from ccg_corpus.quotations.labels import CODES, PERSON_NOUN, STRONG, Label, role_of
from ccg_corpus.quotations.labels.offices import TITLED, is_titled
from ccg_corpus.quotations.labels.several import MORE
from ccg_corpus.quotations.prose.named import named_person, titled
from ccg_corpus.quotations.prose.silence import is_denied
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.mentions import PRONOUN_SAYS, Mention
from ccg_corpus.quotations.speakers.subjects import no_person
from ccg_corpus.quotations.speakers.verbs import BEHIND, VERBS, any_case

RULE = "said_behind"
MAX_BEHIND = 220  # code points behind the words that are looked at
_VERB = rf"(?:{VERBS}|{BEHIND}|(?:went|goes) on(?: to \w+)?|told (?:us|me|the \w+))"
_ADVERBS = r"(?:(?:also|then|further|simply|just|still|even|later|once|had|has|again|similarly|too|\w+ly)\s+){0,3}"
_ID = (
    r"(?-i:(?:[A-ZÀ-Þ][\w’'-]*\s+){0,3}(?:#\s?|no\.?\s?)?(?=[\w.-]*\d)[A-Z]{0,4}[A-Za-z]{0,2}[-.]?"
    r"\d{1,4}[A-Za-z]{0,2}(?:[-._][A-Z]{0,3}\d{1,3})?|"
    r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor)\.?\s[A-Z](?!\.?\s(?!(?:Dr|Mr|Mrs|Ms|Miss|Prof)\b)[A-Z]))(?![\w-])"
)
_NAME = rf"(?-i:{TITLED}|[A-ZÀ-Þ][a-zà-ÿ’'-]+(?:\s+[A-ZÀ-Þ][a-zà-ÿ’'-]+){{0,2}})(?![\w-])"
_NOUNS = (
    r"[a-z][\w’'-]*"
    r"(?:\s+(?!(?:who|that|which|from|in|at|of|with|and|about|as|when|while|to|on)\b)[\w’'-]+){0,4}"
)
_SOMEBODY = (
    r"(?:(?:one|another|some|several|two|three|many|most|a few)\s+of\s+(?:the|our|these|those|their)\s+|"
    r"(?:one|another|an?|the|this|that|some|several|many|most|a few|other|two|three)\s+)"
)
_UNNAMED = r"some(?:one|body)(?:\s+else)?"
_WHO = rf"(?:(?P<id>{_ID})(?P<more>{MORE})?|(?P<somebody>{_UNNAMED}|{_SOMEBODY}{_NOUNS})|(?P<name>{_NAME}))"
_WHO_FIRST = rf"(?:(?P<id>{_ID})(?P<more>{MORE})?|(?P<somebody>{_UNNAMED}|{_SOMEBODY}{_NOUNS}?)|(?P<name>{_NAME}))"
# what may stand between the one who speaks and the verb
_ASIDE = (
    r"(?P<aside>\s*\((?P<code>[^()]{1,60})\)|,?\s+who\b[^.:;“”\"]{2,80}?,?|,\s[^.:;“”\"]{2,60}?,|"
    r"\s+(?:from|in|at|of|with|on|for|near)\s+[^.,:;“”\"]{1,40}?)?"
)
_VIEW = (
    r"(?:was|is|were|are)\s+(?:how|what|(?:the|an?)\s+(?:[a-z-]+\s+)?(?:view|opinion|verdict|answer|reply|response|"
    r"comment|conclusion|advice|explanation|summary|assessment|reaction|words|complaint|experience|account|"
    r"description|judge?ment|impression|memory)\s+of|in the (?:words|view|opinion) of)"
)
_SAYS = any_case(
    rf"(?P<verb>{_VERB}|according to|in the words of|in the (?:view|opinion) of|{_VIEW})\s+{_ADVERBS}{_WHO}"
)
_SAID = any_case(rf"{_WHO_FIRST}{_ASIDE}\s+{_ADVERBS}(?P<verb>{_VERB})(?![\w-])")
# a verb that no list has, by its form and its place: right behind a comma in or at the marks
_PAST = r"(?!(?:said|tired|red|need|indeed|hundred|bed|seed|feed|speed|used|called|named|aged)\b)[a-z]{2,}ed"
_ANY_SAYS = re.compile(
    rf"(?P<verb>{_PAST}|(?:[a-z]{{3,}}(?<!s)s|so|thus)(?=\s+(?-i:[A-Z]))|so|thus)\s+{_ADVERBS}{_WHO}(?=\s*(?:[.,;]|$)|\s+[a-z])"
)
_ANY_SAID = re.compile(
    rf"{_WHO_FIRST}\s+{_ADVERBS}(?P<verb>{_PAST}|(?<=\d\s)(?!(?:was|is|has|does|his|as)\b)[a-z]{{2,}}(?<!s)s)(?=\s*(?:[.,;]|$)|\s+[a-z])"
)
# "was what Baker 9 had heard": not what Baker 9 said
_HEARD = re.compile(
    r"\s+(?:had |has |was |were |is |been ){0,3}(?:heard|told|asked|warned|given|taught|read|shown)\b"
)
_START = re.compile(r"[\s,]*(?:[—–-]{1,2}\s*(?=[a-z]))?(?:(?:just )?as\s+(?!if\b|though\b))?")


@dataclass(frozen=True, slots=True)
class Said:
    """Who has spoken, and the stretch of the document that says so."""

    span: Span
    label: PlacedLabel | None = None
    mention: Mention | None = None
    mention_span: Span | None = None


def said_behind(
    reading: Reading, text: str, words: Span, outer: Span, offset: int, *, opens: bool
) -> Said | None:
    """The attribution behind marked words; `opens`: no author's words stand before them in their
    sentence. Spans are those of the document."""
    start = _START.match(text, outer.end).end()  # type: ignore[union-attr]
    near = text[: min(len(text), outer.end + MAX_BEHIND)]
    match = _SAYS.match(near, start)
    if match is None:
        match = _SAID.match(near, start)
        if match and not _is_attribution(text, words, outer, match, opens=opens):
            return None
        if match and is_denied(text, match.start("verb"), match.start("verb"), match.end()):
            return None  # "P4 said nothing"
    if match is None and _has_comma(text, words, outer):
        match = _ANY_SAYS.match(near, start) or _ANY_SAID.match(near, start)
        if match and not _is_attribution(text, words, outer, match, opens=opens):
            match = None
    if match is None:
        pronoun = PRONOUN_SAYS.match(near[outer.end :])
        end = outer.end + offset
        return Said(Span(end, end + pronoun.end())) if pronoun else None
    end = match.end()
    if _HEARD.match(text, end) or _HEARD.match(match.group()):
        return None
    who = _who(reading, match, text, offset)
    if who is None:
        return None
    label, mention, mention_span = who
    return Said(Span(outer.end + offset, end + offset), label, mention, mention_span)


def _is_attribution(
    text: str, words: Span, outer: Span, match: re.Match[str], *, opens: bool
) -> bool:
    """Whether "P4 noted" behind the words is about them and does not lead into the next ones."""
    comma = _has_comma(text, words, outer)
    after = text[match.end() :].lstrip()
    if (after[:1] == ":" and not (opens and comma)) or re.match(r",?\s*(?:that|how)\b", after):
        return False
    if re.match(r",?\s*[“\"‘«]", after) and not opens:
        return False
    return comma or (opens and after[:1] in (".", "") and match["somebody"] is not None)


def _has_comma(text: str, words: Span, outer: Span) -> bool:
    """Whether the words end as those do behind which their sentence goes on."""
    return text[words.end - 1 : words.end] in ",?!—–-…" or text[outer.end :].lstrip()[:1] == ","


def _who(
    reading: Reading, match: re.Match[str], text: str, offset: int
) -> tuple[PlacedLabel | None, Mention | None, Span | None] | None:
    if match["id"] and match["more"]:
        return _several(reading, match, offset), None, None
    if match["id"]:
        whole = _with_bracket(reading, match, text, offset)
        return whole or _coded(reading, match["id"], match.start("id") + offset), None, None
    if match["somebody"]:
        mention = _somebody(reading, match)
        placed = _label_in_aside(reading, match, offset)
        if mention is None:
            return (placed, None, None) if placed else None
        span = Span(mention.span.start + offset, mention.span.end + offset)
        return placed, mention, span
    name = match["name"]
    if name in reading.pseudonyms or name in reading.speakers:
        return _coded(reading, name, match.start("name") + offset), None, None
    start = match.start("name")
    person = named_person(text[start : start + MAX_BEHIND], reading.roles)
    if person is None and is_titled(name):
        person = titled(name, 0, reading.roles)
    if person and person.span.start == 0 and " " in name:
        return None, person, Span(start + offset, start + offset + person.span.end)
    return None


def _coded(reading: Reading, words: str, start: int) -> PlacedLabel:
    """A code or a pseudonym as a label: the verb proves that it is a speaker's."""
    words = words.rstrip()
    label = reading.label_at_speech(words)
    span = Span(start, start + len(words))
    if label is None or not label.participant:
        head = re.sub(r"[\s#]*\d+\w*$", "", words)
        slug = reading.roles.resolve(head)
        known = slug or (head if PERSON_NOUN.fullmatch(head.split()[-1] if head else "") else None)
        role, wider = role_of(known, reading.roles) if known else (None, ())
        prefix = head if re.fullmatch(r"[A-Za-z]{1,6}", head) else None
        label = Label(words, STRONG, role, wider, participant=words, prefix=prefix, kinds=("id",))
    return PlacedLabel(label, span, span, RULE)


def _several(reading: Reading, match: re.Match[str], offset: int) -> PlacedLabel | None:
    """ "said Bakers 5 and 6": what they are, and which of them spoke nobody knows."""
    start, end = match.start("id"), match.end("more")
    label = reading.label(match.string[start:end])
    if label is None or label.participant:
        label = Label(match.string[start:end], STRONG, kinds=CODES)
    span = Span(start + offset, end + offset)
    return PlacedLabel(replace(label, weight=STRONG), span, span, RULE)


def _with_bracket(
    reading: Reading, match: re.Match[str], text: str, offset: int
) -> PlacedLabel | None:
    """ "P5 (nurse, Site 3) said": the code with what its bracket says of it."""
    start, end = match.span("id")
    bracket = re.match(r"\s*\([^()]{1,60}\)", text[end : end + 64])
    label = reading.label(text[start : end + bracket.end()]) if bracket else None
    if bracket is None or label is None or not label.participant:
        return None
    span = Span(start + offset, end + bracket.end() + offset)
    return PlacedLabel(label, span, span, RULE)


def _label_in_aside(reading: Reading, match: re.Match[str], offset: int) -> PlacedLabel | None:
    """ "a teacher (P3) said": the code in the bracket."""
    code = match.groupdict().get("code")
    label = reading.label(code) if code else None
    if label is None or not (label.participant or label.case):
        return None
    span = Span(match.start("code") + offset, match.end("code") + offset)
    return PlacedLabel(label, span, Span(span.start - 1, span.end + 1), RULE)


def _somebody(reading: Reading, match: re.Match[str]) -> Mention | None:
    """ "a farmer", "one of the porters", "the ward sister": the noun, and the role if it is one."""
    words, start = match["somebody"], match.start("somebody")
    first = words.split()[0].lower()
    if first in ("someone", "somebody"):
        span = Span(start, start + len(words))
        return Mention(words, span, None, (), False, 2.0)
    plural = first not in ("one", "another", "a", "an", "the", "this", "that")
    plural = plural or words.lower().startswith("a few ")
    found = reading.roles.find(words)
    noun = re.sub(r"^(?:.*?\bof\s+(?:the|our|these|those|their)\s+|\S+\s+)", "", words, flags=re.I)
    if found:
        role = found[-1]
        span = Span(start + role.span.start, start + role.span.end)
        wider = reading.roles.broader(role.slug)
        return Mention(words, span, role.slug, wider, plural, 2.0)
    at = start + len(words) - len(noun)
    span = Span(at, at + len(noun))
    if _GENERIC.search(noun):
        return Mention(words, span, None, (), plural, 2.0)
    known = noun
    while (
        known
        and known.split()[-1].lower() not in reading.people
        and not PERSON_NOUN.fullmatch(known.split()[-1])
    ):
        known = " ".join(known.split()[:-1])  # "said a driver yesterday"
    only_people = _ONLY_PEOPLE.fullmatch(match["verb"]) is not None
    if not only_people and no_person(known or noun):
        return None
    if not known and (not only_people or _NO_NOUN.match(noun)):
        return Mention(words, span, None, (), plural, 2.0)  # leaflets say things, too
    noun = known or " ".join(noun.split()[:MAX_ROLE])
    span = Span(at, at + len(noun))
    singular = re.sub(r"(?<=[a-z])s$", "", noun) if " of " in words.lower() else noun
    slug, wider = role_of(_DESCRIBED.sub("", singular), reading.roles)
    return Mention(noun, span, slug, wider, plural, 2.0)


_DESCRIBED = re.compile(
    r"^(?:young(?:er|est)?|old(?:er|est)?|new(?:er|est)?|first|second|third|last|other)\s+", re.I
)
MAX_ROLE = 2  # words of a role that no list knows
_NO_NOUN = re.compile(
    r"(?:old|young|elder)(?:er|est)?\b|first\b|second\b|third\b|last\b|latter\b|former\b|other\b|same\b|"
    r"\w+ of\b|\w+ed\b|\w+ing\b",
    re.I,
)
_ONLY_PEOPLE = re.compile(
    r"recall(?:ed|s)|laugh(?:ed|s)|jok(?:ed|es)|smil(?:ed|es)|sigh(?:ed|s)|shrugg(?:ed|s)|nodd(?:ed|s)|"
    r"admit(?:ted|s)|complain(?:ed|s)|agre(?:ed|es)|disagreed|exclaim(?:ed|s)|repl(?:ied|ies)|"
    r"wonder(?:ed|s)?|lament(?:ed|s)?|remark(?:ed|s)|confess(?:ed|es)|told .*|felt|feels|thought|thinks|"
    r"chuckl(?:ed|es)|grinn(?:ed|s)|mus(?:ed|es)|quipped|boast(?:ed|s)|grumbl(?:ed|es)|went on|put it|"
    r"insist(?:ed|s)|reflect(?:ed|s)|worr(?:ied|ies)|answer(?:ed|s)|whisper(?:ed|s)|mutter(?:ed|s)",
    re.I,
)
_GENERIC = re.compile(
    r"\b(?:participant|interviewee|respondent|informant|speaker|discussant|panell?ist|interlocutor|individual|person|people|man|"
    r"woman|other|adult|colleague)s?$",
    re.I,
)
