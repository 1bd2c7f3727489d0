"""Who is who among the speakers of one document: labels → people.

Comes in: the speakers of a document's quotations. Goes out: its people, each with an id, and whose
each quotation is. A person is a code, number, letter, pseudonym or name that a label prints, and
what tells two of one label apart: sex, age, focus group, role, case. A label without any of these
("a nurse", "GP, case study D") may be anybody's and is no person. No document is compared with
another here: participants are local.

Two printings of one label are two people where they disagree in sex, in the case, in age by more
than two years, in the role that the label itself states, or in the focus group (unless sex and age
are both stated and the same: a slip of the print). What a printing does not say tells nobody apart;
where it fits several people it is nobody's but its own, and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ccg_corpus.core.model import Speaker
from ccg_corpus.records.attributes import (
    Attributes,
    age_span,
    are_other_groups,
    group_key,
    is_group,
    read_attributes,
)
from ccg_corpus.text.words import fold, label_key
from ccg_corpus.vocabulary import Roles

YEARS_APART = 2.0
# A label that is printed in more ways than this is no person's: what differs is told apart.
MOST_COMPARED = 1000
UNCLEAR = "?"  # in the id of a label that fits several people

_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "miss", "prof", "professor", "sir", "dame", "lord", "lady"}
)
_NUMBER_WORDS = frozenset({"no", "nr", "num", "number"})
# Ways of writing the same prefix before a number.
_PREFIXES = {
    "participant": "p", "participants": "p", "part": "p", "ppt": "p", "pp": "p",
    "kii": "ki", "respondent": "r", "resp": "r", "interviewee": "int", "interview": "int",
}  # fmt: skip
# What anybody may be called beside what they are: it tells nobody apart.
_ANYBODY = frozenset(
    {
        *("participant", "respondent", "interviewee", "informant", "key-informant", "member"),
        *("staff", "staff-member", "professional", "practitioner", "provider", "stakeholder"),
        *("expert", "leader", "user", "service-user", "survey-participant", "survey-respondent"),
        *("focus-group-participant", "health-professional", "clinician"),
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """A participant of a document. `who` is the code or name, `label` the whole as printed.

    `role` and `case` are None where nothing or too much is stated; `note` says what a reader has to
    know of the row.
    """

    id: str
    who: str
    label: str
    role: str | None
    roles: tuple[str, ...]
    case: str | None
    attributes: Attributes
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Variant:
    """One way in which a label is printed, brought to what is compared."""

    attributes: Attributes
    role: str | None  # where the label itself states it
    roles: tuple[str, ...]
    case: str | None  # its key


def people_of(
    document: str, speakers: Sequence[Speaker], roles: Roles
) -> tuple[list[Person], list[int | None]]:
    """The people of a document, and for each speaker the place of their person among them."""
    keys = _keys(speakers)
    by_key: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        if key is not None:
            by_key.setdefault(key, []).append(at)
    people: list[Person] = []
    owners: list[int | None] = [None] * len(speakers)
    for places in by_key.values():
        for person, whose in _told_apart(document, [(at, speakers[at]) for at in places], roles):
            for at in whose:
                owners[at] = len(people)
            people.append(person)
    return _with_own_ids(people), owners


def identity_key(who: str) -> str:
    """What labels of one document are compared by: "P9", "Participant #09" are one."""
    words = re.findall(r"[^\W\d_]+|\d+", fold(who))
    kept = [
        word
        for at, word in enumerate(words)
        if not (word in _NUMBER_WORDS and at + 1 < len(words) and words[at + 1].isdecimal())
    ]
    while len(kept) > 1 and kept[0] in _TITLES:
        kept = kept[1:]
    if len(kept) > 1 and kept[0] == "study" and kept[1] in _PREFIXES:
        kept = kept[1:]
    if kept[:2] == ["key", "informant"]:
        kept = ["ki", *kept[2:]]
    if len(kept) > 1 and kept[0] in _PREFIXES:
        kept[0] = _PREFIXES[kept[0]]
    if len(kept) == 1 and kept[0].isdecimal():
        kept = ["p", *kept]
    return " ".join(word.lstrip("0") or "0" if word.isdecimal() else word for word in kept)


def _keys(speakers: Sequence[Speaker]) -> list[str | None]:
    """The key of each speaker; a family name alone is the one full name that ends in it."""
    keys = [_key(one) for one in speakers]
    full: dict[str, set[str]] = {}
    for speaker, key in zip(speakers, keys, strict=True):
        if key and speaker.name and not speaker.participant and " " in key:
            full.setdefault(key.rpartition(" ")[2], set()).add(key)
    for at, key in enumerate(keys):
        longer = full.get(key or "", ())
        if len(longer) == 1:
            keys[at] = next(iter(longer))
    return keys


def _key(speaker: Speaker) -> str | None:
    who = _who(speaker)
    return (identity_key(who) or fold(who)) if who else None


def _who(speaker: Speaker) -> str | None:
    who = speaker.participant or speaker.name
    return " ".join(who.split()) if who else None


def _told_apart(
    document: str, printed: Sequence[tuple[int, Speaker]], roles: Roles
) -> Iterable[tuple[Person, list[int]]]:
    """The people of one label, each with the places of their quotations."""
    variants: dict[_Variant, list[tuple[int, Speaker]]] = {}
    for at, speaker in printed:
        variants.setdefault(_variant(speaker), []).append((at, speaker))
    kinds = list(variants)
    # who speaks on the record under a name may hold two offices
    is_named = any(one.name and not one.participant for _, one in printed)
    goes = _goes_with(kinds, roles, all_go=is_named)
    sure, unclear = _cliques(goes)
    groups = [*sure, *([one] for one in sorted(unclear))]
    vary = _varying([kinds[one] for group in sure for one in group])
    found = []
    for group in groups:
        mentions = sorted(
            (mention for one in group for mention in variants[kinds[one]]), key=lambda one: one[0]
        )
        own = [kinds[one] for one in group for _ in variants[kinds[one]]]
        is_unclear = group[0] in unclear
        person = _person(
            document, [s for _, s in mentions], own, vary if len(groups) > 1 else None, is_unclear
        )
        found.append((person, [at for at, _ in mentions], group))
    named = {one: person.id for person, _, group in found for one in group}
    for person, places, group in found:
        if group[0] in unclear:
            fits = [
                named[one] for group_of in sure for one in group_of if goes[group[0]] >> one & 1
            ]
            yield _noted(person, tuple(dict.fromkeys(fits))), places
        else:
            yield person, places


def _noted(person: Person, fits: Sequence[str]) -> Person:
    note = f"may be any of {len(fits)}: {'; '.join(fits)}"
    return replace(person, note=note)


def _goes_with(kinds: Sequence[_Variant], roles: Roles, *, all_go: bool) -> list[int]:
    """For each printing those that can be the same person's, itself too: a bit for each."""
    goes = [1 << at for at in range(len(kinds))]
    if len(kinds) > MOST_COMPARED and not all_go:
        return goes
    for one, other in combinations(range(len(kinds)), 2):
        if all_go or not _differ(kinds[one], kinds[other], roles):
            goes[one] |= 1 << other
            goes[other] |= 1 << one
    return goes


def _cliques(goes: Sequence[int]) -> tuple[list[list[int]], set[int]]:
    """Printings that are one person each, and those that fit several people.

    One that goes with two which are told apart fits several. Without these, what goes with
    something goes with all that goes with it: so each group is one person, in any order.
    """
    unclear = {
        at for at, with_it in enumerate(goes) if any(with_it & ~goes[n] for n in _bits(with_it))
    }
    sure = sum(1 << at for at in range(len(goes)) if at not in unclear)
    groups: dict[int, list[int]] = {}
    for one in _bits(sure):
        groups.setdefault(goes[one] & sure, []).append(one)
    return list(groups.values()), unclear


def _bits(mask: int) -> Iterable[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _variant(speaker: Speaker) -> _Variant:
    is_printed = _states_role(speaker)
    return _Variant(
        attributes=read_attributes(speaker.label or "", _who(speaker) or "", has_role=is_printed),
        role=speaker.role if is_printed else None,
        roles=speaker.roles if is_printed else (),
        case=None if speaker.case is None else label_key(speaker.case),
    )


def _states_role(speaker: Speaker) -> bool:
    """Whether the label itself says what the speaker is; a lead-in may be of somebody else."""
    label = fold(speaker.label or "")
    return speaker.role is not None and any(
        one.field == "role" and fold(one.text) in label for one in speaker.evidence
    )


def _differ(a: _Variant, b: _Variant, roles: Roles) -> bool:
    """Whether two printings of a label can't be one person's."""
    one, other = a.attributes, b.attributes
    if one.sex and other.sex and one.sex != other.sex:
        return True
    if a.case is not None and b.case is not None and a.case != b.case:
        return True
    if one.age and other.age and _years_between(one.age, other.age) > YEARS_APART:
        return True
    if one.group and other.group and are_other_groups(one.group, other.group):
        is_same = bool(one.sex and one.age) and (one.sex, one.age) == (other.sex, other.age)
        if not is_same:
            return True
    return _roles_differ(a, b, roles)


def _years_between(age: str, other: str) -> float:
    (low, high), (other_low, other_high) = age_span(age), age_span(other)
    return max(0.0, other_low - high, low - other_high)


def _roles_differ(a: _Variant, b: _Variant, roles: Roles) -> bool:
    """Neither is a kind of the other, and nobody is known to be both: a GP may be a chair."""
    if a.role is None or b.role is None or {a.role, b.role} & _ANYBODY:
        return False
    if a.role in b.roles or b.role in a.roles:
        return False
    both = {a.role, b.role}
    return not any(both <= set(roles.broader(slug)) for slug in roles.slugs)


def _varying(kinds: Sequence[_Variant]) -> frozenset[str]:
    """Which of role and case the people of a label are told apart by."""
    return frozenset(
        name
        for name in ("role", "case")
        if len({getattr(kind, name) for kind in kinds if getattr(kind, name) is not None}) > 1
    )


def _person(
    document: str,
    speakers: Sequence[Speaker],
    kinds: Sequence[_Variant],
    vary: frozenset[str] | None,
    is_unclear: bool,
) -> Person:
    """`vary`: what tells this one from others of the label; None where there are no others."""
    who = _most(_who(one) for one in speakers) or ""
    attributes = Attributes(
        **{
            name: _most(getattr(kind.attributes, name) for kind in kinds)
            for name in ("sex", "age", "group", "experience")
        }
    )
    role, note = _role(speakers, kinds)
    case = _most(one.case for one in speakers)
    parts = [document + ":" + who.strip("\"'“”‘’ ")]
    if vary is not None:
        known = attributes.known()
        parts += [known[name] for name in ("sex", "age", "group") if name in known]
        if "role" in vary and (printed := _most(kind.role for kind in kinds)):
            parts.append(printed.replace("-", " "))
        if "case" in vary and case is not None:
            parts.append(case if len(case) > 2 and not case.isdecimal() else f"case {case}")
        if is_unclear:
            parts.append(UNCLEAR)
    notes = [note, *_printed_differently(kinds)]
    if is_group(who):
        notes.append("a group, not one person")
    return Person(
        id=", ".join(parts),
        who=who,
        label=_most(one.label for one in speakers) or who,
        role=role,
        roles=tuple(dict.fromkeys(slug for one in speakers for slug in one.roles)),
        case=case,
        attributes=attributes,
        note="; ".join(one for one in notes if one) or None,
    )


def _printed_differently(kinds: Sequence[_Variant]) -> Iterable[str]:
    """What was taken for one person though the print differs: a slip, or a birthday."""
    ages = sorted({kind.attributes.age for kind in kinds if kind.attributes.age})
    groups = {kind.attributes.group for kind in kinds if kind.attributes.group}
    if len(ages) > 1:
        yield f"printed with ages {', '.join(ages)}"
    if len({group_key(group) for group in groups}) > 1:
        yield f"printed in groups {', '.join(sorted(groups))}"


def _role(speakers: Sequence[Speaker], kinds: Sequence[_Variant]) -> tuple[str | None, str | None]:
    """The narrowest role that all agree with, the label's own before what sentences say; where
    they disagree none, and a note."""
    printed = [(kind.role, kind.roles) for kind in kinds if kind.role is not None]
    stated = printed or [(one.role, one.roles) for one in speakers if one.role is not None]
    known = sorted({(role, roles) for role, roles in stated if role not in _ANYBODY})
    if not known:
        return _most(role for role, _ in stated), None
    for role, roles in known:
        if all(other in roles for other, _ in known):
            return role, None
    named = ", ".join(dict.fromkeys(str(role) for role, _ in known))
    return None, f"said to be: {named}"


def _most(values: Iterable[str | None]) -> str | None:
    """The value there is most of; of equals the one with most words, the shortest of these, then
    the first by letters."""
    counts = Counter(value for value in values if value)
    if not counts:
        return None
    return min(counts, key=lambda value: (-counts[value], -len(value.split()), len(value), value))


def _with_own_ids(people: Sequence[Person]) -> list[Person]:
    """No two alike: what nothing printed tells apart has a number."""
    taken: Counter[str] = Counter()
    found = []
    for person in people:
        taken[person.id] += 1
        n = taken[person.id]
        id = person.id if n == 1 else f"{person.id}, {n}"
        found.append(replace(person, id=id))
    return found
