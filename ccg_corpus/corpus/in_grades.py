"""What a corpus answers in grades: how many of each, by which words, papers, more like a quotation.

Comes in: a store, queries. Goes out: numbers, words with what they count, rows, hits; and for the
corpus itself what its two engines find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import replaced
from ccg_corpus.core.hit import KINDS, Hit, Record
from ccg_corpus.corpus.holdings import Holdings
from ccg_corpus.corpus.resolve.filters import as_asked
from ccg_corpus.query import Query, read_query
from ccg_corpus.store import Selection, readable

if TYPE_CHECKING:
    from ccg_corpus.corpus.grades.by_sentence import BySentence
    from ccg_corpus.corpus.grades.more_like import Alike
    from ccg_corpus.corpus.matching import Matching
    from ccg_corpus.search import Question


class InGrades(Holdings):
    """Questions to a corpus whose answers have grades."""

    def read(self, text: str) -> Query:
        """What a reviewer's phrase asks this corpus for.

        Raises: QueryError.
        """
        return read_query(text, self.vocabulary, self.catalogue)

    def grades(self, query: Query | str) -> dict[str, int]:
        """How many quotations have all that is asked, how many some of it, how many what is near."""
        query = self._query(query)
        with readable(self._store.root), self._store.snapshot():
            if not query.has_words:
                return {"all": self._store.finished.count(self._selection(query))}
            return self._matching.counts(query)

    def passes_over(self, query: Query | str) -> bool:
        """Whether words near in meaning were left out, for too many quotations have them."""
        query = self._query(query)
        return query.has_words and not self._matching.is_whole(query)

    def widening(
        self, query: Query | str, *, in_passages: bool = False
    ) -> list[tuple[str, list[tuple[str, int, str]]]]:
        """What stands for each thing asked beside itself: a word, thousandths of it, and by what:
        the codebook, the thesaurus, its spelling, or because it is near in meaning."""
        from ccg_corpus.corpus.resolve.widening import told

        query = self._query(query)
        with readable(self._store.root), self._store.snapshot():
            return told(self._matching_in(in_passages).widened(query).things)

    def widened_query(self, query: Query | str, *, in_passages: bool = False) -> Query:
        """A query that finds what this one does in all its grades, with every word written out."""
        from ccg_corpus.corpus.resolve.widening import written_out

        query = self._query(query)
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

        query = bounded(self._query(query))
        with readable(self._store.root), self._store.snapshot():
            things = self._matching.widened(query).things
            if not things:
                return []
            abstracts = abstracts_with(self._store, self._passages, query, things, match)
            documents = self._store.finished.documents()
            if query != replaced(query, documents=(), studies=(), types=(), since=None, until=None):
                kept = {
                    one[0]
                    for one, _ in self._store.finished.tally(
                        self._selection(replaced(query, parts=())), ("document",)
                    )
                }
                documents = [one for one in documents if one["id"] in kept]
            return papers(documents, abstracts, things, match)

    def _matching_in(self, in_passages: bool) -> Matching:
        return self._passages if in_passages else self._matching

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

        engine, finished = self._matching.engine, self._store.finished
        with readable(self._store.root), self._store.snapshot():
            given = [self._record(id) for id in ids]
            near = self._names.words_known(engine).near
            things = things_like(given, engine, Question((), Selection(KINDS)), near)
            scores = scores_like(engine, things, self._question(query or Query()))
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

    def _record(self, name: str) -> Record:
        from ccg_corpus.corpus.one_quotation import record_named
        from ccg_corpus.corpus.passages import passage_named

        passage = passage_named(self._store, name, self.catalogue.document)
        return passage or record_named(self._store, name, self.catalogue.document)

    def _query(self, query: Query | str, match: str | None = None) -> Query:
        query = self.read(query) if isinstance(query, str) else query
        return query if match is None else replaced(query, match=match)

    def _question(self, query: Query) -> Question:
        from ccg_corpus.search import Question

        resolved = self._resolved(query)
        return Question(resolved.parts, resolved.selection)

    @property
    def sentence_note(self) -> str:
        """Why sentences were not read for what was asked last, where config.yaml names a model."""
        return self._sentences.note

    @cached_property
    def _sentences(self) -> BySentence:
        from ccg_corpus.corpus.grades.by_sentence import BySentence

        return BySentence(self._store, lambda: self._names.settings.meaning)

    @cached_property
    def _matching(self) -> Matching:
        from ccg_corpus.corpus.matching import Matching
        from ccg_corpus.search import quotation_engine

        store = self._store
        return Matching(
            self._names,
            lambda: quotation_engine(store),
            self._question,
            lambda: store.generation,
            self._sentences,
        )

    @cached_property
    def _passages(self) -> Matching:
        from ccg_corpus.corpus.matching import Matching
        from ccg_corpus.corpus.passages import passage_question
        from ccg_corpus.search import passage_engine

        store, names = self._store, self._names
        return Matching(
            names,
            lambda: passage_engine(store),
            lambda query: passage_question(query, names),
            lambda: store.generation,
        )

    def _hits(self, query: Query, found: Iterable[tuple[int, float]]) -> Iterator[Hit]:
        """Numbered records with their scores, as the query wants them; in which grade each is, and
        why, where grades were asked for."""
        found = list(found)
        records = as_asked(self._store.finished.records(n for n, _ in found), query)
        if query.match:
            records = self._graded(records, found, query, self._matching)
        yield from map(Hit, records, (score for _, score in found))

    @staticmethod
    def _graded(
        records: Iterator[Record],
        found: Iterable[tuple[int, float]],
        query: Query,
        matching: Matching,
    ) -> Iterator[Record]:
        from ccg_corpus.corpus.grades.reasons import with_grades

        return with_grades(records, [n for n, _ in found], query, matching)
