"""What a corpus is asked about codes.

Comes in: a store, with what is asked of it. Goes out: the codebook, rows, numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ccg_corpus.query import Query
from ccg_corpus.store import readable

if TYPE_CHECKING:
    from ccg_corpus.codebook.tree import CodeTree
    from ccg_corpus.corpus.questions import Questions


class CodesAsked:
    """Questions about the codebook and what is coded with it."""

    def __init__(self, questions: Questions, count: Callable[[Query], int]) -> None:
        self._store = questions.store
        self._names = questions.names
        self._count = count

    @property
    def tree(self) -> CodeTree:
        """The codes of codebook.yaml and config.yaml, as a tree."""
        return self._names.tree

    def codes(self) -> list[dict[str, Any]]:
        """Every code in the order of the tree, with its numbers of quotations, by coder too."""
        from ccg_corpus.corpus.listings import codes

        with readable(self._store.root), self._store.snapshot():
            return codes(self._store.finished, self.tree, self._count)

    def coders_of(self, code: str) -> dict[str, int]:
        """How many quotations each coder has given a code, by coder."""
        with readable(self._store.root):
            counts = self._store.finished.facet_counts("coded by")
        return {
            value.rpartition(":")[0]: count
            for value, _, count in counts
            if value.rpartition(":")[2] == code and count
        }
