"""What answering needs of config.yaml, kept in the store, so that a question need not parse it.

Comes in: a `Config`, or its settings as JSON. Goes out: the other. `config_digest` says whether
config.yaml is still the one they are from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.default_config import CONFIG_NAME
from ccg_corpus.frozen import frozen

if TYPE_CHECKING:
    from ccg_corpus.config import Code, Config


@frozen
class Settings:
    """Sites and studies as (id, title), the codebook, additions to the role vocabulary.

    `packaged`: the packaged vocabulary, parsed, and which one `packaged_digest` says it is: to
    parse it anew takes longer than to answer.
    """

    sites: tuple[tuple[str, str], ...]
    studies: tuple[tuple[str, str], ...]
    codes: tuple[Code, ...]
    roles: Mapping[str, Any]
    packaged: Mapping[str, Any]
    packaged_digest: str


def settings_of(config: Config) -> Settings:
    """The settings that a config states."""
    from ccg_corpus.vocabulary import packaged_digest, packaged_roles

    return Settings(
        sites=tuple((site.id, site.title) for site in config.sites),
        studies=tuple((study.id, study.title) for study in config.studies),
        codes=config.codes,
        roles=config.roles,
        packaged=packaged_roles(),
        packaged_digest=packaged_digest(),
    )


def settings_text(settings: Settings) -> str:
    """The settings as JSON."""
    from dataclasses import asdict

    codes = [asdict(code) for code in settings.codes]
    return json.dumps({**vars(settings), "codes": codes})


def read_settings(text: str) -> Settings:
    """The settings that `settings_text` wrote."""
    fields = json.loads(text)
    codes: tuple[Code, ...] = ()
    if fields["codes"]:
        from ccg_corpus.config import Code

        codes = tuple(
            Code(one["slug"], one["title"], tuple(one["terms"])) for one in fields["codes"]
        )
    return Settings(
        sites=tuple((id, title) for id, title in fields["sites"]),
        studies=tuple((id, title) for id, title in fields["studies"]),
        codes=codes,
        roles=fields["roles"],
        packaged=fields.get("packaged", {}),
        packaged_digest=fields.get("packaged_digest", ""),
    )


def config_digest(root: Path) -> str:
    """A hash of a project's config.yaml as it stands; of nothing where there is none."""
    try:
        return sha256((root / CONFIG_NAME).read_bytes()).hexdigest()
    except OSError:
        return sha256(b"").hexdigest()
