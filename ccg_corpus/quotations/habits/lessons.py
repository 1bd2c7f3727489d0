"""What a reviewer's examples taught about a document: values, and nothing that reads a document.

In: nothing. Out: `Example`s as they are given, `Lessons` as they are learnt and applied. Lessons
stand for a journal or a series as well: `elsewhere` leaves out what is of one document alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.habits.shapes import Shape


@dataclass(frozen=True, slots=True)
class Example:
    """Words of a document that are a quotation, or that are none. The speaker only where stated."""

    span: Span
    is_quotation: bool = True
    label: str | None = None
    role: str | None = None
    participant: str | None = None


class Look(NamedTuple):
    """How a passage is printed, and what stands behind it."""

    origin: str  # the rule that saw it: marks of a kind, a block with a label, a stated quotation
    inline: bool
    kind: str  # of its block
    header: str | None  # of its column
    behind: Shape | None  # what attributes it, or would
    is_introduced: bool  # the authors' words before it end with a colon


class BlockLook(NamedTuple):
    """How a block is printed that is nothing but a quotation."""

    kind: str
    place: str  # its column's or its list's heading
    indented: bool
    italic: bool


class TaughtShape(NamedTuple):
    """A shape that an example's words are attributed by, and where it stands."""

    shape: Shape
    place: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A look whose passages are quotations from a score on, or are none up to a score."""

    look: Look
    is_quotation: bool
    score: float
    rule: str  # what the passage was called before
    example: Example | None


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that examples taught. Empty where they showed nothing that was read wrongly."""

    examples: tuple[Example, ...] = ()  # of this document's own words
    looks: tuple[Lesson, ...] = ()
    shapes: tuple[tuple[TaughtShape, Example | None], ...] = ()
    blocks: tuple[tuple[BlockLook, Example | None], ...] = ()
    kept: tuple[Span, ...] = ()  # what a reviewer confirmed: no look silences it

    def __bool__(self) -> bool:
        return bool(self.examples or self.looks or self.shapes or self.blocks)

    def elsewhere(self) -> Lessons:
        """The same for another document of the journal or series: without this one's words."""
        return Lessons(
            looks=tuple(replace(lesson, example=None) for lesson in self.looks),
            shapes=tuple((shape, None) for shape, _ in self.shapes),
            blocks=tuple((block, None) for block, _ in self.blocks),
        )


NO_LESSONS = Lessons()
