"""Who a document is in the corpus: its id, its facts, its study, the version of record of its work.

Comes in: what is known of all files, what exports of reference managers say of them, and the
config, whose word goes before either. Goes out: `Identities`, the same in any order of files. Most
documents are as their file says and stand alone; only of the others more than an id is held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ccg_corpus.bibliography.exports.reference import Reference
from ccg_corpus.bibliography.matching import Described, describe, laid_over
from ccg_corpus.core.model import Facts
from ccg_corpus.project import name_key, source_name
from ccg_corpus.project.config import NO_VERSION, Config, DocumentFacts
from ccg_corpus.records.document_ids import Named, document_ids, named
from ccg_corpus.records.known import DocumentEntries
from ccg_corpus.versions import (
    VersionGroup,
    Work,
    fact_keys,
    find_versions,
    holders,
    joined,
    sharing_pairs,
)


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


@dataclass(frozen=True, slots=True)
class Overlay:
    """The facts of a document that others speak of: theirs over its own; and who they are."""

    facts: Facts
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Identities:
    """Who each document is, by its place. What is not said of one is as its own file says."""

    known: DocumentEntries
    ids: Sequence[str]
    overlays: Mapping[int, Overlay]
    studies: Mapping[int, str]
    groups: Mapping[int, VersionGroup]
    sharing: Mapping[int, Sequence[int]]  # versions of record with the same long quotations

    def __getitem__(self, n: int) -> Identity:
        group = self.groups.get(n)
        overlay = self.overlays.get(n)
        return Identity(
            source=self.known.entries[n].source,
            id=self.ids[n],
            facts=overlay.facts if overlay else self.known.work(n).facts,
            study=self.studies.get(n),
            record_id=self.ids[group.members[0]] if group else self.ids[n],
            version_why=group.why[group.members.index(n)] if group else None,
            shares_with=tuple(sorted({self.ids[m] for m in self.sharing.get(n, ())})),
            facts_from=overlay.entry if overlay else None,
        )

    def parts(self, n: int) -> tuple[object, ...]:
        """All that an identity is made of: what its file says goes by the digest of it."""
        group = self.groups.get(n)
        version = group and (self.ids[group.members[0]], group.why[group.members.index(n)])
        sharing = sorted({self.ids[m] for m in self.sharing.get(n, ())})
        digest = self.known.entries[n].digest
        return self.ids[n], digest, self.studies.get(n), version, sharing, self.overlays.get(n)

    def units(self) -> Iterator[tuple[int, ...]]:
        """Documents whose records depend on one another: versions of a work, reports of a study,
        publications that share quotations.

        In a unit works stand by year, each with its version of record first.
        """
        together = joined(self._pairs())
        joint = {n for unit in together for n in unit}
        yield from ((n,) for n in range(len(self.ids)) if n not in joint)
        yield from (tuple(sorted(unit, key=self._order)) for unit in together)

    def _pairs(self) -> Iterator[tuple[int, int]]:
        for n, group in self.groups.items():
            yield group.members[0], n
        for n, others in self.sharing.items():
            yield from ((n, other) for other in others)
        first: dict[str, int] = {}
        for n, study in self.studies.items():
            yield first.setdefault(study, n), n

    def _order(self, n: int) -> tuple[int, str, bool, str]:
        group = self.groups.get(n)
        record = group.members[0] if group else n
        year = named_of(self.known, self.overlays, record).year
        return year or 9999, self.ids[record], n != record, self.ids[n]


class Stated:
    """What config.yaml says of files, under their path or their name."""

    def __init__(self, config: Config) -> None:
        self._root = config.root
        self._by_path: dict[str, DocumentFacts] = {}
        self._by_name: dict[str, DocumentFacts] = {}
        for facts in config.documents:
            if "/" in facts.source:
                path = source_name(config.root / facts.source, config.root)
                self._by_path.setdefault(name_key(path, config.root), facts)
            else:
                self._by_name.setdefault(name_key(facts.source, config.root), facts)

    def of(self, source: str) -> DocumentFacts | None:
        """What is said of one."""
        if not self._by_path and not self._by_name:
            return None
        key = name_key(source, self._root)
        return self._by_path.get(key) or self._by_name.get(PurePath(key).name)

    def of_each(self, known: DocumentEntries) -> dict[int, DocumentFacts]:
        """Of those of which something is said."""
        found = ((n, self.of(entry.source)) for n, entry in enumerate(known.entries))
        return {n: facts for n, facts in found if facts}


def identify(
    known: DocumentEntries, config: Config, references: Sequence[Reference] = ()
) -> tuple[Identities, tuple[str, ...]]:
    """The identity of each document; and where references contradict one another."""
    stated = Stated(config).of_each(known)
    described, differing = _described(known, config, references)
    overlays = {
        n: _overlay(known, n, described.get(n), stated.get(n))
        for n in sorted(described.keys() | stated)
    }
    sources = [entry.source for entry in known.entries]
    names = {source: named_of(known, overlays, n) for n, source in enumerate(sources)}
    given = {sources[n]: facts.id for n, facts in stated.items() if facts.id}
    by_source = document_ids(names, given)
    ids = [by_source[source] for source in sources]

    pairs, apart = _stated_versions(known, ids, stated, config.root)
    found = find_versions(KnownWorks(known, overlays), stated=pairs, apart=apart)
    groups = {n: group for group in found for n in group.members}
    sharing = _sharing(sharing_pairs(known.said(), found))
    studies = _studies(stated, groups)
    return Identities(known, ids, overlays, studies, groups, sharing), differing


class KnownWorks:
    """All works with what others say of them: `versions.Works`."""

    def __init__(self, known: DocumentEntries, overlays: Mapping[int, Overlay]) -> None:
        self._known, self._overlays = known, overlays
        self.likeness, self.texts = known.likeness, known.texts

    def work(self, n: int) -> Work:
        work, overlay = self._known.work(n), self._overlays.get(n)
        return replace(work, facts=overlay.facts) if overlay else work

    def names(self, n: int) -> tuple[str, str]:
        one = named_of(self._known, self._overlays, n)
        return one.title, one.doi

    def facts(self) -> list[list[int]]:
        return holders(fact_keys(*self.names(n)) for n in range(len(self._known.entries)))


def named_of(known: DocumentEntries, overlays: Mapping[int, Overlay], n: int) -> Named:
    """What a document is named by, by whoever speaks of it."""
    overlay = overlays.get(n)
    return named(overlay.facts) if overlay else known.entries[n].named


def _described(
    known: DocumentEntries, config: Config, references: Sequence[Reference]
) -> tuple[dict[int, Described], tuple[str, ...]]:
    if not references:
        return {}, ()
    sources = [entry.source for entry in known.entries]
    own = dict(zip(sources, known.facts(), strict=True))
    described, differing = describe(own, references, config.root)
    return {n: described[s] for n, s in enumerate(sources) if s in described}, differing


def _overlay(
    known: DocumentEntries, n: int, described: Described | None, stated: DocumentFacts | None
) -> Overlay:
    facts = described.facts if described else known.work(n).facts
    return Overlay(_merged(facts, stated), described.where if described else None)


def _studies(
    stated: Mapping[int, DocumentFacts], groups: Mapping[int, VersionGroup]
) -> dict[int, str]:
    """By what config.yaml says of a document, else of a version of its work."""
    own = {n: facts.study for n, facts in stated.items() if facts.study}
    found = dict(own)
    for group in {groups[n].members for n in own if n in groups}:
        study = next(own[n] for n in group if n in own)
        found |= {n: study for n in group if n not in own}
    return dict(sorted(found.items()))


def _sharing(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """By a version of record: those with the same long quotations."""
    others: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        others[one].append(other)
        others[other].append(one)
    return dict(others)


class Finder:
    """Finds the documents that config.yaml refers to by id, by path, by file name or stem."""

    def __init__(self, identities: Identities, root: Path) -> None:
        self._root = root
        self._ids = identities.ids
        self._places = {id: n for n, id in enumerate(identities.ids)}
        self._paths: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        for n, entry in enumerate(identities.known.entries):
            key = name_key(entry.source, root)
            name = PurePath(key)
            self._paths[key] = n
            self._names.setdefault(name.name, n)
            self._stems.setdefault(name.stem, n)

    def id_of(self, reference: str) -> str | None:
        """The document's id; None where there is no such document."""
        if reference in self._places:
            return reference
        path = name_key(source_name(self._root / reference, self._root), self._root)
        name = name_key(reference, self._root)
        named = [table[key] for table, key in ((self._paths, path), (self._names, name))
                 if key in table]  # fmt: skip
        found = min(named) if named else self._stems.get(name)
        return None if found is None else self._ids[found]


def _merged(facts: Facts, stated: DocumentFacts | None) -> Facts:
    """The facts of a file, or of a reference manager over them, with the user's over both."""
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
    known: DocumentEntries, ids: Sequence[str], stated: Mapping[int, DocumentFacts], root: Path
) -> tuple[list[tuple[int, int]], set[int]]:
    """What config.yaml says: (version, version of record), and works that are versions of none."""
    references = {
        n: facts.version_of if facts.version_of == NO_VERSION else name_key(facts.version_of, root)
        for n, facts in stated.items()
        if facts.version_of
    }
    if not references:
        return [], set()
    sources = [name_key(entry.source, root) for entry in known.entries]
    number = {PurePath(source).stem: n for n, source in enumerate(sources)}
    number |= {name_key(id, root): n for n, id in enumerate(ids)}
    number |= {PurePath(source).name: n for n, source in enumerate(sources)}
    number |= {source: n for n, source in enumerate(sources)}
    pairs = [
        (n, number[reference])
        for n, reference in references.items()
        if reference != NO_VERSION and number.get(reference, n) != n
    ]
    return pairs, {n for n, reference in references.items() if reference == NO_VERSION}
