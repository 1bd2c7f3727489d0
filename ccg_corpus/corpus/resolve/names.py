"""What a corpus holds that a question can name, each kind of it loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import BadConfig
from ccg_corpus.project.settings import Settings, codebook_digest, config_digest, read_settings
from ccg_corpus.store import Facet, Fact, Store
from ccg_corpus.text.words import slug

if TYPE_CHECKING:
    from ccg_corpus.codebook.tree import CodeTree
    from ccg_corpus.corpus.resolve.widening import WordsKnown
    from ccg_corpus.project.config import Code
    from ccg_corpus.query.catalogue import Catalogue
    from ccg_corpus.search import Engine
    from ccg_corpus.store.local import Local
    from ccg_corpus.vocabulary import Roles


class Names:
    """The names of a corpus: from its store, and from its config.yaml if that is newer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def catalogue(self) -> Catalogue:
        """What a query can refer to by name."""
        from ccg_corpus.corpus.resolve.lookup import StoredCatalogue

        return StoredCatalogue(self._store.finished, self)

    @property
    def local(self) -> Local:
        """Cases and participants, each of its document."""
        return self._store.finished.local

    def has_facet(self, facet: Facet) -> bool:
        """Whether any record has this value of a field."""
        return self._store.finished.has_facet(*facet)

    def attributes(self) -> tuple[str, ...]:
        """The columns of the reviewers' tables, and what labels state of people."""
        return self._store.finished.attributes()

    def values(self, field: str) -> list[tuple[str, str]]:
        """Every value of a field: what it is compared by, and as it is shown."""
        return self._store.finished.facet_values(field)

    @cached_property
    def participants(self) -> tuple[tuple[str, str], ...]:
        """Every label of a participant: what it is compared by, and as printed."""
        return tuple(self._store.finished.facet_values("participant"))

    @cached_property
    def themes(self) -> tuple[tuple[str, str], ...]:
        """Every theme: what it is compared by, and the heading as printed."""
        return tuple(self._store.finished.facet_values("theme"))

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codebook."""
        return self.settings.codes

    @cached_property
    def tree(self) -> CodeTree:
        """The codebook as a tree."""
        from ccg_corpus.codebook.tree import CodeTree

        return CodeTree(self.codes)

    @cached_property
    def vocabulary(self) -> Roles:
        """The role vocabulary with the project's additions."""
        from ccg_corpus.vocabulary import Roles

        return Roles(self.settings.roles)

    def role_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        """Roles by any of their names. A slug that the corpus has needs no vocabulary."""
        return tuple(self._role_slug(name) for name in names)

    def _role_slug(self, name: str) -> str:
        if self._store.finished.has_facet("role", slug(name)):
            return slug(name)
        return self.vocabulary.resolve(name) or slug(name)

    @cached_property
    def is_config_current(self) -> bool:
        """Whether config.yaml is the one of the last ingest."""
        return self._store.fact(Fact.CONFIG) == config_digest(self._store.root)

    @property
    def _is_codebook_current(self) -> bool:
        return self._store.fact(Fact.CODEBOOK) == codebook_digest(self._store.root)

    @cached_property
    def settings(self) -> Settings:
        """What config.yaml and codebook.yaml say that a question needs; where they changed and can't be
        read, what they said before.

        Raises: BadConfig where another version of ccg read them last.
        """
        text = self._store.fact(Fact.SETTINGS)
        stored = read_settings(text) if text else None
        if stored is not None and self.is_config_current and self._is_codebook_current:
            return stored
        from ccg_corpus.codebook import with_codebook
        from ccg_corpus.project.config import load_config
        from ccg_corpus.project.settings import settings_of

        try:
            return settings_of(with_codebook(load_config(self._store.root)))
        except BadConfig:
            if stored is None:
                raise
            return stored

    def config_fault(self) -> str:
        """Why config.yaml can't be read, where it changed since the last ingest and can't."""
        if self.is_config_current:
            return ""
        from ccg_corpus.project.config import load_config

        try:
            load_config(self._store.root)
        except BadConfig as error:
            return str(error)
        return ""

    def words_known(self, engine: Engine) -> WordsKnown:
        """What the corpus knows of words: its codebook, the thesaurus, the words near in meaning."""
        from ccg_corpus.corpus.resolve.synonyms import beside
        from ccg_corpus.corpus.resolve.widening import WordsKnown
        from ccg_corpus.near import Neighbours, chosen_table

        families = frozenset(engine.families())
        table = chosen_table(self.settings.near, self._store.root)
        near = Neighbours(table, families) if table else None
        return WordsKnown(
            self.codes,
            families.__contains__,
            is_word=lambda word: table is not None and table.vector_of(word) is not None,
            near=lambda word: near.of(word)[1:] if near else (),
            spelled=engine.spelling,
            thesaurus=beside,
        )
