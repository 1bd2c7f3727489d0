"""Questions to a corpus that was ingested: quotations by words and filters, and listings.

Comes in: a project's directory. Goes out: hits, records and rows. Nothing is printed here, nothing
is read but the store and, for words, the index; config.yaml only if it changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import replaced
from ccg_corpus.core.hit import KINDS, Hit, Record
from ccg_corpus.corpus.holdings import Holdings
from ccg_corpus.corpus.questions import Questions, graded
from ccg_corpus.corpus.resolve.filters import unknown_names
from ccg_corpus.corpus.reviewing.reviewed import Reviews, opened
from ccg_corpus.corpus.state import broke_off
from ccg_corpus.query import Query, read_phrase
from ccg_corpus.store import Selection, Store, Tally, readable

if TYPE_CHECKING:
    from ccg_corpus.corpus.codings.asked import CodesAsked
    from ccg_corpus.corpus.counted.crossed import Crossed
    from ccg_corpus.corpus.grades.asked import InGrades
    from ccg_corpus.corpus.grades.more_like import Alike
    from ccg_corpus.corpus.one_quotation import Shown
    from ccg_corpus.corpus.ordering import Arrangement
    from ccg_corpus.corpus.remembered import Remembered
    from ccg_corpus.query.catalogue import Catalogue
    from ccg_corpus.query.steps import PhraseReading
    from ccg_corpus.vocabulary import Roles

__all__ = ["Corpus", "open_corpus"]

# How many quotations are compared letter by letter with what was remembered.
CANDIDATES = 400


def open_corpus(root: Path | str, *, finished: bool = True) -> Corpus:
    """The corpus of the project in `root`, as its last ingest left it. Close it, or use `with`.

    Raises: NoCorpus where nothing was ingested yet, or what was can't be read; where no ingest has
    finished, unless it need not be `finished`.
    """
    return Corpus(opened(Path(root), finished=finished))


class Corpus:
    """A corpus to ask. What a question does not need is never loaded.

    What it hands out: `holdings` (listings, names that are local, its state), `in_grades` (answers in
    grades), `reviews` (what reviewers decided, and decisions to be made), `coding` (codes), `crossed`
    (several fields together).
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._questions = Questions(store)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    @property
    def is_unfinished(self) -> bool:
        """Whether an ingest began and broke off: what is here is the state before it."""
        return broke_off(self._store)

    @property
    def faults(self) -> list[str]:
        """A line for each of the user's own files that can't be read: the answer is without it, or by
        what it said before."""
        with readable(self._store.root):
            found = self._store.given.unusable()
        if wrong := self._questions.names.config_fault():
            found.insert(0, f"{wrong}; what it said at the last ingest counts")
        return found

    @cached_property
    def holdings(self) -> Holdings:
        """Its listings, what is local to a document, its state."""
        return Holdings(self._questions)

    @cached_property
    def in_grades(self) -> InGrades:
        """Its answers in grades."""
        from ccg_corpus.corpus.grades.asked import InGrades

        return InGrades(self._questions)

    @cached_property
    def reviews(self) -> Reviews:
        """What reviewers decided, and decisions to be made."""
        return Reviews(self._questions)

    @cached_property
    def coding(self) -> CodesAsked:
        """Its codes."""
        from ccg_corpus.corpus.codings.asked import CodesAsked

        return CodesAsked(self._questions, self.count, self.quotes)

    @cached_property
    def crossed(self) -> Crossed:
        """Its quotations by the values of several fields at once."""
        from ccg_corpus.corpus.counted.crossed import Crossed

        return Crossed(self._questions)

    # Names

    @property
    def root(self) -> Path:
        """The project's directory."""
        return self._store.root

    @property
    def vocabulary(self) -> Roles:
        """The role vocabulary with the project's additions."""
        return self._questions.vocabulary

    @property
    def catalogue(self) -> Catalogue:
        """What a query can refer to by name."""
        return self._questions.catalogue

    def unknown(self, query: Query) -> tuple[str, ...]:
        """A line for each name in the query's filters that this corpus does not have."""
        return tuple(unknown_names(query, self._questions.names))

    # Listings

    def documents(self) -> list[dict[str, Any]]:
        """Every document: its facts, `version_of` and the number of quotations it prints."""
        return self.holdings.documents()

    def cases(self) -> list[dict[str, Any]]:
        """Every case of every document: description, site, number of quotations."""
        return self.holdings.cases()

    def roles(self) -> list[dict[str, Any]]:
        """Every role in the corpus: slug, title, broader roles, number of quotations."""
        return self.holdings.roles()

    def themes(self) -> list[dict[str, Any]]:
        """Every theme with quotations, then every code: documents and number of quotations."""
        return self.holdings.themes()

    # Grades

    def grades(self, query: Query | str) -> dict[str, int]:
        """How many quotations have all that is asked, how many some of it, how many what is near."""
        return self.in_grades.grades(query)

    def widening(
        self, query: Query | str, *, in_passages: bool = False
    ) -> list[tuple[str, list[tuple[str, int, str]]]]:
        """What stands for each thing asked beside itself: a word, thousandths of it, and by what."""
        return self.in_grades.widening(query, in_passages=in_passages)

    def papers(self, query: Query | str, *, match: str = "near") -> list[dict[str, Any]]:
        """Documents by what their titles and abstracts are about, the best first, with `match` and
        `why`."""
        return self.in_grades.papers(query, match=match)

    def like(
        self, ids: Iterable[str], query: Query | None = None, *, limit: int | None = None
    ) -> Alike:
        """The quotations most like those with these ids, within a query's filters.

        Raises: QueryError for an id that there is not.
        """
        return self.in_grades.like(ids, query, limit=limit)

    # Quotations

    def read(self, text: str) -> Query:
        """What a reviewer's phrase asks this corpus for.

        Raises: QueryError.
        """
        return self._questions.read(text)

    def reading(self, text: str, *, synonyms: bool = False) -> PhraseReading:
        """The same, with how each stretch of the phrase was read and what is to be said of it.

        `synonyms`: each word of the topic with those that the general thesaurus has beside it.
        Raises: QueryError.
        """
        from ccg_corpus.corpus.resolve.codes import named_codes

        found = read_phrase(text, self.vocabulary, self.catalogue)
        notes = (*found.notes, *named_codes(found.query.parts, self._questions.names.codes))
        query = found.query
        if synonyms:
            from ccg_corpus.corpus.resolve.synonyms import widened

            query = widened(query, self.count)
        return replaced(found, query=query, notes=notes)

    def search(
        self, query: Query | str, *, limit: int | None = None, match: str | None = None
    ) -> Iterator[Hit]:
        """The quotations asked for, all or the first `limit`.

        Those that fit the words best come first; without words they stand in the order of their
        documents. `match`: how far to go, "all", "some" or "near": each record then has its `match`
        and `why`, and what has all that was asked comes first.
        Raises: QueryError; Locked where the index must be made anew and another run is at work.
        """
        query = self._questions.query(query, match)
        with readable(self._store.root), self._store.snapshot():
            if query.has_words:
                found = self._questions.quotations.answer(query, limit).found
            else:
                numbers = self._store.finished.numbers(
                    self._questions.selection(query), limit=limit
                )
                found = [(n, 0.0) for n in numbers]
            yield from self._questions.hits(query, found)

    def quotes(self, query: Query | None = None, *, limit: int | None = None) -> Iterator[Hit]:
        """The quotations asked for in the order of their documents, also where words are asked."""
        query = query or Query()
        with readable(self._store.root), self._store.snapshot():
            if query.has_words:
                found = self._questions.quotations.answer(query, None).found
                numbers = self._store.finished.in_order(n for n, _ in found)[:limit]
            else:
                numbers = self._store.finished.numbers(
                    self._questions.selection(query), limit=limit
                )
            yield from self._questions.hits(query, ((n, 0.0) for n in numbers))

    def arranged(
        self, query: Query, arrangement: Arrangement, *, ranked: bool = False
    ) -> Iterator[Hit]:
        """The quotations asked for, chosen and ordered; as `search` or as `quotes` has them first.

        Raises: QueryError.
        """
        if not arrangement.needs_all and not arrangement.ids_only:
            end = None if arrangement.limit is None else arrangement.offset + arrangement.limit
            find = self.search if ranked else self.quotes
            yield from islice(find(query, limit=end), arrangement.offset, None)
            return
        from ccg_corpus.corpus.local import with_local_names
        from ccg_corpus.corpus.ordering import arranged

        finished = self._store.finished
        with readable(self._store.root), self._store.snapshot():
            numbered = self._numbered(query, ranked=ranked)
            is_graded = bool(query.match) and query.has_words
            found = arranged(
                finished,
                numbered,
                arrangement,
                partial(with_local_names, self._store),
                partial(self._questions.quotations.grade_of, query) if is_graded else None,
            )
            if arrangement.ids_only:
                ids = finished.ids(n for n, _ in found)
                yield from (Hit({"id": ids[n]}, score) for n, score in found)
                return
            yield from self._questions.hits(query, found)

    def _numbered(self, query: Query, *, ranked: bool) -> list[tuple[int, float]]:
        """All that is asked for, by number, with scores."""
        finished, selection = self._store.finished, self._questions.selection(query)
        if not query.has_words:
            return [(n, 0.0) for n in finished.numbers(selection)]
        found = self._questions.quotations.answer(query, None).found
        scores = dict(found)
        return found if ranked else [(n, scores[n]) for n in finished.in_order(scores)]

    def passages(
        self, query: Query, *, limit: int | None = None, match: str | None = None
    ) -> Iterator[Hit]:
        """Passages of the authors' text, best first, or in the order of their documents; in grades
        as quotations are."""
        from ccg_corpus.corpus.elsewhere import askable, in_sections

        query = askable(self._questions.query(query, match))
        with readable(self._store.root), self._store.snapshot():
            answer = self._questions.passages.answer(query, None if query.sections else limit)
            records = self._questions.passages.engine.records(n for n, _ in answer.found)
            if query.match:
                records = graded(records, answer.found, query, self._questions.passages)
            found = map(Hit, records, (score for _, score in answer.found))
            yield from islice(in_sections(found, query), limit)

    def count_passages(self, query: Query) -> int:
        """How many passages are asked for."""
        from ccg_corpus.corpus.elsewhere import askable

        if query.sections:
            return sum(1 for _ in self.passages(query))
        with readable(self._store.root), self._store.snapshot():
            return self._questions.passages.count(askable(query))

    def in_context(self, hits: Iterable[Hit], *, before: int, after: int) -> Iterator[Hit]:
        """The hits, each record with the paragraphs of the document `before` and `after` it."""
        from ccg_corpus.corpus.context import in_context

        return in_context(self._store.sources.document, hits, before=before, after=after)

    def count(self, query: Query | str) -> int:
        """How many quotations are asked for."""
        query = self._questions.query(query)
        with readable(self._store.root), self._store.snapshot():
            if query.has_words:
                return self._questions.quotations.count(query)
            return self._store.finished.count(self._questions.selection(query))

    def facets(self, query: Query | str, fields: tuple[str, ...]) -> Tally:
        """How many of the quotations asked for have which values of `fields` together.

        Most first, then by value; the fields are those of `store.COUNTED`. Cases and participants
        are their documents'. Of `code`, which a quotation may have several of, rows add up to more
        than there are quotations.
        Raises: QueryError.
        """
        from ccg_corpus.corpus.counted.facets import facets

        query = self._questions.query(query)
        with readable(self._store.root), self._store.snapshot():
            if not query.has_words:
                return facets(self._store, self._questions.selection(query), fields)
            found = self._questions.quotations.answer(query, None).found
            return facets(self._store, [n for n, _ in found], fields)

    def ranking(self, query: Query) -> dict[str, list[tuple[str, str, float]]]:
        """For each quotation that a query's words find, by id: what counted, where, how much."""
        if not query.has_words:
            return {}
        with readable(self._store.root), self._store.snapshot():
            counted = self._questions.quotations.engine.explain(self._questions.question(query))
            ids = self._store.finished.ids(counted)
            return {ids[n]: counts for n, counts in counted.items()}

    def find(self, text: str, *, limit: int = 3) -> list[Remembered]:
        """The quotations of any kind that are nearest to half-remembered words, best first."""
        from ccg_corpus.corpus.remembered import nearest
        from ccg_corpus.search import quotation_engine

        with readable(self._store.root), self._store.snapshot():
            numbers = quotation_engine(self._store).alike(text, Selection(KINDS), limit=CANDIDATES)
            return nearest(text, self._store.finished.records(numbers), limit=limit)

    def elsewhere(self, query: Query) -> tuple[bool, list[str]]:
        """Whether passages can be asked at once, and the documents whose title has all words."""
        from ccg_corpus.corpus.elsewhere import is_at_hand, titles_with

        with readable(self._store.root), self._store.snapshot():
            return is_at_hand(self._store), titles_with(self._store, query)

    def misspelt(self, query: Query) -> dict[str, str]:
        """Each word of a query that the corpus has in no form → its word that is nearest."""
        from ccg_corpus.query.tree import AnyOf, Phrase, Word
        from ccg_corpus.search import quotation_engine

        # of alternatives the first: the others may be of a thesaurus
        terms = [part.parts[0] if isinstance(part, AnyOf) else part for part in query.parts]
        words = [one.text for one in terms if isinstance(one, Word)]
        words += [word for one in terms if isinstance(one, Phrase) for word in one.text.split()]
        if not words:
            return {}
        with readable(self._store.root), self._store.snapshot():
            return quotation_engine(self._store).spelling(dict.fromkeys(words))

    def record(self, name: str) -> Record:
        """A quotation by its id or an unambiguous beginning of it.

        Raises: QueryError.
        """
        with readable(self._store.root), self._store.snapshot():
            return self._questions.record(name)

    def show(self, id: str) -> Shown:
        """One quotation in its place, by its id or an unambiguous beginning of it.

        Raises: QueryError where there is none, with what may have been meant.
        """
        from ccg_corpus.corpus.one_quotation import shown

        with readable(self._store.root), self._store.snapshot():
            return shown(self._store, self._questions.record(id))

    def cited(self, name: str) -> tuple[str, dict[str, Any], int | None]:
        """A document or quotation named: its id, all facts of the document, the quotation's page.

        Raises: QueryError where there is none, with what may have been meant.
        """
        from ccg_corpus.corpus.one_quotation import facts_cited

        with readable(self._store.root), self._store.snapshot():
            return facts_cited(self._store, name, self.catalogue.document, self._questions.record)

    def habits(self, name: str) -> list[dict[str, Any]]:
        """How a document prints quotations and who speaks: a row for each way, the commonest first."""
        from ccg_corpus.corpus.habits import habits_of

        with readable(self._store.root):
            return habits_of(self._store, name, self.catalogue.document, self.quotes)
