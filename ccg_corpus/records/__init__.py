"""The finish: what was found in all files, with the config over it → documents and records.

Comes in: `DocumentEntries`, extractions, `Config`. Goes out: units of documents that
depend on one another, each with a key of all that its records are made from, so that a unit whose
key is known need not be made again. Pure, and the same in any order of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from ccg_corpus.bibliography.exports.reference import Reference
from ccg_corpus.core.model import Speaker
from ccg_corpus.decisions.anchors import Lost
from ccg_corpus.decisions.facts import FactRow
from ccg_corpus.decisions.model import Decision
from ccg_corpus.decisions.standing import Conflict
from ccg_corpus.project.config import NO_VERSION, Code, Config
from ccg_corpus.records.build import (
    FacetRow,
    FinishedRecord,
    RecordParts,
    document_facts,
    finished_records,
    is_verbatim,
    site_of,
)
from ccg_corpus.records.codes import CodeTerms, terms_of
from ccg_corpus.records.document_ids import Named, named
from ccg_corpus.records.identity import Finder, Identities, Identity, identify
from ccg_corpus.records.known import DocumentEntries, DocumentEntry
from ccg_corpus.records.participants import Person, people_of
from ccg_corpus.records.printings import Member, same_quotations
from ccg_corpus.records.reviewed import Review, Reviewed, reviewed
from ccg_corpus.records.told import Tables, ToldByTables, role_told, with_role
from ccg_corpus.text.words import fold, label_key, participant_key
from ccg_corpus.vocabulary import Roles, load_roles

__all__ = [
    "DocumentEntries",
    "DocumentEntry",
    "FacetRow",
    "FinishedDocument",
    "FinishedPerson",
    "FinishedRecord",
    "GivenToUnit",
    "Identity",
    "Making",
    "Member",
    "Named",
    "Plan",
    "Unit",
    "finish_unit",
    "is_verbatim",
    "named",
    "plan_units",
]


@dataclass(frozen=True, slots=True)
class Unit:
    """Documents whose records are made together, and a key of all they are made from."""

    key: str
    ids: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """Who is who in a corpus, the sites' crosswalk, and what in config.yaml names no document."""

    identities: Identities
    sites: Mapping[tuple[str, str], str]
    stated: str  # a digest of what all records are made by
    warnings: tuple[str, ...] = ()
    additions: Mapping[str, Any] = field(default_factory=dict)  # to the role vocabulary

    @cached_property
    def roles(self) -> Roles:
        """The role vocabulary: made when there are records to make."""
        return load_roles(self.additions)

    def units(self) -> Iterator[Unit]:
        """All units, each made when it is asked for: most are looked at for their keys only."""
        identities = self.identities
        for places in identities.units():
            parts = repr([self.stated, *map(identities.parts, places)])
            key = sha256(parts.encode()).hexdigest()[:32]
            yield Unit(key, tuple(identities.ids[n] for n in places), places)


@dataclass(frozen=True, slots=True)
class FinishedPerson:
    """A participant as listings show it; `keys` are what the label and the case are compared by."""

    person: Person
    keys: tuple[str, str | None]
    site: str | None
    quotations: int
    words: int
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FinishedDocument:
    """A document as listings show it. `cases`: label, its key, description, site."""

    id: str
    source: str
    version_of: str | None
    facts: dict[str, Any]
    cases: tuple[tuple[str, str, str | None, str | None], ...]
    people: tuple[FinishedPerson, ...] = ()
    identity: Identity | None = None
    lost: tuple[Mapping[str, Any], ...] = ()
    conflicts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class GivenToUnit:
    """What reviewers gave about one document: decisions in force, in order, and rows of tables."""

    decisions: tuple[Decision, ...] = ()
    facts: tuple[FactRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Making:
    """What all records are made with: the codebook, the crosswalk of sites, the roles; and what a
    site may be called in a table."""

    codes: tuple[Code, ...]
    sites: Mapping[tuple[str, str], str]
    roles: Roles
    site_names: Mapping[str, str] = field(default_factory=dict)


def site_names(sites: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By id and title, folded: the id of each site."""
    return {fold(name): id for id, title in sites for name in (title, id)}


def plan_units(
    known: DocumentEntries,
    config: Config,
    *,
    references: Sequence[Reference] = (),
    rules: str = "",
) -> Plan:
    """What has to be finished.

    `references` are what exports of reference managers say of the documents, in the order in
    which they count. `rules` stands for the rules that records are made by: other rules are other
    keys.
    """
    identities, differing = identify(known, config, references)
    sites, warnings = _crosswalk(identities, config)
    made_by = (
        rules,
        terms_of(config.codes),
        sorted(sites.items()),
        config.roles,
    )
    stated = sha256(repr(made_by).encode()).hexdigest()
    return Plan(identities, sites, stated, (*differing, *warnings), config.roles)


def finish_unit(
    members: Sequence[Member],
    config: Config,
    plan: Plan,
    given: Mapping[str, GivenToUnit] | None = None,
) -> tuple[list[FinishedDocument], list[FinishedRecord]]:
    """The documents and records of one unit, with what reviewers gave about them by their ids.

    Raises: NotVerbatim.
    """
    names = site_names((site.id, site.title) for site in config.sites)
    making = Making(config.codes, plan.sites, plan.roles, names)
    return finished_unit(members, making, given or {})


def finished_unit(
    members: Sequence[Member], making: Making, given: Mapping[str, GivenToUnit]
) -> tuple[list[FinishedDocument], list[FinishedRecord]]:
    """The same, with what records are made with at hand.

    Raises: NotVerbatim.
    """
    standing = [_Standing(member, members, making, given) for member in members]
    owners = {place: owner for one in standing for place, owner in one.owners.items()}
    told = {id: what for one in standing for id, what in one.told.items()}
    parts = RecordParts(CodeTerms(making.codes), making.sites, owners, told)
    records = list(finished_records(same_quotations([one.member for one in standing]), parts))
    spoken = _spoken(records)
    return [_finished_document(one, making, spoken) for one in standing], records


class _Standing:
    """A document as its reviewers left it: its quotations, whose they are, what is told of them."""

    def __init__(
        self,
        member: Member,
        unit: Sequence[Member],
        making: Making,
        given: Mapping[str, GivenToUnit],
    ) -> None:
        id, own = member.identity.id, given.get(member.identity.id, GivenToUnit())
        others = [
            one
            for other in unit
            if other is not member and other.identity.record_id == member.identity.record_id
            for one in given.get(other.identity.id, GivenToUnit()).decisions
        ]
        self.review: Review = reviewed(
            id, member.document, member.quotations, own.decisions, others, roles=making.roles
        )
        self.tables = Tables(own.facts, making.site_names)
        self.of_document = self.tables.of_document
        spoken = [row for row in self.review.quotations if not row.is_rejected]
        people, whose = people_of(id, [row.quotation.speaker for row in spoken], making.roles)
        person_of = {
            row.id: people[place]
            for row, place in zip(spoken, whose, strict=True)
            if place is not None
        }
        self.told: dict[str, ToldByTables] = {}
        rows: list[Reviewed] = []
        for row in self.review.quotations:
            person = person_of.get(row.id)
            told = self.tables.of(row.quotation.speaker, person)
            if told.role or told.site or told.attributes or self.of_document:
                attributes = {**self.of_document, **told.attributes}
                self.told[row.id] = replace(told, attributes=attributes)
            rows.append(with_role(row, told, person, making.roles))
        self.people = [self._person(person, making.roles) for person in people]
        self.owners = {
            (id, row.quotation.span): person_of[row.id].id for row in rows if row.id in person_of
        }
        self.member = replace(member, reviewed=tuple(rows))

    def _person(self, person: Person, roles: Roles) -> tuple[Person, ToldByTables]:
        speaker = Speaker(label=person.label, role=person.role, participant=person.who)
        told = self.tables.of(speaker, person)
        if told.role is not None:
            role = role_told(told.role, roles)
            person = replace(person, role=role, roles=roles.broader(role) if role else ())
        return person, replace(told, attributes={**self.of_document, **told.attributes})

    def lost(self) -> tuple[Mapping[str, Any], ...]:
        """What found no place here: decisions, and rows of tables."""
        rows = [_lost(one) for one in self.review.lost]
        document = self.member.identity.id
        unused = (_lost_fact(fact, document) for fact in self.tables.unused())
        return (*rows, *unused, *({"row": line} for line in self.tables.outdone()))


def _lost(lost: Lost) -> dict[str, Any]:
    one = lost.decision
    return {
        "decision": one.id,
        "do": one.do,
        "by": one.by,
        "at": one.at,
        "id": one.on.id,
        "text": lost.exact,
    }


def _lost_fact(fact: FactRow, document: str) -> dict[str, Any]:
    who = fact.participant_id or fact.label
    return {"row": f"{fact.file}, line {fact.line}: nobody in {document} is called '{who}'"}


def _conflict(id: str, conflict: Conflict) -> dict[str, Any]:
    words = [
        {
            "by": word.by,
            "at": word.decision.at,
            "value": word.value["exact"] if isinstance(word.value, Mapping) else word.value,
            "why": word.decision.why,
        }
        for word in conflict.words
    ]
    return {"id": id, "field": conflict.field, "words": words}


def in_unit_order(identities: Iterable[Identity]) -> list[Identity]:
    """The documents of a unit as `units` orders them: works by year, the version of record first."""
    rows = list(identities)
    years = {one.id: one.facts.year for one in rows}

    def order(one: Identity) -> tuple[int, str, bool, str]:
        is_version = one.id != one.record_id
        return years.get(one.record_id) or 9999, one.record_id, is_version, one.id

    return sorted(rows, key=order)


def _spoken(records: Iterable[FinishedRecord]) -> dict[str, tuple[int, int]]:
    """By person: how many quotations a listing without filters has, and of how many words."""
    spoken: dict[str, tuple[int, int]] = {}
    for one in records:
        if one.person is not None and one.is_listed:
            count, words = spoken.get(one.person, (0, 0))
            spoken[one.person] = count + 1, words + len(one.record["text"].split())
    return spoken


def _finished_person(
    person: Person,
    told: ToldByTables,
    identity: Identity,
    making: Making,
    spoken: Mapping[str, tuple[int, int]],
) -> FinishedPerson:
    case_key = None if person.case is None else label_key(person.case)
    return FinishedPerson(
        person=person,
        keys=(participant_key(person.who), case_key),
        site=told.site or site_of(identity, person.case, making.sites),
        quotations=spoken.get(person.id, (0, 0))[0],
        words=spoken.get(person.id, (0, 0))[1],
        attributes=told.attributes,
    )


def _finished_document(
    one: _Standing, making: Making, spoken: Mapping[str, tuple[int, int]]
) -> FinishedDocument:
    member = one.member
    identity = member.identity
    facts = identity.facts
    is_version = identity.record_id != identity.id
    more = {
        "journal": facts.journal,
        "language": facts.language,
        "study": identity.study,
        "version_why": identity.version_why,
        "shares_quotations_with": list(identity.shares_with),
        "facts_from": identity.facts_from,
    }
    attributes = {"attributes": one.of_document} if one.of_document else {}
    return FinishedDocument(
        id=identity.id,
        source=identity.source,
        version_of=identity.record_id if is_version else None,
        facts={**document_facts(identity), **more, **dict(facts.extra), **attributes},
        cases=tuple(
            (
                case.label,
                label_key(case.label),
                case.description,
                site_of(identity, case.label, making.sites),
            )
            for case in member.document.cases
        ),
        people=tuple(
            _finished_person(person, told, identity, making, spoken) for person, told in one.people
        ),
        identity=identity,
        lost=one.lost(),
        conflicts=tuple(_conflict(id, conflict) for id, conflict in one.review.conflicts),
    )


def _crosswalk(
    identities: Identities, config: Config
) -> tuple[dict[tuple[str, str], str], list[str]]:
    """(document id, case) → site; and what in config.yaml names no document of the corpus."""
    versions = [one for one in config.documents if one.version_of not in (None, NO_VERSION)]
    if not config.sites and not versions:
        return {}, []
    finder = Finder(identities, config.root)
    sites: dict[tuple[str, str], str] = {}
    warnings = []
    for site in config.sites:
        for case in site.cases:
            reference, _, label = case.partition(":")
            document_id = finder.id_of(reference)
            if document_id is None:
                warnings.append(f"site {site.id}: no document '{reference}' in the corpus")
            else:
                sites[document_id, label_key(label)] = site.id
    warnings += [
        f"{facts.source} is version_of '{facts.version_of}', which is not in the corpus"
        for facts in versions
        if finder.id_of(str(facts.version_of)) is None
    ]
    return sites, warnings
