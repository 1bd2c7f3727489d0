"""What a corpus answers in grades: how many of each, by which words, papers, more like a quotation.

Comes in: a store, queries. Goes out: numbers, words with what they count, rows, hits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import replaced
from ccg_corpus.core.hit import KINDS, Hit
from ccg_corpus.query import Query
from ccg_corpus.store import Selection, readable

if TYPE_CHECKING:
    from ccg_corpus.corpus.grades.more_like import Alike
    from ccg_corpus.corpus.matching import Matching
    from ccg_corpus.corpus.questions import Questions


class InGrades:
    """Questions to a corpus whose answers have grades."""

    def __init__(self, questions: Questions) -> None:
        self._store = questions.store
        self._questions = questions

    def grades(self, query: Query | str) -> dict[str, int]:
        """How many quotations have all that is asked, how many some of it, how many what is near."""
        query = self._questions.query(query)
        with readable(self._store.root), self._store.snapshot():
            if not query.has_words:
                return {"all": self._store.finished.count(self._questions.selection(query))}
            return self._questions.quotations.counts(query)

    def passes_over(self, query: Query | str) -> bool:
        """Whether words near in meaning were left out, for too many quotations have them."""
        query = self._questions.query(query)
        return query.has_words and not self._questions.quotations.is_whole(query)

    def widening(
        self, query: Query | str, *, in_passages: bool = False
    ) -> list[tuple[str, list[tuple[str, int, str]]]]:
        """What stands for each thing asked beside itself: a word, thousandths of it, and by what:
        the codebook, the thesaurus, its spelling, or because it is near in meaning."""
        from ccg_corpus.corpus.resolve.widening import told

        query = self._questions.query(query)
        with readable(self._store.root), self._store.snapshot():
            return told(self._matching_in(in_passages).widened(query).things)

    def widened_query(self, query: Query | str, *, in_passages: bool = False) -> Query:
        """A query that finds what this one does in all its grades, with every word written out."""
        from ccg_corpus.corpus.resolve.widening import written_out

        query = self._questions.query(query)
        with readable(self._store.root), self._store.snapshot():
            things = self._matching_in(in_passages).widened(query)
            return replaced(
                query, parts=written_out(query.parts, things), match="", without_near=()
            )

    def papers(self, query: Query | str, *, match: str = "near") -> list[dict[str, Any]]:
        """Documents by what their titles and abstracts are about, the best first: the facts of each
        with `match` and `why`. Of a query's filters those that bound documents hold."""
        from ccg_corpus.corpus.elsewhere import abstracts_with, bounded
        from ccg_corpus.corpus.grades.papers import papers

        query = bounded(self._questions.query(query))
        with readable(self._store.root), self._store.snapshot():
            things = self._questions.quotations.widened(query).things
            if not things:
                return []
            abstracts = abstracts_with(self._store, self._questions.passages, query, things, match)
            documents = self._store.finished.documents()
            if query != replaced(query, documents=(), studies=(), types=(), since=None, until=None):
                kept = {
                    one[0]
                    for one, _ in self._store.finished.tally(
                        self._questions.selection(replaced(query, parts=())), ("document",)
                    )
                }
                documents = [one for one in documents if one["id"] in kept]
            return papers(documents, abstracts, things, match)

    def _matching_in(self, in_passages: bool) -> Matching:
        questions = self._questions
        return questions.passages if in_passages else questions.quotations

    def like(
        self, ids: Iterable[str], query: Query | None = None, *, limit: int | None = None
    ) -> Alike:
        """The quotations most like those with these ids, within a query's filters; not these
        themselves, nor other printings of them. Each has its `match`, near, and `why`.

        Raises: QueryError for an id that there is not.
        """
        from ccg_corpus.corpus.grades.more_like import (
            MATCH,
            Alike,
            printed_of,
            scores_like,
            things_like,
        )
        from ccg_corpus.corpus.grades.reasons import families_wanted, why
        from ccg_corpus.search import Question
        from ccg_corpus.search.grades import best_first

        engine, finished = self._questions.quotations.engine, self._store.finished
        with readable(self._store.root), self._store.snapshot():
            given = [self._questions.record(id) for id in ids]
            near = self._questions.names.words_known(engine).near
            things = things_like(given, engine, Question((), Selection(KINDS)), near)
            scores = scores_like(engine, things, self._questions.question(query or Query()))
            own = {id for record in given for id in printed_of(record)}
            places = finished.ids(scores)
            left = {n: score for n, score in scores.items() if places[n] not in own}
            found = best_first(left, engine.order, limit)
            records = finished.records(n for n, _ in found)
            wanted = families_wanted(things)
            graded = (
                {**one, "match": MATCH, "why": why(one, things, wanted=wanted)} for one in records
            )
            hits = list(map(Hit, graded, (score for _, score in found)))
            return Alike(hits, len(left), tuple(thing.asked for thing in things))

    @property
    def sentence_note(self) -> str:
        """Why sentences were not read for what was asked last, where config.yaml names a model."""
        return self._questions.sentences.note
