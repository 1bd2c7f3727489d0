"""What a picture shows, before anybody draws it: a heat map, bars of people, bars of years.

Comes in: nothing. Goes out: plain values. Each has the lines of its CSV file and whatever it leaves
out: a picture that can't show everything says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from ccg_corpus.core.frozen import frozen

Rows = Sequence[Sequence[object]]


@frozen
class HeatLine:
    """A row or a column: its name, how far it is in, its total as it is printed."""

    title: str
    depth: int = 0
    total: str = ""


@frozen
class Heat:
    """Rows by columns. `numbers`: what shades a cell, None for an empty one; `texts`: what it says.

    `is_triangle`: only what stands below the diagonal, which itself is framed and not shaded;
    `flat`: cells that are what they are by definition, and shade nothing.
    """

    rows: tuple[HeatLine, ...]
    columns: tuple[HeatLine, ...]
    numbers: tuple[tuple[float | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    total_title: str = ""
    total: str = ""
    is_triangle: bool = False
    flat: frozenset[tuple[int, int]] = frozenset()


@frozen
class Bar:
    """A bar: whose it is, how long, what stands at its end. `is_unknown`: of nobody told apart."""

    label: str
    length: int
    text: str
    is_unknown: bool = False


@frozen
class BarGroup:
    """The bars of one document, or of what else is looked at together, with lines above and below."""

    title: str
    about: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...] = ()


@frozen
class Bars:
    """Groups of bars on one scale."""

    groups: tuple[BarGroup, ...]


@frozen
class YearPanel:
    """Bars over years: how many quotations each year has, and of how many documents."""

    title: str
    quotations: dict[int, int]
    documents: dict[int, int]


@frozen
class Years:
    """Panels, one under the other, on the same scales."""

    panels: tuple[YearPanel, ...]


@frozen
class Picture:
    """A shape, what it is of in a sentence, what it leaves out, and its numbers as lines of CSV."""

    shape: Heat | Bars | Years
    title: str
    left_out: tuple[str, ...]
    numbers: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        shape = self.shape
        if isinstance(shape, Heat):
            return not any(number for row in shape.numbers for number in row)
        return not (shape.groups if isinstance(shape, Bars) else shape.panels)
