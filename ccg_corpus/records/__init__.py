"""The finish: what was found in all files, with the config over it → documents and records.

Comes in: works, extractions, `Config`. Goes out: units of documents that depend on one another,
each with a key of all that its records are made from, so that a unit whose key is known need not
be made again. Pure, and the same in any order of files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ccg_corpus.bibliography.reference import Reference
from ccg_corpus.config import NO_VERSION, Config
from ccg_corpus.records.build import (
    FacetRow,
    FinishedRecord,
    RecordParts,
    document_facts,
    finished_records,
    is_verbatim,
    site_of,
)
from ccg_corpus.records.codes import Codebook
from ccg_corpus.records.identity import (
    Identity,
    find_document,
    identify,
    stated_facts,
    units,
)
from ccg_corpus.records.printings import Member, same_quotations
from ccg_corpus.versions import Work
from ccg_corpus.words import label_key

__all__ = [
    "FacetRow",
    "FinishedDocument",
    "FinishedRecord",
    "Identity",
    "Member",
    "Plan",
    "Unit",
    "finish_unit",
    "is_verbatim",
    "plan_units",
    "stated_facts",
]


@dataclass(frozen=True, slots=True)
class Unit:
    """Documents whose records are made together, and a key of all they are made from."""

    key: str
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All units of a corpus, the sites' crosswalk, and what in config.yaml names no document."""

    units: tuple[Unit, ...]
    sites: Mapping[tuple[str, str], str]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedDocument:
    """A document as listings show it. `cases`: label, its key, description, site."""

    id: str
    source: str
    version_of: str | None
    facts: dict[str, Any]
    cases: tuple[tuple[str, str, str | None, str | None], ...]


def plan_units(
    found: Sequence[tuple[str, Work]],
    config: Config,
    *,
    references: Sequence[Reference] = (),
    rules: str = "",
) -> Plan:
    """What has to be finished: `found` has the digest of each file's extraction and its work.

    `references` are what exports of reference managers say of the documents, in the order in
    which they count. `rules` stands for the rules that records are made by: other rules are other
    keys.
    """
    identities, differing = identify([work for _, work in found], config, references)
    digests = {work.source: digest for digest, work in found}
    sites, warnings = _crosswalk(identities, config)
    stated = repr((rules, config.codes, sorted(sites.items())))
    plans = (Unit(_unit_key(unit, digests, stated), unit) for unit in units(identities))
    unknown = (*differing, *warnings, *_unknown_versions(identities, config))
    return Plan(tuple(sorted(plans, key=lambda unit: unit.identities[0].id)), sites, unknown)


def finish_unit(
    members: Sequence[Member], config: Config, plan: Plan
) -> tuple[list[FinishedDocument], list[FinishedRecord]]:
    """The documents and records of one unit.

    Raises: NotVerbatim.
    """
    parts = RecordParts(Codebook(config.codes), plan.sites)
    records = list(finished_records(same_quotations(members), parts))
    return [_finished_document(member, plan) for member in members], records


def _finished_document(member: Member, plan: Plan) -> FinishedDocument:
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
    )


def _unit_key(unit: Iterable[Identity], digests: Mapping[str, str], stated: str) -> str:
    parts = [(repr(identity), digests[identity.source]) for identity in unit]
    return sha256(json.dumps([stated, parts]).encode()).hexdigest()


def _crosswalk(
    identities: Sequence[Identity], config: Config
) -> tuple[dict[tuple[str, str], str], list[str]]:
    """(document id, case) → site; and the cases of documents that the corpus does not have."""
    sites: dict[tuple[str, str], str] = {}
    warnings = []
    for site in config.sites:
        for case in site.cases:
            reference, _, label = case.partition(":")
            document_id = find_document(reference, identities, config.root)
            if document_id is None:
                warnings.append(f"site {site.id}: no document '{reference}' in the corpus")
            else:
                sites[document_id, label_key(label)] = site.id
    return sites, warnings


def _unknown_versions(identities: Sequence[Identity], config: Config) -> list[str]:
    stated = [facts for facts in config.documents if facts.version_of not in (None, NO_VERSION)]
    return [
        f"{facts.source} is version_of '{facts.version_of}', which is not in the corpus"
        for facts in stated
        if find_document(str(facts.version_of), identities, config.root) is None
    ]
