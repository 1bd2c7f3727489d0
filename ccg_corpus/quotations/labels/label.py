"""A label whole: its words → a `Label`, or nothing where they are no label.

In: the words between a label's brackets, the vocabulary, the document's own lower-case words.
Out: a `Label`. Citations, abbreviations and authors' asides are none.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace

from ccg_corpus.quotations.labels.parts import SEX, Parts, read_part
from ccg_corpus.quotations.labels.people import bare_role, role_of
from ccg_corpus.quotations.labels.places import PLACE
from ccg_corpus.vocabulary import Roles

MAX_LABEL = 140  # code points
STRONG = 2.5  # a label of this weight may stand without quote marks
SPEAKS = 1.2  # a label of this weight names a speaker, be it weakly

_COMMENT = re.compile(
    r"(?:,|;|\s[-–—]|\s)\s*(?=(?:talking|speaking|referring|commenting|reflecting|responding|"
    r"describing|discussing|on being|when asked|in response|in answer|about|regarding|concerning|"
    r"original emphasis|emphasis (?:added|in original)|our (?:translation|emphasis)|translated)\b)",
    re.I,
)  # fmt: skip
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
_NO_LABEL = re.compile(
    r"(?:eg|ie|e\.g|i\.e|see|cf|including|such as|for example|n\s*=|aka|or|and|not|if|when|figure/table|my|our|his|her|their|your)\b",
    re.I,
)


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
    words = text.strip().strip("\"“”'‘’").strip(" .;,")
    if not words or len(words) > MAX_LABEL or not re.search(r"[A-Za-z]", words):
        return None
    if _NO_LABEL.match(words) or _REFERENCE.search(words):
        return None
    aside, _, last = words.rpartition("; ")
    if aside and not re.search(r"\d", aside):
        label = read_label(last, roles, common_words, codes)
        if label and label.strong and read_label(aside, roles, common_words, codes) is None:
            return label  # "(see below; P7)": the author's aside is no part of it
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
    reading.weight -= 0.8 * reading.unknown
    if _CITATION.search(body) and reading.weight < STRONG:
        return None
    if reading.weight < 1.0 or len(words.split()) > 18:
        return None
    return _finish(text.strip().strip(" .;,"), reading, roles)


def _without_comment(words: str) -> tuple[str, str]:
    match = _COMMENT.search(words)
    return (words[: match.start()], words[match.start() :]) if match else (words, "")


def _split(body: str) -> list[str]:
    parts: list[str] = []
    body = re.sub(r"\s*\(([^()]*)\)", r", \1", body)  # "GP65 (Rural)" has two parts
    for part in _SPLIT.split(body.replace("/", " / ") if body.count("/") > 1 else body):
        split = PLACE.split(part)
        parts.extend(piece.strip(" .\"“”'‘’") for piece in split if piece.strip(" .\"“”'‘’"))
    return parts


def _is_role(part: str, roles: Roles) -> bool:
    return roles.resolve(bare_role(part)) is not None


def _finish(text: str, reading: Parts, roles: Roles) -> Label:
    role, wider = role_of(reading.role_words, roles) if reading.role_words else (None, ())
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
    if label.participant is None and label.group == label.text:
        return replace(label, participant=label.group)
    return label
