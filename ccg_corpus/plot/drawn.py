"""A picture's shape → drawn on a sheet: a heat map, bars of voices, bars of years.

Comes in: a `Picture`. Goes out: the bytes of its file. One hue from light to dark, and each number
printed: what is read in colour is read in black and white, and by who sees no colours. What is unknown
is hatched; what is empty is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccg_corpus.plot.shapes import Bars, Heat, Picture, Years
from ccg_corpus.plot.sheet import (
    FAINT,
    INK,
    LEADING,
    LINE,
    POINTS,
    Paper,
    lines_of,
    sheet,
    wrapped,
)

if TYPE_CHECKING:
    from ccg_corpus.plot.shapes import BarGroup, YearPanel

_PALE, _DARK = (0.87, 0.92, 0.97), (0.03, 0.19, 0.42)
_SOLID = "#1f4e79"
_MIDDLE = 0.18  # on what is darker, white stands out more than black
_LABEL = 34  # signs in a line of a label
_CELL = 0.46
_PAD = 0.09
_GAP = 0.08
_BAR = 0.15
_LONGEST_BAR = 2.6
_PANEL, _LOW_PANEL = 0.8, 0.45
_FEW_PANELS = 3
_NOTE = POINTS - 1


def drawn(picture: Picture, kind: str, *, title: str = "", about: str = "") -> tuple[bytes, bool]:
    """The file of a picture, and whether every sign could be drawn.

    `title`: printed above it, where it is to have one. `about`: for who does not see it.
    """
    with sheet() as paper:
        y = 0.0
        if title:
            text = wrapped(title, 80, 3)
            paper.words(0, y, text, level="top", points=POINTS + 2, bold=True)
            y += lines_of(text) * LEADING * 1.3 + _GAP
        shape = picture.shape
        if isinstance(shape, Heat):
            y = _heat(paper, shape, y)
        elif isinstance(shape, Bars):
            y = _bars(paper, shape, y)
        else:
            y = _years(paper, shape, y)
        if picture.left_out:
            text = wrapped(f"Not shown: {'; '.join(picture.left_out)}.", 90, 4)
            paper.words(0, y + _GAP, text, level="top", points=_NOTE)
            y += _GAP + lines_of(text) * LEADING
        return paper.file(kind, title=title or picture.title, about=about)


def _heat(paper: Paper, heat: Heat, top: float) -> float:
    """Rows by columns, the names of the columns standing over them: where it ends."""
    labels = [wrapped("\N{EN SPACE}" * 2 * row.depth + row.title, _LABEL, 3) for row in heat.rows]
    heads = [wrapped(column.title, 30, 2) for column in heat.columns]
    left = max((paper.width(label) for label in labels), default=0) + _GAP
    longest = max((paper.width(head) for head in [*heads, heat.total_title]), default=0)
    y = top + longest * 0.71 + 0.2  # they stand at 45 degrees
    wide = max(_CELL, *(0.09 * len(text) + 0.1 for row in heat.texts for text in row), 0.0)
    most = _most(heat)
    for at, head in enumerate(heads):
        paper.words(left + (at + 0.5) * wide, y - 0.05, head, level="bottom", turned=45)
    across = left + len(heads) * wide
    if heat.total_title:
        paper.words(across + _GAP + wide / 2, y - 0.05, heat.total_title, level="bottom", turned=45)
    for row, label in enumerate(labels):
        high = lines_of(label) * LEADING + _PAD
        paper.words(left - _GAP, y + high / 2, label, side="right")
        for column in range(len(heads)):
            if heat.is_triangle and column > row:
                continue
            _cell(paper, heat, row, column, (left + column * wide, y, wide, high), most)
        if heat.total_title:
            middle = across + _GAP + wide / 2
            paper.words(middle, y + high / 2, heat.rows[row].total, side="center")
        y += high
    if heat.total_title:
        y += _GAP / 2
        paper.words(left - _GAP, y + LEADING / 2, heat.total_title, side="right")
        for at, line in enumerate(heat.columns):
            paper.words(left + (at + 0.5) * wide, y + LEADING / 2, line.total, side="center")
        paper.words(across + _GAP + wide / 2, y + LEADING / 2, heat.total, side="center")
        y += LEADING + _GAP
    return y


def _cell(
    paper: Paper,
    heat: Heat,
    row: int,
    column: int,
    place: tuple[float, float, float, float],
    most: float,
) -> None:
    x, y, wide, high = place
    number = heat.numbers[row][column]
    is_own = heat.is_triangle and row == column
    is_shaded = number is not None and not is_own and (row, column) not in heat.flat
    part = (number or 0) / most if most else 0
    fill = tuple(pale + (dark - pale) * part for pale, dark in zip(_PALE, _DARK, strict=True))
    paper.box(x, y, wide, high, fill=fill if is_shaded else "none", edge=LINE)
    if is_own:
        paper.box(x + 0.02, y + 0.02, wide - 0.04, high - 0.04, edge=FAINT)
    ink = "#ffffff" if is_shaded and _luminance(fill) < _MIDDLE else "#000000"
    paper.words(x + wide / 2, y + high / 2, heat.texts[row][column], side="center", ink=ink)


def _luminance(colour: tuple[float, ...]) -> float:
    """How light a colour is. Source: WCAG 2.2, relative luminance."""
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour]
    return sum(part * one for part, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _most(heat: Heat) -> float:
    """The largest number that shades a cell."""
    return max(
        (
            number
            for row, numbers in enumerate(heat.numbers)
            for column, number in enumerate(numbers)
            if number is not None
            and (row, column) not in heat.flat
            and not (heat.is_triangle and column >= row)
        ),
        default=0,
    )


def _bars(paper: Paper, bars: Bars, top: float) -> float:
    every = [bar for group in bars.groups for bar in group.bars]
    labels = [wrapped(bar.label, _LABEL, 2) for bar in every]
    left = max((paper.width(label) for label in labels), default=0) + _GAP
    most = max((bar.length for bar in every), default=1) or 1
    y = top
    for group in bars.groups:
        y = _group(paper, group, y, left, most) + _GAP * 2
    return y - _GAP


def _group(paper: Paper, group: BarGroup, top: float, left: float, most: int) -> float:
    y = top
    text = wrapped(group.title, 80, 2)
    paper.words(0, y, text, level="top", bold=True)
    y += lines_of(text) * LEADING + 0.02
    about = wrapped(group.about, 92, 3)
    paper.words(0, y, about, level="top", points=_NOTE)
    y += lines_of(about) * LEADING + _GAP / 2
    start = y
    for bar in group.bars:
        label = wrapped(bar.label, _LABEL, 2)
        high = max(lines_of(label) * LEADING, _BAR) + 0.05
        paper.words(left - _GAP, y + high / 2, label, side="right")
        long = bar.length / most * _LONGEST_BAR
        if bar.length:
            fill, hatch = ("#ffffff", "////") if bar.is_unknown else (_SOLID, "")
            paper.box(left, y + (high - _BAR) / 2, long, _BAR, fill=fill, edge=_SOLID, hatch=hatch)
        paper.words(left + long + 0.06, y + high / 2, bar.text)
        y += high
    paper.line(left, start, left, y, ink=INK)
    for note in group.notes:
        text = wrapped(note, 92, 2)
        paper.words(0, y + 0.04, text, level="top", points=_NOTE)
        y += lines_of(text) * LEADING
    return y


def _years(paper: Paper, years: Years, top: float) -> float:
    every = [year for panel in years.panels for year in panel.quotations]
    if not every:
        return top
    first, last = min(every), max(every)
    count = last - first + 1
    step = min(0.5, max(0.14, 6.0 / count))
    most = max(number for panel in years.panels for number in panel.quotations.values())
    tall = _PANEL if len(years.panels) <= _FEW_PANELS else _LOW_PANEL
    y = top
    for panel in years.panels:
        y = _panel(paper, panel, y, (first, count, step), tall / most) + _GAP
    return y - _GAP


def _panel(
    paper: Paper, panel: YearPanel, top: float, scale: tuple[int, int, float], unit: float
) -> float:
    first, count, step = scale
    left, y = 0.75, top
    if panel.title:
        text = wrapped(panel.title, 80, 2)
        paper.words(0, y, text, level="top", bold=True)
        y += lines_of(text) * LEADING
    base = y + LEADING + max(unit * one for one in panel.quotations.values())
    every = 1 if step >= 0.36 else 5
    for at in range(count):
        year, x = first + at, left + at * step
        number = panel.quotations.get(year, 0)
        high = number * unit
        if number:
            paper.box(x + step * 0.14, base - high, step * 0.72, high, fill=_SOLID)
            size = POINTS if step >= 0.25 else POINTS - 2.5
            paper.words(
                x + step / 2, base - high - 0.02, str(number), side="center", level="bottom",
                points=size,
            )  # fmt: skip
        if every == 1 or year % every == 0 or count == 1:
            paper.words(x + step / 2, base + 0.04, str(year), side="center", level="top")
        if number and step >= 0.25:
            documents = str(panel.documents[year])
            low = base + 0.04 + LEADING
            paper.words(x + step / 2, low, documents, side="center", level="top", points=_NOTE)
    paper.line(left, base, left + count * step, base, ink=INK)
    paper.words(left - 0.06, base - LEADING / 2, "quotations", side="right", points=_NOTE)
    if step >= 0.25:
        low = base + 0.04 + LEADING
        paper.words(left - 0.06, low, "documents", side="right", level="top", points=_NOTE)
    return base + 0.04 + 2 * LEADING + _GAP
