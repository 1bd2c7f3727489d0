"""What a corpus holds, as far as a query can name it: documents, cases, sites, studies, roles.

Small, and a plain value: the store fills it, the reading of a query asks it. It finds what a
reference means and refuses one that could mean two things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ccg_corpus.errors import QueryError
from ccg_corpus.words import label_key, normalised_words


@dataclass(frozen=True, slots=True)
class Known:
    """Something with an id and a title."""

    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the corpus and the file it was read from."""

    id: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything a query can refer to by name."""

    documents: tuple[KnownDocument, ...] = ()
    cases: tuple[str, ...] = ()  # labels as printed
    sites: tuple[Known, ...] = ()
    studies: tuple[Known, ...] = ()
    roles: tuple[str, ...] = ()  # slugs that stand in the corpus

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

    def case_label(self, words: str) -> str | None:
        """The label as printed that `words` name ("case study d" → "D"); None if unknown."""
        key = label_key(words)
        return next((label for label in self.cases if label_key(label) == key), None)

    def site(self, words: str) -> str | None:
        """The id of the site that `words` name by id or title; None if unknown."""
        return _named(self.sites, words)

    def study(self, words: str) -> str | None:
        """The id of the study that `words` name by id or title; None if unknown."""
        return _named(self.studies, words)


def _matching(documents: Iterable[KnownDocument], fits: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(document.id for document in documents if any(map(fits, _names(document))))


def _names(document: KnownDocument) -> tuple[str, ...]:
    source = document.source.casefold()
    name = source.rpartition("/")[2]
    return document.id.casefold(), source, name, name.rpartition(".")[0] or name


def _named(known: Iterable[Known], words: str) -> str | None:
    key = normalised_words(words)
    names = ((normalised_words(one.id), normalised_words(one.title), one.id) for one in known)
    return next((id for by_id, by_title, id in names if key in (by_id, by_title)), None)
