"""What a match counts, and which matches are the best: one way of scoring for every engine's hits.

A document's score is the sum of what was found in it: BM25 for the words themselves, less for the
author's lead-in and the heading, more for the word exactly as it was asked. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import heappush, heappushpop
from math import log

from ccg_corpus.core.frozen import frozen
from ccg_corpus.search.engine import Scored

# What a match counts beside the family's in the words themselves.
EXACT_WEIGHT = 0.3
LEAD_IN_WEIGHT = 0.4
THEME_WEIGHT = 0.3
CODE_WEIGHT = 0.3
K1, B = 1.2, 0.75  # BM25
# Scores that differ by less are one: the order of additions must not decide.
SCORE_DIGITS = 6


@frozen
class Leaf:
    """What was looked for, where it was found, and what it counts in each document."""

    asked: str
    place: str
    scores: dict[int, float]


def rarity(frequency: int, size: int) -> float:
    """What a word counts that so many of `size` documents have."""
    return log(1 + size / (min(frequency, size) + 1))


def saturated(times: float, norm: float = K1) -> float:
    """Often counts more, and less each time; `norm` is larger in a long text."""
    return times * (K1 + 1) / (times + norm)


def norms(lengths: Iterable[int], mean: float) -> list[float]:
    """For each of some lengths of texts what `saturated` takes."""
    return [K1 * (1 - B + B * length / max(1.0, mean)) for length in lengths]


def summed(leaves: Iterable[Leaf]) -> dict[int, float]:
    """What all leaves together count in each document."""
    scores: defaultdict[int, float] = defaultdict(float)
    for leaf in leaves:
        for docnum, score in leaf.scores.items():
            scores[docnum] += score
    return scores


def best(found: Iterable[int], leaves: Iterable[Leaf], limit: int | None) -> list[Scored]:
    """The matches whose score is among the `limit` highest, those that equal the last with them."""
    scores = summed(leaves)
    kept = _Best(limit)
    for docnum in found:
        kept.add(docnum, round(scores.get(docnum, 0.0), SCORE_DIGITS))
    return kept.found()


class _Best:
    """Keeps the matches whose score is among the `limit` highest."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._highest: list[float] = []  # a heap
        self._kept: list[Scored] = []

    def add(self, docnum: int, score: float) -> None:
        if self._limit is None:
            self._kept.append((docnum, score))
            return
        if len(self._highest) < self._limit:
            heappush(self._highest, score)
        elif not self._highest or score < self._highest[0]:
            return
        else:
            heappushpop(self._highest, score)
        self._kept.append((docnum, score))
        if len(self._kept) > 8 * self._limit + 1024:
            self._kept = self.found()

    def found(self) -> list[Scored]:
        least = self._highest[0] if self._highest else 0.0
        return [match for match in self._kept if self._limit is None or match[1] >= least]
