"""What a corpus holds, as far as a query can name it: documents, cases, sites, studies, roles …

Small, and a plain value: the store fills it, the reading of a query asks it. It finds what a
reference means and refuses one that could mean two things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from ccg_corpus.errors import QueryError
from ccg_corpus.frozen import frozen
from ccg_corpus.words import fold, label_key, normalised_words


@frozen
class Known:
    """Something with an id and a title."""

    id: str
    title: str = ""


@frozen
class KnownDocument:
    """A document of the corpus and the file it was read from."""

    id: str
    source: str = ""


@frozen
class DocumentFacts:
    """What a document is cited by, and what type it is of."""

    id: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    type: str | None = None


@frozen
class Catalogue:
    """Everything a query can refer to by name. `facts` are read when they are asked for."""

    documents: tuple[KnownDocument, ...] = ()
    cases: tuple[str, ...] = ()  # labels as printed
    sites: tuple[Known, ...] = ()
    studies: tuple[Known, ...] = ()
    roles: tuple[str, ...] = ()  # slugs that stand in the corpus
    themes: tuple[str, ...] = ()  # headings as printed
    codes: tuple[Known, ...] = ()
    facts: Callable[[], tuple[DocumentFacts, ...]] = tuple

    def document(self, reference: str) -> str | None:
        """The id of the document that `reference` names; None where none does.

        A reference is an id, a file's name or path, or an unambiguous beginning of one of these;
        an ellipsis at its end is a copied title cut short.
        Raises: QueryError where it begins several documents' names.
        """
        key = reference.strip().removesuffix("…").removesuffix("...").casefold()
        if not key:
            return None
        if any(document.id.casefold() == key for document in self.documents):
            return next(one.id for one in self.documents if one.id.casefold() == key)
        found = _matching(self.documents, lambda name: name == key)
        found = found or _matching(self.documents, lambda name: name.startswith(key))
        if len(found) > 1:
            some = ", ".join(found[:4]) + (", …" if len(found) > 4 else "")
            raise QueryError(f"{reference!r} may be {some}", hint="give more of the document's id")
        return found[0] if found else None

    def cited(self, name: str, year: int) -> tuple[str, ...]:
        """The documents of that year whose first author has that name."""
        key = fold(name)
        return tuple(
            facts.id
            for facts in self.facts()
            if facts.year == year and facts.authors and key in _name_words(facts.authors[0])
        )

    def types(self) -> tuple[str, ...]:
        """The types of the documents: article, report …"""
        return tuple(sorted({facts.type for facts in self.facts() if facts.type}))

    def of_type(self, name: str) -> tuple[str, ...]:
        """The documents of a type; "manuscript" is also an accepted one."""
        key = normalised_words(name)
        kinds = ((facts.id, normalised_words(facts.type or "")) for facts in self.facts())
        return tuple(id for id, kind in kinds if key and (kind == key or kind.endswith(f" {key}")))

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


def _matching(documents: Iterable[KnownDocument], fits: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(document.id for document in documents if any(map(fits, _names(document))))


def _names(document: KnownDocument) -> tuple[str, ...]:
    source = document.source.casefold()
    name = source.rpartition("/")[2]
    return document.id.casefold(), source, name, name.rpartition(".")[0] or name


def _name_words(author: str) -> list[str]:
    return [word for word in fold(author).replace(",", " ").split() if len(word) > 1]


def _named(known: tuple[Known, ...], words: str) -> str | None:
    key = normalised_words(words)
    return _ids(known).get(key) if key else None


# A phrase asks for many stretches of its words; what is known is brought to its keys once.


@lru_cache(maxsize=8)
def _ids(known: tuple[Known, ...]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for one in known:
        for name in (one.id, one.id.replace("-", " "), one.title):
            ids.setdefault(normalised_words(name), one.id)
    return ids


@lru_cache(maxsize=4)
def _labels(cases: tuple[str, ...]) -> dict[str, str]:
    return {label_key(label): label for label in reversed(cases)}


@lru_cache(maxsize=4)
def _titles(themes: tuple[str, ...]) -> dict[str, str]:
    return {normalised_words(title): title for title in reversed(themes)}
