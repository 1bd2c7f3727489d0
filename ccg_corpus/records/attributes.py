"""What a printed label says of a person beside the name: sex, age, focus group, experience.

Comes in: a label as printed and the code or name in it. Goes out: `Attributes`, each None where the
label is silent. They tell two people of one letter apart, and are shown; nothing is guessed from
them. A part that could be two things ("12 years" behind a job) is left unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccg_corpus.text.words import fold

_PART = re.compile(r"\s*[,;|•·/()\[\]_]\s*|\s+[-–—]\s+|:\s+")
_QUOTES = "\"'“”‘’„«»`"
_SEXES = {
    "female": "female", "f": "female", "woman": "female", "girl": "female", "lady": "female",
    "male": "male", "m": "male", "man": "male", "boy": "male", "gentleman": "male",
    "non-binary": "non-binary", "nonbinary": "non-binary", "nb": "non-binary",
}  # fmt: skip
_WORDS = "|".join(sorted((one for one in _SEXES if len(one) > 1), key=len, reverse=True))
_SEX = re.compile(rf"(?P<sex>{_WORDS}|f|m)", re.I)
_SEX_WORD = re.compile(rf"(?<![\w-])(?:{_WORDS})(?![\w-])", re.I)
_YEARS = r"(?:years?|yrs?|y)"
_AGE = re.compile(
    rf"(?P<aged>aged?(?:\s*group)?)?[\s:=]*(?P<part>(?:early|mid|late)[\s-]*)?(?P<low>\d{{1,3}})"
    rf"(?:\s*(?:[-–—]|to)\s*(?P<high>\d{{1,3}}))?(?P<more>\s*\+)?(?P<decade>\s*['’]?s)?"
    rf"[\s-]*(?P<unit>{_YEARS}|months?|mos?)?\.?(?P<old>[\s/-]*(?:old|of age|o\.?(?:ld)?))?",
    re.I,
)
_SEX_AGE = re.compile(
    rf"(?P<sex>{_WORDS}|[FM])[\s-]*(?P<age>(?:aged?\s*)?\d.*)|"
    rf"(?P<age2>(?:aged?\s*)?\d.*?)[\s-]*(?P<sex2>{_WORDS}|[FM])",
    re.I,
)
_IN_THEIR = re.compile(
    r"(?<!\w)in (?:her|his|their) (?:(?P<part>early|mid|late)[\s-]*)?(?P<decade>\d0s)$", re.I
)
_EXPERIENCE = re.compile(
    rf"(?:over|under|about|more than|less than|[<>≤≥~])?\s*\d{{1,2}}\+?(?:\s*[-–]\s*\d{{1,2}})?\s*\+?"
    rf"[\s-]*(?:{_YEARS}|months?)\.?['’]?s?['’]?\s+(?!old\b|of age\b)\S.*",
    re.I,
)
_GROUP = re.compile(
    r"(?P<noun>fgd?|focus[\s-]?group(?:[\s-]discussion)?|group(?:[\s-](?:discussion|interview))?|"
    r"workshop|dyad)s?[\s#-]*(?:no\.?|number)?\s*(?P<name>\d{1,3}|(?-i:[A-Z]))"
    r"(?:\s+(?:with|of|for)\s+.{2,60})?",
    re.I,
)
_YOUNGEST, _GROWN, _OLDEST, _NEXT_DECADE = 4, 16, 104, 9
_PARTS_OF_DECADE = {"early": (0, 4), "mid": (3, 7), "late": (6, 9)}


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a label says of a person, each in one form: "51", "60-69", "FG1"; None where silent."""

    sex: str | None = None
    age: str | None = None
    group: str | None = None
    experience: str | None = None

    def known(self) -> dict[str, str]:
        """Those that are stated, by name."""
        pairs = (("sex", self.sex), ("age", self.age), ("group", self.group),
                 ("experience", self.experience))  # fmt: skip
        return {name: value for name, value in pairs if value is not None}


@dataclass(frozen=True, slots=True)
class _Sure:
    """What may be an age where the label does not call it one.

    `number`: a number alone, which behind a code may be a line of the transcript; `years`: "34
    years", which behind a job may be spent in it; `child`: "7 years", which behind a code may be
    the time of an interview.
    """

    number: bool = False
    years: bool = False
    child: bool = False


_UNSURE = _Sure()


def read_attributes(label: str, who: str, *, has_role: bool) -> Attributes:
    """What a label says of the person whose code or name in it is `who`.

    `has_role`: the label names a job, so that "12 years" alone is not sure to be an age.
    """
    found: dict[str, str] = {}
    parts = _parts(label, who)
    has_sex = any(name == "sex" for part in parts for name, _ in _read(part, _UNSURE))
    is_numbered = any(sign.isdecimal() for sign in who)
    sure = _Sure(number=has_sex or not is_numbered, years=not has_role, child=not is_numbered)
    for part in parts:
        for name, value in _read(part, sure):
            found.setdefault(name, value)
    return Attributes(**found)


def is_group(who: str) -> bool:
    """Whether words name a focus group, and nobody in it."""
    return bool(_GROUP.fullmatch(who.strip()))


def group_key(group: str) -> str:
    """What a group is compared by: "FG 2" and "focus group 2 with parents" are one."""
    match = _GROUP.fullmatch(group)
    if match is None:
        return fold(group)
    noun = "group" if match["noun"][0] in "fFgG" else fold(match["noun"])
    return f"{noun} {match['name'].lstrip('0').casefold()}"


def are_other_groups(group: str, other: str) -> bool:
    """Whether nobody is in both: the same people may come to several workshops."""
    keys = group_key(group), group_key(other)
    return keys[0] != keys[1] and not any(key.startswith("workshop ") for key in keys)


def age_span(age: str) -> tuple[float, float]:
    """The youngest and the oldest that an age may be, in years."""
    match = _AGE.fullmatch(age)
    if match is None:
        return 0.0, 200.0
    low = float(match["low"])
    high = float(match["high"] or low)
    if match["part"]:
        first, last = _PARTS_OF_DECADE[match["part"].strip(" -").lower()]
        low, high = low + first, low + last
    elif match["decade"]:
        high += _NEXT_DECADE
    elif match["more"]:
        high = 200.0
    if (match["unit"] or "").lower().startswith("mo"):
        low, high = low / 12, high / 12
    return low, high


def _parts(label: str, who: str) -> list[str]:
    """The parts of a label but its own code or name; of several people's label the person's."""
    people = [one for one in label.split(";") if "," in one]
    own = [one for one in people if _names(one, who)]
    if len(people) > 1 and len(own) == 1:
        label = own[0]
    parts = [part.strip(f" .{_QUOTES}") for part in _PART.split(label)]
    if who in parts:
        parts.remove(who)
    else:
        parts = [_without(part, who) for part in parts]
    return [part for part in parts if part]


def _names(words: str, who: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(who)}(?!\w)", words))


def _without(part: str, who: str) -> str:
    """ "male" of "male P7": what stands beside the code in one part."""
    return re.sub(rf"(?<!\w){re.escape(who)}(?!\w)", "", part, count=1).strip(f" .{_QUOTES}")


def _read(part: str, sure: _Sure) -> list[tuple[str, str]]:
    group = _GROUP.fullmatch(part)
    if group is not None:
        end = group.end("name")
        return [("group", " ".join(part[:end].split()))]
    if sex := _SEX.fullmatch(part):
        return [("sex", _SEXES[sex["sex"].lower()])]
    if _EXPERIENCE.fullmatch(part):
        return [("experience", " ".join(part.split()))]
    if age := _age(part, sure):
        return [("age", age)]
    both = _SEX_AGE.fullmatch(part)
    if both is not None:
        said = both["sex"] or both["sex2"]
        of_age = _age(both["age"] or both["age2"], _Sure(True, True, True))
        if of_age and not (len(said) == 1 and len(of_age) == 1):  # "F2" is a year of training
            return [("sex", _SEXES[said.lower()]), ("age", of_age)]
    return _described(part)


def _described(part: str) -> list[tuple[str, str]]:
    """ "older female", "female nurse", "woman in her 50s": a sex at the beginning or the end of a
    few words, and an age behind it."""
    aged = _IN_THEIR.search(part)
    if aged is not None:
        part = part[: aged.start()].rstrip()
    age = [("age", " ".join(filter(None, aged.group("part", "decade"))).lower())] if aged else []
    return [*_sex_beside(part), *age]


def _sex_beside(part: str) -> list[tuple[str, str]]:
    words = part.split()
    named = _SEX_WORD.findall(part)
    if len(named) != 1 or len(words) > 4 or " of " in f" {part} ":
        return []
    if named[0].lower() not in (words[0].lower(), words[-1].lower()):
        return []
    return [("sex", _SEXES[named[0].lower()])]


def _age(words: str, sure: _Sure) -> str | None:
    match = _AGE.fullmatch(words.strip())
    if match is None:
        return None
    low, unit = int(match["low"]), (match["unit"] or "").lower()
    is_said = bool(match["aged"] or match["old"] or match["decade"] or match["part"])
    if not is_said and not _may_be_age(low, unit, sure):
        return None
    if match["decade"] and low % 10:
        return None
    shown = f"{match['part'].strip(' -').lower()} {low}s" if match["part"] else str(low)
    if match["high"]:
        shown += f"-{int(match['high'])}"
    elif match["decade"] and not match["part"]:
        shown += "s"
    elif match["more"]:
        shown += "+"
    return f"{shown} months" if unit.startswith("mo") else shown


def _may_be_age(low: int, unit: str, sure: _Sure) -> bool:
    if low > _OLDEST or unit.startswith("mo"):
        return False
    if not unit:
        return sure.number and low >= _YOUNGEST
    return sure.years and (sure.child or low >= _GROWN)
