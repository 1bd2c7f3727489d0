"""What a reviewer's tables say of the speakers of one document → laid over its quotations and people.

Comes in: the facts about a document, its people, its quotations as they stand. Goes out: for each
speaker a role, a site and attributes; and the rows that name nobody. A row about one participant goes
before one about a label, and that before one about everybody; what is about everybody fills only what
nothing states. What a reviewer said of a quotation itself goes before any table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ccg_corpus.core.model import Evidence, Speaker
from ccg_corpus.decisions.facts import FactRow
from ccg_corpus.records.attributes import read_attributes
from ccg_corpus.records.participants import Person, identity_key
from ccg_corpus.records.reviewed import Reviewed
from ccg_corpus.text.words import fold, slug
from ccg_corpus.vocabulary import Roles

UNKNOWN = "none"
Sites = Mapping[str, str]  # a site's id or title, folded → its id


@dataclass(frozen=True, slots=True)
class ToldByTables:
    """What the tables say of one speaker. `role` is None where they say nothing."""

    role: str | None = None
    role_rule: str = ""
    site: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


class Tables:
    """The facts about one document."""

    def __init__(self, facts: Sequence[FactRow], sites: Sites) -> None:
        self._facts, self._sites = facts, sites
        self._used: set[FactRow] = set()
        self._outdone: dict[FactRow, dict[str, tuple[FactRow, str]]] = {}

    @property
    def of_document(self) -> dict[str, str]:
        """The attributes of the document itself, and of everybody in it."""
        found: dict[str, str] = {}
        for fact in self._facts:
            if not fact.participant_id and not fact.label:
                self._used.add(fact)
                found |= dict(fact.attributes)
        self._compare([one for one in self._facts if not one.participant_id and not one.label])
        return found

    def of(
        self, speaker: Speaker, person: Person | None, *, is_survey: bool = False
    ) -> ToldByTables:
        """What is told of whoever speaks."""
        everybody, labelled, own = [], [], []
        for fact in self._facts:
            if fact.participant_id:
                if person is not None and _same_id(fact.participant_id, person.id):
                    own.append(fact)
            elif fact.label:
                if _is_called(fact.label, speaker, person):
                    labelled.append(fact)
            else:
                everybody.append(fact)
        self._used.update(everybody, labelled, own)
        self._compare(labelled)
        self._compare(own)
        attributes: dict[str, str] = {}
        for fact in everybody:
            attributes |= dict(fact.attributes)
        if person is not None:
            attributes |= person.attributes.known()
        elif speaker.label:  # of nobody in particular: "(female, FG1)"
            has_role = speaker.role is not None
            attributes |= read_attributes(speaker.label, "", has_role=has_role).known()
        for fact in (*labelled, *own):
            attributes |= dict(fact.attributes)
        told = [fact for fact in (*labelled, *own) if fact.role]
        fills = [fact for fact in everybody if fact.role and speaker.role is None]
        by = told[-1] if told else fills[-1] if fills else None
        sites = [fact.site for fact in (*everybody, *labelled, *own) if fact.site]
        return ToldByTables(
            role=by.role if by else None,
            role_rule=by.file if by else "",
            site=self._site(sites[-1]) if sites else None,
            attributes=attributes,
        )

    def unused(self) -> list[FactRow]:
        """Rows that name nobody in the document."""
        return [fact for fact in self._facts if fact not in self._used]

    def outdone(self) -> list[str]:
        """A line for each cell that does not count, since a later row about the same says another
        thing: the last row counts."""
        return [
            f"{fact.file}, line {fact.line}: {column} '{value}' does not count: line {later.line} of "
            f"the same has '{dict(_cells(later))[column]}'"
            for fact, cells in self._outdone.items()
            for column, (later, value) in cells.items()
        ]

    def _compare(self, facts: Sequence[FactRow]) -> None:
        """Rows about the same, in order."""
        last: dict[tuple[str, str], tuple[FactRow, str]] = {}
        for fact in facts if len(facts) > 1 else ():
            for column, value in _cells(fact):
                before = last.get((fact.file, column))
                if before is not None and fold(before[1]) != fold(value):
                    self._outdone.setdefault(before[0], {})[column] = fact, before[1]
                last[fact.file, column] = fact, value

    def _site(self, words: str) -> str | None:
        if fold(words) == UNKNOWN:
            return None
        return self._sites.get(fold(words)) or slug(words) or None


def _cells(fact: FactRow) -> list[tuple[str, str]]:
    own = [(name, value) for name, value in (("role", fact.role), ("site", fact.site)) if value]
    return [*own, *fact.attributes]


def with_role(row: Reviewed, told: ToldByTables, person: Person | None, roles: Roles) -> Reviewed:
    """A quotation with the role that a table tells of its speaker."""
    if told.role is None or "role" in row.said:
        return row
    slugged = role_told(told.role, roles)
    speaker = row.quotation.speaker
    # A list that was printed and filled in says again what is printed: that changes nothing.
    if slugged == speaker.role or (person is not None and slugged == person.role and speaker.role):
        return row
    start = row.quotation.span.start
    proof = Evidence("role", "", start, start, told.role_rule)
    speaker = replace(
        speaker,
        role=slugged,
        roles=roles.broader(slugged) if slugged else (),
        evidence=(*speaker.evidence, proof),
    )
    return replace(row, quotation=replace(row.quotation, speaker=speaker))


def role_told(words: str, roles: Roles) -> str | None:
    """The role that a cell names; None for "none"."""
    if fold(words) == UNKNOWN:
        return None
    return roles.resolve(words) or slug(words) or None


def _same_id(typed: str, id: str) -> bool:
    """By what stands behind the document, which may be called otherwise today."""
    return _label(typed) == _label(id)


def _label(id: str) -> str:
    label = id.partition(":")[2] or id
    return " ".join(fold(label).replace('"', "").replace("'", "").split())


def _is_called(label: str, speaker: Speaker, person: Person | None) -> bool:
    """Whether a label is this speaker's: as printed, or the code or name in it."""
    wanted = " ".join(fold(label).split())
    if speaker.label and wanted == " ".join(fold(speaker.label).split()):
        return True
    who = speaker.participant or speaker.name
    if who is None:
        return False
    return identity_key(label) == identity_key(who) or bool(person and wanted == _label(person.id))
