"""What answering needs of config.yaml, kept in the store, so that a question need not parse it.

Comes in: a `Config`, or its settings as JSON. Goes out: the other. `config_digest` says whether
config.yaml is still the one they are from.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.project.default_config import CODEBOOK_NAME, CONFIG_NAME
from ccg_corpus.project.files import read_file

if TYPE_CHECKING:
    from ccg_corpus.project.config import Code, Config
    from ccg_corpus.vocabulary import RoleTables


@frozen
class Settings:
    """Sites and studies as (id, title), the codebook, the role vocabulary with the project's additions,
    the table of near words that was chosen, the folder of the sentence model.

    `roles`: ready for looking up, since to make it anew takes longer than to answer.
    """

    sites: tuple[tuple[str, str], ...]
    studies: tuple[tuple[str, str], ...]
    codes: tuple[Code, ...]
    roles: RoleTables
    verbs: tuple[str, ...] = ()
    near: str = ""
    meaning: str = ""


def settings_of(config: Config) -> Settings:
    """The settings that a config states."""
    from ccg_corpus.vocabulary.tables import role_tables

    return Settings(
        sites=tuple((site.id, site.title) for site in config.sites),
        studies=tuple((study.id, study.title) for study in config.studies),
        codes=config.codes,
        roles=role_tables(config.roles),
        verbs=config.verbs,
        near=config.near,
        meaning=config.meaning,
    )


def settings_text(settings: Settings) -> str:
    """The settings as JSON, with the list and the code that the roles were made by."""
    from dataclasses import asdict

    from ccg_corpus.vocabulary import packaged_digest

    codes = [asdict(code) for code in settings.codes]
    own = {"codes": codes, "roles": vars(settings.roles), "made_by": packaged_digest()}
    return json.dumps({**vars(settings), **own})


def read_settings(text: str) -> Settings | None:
    """The settings that `settings_text` wrote; None where another version of ccg did."""
    from ccg_corpus.vocabulary import RoleTables, packaged_digest

    fields = json.loads(text)
    if fields.get("made_by") != packaged_digest() or "verbs" not in fields:
        return None
    codes: tuple[Code, ...] = ()
    if fields["codes"]:
        codes = tuple(map(_code, fields["codes"]))
    return Settings(
        sites=tuple((id, title) for id, title in fields["sites"]),
        studies=tuple((id, title) for id, title in fields["studies"]),
        codes=codes,
        roles=RoleTables(**fields["roles"]),
        verbs=tuple(fields["verbs"]),
        near=fields.get("near") or "",
        meaning=fields.get("meaning") or "",
    )


def _code(fields: dict[str, Any]) -> Code:
    from ccg_corpus.project.config import Code

    lists = {"terms": tuple(fields["terms"]), "was": tuple(fields["was"])}
    return Code(**{**fields, **lists, "notes": tuple(map(tuple, fields["notes"]))})


def config_digest(root: Path) -> str:
    """A hash of a project's config.yaml as it stands; of nothing where there is none."""
    return _digest(root / CONFIG_NAME)


def codebook_digest(root: Path) -> str:
    """The same of its codebook.yaml."""
    return _digest(root / CODEBOOK_NAME)


def _digest(path: Path) -> str:
    try:
        return sha256(read_file(path)).hexdigest()
    except OSError:
        return sha256(b"").hexdigest()
