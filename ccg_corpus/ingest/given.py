"""What reviewers gave → the finished corpus: at the end of an ingest, or between two of them.

Comes in: the store and the user's files of decisions and tables. Goes out: the records of the
documents that are named there, made again, and a state that says so. A decision costs the work of its
own documents: nothing that was found in other files is read, and no other record changes.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import Locked, ProjectError
from ccg_corpus.decisions.stamp import CODEBOOK, TABLES, stamp_of
from ccg_corpus.records.codes import merged_of
from ccg_corpus.store import Fact, Store, readable
from ccg_corpus.store.given import UNNUMBERED
from ccg_corpus.store.lock import INDEX, locked
from ccg_corpus.text.name_keys import file_names, name_as_asked

if TYPE_CHECKING:
    from ccg_corpus.codebook import CodeTree
    from ccg_corpus.project.config import Code
    from ccg_corpus.records import GivenToUnit, Making

WAIT_S = 5.0


def is_current(store: Store) -> bool:
    """Whether the corpus is what reviewers decided by now."""
    known = store.fact(Fact.GIVEN)
    return known is None or known == stamp_of(store.root)


def take_in(store: Store) -> None:
    """Read what is new in the reviewers' files, within a transaction."""
    stamp = stamp_of(store.root)  # before they are read: what comes meanwhile counts as new
    store.given.look(store.root)
    store.remember(Fact.GIVEN, stamp)


def apply(root: Path, *, wait_s: float = WAIT_S, indexed: bool = True) -> bool:
    """Bring the corpus to what reviewers decided, and the index with it; whether anything changed.
    Not `indexed`: who decides one after another has the index brought up once, behind the last.

    Raises: Locked where another run holds the project for longer; ProjectError.
    """
    with locked(root, wait_s=wait_s), readable(root), Store.to_write(root) as store:
        if not store.fact(Fact.FINISHED):
            return False  # an ingest was broken off; the next one takes it all in
        with store.transaction():
            take_in(store)
            _take_in_codebook(store)
            is_changed = _make_again(store)
            if is_changed:
                store.remember(Fact.GENERATION, secrets.token_hex(8))
        if is_changed and indexed:
            _index(store)
    return is_changed


def index(root: Path) -> None:
    """Bring the index to what the corpus holds; where that can't be, the next question does."""
    with (
        suppress(Locked, ProjectError),
        locked(root, wait_s=WAIT_S),
        readable(root),
        Store.to_read(root) as store,
    ):
        _index(store)


def _index(store: Store) -> None:
    """A large index is changed where it has to be. A small one would be made anew for each decision:
    the next question for words does that, once for all that was decided."""
    from ccg_corpus.search import bring_up, quotation_engine

    engine = quotation_engine(store, 1)
    with suppress(Locked), locked(store.root, wait_s=WAIT_S, what=INDEX):  # a question is at it
        if engine.is_changed_in_parts() and not engine.is_current():
            bring_up(engine, store)


def _take_in_codebook(store: Store) -> None:
    """The codebook as it stands, where config.yaml is still that of the last ingest; one that can't be
    read leaves the codes that were read last. What its terms propose is looked for by an ingest."""
    from ccg_corpus.codebook import read_codebook
    from ccg_corpus.core.errors import BadConfig
    from ccg_corpus.project.config import load_config
    from ccg_corpus.project.settings import (
        codebook_digest,
        config_digest,
        settings_of,
        settings_text,
    )

    root = store.root
    digest = codebook_digest(root)
    if store.fact(Fact.CODEBOOK) == digest:
        return
    is_config_current = store.fact(Fact.CONFIG) == config_digest(root)
    try:
        config = load_config(root)
    except BadConfig:
        return  # whoever asks is told
    try:
        tree = read_codebook(root, config.codes)
    except BadConfig as error:
        store.given.keep_faults(CODEBOOK, [(0, f"{error}; the codes that were read last count")])
        return
    keep_codebook_faults(store, tree)
    if not is_config_current:
        return
    store.remember(Fact.SETTINGS, settings_text(settings_of(replace(config, codes=tree.codes))))
    store.remember(Fact.CODEBOOK, digest)


def keep_codebook_faults(store: Store, tree: CodeTree) -> None:
    """What in the codebook can't be meant, for whoever asks how things stand."""
    store.given.keep_faults(CODEBOOK, [(UNNUMBERED, problem) for problem in tree.problems])


def catch_up(root: Path, *, wait_s: float = 0.0, indexed: bool = True) -> str:
    """The same for whoever asks: a line where it can't be done now, else nothing.

    A table without a byte in it is one that a shell has just emptied, to write there what is asked:
    `ccg participants --format csv > participants.csv`. What it said before still holds for the answer.
    """
    if emptied := [name for name in TABLES if _is_empty(root / name)]:
        return f"{' and '.join(emptied)}: empty; what it said before is shown until the next ingest"
    try:
        apply(root, wait_s=wait_s, indexed=indexed)
    except Locked:
        return "what was decided since is shown when the run at work is done"
    except ProjectError as error:
        return f"what was decided since is not shown: {error}"
    return ""


def _is_empty(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError:
        return False


# Units


def given_by_document(store: Store, ids: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """The documents of the corpus that reviewers name → what they call each.

    `ids`: every document by its source, where the store's own are not those that are meant. A document
    that has another id by now is found by the file that it lay in.
    """
    names = store.given.names()
    if ids is None:
        if store.given.are_ids():  # so it costs what was decided, however many others there are
            return {name: [name] for name in names if name}
        ids = {source: id for id, source in store.finished.document_ids()}
    known = set(ids.values())
    forms: dict[str, set[str]] = {}  # typed in a spreadsheet, or lying on another disk
    if names.keys() - known:
        for source, id in ids.items():
            for form in file_names(id, source):
                forms.setdefault(form, set()).add(id)
    found: dict[str, list[str]] = {}
    for name, one in names.items():
        sources = (ids[source] for source in (*one.sources, name) if source in ids)
        meant: str | None = name if name in known else next(sources, None)
        for form in map(name_as_asked, (*one.sources, name.removeprefix("./"))):
            if meant is None and len(forms.get(form, ())) == 1:
                (meant,) = forms[form]
        if meant is not None:
            found.setdefault(meant, []).append(name)
    return found


def unit_key(store: Store, found_key: str, names: Iterable[str], merged: Mapping[str, str]) -> str:
    """The key of a unit with what reviewers gave about its documents, who call them so. `merged`:
    which codes are which now, for what was coded."""
    given = store.given.digests(names)
    if not given:
        return found_key
    parts = (found_key, given, *([sorted(merged.items())] if merged else ()))
    return sha256(repr(parts).encode()).hexdigest()[:32]


def given_of(store: Store, names: list[str]) -> GivenToUnit:
    """What was given about one document."""
    from ccg_corpus.decisions.order import in_force
    from ccg_corpus.records import GivenToUnit

    decisions = in_force(store.given.decisions(names))
    return GivenToUnit(tuple(decisions), tuple(store.given.facts(names)))


def _make_again(store: Store) -> bool:
    """Units of which something else is given than their records were made from."""
    named = given_by_document(store)
    store.given.keep_unknown(set(store.given.names()) - {n for all in named.values() for n in all})
    stale = []
    merged = merged_of(_codes(store))
    units = store.given.units(sorted({*named, *store.given.decided_on()}))
    for found_key, members in units.items():
        names = [name for id in members for name in named.get(id, ())]
        key = unit_key(store, found_key, names, merged)
        if any(was != key for was in members.values()):
            stale.append((sorted(members), found_key, key))
    if not stale:
        return False
    making = _making(store)
    for ids, found_key, key in sorted(stale):
        _make_unit(store, making, ids, found_key, key, named)
    store.finished.settle_facets()
    return True


def _make_unit(
    store: Store,
    making: Making,
    members: list[str],
    found_key: str,
    key: str,
    named: Mapping[str, list[str]],
) -> None:
    from ccg_corpus.records import Member, finished_unit, in_unit_order

    identities = in_unit_order(store.given.identities(members))
    rows = []
    for identity in identities:
        extraction = store.sources.extraction(identity.source)
        assert extraction is not None, "what is finished was taken in"
        rows.append(Member(identity, extraction.document, extraction.quotations))
    given = {id: given_of(store, named[id]) for id in members if id in named}
    for id in members:
        store.finished.drop_document(id)
    store.finished.add_unit(key, *finished_unit(rows, making, given), found_key)


def _codes(store: Store) -> tuple[Code, ...]:
    from ccg_corpus.project.settings import read_settings

    settings = read_settings(store.fact(Fact.SETTINGS) or "{}")
    return settings.codes if settings is not None else ()


def _making(store: Store) -> Making:
    """What the records of the last ingest were made with."""
    from ccg_corpus.project.config import load_config
    from ccg_corpus.project.settings import config_digest, read_settings, settings_of
    from ccg_corpus.records import Making, site_names
    from ccg_corpus.vocabulary import Roles

    stored = store.fact(Fact.SETTINGS)
    settings = read_settings(stored) if stored else None
    if settings is None and store.fact(Fact.CONFIG) == config_digest(store.root):
        settings = settings_of(load_config(store.root))  # another version of ccg kept it
    if settings is None:
        raise ProjectError("made by another version of ccg", hint="run 'ccg ingest'")
    crosswalk = json.loads(store.fact(Fact.SITES) or "[]")
    return Making(
        settings.codes,
        {(document, case): site for document, case, site in crosswalk},
        Roles(settings.roles),
        site_names(settings.sites),
    )
