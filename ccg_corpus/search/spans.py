"""Places of words in documents, and which of them are near each other. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

# Document → the first and the last word of each place, in order.
Spans = dict[int, list[tuple[int, int]]]


def found_near(
    some: Spans, others: Spans, within: int, breaks: Mapping[int, Sequence[int]]
) -> Spans:
    """The shortest places that hold one of `some` and one of `others`, at most `within` words
    apart, in any order, with no break between them."""
    found: Spans = {}
    for docnum in some.keys() & others.keys():
        cuts = breaks.get(docnum, ())
        ends: dict[int, int] = {}
        for first, last in _pairs(some[docnum], others[docnum], within):
            if bisect_left(cuts, first) == bisect_left(cuts, last):
                ends[first] = min(last, ends.get(first, last))
        if ends:
            found[docnum] = sorted(ends.items())
    return found


def united(several: Iterable[Spans]) -> Spans:
    """The places of all, each once, in order."""
    found: Spans = {}
    for spans in several:
        for docnum, places in spans.items():
            found[docnum] = sorted({*found[docnum], *places}) if docnum in found else places
    return found


def _pairs(
    some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]], within: int
) -> list[tuple[int, int]]:
    return [
        (min(one[0], other[0]), max(one[1], other[1]))
        for one in some
        for other in others
        if 0 < other[0] - one[1] <= within or 0 < one[0] - other[1] <= within
    ]
