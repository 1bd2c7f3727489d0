"""config.yaml → a frozen `Config`: what the user knows about the corpus and the files don't say.

Comes in: a project's directory. Goes out: a `Config`, checked in full, or one `BadConfig` that
names the line. It opens no document, so a reference to one ("smith2019:D") is checked for its
form only; whoever knows the documents resolves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ccg_corpus.default_config import CONFIG_NAME, DEFAULT_CONFIG
from ccg_corpus.errors import BadConfig, NotAProject

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


# In `version_of`: a work of its own, whatever its text shares with another.
NO_VERSION = "none"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the user states about one document. `source` is a file's name or its path from the
    project; None or () means: as the file says."""

    source: str
    id: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    doi: str | None = None
    journal: str | None = None
    type: str | None = None
    language: str | None = None
    extra: tuple[tuple[str, str], ...] = ()  # volume, issue, pages, publisher, url: as given
    study: str | None = None  # a study's id
    version_of: str | None = None  # a document's id or source, or NO_VERSION
    skip: bool = False


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """A research project that one or more documents report."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """One real place across documents. `cases` are "document:label", as each document prints it."""

    id: str
    title: str
    cases: tuple[str, ...] = ()
    study: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the reviewer's codebook, with the words and phrases that point to it."""

    slug: str
    title: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may cost before it is given up; the readers' own bounds by default."""

    max_mb: int = 200
    max_pages: int = 5000
    seconds: int = 25
    memory_mb: int = 768
    max_members: int = 10_000
    max_unpacked_mb: int = 4000


@dataclass(frozen=True, slots=True)
class Config:
    """config.yaml, checked. `corpus`, `references` and `exclude` are paths and globs from `root`."""

    root: Path
    corpus: tuple[str, ...] = ("corpus",)
    exclude: tuple[str, ...] = ()
    references: tuple[str, ...] = ()  # exports of reference managers, besides those in `corpus`
    language: str = "en"
    documents: tuple[DocumentFacts, ...] = ()
    studies: tuple[StudyFacts, ...] = ()
    sites: tuple[SiteFacts, ...] = ()
    roles: Mapping[str, Any] = field(default_factory=dict)  # additions, shaped as roles.yaml
    codes: tuple[Code, ...] = ()
    limits: ReadingLimits = ReadingLimits()
    told_for_all: bool = True  # a role that a paper tells once for everyone is everybody's
    log: bool = False  # whether questions are noted in queries.log.jsonl


def load_config(root: Path) -> Config:
    """The config of the project in `root`.

    Raises: NotAProject without a config.yaml; BadConfig naming the line and the key.
    """
    path = root / CONFIG_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError as exc:
        hint = "run 'ccg init DIR' to make a project"
        raise NotAProject(f"no {CONFIG_NAME} here", path=root, hint=hint) from exc
    except OSError as exc:
        raise BadConfig(f"can't be read: {exc.strerror or exc}", path=path) from exc
    return parse_config(data, root)


def parse_config(data: bytes, root: Path) -> Config:
    """The config in the bytes of a config.yaml that lies in `root`."""
    from ccg_corpus.config.check import read_fields
    from ccg_corpus.config.nodes import compose

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
    }
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _shown(path: Path) -> str:
    """The path as a user would type it from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)
