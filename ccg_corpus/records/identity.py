"""Who a document is in the corpus: its id, its facts, its study, the version of record of its work.

Comes in: the works of all files, what exports of reference managers say of them, and the config,
whose word goes before either. Goes out: an `Identity` for each, the same in any order of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ccg_corpus.bibliography.matching import Described, describe, laid_over
from ccg_corpus.bibliography.reference import Reference
from ccg_corpus.config import NO_VERSION, Config, DocumentFacts
from ccg_corpus.model import Facts
from ccg_corpus.project import source_name
from ccg_corpus.records.ids import document_ids
from ccg_corpus.versions import VersionGroup, Work, find_versions, joined, sharing_pairs


@dataclass(frozen=True, slots=True)
class Identity:
    """A document of the corpus. `record_id` is the version of record of its work: mostly itself.

    `version_why` says why it is a version, and why the other one is that of record; `shares_with`
    names the documents of other works that print the same long quotations; `facts_from` the entry
    of a reference manager that its facts are from.
    """

    source: str
    id: str
    facts: Facts
    study: str | None
    record_id: str
    version_why: str | None = None
    shares_with: tuple[str, ...] = ()
    facts_from: str | None = None


def stated_facts(source: str, config: Config) -> DocumentFacts | None:
    """What config.yaml says of a file, under its path or its name."""
    by_name = None
    for facts in config.documents:
        if "/" not in facts.source:
            if facts.source == PurePath(source).name:
                by_name = by_name or facts
        elif source_name(config.root / facts.source, config.root) == source:
            return facts
    return by_name


def identify(
    works: Sequence[Work], config: Config, references: Sequence[Reference] = ()
) -> tuple[tuple[Identity, ...], tuple[str, ...]]:
    """The identity of each work, in their order; and where references contradict one another."""
    stated = {work.source: stated_facts(work.source, config) for work in works}
    own = {work.source: work.facts for work in works}
    described, differing = describe(own, references, config.root)
    known = [
        replace(work, facts=_merged(work.facts, described.get(work.source), stated[work.source]))
        for work in works
    ]
    given = {source: facts.id for source, facts in stated.items() if facts and facts.id}
    ids = document_ids({work.source: work.facts for work in known}, given)
    identities = _identities(known, ids, stated)
    return tuple(_with_entry(one, described.get(one.source)) for one in identities), differing


def _with_entry(identity: Identity, described: Described | None) -> Identity:
    return replace(identity, facts_from=described.where) if described else identity


def _identities(
    works: Sequence[Work], ids: Mapping[str, str], stated: Mapping[str, DocumentFacts | None]
) -> list[Identity]:
    pairs, apart = _stated_versions(works, ids, stated)
    groups = find_versions(works, stated=pairs, apart=apart)
    group_of = {n: group for group in groups for n in group.members}
    sharing = _sharing(works, ids, groups)
    studies = [facts.study if (facts := stated[work.source]) else None for work in works]
    found = []
    for n, work in enumerate(works):
        group = group_of.get(n)
        members = group.members if group else (n,)
        identity = Identity(
            source=work.source,
            id=ids[work.source],
            facts=work.facts,
            study=next((studies[m] for m in (n, *members) if studies[m]), None),
            record_id=ids[works[members[0]].source],
            version_why=group.why[members.index(n)] if group else None,
            shares_with=sharing.get(n, ()),
        )
        found.append(identity)
    return found


def _sharing(
    works: Sequence[Work], ids: Mapping[str, str], groups: Iterable[VersionGroup]
) -> dict[int, tuple[str, ...]]:
    """By number of a version of record: the ids of those with the same long quotations."""
    others: dict[int, set[str]] = {}
    for one, other in sharing_pairs(works, groups):
        others.setdefault(one, set()).add(ids[works[other].source])
        others.setdefault(other, set()).add(ids[works[one].source])
    return {n: tuple(sorted(found)) for n, found in others.items()}


def units(identities: Sequence[Identity]) -> list[tuple[Identity, ...]]:
    """Documents whose records depend on one another: versions of a work, reports of a study,
    publications that share quotations.

    In a unit works stand by year, each with its version of record first.
    """
    first: dict[str, int] = {}
    pairs = []
    for n, identity in enumerate(identities):
        keys = [f"work {identity.record_id}", f"study {identity.study}", f"document {identity.id}"]
        for key in (*keys, *(f"document {id}" for id in identity.shares_with)):
            if key != "study None":
                pairs.append((first.setdefault(key, n), n))
    groups = [[identities[n] for n in group] for group in joined(len(identities), pairs)]
    joint = {identity.id for group in groups for identity in group}
    groups += [[identity] for identity in identities if identity.id not in joint]
    years = {identity.id: identity.facts.year or 9999 for identity in identities}

    def order(identity: Identity) -> tuple[int, str, bool, str]:
        record_id = identity.record_id
        return years[record_id], record_id, identity.id != record_id, identity.id

    return [tuple(sorted(group, key=order)) for group in groups]


def find_document(reference: str, identities: Iterable[Identity], root: Path) -> str | None:
    """The id of the document that config.yaml refers to by id, by path, by file name or stem."""
    known = tuple(identities)
    if reference in {identity.id for identity in known}:
        return reference
    path = source_name(root / reference, root)
    names = [(PurePath(one.source), one) for one in known]
    by_name = [one for name, one in names if one.source == path or name.name == reference]
    by_stem = [one for name, one in names if name.stem == reference]
    return next((one.id for one in (*by_name, *by_stem)), None)


def _merged(read: Facts, described: Described | None, stated: DocumentFacts | None) -> Facts:
    """The file's facts, those of a reference manager over them, the user's over both."""
    facts = described.facts if described else read
    if stated is None:
        return facts
    user = Facts(
        title=stated.title,
        authors=stated.authors,
        year=stated.year,
        doi=stated.doi,
        journal=stated.journal,
        type=stated.type,
        language=stated.language,
        extra=stated.extra,
    )
    return laid_over(facts, user)


def _stated_versions(
    works: Sequence[Work], ids: Mapping[str, str], stated: Mapping[str, DocumentFacts | None]
) -> tuple[list[tuple[int, int]], set[int]]:
    """What config.yaml says: (version, version of record), and works that are versions of none."""
    number = {PurePath(work.source).stem: n for n, work in enumerate(works)}
    number |= {ids[work.source]: n for n, work in enumerate(works)}
    number |= {PurePath(work.source).name: n for n, work in enumerate(works)}
    number |= {work.source: n for n, work in enumerate(works)}
    references = [facts.version_of if (facts := stated[work.source]) else None for work in works]
    pairs = [
        (n, number[reference])
        for n, reference in enumerate(references)
        if reference not in (None, NO_VERSION) and number.get(reference, n) != n
    ]
    return pairs, {n for n, reference in enumerate(references) if reference == NO_VERSION}
