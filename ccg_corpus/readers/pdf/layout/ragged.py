"""Printed lines of one page → the same, with passages set flush right or centred set flush left.

Some journals and reports print display quotations so. What comes after, paragraphs and insets, is
told from where lines begin; here each such passage gets one left edge. The lines keep their widths,
their words and their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ccg_corpus.readers.pdf.layout.fragments import PrintedLine

_SAME_EDGE = 0.8  # points
_RAGGED = 0.25  # em: two lines that begin so far apart are not flush left
_ONE_LINE = 2.0  # em, from a line to the next
_COMMON = 4  # lines that begin at one place: the column's own edge
_ENOUGH = 3  # lines that show that a passage is set so

_Axis = Callable[[PrintedLine], float]
_AXES: tuple[_Axis, ...] = (lambda line: line.x1, lambda line: (line.x0 + line.x1) / 2)


def straightened(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page, those of passages that are ragged on the left moved to one edge."""
    out = list(lines)
    begins = Counter(round(line.x0) for line in lines)
    for axis in _AXES:
        groups: dict[tuple[int, float], list[range]] = defaultdict(list)
        for run in _runs(out, axis, begins):
            first = out[run.start]
            groups[round(axis(first)), first.size].append(run)
        for runs in groups.values():
            if any(_shows(run, out) for run in runs):
                _move(out, [at for run in runs for at in run])
    return out


def _runs(lines: Sequence[PrintedLine], axis: _Axis, begins: Counter[int]) -> Iterator[range]:
    """Two lines and more, one below the other, that share an axis and begin at different places."""
    start = 0
    for at, (above, line) in enumerate(pairwise(lines), start=1):
        if not _goes_on(above, line, axis, begins):
            if at - start > 1:
                yield range(start, at)
            start = at
    if len(lines) - start > 1:
        yield range(start, len(lines))


def _shows(run: range, lines: Sequence[PrintedLine]) -> bool:
    """Lines that each begin somewhere else: an indent comes back to the column's edge."""
    begins = {round(lines[at].x0) for at in run}
    return len(begins) >= max(_ENOUGH, len(run) - 1)


def _goes_on(above: PrintedLine, line: PrintedLine, axis: _Axis, begins: Counter[int]) -> bool:
    return (
        abs(above.x0 - line.x0) > _RAGGED * line.size
        and abs(axis(above) - axis(line)) < _SAME_EDGE
        and above.size == line.size
        and 0 < above.y - line.y < _ONE_LINE * line.size
        and max(begins[round(above.x0)], begins[round(line.x0)]) < _COMMON
    )


def _move(lines: list[PrintedLine], places: Sequence[int]) -> None:
    left = min(lines[at].x0 for at in places)
    for at in places:
        line = lines[at]
        lines[at] = line._replace(x0=left, x1=left + line.x1 - line.x0)
