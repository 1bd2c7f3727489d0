"""Fragments of a page → the same without the numbers of its lines.

Manuscripts number their lines in the margin, each or every fifth; reviewers' copies number a fixed
grid, on one side or both. The numbers are taken before lines are made: they stand on the baselines
of the text, near enough to run into it. Nothing else is dropped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ccg_corpus.readers.pdf.content.stream import Fragment

_ENOUGH = {1: 10, 5: 2}  # numbers on a page, for each step from one to the next
_LONGEST = 4  # digits
_SAME_LINE = 3.0  # points
_TOUCHES = 0.4  # em: digits of one number
_SMALL = 0.85  # of the text's type: few numbers tell by their size too
_OUTSIDE = 0.97  # of the page's letters stand on the other side of the numbers


class _Number(NamedTuple):
    value: int
    x0: float
    x1: float
    y: float
    size: float
    members: tuple[int, ...]  # the fragments that show its digits


def without_line_numbers(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments without those that number the lines on the left or the right."""
    numbers = _numbers(fragments)
    if len(numbers) < min(_ENOUGH.values()):
        return list(fragments)
    within = {at for number in numbers for at in number.members}
    texts = [f for at, f in enumerate(fragments) if at not in within and f.text.strip()]
    letters = sum(len(f.text) for f in texts)
    dropped: set[int] = set()
    for column in _columns(numbers):
        if _counts_lines(column, texts) and _is_outside(column, texts, letters):
            dropped.update(at for number in column for at in number.members)
    return [f for at, f in enumerate(fragments) if at not in dropped]


def _numbers(fragments: Sequence[Fragment]) -> list[_Number]:
    """Digits that stand alone, put together where they were shown one by one."""
    found: list[_Number] = []
    last: Fragment | None = None
    for at, fragment in enumerate(fragments):
        text = fragment.text.strip()
        if text.isdecimal() and len(text) <= _LONGEST:
            if last and found and _goes_on(last, fragment):
                found[-1] = _longer(found[-1], fragment, text, at)
            else:
                found.append(_Number(int(text), *fragment[1:5], (at,)))
            last = fragment
        elif text:
            last = None
    return found


def _goes_on(last: Fragment, fragment: Fragment) -> bool:
    gap = fragment.x0 - last.x1
    return abs(last.y - fragment.y) < 0.5 and abs(gap) < _TOUCHES * fragment.size


def _longer(number: _Number, fragment: Fragment, text: str, at: int) -> _Number:
    value = int(f"{number.value}{text}")
    return number._replace(value=value, x1=fragment.x1, members=(*number.members, at))


def _columns(numbers: Sequence[_Number]) -> list[list[_Number]]:
    """The numbers that stand below one another, flush left or right: from the top of the page."""
    columns: list[list[_Number]] = []
    reach = float("-inf")
    for number in sorted(numbers, key=lambda n: n.x0):
        if number.x0 < reach:
            columns[-1].append(number)
        else:
            columns.append([number])
            reach = float("-inf")
        reach = max(reach, number.x1)
    return [sorted(column, key=lambda n: -n.y) for column in columns]


def _is_outside(column: Sequence[_Number], texts: Sequence[Fragment], letters: int) -> bool:
    """Whether the page's text stands on one side of the numbers."""
    left, right = min(number.x0 for number in column), max(number.x1 for number in column)
    behind = sum(len(f.text) for f in texts if f.x0 >= right)
    before = sum(len(f.text) for f in texts if f.x1 <= left)
    return max(behind, before) >= _OUTSIDE * letters


def _counts_lines(column: Sequence[_Number], texts: Sequence[Fragment]) -> bool:
    """Whether the numbers go up by one, or by five on the lines of the text, on their way down."""
    steps = [below.value - above.value for above, below in pairwise(column)]
    step = max(set(steps), key=steps.count) if steps else 0
    if len(column) < _ENOUGH.get(step, len(column) + 1) or steps.count(step) < 0.9 * len(steps):
        return False
    if step == 1:
        return True
    lines = [_line_of(number, texts) for number in column]
    on_lines = [line for line in lines if line is not None]
    small = all(
        number.size < _SMALL * max(1.0, line.size)
        for number, line in zip(column, on_lines, strict=False)
    )
    many = len(column) >= _ENOUGH[1] // 2
    return (
        column[0].value % step == 0
        and len(on_lines) >= 0.8 * len(column)
        and (many or (small and len(on_lines) == len(column)))
    )


def _line_of(number: _Number, texts: Sequence[Fragment]) -> Fragment | None:
    """A piece of the line that the number stands on."""
    return next((f for f in texts if abs(number.y - f.y) < _SAME_LINE), None)
