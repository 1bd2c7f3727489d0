"""Fragments of a page → its printed lines in reading order.

The stream's own order comes first: it is right on most pages. Geometry decides only where the
stream jumps about: columns drawn row by row, lines drawn in no order. Cells of one row that stand
far apart come as one line, parted by tabs. Pure; nothing is dropped but text printed twice in one
place and the numbers of lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ccg_corpus.readers.pdf.content.stream import Fragment
from ccg_corpus.readers.pdf.layout.bidi import (
    as_read,
    has_right_to_left,
    is_marks_only,
    reads_right_to_left,
)
from ccg_corpus.readers.pdf.layout.margins import without_line_numbers
from ccg_corpus.readers.pdf.layout.notes import marked, without_calls

_SAME_LINE = 0.2  # em between baselines
_RAISED = 0.65  # em: how far a smaller character may stand above or below
_SPACE = 0.15  # em
_BACK = 0.6  # em: overlap of neighbours in italics or kerning
_FAR = 1.2  # em: a gap that parts cells or columns
_ALIKE = 1.5
_WIDEST = 8  # em
_SAME_EDGE = 1.0  # points
_ONE_LINE = 1.7  # em, from a line to the next of its paragraph
_MANY = 4  # lines that end at one edge
_SOME_WORDS = 0.08  # of a line's letters
_MARKER = re.compile(r"(?:[•●▪◦‣·*–-]|\(?[0-9ivxa-z]{1,3}[.)]|[\d.]{1,6}|\[\d{1,3}\])\s*")


class PrintedLine(NamedTuple):
    """A line, or a part of one that stands apart. Places in points, x along the line.

    `gap` is the widest space between its words.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    gap: float = 0.0


def lines_of(fragments: Sequence[Fragment], *, drop_calls: bool = False) -> list[PrintedLine]:
    """The lines of one page: those in the main direction first, turned ones after them.

    `drop_calls`: without the numbers that call the page's own notes.
    """
    letters: Counter[int] = Counter()
    for fragment in fragments:
        letters[fragment.turn] += len(fragment.text.strip())
    lines: list[PrintedLine] = []
    for turn, _ in letters.most_common():
        parts = _merge(without_line_numbers([f for f in fragments if f.turn == turn]))
        lines += _join_rows(_in_order(parts))
    return _as_read(without_calls(lines, drop=drop_calls))


def _as_read(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Words from right to left in the order in which they are read."""
    if not any(has_right_to_left(line.text) for line in lines):
        return lines
    mostly = reads_right_to_left("".join(line.text for line in lines))
    return [
        line._replace(text=as_read(line.text, page_is_right_to_left=mostly))
        if has_right_to_left(line.text)
        else line
        for line in lines
    ]


_Edge = Callable[[PrintedLine], float]


class _Part:
    """A line in the making."""

    __slots__ = ("gap", "size", "sizes", "text", "x0", "x1", "y")

    def __init__(self, first: Fragment) -> None:
        self.text = first.text
        self.x0, self.x1, self.y, self.gap = first.x0, first.x1, first.y, first.gap
        self.size, self.sizes = first.size, {first.size: len(first.text)}

    def takes(self, other: Fragment) -> bool:
        """Does the fragment go on on this line?"""
        em = self.size if self.size > other.size else other.size
        gap, rise = other.x0 - self.x1, abs(other.y - self.y)
        if rise < _SAME_LINE * em:
            return -_BACK * em < gap < _FAR * em
        if rise >= _RAISED * em:
            return False
        smaller = min(self.size, other.size) < 0.85 * em
        return smaller and -_BACK * em < gap < _BACK * em

    def add(self, other: Fragment) -> None:
        em = max(self.size, other.size)
        gap = other.x0 - self.x1
        if gap > _SPACE * em:
            self.gap = max(self.gap, gap)
            if not self.text.endswith(" ") and not other.text.startswith(" "):
                self.text += " "
        self.gap = max(self.gap, other.gap)
        raised = other.size < 0.85 * em and other.y > self.y + _SAME_LINE * other.size
        if gap < 0 and is_marks_only(other.text):
            self.text = self.text[:-1] + other.text + self.text[-1:]  # drawn on that letter
        else:
            self.text += marked(other.text) if raised else other.text
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        if other.size > 1.1 * self.size:
            self.y = other.y
        self.size = em
        self.sizes[other.size] = self.sizes.get(other.size, 0) + len(other.text)

    def put_behind(self, other: _Part) -> None:
        """Another part of the line, to the right of this one."""
        gap = other.x0 - self.x1
        is_apart = gap > _SPACE * max(self.size, other.size)
        if is_apart and not self.text.endswith(" ") and not other.text.startswith(" "):
            self.text += " "
        self.gap = max(self.gap, other.gap, gap if is_apart else 0.0)
        self.text += other.text
        self.x1, self.size = max(self.x1, other.x1), max(self.size, other.size)
        for size, count in other.sizes.items():
            self.sizes[size] = self.sizes.get(size, 0) + count

    def finished(self) -> PrintedLine:
        size = self.size
        if len(self.sizes) > 1:
            size = max(self.sizes, key=self.sizes.__getitem__)
            # small capitals are drawn in smaller type: some words of the text's own size tell it
            few = max(3.0, _SOME_WORDS * sum(self.sizes.values()))
            size = max((size for size, count in self.sizes.items() if count > few), default=size)
        return PrintedLine(self.text.strip(), self.x0, self.x1, self.y, size, self.gap)


def _merge(fragments: Iterable[Fragment]) -> list[PrintedLine]:
    """Fragments that follow one another on a line, joined; spaces where there is a gap."""
    parts: list[_Part] = []
    last: Fragment | None = None
    for fragment in fragments:
        if last is not None and _is_overprint(last, fragment):
            continue
        last = fragment
        if parts and parts[-1].takes(fragment):
            parts[-1].add(fragment)
        elif fragment.text.strip():
            parts.append(_Part(fragment))
    if any(has_right_to_left(part.text) for part in parts):
        parts = _from_left(parts)
    return _with_initials([part.finished() for part in parts])


def _from_left(parts: list[_Part]) -> list[_Part]:
    """Parts of a line that were drawn from right to left, put together from its left end."""
    out: list[_Part] = []
    for group in _rows_of(parts):
        if len(group) < 2 or not any(has_right_to_left(part.text) for part in group):
            out += group
            continue
        ordered = sorted(group, key=lambda part: _place_of(part, group))
        out.append(ordered[0])
        for part in ordered[1:]:
            em = max(out[-1].size, part.size)
            if part.x0 - out[-1].x1 < _FAR * em or is_marks_only(part.text):
                out[-1].put_behind(part)
            else:
                out.append(part)
    return out


def _rows_of(parts: list[_Part]) -> Iterator[list[_Part]]:
    """Neighbours on one baseline."""
    row: list[_Part] = []
    for part in parts:
        if row and abs(row[-1].y - part.y) >= _SAME_LINE * max(row[-1].size, part.size):
            yield row
            row = []
        row.append(part)
    if row:
        yield row


def _place_of(part: _Part, row: list[_Part]) -> tuple[float, int]:
    """Where a part stands in its row; a mark stands before the letter that it is drawn on."""
    if is_marks_only(part.text):
        for other in row:
            if not is_marks_only(other.text) and other.x0 <= part.x0 + 0.1 * part.size <= other.x1:
                return other.x0, -1
    return part.x0, 0


def _is_overprint(last: Fragment, fragment: Fragment) -> bool:
    """The same letters on the same spot: how some programs print bold."""
    if last.text != fragment.text:
        return False
    near = 0.15 * fragment.size
    return (
        abs(last.x0 - fragment.x0) < near
        and abs(last.y - fragment.y) < near
        and bool(fragment.text.strip())
    )


def _with_initials(lines: list[PrintedLine]) -> list[PrintedLine]:
    """A large initial goes back to the word it begins, which stands higher on the page."""
    out: list[PrintedLine] = []
    for line in lines:
        before = out[-1] if out else None
        if (
            before is not None
            and len(before.text) == 1
            and before.text.isupper()
            and before.size > 1.8 * line.size
            and 0 < line.y - before.y < 1.1 * before.size
            and -line.size < line.x0 - before.x1 < 2 * line.size
        ):
            out[-1] = line._replace(text=before.text + line.text)
        else:
            out.append(line)
    return out


# Order


def _in_order(lines: list[PrintedLine]) -> list[PrintedLine]:
    gutter = _row_wise_gutter(lines)
    if gutter is not None:
        return _by_columns(lines, gutter)
    if _is_disordered(lines):
        return list(_cut(lines))
    return lines


def _row_wise_gutter(lines: list[PrintedLine]) -> float | None:
    """Where the gap between two columns is, if the stream draws them row by row.

    Full lines on both sides and a stream that changes sides all the time; a table's cells are
    seldom full.
    """
    if len(lines) < 20:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    gutter = _emptiest(lines, left + 0.35 * (right - left), left + 0.65 * (right - left))
    sides = [_side(line, gutter) for line in lines]
    halves = [side for side in sides if side]
    switches = sum(1 for before, after in pairwise(halves) if before != after)
    if len(halves) < 0.6 * len(lines) or switches < 0.3 * len(halves):
        return None
    full = all(
        _mostly_full([ln for ln, s in zip(lines, sides, strict=True) if s == side])
        for side in (-1, 1)
    )
    return gutter if full else None


def _emptiest(lines: list[PrintedLine], start: float, end: float) -> float:
    places = [start + step * (end - start) / 60 for step in range(61)]
    starts = sorted(line.x0 for line in lines if line.x0 < line.x1)
    ends = sorted(line.x1 for line in lines if line.x0 < line.x1)
    counts = [bisect_left(starts, place) - bisect_right(ends, place) for place in places]
    least = min(counts)
    best = [place for place, count in zip(places, counts, strict=True) if count == least]
    return best[len(best) // 2]


def _side(line: PrintedLine, gutter: float) -> int:
    if line.x1 <= gutter:
        return -1
    return 1 if line.x0 >= gutter else 0


def _mostly_full(lines: list[PrintedLine]) -> bool:
    if len(lines) < 8:
        return False
    widths = sorted(line.x1 - line.x0 for line in lines)
    full = 0.7 * widths[int(0.9 * (len(widths) - 1))]
    return sum(1 for width in widths if width >= full) >= 0.6 * len(widths)


def _by_columns(lines: list[PrintedLine], gutter: float) -> list[PrintedLine]:
    """Left before right, between the lines that cross the gutter."""
    out: list[PrintedLine] = []
    for crosses, group in groupby(lines, key=lambda line: _side(line, gutter) == 0):
        part = list(group)
        out += part if crosses else sorted(part, key=lambda line: _side(line, gutter))
    return out


def _is_disordered(lines: list[PrintedLine]) -> bool:
    """Does the stream go up again and again within one column?"""
    upward = sum(1 for before, after in pairwise(lines) if _goes_up(before, after))
    return upward >= 5 and upward > 0.15 * len(lines)


def _goes_up(before: PrintedLine, after: PrintedLine) -> bool:
    overlap = min(before.x1, after.x1) - max(before.x0, after.x0)
    narrow = min(before.x1 - before.x0, after.x1 - after.x0)
    return after.y > before.y + 0.5 * before.size and overlap > 0.5 * narrow


def _cut(lines: list[PrintedLine]) -> Iterator[PrintedLine]:
    """Cut a region between its columns, else at its widest blank stripe, as often as it goes."""
    regions = [lines]
    while regions:
        region = regions.pop()
        halves = _columns(region) or _stripes(region)
        if halves is None:
            yield from sorted(region, key=lambda line: (-round(line.y, 1), line.x0))
        else:
            regions += reversed(halves)


def _columns(lines: list[PrintedLine]) -> list[list[PrintedLine]] | None:
    return _part(lines, lambda ln: ln.x0, lambda ln: ln.x1, least=0.9)


def _stripes(lines: list[PrintedLine]) -> list[list[PrintedLine]] | None:
    return _part(
        lines, lambda ln: -ln.y - 0.8 * ln.size, lambda ln: 0.2 * ln.size - ln.y, least=0.3
    )


def _part(
    lines: list[PrintedLine], start: _Edge, end: _Edge, *, least: float
) -> list[list[PrintedLine]] | None:
    """Two parts at the widest gap, if one is as wide as `least` em."""
    ordered = sorted(lines, key=start)
    widest, at, reach = 0.0, 0, float("-inf")
    for n, line in enumerate(ordered):
        if n and start(line) - reach > max(widest, least * line.size):
            widest, at = start(line) - reach, n
        reach = max(reach, end(line))
    return [ordered[:at], ordered[at:]] if at else None


# Rows


def _join_rows(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Neighbours on one baseline, from left to right: cells of a row, or a line set wide."""
    rows: list[list[PrintedLine]] = []
    for line in lines:
        if rows and _same_row(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    edges = Counter(round(row[-1].x1) for row in rows)
    out: list[PrintedLine] = []
    for row in rows:
        wide = len(row) > 1 and (_is_set_wide(row, edges) or _is_last_of(out[-1:], row))
        out.append(_joined(row, wide=wide) if len(row) > 1 else row[0])
    return out


def _same_row(before: PrintedLine, line: PrintedLine) -> bool:
    em = max(before.size, line.size)
    return abs(before.y - line.y) < _SAME_LINE * em and line.x0 > before.x1


def _joined(row: list[PrintedLine], *, wide: bool) -> PrintedLine:
    """One line, with a tab between cells."""
    between = " " if wide else "\t"
    text = row[0].text
    for n, part in enumerate(row[1:]):
        marker = n == 0 and _MARKER.fullmatch(text)
        text += ("" if part.text[0] in ",;" else " " if marker else between) + part.text
    longest = max(row, key=lambda part: len(part.text))
    return longest._replace(text=text, x0=row[0].x0, x1=row[-1].x1)


def _is_set_wide(row: list[PrintedLine], edges: Counter[int]) -> bool:
    """Is it one line whose spaces the printer stretched to fill the column?

    Then they are stretched alike, and the line ends where many others end.
    """
    gaps = [part.x0 - before.x1 for before, part in pairwise(row)]
    gaps += [part.gap for part in row if part.gap]
    if max(gaps) > _ALIKE * min(gaps) or max(gaps) > _WIDEST * row[0].size:
        return False
    edge = round(row[-1].x1)
    return sum(edges[place] for place in (edge - 1, edge, edge + 1)) >= _MANY


def _is_last_of(above: list[PrintedLine], row: list[PrintedLine]) -> bool:
    """Is it a few words stretched from edge to edge under a line that fills its column?

    So ends a justified paragraph that a box, or a line break of the writer's, cuts.
    """
    if not above or "\t" in above[0].text:
        return False
    line, first, last = above[0], row[0], row[-1]
    return (
        abs(line.x0 - first.x0) < _SAME_EDGE
        and abs(line.x1 - last.x1) < _SAME_EDGE
        and 0 < line.y - first.y < _ONE_LINE * line.size
        and all(part.size == line.size for part in row)
    )
