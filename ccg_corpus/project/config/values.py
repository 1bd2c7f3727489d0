"""What config.yaml says, as frozen values: of documents, studies, sites, codes, limits, and all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
    """A code of the reviewer's codebook, with the words and phrases that propose it.

    `slug` never changes, `title` may; `under` is the slug of the broader code. `was`: the names and
    slugs that it had, and those of codes merged into it. `notes`: what else stands in codebook.yaml.
    `is_term`: whether its slug proposes it too, as that of a code of config.yaml does.
    """

    slug: str
    title: str
    terms: tuple[str, ...] = ()
    under: str | None = None
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    example: str = ""
    colour: str = ""
    was: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    is_term: bool = True


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
    verbs: tuple[str, ...] = ()  # of reporting, besides the packaged ones, in each printed form
    codes: tuple[Code, ...] = ()
    limits: ReadingLimits = ReadingLimits()
    told_for_all: bool = True  # a role that a paper tells once for everyone is everybody's
    log: bool = False  # whether questions are noted in queries.log.jsonl
    match: str | None = None  # how far `ccg search` goes where nothing else is said
    near: str = ""  # a table of near words, from `root`; off: none; empty: the one shipped
    meaning: str = ""  # the folder of a sentence model, from `root`; empty: none
