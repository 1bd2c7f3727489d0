"""The parts of a label, one at a time: code, role, name, case, sex and age, source of the data.

In: the words between two commas. Out: facts added to a `Parts`, and weight: the more surely words
are a speaker's, the more. Weights add up over a label's parts; `STRONG` is what words need that
can be nothing but a label.
"""

from __future__ import annotations

import re
from collections.abc import Set

from ccg_corpus.quotations.labels.described import read_sex_age, read_source
from ccg_corpus.quotations.labels.facts import Parts
from ccg_corpus.quotations.labels.offices import called_in, is_office, is_style, office
from ccg_corpus.quotations.labels.others import is_study, relative_in
from ccg_corpus.quotations.labels.people import (
    NAME_WORD,
    ORGANISATION,
    STOP_NAMES,
    TITLE,
    TRADE,
    bare_role,
    ends_in_person,
    is_person,
    without_place,
)
from ccg_corpus.quotations.labels.places import CASE, SMALL_CASE, case_label
from ccg_corpus.quotations.labels.shapes import (
    ARM,
    CODE,
    CODE_WITH_PERSON,
    EXPERIENCE,
    EXPLAINED,
    FOOTNOTED,
    GENERIC,
    GROUP,
    GROUP_AND_WHO,
    GROUP_PART,
    ID,
    NO_ID,
    PHRASE,
    SEX,
)
from ccg_corpus.vocabulary import Roles


def read_part(part: str, reading: Parts, roles: Roles, common_words: Set[str]) -> None:
    if _read_explained(part, reading):
        reading.kinds.append("id")
        return
    if _read_relative(part, reading):
        reading.kinds.append("relative")
        return
    for kind, read in _READERS:
        if read(part, reading, roles):
            reading.kinds.append(kind)
            return
    if EXPERIENCE.fullmatch(part):
        reading.weight += 0.2
    elif _read_called(part, reading, roles, common_words):
        reading.kinds.append("called")
    elif _read_role(part, reading, roles):
        reading.kinds.append("role")
    elif _read_name(part, reading, common_words):
        reading.kinds.append("name")
    else:
        _read_loose(part, reading, roles)


def _read_relative(part: str, reading: Parts) -> bool:
    """ "Farmer's mother", "P3's wife": whose they are is another; so may a code beside it be."""
    found = relative_in(part)
    if found is None:
        return False
    whose, who = found
    reading.role_words = reading.role_words or who
    reading.weight += 2.5
    if reading.participant is None:
        reading.participant = part if re.search(r"\d", whose) else None
        reading.of_another = True
    return True


def _read_explained(part: str, reading: Parts) -> bool:
    """ "T3" where the document says that T is for teachers, whatever T3 means elsewhere."""
    match = EXPLAINED.fullmatch(part) if reading.codes else None
    if match is None or match["prefix"] not in reading.codes or GROUP_PART.fullmatch(part):
        return False
    _take_id(reading, part, match["prefix"], 3.0)
    return True


def _read_case(part: str, reading: Parts, roles: Roles) -> bool:
    match = CASE.search(part) or SMALL_CASE.fullmatch(part)
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


def _read_group(part: str, reading: Parts, roles: Roles) -> bool:
    """ "FG2", "focus group B with parents": the group, with what it is said to be."""
    if ARM.fullmatch(part):
        reading.weight += 1.0
        return True
    both = GROUP_AND_WHO.fullmatch(part)
    if both and reading.group is None and _read_who(both["who"], reading, roles):
        reading.group = both["group"]
        reading.weight += 2.2
        return True
    match = GROUP_PART.fullmatch(part)
    if not match:
        return False
    reading.group = reading.group or part
    reading.weight += 2.2
    return True


def _read_who(who: str, reading: Parts, roles: Roles) -> bool:
    """The person behind a group's number: a code, or a name, be it a month's."""
    if _read_id(who, reading, roles):
        return True
    if not NAME_WORD.fullmatch(who) or (who.lower() in STOP_NAMES and who not in _MONTH_NAMES):
        return False
    reading.participant = reading.participant or who
    reading.weight += 1.5
    return True


_MONTH_NAMES = frozenset(["April", "May", "June", "August"])


def _read_id(part: str, reading: Parts, roles: Roles) -> bool:
    """A participant's code, alone or beside the role: "P3", "GP Chair 1", "nurse P3"."""
    footnoted = FOOTNOTED.fullmatch(part)
    if footnoted:
        reading.participant = footnoted["prefix"] + footnoted["number"]
        reading.prefix = footnoted["prefix"]
        reading.weight += 3.0
        return True
    coded = CODE_WITH_PERSON.fullmatch(part)
    if coded:
        reading.participant, reading.prefix = coded["code"], coded["prefix"]
        reading.weight += 3.0
        return True
    if CODE.fullmatch(part) and not re.fullmatch(r"[A-Za-z]{4,}-\d+", part):
        _take_id(reading, part, re.match(r"[A-Za-z]*", part).group(), 2.8)  # type: ignore[union-attr]
        return True
    if _read_id_within(part, reading, roles) or _read_lettered(part, reading, roles):
        return True
    match = ID.fullmatch(part)
    return bool(match and _take_prefixed(match, part, reading, roles))


def _read_lettered(part: str, reading: Parts, roles: Roles) -> bool:
    """ "Participant B", "Manager B": a letter for a number."""
    words, _, letter = part.rpartition(" ")
    if TITLE.fullmatch(f"{words} ") and re.fullmatch(r"[A-Z]\.?", letter):
        _take_id(reading, part, words, 2.8)  # "Dr A": a letter for a name
        return True
    if not letter.isupper():
        return False
    generic = GENERIC.fullmatch(words) is not None
    if not re.fullmatch(r"[A-Z]{2,4}" if generic and len(letter) > 1 else r"[A-Z]", letter):
        return False
    if generic and len(letter) > 1 and len(words) < 5:
        return False  # "no NHS", "part II"
    if not (generic or roles.resolve(words) or (words[:1].isupper() and is_person(words))):
        return False
    _take_id(reading, part, words, 2.8)
    if not GENERIC.fullmatch(words):
        reading.role_words = reading.role_words or words
    return True


def _take_prefixed(match: re.Match[str], part: str, reading: Parts, roles: Roles) -> bool:
    prefix = (match["prefix"] or "").strip()
    if not prefix or (NO_ID.fullmatch(prefix) and not re.fullmatch("[pP]|PP", prefix)):
        return False
    if re.match(r"pp?[.\s]|p\d{3}", part):
        return False  # "p. 269" is a page, "P12" and "p12" are people
    if GROUP.fullmatch(prefix):
        reading.group = reading.group or part
        reading.weight += 2.2 if re.match(r"f|group|workshop|dyad", prefix, re.I) else 0.3
        return True
    if re.match(r"(?:as|told|said|by|from|cases?|sites?)\b|.* with ", prefix, re.I):
        return False  # "as told by pilot 2", "Cases 1–3", "Woman with T2D"
    role = roles.resolve(prefix) if not GENERIC.fullmatch(prefix) else None
    if role is None and is_study(part) and not ends_in_person(prefix):
        return False
    known = role is not None or bool(GENERIC.fullmatch(prefix))
    is_code = " " not in prefix and (len(prefix) <= 3 or (len(prefix) <= 5 and prefix.isupper()))
    if not known and not is_code and not ends_in_person(prefix) and not roles.find(prefix):
        return False
    if is_code and not known and prefix.lower() in ("and", "or", "of", "in", "at", "to", "the"):
        return False
    _take_id(reading, part, prefix, 3.0 if known or is_code else 2.6)
    reading.survey = reading.survey or prefix.lower().startswith(("survey", "questionnaire"))
    if not is_code or role:
        own = re.sub(r"\s+(?:of|to|for)\s+[A-Z]{1,4}$", "", prefix)  # "mother of P"
        own = re.sub(r"(?:\s+(?:ID|No|Number|Code)\b\.?)+$", "", own, flags=re.I)  # "Client ID No"
        reading.role_words = reading.role_words or (None if GENERIC.fullmatch(prefix) else own)
    return True


def _take_id(reading: Parts, part: str, prefix: str, weight: float) -> None:
    if reading.participant is None and not reading.of_another:
        reading.participant, reading.prefix = part, prefix
        reading.weight += weight
    else:
        reading.weight += 0.5


_CODE_WITHIN = re.compile(r"\(?[A-Za-z]{1,4}[-#]?\d{1,4}[a-z]?\)?")


def _read_id_within(part: str, reading: Parts, roles: Roles) -> bool:
    """ "nurse P3", "P3 nurse", "female GP07": a code and other words in one part."""
    words = part.split()
    if not 2 <= len(words) <= 5:
        return False
    for at in (0, len(words) - 1):
        if not _CODE_WITHIN.fullmatch(words[at]):
            continue
        rest = " ".join(words[1:] if at == 0 else words[:-1]).strip(" ()")
        if re.search(r"\b(?:of|to|by|for|about|with|like)$", rest):
            continue  # "mother of P7" is another person
        if not (roles.find(rest) or ends_in_person(rest) or SEX.fullmatch(rest)):
            continue
        code = words[at].strip("()")
        _take_id(reading, code, re.match(r"[A-Za-z]*", code).group(), 3.0)  # type: ignore[union-attr]
        read_part(rest, reading, roles, frozenset())
        return True
    return False


def _read_called(part: str, reading: Parts, roles: Roles, common_words: Set[str]) -> bool:
    """ "Sister Agnes", "Councillor H. B.": the role with the name of who has it."""
    called = called_in(part)
    if called is None or roles.resolve(part) or reading.participant or reading.name:
        return False
    words, name = called
    known = roles.resolve(words) or is_office(words)
    names = re.findall(r"[^\W\d_]{2,}", name)
    if not known or any(one.lower() in common_words | STOP_NAMES for one in names):
        return False
    if any(roles.resolve(one) or is_person(one) for one in names) or ORGANISATION.search(name):
        return False  # "Nurse Manager"
    if is_office(words):
        reading.role_words = reading.role_words or office(words)
    elif not is_style(words):
        reading.role_words = reading.role_words or words
    reading.weight += 3.0
    if is_office(words):
        reading.weight += 0.5
        reading.name = part + ("." if re.search(r"\. ?[A-ZÀ-Þ]$", part) else "")
    else:
        reading.participant = part
    return True


MAX_ROLE = 8  # words of a part that says a role


def _read_role(part: str, reading: Parts, roles: Roles) -> bool:
    """A role the vocabulary has, or words around one: "GP member of Governing Body"."""
    words = bare_role(_REMARK.sub("", part) if "(" in part else part)  # "teacher (retired)"
    if len(words.split()) > MAX_ROLE and words[0].isupper():
        words = without_place(words)
    if not words or len(words.split()) > MAX_ROLE:
        return False
    found = roles.find(words)
    if _COUNTS.match(words) and found and found[0].plural:
        return False  # "two sons": whom somebody has
    if found and re.search(r"\d", words):
        return _take_numbered_role(words, found[0].span.start, reading)
    if not found or re.search(r"[.?!:=]", words):
        return False
    reading.role_words = reading.role_words or words
    if any(mention.plural for mention in found) or part.lower().startswith("the "):
        reading.weight += 1.2  # "(GPs)" is an abbreviation explained, "[the user]" an insertion
    elif roles.resolve(words):
        reading.weight += 3.0
    elif not PHRASE.search(words):
        reading.weight += 2.5 if len(words.split()) <= 5 else 1.2
    return True


def _take_numbered_role(words: str, start: int, reading: Parts) -> bool:
    """ "Parent of child 12 in the music group": a role, with a number that is not its own."""
    if start:
        return False
    reading.role_words = reading.role_words or re.split(r"\s+(?:of|in|from|at|with)\s+", words)[0]
    reading.weight += 2.2
    return True


def _read_name(part: str, reading: Parts, common_words: Set[str]) -> bool:
    """A pseudonym or a full name, by its capitals."""
    bare = TITLE.sub("", part)
    words = bare.split()
    if not 1 <= len(words) <= 4 or not all(NAME_WORD.fullmatch(word) for word in words):
        return False
    if any(word.lower().strip(".") in STOP_NAMES for word in words):
        return False
    if len(words) > 1 and GENERIC.fullmatch(words[-1]) and len(words[-1]) > 4:
        return False  # "Government Key Informant"
    if bare == part and TRADE.fullmatch(part) and reading.role_words is None:
        return False  # "(Porter)": what somebody is, and nobody's name
    if bare == part and len(words) == 1 and is_person(part) and part.lower() + "s" in common_words:
        return False  # "(Stoker)", where the paper speaks of stokers
    parts = [piece.lower() for word in words for piece in word.split("-")]
    common = [piece in common_words for piece in parts]
    if (any(common) if len(words) > 1 and bare == part else all(common)) or ORGANISATION.search(
        part
    ):
        return False
    if len(words) > 1 and bare == part and (reading.role_words or reading.participant):
        reading.weight += 0.3  # "Carer, Nether Saltby": a place; a person's name comes first
        return True
    if reading.role_words and not reading.last and bare == part:
        reading.weight += 0.3  # "Nurse, Gwembe, day shift": a place too
        return True
    if len(words) > 1 or bare != part:
        reading.name = reading.name or part
        reading.weight += 1.6
    else:
        reading.participant = reading.participant or part
        reading.weight += 1.5
    return True


_REMARK = re.compile(r"\s*\([^()]*\)$")
_COUNTS = re.compile(r"(?:no|two|three|four|five|six|seven|several|many|\d{1,2})\s", re.I)
# "lives beside the tower", "keeps bees for a neighbour": what somebody does
_CLAUSE = re.compile(
    r"\w+s\s+(?:(?:in|on|at|beside|near|by|with|for|to|from|as|above|below|behind|under|over|opposite|next|"
    r"the|an?|no|his|her|their|two|three|alone)\b)", re.I
)  # fmt: skip


_PLACED = re.compile(r"\s+(?:of|for|in|at|with|from)\s+")
_PLAIN_WORDS = re.compile(r"[^\W\d_][\w’'& -]*")
# of names: "Bir el Wadher", "Jo van Weer"
_PARTICLE = re.compile(r"(?<=\w )(?:al|el|de|da|do|di|du|la|le|van|von|bin|ibn|ul)(?= [A-ZÀ-Þ])")


MAX_OWN = 6  # words of a role that no vocabulary has


def _read_loose(part: str, reading: Parts, roles: Roles) -> None:
    """Words of no known kind: an organisation, a role of its own words, or nothing of ours."""
    if part[:1].isupper() and ORGANISATION.search(part):
        reading.organisation = reading.organisation or part
        reading.weight += 0.4
        return
    words = bare_role(part)
    if len(words.split()) > MAX_OWN and words[0].isupper():
        words = without_place(words)
    last = _PLACED.split(words, 1)[0]
    if (
        ends_in_person(last)
        and not _CLAUSE.match(words)
        and not _PARTICLE.search(words)
        and len(words.split()) <= MAX_OWN
        and _PLAIN_WORDS.fullmatch(words)
    ):
        if reading.role_words is None and not GENERIC.fullmatch(words):
            reading.role_words = words
        reading.weight += 1.4
        return
    reading.unknown += 1


_READERS = (
    ("case", _read_case),
    ("person", read_sex_age),
    ("source", read_source),
    ("group", _read_group),
    ("id", _read_id),
)
