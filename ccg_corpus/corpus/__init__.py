"""Questions to a corpus that was ingested: quotations by words and filters, and listings.

Comes in: a project's directory. Goes out: hits, records and rows. Nothing is printed here, nothing
is read but the store and, for words, the index; config.yaml only if it changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import replaced
from ccg_corpus.core.hit import KINDS, Hit, Record
from ccg_corpus.corpus.resolve.filters import Resolved, as_asked, resolve, unknown_names
from ccg_corpus.corpus.resolve.names import Names
from ccg_corpus.corpus.state import broke_off, opened_store
from ccg_corpus.query import Query, read_phrase, read_query
from ccg_corpus.store import Fact, Selection, Store, Tally, readable

if TYPE_CHECKING:
    from ccg_corpus.corpus.one_quotation import Shown
    from ccg_corpus.corpus.ordering import Arrangement
    from ccg_corpus.corpus.remembered import Remembered
    from ccg_corpus.query.catalogue import Catalogue
    from ccg_corpus.query.steps import Reading
    from ccg_corpus.query.tree import Part
    from ccg_corpus.vocabulary import Roles

__all__ = ["Corpus", "open_corpus"]

# How many quotations are compared letter by letter with what was remembered.
CANDIDATES = 400
# Of how many hits the participants are looked up together.
NAMED_AT_ONCE = 500


def open_corpus(root: Path | str, *, finished: bool = True) -> Corpus:
    """The corpus of the project in `root`, as its last ingest left it. Close it, or use `with`.

    Raises: NoCorpus where nothing was ingested yet, or what was can't be read; where no ingest has
    finished, unless it need not be `finished`.
    """
    return Corpus(opened_store(Path(root), finished=finished))


class Corpus:
    """A corpus to ask. What a question does not need is never loaded."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = Names(store)
        self._asked: tuple[object, ...] = ()  # the last question to the index, and its answer
        self._found: list[tuple[int, float]] = []
        self._total = 0
        self._looked_up: tuple[tuple[Query, str], Resolved] | None = None

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

    # Quotations

    def read(self, text: str) -> Query:
        """What a reviewer's phrase asks this corpus for.

        Raises: QueryError.
        """
        return read_query(text, self.vocabulary, self.catalogue)

    def reading(self, text: str, *, synonyms: bool = False) -> Reading:
        """The same, with how each stretch of the phrase was read and what is to be said of it.

        `synonyms`: each word of the topic with those that the general thesaurus has beside it.
        Raises: QueryError.
        """
        from ccg_corpus.corpus.resolve.codes import named_codes

        found = read_phrase(text, self.vocabulary, self.catalogue)
        notes = (*found.notes, *named_codes(found.query.parts, self._names.codes))
        query = found.query
        if synonyms:
            from ccg_corpus.corpus.resolve.synonyms import widened

            query = widened(query, self.count)
        return replaced(found, query=query, notes=notes)

    def search(self, query: Query | str, *, limit: int | None = None) -> Iterator[Hit]:
        """The quotations asked for, all or the first `limit`.

        Those that fit the words best come first; without words they stand in the order of their
        documents.
        Raises: QueryError; Locked where the index must be made anew and another run is at work.
        """
        query = self.read(query) if isinstance(query, str) else query
        with readable(self._store.root), self._store.snapshot():
            selection = self._selection(query)
            if query.has_words:
                found = self._matching(query, selection, limit)
                records = self._store.finished.records(n for n, _ in found)
                yield from map(Hit, as_asked(records, query), (score for _, score in found))
            else:
                numbers = self._store.finished.numbers(selection, limit=limit)
                records = self._store.finished.records(numbers)
                yield from map(Hit, as_asked(records, query))

    def quotes(self, query: Query | None = None, *, limit: int | None = None) -> Iterator[Hit]:
        """The quotations asked for in the order of their documents, also where words are asked."""
        query = query or Query()
        with readable(self._store.root), self._store.snapshot():
            if query.has_words:
                found = self._matching(query, self._selection(query), None)
                numbers = self._store.finished.in_order(n for n, _ in found)[:limit]
            else:
                numbers = self._store.finished.numbers(self._selection(query), limit=limit)
            records = self._store.finished.records(numbers)
            yield from map(Hit, as_asked(records, query))

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
            found = arranged(
                finished, numbered, arrangement, partial(with_local_names, self._store)
            )
            if arrangement.ids_only:
                ids = finished.ids(n for n, _ in found)
                yield from (Hit({"id": ids[n]}, score) for n, score in found)
                return
            records = finished.records(n for n, _ in found)
            yield from map(Hit, as_asked(records, query), (score for _, score in found))

    def _numbered(self, query: Query, *, ranked: bool) -> list[tuple[int, float]]:
        """All that is asked for, by number, with scores."""
        finished, selection = self._store.finished, self._selection(query)
        if not query.has_words:
            return [(n, 0.0) for n in finished.numbers(selection)]
        found = self._matching(query, selection, None)
        scores = dict(found)
        return found if ranked else [(n, scores[n]) for n in finished.in_order(scores)]

    def passages(self, query: Query, *, limit: int | None = None) -> Iterator[Hit]:
        """Passages of the authors' text, best first, or in the order of their documents."""
        from ccg_corpus.corpus.elsewhere import askable, in_sections
        from ccg_corpus.corpus.passages import passages

        with readable(self._store.root), self._store.snapshot():
            most = None if query.sections else limit
            found = passages(self._store, self._names, askable(query), limit=most)
            yield from islice(in_sections(found, query), limit)

    def count_passages(self, query: Query) -> int:
        """How many passages are asked for."""
        from ccg_corpus.corpus.elsewhere import askable
        from ccg_corpus.corpus.passages import count_passages

        if query.sections:
            return sum(1 for _ in self.passages(query))
        with readable(self._store.root), self._store.snapshot():
            return count_passages(self._store, self._names, askable(query))

    def in_context(self, hits: Iterable[Hit], *, before: int, after: int) -> Iterator[Hit]:
        """The hits, each record with the paragraphs of the document `before` and `after` it."""
        from ccg_corpus.corpus.context import in_context

        return in_context(self._store.sources.document, hits, before=before, after=after)

    def count(self, query: Query | str) -> int:
        """How many quotations are asked for."""
        query = self.read(query) if isinstance(query, str) else query
        with readable(self._store.root), self._store.snapshot():
            selection = self._selection(query)
            if query.has_words:
                return self._count_matching(query, selection)
            return self._store.finished.count(selection)

    def facets(self, query: Query | str, fields: tuple[str, ...]) -> Tally:
        """How many of the quotations asked for have which values of `fields` together.

        Most first, then by value; the fields are those of `store.COUNTED`. Cases and participants
        are their documents'. Of `code`, which a quotation may have several of, rows add up to more
        than there are quotations.
        Raises: QueryError.
        """
        from ccg_corpus.corpus.facets import facets

        query = self.read(query) if isinstance(query, str) else query
        with readable(self._store.root), self._store.snapshot():
            selection = self._selection(query)
            if not query.has_words:
                return facets(self._store, selection, fields)
            found = self._matching(query, selection, None)
            return facets(self._store, [n for n, _ in found], fields)

    def ranking(self, query: Query) -> dict[str, list[tuple[str, str, float]]]:
        """For each quotation that a query's words find, by id: what counted, where, how much."""
        if not query.has_words:
            return {}
        from ccg_corpus.search import Question, quotation_engine

        with readable(self._store.root), self._store.snapshot():
            asked = Question(self._worded(query), self._selection(query))
            counted = quotation_engine(self._store).explain(asked)
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

    def show(self, id: str) -> Shown:
        """One quotation in its place, by its id or an unambiguous beginning of it.

        Raises: QueryError where there is none, with what may have been meant.
        """
        from ccg_corpus.corpus.one_quotation import shown

        with readable(self._store.root), self._store.snapshot():
            return shown(self._store, self._record(id))

    def cited(self, name: str) -> tuple[str, dict[str, Any], int | None]:
        """A document or quotation named: its id, all facts of the document, the quotation's page.

        Raises: QueryError where there is none, with what may have been meant.
        """
        from ccg_corpus.corpus.one_quotation import facts_cited

        with readable(self._store.root), self._store.snapshot():
            return facts_cited(self._store, name, self.catalogue.document, self._record)

    def unknown(self, query: Query) -> tuple[str, ...]:
        """A line for each name in the query's filters that this corpus does not have."""
        return tuple(unknown_names(query, self._names))

    # Listings

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
            return participants(self._store, self._selection(query or Query()))

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

    def habits(self, name: str) -> list[dict[str, Any]]:
        """How a document prints quotations and who speaks: a row for each way, the commonest first."""
        from ccg_corpus.corpus.habits import habits_of

        with readable(self._store.root):
            return habits_of(self._store, name, self.catalogue.document, self.quotes)

    def roles(self) -> list[dict[str, Any]]:
        """Every role in the corpus: slug, title, broader roles, number of quotations."""
        from ccg_corpus.corpus.listings import roles

        with readable(self._store.root):
            return roles(self._store.finished, self.vocabulary)

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

    @property
    def root(self) -> Path:
        """The project's directory."""
        return self._store.root

    def state(self) -> dict[str, Any]:
        """Which corpus answers: how many documents, and when it was brought to this state."""
        return {
            "documents": self._store.finished.document_count(),
            "ingested": self._store.fact(Fact.INGESTED),
            "state": self._store.generation,
        }

    @property
    def vocabulary(self) -> Roles:
        """The role vocabulary with the project's additions."""
        return self._names.vocabulary

    @property
    def catalogue(self) -> Catalogue:
        """What a query can refer to by name."""
        return self._names.catalogue

    def _record(self, name: str) -> Record:
        from ccg_corpus.corpus.one_quotation import record_named
        from ccg_corpus.corpus.passages import passage_named

        passage = passage_named(self._store, name, self.catalogue.document)
        return passage or record_named(self._store, name, self.catalogue.document)

    def _selection(self, query: Query) -> Selection:
        return self._resolved(query).selection

    def _worded(self, query: Query) -> tuple[Part, ...]:
        return self._resolved(query).parts

    def _resolved(self, query: Query) -> Resolved:
        asked = (query, self._store.generation)
        if self._looked_up is None or self._looked_up[0] != asked:
            self._looked_up = asked, resolve(query, self._names)  # the last one is kept
        return self._looked_up[1]

    def _matching(
        self, query: Query, selection: Selection, limit: int | None
    ) -> list[tuple[int, float]]:
        from ccg_corpus.search import Question, quotation_engine

        asked = (query, self._store.generation)
        if (*asked, limit) != self._asked:
            question = Question(self._worded(query), selection)
            ranked = quotation_engine(self._store).rank(question, limit)
            self._found, self._total = ranked.hits, ranked.total
            self._asked = (*asked, limit)
        return self._found

    def _count_matching(self, query: Query, selection: Selection) -> int:
        """To list and then to count asks the index once."""
        if self._asked[:2] != (query, self._store.generation):
            self._matching(query, selection, 1)
        return self._total
