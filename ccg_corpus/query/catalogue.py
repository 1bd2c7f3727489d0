"""What a corpus holds, as far as a query can name it: documents, cases, sites, studies, roles …

Small, and a plain value: the store fills it, the reading of a query asks it. It finds what a
reference means and refuses one that could mean two things.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from time import localtime

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.text.name_keys import author_names, file_names, journal_names, name_as_asked
from ccg_corpus.text.words import fold, label_key, normalised_words, participant_key

# How many documents a name that is not enough is said to be.
MOST_NAMED = 4


@frozen
class Titled:
    """Something with an id and a title."""

    id: str
    title: str = ""


@frozen
class KnownDocument:
    """A document of the corpus and the file it was read from."""

    id: str
    source: str = ""


@frozen
class CatalogueDocument:
    """What a document is cited by, and what type it is of."""

    id: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    type: str | None = None
    journal: str | None = None


@frozen
class Catalogue:
    """Everything a query can refer to by name. What can be called is read when it is asked for."""

    documents: tuple[KnownDocument, ...] = ()
    cases: tuple[str, ...] = ()  # labels as printed
    sites: tuple[Titled, ...] = ()
    studies: tuple[Titled, ...] = ()
    roles: tuple[str, ...] = ()  # slugs that stand in the corpus
    themes: tuple[str, ...] = ()  # headings as printed
    codes: tuple[Titled, ...] = ()
    facts: Callable[[], tuple[CatalogueDocument, ...]] = tuple
    participants: Callable[[], tuple[str, ...]] = tuple  # labels as printed
    attributes: Callable[[], tuple[str, ...]] = tuple  # columns of the reviewers' tables
    this_year: Callable[[], int] = lambda: localtime().tm_year

    def document(self, reference: str) -> str | None:
        """The id of the document that `reference` names; None where none does.

        A reference is an id, a file's name or path, or an unambiguous beginning of one of these;
        an ellipsis at its end is a copied title cut short.
        Raises: QueryError where it begins several documents' names.
        """
        key = name_as_asked(reference.strip().removesuffix("…").removesuffix("..."))
        if not key:
            return None
        found = self.named(key) or self.beginning(key, limit=MOST_NAMED + 1)
        if len(found) > 1:
            some = ", ".join(found[:MOST_NAMED]) + (", …" if len(found) > MOST_NAMED else "")
            raise QueryError(f"{reference!r} may be {some}", hint="give more of the document's id")
        return found[0] if found else None

    def named(self, key: str) -> tuple[str, ...]:
        """The documents of exactly this name: of the id before all others."""
        ids = (one.id for one in self.documents if name_as_asked(one.id) == key)
        found = next(ids, None)
        return (found,) if found else self._fitting(key.__eq__)

    def beginning(self, key: str, *, limit: int) -> tuple[str, ...]:
        """The first documents with a name that begins so."""
        return self._fitting(lambda name: name.startswith(key))[:limit]

    def _fitting(self, fits: Callable[[str], bool]) -> tuple[str, ...]:
        every = ((one.id, file_names(one.id, one.source)) for one in self.documents)
        return tuple(id for id, names in every if any(map(fits, names)))

    def cited(self, name: str, year: int | None = None) -> tuple[str, ...]:
        """The documents, of that year if one is given, whose first author has that name; where no
        first author has it, those of any author."""
        found = self.by(name) or self.with_author(name)
        return tuple(facts.id for facts in found if year is None or facts.year == year)

    def is_co_author(self, name: str, other: str) -> bool:
        """Whether `other` wrote a document with the first author `name`."""
        return bool(
            {facts.id for facts in self.with_author(other)} & {one.id for one in self.by(name)}
        )

    def by(self, name: str) -> list[CatalogueDocument]:
        """The documents whose first author has that name."""
        key = fold(name)
        return [one for one in self.facts() if one.authors and key in author_names(one.authors[0])]

    def with_author(self, name: str) -> list[CatalogueDocument]:
        """The documents one of whose authors has that name."""
        key = fold(name)
        return [
            one
            for one in self.facts()
            if any(key in author_names(author) for author in one.authors)
        ]

    def participant(self, label: str) -> str | None:
        """The label as printed that `label` names ("gp3" → "GP 3"); None if unknown."""
        return _participants(self.participants()).get(participant_key(label))

    def in_journal(self, name: str) -> tuple[str, ...]:
        """The documents of a journal, by its name or its initials."""
        key = normalised_words(name)
        known = ((facts.id, facts.journal) for facts in self.facts() if facts.journal and key)
        return tuple(sorted(id for id, journal in known if key in journal_names(journal)))

    def types(self) -> tuple[str, ...]:
        """The types of the documents: article, report …"""
        return tuple(sorted({facts.type for facts in self.facts() if facts.type}))

    def of_type(self, name: str) -> tuple[str, ...]:
        """The documents of a type; "manuscript" is also an accepted one."""
        key = normalised_words(name)
        kinds = ((kind, normalised_words(kind)) for kind in self.types() if key)
        wanted = [kind for kind, words in kinds if words == key or words.endswith(f" {key}")]
        return tuple(sorted(id for kind in wanted for id in self.with_type(kind)))

    def with_type(self, type: str) -> tuple[str, ...]:
        """The documents of exactly this type."""
        return tuple(facts.id for facts in self.facts() if facts.type == type)

    def case_label(self, words: str) -> str | None:
        """The label as printed that `words` name ("case study d" → "D"); None if unknown."""
        return _labels(self.cases).get(label_key(words))

    def site(self, words: str) -> str | None:
        """The id of the site that `words` name by id or title; None if unknown."""
        return _named(self.sites, words)

    def study(self, words: str) -> str | None:
        """The id of the study that `words` name by id or title; None if unknown."""
        return _named(self.studies, words)

    def code(self, words: str) -> str | None:
        """The slug of the code that `words` name by slug or title; None if unknown."""
        return _named(self.codes, words)

    def theme(self, words: str) -> str | None:
        """The heading that `words` are, as printed; None if unknown."""
        return _titles(self.themes).get(normalised_words(words))


def _named(known: tuple[Titled, ...], words: str) -> str | None:
    key = normalised_words(words)
    return _ids(known).get(key) if key else None


# A phrase asks for many stretches of its words; what is known is brought to its keys once.


@lru_cache(maxsize=8)
def _ids(known: tuple[Titled, ...]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for one in known:
        for name in (one.id, one.id.replace("-", " "), one.title):
            ids.setdefault(normalised_words(name), one.id)
    return ids


@lru_cache(maxsize=4)
def _labels(cases: tuple[str, ...]) -> dict[str, str]:
    return {label_key(label): label for label in reversed(cases)}


@lru_cache(maxsize=4)
def _participants(labels: tuple[str, ...]) -> dict[str, str]:
    return {participant_key(label): label for label in reversed(labels)}


@lru_cache(maxsize=4)
def _titles(themes: tuple[str, ...]) -> dict[str, str]:
    return {normalised_words(title): title for title in reversed(themes)}
