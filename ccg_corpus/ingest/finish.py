"""What was found in all files → the finished corpus, in one transaction.

Units of documents that are made from the same things as before stay as they are: they are told by
their keys, and nothing that was found in their files is read. Comes in: the store and the config.
Goes out: the versions of works, and what in config.yaml names no document.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from ccg_corpus.bibliography.exports.side_files import Contents, SideFile, SideFiles, read_side_file
from ccg_corpus.codebook import read_codebook
from ccg_corpus.core.rules import FINISHING, rules_key
from ccg_corpus.ingest.given import (
    given_by_document,
    given_of,
    is_current,
    keep_codebook_faults,
    take_in,
    unit_key,
)
from ccg_corpus.project.config import Config
from ccg_corpus.project.settings import codebook_digest, config_digest, settings_of, settings_text
from ccg_corpus.records import Member, Plan, Unit, finish_unit, named, plan_units
from ccg_corpus.records.codes import merged_of
from ccg_corpus.store import Fact, Store
from ccg_corpus.store.unread import Skipped, encoded


def is_finished(store: Store, config: Config, side_files: SideFiles) -> bool:
    """Whether the finished corpus is that of all files, of this config and these side files."""
    is_by_these = store.fact(Fact.FINISHED) == _finishing_key(config, side_files)
    return is_by_these and store.fact(Fact.GIVEN) is not None and is_current(store)


def unfinish(store: Store) -> None:
    """A file changed: within the transaction that changes it."""
    store.remember(Fact.FINISHED, "")


def finish(store: Store, config: Config, side_files: SideFiles) -> None:
    """Bring documents and records up to date with files, side files and config.

    Raises: NotVerbatim.
    """
    with store.transaction():
        take_in(store)
        rules = rules_key(FINISHING)
        store.catalogue.update(named, anew=store.fact(Fact.CATALOGUED) != rules)
        store.remember(Fact.CATALOGUED, rules)
        contents = _contents(store, side_files, rules)
        known = store.catalogue.known()
        plan = plan_units(known, config, references=contents.references, rules=rules)
        if _replace_units(store, config, plan) or store.fact(Fact.GENERATION) is None:
            store.remember(Fact.GENERATION, secrets.token_hex(8))
        store.remember(Fact.WARNINGS, json.dumps([*contents.warnings, *plan.warnings]))
        store.remember(Fact.EXPORTS, json.dumps(side_files.digests))
        crosswalk = sorted([*case, site] for case, site in plan.sites.items())
        store.remember(Fact.SITES, json.dumps(crosswalk))
        store.remember(Fact.EXPORTS_USED, json.dumps(_used(contents, plan)))
        store.remember(Fact.SETTINGS, settings_text(settings_of(config)))
        store.remember(Fact.FINISHED, _finishing_key(config, side_files))


def end_run(
    store: Store,
    config: Config,
    unread: Iterable[Skipped],
    unmatched: Iterable[str],
    leaving: Iterable[list[str]] = (),
) -> None:
    """Remember when this run ended, by which config.yaml, what it did not read, and what it met that
    leads out of the project."""
    with store.transaction():
        store.remember(Fact.UNREAD, encoded(unread))
        store.remember(Fact.UNMATCHED, json.dumps([*unmatched]))
        store.remember(Fact.LEAVING, json.dumps([*leaving]))
        store.remember(Fact.CONFIG, config_digest(config.root))
        store.remember(Fact.CODEBOOK, codebook_digest(config.root))
        keep_codebook_faults(store, read_codebook(config.root, config.codes))
        store.remember(Fact.INGESTED, datetime.now(UTC).isoformat(timespec="seconds"))


def _used(contents: Contents, plan: Plan) -> dict[str, tuple[int, int]]:
    """Of each export how many entries it holds, and the facts of how many documents are from it."""
    entries = Counter(reference.file for reference in contents.references)
    where = (overlay.entry for overlay in plan.identities.overlays.values() if overlay.entry)
    documents = Counter(entry.rpartition(", entry ")[0] for entry in where)
    return {file: (count, documents[file]) for file, count in sorted(entries.items())}


def _replace_units(store: Store, config: Config, plan: Plan) -> bool:
    """Make the units that are new or changed; whether anything was."""
    have = store.finished.unit_keys()
    ids = plan.identities.ids
    sources = (entry.source for entry in plan.identities.known.entries)
    merged = merged_of(config.codes)
    named = given_by_document(store, dict(zip(sources, ids, strict=True)))
    store.given.keep_unknown(set(store.given.names()) - {n for all in named.values() for n in all})
    fresh = []
    for unit in plan.units():
        names = [name for id in unit.ids for name in named.get(id, ())] if named else []
        key = unit_key(store, unit.key, names, merged) if names else unit.key
        if {have.pop(id, None) for id in unit.ids} != {key}:
            fresh.append((unit, key))
    stale = [*have, *(id for unit, _ in fresh for id in unit.ids)]
    del have
    for id in stale:
        store.finished.drop_document(id)
    for unit, key in sorted(fresh, key=lambda one: one[0].ids):
        _make(store, config, plan, unit, key, named)
    store.finished.settle_facets()
    return bool(stale)


def _make(
    store: Store,
    config: Config,
    plan: Plan,
    unit: Unit,
    key: str,
    named: Mapping[str, list[str]],
) -> None:
    members = []
    for place in unit.places:
        identity = plan.identities[place]
        extraction = store.sources.extraction(identity.source)
        assert extraction is not None, "what is catalogued was taken in"
        members.append(Member(identity, extraction.document, extraction.quotations))
    given = {id: given_of(store, named[id]) for id in unit.ids if id in named}
    store.finished.add_unit(key, *finish_unit(members, config, plan, given), unit.key)


def _contents(store: Store, side_files: SideFiles, rules: str) -> Contents:
    """What all exports hold. Each is parsed once: it is remembered by its bytes and the rules."""
    from msgspec import json

    used: set[str] = set()

    def read(file: SideFile) -> Contents:
        key = sha256(repr((rules, file.name, file.digest)).encode()).hexdigest()
        used.add(key)
        known = store.exports.get(key)
        if known is not None:
            return json.decode(known, type=Contents)
        contents = read_side_file(file)
        if contents.is_as_found:
            store.exports.put(key, json.encode(contents))
        return contents

    found = side_files.contents(read)
    store.exports.keep(used)
    return found


def _finishing_key(config: Config, side_files: SideFiles) -> str:
    parts = (rules_key(FINISHING), side_files.digest, config.documents, config.studies, config.sites, config.codes,
             config.roles)  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()
