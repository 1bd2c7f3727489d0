"""A label whole: its words → a `Label`, or nothing where they are no label.

In: the words between a label's brackets, the vocabulary, the document's own lower-case words.
Out: a `Label`. Citations, abbreviations and authors' asides are none. Hyphens of any kind are read
as what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace

from ccg_corpus.quotations.labels.facts import Parts
from ccg_corpus.quotations.labels.others import is_direction
from ccg_corpus.quotations.labels.parts import read_part
from ccg_corpus.quotations.labels.people import PERSON_NOUN, bare_role, role_of, without_place
from ccg_corpus.quotations.labels.places import IN_GROUP, PLACE
from ccg_corpus.quotations.labels.several import Several, several_in
from ccg_corpus.quotations.labels.shapes import GENERIC, GROUP_PART, SEX
from ccg_corpus.vocabulary import Roles

MAX_KNOWN_PART = 5  # words of a part of a long label that may name a role or a person
MAX_LABEL = 140  # code points
MAX_CODED_LABEL = 260  # of a label that begins with a participant's code
MAX_WORDS, MAX_CODED_WORDS = 18, 40
MAX_PART_WORDS = 7  # of a part whose words nobody knows, in a label that begins with a code
STRONG = 2.5  # a label of this weight may stand without quote marks
SPEAKS = 1.2  # a label of this weight names a speaker, be it weakly

_COMMENT = re.compile(
    r"(?:,|;|\s[-–—]|\s)\s*(?=(?:talking|speaking|referring|commenting|reflecting|responding|"
    r"describing|discussing|on being|when asked|in response|in answer|about|regarding|concerning|"
    r"original emphasis|emphasis (?:added|in original)|our (?:translation|emphasis)|translated)\b)",
    re.I,
)  # fmt: skip
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SPLIT = re.compile(r"\s*[,;|•·]\s*|\s+[-–—/]\s+|(?<=[a-z])/(?=[A-Z])|(?<=\d)/(?=[A-Za-z])|\s*:\s+")
_CITATION = re.compile(
    r"\b(?:19|20)\d\d[a-z]?\b|\bet al\b|^\W*\d+(?:\s*[,–—-]\s*\d+)*\W*$|\bpp?\.\s*\d|\bibid|"
    r"^(?:see|e\.?g|i\.?e|cf|eg|ie|table|tables|figure|figures|fig|box|appendix|section|n\s*=|p\s*[<=>]|"
    r"ref|refs|chapter|note|http|www|doi|https?|available|italics|sic|author|authors)\b|[=<>%£$€]|\bvs\b",
    re.I,
)
_REFERENCE = re.compile(
    r"\bet al\b|[A-ZÀ-Þ][\w’'-]+,? (?:and|&) [A-ZÀ-Þ][\w’'-]+,? (?:19|20)\d\d|https?:|doi\.org|\d\s?\(\d[^()]{0,9}\)\s?:|\d{1,3}:\s?\d+[-–]\d"
)
_NUMBERED_NOUN = re.compile(r"(?P<noun>[A-Z][a-z]{2,}(?: [a-z]{3,}){0,2}) #?\d{1,3}\b")
# hyphens as they look; what nobody sees is left out where right-to-left words kept it
_HYPHENS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒−﹣－", "-"),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066"
                        "\u2067\u2068\u2069\ufeff"),
    }
)  # fmt: skip
_LETTER, _DIGIT = re.compile(r"[A-Za-z]"), re.compile(r"\d")
_UNSEEN = {sign: shown for sign, shown in _HYPHENS.items() if shown is None}
_DASH_WITHIN = re.compile(r"(?<=\w)–(?=[A-Z\d](?!\w))")  # "Case–B"
_BEGINS_CODED = re.compile(r"[^\W\d_]{1,14}[\s#-]{0,2}\d{1,4}[a-z]?\s*[,;(|·•]")
_OF_SEVERAL = re.compile(r"^(?:both|all|also|again|same)\s+(?=[A-Z])")  # "both Nurse 13"
_HOW_MANY = re.compile(r"[,;]\s*n\s*=\s*\d{1,4}$")
_RANGE_OF_CODES = re.compile(r"(?P<letters>[A-Z]{1,4})\s?\d{1,4}\s?[-–]\s?(?P=letters)\s?\d{1,4}")
_NUMBER_AND_AGE = re.compile(r"(?P<number>\d{1,3}):\s*\d{1,3}\s*(?:years?|yrs?|y)\b[^,;]{0,20}")
_REGISTRY = re.compile(r"\b(?:NCT|ISRCTN|ACTRN|ChiCTR|EudraCT|CRD|DRKS|JPRN|UMIN)\W{0,2}\d")
# an effect with its interval: "SMD −0·28, 95% CI −0·43 to −0·13"
_INTERVAL = re.compile(r"\d\s?%\s?(?:CI|CrI|confidence)\b|\bp\s?[<=>≤≥]\s?0?[.·]\d", re.I)
_NO_LABEL = re.compile(
    r"(?:eg|ie|e\.g|i\.e|see|cf|including|such as|for example|n\s*=|aka|or|and|not|if|when|figure/table|my|our|his|her|their|your)\b",
    re.I,
)


CODES = ("codes",)  # the kind of a label that lists several people's codes


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label, read. Every field is as printed, None where the label is silent."""

    text: str
    weight: float
    role: str | None = None  # slug
    roles: tuple[str, ...] = ()
    participant: str | None = None
    prefix: str | None = None  # the letters of a code: "SP" of "SP10"
    name: str | None = None
    organisation: str | None = None
    case: str | None = None
    group: str | None = None
    survey: bool = False
    talk: bool = False  # it names a focus group or an interview
    kinds: tuple[str, ...] = ()  # what its parts are, in order: ("role", "case")

    @property
    def strong(self) -> bool:
        """Whether the words can be nothing but a speaker's label."""
        return self.weight >= STRONG

    def of(self, name: str) -> Label:
        """This label for one of the people it names: "Ana, 7; Ben, 4" for Ben's turn."""
        return replace(self, participant=name) if self.names(name) else self

    def names(self, name: str) -> bool:
        """Whether the label has this name among its words."""
        return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self.text))

    @property
    def speaks(self) -> bool:
        """Whether it names a speaker at all, be it weakly."""
        return self.weight >= SPEAKS


def read_label(
    text: str,
    roles: Roles,
    common_words: Set[str] = frozenset(),
    codes: Set[str] = frozenset(),
) -> Label | None:
    """Read the words of a label, without its brackets.

    `common_words` are the lower-case words of the document: a capitalised word that is among
    them is no pseudonym. `codes` are code letters that it explains. Returns None where the words cannot be a label.
    """
    text = text.strip()
    if not _LETTER.search(text):
        return None
    words = _DASH_WITHIN.sub("-", text.translate(_HYPHENS)).strip("\"“”'‘’").strip(" .;,")
    words = _HOW_MANY.sub("", _OF_SEVERAL.sub("", words))
    if _RANGE_OF_CODES.fullmatch(words):
        return Label(text, SPEAKS + 0.1, kinds=CODES)
    coded = _BEGINS_CODED.match(words) is not None
    if not words or len(words) > (MAX_CODED_LABEL if coded else MAX_LABEL):
        return None
    if not _LETTER.search(words) or _REGISTRY.search(words) or _INTERVAL.search(words):
        return None
    if _NO_LABEL.match(words) or _REFERENCE.search(words) or is_direction(words):
        return None
    several = several_in(words)
    if several:
        rest = words[several.end :].strip(" ,;:().|/")
        return _of_several(text, several, read_label(rest, roles, common_words, codes), roles)
    numbered = _NUMBER_AND_AGE.fullmatch(words)
    if numbered:
        number = numbered["number"]
        return Label(text, STRONG + 0.5, participant=number, kinds=("id", "person"))
    aside, _, last = words.rpartition("; ")
    if aside and not _DIGIT.search(aside):
        label = read_label(last, roles, common_words, codes)
        if label and label.strong and read_label(aside, roles, common_words, codes) is None:
            return label  # "(see below; P7)": the author's aside is no part of it
    if not coded and len(words.split()) > MAX_WORDS and not _DIGIT.search(words):
        return None  # neither long facts beside a code nor a list of codes
    body, comment = _without_comment(words)
    reading = Parts(weight=0.3 if comment else 0.0, codes=codes)
    parts = _split(body)
    reading.sexed = any(SEX.fullmatch(part) and len(part) > 2 for part in parts)
    for at, part in enumerate(parts):
        reading.last = at == len(parts) - 1
        read_part(part, reading, roles, common_words)
    if len(parts) > 1 and all(_is_role(part, roles) for part in parts):
        reading.weight = 1.0  # "(MD, NP, RN)" lists roles; it names nobody
    if len(parts) > 2 and set(reading.kinds) == {"name"}:
        return None  # "(Kenya, Malawi, Mozambique)" lists names; it names nobody
    if len(parts) > 1 and set(reading.kinds) == {"id"} and _lists_codes(parts):
        return Label(text, SPEAKS + 0.1, kinds=CODES)
    reading.take_group_as_person()
    told = coded and reading.kinds[:1] == ["id"] and _are_short(parts)
    unknown = min(reading.unknown, 1.25) if told else float(reading.unknown)
    if told and unknown == 1 and not _DIGIT.search("".join(parts[1:])):
        unknown = 0.5  # "Warden 3, north": one fact that nobody knows beside a code
    reading.weight -= 0.8 * unknown
    if _CITATION.search(body) and reading.weight < STRONG:
        return None
    if reading.weight < 1.0 or len(words.split()) > (MAX_CODED_WORDS if told else MAX_WORDS):
        return None
    return _finish(without_unseen(text).strip(" .;,"), reading, roles)


def _of_several(text: str, several: Several, rest: Label | None, roles: Roles) -> Label:
    """ "Bakers 5 and 6, Site B": what is said of all of them, and no one of them."""
    noun = several.noun or ""
    slug = roles.resolve(noun)
    if slug is None and PERSON_NOUN.fullmatch(noun) and not GENERIC.fullmatch(noun):
        slug = noun
    role, wider = role_of(slug, roles) if slug else (None, ())
    if role is None and rest:
        role, wider = rest.role, rest.roles
    return Label(
        text=without_unseen(text).strip(" .;,"),
        weight=(STRONG if role else SPEAKS) + 0.1,
        role=role,
        roles=wider,
        case=rest.case if rest else None,
        group=rest.group if rest else None,
        kinds=CODES,
    )


def _lists_codes(parts: list[str]) -> bool:
    """ "G5, G18, G52": codes of several; it names nobody, and in reviews it cites studies."""
    codes = [re.fullmatch(r"([A-Za-z]{1,4})[\s#-]?\d{1,4}", part) for part in parts]
    return len({code[1] for code in codes if code}) == 1 and all(codes)


def _are_short(parts: list[str]) -> bool:
    """Whether the parts of a long label are facts and no sentences."""
    return all(len(part.split()) <= MAX_PART_WORDS for part in parts)


def without_unseen(text: str) -> str:
    """A label's words without direction marks and the like, which no reader sees."""
    return text if text.isascii() else text.translate(_UNSEEN)


def read_known(
    text: str, roles: Roles, common_words: Set[str] = frozenset(), codes: Set[str] = frozenset()
) -> Label:
    """What is known of the words of an attribution that the document's habit proves to be one.

    At any length; parts that say nothing known are passed over, and the label keeps its own words.
    """
    words = text.strip().strip("\"“”'‘’").strip(" .,;")
    reading = Parts(codes=codes)
    parts = [part for part in _split(words) if not _REFERENCE.search(part)]
    reading.sexed = any(SEX.fullmatch(part) and len(part) > 2 for part in parts)
    for at, part in enumerate(parts):
        reading.last = at == len(parts) - 1
        known = part if len(part.split()) <= MAX_KNOWN_PART else without_place(part)
        if len(known.split()) <= MAX_KNOWN_PART:
            read_part(known, reading, roles, common_words)
    numbered = _NUMBERED_NOUN.match(words)
    if numbered and reading.role_words is None and _is_noun(numbered["noun"], common_words):
        reading.role_words = numbered["noun"]
        reading.participant = reading.participant or numbered.group()
    return _finish(text.strip(), reading, roles)


def _is_noun(words: str, common_words: Set[str]) -> bool:
    """Whether the document prints the words in lower case too: "Skipper 4", "two skippers"."""
    last = words.lower().split()[-1]
    return bool({last, last + "s", last + "es", last.removesuffix("y") + "ies"} & common_words)


def _without_comment(words: str) -> tuple[str, str]:
    match = _COMMENT.search(words)
    return (words[: match.start()], words[match.start() :]) if match else (words, "")


def _split(body: str) -> list[str]:
    parts: list[str] = []
    if "(" in body:
        body = _IN_BRACKETS.sub(r", \1", body)  # "GP65 (Rural)" has two parts
    for part in _SPLIT.split(body.replace("/", " / ") if body.count("/") > 1 else body):
        split = [piece for place in PLACE.split(part) for piece in IN_GROUP.split(place)]
        parts.extend(piece.strip(" .\"“”'‘’") for piece in split if piece.strip(" .\"“”'‘’"))
    return parts


def _is_role(part: str, roles: Roles) -> bool:
    return roles.resolve(bare_role(part)) is not None


def _informant(text: str) -> str | None:
    """ "Key informant 3": how somebody was chosen, where nothing else is said of them."""
    found = re.search(r"(?:^|[,;(]\s*)(?:[A-Z][\w-]* )?key informant(?! interview)\b", text, re.I)
    return "key informant" if found else None


def _finish(text: str, reading: Parts, roles: Roles) -> Label:
    said = reading.role_words or _informant(text)
    role, wider = role_of(said, roles) if said else (None, ())
    label = Label(
        text=text,
        weight=reading.weight,
        role=role,
        roles=wider,
        participant=reading.participant,
        prefix=reading.prefix,
        name=reading.name,
        organisation=reading.organisation,
        case=reading.case,
        group=reading.group,
        survey=reading.survey,
        talk=reading.group is not None or reading.talk,
        kinds=tuple(reading.kinds),
    )
    is_group = GROUP_PART.fullmatch(label.text) is not None  # its code is nobody in it
    if label.participant is None and label.group == label.text and not is_group:
        return replace(label, participant=label.group)
    return label
