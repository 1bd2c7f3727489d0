"""Lines set at the right below a display quotation: who said it.

In: lines, or pieces in order. Out: whether a line stands at the right as a source does; the pieces
with such sources marked. Headings stand at the left or in the middle. It knows no labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.rebuild.endings import is_finished
from ccg_corpus.rebuild.pieces import Piece, Printed

FAR = 8  # em behind the column's edge, where the format has places
FAR_SPACES = 10  # more than the line above, where it has not
SET_IN = 0.6  # em
MAX_LETTERS, MAX_WORDS = 60, 8
_SOURCE = re.compile(r"[\[(—–-]*\s*[A-ZÀ-Þ\d#“\"]")
_MARKED = re.compile(r"[“\"‘«].*[”\"’»]", re.S)


def stands_at_right(above: Printed, line: Printed) -> bool:
    """Whether a line stands far to the right of a finished one."""
    if not _may_be_source(line.text) or not is_finished(above.text):
        return False
    if line.size is not None:
        return line.filled and line.inset > FAR and line.inset - above.inset > FAR
    return _spaces(line) - _spaces(above) >= FAR_SPACES


def with_sources(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with each line that is the source of the set-off words above it marked as such."""
    out = list(pieces)
    spaces = sorted(_spaces(piece.lines[0]) for piece in out if piece.lines)
    if spaces and spaces[len(spaces) // 4] > 1:
        return out  # everything is set in: slides, a page that was copied with its margins
    for at in range(1, len(out)):
        if _is_source(out[at - 1], out[at]):
            out[at] = replace(out[at], kind="attribution", soft=False)
    return out


def _is_source(above: Piece, piece: Piece) -> bool:
    if len(piece.lines) != 1 or not above.lines or {above.kind, piece.kind} != {"paragraph"}:
        return False
    last = above.lines[-1]
    set_off = above.indented or last.inset > SET_IN or _spaces(last) > 1
    set_off = set_off or _MARKED.fullmatch(above.text) is not None
    return set_off and stands_at_right(last, piece.lines[0])


def _may_be_source(text: str) -> bool:
    short = 1 < len(text) <= MAX_LETTERS and len(text.split()) <= MAX_WORDS
    return short and text[-1] not in ".?!:;," and _SOURCE.match(text) is not None


def _spaces(line: Printed) -> int:
    """How far a line of plain text is set in."""
    if line.size is not None:
        return 0
    own = line.raw.expandtabs()
    return len(own) - len(own.lstrip(" "))
