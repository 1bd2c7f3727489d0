"""Words or filters → `Query`, and back to text. Pure: no index, no store, no files.

What reads a phrase is imported when one is read: a listing by filters starts without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccg_corpus.query.query import Query

if TYPE_CHECKING:
    from ccg_corpus.query.catalogue import Catalogue
    from ccg_corpus.query.plain.speakers import RoleFinder
    from ccg_corpus.query.steps import PhraseReading
    from ccg_corpus.query.tree import Part

__all__ = ["Query", "read_phrase", "read_query", "read_words"]


def read_query(text: str, roles: RoleFinder, catalogue: Catalogue | None = None) -> Query:
    """What `text` asks for; both plain phrases and the strict form, also mixed.

    Raises: QueryError with the column for what can't be read.
    """
    return read_phrase(text, roles, catalogue).query


def read_phrase(text: str, roles: RoleFinder, catalogue: Catalogue | None = None) -> PhraseReading:
    """The same, with how each stretch of it was read.

    Raises: QueryError.
    """
    from ccg_corpus.query.reading import read

    return read(text, roles, catalogue)


def read_words(text: str) -> tuple[Part, ...]:
    """`text` as words to find and nothing else: every word counts, none is a filter.

    Raises: QueryError with the column for a mark left open, and where it is too long.
    """
    if not text.strip():
        return ()
    from ccg_corpus.core.errors import QueryError
    from ccg_corpus.query.parts import read
    from ccg_corpus.query.values import LONGEST

    if len(text) > LONGEST:
        raise QueryError(f"longer than {LONGEST} characters", column=LONGEST + 1)
    return read(text)
