"""What a document, an author and a journal can be called by, folded, so that store and query agree."""

from __future__ import annotations

import unicodedata

from ccg_corpus.text.words import fold, normalised_words


def author_names(author: str) -> list[str]:
    """The words of a name that it can be called by; initials are none."""
    return [word for word in fold(author).replace(",", " ").split() if len(word) > 1]


def file_names(id: str, source: str) -> tuple[str, ...]:
    """What a document can be referred to by: its id, its file's path and name."""
    path = name_as_asked(source)
    name = path.rpartition("/")[2]
    return name_as_asked(id), path, name, name.rpartition(".")[0] or name


def name_as_asked(name: str) -> str:
    """What names of documents are compared by: one case, one form of Unicode."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def journal_names(name: str) -> set[str]:
    """What a journal may be called: its whole name, and its initials where it has three or more."""
    words = normalised_words(name).split()
    initials = "".join(word[0] for word in words if word not in _SMALL)
    return {name for name in (" ".join(words), initials * (len(initials) > 2)) if name}


_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "a", "an"})
