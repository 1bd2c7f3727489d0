"""Tables that list the participants: "P1 | nurse | 34", "Orla | Midwife | Site B".

In: a document and the participants that its labels give, in lower case. Out: participant → role. What
a cell says under a heading like "Occupation" is a role in its own words, though no vocabulary has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from ccg_corpus.core.model import Block, Document
from ccg_corpus.quotations.labels import role_of
from ccg_corpus.quotations.speakers.schemes import Meaning
from ccg_corpus.vocabulary import Roles

MAX_CELL = 80  # code points of a cell that says what somebody is
_CODE = re.compile(r"(?:[A-Za-z]{1,12}[ -]?)?#?\s?\d{1,3}[a-z]?")
_PEOPLE = re.compile(
    r"\W*(?:participants?|respondents?|interviewees?|informants?|pseudonyms?|names?|id|code|participant (?:id|code|number|no\.?)|"
    r"(?:study )?id)\b",
    re.I,
)
_ROLE = re.compile(
    r"\W*(?:(?:job|current|main|professional|primary|work|staff) )?(?:roles?|occupations?|professions?|positions?|job(?: titles?)?|"
    r"titles?|types? of (?:participant|respondent|informant)|participant (?:type|group|category)|stakeholder(?: group| type)?|"
    r"professional background|designations?|cadres?)\b[^.]{0,30}",
    re.I,
)
_NO_ROLE = re.compile(
    r"(?:n/?a|none|unknown|not (?:stated|known|given|applicable)|yes|no|other|-|–|—)", re.I
)


def participant_table(document: Document, people: Set[str], roles: Roles) -> dict[str, Meaning]:
    """Participant → role, from rows of a table that lists the participants."""
    found: dict[str, Meaning] = {}
    for cells in _rows(document):
        head, *others = cells
        code = document.slice(head.span).strip()
        who = _who(code, head, people)
        if who is None:
            continue
        for cell in others:
            words = document.slice(cell.span).strip()
            meaning = _meaning(words, cell, roles) if len(words) < MAX_CELL else None
            if meaning:
                found.setdefault(who, meaning)
                break
    return found


def _rows(document: Document) -> Iterator[list[Block]]:
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.kind == "cell" and block.table is not None and block.row is not None:
            rows.setdefault((block.table, block.row), []).append(block)
    return (cells for cells in rows.values() if len(cells) > 1)


def _who(code: str, cell: Block, people: Set[str]) -> str | None:
    """The participant of a row: its code, its name, or its number where the column is of people."""
    name = code.lower()
    if name.isdigit():
        if not (cell.header and _PEOPLE.match(cell.header)):
            return None
        ends = [one for one in people if re.fullmatch(rf"(?:[a-z]+[ #.-]*)?0*{int(name)}", one)]
        return ends[0] if len(ends) == 1 else None
    if name in people or _CODE.fullmatch(code):
        return name
    return None


def _meaning(words: str, cell: Block, roles: Roles) -> Meaning | None:
    bare = words.split(",")[0].split("(")[0].strip()
    slug = roles.resolve(bare)
    if slug and _are_several(words, bare, slug, roles):
        return None
    if slug:
        return Meaning(slug, roles.broader(slug), cell.span)
    stated = cell.header is not None and _ROLE.fullmatch(cell.header.strip()) is not None
    if not stated or not re.search(r"[^\W\d_]{3}", bare) or _NO_ROLE.fullmatch(bare):
        return None
    own, wider = role_of(bare, roles)
    return Meaning(own, wider, cell.span) if own and len(bare.split()) <= MAX_WORDS else None


def _are_several(words: str, bare: str, slug: str, roles: Roles) -> bool:
    """Whether a cell is of several kinds of people: "Relatives, neighbours and friends"."""
    if words != bare and any(one.plural for one in roles.find(bare)):
        return True
    others = {one.slug for one in roles.find(words)} - set(roles.broader(slug))
    return any(slug not in roles.broader(one) for one in others)


MAX_WORDS = 5  # of a role in its own words
