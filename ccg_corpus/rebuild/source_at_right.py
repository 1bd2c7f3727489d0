"""Lines set at the right below a display quotation: who said it.

In: the line above and a line, or a piece and the lines below it. Out: whether a line stands at the
right as a source does. Headings stand at the left or in the middle. It knows no labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccg_corpus.rebuild.endings import is_finished
from ccg_corpus.rebuild.pieces import Piece, Printed

FAR = 8  # em behind the column's edge, where the format has places
FAR_SPACES = 10  # more than the line above, where it has not
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


def is_source_at_right(above: Piece | None, lines: Sequence[Printed]) -> bool:
    """Whether one line is the source of the set-off words above it."""
    if above is None or len(lines) != 1 or not above.lines:
        return False
    last = above.lines[-1]
    set_off = above.indented or _spaces(last) > 1 or _MARKED.fullmatch(above.text) is not None
    return set_off and above.kind == "paragraph" and stands_at_right(last, lines[0])


def _may_be_source(text: str) -> bool:
    short = 1 < len(text) <= MAX_LETTERS and len(text.split()) <= MAX_WORDS
    return short and text[-1] not in ".?!:;," and _SOURCE.match(text) is not None


def _spaces(line: Printed) -> int:
    """How far a line of plain text is set in."""
    if line.size is not None:
        return 0
    own = line.raw.expandtabs()
    return len(own) - len(own.lstrip(" "))
