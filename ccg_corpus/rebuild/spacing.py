"""Printed lines → the same without the empty ones that double spacing puts between them.

Manuscripts are printed with a line's space between lines, and some converters write it down as an
empty line behind each. Only plain text is looked at: where the format has places, gaps are measured.
"""

from __future__ import annotations

from collections.abc import Sequence

from ccg_corpus.rebuild.endings import is_finished
from ccg_corpus.rebuild.pieces import Printed

MAX_WRAPPED = 160  # characters; longer lines are paragraphs, not wrapped lines
_ALONE = 0.8  # of the lines with words have an empty line behind them
_TORN = 0.5  # of them are long and break off
_LONG = 0.6  # of the longest lines
_FEWEST = 20


def closed_up(lines: Sequence[Printed]) -> list[Printed]:
    """The lines, single empty ones left out where every line has one; they stay in the `raw`."""
    if not _is_double_spaced(lines):
        return list(lines)
    out: list[Printed] = []
    for at, line in enumerate(lines):
        is_single = not line.text and _has_words(lines, at - 1) and _has_words(lines, at + 1)
        if is_single:
            out[-1] = out[-1]._replace(raw=out[-1].raw + line.raw)
        else:
            out.append(line)
    return out


def _is_double_spaced(lines: Sequence[Printed]) -> bool:
    shown = [at for at, line in enumerate(lines) if line.text]
    if len(shown) < _FEWEST or lines[shown[0]].size is not None:
        return False
    lengths = sorted(len(lines[at].text) for at in shown)
    longest = lengths[int(0.95 * (len(lengths) - 1))]
    alone = sum(not _has_words(lines, at + 1) for at in shown)
    torn = sum(
        len(lines[at].text) > _LONG * longest and not is_finished(lines[at].text) for at in shown
    )
    return longest <= MAX_WRAPPED and alone >= _ALONE * len(shown) and torn >= _TORN * len(shown)


def _has_words(lines: Sequence[Printed], at: int) -> bool:
    return 0 <= at < len(lines) and bool(lines[at].text)
