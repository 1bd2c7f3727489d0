"""What a label says: "(GP, case study D)", "[P3, female, 45]", "(Participant # 5)", "(s224)".

In: a label's words, the role vocabulary, and what the document's own words are. Out: a `Label`
with its parts and a weight: how sure its words are a speaker's label and not a citation, an
abbreviation or the author's aside. A label says only what is printed in it.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field, replace

from ccg_corpus.vocabulary import Roles, slug_of

MAX_LABEL = 140  # code points
STRONG = 2.5  # a label of this weight may stand without quote marks

_NUMBER_WORD = r"one|two|three|four|five|six|seven|eight|nine|ten|alpha|beta|gamma|delta"
_SITE = (
    r"case stud(?:y|ies)|case|study site|site|locality|location|area|hospital|practice|clinic|ccg|"
    r"cs|trust|team|ward|organi[sz]ation|region|centre|center|school|community|district|county|"
    r"country|facility|unit|company|care home|nursing home|home|village|municipality|province"
)
CASE = re.compile(
    rf"\b(?P<word>{_SITE})\s*(?:no\.?|number|#)?\s*(?P<name>(?-i:[A-Z]{{1,2}}\d{{0,2}}|[IVX]{{1,4}})|"
    rf"\d{{1,3}}[A-Za-z]?|{_NUMBER_WORD})(?![\w-])",
    re.I,
)
_ID = re.compile(
    r"(?P<prefix>[^\W\d_][^\W\d_.'’/ &-]*(?:[ &'’/-][^\W\d_][^\W\d_.'’/ &-]*){0,5}?)?"
    r"(?P<gap>[\s._:#-]*(?:no\.?|number|#)?\s*)(?P<number>\d{1,4})(?P<suffix>[A-Za-z]{0,2})",
)
_CODE = re.compile(r"(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)+")
_FOOTNOTED = re.compile(r"(?P<prefix>[A-Z]{1,4}) [a-z] (?P<number>\d{1,3})")
_GENERIC = re.compile(
    r"(?:study |interview )?(?:participants?|part|p|pp|pt|ppt|respondents?|resp|r|interviewees?|"
    r"informants?|key informant|id|subjects?|persons?|individuals?|int|interview|i|speaker|case id|"
    r"record|transcript|ref|no|number|participant id)\.?",
    re.I,
)
_GROUP = re.compile(
    r"(?:fgd?|focus ?-?group(?: discussion)?|group(?: discussion)?|group interview|workshop|dyad|"
    r"pair|cohort|arm|panel|session|meeting|cycle|round|wave|phase|time(?: ?point)?|t|month|week|"
    r"day|year|visit|follow-?up|stage|level|grade|band|tier|line|lines|quote|q|item|question)",
    re.I,
)
_GROUP_PART = re.compile(
    r"(?:fgd?|focus ?-?group(?: discussion)?|group(?: discussion| interview)?|workshop|dyad)s?[\s#-]*"
    r"(?:\d{1,3}|(?-i:[A-Z]))(?:\s+(?:with|of|for)\s+[\w ,’'-]{2,50})?",
    re.I,
)
_INITIAL = re.compile(r"[A-Z]\.?")
_NO_ID = re.compile(r"(?:covid|type|table|figure|fig|box|page|p|pp|chapter|section|appendix|step|"
                    r"version|vol|volume|issue|n|aim|theme|domain|objective|hypothesis|model)",
                    re.I)  # fmt: skip
_SEX = re.compile(
    r"(?:cis(?:gender)?\s+|trans(?:gender)?\s+)?(?:female|male|woman|man|women|men|boy|girl|f|m|"
    r"non-?binary|nb|gender ?queer)",
    re.I,
)
_DESCRIBED = re.compile(r"(?:[^\W\d_][\w’'-]*[\s/-]+){1,3}\w+")  # "African American female"
_AGE = re.compile(
    r"(?:aged?|age\s*group)?[\s:]*(?:(?:early|mid|late)[\s-]*)?\d{1,3}(?:\s*[-–—to]+\s*\d{1,3})?"
    r"\s*\+?s?[\s-]*(?:years?(?:[\s-]*(?:old|of age))?|yrs?(?:[\s-]*old)?|y\.?/?o\.?|yo|y|months?(?: old)?)?",
    re.I,
)
_EXPERIENCE = re.compile(
    r"(?:<|>|≤|≥|over|under|about)?\s*\d{1,2}\+?\s*(?:[-–]\s*\d{1,2}\s*)?(?:years?|yrs?|months?)['’]?\s+\S.*",
    re.I,
)
_SOURCE = re.compile(
    r"(?P<survey>(?:online |national |postal |staff |patient |open[- ]ended |free[- ]text |written )*"
    r"(?:survey|questionnaire|free[- ]text(?: (?:comment|response|answer))?|open[- ]ended (?:comment|"
    r"response|answer|question)|comment|written (?:comment|response))s?(?: (?:response|respondent|"
    r"comment|answer|participant|data))?s?)|"
    r"(?:individual |group |follow-?up |baseline |exit |telephone |phone |field |first |second |third "
    r"|final |initial |reflective |research(?:er)?['’]?s? )*(?:interviews?|focus groups?|fgds?|diary|"
    r"diaries|field ?-?notes?|notes?|observations?|workshop|email|e-mail|journal|reflection|memo|"
    r"document|debrief|baseline|follow-?up|pre|post|pre-?\w*intervention|post-?\w*intervention|"
    r"transcript|audio ?diary|drawing|photo)(?: \d{1,3}| (?:one|two|three|four|[A-Z]))?",
    re.I,
)
_COMMENT = re.compile(
    r"(?:,|;|\s[-–—]|\s)\s*(?=(?:talking|speaking|referring|commenting|reflecting|responding|"
    r"describing|discussing|on being|when asked|in response|in answer|about|regarding|concerning|"
    r"original emphasis|emphasis (?:added|in original)|our (?:translation|emphasis)|translated)\b)",
    re.I,
)  # fmt: skip
_SPLIT = re.compile(r"\s*[,;|•·]\s*|\s+[-–—/]\s+|(?<=[a-z])/(?=[A-Z])|\s*:\s+")
_PLACE = re.compile(
    rf"\s+(?:in|at|from|of|for|,)?\s*(?=(?:{_SITE})\s*(?:no\.?|#)?\s*(?:[A-Z]\d?|\d{{1,3}}|[IVX]+)(?!\w))",
    re.I,
)
_CITATION = re.compile(
    r"\b(?:19|20)\d\d[a-z]?\b|\bet al\b|^\W*\d+(?:\s*[,–—-]\s*\d+)*\W*$|\bpp?\.\s*\d|\bibid|"
    r"^(?:see|e\.?g|i\.?e|cf|eg|ie|table|tables|figure|figures|fig|box|appendix|section|n\s*=|p\s*[<=>]|"
    r"ref|refs|chapter|note|http|www|doi|https?|available|italics|sic|author|authors)\b|[=<>%£$€]|\bvs\b",
    re.I,
)
_NO_LABEL = re.compile(
    r"(?:eg|ie|e\.g|i\.e|see|cf|including|such as|for example|n\s*=|aka|or|and|not|if|when|figure/table)\b",
    re.I,
)
_TITLE = re.compile(r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Lord)\.?\s+", re.I)
_NAME_WORD = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-][A-ZÀ-Þ]?[a-zà-ÿ]+)*|[A-Z]\.")
_ORGANISATION = re.compile(
    r"\b(?:NHS|CCG|ICB|Trust|Foundation|University|Hospital|Hospitals|College|Council|Institute|"
    r"Association|Society|Ministry|Department|Agency|Alliance|Federation|Ltd|Inc|GmbH|Charity|"
    r"Centre|Center|School|Network|Partnership|Academy|Authority|Group|Union|Company)\b"
)
_PERSON_NOUN = re.compile(
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
    r"champion|pilot|chair|carer|wife|mum|dad|peer|associate|graduate|candidate|delegate|professional|"
    r"individual|veteran|youth|child|children|teen|paramedic|mechanic|academic|medic|cleric|trustee)s?$",
    re.I,
)
_STOP_NAMES = frozenset(
    [
        "chuckle",
        "chuckles",
        "chuckling",
        "laughing",
        "giggles",
        "whispers",
        "shrugs",
        "coughs",
        "crosstalk",
        "interruption",
        "translated",
        "contributors",
        "funding","yes", "no", "the", "and", "laughs", "laughter", "pause", "pauses", "sic", "emphasis", "note", "inaudible",
     "ibid", "appendix", "online", "italics", "crying", "silence", "sighs", "smiles", "male", "female",
     "january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december", "england", "london", "uk", "usa", "french", "english"]
)  # fmt: skip
_PHRASE = re.compile(
    r"\b(?:by|is|are|was|were|be|to|that|who|which|will|can|as|their|our|his|her)\b"
)
_DESCRIPTIVE = re.compile(
    r"^(?:an?|the|one|another|female|male|young|older|old|experienced|registered|anonymous|"
    r"retired|(?:full|part)-time|white|black|asian)\s+",
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
        return self.weight >= 1.2


@dataclass(slots=True)
class _Reading:
    """A label while its parts are read."""

    weight: float = 0.0
    role_words: str | None = None
    participant: str | None = None
    prefix: str | None = None
    name: str | None = None
    organisation: str | None = None
    case: str | None = None
    group: str | None = None
    survey: bool = False
    talk: bool = False
    unknown: int = 0
    sexed: bool = False  # "male" is among the parts: "M" beside it is an initial
    kinds: list[str] = field(default_factory=list)


def case_label(word: str, name: str) -> str:
    """A case's label as the record has it: "D" of "case study D", "Site B" of "site B"."""
    if re.fullmatch(r"case(?: stud(?:y|ies))?|cs", word, re.I):
        return name
    return f"{word[0].upper()}{word[1:]} {name}" if word.islower() else f"{word} {name}"


def read_label(text: str, roles: Roles, common_words: Set[str] = frozenset()) -> Label | None:
    """Read the words of a label, without its brackets.

    `common_words` are the lower-case words of the document: a capitalised word that is among
    them is no pseudonym. Returns None where the words cannot be a label.
    """
    words = text.strip().strip("\"“”'‘’").strip(" .;,")
    if not words or len(words) > MAX_LABEL or not re.search(r"[A-Za-z]", words):
        return None
    if _NO_LABEL.match(words):
        return None
    aside, _, last = words.rpartition("; ")
    if aside and not re.search(r"\d", aside):
        label = read_label(last, roles, common_words)
        if label and label.strong and read_label(aside, roles, common_words) is None:
            return label  # "(see below; P7)": the author's aside is no part of it
    body, comment = _without_comment(words)
    reading = _Reading(weight=0.3 if comment else 0.0)
    parts = _parts(body)
    reading.sexed = any(_SEX.fullmatch(part) and len(part) > 2 for part in parts)
    for part in parts:
        _read_part(part, reading, roles, common_words)
    if len(parts) > 1 and all(_is_role(part, roles) for part in parts):
        reading.weight = 1.0  # "(MD, NP, RN)" lists roles; it names nobody
    reading.weight -= 0.8 * reading.unknown
    if _CITATION.search(body) and reading.weight < STRONG:
        return None
    if reading.weight < 1.0 or len(words.split()) > 18:
        return None
    return _finish(text.strip().strip(" .;,"), reading, roles)


def _without_comment(words: str) -> tuple[str, str]:
    match = _COMMENT.search(words)
    return (words[: match.start()], words[match.start() :]) if match else (words, "")


def _parts(body: str) -> list[str]:
    parts: list[str] = []
    for part in _SPLIT.split(body):
        split = _PLACE.split(part)
        parts.extend(piece.strip(" .\"“”'‘’") for piece in split if piece.strip(" .\"“”'‘’"))
    return parts


def _read_part(part: str, reading: _Reading, roles: Roles, common_words: Set[str]) -> None:
    for kind, read in _READERS:
        if read(part, reading, roles):
            reading.kinds.append(kind)
            return
    if _EXPERIENCE.fullmatch(part):
        reading.weight += 0.2
    elif _read_role(part, reading, roles):
        reading.kinds.append("role")
    elif _read_name(part, reading, common_words):
        reading.kinds.append("name")
    else:
        _read_loose(part, reading, roles)


def _read_case(part: str, reading: _Reading, roles: Roles) -> bool:
    match = CASE.search(part)
    if not match or reading.case is not None:
        return False
    rest = (part[: match.start()] + part[match.end() :]).strip(" ()")
    if rest and not roles.find(rest) and len(rest.split()) > 1:
        return False
    reading.case = case_label(match["word"], match["name"])
    reading.weight += 2.6
    if rest:
        _read_role(rest, reading, roles)
    return True


def _read_sex_age(part: str, reading: _Reading, roles: Roles) -> bool:
    pieces = [
        piece for piece in re.split(r"\s+|(?<=[FfMm])(?=\d)|(?<=\d)(?=[FfMm]$)", part) if piece
    ]
    if (
        _INITIAL.fullmatch(part)
        and reading.participant is None
        and (reading.sexed or part not in "MF")
    ):
        reading.participant = part  # ("B", female, 60, FG1)
        reading.weight += 0.4
        return True
    if _SEX.fullmatch(part) or (_SEX.fullmatch(part.split()[-1]) and _DESCRIBED.fullmatch(part)):
        reading.weight += 1.3
        return True
    if _AGE.fullmatch(part) and (not part.isdigit() or 3 < int(part) < 105):
        reading.weight += 1.3 if not part.isdigit() else 0.6
        return True
    if (
        len(pieces) in (2, 3, 4)
        and _SEX.fullmatch(pieces[0])
        and _AGE.fullmatch(" ".join(pieces[1:]))
    ):
        reading.weight += 2.0
        return True
    if len(pieces) > 1 and _SEX.fullmatch(pieces[-1]) and _AGE.fullmatch(" ".join(pieces[:-1])):
        reading.weight += 2.0
        return True
    return False


def _read_source(part: str, reading: _Reading, roles: Roles) -> bool:
    match = _SOURCE.fullmatch(part)
    if not match:
        return False
    reading.weight += 1.2
    reading.survey = reading.survey or bool(match["survey"])
    if re.search(r"participant|respondent", part, re.I) and len(part.split()) > 1:
        reading.role_words = reading.role_words or part  # "survey participant" is all it says
    reading.talk = reading.talk or bool(re.search(r"interview|focus|fgd|diar|observ", part, re.I))
    number = re.search(r"\d+", part)
    if number and reading.participant is None and re.match(r"int", part, re.I):
        reading.participant = part
        reading.weight += 1.4
    return True


def _read_group(part: str, reading: _Reading, roles: Roles) -> bool:
    """ "FG2", "focus group B with parents": the group, with what it is said to be."""
    match = _GROUP_PART.fullmatch(part)
    if not match:
        return False
    reading.group = reading.group or part
    reading.weight += 2.2
    return True


def _read_id(part: str, reading: _Reading, roles: Roles) -> bool:
    """A participant's code, alone or beside the role: "P3", "GP Chair 1", "nurse P3"."""
    footnoted = _FOOTNOTED.fullmatch(part)
    if footnoted:
        reading.participant = footnoted["prefix"] + footnoted["number"]
        reading.prefix = footnoted["prefix"]
        reading.weight += 3.0
        return True
    if _CODE.fullmatch(part) and not re.fullmatch(r"[A-Za-z]{4,}-\d+", part):
        _take_id(reading, part, re.match(r"[A-Za-z]*", part).group(), 2.8)  # type: ignore[union-attr]
        return True
    match = _ID.fullmatch(part)
    if match and _take_prefixed(match, part, reading, roles):
        return True
    return _read_id_within(part, reading, roles)


def _take_prefixed(match: re.Match[str], part: str, reading: _Reading, roles: Roles) -> bool:
    prefix = (match["prefix"] or "").strip()
    if not prefix or (_NO_ID.fullmatch(prefix) and not re.fullmatch("[pP]|PP", prefix)):
        return False
    if re.match(r"pp?[.\s]", part):
        return False  # "p. 269" is a page, "P12" and "p12" are people
    if _GROUP.fullmatch(prefix):
        reading.group = reading.group or part
        reading.weight += 2.2 if re.match(r"f|group|workshop|dyad", prefix, re.I) else 0.3
        return True
    role = roles.resolve(prefix) if not _GENERIC.fullmatch(prefix) else None
    known = role is not None or bool(_GENERIC.fullmatch(prefix))
    is_code = " " not in prefix and (len(prefix) <= 3 or (len(prefix) <= 5 and prefix.isupper()))
    if not known and not is_code and not _PERSON_NOUN.search(prefix) and not roles.find(prefix):
        return False
    if is_code and not known and prefix.lower() in ("and", "or", "of", "in", "at", "to", "the"):
        return False
    _take_id(reading, part, prefix, 3.0 if known or is_code else 2.6)
    if not is_code or role:
        reading.role_words = reading.role_words or (None if _GENERIC.fullmatch(prefix) else prefix)
    return True


def _take_id(reading: _Reading, part: str, prefix: str, weight: float) -> None:
    if reading.participant is None:
        reading.participant, reading.prefix = part, prefix
        reading.weight += weight
    else:
        reading.weight += 0.5


def _read_id_within(part: str, reading: _Reading, roles: Roles) -> bool:
    """ "nurse P3", "P3 nurse", "female GP07": a code and other words in one part."""
    words = part.split()
    if not 2 <= len(words) <= 5:
        return False
    for at in (0, len(words) - 1):
        rest = " ".join(words[1:] if at == 0 else words[:-1]).strip(" ()")
        if not re.fullmatch(r"\(?[A-Za-z]{1,4}[-#]?\d{1,4}[a-z]?\)?", words[at]):
            continue
        if not (roles.find(rest) or _PERSON_NOUN.search(rest) or _SEX.fullmatch(rest)):
            continue
        code = words[at].strip("()")
        _take_id(reading, code, re.match(r"[A-Za-z]*", code).group(), 3.0)  # type: ignore[union-attr]
        _read_part(rest, reading, roles, frozenset())
        return True
    return False


def _read_role(part: str, reading: _Reading, roles: Roles) -> bool:
    """A role the vocabulary has, or words around one: "GP member of Governing Body"."""
    words = _bare_role(part)
    if not words or len(words.split()) > 8 or re.search(r"\d", words):
        return False
    found = roles.find(words)
    if not found or re.search(r"[.?!:=]", words):
        return False
    reading.role_words = reading.role_words or words
    if any(mention.plural for mention in found) or part.lower().startswith("the "):
        reading.weight += 1.2  # "(GPs)" is an abbreviation explained, "[the user]" an insertion
    elif roles.resolve(words):
        reading.weight += 3.0
    elif not _PHRASE.search(words):
        reading.weight += 2.5 if len(words.split()) <= 5 else 1.2
    return True


def _is_role(part: str, roles: Roles) -> bool:
    return roles.resolve(_bare_role(part)) is not None


def _bare_role(part: str) -> str:
    words = part.strip()
    while match := _DESCRIPTIVE.match(words):
        words = words[match.end() :]
    return words


def _read_name(part: str, reading: _Reading, common_words: Set[str]) -> bool:
    """A pseudonym or a full name, by its capitals."""
    bare = _TITLE.sub("", part)
    words = bare.split()
    if not 1 <= len(words) <= 4 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    if any(word.lower().strip(".") in _STOP_NAMES for word in words):
        return False
    parts = [piece.lower() for word in words for piece in word.split("-")]
    if all(piece in common_words for piece in parts) or _ORGANISATION.search(part):
        return False
    if len(words) > 1 and bare == part and (reading.role_words or reading.participant):
        reading.weight += 0.3  # "Carer, Nether Saltby": a place; a person's name comes first
        return True
    if len(words) > 1 or bare != part:
        reading.name = reading.name or part
        reading.weight += 1.6
    else:
        reading.participant = reading.participant or part
        reading.weight += 1.5
    return True


def _read_loose(part: str, reading: _Reading, roles: Roles) -> None:
    """Words of no known kind: an organisation, a role of its own words, or nothing of ours."""
    if _ORGANISATION.search(part) and part[:1].isupper():
        reading.organisation = reading.organisation or part
        reading.weight += 0.4
        return
    words = _bare_role(part)
    last = re.split(r"\s+(?:of|for|in|at|with|from)\s+", words)[0]
    if (
        _PERSON_NOUN.search(last)
        and len(words.split()) <= 6
        and re.fullmatch(r"[^\W\d_][\w’'& -]*", words)
    ):
        if reading.role_words is None:
            reading.role_words = words
        reading.weight += 1.4
        return
    reading.unknown += 1


_READERS = (
    ("case", _read_case),
    ("person", _read_sex_age),
    ("source", _read_source),
    ("group", _read_group),
    ("id", _read_id),
)


def _finish(text: str, reading: _Reading, roles: Roles) -> Label:
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


def role_of(words: str, roles: Roles) -> tuple[str | None, tuple[str, ...]]:
    """A role's slug and all broader ones; words outside the vocabulary keep themselves as slug."""
    bare = _bare_role(words)
    slug = roles.resolve(bare)
    if slug:
        return slug, roles.broader(slug)
    own = slug_of(bare)
    wider: list[str] = [own]
    for mention in roles.find(bare):
        wider.extend(role for role in roles.broader(mention.slug) if role not in wider)
    return (own, tuple(wider)) if own else (None, ())
