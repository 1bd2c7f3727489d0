"""Which lines that recur at one height are text all the same: a page's lines and those in, lines out.

Copies of a page, or pages that begin with the same words, repeat lines where a running head stands.
A stack of such lines that runs on into the text below, or out of the text above, is of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from ccg_corpus.readers.pdf.layout.fragments import PrintedLine

_NEXT = 1.7  # em: from one line of a paragraph to the next
_FLUSH, _RAGGED = 0.3, 2.5  # em: lines that begin, and end, at one edge
_FULL = 0.8  # of the width of the line beside it
_FINISHED = re.compile(r"[.:;?!…][”’\"')\]]*$")


def in_text(lines: Sequence[PrintedLine], heads: Collection[PrintedLine]) -> set[PrintedLine]:
    """Those of `heads` that are lines of a sentence; `lines` are the page's, in order."""
    return {*_run_on(lines, heads), *_run_out(lines, heads)} if heads else set()


def _run_on(lines: Sequence[PrintedLine], heads: Collection[PrintedLine]) -> Iterator[PrintedLine]:
    """Lines whose sentence goes on below them."""
    goes_on = False
    for above, below in zip(lines[-2::-1], lines[:0:-1], strict=True):
        if above not in heads or not _is_next(above, below):
            goes_on = False
            continue
        goes_on = goes_on if below in heads else _is_one_sentence(above, below)
        if goes_on:
            yield above


def _run_out(lines: Sequence[PrintedLine], heads: Collection[PrintedLine]) -> Iterator[PrintedLine]:
    """Lines that go on with a sentence from above them."""
    goes_on = False
    for above, below in pairwise(lines):
        if below not in heads or not _is_next(above, below):
            goes_on = False
            continue
        goes_on = goes_on if above in heads else _is_one_sentence(above, below)
        if goes_on:
            yield below


def _is_next(above: PrintedLine, below: PrintedLine) -> bool:
    """Whether two lines of one type stand right below each other."""
    return (
        abs(above.size - below.size) < 0.1
        and 0 < above.y - below.y < _NEXT * above.size
        and above.x0 < below.x1
        and below.x0 < above.x1
    )


def _is_one_sentence(above: PrintedLine, below: PrintedLine) -> bool:
    """Whether a full line without an end goes on below, in lower case or from edge to edge."""
    if _FINISHED.search(above.text):
        return False
    if below.text[:1].islower():
        return above.x1 - above.x0 >= _FULL * (below.x1 - below.x0)
    return (
        abs(above.x0 - below.x0) < _FLUSH * above.size
        and abs(above.x1 - below.x1) < _RAGGED * above.size
        and above.gap < above.size
    )
