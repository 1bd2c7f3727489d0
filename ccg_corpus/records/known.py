"""What the plan has to know of all documents at once, and what it asks for of a few.

A document goes by its place in `entries`, which stand by the names of the files. The store has an
answer to each of these questions at hand, so that no text and no sketch is read for most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ccg_corpus.core.model import Facts
from ccg_corpus.records.document_ids import Named
from ccg_corpus.versions import Holders, Likeness, Work


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document: its file, a digest of all that was found in it, what it is named by."""

    source: str
    digest: str
    named: Named


class DocumentEntries(Protocol):
    """All documents of a corpus."""

    @property
    def entries(self) -> Sequence[DocumentEntry]:
        """Every document, by the name of its file."""

    def facts(self) -> Iterator[Facts]:
        """What each file states of itself, in the same order."""

    def work(self, n: int) -> Work:
        """What one is compared by."""

    def likeness(self, one: int, other: int) -> Likeness:
        """What two texts have in common."""

    def texts(self) -> Iterable[Holders]:
        """The holders of each text key that several have."""

    def said(self) -> Iterable[tuple[int, Holders]]:
        """The number of words of each long quotation that several have, and its holders."""
