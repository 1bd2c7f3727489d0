"""Where the lines of a page stand in their columns: how far set in, and whether they are full.

Printed lines of one page in, an (inset, filled) for each out. Estimates from the lines alone: a
column's left edge is one where two lines or more begin, its right edge one where as many end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ccg_corpus.readers.pdf.layout.fragments import PrintedLine

_DEEPEST = 6.0  # em: the deepest inset; what is farther left is another column
_RAGGED = 3.0  # em: what a full line may leave free, where the last word was long
_SAME_EDGE = 3.0  # points
_ENOUGH = 3  # lines that show an edge of their own


def placed(lines: Sequence[PrintedLine]) -> list[tuple[float, bool]]:
    """For each line: how far it is set in (em), and whether it runs up to the right edge."""
    begins = Counter(round(line.x0) for line in lines)
    several = [x for x, count in begins.items() if count > 1]
    known = {
        place: _left(*place, several) for place in {(round(line.x0), line.size) for line in lines}
    }
    lefts = [known[round(line.x0), line.size] for line in lines]
    narrow: dict[tuple[float, int, int], list[float]] = defaultdict(list)
    wide: dict[tuple[float, int], list[float]] = defaultdict(list)
    for line, left in zip(lines, lefts, strict=True):
        narrow[line.size, left, round(line.x0)].append(line.x1)
        wide[line.size, left].append(line.x1)
    edges = {key: _right(ends) for key, ends in narrow.items() if len(ends) >= _ENOUGH}
    whole = {key: _right(ends) for key, ends in wide.items()}
    out: list[tuple[float, bool]] = []
    for line, left in zip(lines, lefts, strict=True):
        right = edges.get((line.size, left, round(line.x0)), whole[line.size, left])
        inset = (line.x0 - left) / max(1.0, line.size)
        out.append((round(max(0.0, inset), 2), line.x1 > right - _RAGGED * line.size))
    return out


def _left(own: int, size: float, begins: Sequence[int]) -> int:
    reach = own - _DEEPEST * size
    return min([x for x in begins if reach <= x <= own], default=own)


def _right(ends: list[float]) -> float:
    """The rightmost place where two lines end, else where the longest does."""
    ordered = sorted(ends, reverse=True)
    for one, other in pairwise(ordered):
        if one - other < _SAME_EDGE:
            return one
    return ordered[0]
