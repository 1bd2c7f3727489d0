"""Who an author's sentence says is speaking: "As one CCG chief officer noted:", "said one nurse".

In: the author's words before or after a quotation. Out: a `Mention` with its role, if the words
state one, and how directly they introduce speech. A sentence about several people names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.labels import CASE, PERSON_NOUN, ends_in_person, role_of
from ccg_corpus.quotations.labels.several import goes_on_to_another
from ccg_corpus.quotations.prose.silence import acts, is_denied, is_mute, is_silent
from ccg_corpus.quotations.score.voice import without_marks
from ccg_corpus.quotations.speakers.elsewhere.apposed import said_of
from ccg_corpus.quotations.speakers.subjects import (
    NO_PERSON,
    ONE_OF,
    is_behind_preposition,
    is_subject,
    no_person,
    opens_into,
)
from ccg_corpus.quotations.speakers.verbs import SAYING, VERB, VERBS, VerbPattern, any_case, cased
from ccg_corpus.vocabulary import RoleMention, Roles

_GENERIC = AnyCase(
    r"\b(?P<noun>(?:study |research |survey |interview |focus group )?(?:participants?|interviewees?|"
    r"respondents?|informants?|key informants?|speakers?|discussants?|panell?ists?|interlocutors?)|individuals?|persons?|people|"
    r"members?|others?|adults?|colleagues?)\b",
)
# people one may quote who take part in a study by the very word
PARTICIPANT_WORD = AnyCase(
    r"\b(?:participants?|interviewees?|respondents?|informants?|focus groups?|interviews?|"
    r"(?:was|were|been) interviewed|told us|free[- ]text|survey comments?|diary|quotes?|quotations?|"
    r"verbatim|excerpts?|extracts?|their own words|transcripts?)\b",
)
_SOME = VerbPattern(
    rf"\b(?P<who>some|many|others?|several|most|a few|another|one|they)\s+(?:of (?:them|these|the \w+)\s+)?(?:\w+ly\s+|still\s+|also\s+|even\s+|had\s+)?(?:{VERBS})\b",
)
_ONE = AnyCase(r"\b(?:one|1|another|a|an|this|the (?:same|other|first|second))\s+$")
_DETERMINED = cased(
    r"\b(?P<det>[Oo]ne|1|[Aa]nother|[Aa]n?)\s+(?P<noun>(?:[a-z][\w’'-]*\s+){0,3}?[a-z][\w-]+)\s+(?:\([^)]{1,40}\)\s+)?"
    r"(?:(?:aged|from|at|in)\s[^,.:;()“”]{1,40}?,?\s+)?"  # "a carpenter in her forties"
    rf"(?:who\b[^.:;]{{3,90}}?,?\s+|,[^,:;]{{3,60}},\s+)?(?P<verb>(?:also |further |simply |then |succinctly |specifically )?(?:{VERBS}))\b",
)
# "one of the porters recalled"
_OF_THE = cased(
    r"\b(?:[Oo]ne|1|[Aa]nother)\s+of\s+(?:the|our|these|those|their)\s+(?P<noun>(?:[a-z][\w’'-]*\s+){0,2}?"
    r"[a-z][\w-]+s)\s+(?:\([^)]{1,40}\)\s+)?(?:who\b[^.:;]{3,90}?,?\s+|,[^,:;]{3,60},\s+)?"
    rf"(?P<verb>(?:also |further |simply |then )?(?:{VERBS}))\b",
)
_VERBLESS = AnyCase(
    r"\b(?:according to|in the words of|words of|quot(?:e|ation|ing)s? (?:from|of|by)|voiced by|"
    r"expressed by|described by|noted by|said by|explained by|stated by|reported by|summari[sz]ed by|"
    r"illustrated by|put by|from|by|for|to quote)\s+(?:(?:one|a|an|another|the|this)\s+)?(?:\w+\s+)?$",
)
_ACCORDING = AnyCase(
    r"\b(?:according to|in the words of|words of|quot(?:e|ation|ing)s? (?:from|of|by)|voiced by|"
    r"expressed by|described by|noted by|said by|explained by|stated by|reported by|summari[sz]ed by|"
    r"illustrated by|put by|to quote)\s+"
    r"(?:(?:one|a|an|another|the|this)\s+|one of (?:the|our)\s+)?(?:\w+\s+)?$"
)
_WORDS_FROM = AnyCase(r"\b(?:from|by|for)\s+(?:(?:one|a|an|another|the|this)\s+)(?:\w+\s+)?$")
_FROM_ONE = re.compile(r"\s*(?:\([^)]*\))?(?:\s+(?:at|in|of|from|on|with)\s+[^.,:;]{1,40})?:\s*")
_ASKS = AnyCase(r"(?:ask(?:ed|s|ing)|questioned)\s+(?!why|how|himself|herself|themsel)\w+")
_OWN_WORDS = re.compile(
    r"['’]s? (?:own )?(?:words|comment|view|account|description|reflection)\b[^.;]{0,40}$"
)
_PEOPLE = re.compile(
    r"\s+(?:respondent|interviewee|participant|informant|member|colleague|representative)s?\b"
)
MAX_BEHIND_NAME = 40  # code points between who is quoted and the words
_SUBJECT_VERB_GAP = 110  # code points between a subject and its verb
_SENTENCE_END = re.compile(r"[.?!][\"”’)]*\s+")
# what may stand before the subject of a sentence
_OPENING_WORDS = re.compile(r"\s*(?:[A-Z][a-z]+(?: [a-z]+){0,3},\s+|As\s+|Here,?\s+)?")
_ID_AFTER = re.compile(r"^\s*\(?\s*(?!FGD?[- ]?\d)(?P<id>[A-Z]{1,4}[- ]?\d{1,4}[a-z]?)\b")
_ID_SUBJECT = re.compile(
    r"\b(?!FGD?\s?\d)(?P<id>(?P<who>GP|[A-ZÀ-Þ][a-zà-ÿ-]{2,})\s*#?\s*\d{1,4}|[A-Z]{1,3}\d{1,4}|"
    r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor)\.? [A-Z](?!\.? (?!(?:Dr|Mr|Mrs|Ms|Miss|Prof)\b)[A-Z]))\b(?!\))"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Someone who is said to speak. `role` is None where the words are only "one participant"."""

    words: str
    span: Span
    role: str | None
    roles: tuple[str, ...]
    plural: bool
    weight: float  # how directly the sentence introduces speech: 1 a verb, 2 a verb of saying
    sure: bool = True  # it is the subject of the verb; else somebody is named, but nobody knows who
    participant: str | None = None
    case: bool = False  # its case is named in brackets beside it
    name: str | None = None  # a person on the record
    organisation: str | None = None


def speaker_before(text: str, roles: Roles, people: Set[str] = frozenset()) -> Mention | None:
    """Who the author's words before a quotation introduce; offsets are those of `text`.

    `people` are nouns that the document itself uses for those it spoke to.

    The last sentence that lets somebody speak decides. Words in marks name nobody.
    """
    text = without_marks(text)
    found = list(_candidates(text, roles, people))
    sure = [mention for mention in found if mention.sure]
    best: Mention | None = None
    for start in reversed(_sentence_starts(text)):
        here = [mention for mention in sure if mention.span.start >= start]
        best = _best(here)
        if best and best.words.lower() != "they":
            hearsay = _HEARSAY.search(text, best.span.end)
            return _unsure(best) if hearsay else _with_id(text, best)
        if best is None and _is_of_another(text, start, sure, roles):
            return _best([_unsure(mention) for mention in found])
        # "they" goes on about the one before, if it was one
        sure = [mention for mention in sure if mention.span.start < start or mention is best]
    if best:
        return best
    return _best(found)


# "The matron told me that Nurse 4 had said:": whose words they are is said by somebody else
_HEARSAY = re.compile(
    r"\b(?:that|how)\s+(?:(?-i:[A-ZÀ-Þ])[\w’'-]*(?:\s#?\d{1,4})?|(?:an?|the|one|another)\s+[\w-]+(?:\s+[\w-]+)?)\s+"
    r"(?:had\s+|has\s+|once\s+|also\s+)*(?:said|told\s+\w+|replied|shouted|put it|asked\s+\w+)\b[^.;“\"]{0,30}[:,]\s*$",
    re.I,
)


def _is_of_another(text: str, start: int, sure: Sequence[Mention], roles: Roles) -> bool:
    """Whether the sentence tells what somebody else does than whom a sentence before it lets speak:
    "Cleaner 5 spoke of her knees. Cleaner 6 did not." Whose words follow it, nobody knows."""
    end = next((match.end() for match in _SENTENCE_END.finditer(text, start)), len(text))
    if text[start:end].rstrip()[-1:] not in (".", "?", "!"):
        return False
    opening = _OPENING_WORDS.match(text, start).end()  # type: ignore[union-attr]
    before = [mention for mention in sure if mention.span.start < start]
    code = _ID_SUBJECT.match(text, opening)
    if code and (not code["who"] or _is_person(code["who"], roles)):
        same = any(mention.participant == code["id"] for mention in before)
        return not same and (acts(text, code.end()) or is_silent(text, code.end()))
    somebody = _A_PERSON.match(text, opening) if before else None
    if somebody is None or not acts(text, somebody.end()):
        return False
    noun = somebody["noun"]
    known = roles.resolve(noun) or roles.resolve(noun.split()[-1])
    if known is None and (not ends_in_person(noun) or no_person(noun)):
        return False
    alike = {mention.role for mention in before} & {known, role_of(noun, roles)[0]}
    return not (alike - {None} and somebody["det"].lower() == "the")


_A_PERSON = re.compile(
    r"(?P<det>[Oo]ne|[Aa]nother|[Aa]n?|[Tt]he|[Tt]his|[Hh]is|[Hh]er|[Tt]heir)\s+(?P<noun>(?:[a-z-]+\s+)?[a-z-]+?)(?=\s+(?:\w+ly\s+)?\w+)"
)


def _best(mentions: Sequence[Mention]) -> Mention | None:
    """The one who speaks most directly; of equals the last."""
    return max(reversed(mentions), key=_rank, default=None)


def _sentence_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text))]


PRONOUN_SAYS = any_case(
    rf"^[\s,.]*(?:(?:s?he|they)\s+(?:also |then )?(?:{VERBS})|(?:{VERBS})\s+(?:s?he|they))\b"
)


def _rank(mention: Mention) -> tuple[bool, float, int]:
    return (mention.weight >= 2, 0.0 if mention.plural else 1.0, mention.span.start)


def _with_id(text: str, mention: Mention) -> Mention:
    behind = text[mention.span.end :]
    if mention.participant:
        return mention
    match = _ID_AFTER.match(behind)
    bracket = re.match(
        r"\s*(?:interviewee|participant|respondent|informant)?\s*\(([^()]{1,60})\)", behind
    )
    return replace(
        mention,
        participant=match["id"] if match else None,
        case=bool(bracket and CASE.search(bracket.group(1))),
    )


def _candidates(text: str, roles: Roles, people: Set[str]) -> Iterator[Mention]:
    found = roles.find(text)
    verbs = [Span(*match.span()) for match in VERB.finditer(text)]
    for role in found:
        mention = _from_role(text, role, roles, verbs)
        if mention:
            yield mention
    for match in _GENERIC.finditer(text):
        if any(role.span.overlaps(Span(*match.span())) for role in found):
            continue
        if any(0 <= match.start() - role.span.end <= 1 for role in found):
            continue  # "GP interviewee": the role is said
        sure = says(text, match.start(), match.end(), verbs)
        weight = sure or _weight(text, match.start(), match.end(), verbs)
        plural = bool(re.search(r"(?:s|people|men|women)$", match.group(), re.I)) and not _is_one(
            text, match.start()
        )
        if weight:
            span = Span(*match.span())
            words = text[span.start : span.end]
            said = said_of(text, span, roles) if sure and not plural else None
            if said:
                place = said.span
                yield Mention(words, place, said.role, said.roles, False, weight)
                continue
            chosen = sure and not plural and words.lower() == "key informant"
            chosen = chosen and not text.startswith(
                ",", span.end
            )  # "a key informant, a cook, said"
            own, wider = role_of("key informant", roles) if chosen else (None, ())
            yield Mention(words, span, own, wider, plural, weight, sure=bool(sure))
    for match in _ID_SUBJECT.finditer(text):
        if match["who"] and not _is_person(match["who"], roles):
            continue  # "Table 3"
        if _BEHIND_ANOTHER.search(text[: match.start()]):
            continue  # "P3, P4 and P5 said": who of them, nobody knows
        more = goes_on_to_another(text, match.end())
        if more:
            weight = says(text, match.start(), more, verbs)
            if weight:
                span = Span(match.start(), more)
                yield Mention(text[span.start : more], span, None, (), True, weight)
            continue
        sure = max(says(text, match.start(), match.end(), verbs), _introduces(text, match))
        weight = sure or _weight(text, match.start(), match.end(), verbs)
        before = (role.span.end for role in found)
        if weight and not any(0 <= match.start() - end <= 1 for end in before):
            mention = _coded(match, roles, weight)
            yield mention if sure else _unsure(mention)
    for match in _SOME.finditer(text) if verbs else ():
        weight = 1.0 if match["who"] == "they" else 2.0
        span = Span(*match.span("who"))
        yield Mention(text[span.start : span.end], span, None, (), True, weight)
    if verbs:
        yield from _unknown_roles(text, roles, found, people)


_BEHIND_ANOTHER = re.compile(
    r"\d[a-z]?\s*(?:,?\s*\b(?:and|or|as well as|along with|together with)|&)\s*$"
)
_SUCH_AS = AnyCase(r"\b(?:such as|for example|for instance|namely|including|as with|like)[\s,:]*$")
_DONE = VerbPattern(rf"\b(?:{VERBS}|\w+ed|was|were|is|are|had|gave|went|spoke|heard)\b")


def _introduces(text: str, match: re.Match[str]) -> float:
    """2 where a code stands before the colon, or is the one subject of the sentence before it:
    "such as P7:", "However, P7 looked at it otherwise:"."""
    if text.rstrip()[-1:] != ":":
        return 0.0
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, len(text) - 1)), default=0)
    alone = len(_ID_SUBJECT.findall(text, start)) == 1
    opens = _OPENING_WORDS.fullmatch(text, start, match.start()) is not None
    goes_on = re.match(r"\s+[a-z]", text[match.end() :]) is not None
    before = re.fullmatch(r"\s*:\s*", text[match.end() :]) is not None
    if before:  # "P3 told P7:" and "they turned to P7:" are about P7, who may be silent
        own = text[start : match.start()]
        return 2.0 if alone and (_SUCH_AS.search(own) or not _DONE.search(own)) else 0.0
    return 2.0 if alone and opens and goes_on and not is_mute(text, match.end()) else 0.0


def _coded(match: re.Match[str], roles: Roles, weight: float) -> Mention:
    """ "Participant 4 said", "According to P7": a code as the subject."""
    who = match["who"]
    role, wider = role_of(who, roles) if who and not _GENERIC.search(who) else (None, ())
    span = Span(*match.span("id"))
    return Mention(match["id"], span, role, wider, False, weight, participant=match["id"])


def _is_person(word: str, roles: Roles) -> bool:
    """Whether a word before a number makes it somebody's code: "Gardener 3"."""
    if _GENERIC.search(word) or word == "Subject":
        return True
    noun = word.rpartition("-")[2]  # "Lock-keeper 2"
    known = roles.resolve(word) is not None or PERSON_NOUN.fullmatch(noun) is not None
    return known and NO_PERSON.search(word) is None


def _from_role(text: str, role: RoleMention, roles: Roles, verbs: list[Span]) -> Mention | None:
    start, end = role.span.start, role.span.end
    people = _PEOPLE.match(text, end)  # "GP respondents": the people have the role
    many = role.plural or bool(people and people.group().endswith("s"))
    end = people.end() if people else end
    sure = says(text, start, end, verbs)
    weight = sure or _weight(text, start, end, verbs)
    if not weight:
        return None
    span = _with_modifiers(text, role)
    words = text[span.start : span.end]
    slug, wider = (role.slug, roles.broader(role.slug))
    if span != role.span and not role.plural:
        slug, wider = _modified(words, role, roles)
    one = _is_one(text, start)
    mention = Mention(words, span, slug, wider, role.plural and not one, weight)
    ended = many and not one and text.rstrip()[-1:] in ".?!"  # the next words may be anybody's
    return mention if sure and not ended else _unsure(mention)


def _unsure(mention: Mention) -> Mention:
    """The mention of somebody who need not be the one who speaks."""
    return replace(mention, role=None, roles=(), participant=None, sure=False)


def _is_one(text: str, start: int) -> bool:
    """Whether one person is meant: "one participant", "one of the porters"."""
    return bool(_ONE.search(text[:start]) or ONE_OF.search(text[:start]))


_MODIFIER = re.compile(r"([a-z][\w-]+)\s+$")
_NO_MODIFIER = re.compile(
    r"^(?:one|another|an?|the|this|that|these|some|many|several|most|all|both|each|every|other|"
    r"first|second|third|same|as|by|from|of|and|or|with|for|to|in|on|at|non-clinical|senior|female|"
    r"male|young|older|experienced|our|their|his|her|two|three|four|few|local|single|"
    r"said|told|between|among|former|new|different|participating|interviewed|\w+ly|\w+ed)$",
    re.I,
)


def _with_modifiers(text: str, role: RoleMention) -> Span:
    """The role with the nouns before it that make it another: "a screen reader user"."""
    start = role.span.start
    for _ in range(3):
        match = _MODIFIER.search(text[:start])
        if match is None or _NO_MODIFIER.match(match.group(1)):
            break
        start = match.start()
    if start == role.span.start or not re.search(r"\b(?:one|another|an?)\s+$", text[:start], re.I):
        return role.span
    return Span(start, role.span.end)


def _modified(words: str, role: RoleMention, roles: Roles) -> tuple[str, tuple[str, ...]]:
    slug, wider = role_of(words, roles)
    return (slug, wider) if slug else (role.slug, roles.broader(role.slug))


def says(text: str, start: int, end: int, verbs: list[Span]) -> float:
    """How directly a person at [start, end) is said to speak, as the sentence's subject or behind
    "according to"; 0 where it is not plain that it is this person."""
    near = [v for v in verbs if end <= v.start and v.end <= end + _SUBJECT_VERB_GAP][:2]
    near = [verb for verb in near if is_subject(text, start, end, verb.start)]
    near = [verb for verb in near if not is_denied(text, end, verb.start, verb.end)]
    verb = next((verb for verb in near if not _ASKS.match(text, verb.start)), None)
    if verb:
        return 2.0 if SAYING.match(text, verb.start) else 1.0
    if text.rstrip()[-1:] in ".?!":
        return 0.0
    if opens_into(text, start, end) and not near:
        return 1.0
    before, after = text[max(0, start - 40) : start], text[end:]
    if _OWN_WORDS.match(after) and not is_behind_preposition(text, start):
        return 2.0
    if _ACCORDING.search(before) and len(after.strip(" ,:(")) < MAX_BEHIND_NAME:
        return 2.0
    if _WORDS_FROM.search(before) and _FROM_ONE.fullmatch(after):
        return 1.0  # "… from the ward sister:"
    return 0.0


def _weight(text: str, start: int, end: int, verbs: list[Span]) -> float:
    """How likely it is that somebody at [start, end) or near is made to speak; 0 if not at all."""
    after = text[end : end + _SUBJECT_VERB_GAP]
    near = (verb for verb in verbs if end <= verb.start and verb.end <= end + _SUBJECT_VERB_GAP)
    verb = None if is_behind_preposition(text, start) else next(near, None)
    if verb and is_denied(text, end, verb.start, verb.end):
        return 0.0
    if verb and not re.search(r"[.;]\s", text[end : verb.start]):
        return 2.0 if SAYING.match(text, verb.start) else 1.0
    if text.rstrip()[-1:] in ".?!":
        return 0.0  # the sentence is over and nobody said anything
    if _VERBLESS.search(text[max(0, start - 40) : start]):
        return 2.0 if len(after.strip(" ,:(")) < 40 else 1.0
    if _OWN_WORDS.match(after):
        return 2.0
    if re.fullmatch(r"\s*(?:\([^)]*\))?\s*[,:]\s*", text[end:]):
        return 1.0  # "… from the ward sister:"
    return 0.0


def _unknown_roles(
    text: str, roles: Roles, found: tuple[RoleMention, ...], people: Set[str]
) -> Iterator[Mention]:
    """ "one physiologist noted": a person whom the vocabulary does not know, by the noun's ending."""
    one = ((match, False) for match in _DETERMINED.finditer(text))
    of_several = ((match, True) for match in _OF_THE.finditer(text))
    for match, of_many in (*one, *of_several):
        span = Span(*match.span("noun"))
        noun = match["noun"]
        if any(role.span.overlaps(span) for role in found) or _GENERIC.search(noun):
            continue
        last = noun.split()[-1]
        own = (re.sub(r"s$", "", last) if of_many else last) in people
        if not own and (not ends_in_person(noun) or no_person(noun)):
            continue
        slug, wider = role_of(re.sub(r"s$", "", noun) if of_many else noun, roles)
        weight = 2.0 if SAYING.search(match["verb"]) else 1.0
        mention = Mention(noun, span, slug, wider, False, weight)
        sure = is_subject(text, span.start, span.end, match.start("verb"))
        yield mention if sure else _unsure(mention)
