"""What a corpus is asked about codes, and for the screen of a review: a part of `Corpus`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Record
from ccg_corpus.corpus.resolve.names import Names
from ccg_corpus.query import Query
from ccg_corpus.store import Store, readable

if TYPE_CHECKING:
    from ccg_corpus.codebook.tree import CodeTree


class CodesAsked:
    """Questions about the codebook and what is coded with it."""

    _store: Store
    _names: Names
    count: Callable[[Query], int]

    @property
    def codebook(self) -> CodeTree:
        """The codes of codebook.yaml and config.yaml, as a tree."""
        return self._names.tree

    def codes(self) -> list[dict[str, Any]]:
        """Every code in the order of the tree, with its numbers of quotations, by coder too."""
        from ccg_corpus.corpus.listings import codes

        with readable(self._store.root), self._store.snapshot():
            return codes(self._store.finished, self.codebook, self.count)

    def coders_of(self, code: str) -> dict[str, int]:
        """How many quotations each coder has given a code, by coder."""
        with readable(self._store.root):
            counts = self._store.finished.facet_counts("coded by")
        return {
            value.rpartition(":")[0]: count
            for value, _, count in counts
            if value.rpartition(":")[2] == code and count
        }

    def record_of(self, id: str) -> Record | None:
        """The quotation of exactly this id; None where there is none."""
        with readable(self._store.root), self._store.snapshot():
            return self._store.finished.record(id)

    def text_of(self, source: str) -> str:
        """The text of the document that was read from a source; "" where there is none."""
        with readable(self._store.root), self._store.snapshot():
            document = self._store.sources.document(source)
        return "" if document is None else document.text
