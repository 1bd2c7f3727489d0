"""A role or an office in front of a name: "Sister Agnes", "Councillor H. B.".

In: words. Out: the role's words and the name's; and whether a role is an office that people hold in
public, so that who holds it speaks on the record.
"""

from __future__ import annotations

import re

OFFICES = (
    r"(?:(?:[Dd]eputy|[Ll]ord|[Pp]rime|[Vv]ice|[Ss]hadow|[Aa]ssistant)[ -])?"
    r"(?:[Cc]ouncillor|Cllr|[Aa]lderm[ae]n|[Mm]inister|[Mm]ayor|[Mm]ayoress|[Ss]enator|[Gg]overnor|[Pp]resident|"
    r"[Aa]mbassador|[Cc]ommissioner|[Cc]hancellor|[Cc]onvener|[Rr]epresentative|MP|MEP|MSP|[Ss]peaker)"
)
_INITIALS = r"[A-ZÀ-Þ](?:\.[ -]?[A-ZÀ-Þ])*\.?(?![\w’'-])"
_FAMILY = r"(?:(?:van|von|de|da|di|du|la|le|ter|den|bin|al|el|ap) )?[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-][A-ZÀ-Þ]?[a-zà-ÿ]+)*"
NAME = rf"(?:{_INITIALS}(?:\s?{_FAMILY}){{0,2}}|{_FAMILY}(?: {_FAMILY}){{0,2}})"
_TITLES = r"(?:Dr|Mr|Mrs|Ms|Miss|Mx|Professor|Prof|Sir|Dame|Lord|Lady|Rev|Reverend|Fr|Judge)"
# "Councillor H. B.", "Dr Hask"
TITLED = rf"(?:{OFFICES}|{_TITLES})\.? {NAME}"
_TITLED = re.compile(TITLED)
_CALLED = re.compile(rf"(?P<role>[^\W\d_][\w’'-]*\.?(?: [a-z][\w’'-]*){{0,2}}) (?P<name>{NAME})")
_OFFICE = re.compile(rf"{OFFICES}\.?")
_WITH_OFFICE = re.compile(rf"(?P<office>{OFFICES})\.? {NAME}")


def called_in(part: str) -> tuple[str, str] | None:
    """(role, name) of "Nurse Joy", where that is all a part says."""
    match = _CALLED.fullmatch(part)
    return (match["role"], match["name"]) if match else None


def is_office(words: str) -> bool:
    """Whether a role is held in public: "councillor"."""
    return bool(_OFFICE.fullmatch(words))


def is_style(words: str) -> bool:
    """Whether a word before a name need not be a kinship: "Sister Agnes", "Father Dunstan"."""
    return words.lower() in ("sister", "brother", "father", "mother", "aunt", "auntie", "uncle")


def office_of(name: str) -> str | None:
    """The office in front of a name: "councillor" of "Cllr Brune"."""
    match = _WITH_OFFICE.fullmatch(name)
    return office(match["office"]) if match else None


def office(words: str) -> str:
    """An office by its whole name: "councillor" of "Cllr"."""
    return re.sub(r"\bcllr\.?$", "councillor", words.lower())


def is_titled(name: str) -> bool:
    """Whether a name has a title or an office in front of it."""
    return bool(_TITLED.fullmatch(name))


def is_full(name: str) -> bool:
    """Whether a name is more than a title and one word: "Dr Odile Marrow"."""
    return len(re.sub(rf"^(?:{_TITLES})\.?\s+", "", name).split()) > 1
