"""config.yaml → a frozen `Config`: what the user knows about the corpus and the files don't say.

Comes in: a project's directory. Goes out: a `Config`, checked in full, or one `BadConfig` that
names the line. It opens no document, so a reference to one ("smith2019:D") is checked for its
form only; whoever knows the documents resolves it.
"""

from __future__ import annotations

from pathlib import Path

from ccg_corpus.core.errors import BadConfig, NotAProject
from ccg_corpus.project.config.values import (
    NO_VERSION,
    Code,
    Config,
    DocumentFacts,
    ReadingLimits,
    SiteFacts,
    StudyFacts,
)
from ccg_corpus.project.default_config import CONFIG_NAME, DEFAULT_CONFIG
from ccg_corpus.project.files import read_file

__all__ = [
    "CONFIG_NAME",
    "DEFAULT_CONFIG",
    "NO_VERSION",
    "Code",
    "Config",
    "DocumentFacts",
    "ReadingLimits",
    "SiteFacts",
    "StudyFacts",
    "extraction_key",
    "load_config",
    "parse_config",
]


def load_config(root: Path) -> Config:
    """The config of the project in `root`.

    Raises: NotAProject without a config.yaml; BadConfig naming the line and the key.
    """
    path = root / CONFIG_NAME
    try:
        data = read_file(path)
    except FileNotFoundError as exc:
        hint = "run 'ccg init DIR' to make a project"
        raise NotAProject(f"no {CONFIG_NAME} here", path=root, hint=hint) from exc
    except OSError as exc:
        raise BadConfig(f"can't be read: {exc.strerror or exc}", path=path) from exc
    return parse_config(data, root)


def parse_config(data: bytes, root: Path) -> Config:
    """The config in the bytes of a config.yaml that lies in `root`."""
    from ccg_corpus.project.config.check import read_fields
    from ccg_corpus.project.config.nodes import compose

    return Config(root=root, **read_fields(compose(data, _shown(root / CONFIG_NAME))))


def extraction_key(config: Config) -> str:
    """A stable hash of what changes the quotations found: with another key, files are read again.

    Sites, studies, codes and facts are not part of it: they are laid over what was found.
    """
    import json
    from hashlib import sha256

    parts = {
        "roles": config.roles,
        "language": config.language,
        "told_for_all": config.told_for_all,
        "verbs": config.verbs,
    }
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _shown(path: Path) -> str:
    """The path as a user would type it from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)
