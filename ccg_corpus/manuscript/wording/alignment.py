"""The words of a manuscript laid beside those of a source: which stand for which.

In: pieces of both. Out: steps, in order, that cover all pieces of the manuscript and one stretch of the
source; and how many words are the same. An omission may stand for any words, a bracket for few.
It says nothing of what a difference means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ccg_corpus.manuscript.wording.guards import is_tidied
from ccg_corpus.manuscript.wording.pieces import BRACKET, GAP, WORD, QuotedPiece

SAME, OTHER, OMITTED, BRACKETED = "same", "other", "omitted", "bracketed"
MOST_IN_BRACKET = 10  # words of the source for which a bracket may stand

_UNLIKE, _ALIKE, _TIDIED, _ADDED, _LEFT_OUT, _LEFT_OUT_MORE = 1.5, 1.1, 0.4, 1.6, 1.0, 0.12
_OMISSION, _OMISSION_MORE = 0.05, 0.0004
_BRACKET, _BRACKET_MORE = 0.1, 0.06
_FAR = 1e9


@dataclass(frozen=True, slots=True)
class LaidStep:
    """Pieces `mine` of the manuscript stand for words `theirs` of the source, by their places."""

    kind: str
    mine: range
    theirs: range


@dataclass(frozen=True, slots=True)
class Aligned:
    """Steps in order; `same` words of the `asked` ones in the manuscript stand in the source."""

    steps: tuple[LaidStep, ...]
    same: int
    asked: int
    cost: float

    @property
    def share(self) -> float:
        """How much of the manuscript's words is the source's."""
        return self.same / self.asked if self.asked else 0.0

    @property
    def theirs(self) -> range:
        """The stretch of the source."""
        spans = [step.theirs for step in self.steps if len(step.theirs)]
        return range(spans[0].start, spans[-1].stop) if spans else range(0, 0)


def aligned(mine: Sequence[QuotedPiece], theirs: Sequence[QuotedPiece]) -> Aligned:
    """The cheapest way to lay the manuscript's pieces over a stretch of the source's words."""
    mine = _with_source_brackets(mine, theirs)
    return _traced(mine, theirs, *_costs(mine, theirs))


def opened(mine: Sequence[QuotedPiece], theirs: Sequence[QuotedPiece]) -> list[QuotedPiece]:
    """The manuscript's pieces, brackets that the source prints too as words."""
    return _with_source_brackets(mine, theirs)


def _with_source_brackets(
    mine: Sequence[QuotedPiece], theirs: Sequence[QuotedPiece]
) -> list[QuotedPiece]:
    """What stands in a bracket is the source's own where the source has these words in one too."""
    asides = " ".join(one.text for one in theirs if one.is_aside)
    out: list[QuotedPiece] = []
    for piece in mine:
        is_bracket = piece.kind == BRACKET and piece.words and not piece.is_remark
        if is_bracket and f" {' '.join(piece.words)} " in f" {asides} ":
            out += piece.inside
        else:
            out.append(piece)
    return out


def is_same(mine: QuotedPiece, theirs: QuotedPiece) -> bool:
    """Whether a word is the source's, with letters of it in a bracket or not."""
    if mine.stem is None:
        return mine.text == theirs.text
    return _stem_pattern(mine.stem).fullmatch(theirs.text) is not None


@lru_cache(maxsize=512)
def _stem_pattern(stem: str) -> re.Pattern[str]:
    return re.compile(r"[\w']{0,5}".join(map(re.escape, stem.split("*"))))


def is_pair(mine: Sequence[QuotedPiece], theirs: Sequence[QuotedPiece]) -> bool:
    """Whether two words of one side are one of the other: "do not", "don't"; "well being"."""
    if any(one.kind != WORD or one.stem is not None for one in mine):
        return False
    a, b = tuple(one.text for one in mine), tuple(one.text for one in theirs)
    short, long = (a, b) if len(a) == 1 else (b, a)
    if "'" not in short[0] and short[0][:1] != long[0][:1]:
        return False
    return _is_pair(a, b)


@lru_cache(maxsize=1 << 14)
def _is_pair(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return is_tidied(mine, theirs)


@lru_cache(maxsize=1 << 14)
def _unlike(mine: str, theirs: str) -> float:
    if is_tidied((mine,), (theirs,)):
        return _TIDIED
    return _ALIKE if mine[:3] == theirs[:3] and len(mine) > 3 else _UNLIKE


def _costs(
    mine: Sequence[QuotedPiece], theirs: Sequence[QuotedPiece]
) -> tuple[list[list[float]], list[list[float]], list[list[int]]]:
    """Costs of all beginnings; the same where the last word of the source is left out; where each
    omission or bracket began."""
    n, m = len(mine), len(theirs)
    best = [[0.0] * (m + 1)] + [[_FAR] * (m + 1) for _ in range(n)]
    left = [[_FAR] * (m + 1) for _ in range(n + 1)]
    since = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        piece, above, row, out = mine[i - 1], best[i - 1], best[i], left[i]
        if piece.kind == GAP:
            lowest, where = _FAR, 0
            for j in range(m + 1):
                if above[j] - j * _OMISSION_MORE < lowest:
                    lowest, where = above[j] - j * _OMISSION_MORE, j
                row[j] = lowest + j * _OMISSION_MORE + _OMISSION
                since[i][j] = where
            continue
        if piece.kind == BRACKET:
            most = 0 if piece.is_remark else MOST_IN_BRACKET
            for j in range(m + 1):
                for k in range(max(0, j - most), j + 1):
                    cost = above[k] + _BRACKET + _BRACKET_MORE * (j - k)
                    if cost < row[j]:
                        row[j], since[i][j] = cost, k
            continue
        row[0] = above[0] + _ADDED
        for j in range(1, m + 1):
            word = theirs[j - 1]
            step = 0.0 if is_same(piece, word) else _unlike(piece.text, word.text)
            plain = min(above[j - 1] + step, above[j] + _ADDED)
            if i > 1 and is_pair(mine[i - 2 : i], theirs[j - 1 : j]):
                plain = min(plain, best[i - 2][j - 1] + _TIDIED)
            if j > 1 and is_pair(mine[i - 1 : i], theirs[j - 2 : j]):
                plain = min(plain, above[j - 2] + _TIDIED)
            out[j] = min(row[j - 1] + _LEFT_OUT, out[j - 1] + _LEFT_OUT_MORE)
            row[j] = min(plain, out[j])
    return best, left, since


def _traced(
    mine: Sequence[QuotedPiece],
    theirs: Sequence[QuotedPiece],
    best: list[list[float]],
    left: list[list[float]],
    since: list[list[int]],
) -> Aligned:
    n, m = len(mine), len(theirs)
    j = min(range(m + 1), key=lambda at: (round(best[n][at], 6), at))
    cost, i, steps = best[n][j], n, []
    while i > 0:
        piece = mine[i - 1]
        if piece.kind in (GAP, BRACKET):
            k = since[i][j]
            kind = OMITTED if piece.kind == GAP else BRACKETED
            steps.append(LaidStep(kind, range(i - 1, i), range(k, j)))
            i, j = i - 1, k
            continue
        now = best[i][j]
        if j and is_same(piece, theirs[j - 1]) and _is(now, best[i - 1][j - 1]):
            steps.append(LaidStep(SAME, range(i - 1, i), range(j - 1, j)))
            i, j = i - 1, j - 1
        elif (
            i > 1
            and j
            and is_pair(mine[i - 2 : i], theirs[j - 1 : j])
            and _is(now, best[i - 2][j - 1] + _TIDIED)
        ):
            steps.append(LaidStep(OTHER, range(i - 2, i), range(j - 1, j)))
            i, j = i - 2, j - 1
        elif (
            j > 1
            and is_pair(mine[i - 1 : i], theirs[j - 2 : j])
            and _is(now, best[i - 1][j - 2] + _TIDIED)
        ):
            steps.append(LaidStep(OTHER, range(i - 1, i), range(j - 2, j)))
            i, j = i - 1, j - 2
        elif j and _is(now, best[i - 1][j - 1] + _unlike(piece.text, theirs[j - 1].text)):
            steps.append(LaidStep(OTHER, range(i - 1, i), range(j - 1, j)))
            i, j = i - 1, j - 1
        elif _is(now, best[i - 1][j] + _ADDED):
            steps.append(LaidStep(OTHER, range(i - 1, i), range(j, j)))
            i -= 1
        else:
            k = j - 1
            while k > 0 and not _is(left[i][k + 1], best[i][k] + _LEFT_OUT):
                k -= 1
            steps.append(LaidStep(OTHER, range(i, i), range(k, j)))
            j = k
    steps.reverse()
    same = sum(step.kind == SAME for step in steps)
    asked = sum(piece.kind == WORD for piece in mine)
    return Aligned(tuple(_joined(steps)), same, asked, cost)


def _is(a: float, b: float) -> bool:
    return abs(a - b) < 1e-6


def _joined(steps: Sequence[LaidStep]) -> list[LaidStep]:
    """Steps of one kind that stand beside each other as one: what is different, and what is the same."""
    out: list[LaidStep] = []
    for step in steps:
        last = out[-1] if out else None
        if last and last.kind == step.kind and step.kind in (SAME, OTHER):
            mine = range(last.mine.start, step.mine.stop)
            out[-1] = LaidStep(step.kind, mine, range(last.theirs.start, step.theirs.stop))
        else:
            out.append(step)
    return out
