"""A file → a document with its quotations, stage by stage, and the keys of the stages' rules.

Comes in: a path, or a document read before. Goes out: an `Extraction`. The stages can be replaced,
so that a test can put its own in their place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.config import Config, extraction_key
from ccg_corpus.errors import NotVerbatim
from ccg_corpus.model import Document, Draft, Quotation
from ccg_corpus.records import is_verbatim
from ccg_corpus.rules import FINDING, READING, rules_key
from ccg_corpus.store import Extraction

if TYPE_CHECKING:
    from ccg_corpus.vocabulary import Roles


@dataclass(frozen=True, slots=True)
class Stages:
    """What is done with a file. `None` stands for the package's own stage."""

    read: Callable[[Path], Draft] | None = None
    rebuild: Callable[[Draft, str], Document] | None = None
    find: Callable[[Document], tuple[Quotation, ...]] | None = None


class Pipeline:
    """The stages of one run under one config. What a run does not need is never imported."""

    def __init__(self, config: Config, stages: Stages | None = None) -> None:
        self._config = config
        self._stages = stages or Stages()
        self._roles: Roles | None = None
        self.reading_key = _reading_key(config)
        self.finding_key = _finding_key(config)

    def read(self, path: Path, name: str) -> Extraction:
        """A file's document and quotations.

        Raises: SourceError where the file can't be read.
        """
        return self.find(self._document(path, name))

    def find(self, document: Document) -> Extraction:
        """A document's quotations and cases, found anew.

        Raises: NotVerbatim where a quotation is not the document's text.
        """
        quotations = self._quotations(document)
        for quotation in quotations:
            if not is_verbatim(document, quotation):
                where = f"the quotation at {quotation.span.start}"
                hint = "a fault of ccg: please report it"
                raise NotVerbatim(f"{where} is not its text", path=document.source, hint=hint)
        from ccg_corpus.quotations import find_cases

        cases = find_cases(document, quotations)
        return Extraction(replace(document, cases=cases), quotations)

    def _document(self, path: Path, name: str) -> Document:
        from ccg_corpus.bibliography import read_facts

        document = self._rebuilt(self._draft(path), name)
        return replace(document, facts=read_facts(document))

    def _draft(self, path: Path) -> Draft:
        if self._stages.read:
            return self._stages.read(path)
        from ccg_corpus.readers import Limits, read_draft

        limits, config = self._config.limits, self._config
        return read_draft(
            path,
            limits=Limits(
                max_bytes=limits.max_mb * 1024 * 1024,
                max_pages=limits.max_pages,
                seconds=limits.seconds,
                memory_mb=limits.memory_mb,
                language=config.language,
            ),
        )

    def _rebuilt(self, draft: Draft, name: str) -> Document:
        if self._stages.rebuild:
            return self._stages.rebuild(draft, name)
        from ccg_corpus.rebuild import rebuild_document

        return rebuild_document(draft, name)

    def _quotations(self, document: Document) -> tuple[Quotation, ...]:
        if self._stages.find:
            return self._stages.find(document)
        from ccg_corpus.quotations import find_quotations

        return find_quotations(document, self._vocabulary())

    def _vocabulary(self) -> Roles:
        if self._roles is None:
            from ccg_corpus.vocabulary import load_roles

            self._roles = load_roles(self._config.roles)
        return self._roles


def _reading_key(config: Config) -> str:
    """What documents are read by: with another key, files are read again."""
    return _key(rules_key(READING), config.limits, config.language)


def _finding_key(config: Config) -> str:
    """What quotations are found by: with another key, they are found again in stored documents."""
    return _key(rules_key(FINDING), extraction_key(config))


def _key(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]
