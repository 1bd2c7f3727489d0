"""Two quotations that the format states are two, though the first lost its closing mark.

In: a document being read and two of its blocks. Out: whether each is a quotation of its own.
"""

from __future__ import annotations

import re

from ccg_corpus.quotations.reading import Reading

MIN_WHOLE = 3  # stated quotations that close what they open, beside a torn one
_OPENS_IN_MARKS = re.compile(r"\s*[“\"„«‘]")


def stated_apart(reading: Reading, at: int, later: int) -> bool:
    """Whether the format states that two blocks are two quotations, where each of the others is
    whole: a closing mark is lost at the end of one."""
    group, other = reading.block(at).group, reading.block(later).group
    if group is None or other is None or group == other:
        return False
    whole, torn = _stated_in_marks(reading)
    return whole >= MIN_WHOLE and torn == 1


def _stated_in_marks(reading: Reading) -> tuple[int, int]:
    """How many quotations that the format states open with a mark and close it, and how many don't."""
    closed: dict[int, bool] = {}
    for at, text in enumerate(reading.texts):
        group = reading.block(at).group
        if group is None or (group not in closed and not _OPENS_IN_MARKS.match(text)):
            continue
        passages = reading.passages(at)
        last = passages[-1] if passages else None
        closed[group] = last.closed if last else closed.get(group, False)
    return sum(closed.values()), len(closed) - sum(closed.values())
