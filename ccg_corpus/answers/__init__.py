"""Questions to a corpus that was ingested: quotations by words and filters, and listings.

Comes in: a project's directory. Goes out: hits, records and rows. Nothing is printed here, nothing
is read but the store and, for words, the index; config.yaml only if it changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ccg_corpus.answers.filters import selection_of, unknown_names
from ccg_corpus.answers.names import Names
from ccg_corpus.model import Hit, Record
from ccg_corpus.query import Query, read_query
from ccg_corpus.store import Fact, Selection, Store, readable

if TYPE_CHECKING:
    from ccg_corpus.answers.showing import Shown
    from ccg_corpus.query.catalogue import Catalogue
    from ccg_corpus.vocabulary import Roles

__all__ = ["Corpus", "open_corpus"]


def open_corpus(root: Path) -> Corpus:
    """The corpus of the project in `root`, as its last ingest left it. Close it, or use `with`.

    Raises: NoCorpus where nothing was ingested yet, or what was can't be read.
    """
    return Corpus(Store.to_read(root))


class Corpus:
    """A corpus to ask. What a question does not need is never loaded."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = Names(store)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    # Quotations

    def read(self, text: str) -> Query:
        """What a reviewer's phrase asks this corpus for.

        Raises: QueryError.
        """
        return read_query(text, self.vocabulary, self.catalogue)

    def search(self, query: Query | str, *, limit: int | None = None) -> Iterator[Hit]:
        """The quotations asked for, all or the first `limit`.

        Those that fit the words best come first; without words they stand in the order of their
        documents.
        Raises: QueryError; Locked where the index must be made anew and another run is at work.
        """
        query = self.read(query) if isinstance(query, str) else query
        with readable(self._store.root), self._store.snapshot():
            selection = self._selection(query)
            if query.parts:
                found = self._matching(query, selection, limit)
                scores = [score for _, score in found]
                records = self._store.finished.records(n for n, _ in found)
                yield from map(Hit, _as_asked(records, query), scores)
            else:
                numbers = self._store.finished.numbers(selection, limit=limit)
                records = self._store.finished.records(numbers)
                yield from map(Hit, _as_asked(records, query))

    def quotes(self, query: Query | None = None, *, limit: int | None = None) -> Iterator[Hit]:
        """The quotations asked for in the order of their documents, also where words are asked."""
        query = query or Query()
        with readable(self._store.root), self._store.snapshot():
            if query.parts:
                found = self._matching(query, self._selection(query), None)
                numbers = self._store.finished.in_order(n for n, _ in found)[:limit]
            else:
                numbers = self._store.finished.numbers(self._selection(query), limit=limit)
            records = self._store.finished.records(numbers)
            yield from map(Hit, _as_asked(records, query))

    def count(self, query: Query | str) -> int:
        """How many quotations are asked for."""
        query = self.read(query) if isinstance(query, str) else query
        with readable(self._store.root), self._store.snapshot():
            selection = self._selection(query)
            if query.parts:
                return len(self._matching(query, selection, None))
            return self._store.finished.count(selection)

    def show(self, id: str) -> Shown:
        """One quotation in its place, by its id or an unambiguous beginning of it.

        Raises: QueryError where there is none, with what may have been meant.
        """
        from ccg_corpus.answers.showing import record_named, shown

        with readable(self._store.root), self._store.snapshot():
            record = record_named(self._store, id, self.catalogue.document)
            return shown(self._store, record)

    def cited(self, name: str) -> tuple[str, dict[str, Any], int | None]:
        """A document or quotation named: its id, all facts of the document, the quotation's page.

        Raises: QueryError where there is none, with what may have been meant.
        """
        from ccg_corpus.answers.showing import document_named, record_named

        with readable(self._store.root), self._store.snapshot():
            if ":" not in name:
                id = document_named(self._store, name, self.catalogue.document)
                return id, self._store.finished.facts(id) or {"id": id}, None
            record = record_named(self._store, name, self.catalogue.document)
            document = record["document"]
            facts = self._store.finished.facts(document["id"]) or document
            return record["id"], facts, record["page"]

    def unknown(self, query: Query) -> tuple[str, ...]:
        """A line for each name in the query's filters that this corpus does not have."""
        return tuple(unknown_names(self._resolved(query), self._names))

    # Listings

    def documents(self) -> list[dict[str, Any]]:
        """Every document: its facts, `version_of` and the number of quotations it prints."""
        with readable(self._store.root):
            return self._store.finished.documents()

    def cases(self) -> list[dict[str, Any]]:
        """Every case of every document: description, site, number of quotations."""
        with readable(self._store.root):
            return self._store.finished.cases()

    def roles(self) -> list[dict[str, Any]]:
        """Every role in the corpus: slug, title, broader roles, number of quotations."""
        with readable(self._store.root):
            counts = self._store.finished.facet_counts("role")
        return [
            {
                "role": slug,
                "title": self.vocabulary.title(slug),
                "broader": list(self.vocabulary.broader(slug)[1:]),
                "quotations": count,
            }
            for slug, _, count in counts
            if count
        ]

    def themes(self) -> list[dict[str, Any]]:
        """Every theme with quotations, then every code: documents and number of quotations."""
        with readable(self._store.root):
            finished = self._store.finished
            documents: dict[str, list[str]] = {}
            for key, document in finished.theme_documents():
                documents.setdefault(key, []).append(document)
            themes = [
                {"theme": title, "code": None, "documents": documents[key], "quotations": count}
                for key, title, count in finished.facet_counts("theme")
                if count
            ]
            counts = {slug: count for slug, _, count in finished.facet_counts("code")}
        return themes + [
            {
                "theme": code.title,
                "code": code.slug,
                "documents": [],
                "quotations": counts.get(code.slug, 0),
            }
            for code in self._names.codes
        ]

    def status(self) -> dict[str, Any]:
        """What the corpus holds, and what stands between it and the files."""
        from ccg_corpus.index import is_current

        with readable(self._store.root):
            taken, failed = self._store.sources.counts()
            return {
                "project": str(self._store.root),
                "documents": len(self._store.finished.document_ids()),
                "versions": len(self._store.finished.versions()),
                "versions_why": [
                    {"document": id, "version_of": record, "why": self._why(id)}
                    for id, record in self._store.finished.versions()
                ],
                "quotations": self._store.finished.kind_counts(),
                "files": taken,
                "failed": [
                    {"source": row.path, "error": row.error}
                    for row in self._store.sources.all().values()
                    if row.error is not None
                ],
                "failed_files": failed,
                "is_finished": bool(self._store.fact(Fact.FINISHED)),
                "is_config_current": self._names.is_config_current,
                "is_index_current": is_current(self._store),
                "ingested": self._store.fact(Fact.INGESTED),
            }

    @property
    def vocabulary(self) -> Roles:
        """The role vocabulary with the project's additions."""
        return self._names.vocabulary

    @property
    def catalogue(self) -> Catalogue:
        """What a query can refer to by name."""
        return self._names.catalogue

    # Helpers

    def _why(self, id: str) -> str | None:
        """Why a document is a version, and why of that other one."""
        why: str | None = (self._store.finished.facts(id) or {}).get("version_why")
        return why

    def _resolved(self, query: Query) -> Query:
        return replace(query, roles=self._names.role_slugs(query.roles))

    def _selection(self, query: Query) -> Selection:
        return selection_of(self._resolved(query), self._names)

    def _matching(
        self, query: Query, selection: Selection, limit: int | None
    ) -> list[tuple[int, float]]:
        from ccg_corpus.answers.codes import with_codes
        from ccg_corpus.index import search

        parts = with_codes(query.parts, self._names.codes)
        return search(self._store, parts, selection, limit=limit)


def _as_asked(records: Iterable[Record], query: Query) -> Iterator[Record]:
    """The records as a query wants them.

    Where every printing is listed, each stands for itself alone: what is in the list as a record
    of its own is not told of in others as well, so that nothing is counted twice.
    """
    for record in records:
        yield {**record, "also_in": []} if query.all_printings else record
