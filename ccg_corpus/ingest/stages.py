"""A file → a document with its quotations, stage by stage, and the keys of the stages' rules.

Comes in: a path, or a document read before. Goes out: an `Extraction`. The stages can be replaced,
so that a test can put its own in their place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import NotVerbatim
from ccg_corpus.core.model import Document, Draft, Quotation
from ccg_corpus.core.rules import FINDING, READING, rules_key
from ccg_corpus.project.config import Config, extraction_key
from ccg_corpus.readers import MB, Limits
from ccg_corpus.records import is_verbatim
from ccg_corpus.store import Extraction

if TYPE_CHECKING:
    from ccg_corpus.vocabulary import Roles


@dataclass(frozen=True, slots=True)
class Stages:
    """What is done with a file. `None` stands for the package's own stage."""

    read: Callable[[bytes, str], Draft] | None = None
    rebuild: Callable[[Draft, str], Document] | None = None
    find: Callable[[Document], tuple[Quotation, ...]] | None = None


class Pipeline:
    """The stages of one run under one config. What a run does not need is never imported."""

    def __init__(
        self, config: Config, stages: Stages | None = None, *, is_apart: bool = False
    ) -> None:
        self._config = config
        self.limits = _limits(config, is_apart=is_apart)
        self._stages = stages or Stages()
        self._roles: Roles | None = None
        self.reading_key = _reading_key(config)
        self.folder_key = _folder_key(config)
        self.finding_key = _finding_key(config)

    def read(self, data: bytes, file_name: str, source: str) -> Extraction:
        """The document and the quotations in the bytes of a file, `source` in the corpus.

        Raises: SourceError where the file can't be read.
        """
        return self.find(self._document(data, file_name, source))

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
        from ccg_corpus.quotations import find_cases, of_one_voice

        quotations = of_one_voice(document, quotations)
        cases = find_cases(document, quotations)
        return Extraction(replace(document, cases=cases), quotations)

    def _document(self, data: bytes, file_name: str, source: str) -> Document:
        from ccg_corpus.bibliography.first_page import read_facts

        document = self._rebuilt(self._draft(data, file_name), source)
        return replace(document, facts=read_facts(document))

    def _draft(self, data: bytes, file_name: str) -> Draft:
        if self._stages.read:
            return self._stages.read(data, file_name)
        from ccg_corpus.readers import read_draft_of

        return read_draft_of(data, file_name, limits=self.limits)

    def _rebuilt(self, draft: Draft, name: str) -> Document:
        if self._stages.rebuild:
            return self._stages.rebuild(draft, name)
        from ccg_corpus.rebuild import rebuild_document

        return rebuild_document(draft, name)

    def _quotations(self, document: Document) -> tuple[Quotation, ...]:
        if self._stages.find:
            return self._stages.find(document)
        from ccg_corpus.quotations import find_quotations

        config = self._config
        told, verbs = config.told_for_all, config.verbs
        return find_quotations(document, self._vocabulary(), told_for_all=told, verbs=verbs)

    def _vocabulary(self) -> Roles:
        if self._roles is None:
            from ccg_corpus.vocabulary import load_roles

            self._roles = load_roles(self._config.roles)
        return self._roles


def _limits(config: Config, *, is_apart: bool) -> Limits:
    stated = config.limits
    return Limits(
        max_bytes=stated.max_mb * MB,
        max_pages=stated.max_pages,
        seconds=stated.seconds,
        memory_mb=stated.memory_mb,
        max_members=stated.max_members,
        max_unpacked_bytes=stated.max_unpacked_mb * MB,
        language=config.language,
        is_apart=is_apart,
    )


def _reading_key(config: Config) -> str:
    """What documents are read by: with another key, files are read again."""
    return _key(rules_key(READING), config.limits, config.language)


def _folder_key(config: Config) -> str:
    """What a ZIP is looked into by: with another key, its list of files is made anew."""
    skipped = tuple(facts.source for facts in config.documents if facts.skip)
    return _key("folder", _reading_key(config), config.exclude, skipped)


def _finding_key(config: Config) -> str:
    """What quotations are found by: with another key, they are found again in stored documents."""
    return _key(rules_key(FINDING), extraction_key(config))


def _key(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]
