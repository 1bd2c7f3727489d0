"""What a corpus is asked about codes.

Comes in: a store, with what is asked of it. Goes out: the codebook, rows, numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import Hit
from ccg_corpus.query import Query
from ccg_corpus.store import readable
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.codebook.tree import CodeTree
    from ccg_corpus.corpus.questions import Questions


class CodesAsked:
    """Questions about the codebook and what is coded with it."""

    def __init__(
        self,
        questions: Questions,
        count: Callable[[Query], int],
        quotes: Callable[[Query], Iterable[Hit]],
    ) -> None:
        self._store = questions.store
        self._names = questions.names
        self._count = count
        self._quotes = quotes

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

    def given_code(self, codes: Iterable[str]) -> list[str]:
        """The ids of the quotations that somebody gave one of these codes, or one below it; those
        not that only the codebook's terms propose it for.

        Raises: QueryError for a code that there is not.
        """
        names = list(codes)
        wanted: set[str] = set()
        for name in names:
            slug = self.tree.resolve(name)
            if slug is None:
                known = [form for code in self.tree.codes for form in (code.slug, code.title)]
                raise QueryError(f"no code '{name}'", hint=near(name, known, listed=False))
            wanted |= {slug, *self.tree.below(slug)}
        return [
            hit.record["id"]
            for hit in self._quotes(Query(codes=tuple(names)))
            if any(one["code"] in wanted and not one["proposed"] for one in hit.record["codings"])
        ]
