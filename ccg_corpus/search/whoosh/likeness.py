"""Half-remembered words → the records that share most with them, and words spelled alike.

Comes in: any text. Goes out: numbers of records, those with the rarest of its words first. How near
they are is for others to measure, on the records themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from heapq import nlargest

from ccg_corpus.search.rank import rarity
from ccg_corpus.search.spelling import nearest_words
from ccg_corpus.search.whoosh.compile import FAMILY_FIELDS, selected
from ccg_corpus.search.whoosh.reading import Allowed, OpenIndex
from ccg_corpus.store import Selection
from ccg_corpus.text.words import family, tokens

# Words in more records than this, all told, say little about which one is meant.
MOST_READ = 200_000


def share_most(index: OpenIndex, text: str, selection: Selection, limit: int) -> list[int]:
    """Numbers of the `limit` records that share most with `text`; equals by number."""
    allowed = Allowed(index, selected(index, selection))
    shared: defaultdict[int, float] = defaultdict(float)
    read = 0
    for key, frequency in _rarest_first(index, text):
        if read and read + frequency > MOST_READ:
            break
        read += frequency
        weight = rarity(frequency, index.size)
        for docnum, _ in allowed.among("family", key):
            shared[docnum] += weight
    best = nlargest(limit, shared.items(), key=lambda one: (one[1], -one[0]))
    return index.numbers(docnum for docnum, _ in best)


def _rarest_first(index: OpenIndex, text: str) -> list[tuple[str, int]]:
    words = {token.text for token in tokens(text)}
    near = spelling(index, sorted(words))
    keys = {family(word) for word in (*words, *near.values())}
    counted = ((key, index.frequency("family", key)) for key in keys)
    known = [(key, frequency) for key, frequency in counted if frequency]
    return sorted(known, key=lambda one: (one[1], one[0]))


def spelling(index: OpenIndex, words: Iterable[str]) -> dict[str, str]:
    """Each word that the index has in no form → its word that is spelled most like it."""
    return nearest_words(_Terms(index), words)


class _Terms:
    """The terms of an index; those of a field are read when they are first asked for."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self.frequency = index.frequency
        self.terms = lru_cache(index.terms)

    def is_known(self, key: str) -> bool:
        """Whether any record has a family, in its text or over it."""
        return any(self._index.frequency(field, key) for field in FAMILY_FIELDS)
