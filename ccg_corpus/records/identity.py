"""Who a document is in the corpus: its id, its facts, its study, the version of record of its work.

Comes in: the works of all files and the config, whose word goes before a file's. Goes out: an
`Identity` for each, the same in any order of files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ccg_corpus.config import Config, DocumentFacts
from ccg_corpus.model import Facts
from ccg_corpus.versions import Work, joined, version_groups
from ccg_corpus.words import slug


@dataclass(frozen=True, slots=True)
class Identity:
    """A document of the corpus. `record_id` is the version of record of its work: mostly itself."""

    source: str
    id: str
    facts: Facts
    study: str | None
    record_id: str


def source_name(path: Path, root: Path) -> str:
    """How records and config name a file: by its path from the project, absolute if it is outside.

    Bytes that are no text are written out, so that the name can be stored and printed.
    """
    # Not resolved: a linked corpus folder keeps the name it has in the project.
    absolute, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100
    name = absolute.relative_to(base) if absolute.is_relative_to(base) else absolute
    raw = name.as_posix().encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "backslashreplace")


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


def identify(works: Sequence[Work], config: Config) -> tuple[Identity, ...]:
    """The identity of each work, in their order."""
    stated = {work.source: stated_facts(work.source, config) for work in works}
    ids = _ids([work.source for work in works], stated)
    known = [replace(work, facts=_merged(work.facts, stated[work.source])) for work in works]
    groups = version_groups(known, stated=_stated_versions(known, ids, stated))
    first = {n: group[0] for group in groups for n in group}
    members = {n: group for group in groups for n in group}
    studies = [facts.study if (facts := stated[work.source]) else None for work in works]
    return tuple(
        Identity(
            source=work.source,
            id=ids[work.source],
            facts=work.facts,
            study=next((studies[m] for m in (n, *members.get(n, ())) if studies[m]), None),
            record_id=ids[known[first.get(n, n)].source],
        )
        for n, work in enumerate(known)
    )


def units(identities: Sequence[Identity]) -> list[tuple[Identity, ...]]:
    """Documents whose records depend on one another: versions of a work, reports of a study.

    In a unit works stand by year, each with its version of record first.
    """
    first: dict[str, int] = {}
    pairs = []
    for n, identity in enumerate(identities):
        for key in (f"work {identity.record_id}", f"study {identity.study}"):
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
    """The id of the document that config.yaml refers to by id, by file name or by path."""
    known = tuple(identities)
    if reference in {identity.id for identity in known}:
        return reference
    path = source_name(root / reference, root)
    for identity in known:
        if identity.source == path or PurePath(identity.source).name == reference:
            return identity.id
    return None


def _ids(sources: Iterable[str], stated: Mapping[str, DocumentFacts | None]) -> dict[str, str]:
    """The id that config.yaml gives, else the file's name; later paths give way."""
    ids: dict[str, str] = {}
    by_path = sorted(sources, key=lambda source: (_given_id(stated[source]) is None, source))
    taken: set[str] = set()
    for source in by_path:
        base = _given_id(stated[source]) or slug(PurePath(source).stem) or "document"
        name, n = base, 1
        while name in taken:
            n += 1
            name = f"{base}-{n}"
        taken.add(name)
        ids[source] = name
    return ids


def _given_id(facts: DocumentFacts | None) -> str | None:
    return facts.id if facts else None


def _merged(read: Facts, stated: DocumentFacts | None) -> Facts:
    """The file's facts with the user's over them."""
    if stated is None:
        return read
    fields = ("title", "authors", "year", "doi", "journal", "type", "language")
    given = {field: value for field in fields if (value := getattr(stated, field))}
    extra = tuple({**dict(read.extra), **dict(stated.extra)}.items())
    return replace(read, **given, extra=extra)


def _stated_versions(
    works: Sequence[Work], ids: Mapping[str, str], stated: Mapping[str, DocumentFacts | None]
) -> list[tuple[int, int]]:
    number = {ids[work.source]: n for n, work in enumerate(works)}
    number |= {PurePath(work.source).name: n for n, work in enumerate(works)}
    number |= {work.source: n for n, work in enumerate(works)}
    references = [facts.version_of if (facts := stated[work.source]) else None for work in works]
    return [
        (n, number[reference])
        for n, reference in enumerate(references)
        if reference is not None and number.get(reference, n) != n
    ]
