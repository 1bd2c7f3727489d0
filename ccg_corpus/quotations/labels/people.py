"""Words that name people: roles, names, organisations, and nouns that end as people's do.

In: a few words. Out: what they are. Shared by labels and by authors' sentences.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ccg_corpus.vocabulary import Roles
from ccg_corpus.vocabulary.forms import slug_of

TITLE = re.compile(r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Lord)\.?\s+", re.I)
NAME_WORD = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-][A-ZÀ-Þ]?[a-zà-ÿ]+)*|[A-Z]\.")
ORGANISATION = re.compile(
    r"\b(?:NHS|CCG|ICB|Trust|Foundation|University|Hospital|Hospitals|College|Council|Institute|"
    r"Association|Society|Ministry|Department|Agency|Alliance|Federation|Ltd|Inc|GmbH|Charity|"
    r"Centre|Center|School|Network|Partnership|Academy|Authority|Group|Union|Company)\b"
)
# nouns for people that no vocabulary lists: "a cyclist", "one campaigner"
PERSON_NOUN = re.compile(
    r"\b(?!(?:older|younger|other|another|former|higher|lower|later|earlier|further|better|greater|"
    r"larger|smaller|longer|however|never|ever|over|under|after|whether|either|neither|rather|together|"
    r"number|order|paper|matter|letter|chapter|transfer|summer|winter|cancer|fever|gender|power|offer|"
    r"computer|newsletter|answer|cover|super|inter|per|for|or|nor|major|minor|senior|junior|prior|"
    r"exterior|interior|factor|error|behaviou?r|labou?r|favou?r|colou?r|hono?ur|indoor|outdoor|"
    r"november|december|october|september|committee|degree|fee|coffee|three|free|see|agree|list|exist|"
    r"asian|indian|italian|african|australian|canadian|christian|american|brazilian|european|median)s?$)"
    r"[^\W\d_]*(?:er|or|ist|[^aeiou]ian|ee|eon|man|men|yst|woman|women|person|people|lead|head|chief|"
    r"staff|member|nurse|(?:stud|resid|respond|superintend|presid|ag|adolesc|par|pati|cli)ent|"
    r"(?:assist|consult|particip|attend|account|inform|migr|immigr|applic|occup|pharmac|descend)ant|"
    r"adult|advocate|expert|rep|representative|executive|aide|coach|officer|official|colleague|"
    r"champion|pilot|chair|architect|carer|wife|mum|dad|peer|associate|graduate|candidate|delegate|professional|"
    r"principal|guard|cook|clerk|chef|priest|monk|nun|guide|host|judge|smith|vicar|bursar|registrar|"
    r"scholar|steward|shepherd|goatherd|cowherd|\w*wright|\w*monger|deputy|apprentice|pupil|warden|physio|sister|brother|aunt|uncle|scribe|intern|"
    r"captain|sergeant|constable|tenant|client|escort|neighbou?r|scout|usher|"
    r"individual|veteran|youth|child|children|teen|paramedic|mechanic|academic|medic|cleric|trustee)s?$",
    re.I,
)
# trades that no vocabulary lists and no pseudonym is: first names end as "Carter" and "Harper" do
TRADE = re.compile(
    r"(?:\w*(?:keeper|maker|worker|driver|grower|seller|dealer|owner|holder|dresser|cutter|builder|binder|"
    r"wright|monger|herd|master|mistress|sweeper|picker|binder|singer|painter|cleaner)|"
    r"(?:fisher|post|milk|chair|ferry|boat|door|police|fire|crafts|fore|dust|work|sales|spokes|lines)(?:man|woman|person)|"
    r"baker|smith|blacksmith|miller|porter|cook|weaver|potter|sailor|skipper|waller|milker|drover|joiner|plumber|butcher|"
    r"grocer|roofer|thatcher|gardener|caretaker|librarian|sexton|waiter|waitress|dyer|carder|shearer|ringer|warden|"
    r"tenant|clerk|guard|guide|priest|monk|nun|vicar|bursar|registrar|apprentice|pupil|steward|constable|sergeant|"
    r"lodger|landlord|landlady|settler|villager|shepherd|usher|midwife|housewife|widow|widower|orphan)s?",
    re.I,
)
# what a transcript puts in brackets, and capitalised words that are no pseudonyms
STOP_NAMES = frozenset(
    [
        *("yes", "no", "the", "and", "note", "sic", "ibid", "appendix", "online", "italics"),
        *("laughs", "laughing", "laughter", "chuckle", "chuckles", "chuckling", "giggles"),
        *("pause", "pauses", "silence", "crying", "sighs", "smiles", "whispers", "shrugs"),
        *("coughs", "crosstalk", "interruption", "inaudible", "emphasis", "translated"),
        *("results", "methods", "background", "objective", "objectives", "conclusion", "abstract"),
        *("conclusions", "introduction", "discussion", "ed", "eds", "undated", "forthcoming"),
        *("male", "female", "contributors", "funding", "english", "french"),
        *("january", "february", "march", "april", "may", "june", "july", "august"),
        *("september", "october", "november", "december", "england", "london", "uk", "usa"),
    ]
)
_DESCRIPTIVE = re.compile(
    r"^(?:an?|the|one|another|same|female|male|young|older|old|experienced|registered|anonymous|"
    r"retired|(?:full|part)-time|white|black|asian)\s+",
    re.I,
)


# "Northland Case Study CHW": the study is no part of the role
_STUDY_BEFORE = re.compile(r"^.*\bCase Study(?: e)?\s+(?=[A-Z])")
# "man with NCC": what somebody has is no role
_ONLY_WHO = re.compile(
    r"^(?P<who>(?:wo)?m[ae]n|fe?male|male|boy|girl|person|adult)\s+with\s.*", re.I
)


# "engineer at a carmaker", "nurse who keeps the stores": where and how somebody is what they are
_WHERE = re.compile(
    r"\s+(?:at|from|who|with|working|based|employed|leading|running|speciali[sz]ing|focus(?:ed|ing)|developing|"
    r"serving|studying|living|in(?! (?:charge|training|chief|residence|law|waiting)\b))\s.*$",
    re.I,
)


def without_place(words: str) -> str:
    """A role's words without where somebody works: "engineer at a carmaker" → "engineer".

    All of them where what is left is nobody: "Working with deer"."""
    what = _WHERE.sub("", words).strip(" ,")
    return what if what and ends_in_person(what) else words


def bare_role(part: str) -> str:
    """A role's words without an article or what describes the person: "one older nurse"."""
    words = part.strip()
    while match := _DESCRIPTIVE.match(words):
        words = words[match.end() :]
    return words


def is_person(words: str) -> bool:
    """Whether one word is a noun for people."""
    return " " not in words and ends_in_person(words)


def ends_in_person(words: str) -> bool:
    """Whether the last of some words is a noun for people."""
    if not words or words[-1].isspace():
        return PERSON_NOUN.search(words) is not None
    return _is_person_noun(words.rsplit(None, 1)[-1])


@lru_cache(maxsize=4096)
def _is_person_noun(word: str) -> bool:
    return PERSON_NOUN.search(word) is not None


# "FGD member", "interview participant": that somebody took part is no kind of people
_TOOK_PART = re.compile(
    r"(?:(?:fgd?|focus[- ]group(?: discussion)?|group(?: discussion)?|interview|discussion|workshop|study|research|panel)s?\s+)?"
    r"(?:members?|participants?|discussants?|panell?ists?|interviewees?|respondents?|speakers?|attendees?)",
    re.I,
)
# "villager participant": a villager
_WHO_TOOK_PART = re.compile(
    r"(?<=\w)\s+(?:participants?|respondents?|interviewees?|discussants?|panell?ists?)$", re.I
)


def role_of(words: str, roles: Roles) -> tuple[str | None, tuple[str, ...]]:
    """A role's slug and all broader ones; words outside the vocabulary keep themselves as slug."""
    bare = _ONLY_WHO.sub(r"\g<who>", _STUDY_BEFORE.sub("", bare_role(words)))
    if _TOOK_PART.fullmatch(bare):
        return None, ()
    who = _WHO_TOOK_PART.sub("", bare)
    if who != bare and (ends_in_person(who) or roles.resolve(who)):
        bare = who
    slug = roles.resolve(bare)
    if slug:
        return slug, roles.broader(slug)
    own = slug_of(bare)
    if not own:
        return None, ()
    wider = [own]
    what = without_place(bare)  # "engineer at a carmaker": an engineer
    if what != bare:
        wider.extend(roles.broader(roles.resolve(what) or slug_of(what)))
    for mention in roles.find(what):
        wider.extend(role for role in roles.broader(mention.slug) if role not in wider)
    return own, tuple(wider)
