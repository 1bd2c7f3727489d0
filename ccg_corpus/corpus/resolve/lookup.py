"""What a query can refer to by name, looked up in the store when it is asked for.

The same answers as a `Catalogue` of everything gives, without reading everything.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ccg_corpus.query.catalogue import Catalogue, CatalogueDocument, KnownDocument, Titled
from ccg_corpus.text.words import fold, label_key, normalised_words, participant_key

if TYPE_CHECKING:
    from ccg_corpus.corpus.resolve.names import Names
    from ccg_corpus.store import Finished, Naming


class StoredCatalogue(Catalogue):
    """The catalogue of a store."""

    _finished: Finished
    _naming: Naming
    _names: Names

    def __init__(self, finished: Finished, names: Names) -> None:
        own = {"_finished": finished, "_naming": finished.naming, "_names": names}
        self.__dict__.update(own, this_year=Catalogue.this_year)

    # Everything of a kind

    @cached_property
    def documents(self) -> tuple[KnownDocument, ...]:
        return tuple(KnownDocument(id, source) for id, source in self._finished.document_ids())

    @cached_property
    def cases(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._finished.facet_values("case"))

    @cached_property
    def sites(self) -> tuple[Titled, ...]:
        return tuple(Titled(id, title) for id, title in self._names.settings.sites)

    @cached_property
    def studies(self) -> tuple[Titled, ...]:
        return tuple(Titled(id, title) for id, title in self._names.settings.studies)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        return tuple(role for role, _ in self._finished.facet_values("role"))

    @cached_property
    def themes(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._names.themes)

    @cached_property
    def codes(self) -> tuple[Titled, ...]:
        return tuple(Titled(code.slug, code.title) for code in self._names.codes)

    # One by its name

    def named(self, key: str) -> tuple[str, ...]:
        return self._naming.with_name("id", key)[:1] or self._naming.with_name("file", key)

    def beginning(self, key: str, *, limit: int) -> tuple[str, ...]:
        return self._naming.beginning("file", key, limit=limit)

    def by(self, name: str) -> list[CatalogueDocument]:
        return [self._facts(id) for id in self._naming.with_name("author", fold(name))]

    def with_author(self, name: str) -> list[CatalogueDocument]:
        found = {
            *self._naming.with_name("author", fold(name)),
            *self._naming.with_name("co-author", fold(name)),
        }
        return [self._facts(id) for id in sorted(found)]

    def in_journal(self, name: str) -> tuple[str, ...]:
        key = normalised_words(name)
        return self._naming.with_name("journal", key) if key else ()

    def types(self) -> tuple[str, ...]:
        return self._naming.values("type")

    def with_type(self, type: str) -> tuple[str, ...]:
        return self._naming.with_name("type", type)

    def attributes(self) -> tuple[str, ...]:
        return self._finished.attributes()

    def participant(self, label: str) -> str | None:
        return self._naming.title("participant", participant_key(label))

    def case_label(self, words: str) -> str | None:
        return self._naming.title("case", label_key(words))

    def theme(self, words: str) -> str | None:
        return self._naming.title("theme", normalised_words(words))

    def _facts(self, id: str) -> CatalogueDocument:
        facts = self._finished.facts(id) or {}
        authors = tuple(facts.get("authors") or ())
        return CatalogueDocument(
            id, authors, facts.get("year"), facts.get("type"), facts.get("journal")
        )
