"""What a corpus holds, whatever is asked of it: documents, cases, people, roles, themes, its state.

Comes in: a store, with what is asked of it. Goes out: rows of listings, names, notes on what is local to a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Hit
from ccg_corpus.query import Query
from ccg_corpus.store import Fact, readable

if TYPE_CHECKING:
    from ccg_corpus.core.model import Document
    from ccg_corpus.corpus.questions import Questions
    from ccg_corpus.corpus.worded import Worded

# Of how many hits the participants are looked up together.
NAMED_AT_ONCE = 500


class Holdings:
    """The listings of a corpus. What one does not need is never loaded."""

    def __init__(self, questions: Questions) -> None:
        self._store = questions.store
        self._names = questions.names
        self._questions = questions

    def documents(self) -> list[dict[str, Any]]:
        """Every document: its facts, `version_of` and the number of quotations it prints."""
        with readable(self._store.root):
            return self._store.finished.documents()

    def cases(self) -> list[dict[str, Any]]:
        """Every case of every document: description, site, number of quotations."""
        with readable(self._store.root):
            return self._store.finished.local.cases()

    def participants(self, query: Query | None = None) -> tuple[list[dict[str, Any]], int]:
        """The participants that speak where a query's filters look, and how many quotations there
        are of nobody who is told apart."""
        from ccg_corpus.corpus.listings import participants

        with readable(self._store.root), self._store.snapshot():
            return participants(self._store, self._questions.selection(query or Query()))

    def silent_cases(self, query: Query) -> list[str]:
        """Cases that a document describes and nobody speaks in, where whole documents are asked for."""
        from ccg_corpus.corpus.local import silent_cases

        with readable(self._store.root):
            return silent_cases(query, self._names)

    def local_notes(self, query: Query) -> list[str]:
        """A line for each case or participant in a query that is of several documents or people."""
        from ccg_corpus.corpus.local import local_notes

        with readable(self._store.root):
            return list(local_notes(query, self._names))

    def locally_named(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """The hits, each record with `participant_id`, `attributes` and `case_row`."""
        from ccg_corpus.corpus.local import with_local_names

        left = iter(hits)
        while chunk := list(islice(left, NAMED_AT_ONCE)):
            records = with_local_names(self._store, (hit.record for hit in chunk))
            yield from map(Hit, records, (hit.score for hit in chunk))

    def roles(self) -> list[dict[str, Any]]:
        """Every role in the corpus: slug, title, broader roles, number of quotations."""
        from ccg_corpus.corpus.listings import roles

        with readable(self._store.root):
            return roles(self._store.finished, self._names.vocabulary)

    def themes(self) -> list[dict[str, Any]]:
        """Every theme with quotations, then every code: documents and number of quotations."""
        from ccg_corpus.corpus.listings import themes

        with readable(self._store.root):
            return themes(self._store.finished, self._names.codes)

    def status(self) -> dict[str, Any]:
        """What the corpus holds, and what stands between it and the files."""
        from ccg_corpus.corpus.status import status_of

        with readable(self._store.root):
            return status_of(self._store, is_config_current=self._names.is_config_current)

    def document_read(self, source: str) -> Document | None:
        """A document as it was read from that file: its text, its paragraphs, its pages."""
        with readable(self._store.root):
            return self._store.sources.document(source)

    @cached_property
    def worded(self) -> Worded:
        """What there is of words that somebody prints elsewhere."""
        from ccg_corpus.corpus.worded import Worded

        return Worded(self._questions)

    def state(self) -> dict[str, Any]:
        """Which corpus answers: how many documents, and when it was brought to this state."""
        return {
            "documents": self._store.finished.document_count(),
            "ingested": self._store.fact(Fact.INGESTED),
            "state": self._store.generation,
        }
