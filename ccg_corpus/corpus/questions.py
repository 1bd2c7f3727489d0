"""A question to a corpus, in the terms of those who answer: read, its names resolved, its engine chosen.

Comes in: a store; a phrase or a `Query`. Goes out: the store's selections, the engines' questions, the
two engines, opened when they are first asked; and what they find, as hits. All parts of a corpus ask
through one of these, so that a name is looked up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import replaced
from ccg_corpus.core.hit import Hit, Record
from ccg_corpus.corpus.resolve.filters import Resolved, as_asked, resolve
from ccg_corpus.corpus.resolve.names import Names
from ccg_corpus.query import Query, read_query
from ccg_corpus.store import Selection, Store

if TYPE_CHECKING:
    from ccg_corpus.corpus.grades.by_sentence import BySentence
    from ccg_corpus.corpus.matching import Matching
    from ccg_corpus.query.catalogue import Catalogue
    from ccg_corpus.search import Question
    from ccg_corpus.vocabulary import Roles


class Questions:
    """What is asked of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.names = Names(store)
        self._looked_up: tuple[tuple[Query, str], Resolved] | None = None

    @property
    def vocabulary(self) -> Roles:
        """The role vocabulary with the project's additions."""
        return self.names.vocabulary

    @property
    def catalogue(self) -> Catalogue:
        """What a query can refer to by name."""
        return self.names.catalogue

    def read(self, text: str) -> Query:
        """What a reviewer's phrase asks for.

        Raises: QueryError.
        """
        return read_query(text, self.vocabulary, self.catalogue)

    def query(self, query: Query | str, match: str | None = None) -> Query:
        """A query, also of a phrase, that goes as far as `match` says."""
        query = self.read(query) if isinstance(query, str) else query
        return query if match is None else replaced(query, match=match)

    def selection(self, query: Query) -> Selection:
        """The records that a query's filters leave."""
        return self._resolved(query).selection

    def question(self, query: Query) -> Question:
        """A query in the terms of an engine of quotations."""
        from ccg_corpus.search import Question

        resolved = self._resolved(query)
        return Question(resolved.parts, resolved.selection)

    def _resolved(self, query: Query) -> Resolved:
        asked = (query, self.store.generation)
        if self._looked_up is None or self._looked_up[0] != asked:
            self._looked_up = asked, resolve(query, self.names)  # the last one is kept
        return self._looked_up[1]

    @cached_property
    def sentences(self) -> BySentence:
        """What whole sentences are near, where config.yaml names a model of them."""
        from ccg_corpus.corpus.grades.by_sentence import BySentence

        return BySentence(self.store, lambda: self.names.settings.meaning)

    @cached_property
    def quotations(self) -> Matching:
        """What the words of a query find of quotations."""
        from ccg_corpus.corpus.matching import Matching
        from ccg_corpus.search import quotation_engine

        store = self.store
        return Matching(
            self.names,
            lambda: quotation_engine(store),
            self.question,
            lambda: store.generation,
            self.sentences,
        )

    @cached_property
    def passages(self) -> Matching:
        """What they find of the authors' text."""
        from ccg_corpus.corpus.matching import Matching
        from ccg_corpus.corpus.passages import passage_question
        from ccg_corpus.search import passage_engine

        store, names = self.store, self.names
        return Matching(
            names,
            lambda: passage_engine(store),
            lambda query: passage_question(query, names),
            lambda: store.generation,
        )

    def record(self, name: str) -> Record:
        """A quotation or a passage by its id or an unambiguous beginning of it.

        Raises: QueryError.
        """
        from ccg_corpus.corpus.one_quotation import record_named
        from ccg_corpus.corpus.passages import passage_named

        passage = passage_named(self.store, name, self.catalogue.document)
        return passage or record_named(self.store, name, self.catalogue.document)

    def hits(self, query: Query, found: Iterable[tuple[int, float]]) -> Iterator[Hit]:
        """Numbered records with their scores, as the query wants them; in which grade each is, and
        why, where grades were asked for."""
        found = list(found)
        records = as_asked(self.store.finished.records(n for n, _ in found), query)
        if query.match:
            records = graded(records, found, query, self.quotations)
        yield from map(Hit, records, (score for _, score in found))


def graded(
    records: Iterator[Record],
    found: Iterable[tuple[int, float]],
    query: Query,
    matching: Matching,
) -> Iterator[Record]:
    """Records that were found, each with its grade and why."""
    from ccg_corpus.corpus.grades.reasons import with_grades

    return with_grades(records, [n for n, _ in found], query, matching)
