"""Who an author's sentence says is speaking: "As one CCG chief officer noted:", "said one nurse".

In: the author's words before or after a quotation. Out: a `Mention` with its role, if the words
state one, and how directly they introduce speech. A sentence about several people names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ccg_corpus.model import Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.labels import CASE, PERSON_NOUN, case_label, role_of
from ccg_corpus.vocabulary import RoleMention, Roles

_VERBS = (
    r"sa(?:id|ys?|ying)|stat(?:ed?|es|ing)|not(?:ed?|es|ing)|comment(?:ed|s|ing)?|explain(?:ed|s|ing)?|"
    r"describ(?:ed?|es|ing)|report(?:ed|s|ing)?|observ(?:ed?|es|ing)|remark(?:ed|s|ing)?|"
    r"suggest(?:ed|s|ing)?|recall(?:ed|s|ing)?|reflect(?:ed|s|ing)?|express(?:ed|es|ing)?|add(?:ed|s|ing)|"
    r"(?:told|tells?|telling)|put(?:s|ting)? it|argu(?:ed?|es|ing)|contend(?:ed|s)?|claim(?:ed|s|ing)?|"
    r"complain(?:ed|s|ing)?|lament(?:ed|s)?|mention(?:ed|s|ing)?|emphasi[sz](?:ed?|es|ing)|"
    r"highlight(?:ed|s|ing)?|point(?:ed|s|ing)? (?:out|to)|warn(?:ed|s)?|shar(?:ed?|es|ing)|"
    r"illustrat(?:ed?|es|ing)|acknowledg(?:ed?|es|ing)|admit(?:ted|s)?|believ(?:ed?|es|ing)|"
    r"felt|feels?|feeling|th(?:ought|inks?)|recogni[sz](?:ed?|es|ing)|indicat(?:ed?|es|ing)|"
    r"elaborat(?:ed?|es|ing)|summari[sz](?:ed?|es|ing)|articulat(?:ed?|es|ing)|conclud(?:ed?|es)|"
    r"respon(?:ded|ds?|ding)|answer(?:ed|s)?|repl(?:ied|ies|y)|ask(?:ed|s)|wonder(?:ed|s)?|"
    r"stress(?:ed|es)|agre(?:ed?|es)|disagreed|insist(?:ed|s)|confirm(?:ed|s)?|clarif(?:ied|ies)|"
    r"perceiv(?:ed?|es)|view(?:ed|s)|saw|refer(?:red|s) to|spoke|speaks?|talk(?:ed|s)|"
    r"wrote|writes?|continu(?:ed?|es)|discuss(?:ed|es)|expand(?:ed|s)|joked?|conced(?:ed?|es)|"
    r"identif(?:ied|ies)|demonstrat(?:ed?|es)|reveal(?:ed|s)|experienc(?:ed?|es)|expect(?:ed|s)|"
    r"appreciat(?:ed?|es)|worr(?:ied|ies)|questioned|cautioned|advised|maintained|declared|"
    r"exclaimed|confessed|narrated|related|relayed|verbali[sz]ed|disclosed|outlined|quipped|"
    r"deemed|found it|called|termed|labell?ed|dubbed|characteri[sz]ed|likened|compared|cited|"
    r"proposed|recommended|preferred|wanted|hoped|feared|realized|realised|understood|valued|"
    r"considered|regarded|offered|provided|gave|showed|touched on|raised|voiced|echoed|noticed"
)
VERB = AnyCase(rf"\b(?:{_VERBS})\b")
# verbs that can only introduce speech; the others also tell what people did
SAYING = AnyCase(
    r"\b(?:sa(?:id|ys?|ying)|stat(?:ed|es|ing)|not(?:ed|es|ing)|comment(?:ed|s|ing)|explain(?:ed|s|ing)?|"
    r"describ(?:ed|es|ing)|remark(?:ed|s|ing)|recall(?:ed|s|ing)|express(?:ed|es|ing)|told|"
    r"put(?:s|ting)? it|lament(?:ed|s)|reflect(?:ed|s|ing)|observ(?:ed|es)|add(?:ed|s)|"
    r"elaborat(?:ed|es)|summari[sz](?:ed|es)|shar(?:ed|es)|repl(?:ied|ies)|respond(?:ed|s)|"
    r"complain(?:ed|s)|emphasi[sz](?:ed|es)|articulat(?:ed|es)|exclaimed|mention(?:ed|s)|"
    r"report(?:ed|s)|stress(?:ed|es)|point(?:ed|s) out|illustrat(?:ed|es|ing)|highlight(?:ed|s)|"
    r"wrote|in (?:his|her|their|one|the) (?:own )?words?|words of)\b",
)
_GENERIC = AnyCase(
    r"\b(?P<noun>(?:study |research |survey |interview |focus group )?(?:participants?|interviewees?|"
    r"respondents?|informants?|key informants?|speakers?|discussants?)|individuals?|persons?|people|"
    r"members?|others?|adults?|colleagues?)\b",
)
# people one may quote who take part in a study by the very word
PARTICIPANT_WORD = AnyCase(
    r"\b(?:participants?|interviewees?|respondents?|informants?|focus groups?|interviews?|"
    r"(?:was|were|been) interviewed|told us|free[- ]text|survey comments?|diary|quotes?|quotations?|"
    r"verbatim|excerpts?|extracts?|their own words|transcripts?)\b",
)
_SOME = AnyCase(
    rf"\b(?P<who>some|many|others?|several|most|a few|another|one|they)\s+(?:of (?:them|these|the \w+)\s+)?(?:\w+ly\s+|still\s+|also\s+|even\s+|had\s+)?(?:{_VERBS})\b",
)
_ONE = AnyCase(r"\b(?:one|1|another|a|an|this|the (?:same|other|first|second))\s+$")
_DETERMINED = re.compile(
    r"\b(?P<det>one|1|another|an?)\s+(?P<noun>(?:[a-z][\w’'-]*\s+){0,3}?[a-z][\w-]+)\s+(?:\([^)]{1,40}\)\s+)?"
    rf"(?:who\b[^.:;]{{3,90}}?,?\s+|,[^,:;]{{3,60}},\s+)?(?P<verb>(?:also |further |simply |then |succinctly |specifically )?(?:{_VERBS}))\b",
)
_NO_PERSON = AnyCase(
    r"\b(?:study|studies|paper|article|report|review|author|theme|finding|example|issue|survey|"
    r"argument|question|factor|item|category|number|majority|model|theory|researcher|scholar|"
    r"table|figure|element|component|parameter|driver|barrier|enabler|offer|order|matter|letter|"
    r"measurement|document|statement|comment|moment|agreement|improvement|department|indicator|"
    r"newspaper|writer|centre|center|year|quarter|topic|metric|aspect|characteristic|statistic|"
    r"reason|concern|consideration|challenge|observer)s?$",
)
_VERBLESS = AnyCase(
    r"\b(?:according to|in the words of|words of|quot(?:e|ation|ing)s? (?:from|of|by)|voiced by|"
    r"expressed by|described by|noted by|said by|explained by|stated by|reported by|summari[sz]ed by|"
    r"illustrated by|put by|from|by|for|to quote)\s+(?:(?:one|a|an|another|the|this)\s+)?(?:\w+\s+)?$",
)
# behind a preposition somebody is spoken about, not speaking
_OBJECT = AnyCase(
    r"\b(?:with|of|to|about|towards?|between|among|than|like|against|without|through|for|on|by|from|in|at|"
    r"including|their|his|her)\s+(?:(?:the|an?|their|his|her|our|its|each|every|other|some|many|most|all|"
    r"other|these|those|one)\s+)*(?:[\w-]+\s+)?$",
)
_SUBJECT_VERB_GAP = 110  # code points between a subject and its verb
_SENTENCE_END = re.compile(r"[.?!][\"”’)]*\s+")
# what may stand before the subject of a sentence
_OPENING_WORDS = re.compile(r"\s*(?:[A-Z][a-z]+(?: [a-z]+){0,3},\s+|As\s+|Here,?\s+)?")
_ID_AFTER = re.compile(r"^\s*\(?\s*(?P<id>[A-Z]{1,4}[- ]?\d{1,4}[a-z]?)\b")
_ID_SUBJECT = re.compile(
    r"\b(?P<id>(?:(?:Participant|Respondent|Interviewee|Informant|Patient|Nurse|GP|Student|Subject)"
    r"\s*#?\s*\d{1,4}|[A-Z]{1,3}\d{1,4}))\b(?!\))"
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
    participant: str | None = None
    case: bool = False  # its case is named in brackets beside it
    name: str | None = None  # a person on the record
    organisation: str | None = None


def speaker_before(text: str, roles: Roles) -> Mention | None:
    """Who the author's words before a quotation introduce; offsets are those of `text`."""
    best: Mention | None = None
    for mention in _candidates(text, roles):
        if best is None or _rank(mention) >= _rank(best):
            best = mention
    return _with_id(text, best) if best else None


# "Jo Moss, chief officer of Fen CCG, came out and told us:" – a person on the record
_NAME = r"(?:(?:Dr|Mr|Mrs|Ms|Professor|Prof|Sir|Dame|Cllr|Councillor)\.? )?[A-ZÀ-Þ][\w’'-]+(?: [A-Z]\.)?(?: [A-ZÀ-Þ][\w’'-]+){1,2}"
_NAMED = re.compile(
    rf"(?:^|(?<=[.?!:;,\"”’] ))(?P<name>{_NAME})(?:, | (?=who ))(?P<what>(?:who |an? |the )?[^.:;]{{4,160}}?)(?=,|\s(?:{_VERBS})\b|[.:;]|$)"
)
_NO_NAME = re.compile(
    r"(?:In|The|At|As|For|One|Another|An?|On|By|With|From|This|These|When|While|Case|Site|Figure|Table|Box|NHS|"
    r"However|Although|After|Before|According|Similarly|Finally|Some|Many|Most|Others?)\b"
)
_OF = re.compile(
    r"\b(?:of|at|for|from|in|chairs|leads|runs|heads) (?:the )?(?P<organisation>(?:[A-ZÀ-Þ][\w’'&-]*)(?: (?:(?:of|for|and|the|&) )?[A-ZÀ-Þ][\w’'&-]*)*)"
)
_ROLE_VERBS = {"chairs": "chair", "leads": "lead", "heads": "head", "runs": "manager"}


def named_person(text: str, roles: Roles) -> Mention | None:
    """A person with a full name and a position, in a grey-literature sentence.

    "wrote" is what cited authors do: a person who wrote is not one who was spoken to.
    """
    found = None
    for match in _NAMED.finditer(text):
        what = match["what"]
        if _NO_NAME.match(match["name"]) or roles.find(match["name"]):
            continue
        mentions = roles.find(what)
        verb = next(
            (role for verb, role in _ROLE_VERBS.items() if re.search(rf"\b{verb}\b", what)), None
        )
        if not mentions and verb is None:
            continue
        if re.search(
            r"\b(?:wrote|writes|argues?|argued|et al)\b", text[match.start() : match.end() + 60]
        ):
            continue
        slug = mentions[0].slug if mentions else roles.resolve(verb or "") or verb
        of = _OF.search(what)
        found = Mention(
            match["name"], Span(*match.span("name")), slug, roles.broader(slug or ""), False, 2.0,
            name=match["name"], organisation=of["organisation"] if of else None,
        )  # fmt: skip
    return found


PRONOUN_SAYS = re.compile(
    rf"^[\s,.]*(?:(?:s?he|they)\s+(?:also |then )?(?:{_VERBS})|(?:{_VERBS})\s+(?:s?he|they))\b",
    re.I,
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


def _candidates(text: str, roles: Roles) -> Iterator[Mention]:
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
        weight = _weight(text, match.start(), match.end(), verbs)
        plural = bool(
            re.search(r"(?:s|people|men|women)$", match.group(), re.I)
        ) and not _ONE.search(text[: match.start()])
        if weight:
            span = Span(*match.span())
            yield Mention(text[span.start : span.end], span, None, (), plural, weight)
    for match in _ID_SUBJECT.finditer(text):
        weight = max(_weight(text, match.start(), match.end(), verbs), _introduces(text, match))
        before = (role.span.end for role in found)
        if weight and not any(0 <= match.start() - end <= 1 for end in before):
            yield _coded(match, roles, weight)
    for match in _SOME.finditer(text) if verbs else ():
        weight = 1.0 if match["who"] == "they" else 2.0
        span = Span(*match.span("who"))
        yield Mention(text[span.start : span.end], span, None, (), True, weight)
    if verbs:
        yield from _unknown_roles(text, roles, found)


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
    return 2.0 if before or (alone and opens and goes_on) else 0.0


def _coded(match: re.Match[str], roles: Roles, weight: float) -> Mention:
    """ "Participant 4 said", "According to P7": a code as the subject."""
    role = roles.resolve(re.sub(r"\s*#?\s*\d+$", "", match["id"]))
    wider = roles.broader(role) if role else ()
    span = Span(*match.span("id"))
    return Mention(match["id"], span, role, wider, False, weight, participant=match["id"])


def _from_role(text: str, role: RoleMention, roles: Roles, verbs: list[Span]) -> Mention | None:
    weight = _weight(text, role.span.start, role.span.end, verbs)
    if not weight:
        return None
    span = _with_modifiers(text, role)
    words = text[span.start : span.end]
    slug, wider = (role.slug, roles.broader(role.slug))
    if span != role.span and not role.plural:
        slug, wider = _modified(words, role, roles)
    return Mention(words, span, slug, wider, role.plural, weight)


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


def _weight(text: str, start: int, end: int, verbs: list[Span]) -> float:
    """How a person at [start, end) is tied to the speech that follows `text`; 0 if not at all."""
    after = text[end : end + _SUBJECT_VERB_GAP]
    near = (verb for verb in verbs if end <= verb.start and verb.end <= end + _SUBJECT_VERB_GAP)
    verb = None if _OBJECT.search(text[max(0, start - 40) : start]) else next(near, None)
    if verb and not re.search(r"[.;]\s", text[end : verb.start]):
        return 2.0 if SAYING.match(text, verb.start) else 1.0
    if text.rstrip()[-1:] in ".?!":
        return 0.0  # the sentence is over and nobody said anything
    if _VERBLESS.search(text[max(0, start - 40) : start]):
        return 2.0 if len(after.strip(" ,:(")) < 40 else 1.0
    if re.match(r"['’]s? (?:own )?(?:words|comment|view|account|description|reflection)", after):
        return 2.0
    if re.fullmatch(r"\s*(?:\([^)]*\))?\s*[,:]\s*", text[end:]):
        return 1.0  # "… from the ward sister:"
    return 0.0


def _unknown_roles(text: str, roles: Roles, found: tuple[RoleMention, ...]) -> Iterator[Mention]:
    """ "one physiologist noted": a person whom the vocabulary does not know, by the noun's ending."""
    for match in _DETERMINED.finditer(text):
        span = Span(*match.span("noun"))
        noun = match["noun"]
        if any(role.span.overlaps(span) for role in found) or _GENERIC.search(noun):
            continue
        if not PERSON_NOUN.search(noun) or _NO_PERSON.search(noun) or VERB.search(noun):
            continue
        slug, wider = role_of(noun, roles)
        weight = 2.0 if SAYING.search(match["verb"]) else 1.0
        yield Mention(noun, span, slug, wider, False, weight)


_AFTER = re.compile(
    rf"^[\s,.]*(?:(?P<verb>{_VERBS})\s+(?P<who>(?:(?:one|another|an?|the)\s+)?[\w’'-]+(?:\s+[\w’'-]+){{0,4}})"
    rf"|(?P<who2>(?:one|another|an?|the|this)\s+[\w’'-]+(?:\s+[\w’'-]+){{0,3}}?)\s+(?:\((?P<code>[^()]{{1,40}})\)\s+)?(?:also |further )?(?P<verb2>{_VERBS}))\b",
    re.I,
)


def speaker_after(text: str, roles: Roles, *, comma_inside: bool = False) -> Mention | None:
    """Who the author's words right behind a quotation name: "…, said one nurse".

    `comma_inside`: the quotation's own last sign is the comma, as American printers have it.
    """
    match = _AFTER.match(text[:120])
    if match is None:
        return None
    group = "who" if match["who"] else "who2"
    if group == "who2" and text.lstrip()[:1] != "," and not comma_inside:
        return None
    code = match["code"] if group == "who2" else None
    participant = code if code and re.fullmatch(r"(?:[A-Za-z]+\s?)?#?\s?\w?\d{1,4}", code) else None
    span = Span(*match.span(group))
    words = match[group]
    found = [role for role in roles.find(text[: span.end]) if span.holds(role.span)]
    if found:
        role = found[0]
        wider = roles.broader(role.slug)
        return Mention(words, role.span, role.slug, wider, role.plural, 2.0, participant)
    if _GENERIC.search(words):
        return Mention(words, span, None, (), False, 2.0, participant)
    return _unknown_behind(words, span, participant, roles)


_ONE_PERSON = AnyCase(r"(?:one|another|an?|the)\s+(?:\w[\w’'-]*\s+){0,2}?(?P<noun>[a-z][\w-]+)")


def _unknown_behind(
    words: str, span: Span, participant: str | None, roles: Roles
) -> Mention | None:
    """ "…, one driver said": a person the vocabulary does not know, by the noun's ending."""
    match = _ONE_PERSON.match(words)
    if match is None:
        return None
    noun = words[slice(*match.span("noun"))]
    known = PERSON_NOUN.search(noun) and not _NO_PERSON.search(noun) and not VERB.search(noun)
    if not known and not participant:
        return None
    slug, wider = role_of(noun, roles) if known else (None, ())
    at = span.start + match.start("noun")
    return Mention(noun, Span(at, at + len(noun)), slug, wider, False, 2.0, participant)


def case_in(text: str) -> tuple[str, Span] | None:
    """The one case or site that an author's words name, and where; None for none or several."""
    found = [
        (case_label(match["word"], match["name"]), Span(*match.span()))
        for match in CASE.finditer(text)
        if match["name"][0].isupper() or match["name"].isdigit()
    ]
    labels = {label for label, _ in found}
    return found[-1] if len(labels) == 1 else None
