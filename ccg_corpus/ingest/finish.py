"""What was found in all files → the finished corpus, in one transaction.

Units of documents that are made from the same things as before stay as they are. Comes in: the
store and the config. Goes out: the versions of works, and what in config.yaml names no document.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from hashlib import sha256

from ccg_corpus.config import Config
from ccg_corpus.records import RECORDS_VERSION, Member, Plan, Unit, finish_unit, plan_units
from ccg_corpus.store import GENERATION, Store

FINISHED = "finished"
CONFIG = "config"
WARNINGS = "warnings"
SETTINGS = "settings"


def is_finished(store: Store, config: Config) -> bool:
    """Whether the finished corpus is that of all files and of this config."""
    return store.fact(FINISHED) == _finishing_key(config)


def unfinish(store: Store) -> None:
    """A file changed: within the transaction that changes it."""
    store.remember(FINISHED, "")


def finish(store: Store, config: Config) -> None:
    """Bring documents and records up to date with files and config.

    Raises: NotVerbatim.
    """
    with store.transaction():
        found = [(digest, work) for _, digest, work in store.sources.works()]
        plan = plan_units(found, config)
        if _replace_units(store, config, plan) or store.fact(GENERATION) is None:
            store.remember(GENERATION, secrets.token_hex(8))
        store.remember(WARNINGS, json.dumps(plan.warnings))
        store.remember(SETTINGS, json.dumps(_settings(config)))
        store.remember(CONFIG, config_digest(config))
        store.remember(FINISHED, _finishing_key(config))


def config_digest(config: Config) -> str:
    """A hash of config.yaml as it stands."""
    from ccg_corpus.config import CONFIG_NAME

    path = config.root / CONFIG_NAME
    return sha256(path.read_bytes() if path.exists() else b"").hexdigest()


def _replace_units(store: Store, config: Config, plan: Plan) -> bool:
    """Make the units that are new or changed; whether anything was."""
    have = store.finished.unit_keys()
    wanted = {one.id: unit.key for unit in plan.units for one in unit.identities}
    stale = [id for id, key in have.items() if wanted.get(id) != key]
    for id in stale:
        store.finished.drop_document(id)
    fresh = [
        unit for unit in plan.units if any(have.get(o.id) != unit.key for o in unit.identities)
    ]
    for unit in fresh:
        _make(store, config, plan, unit)
    store.finished.drop_unused_facets()
    return bool(stale or fresh)


def _make(store: Store, config: Config, plan: Plan, unit: Unit) -> None:
    members = []
    for identity in unit.identities:
        store.finished.drop_document(identity.id)
        extraction = store.sources.extraction(identity.source)
        assert extraction is not None, "a work has its extraction"
        members.append(Member(identity, extraction.document, extraction.quotations))
    store.finished.add_unit(unit.key, *finish_unit(members, config, plan))


def _finishing_key(config: Config) -> str:
    parts = (RECORDS_VERSION, config.documents, config.studies, config.sites, config.codes,
             config.roles)  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()


def _settings(config: Config) -> dict[str, object]:
    """What answering needs of the config, so that it need not be read for every question."""
    return {
        "sites": [[site.id, site.title] for site in config.sites],
        "studies": [[study.id, study.title] for study in config.studies],
        "codes": [asdict(code) for code in config.codes],
        "roles": config.roles,
    }
