"""Half-remembered words → the records that share most with them; unknown words → known ones.

Comes in: any text. Goes out: numbers of records, those with the rarest of its words first. How near
they are is for others to measure, on the records themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING

from ccg_corpus.index.allowed import Facets
from ccg_corpus.index.bits import WrittenBits
from ccg_corpus.index.columns import numbers
from ccg_corpus.index.lexicon import Lexicon
from ccg_corpus.index.postings import Allowed
from ccg_corpus.store import Selection
from ccg_corpus.words import family, tokens

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

# Words in more records than this, all told, say little about which one is meant.
MOST_READ = 200_000
LEAST_LETTERS = 4
LEAST_ALIKE = 75.0
MOST_LONGER = 2


def share_most(
    reader: IndexReader, written: WrittenBits, text: str, selection: Selection, limit: int
) -> list[int]:
    """Numbers of the `limit` records that share most with `text`; equals by number."""
    facets = Facets(reader, written)
    allowed = Allowed(reader, facets.selected(selection))
    shared: defaultdict[int, float] = defaultdict(float)
    read = 0
    for key, frequency in _rarest_first(reader, written, text):
        if read and read + frequency > MOST_READ:
            break
        read += frequency
        weight = log(1 + facets.size / (frequency + 1))
        for docnum, _ in allowed.among("family", key):
            shared[docnum] += weight
    best = nlargest(limit, shared.items(), key=lambda one: (one[1], -one[0]))
    return numbers(reader, (docnum for docnum, _ in best))


def _rarest_first(reader: IndexReader, written: WrittenBits, text: str) -> list[tuple[str, int]]:
    words = {token.text for token in tokens(text)}
    near = spelling(reader, written, sorted(words))
    keys = {family(word) for word in (*words, *near.values())}
    counted = ((key, int(reader.doc_frequency("family", key))) for key in keys)
    known = [(key, frequency) for key, frequency in counted if frequency]
    return sorted(known, key=lambda one: (one[1], one[0]))


def spelling(reader: IndexReader, written: WrittenBits, words: Iterable[str]) -> dict[str, str]:
    """Each word that the index has in no form → its word that is spelled most like it, if any is.

    Of words equally alike the commoner one, then the first by letters.
    """
    lexicon = Lexicon(written.directory, (segment.id for segment in written.segments))
    found = {}
    for word in words:
        folded = "".join(token.text for token in tokens(word))
        if len(folded) >= LEAST_LETTERS and not _is_known(reader, folded):
            near = _most_alike(reader, lexicon, folded)
            if near:
                found[word] = near
    return found


def _is_known(reader: IndexReader, word: str) -> bool:
    key = family(word)
    return any((field, key) in reader for field in ("family", "lead_in", "theme"))


def _most_alike(reader: IndexReader, lexicon: Lexicon, word: str) -> str | None:
    """By the words themselves, else by their families."""
    best = _nearest_term(reader, lexicon, "words", word)
    if best is not None:
        return best
    key = _nearest_term(reader, lexicon, "family", family(word))
    beginning = key[:LEAST_LETTERS] if key else None
    if not key or not beginning:
        return None
    words = [term.decode() for term in reader.expand_prefix("words", beginning)]
    return _commonest(reader, "words", [one for one in words if family(one) == key])


def _nearest_term(reader: IndexReader, lexicon: Lexicon, field: str, word: str) -> str | None:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    terms = lexicon.terms(field)
    near = sorted(term for term in terms if abs(len(term) - len(word)) <= MOST_LONGER)
    cutoff = LEAST_ALIKE / 100
    alike = extract(word, near, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=5)
    best = max((score for _, score, _ in alike), default=0.0)
    return _commonest(reader, field, [term for term, score, _ in alike if score == best])


def _commonest(reader: IndexReader, field: str, terms: list[str]) -> str | None:
    by_use = sorted(terms, key=lambda term: (-reader.doc_frequency(field, term), term))
    return by_use[0] if by_use else None
