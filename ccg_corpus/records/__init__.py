"""The finish: what was found in all files, with the config over it → documents and records.

Comes in: what is `Known` of all documents, extractions, `Config`. Goes out: units of documents that
depend on one another, each with a key of all that its records are made from, so that a unit whose
key is known need not be made again. Pure, and the same in any order of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from ccg_corpus.bibliography.exports.reference import Reference
from ccg_corpus.core.span import Span
from ccg_corpus.project.config import NO_VERSION, Config
from ccg_corpus.records.build import (
    FacetRow,
    FinishedRecord,
    RecordParts,
    document_facts,
    finished_records,
    is_verbatim,
    site_of,
)
from ccg_corpus.records.codes import Codebook, merged_of, terms_of
from ccg_corpus.records.identity import Finder, Identities, Identity, identify
from ccg_corpus.records.ids import Named, named
from ccg_corpus.records.known import Entry, Known
from ccg_corpus.records.participants import Person, people_of
from ccg_corpus.records.printings import Member, same_quotations
from ccg_corpus.text.words import label_key, participant_key
from ccg_corpus.vocabulary import Roles, load_roles

__all__ = [
    "Entry",
    "FacetRow",
    "FinishedDocument",
    "FinishedPerson",
    "FinishedRecord",
    "Identity",
    "Known",
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


@dataclass(frozen=True, slots=True)
class FinishedDocument:
    """A document as listings show it. `cases`: label, its key, description, site."""

    id: str
    source: str
    version_of: str | None
    facts: dict[str, Any]
    cases: tuple[tuple[str, str, str | None, str | None], ...]
    people: tuple[FinishedPerson, ...] = ()


def plan_units(
    known: Known,
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
        sorted(merged_of(config.codes).items()),
        sorted(sites.items()),
        config.roles,
    )
    stated = sha256(repr(made_by).encode()).hexdigest()
    return Plan(identities, sites, stated, (*differing, *warnings), config.roles)


def finish_unit(
    members: Sequence[Member], config: Config, plan: Plan
) -> tuple[list[FinishedDocument], list[FinishedRecord]]:
    """The documents and records of one unit.

    Raises: NotVerbatim.
    """
    people: dict[str, list[Person]] = {}
    owners: dict[tuple[str, Span], str] = {}
    for member in members:
        id = member.identity.id
        found, whose = people_of(id, [one.speaker for one in member.quotations], plan.roles)
        people[id] = found
        for quotation, place in zip(member.quotations, whose, strict=True):
            if place is not None:
                owners[id, quotation.span] = found[place].id
    parts = RecordParts(Codebook(config.codes), plan.sites, owners)
    records = list(finished_records(same_quotations(members), parts))
    spoken = _spoken(records)
    return [_finished_document(one, plan, people[one.identity.id], spoken) for one in members], (
        records
    )


def _spoken(records: Iterable[FinishedRecord]) -> dict[str, tuple[int, int]]:
    """By person: how many quotations a listing without filters has, and of how many words."""
    spoken: dict[str, tuple[int, int]] = {}
    for one in records:
        if one.person is not None and one.is_listed:
            count, words = spoken.get(one.person, (0, 0))
            spoken[one.person] = count + 1, words + len(one.record["text"].split())
    return spoken


def _finished_person(
    person: Person, identity: Identity, plan: Plan, spoken: Mapping[str, tuple[int, int]]
) -> FinishedPerson:
    case_key = None if person.case is None else label_key(person.case)
    return FinishedPerson(
        person=person,
        keys=(participant_key(person.who), case_key),
        site=site_of(identity, person.case, plan.sites),
        quotations=spoken.get(person.id, (0, 0))[0],
        words=spoken.get(person.id, (0, 0))[1],
    )


def _finished_document(
    member: Member, plan: Plan, people: Iterable[Person], spoken: Mapping[str, tuple[int, int]]
) -> FinishedDocument:
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
    return FinishedDocument(
        id=identity.id,
        source=identity.source,
        version_of=identity.record_id if is_version else None,
        facts={**document_facts(identity), **more, **dict(facts.extra)},
        cases=tuple(
            (
                case.label,
                label_key(case.label),
                case.description,
                site_of(identity, case.label, plan.sites),
            )
            for case in member.document.cases
        ),
        people=tuple(_finished_person(person, identity, plan, spoken) for person in people),
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
