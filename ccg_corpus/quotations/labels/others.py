"""Words in brackets that are about others than the one who speaks.

In: a label's words, or a part of them. Out: whether they are a stage direction ("C3 nods"), whose
relative somebody is ("Farmer's mother"), and whether a name with a number is a study that is cited
("Aal 2001").
"""

from __future__ import annotations

import re

_ACTS = (
    r"(?:nods|laughs|smiles|shrugs|sighs|cries|weeps|coughs|giggles|chuckles|grins|frowns|winks|waves|"
    r"claps|whispers|shouts|sings|hums|mumbles|stutters|yawns|blushes|gestures|leaves|enters|returns|"
    r"arrives|interrupts|agrees|disagrees|hesitates|pauses|applauds|points|stands|sits|rises|"
    r"gets up|looks (?:up|down|away|at)|turns (?:away|round|to)|shakes|holds|picks|puts|takes|shows|"
    r"opens|closes|drinks|pours|reads|writes)"
)
_MANY_ACT = r"(?:nod|laugh|smile|shrug|sigh|cry|giggle|chuckle|grin|clap|agree|applaud|leave|murmur|talk at once)"
_WHO = (
    r"(?:(?-i:[A-ZÀ-Þ])[\w’'-]*(?:[ #-]?(?:\d{1,4}|[A-Z])[a-z]?)?|(?:the )?(?:interviewer|moderator|participant)|"
    r"(?:s?he|somebody|someone|everyone|everybody|nobody))"
)
_CODED = r"(?-i:[A-ZÀ-Þ])[\w’'-]*[ #-]?\d{1,4}[a-z]?"
_ON = (
    r"her|his|their|the|an?|up|down|out|off|away|back|in|into|at|to|towards|on|over|around|with|for"
)
# "C3 nods", "Nurse 2 laughs and points at the door", "all laugh"
_DIRECTION = re.compile(
    rf"(?:{_WHO}\s+(?:\w+ly\s+)?{_ACTS}\b|{_CODED}\s+(?:\w+ly\s+)?[a-z]{{2,}}s\s+(?:{_ON})\b|(?:all|both|many|some|several|others|they|people|the two)(?:\s+[a-z]+){{0,2}}?\s+{_MANY_ACT}\b|"
    rf"(?:general |much |loud )?(?:laughter|applause|silence|agreement)\b)[^()\[\]\d]{{0,60}}",
    re.I,
)
RELATIVES = (
    r"(?:grand)?(?:mother|father|son|daughter|parent)|mum|dad|wife|husband|spouse|sister|brother|sibling|"
    r"aunt|uncle|niece|nephew|cousin|partner|carer|caregiver|guardian|relative|friend|neighbou?r|widow(?:er)?"
)
# "Farmer's mother", "P3’s wife"
_OF_ANOTHER = re.compile(
    rf"(?P<whose>[^\W_][\w -]{{0,30}}?)['’](?:s)?\s+(?P<who>{RELATIVES})", re.I
)
# "Aal 2001", "van Dyck, 1998": a name and a year
_STUDY = re.compile(
    r"(?P<name>[A-ZÀ-Þ][^\W\d_’'-]+(?:[ -][A-ZÀ-Þ][^\W\d_]+)?)\s(?P<year>(?:19[5-9]|20[0-3])\d)[a-z]?"
)


def is_direction(words: str) -> bool:
    """Whether a bracket's words tell what somebody does meanwhile."""
    return bool(_DIRECTION.fullmatch(words.strip()))


def relative_in(part: str) -> tuple[str, str] | None:
    """(whose, relative) of "Farmer's mother", where that is all a part says."""
    match = _OF_ANOTHER.fullmatch(part)
    return (match["whose"], match["who"]) if match else None


def is_study(part: str) -> re.Match[str] | None:
    """An author's name and a year, if a part is that."""
    return _STUDY.fullmatch(part)
