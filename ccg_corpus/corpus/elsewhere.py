"""Where else a question may be answered: the authors' passages, and documents by their titles.

Comes in: a query and the store. Goes out: the query as passages can be asked it, the passages that
stand in the sections asked for, and documents whose titles have its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ccg_corpus.core.hit import Hit
from ccg_corpus.query import Query
from ccg_corpus.query.query import FIELDS
from ccg_corpus.query.values import ANY, NONE
from ccg_corpus.store import cache_directory

if TYPE_CHECKING:
    from ccg_corpus.store import Store

# So many documents' passages are made while one waits for a note; so many titles are looked through.
SOON_MADE = 100
MOST_TITLES = 5_000
PASSAGES_NAME = "passages.sqlite"


def askable(query: Query) -> Query:
    """The query without what no passage can state: "role:none" is of quotations."""
    kept = {
        FIELDS[field]: () if NONE in values else tuple(value for value in values if value != ANY)
        for field, values in query.filters()
    }
    return query.with_filters(**kept)


def in_sections(hits: Iterable[Hit], query: Query) -> Iterator[Hit]:
    """The passages that stand in the sections asked for."""
    wanted = {section.casefold() for section in query.sections}
    return (hit for hit in hits if not wanted or hit.record["section"] in wanted)


def is_at_hand(store: Store) -> bool:
    """Whether passages are made already, or are soon made."""
    is_made = (cache_directory(store.root) / PASSAGES_NAME).exists()
    return is_made or store.finished.document_count() <= SOON_MADE


def titles_with(store: Store, query: Query) -> list[str]:
    """The documents whose title has every word of a query, by their ids."""
    from ccg_corpus.query.tree import Phrase, Word
    from ccg_corpus.text.words import families

    texts = [part.text for part in query.parts if isinstance(part, (Word, Phrase))]
    wanted = {key for text in texts for key in families(text)}
    if not wanted or store.finished.document_count() > MOST_TITLES:
        return []
    every = store.finished.documents()
    return [one["id"] for one in every if wanted <= set(families(one.get("title") or ""))]
