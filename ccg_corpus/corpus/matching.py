"""Queries with words → numbers of records, with scores and grades: one engine, asked once.

Comes in: a query. Goes out: what an engine answers to it, the last answer kept, so that to list and
then to count costs one question. What a query's words may be widened by is looked up once too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import replaced

if TYPE_CHECKING:
    from ccg_corpus.corpus.grades.answer import Answer
    from ccg_corpus.corpus.grades.by_sentence import BySentence
    from ccg_corpus.corpus.resolve.names import Names
    from ccg_corpus.corpus.resolve.widening import Widened
    from ccg_corpus.query import Query
    from ccg_corpus.search import Engine, Question
    from ccg_corpus.search.grades import Thing

Asked = tuple[object, ...]


class Matching:
    """What one engine finds. `question_of`: a query in the engine's terms; `state`: what the corpus
    is at, for an answer holds as long as that does."""

    def __init__(
        self,
        names: Names,
        engine: Callable[[], Engine],
        question_of: Callable[[Query], Question],
        state: Callable[[], str],
        sentences: BySentence | None = None,
    ) -> None:
        self._names = names
        self._open = engine
        self._engine_: Engine | None = None
        self._question_of = question_of
        self._state = state
        self._sentences = sentences
        self._asked: Asked = ()
        self._answer: Answer | None = None
        self._widened: tuple[Asked, Widened] | None = None

    @property
    def engine(self) -> Engine:
        """The engine that is asked."""
        if self._engine_ is None:
            self._engine_ = self._open()
        return self._engine_

    def answer(self, query: Query, limit: int | None) -> Answer:
        """The records asked for, the best first; all, or the first `limit`."""
        asked = (query, self._state())
        if self._answer is None or (*asked, limit) != self._asked:
            self._answer = self._answered(query, limit)
            self._asked = (*asked, limit)
        return self._answer

    def count(self, query: Query) -> int:
        """How many they are."""
        return self._counted(query).total

    def counts(self, query: Query) -> dict[str, int]:
        """How many there are of each grade, as far as the query goes; of all where it says nothing."""
        match = query.match if query.match in ("some", "near") else "near"
        return dict(self._counted(replaced(query, match=match)).counts)

    def grade_of(self, query: Query, n: int) -> str:
        """The grade of a record that was found last."""
        return self._last(query).grades[n]

    def is_whole(self, query: Query) -> bool:
        """Whether nothing that stands for what was asked was passed over in what was found last."""
        weighing = self._last(query).weighing
        return weighing is None or weighing.is_whole

    def things_in(self, query: Query, n: int) -> list[Thing]:
        """The things that a query asks for, as far as they stand in a record that was found last."""
        return self._last(query).things_in(n, self.widened(query).things)

    def likeness(self, query: Query, n: int) -> int:
        """How near a record that was found last is to the question as a whole, in thousandths; 0
        where it is not, or nobody asked."""
        return self._last(query).alike.get(n, 0)

    def _last(self, query: Query) -> Answer:
        assert self._answer is not None and self._asked[:2] == (query, self._state())
        return self._answer

    def widened(self, query: Query) -> Widened:
        """The things that a query asks for, each with what may stand for it."""
        key = (query.parts, query.without_near, query.all_printings, self._state())
        if self._widened is None or self._widened[0] != key:
            from ccg_corpus.corpus.resolve.widening import widened

            known = self._names.words_known(self.engine)
            parts = self._question_of(query).parts
            self._widened = key, widened(parts, known, without=query.without_near)
        return self._widened[1]

    def _counted(self, query: Query) -> Answer:
        """An answer to the query, whatever its limit."""
        if self._answer is None or self._asked[:2] != (query, self._state()):
            return self.answer(query, 1)
        return self._answer

    def _answered(self, query: Query, limit: int | None) -> Answer:
        question = self._question_of(query)
        if query.match in ("", "all"):
            from ccg_corpus.corpus.grades.answer import Answer

            ranked = self.engine.rank(question, limit)
            return Answer(
                ranked.hits,
                dict.fromkeys((n for n, _ in ranked.hits), "all"),
                {"all": ranked.total},
            )
        from ccg_corpus.corpus.grades.answer import answer_in_grades

        by_sentence = self._sentences if self._sentences and self._sentences.is_wanted else None
        return answer_in_grades(
            self.engine,
            question,
            self.widened(query),
            match=query.match,
            limit=limit,
            sentences=by_sentence.near if by_sentence else None,
        )
