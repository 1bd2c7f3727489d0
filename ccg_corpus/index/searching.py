"""Words to find and a selection → numbers of records with their scores, best first.

Comes in: terms and filters. Goes out: every record that matches, or the best of them, exactly:
Whoosh's own top-k drops better hits, so every match is scored here. No text is taken from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

from ccg_corpus.index.allowed import Facets, docnums
from ccg_corpus.index.bits import WrittenBits
from ccg_corpus.index.columns import numbers
from ccg_corpus.index.matching import Matching
from ccg_corpus.store import Selection
from ccg_corpus.terms import Part

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

# Scores that differ by less are one: the order of additions must not decide.
SCORE_DIGITS = 6

Scored = tuple[int, float]
# Record → what counted, where it was found, how much.
Ranking = dict[int, list[tuple[str, str, float]]]


def find(
    reader: IndexReader,
    written: WrittenBits,
    parts: Sequence[Part],
    selection: Selection,
    limit: int | None,
) -> tuple[list[Scored], int]:
    """Numbers and scores of the matches: all, or the `limit` best and what equals the last; and
    how many there are in all."""
    facets = Facets(reader, written)
    allowed = facets.selected(selection)
    if not allowed:
        return [], 0
    matching = Matching(reader, facets, allowed)
    found = matching.whole(parts)
    scores: defaultdict[int, float] = defaultdict(float)
    for leaf in matching.leaves:
        for docnum, score in leaf.scores.items():
            scores[docnum] += score
    best = _Best(limit)
    for docnum in docnums(found):
        best.add(docnum, round(scores.get(docnum, 0.0), SCORE_DIGITS))
    kept = best.found()
    own = numbers(reader, (docnum for docnum, _ in kept))
    scored = [(n, score) for n, (_, score) in zip(own, kept, strict=True)]
    return scored, found.bit_count()


def rank(
    reader: IndexReader, written: WrittenBits, parts: Sequence[Part], selection: Selection
) -> Ranking:
    """For each record that matches, what its score is the sum of."""
    facets = Facets(reader, written)
    matching = Matching(reader, facets, facets.selected(selection))
    found = docnums(matching.whole(parts))
    own = dict(zip(found, numbers(reader, found), strict=True))
    ranking: Ranking = {n: [] for n in own.values()}
    for leaf in matching.leaves:
        for docnum, score in leaf.scores.items():
            if docnum in own:
                ranking[own[docnum]].append((leaf.asked, leaf.place, score))
    return ranking


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
        elif score < self._highest[0]:
            return
        else:
            heappushpop(self._highest, score)
        self._kept.append((docnum, score))
        if len(self._kept) > 8 * self._limit + 1024:
            self._kept = self.found()

    def found(self) -> list[Scored]:
        least = self._highest[0] if self._highest else 0.0
        return [match for match in self._kept if self._limit is None or match[1] >= least]
