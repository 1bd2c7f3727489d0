"""Words that an engine has in no form → the words of it that are spelled most like them.

Comes in: words, and what an engine knows of its terms. Goes out: for each the nearest; of words
equally alike the commoner one, then the first by letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ccg_corpus.text.words import family, tokens

LEAST_LETTERS = 4
LEAST_ALIKE = 75.0
MOST_LONGER = 2


class Terms(Protocol):
    """What is asked of an engine's terms: of the field "words", as they stand, or "family"."""

    def is_known(self, key: str) -> bool:
        """Whether any record has a family, in its text or over it."""

    def terms(self, field: str) -> set[str]:
        """All terms of a field."""

    def frequency(self, field: str, term: str) -> int:
        """In how many records a term is."""


def nearest_words(known: Terms, words: Iterable[str]) -> dict[str, str]:
    """Each word that is known in no form → the one that is spelled most like it, if any is."""
    found = {}
    for word in words:
        folded = "".join(token.text for token in tokens(word))
        if len(folded) >= LEAST_LETTERS and not known.is_known(family(folded)):
            near = _most_alike(known, folded)
            if near:
                found[word] = near
    return found


def _most_alike(known: Terms, word: str) -> str | None:
    """By the words themselves, else by their families."""
    best = _nearest_term(known, "words", word)
    if best is not None:
        return best
    key = _nearest_term(known, "family", family(word))
    beginning = key[:LEAST_LETTERS] if key else None
    if not key or not beginning:
        return None
    words = (term for term in known.terms("words") if term.startswith(beginning))
    return _commonest(known, "words", [one for one in words if family(one) == key])


def _nearest_term(known: Terms, field: str, word: str) -> str | None:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    near = sorted(term for term in known.terms(field) if abs(len(term) - len(word)) <= MOST_LONGER)
    cutoff = LEAST_ALIKE / 100
    alike = extract(word, near, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=5)
    best = max((score for _, score, _ in alike), default=0.0)
    return _commonest(known, field, [term for term, score, _ in alike if score == best])


def _commonest(known: Terms, field: str, terms: list[str]) -> str | None:
    by_use = sorted(terms, key=lambda term: (-known.frequency(field, term), term))
    return by_use[0] if by_use else None
