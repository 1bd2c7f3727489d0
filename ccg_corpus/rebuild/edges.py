"""Which printings of a running head are one: lines and the words of heads in, places of heads out.

Where the format has places, a head stands where a page begins or ends. What stands in the middle of
pages as often is a label or a sentence of the text, and so is a full line that runs on into the next
one; where next to all recurs, nothing is a head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from ccg_corpus.rebuild.pieces import Printed

_EDGE = 3  # lines of a page
_MOST_INSIDE = 1 / 3  # of a head's printings


def heads_at_edges(lines: Sequence[Printed], heads: Collection[str]) -> frozenset[int]:
    """The places of the lines that are running heads."""
    said = [at for at, line in enumerate(lines) if line.text]
    if not heads:
        return frozenset()
    edges = _edges(lines, said)
    inside = Counter(lines[at].text for at in said if at not in edges)
    all_of_them = Counter(lines[at].text for at in said)
    in_text = Counter(
        lines[at].text for at in said if lines[at].text in heads and _is_in_text(lines, at)
    )
    found = frozenset(
        at
        for at in said
        if (text := lines[at].text) in heads
        and (
            lines[at].size is None
            or (at in edges and inside[text] < _MOST_INSIDE * all_of_them[text])
        )
        and 2 * in_text[text] <= all_of_them[text]
    )
    letters = sum(len(lines[at].text) for at in said)
    return found if 2 * sum(len(lines[at].text) for at in found) <= letters else frozenset()


def _edges(lines: Sequence[Printed], said: Sequence[int]) -> frozenset[int]:
    """The lines that begin and end a page."""
    pages: dict[int | None, list[int]] = {}
    for at in said:
        pages.setdefault(lines[at].page, []).append(at)
    return frozenset(at for page in pages.values() for at in (*page[:_EDGE], *page[-_EDGE:]))


def _is_in_text(lines: Sequence[Printed], at: int) -> bool:
    """Whether a line is full and its sentence runs on: into the next line, or out of the last one."""
    here = lines[at]
    if not here.filled:
        return False
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following and _is_below(here, following) and following.text[0].islower():
        return True
    before = lines[at - 1] if at else None
    return bool(before and before.filled and _is_below(before, here) and here.text[0].islower())


def _is_below(one: Printed, other: Printed) -> bool:
    """Whether two lines of one page and one type stand right below each other."""
    return bool(one.text and other.text) and (one.page, one.size) == (other.page, other.size)
