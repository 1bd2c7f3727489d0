"""What the stages of the rebuild hand on: a piece is one block in the making.

A piece keeps its printed lines as they were, so that `assemble` can join them and remember how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ccg_corpus.core.model import DraftBlock, DraftLine


class Printed(NamedTuple):
    """One printed line: its text without outer white space, and all that stood there.

    `raw` is the line with its white space and line end, and any debris dropped behind it.
    `size`, `inset` and `filled` are the draft line's. `joined` marks the first line of a rest that
    was put behind its paragraph: "sure" where the words say so, "guess" where only the print does.
    """

    text: str
    raw: str
    page: int | None
    size: float | None = None
    inset: float = 0.0
    filled: bool = False
    joined: str | None = None


@dataclass(frozen=True)
class Piece:
    """One block in the making. `soft` marks one that may continue the piece before it,
    `indented` one whose lines are set narrower than the column, as display quotations are.

    Without slots: what every later piece asks of it again is worked out once and kept.
    """

    kind: str
    lines: tuple[Printed, ...]
    level: int = 0
    section: str = "other"
    soft: bool = False
    indented: bool = False
    block: DraftBlock | None = field(default=None, compare=False)
    table: int | None = None
    row: int | None = None
    column: int | None = None

    @cached_property
    def text(self) -> str:
        """The piece's words on one line; hyphens at line ends are not decided here."""
        return " ".join([line.text for line in self.lines if line.text])

    @cached_property
    def word_count(self) -> int:
        """How many words its text has."""
        return len(self.text.split())

    @cached_property
    def shown(self) -> tuple[Printed, ...]:
        """The lines that hold words."""
        return tuple([line for line in self.lines if line.text])

    @cached_property
    def inset(self) -> float:
        """How far it is set in, its first line's own indent aside."""
        return min([line.inset for line in self.shown], default=0.0)

    @cached_property
    def size(self) -> float | None:
        """The size of its type, taken from its middle."""
        middle = len(self.lines) // 2
        lines = (*self.lines[middle:], *self.lines[:middle])
        return next((line.size for line in lines if line.size is not None), None)

    def joined(self, other: Piece, how: str | None = None) -> Piece:
        """This piece with another one's lines behind its own."""
        first, *rest = other.lines
        return replace(self, lines=(*self.lines, first._replace(joined=how), *rest))


# What no reader sees: hyphens that may be printed and are not, zero-width signs, direction marks.
# Joiners stay, they shape letters.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SOFT_HYPHEN = "\u00ad"


def fold_space(text: str) -> str:
    """What a reader sees: white space folded to single spaces, none at the ends, no unseen signs.

    Words from right to left keep theirs, which say how they are to be read; a line's last soft
    hyphen is printed.
    """
    if not text.isascii() and _UNSEEN.search(text) and not _RIGHT_TO_LEFT.search(text):
        torn = text.rstrip().endswith(_SOFT_HYPHEN)
        text = _UNSEEN.sub("", text).rstrip() + (_SOFT_HYPHEN if torn else "")
    return " ".join(text.split())


def printed(line: DraftLine) -> Printed:
    """A draft's line as a printed one."""
    return Printed(
        fold_space(line.text), line.text + "\n", line.page, line.size, line.inset, line.filled
    )


def _printed_pages(block: DraftBlock) -> Iterator[Printed]:
    """A stated block as one line a page."""
    cuts = [(0, block.page), *block.turns, (len(block.text), None)]
    for (start, page), (end, _) in pairwise(cuts):
        part = block.text[start:end]
        yield Printed(fold_space(part), part, page)


def pieces_from_blocks(blocks: Sequence[DraftBlock]) -> list[Piece]:
    """One piece a stated block; blocks without words are left out."""
    return [
        Piece(
            kind=block.kind,
            lines=tuple(_printed_pages(block)),
            level=block.level,
            block=block,
            table=block.table,
            row=block.row,
            column=block.column,
        )
        for block in blocks
        if block.text.strip()
    ]
