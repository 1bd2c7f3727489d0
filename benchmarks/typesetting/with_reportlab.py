"""Typeset a paper with ReportLab, line by line: one string a line, spaces stretched by the PDF.

Words break by Pyphen's patterns and leave a plain hyphen; "fi" and "fl" are characters of their own.
Boxes stand in the middle of a column and cut whatever paragraph is there, drawn at their place or,
for every other paper, after the page's text, as page layout programs do.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from typesetting.material import NOTE, Paper, Part, box, is_display

_WIDTH, _HEIGHT = 595.0, 842.0
_MARGIN, _TOP, _BOTTOM, _GUTTER = 48.0, 72.0, 60.0, 18.0
_FONT, _BOLD = "Vera", "VeraBd"
_SIZES = {1: 9.5, 2: 8.5, 3: 7.5}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    first: int  # where it begins in its part's text
    last: bool


def typeset(paper: Paper, columns: int) -> tuple[bytes, dict[int, int]]:
    """The PDF, and the page on which each quotation begins."""
    flow = _Flow(paper, columns)
    flow.heading(paper.title, 15, wide=True)
    rows: list[Part] = []
    for part in paper.parts:
        if part.cells:
            rows.append(part)
            continue
        flow.table(rows)
        rows = []
        flow.part(part)
    flow.table(rows)
    return flow.finished(), flow.pages


@cache
def _hyphens() -> Any:
    from pyphen import Pyphen

    return Pyphen(lang="en_GB", left=2, right=3)


@cache
def _fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (_FONT, _BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def _width(text: str, size: float, font: str = _FONT) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(_ligated(text), font, size))


def _ligated(text: str) -> str:
    return text.replace("fi", "ﬁ").replace("fl", "ﬂ")


def _broken(text: str, width: float, size: float, indent: float = 0.0) -> Iterator[_Line]:
    """Lines filled one after the other, words broken where the patterns allow it."""
    line, first, at = "", 0, 0
    for word in text.split():
        at = text.index(word, at)
        room = width - (indent if not first else 0.0)
        if not line or _width(f"{line} {word}", size) <= room:
            line = f"{line} {word}".lstrip()
            continue
        fits = ((h, n) for h, n in _breaks(word) if _width(f"{line} {h}", size) <= room)
        head, kept = next(fits, ("", 0))
        yield _Line(f"{line} {head}".rstrip(), first, False)
        line, first = word[kept:], at + kept
    yield _Line(line, first, True)


def _breaks(word: str) -> Iterator[tuple[str, int]]:
    """Heads as printed, with the number of the word's characters in them, the longest first."""
    if "-" in word.strip("-"):
        place = word.rindex("-") + 1
        yield word[:place], place
    elif word.strip(".,;:()’”'\"").isalpha():
        for head, _ in _hyphens().iterate(word):
            yield f"{head}-", len(head)


@dataclass(slots=True)
class _Flow:
    """Pages being filled, column by column."""

    paper: Paper
    columns: int
    pages: dict[int, int] = field(default_factory=dict)
    _out: io.BytesIO = field(default_factory=io.BytesIO)
    _canvas: Any = None
    _page: int = 1
    _column: int = 0
    _y: float = 0.0
    _top: float = _HEIGHT - _TOP
    _bottom: float = _BOTTOM
    _later: list[Any] = field(default_factory=list)
    _boxes: int = 0

    def __post_init__(self) -> None:
        from reportlab.pdfgen.canvas import Canvas

        _fonts()
        self._canvas = Canvas(self._out, pagesize=(_WIDTH, _HEIGHT), invariant=True)
        self._canvas.setTitle(self.paper.title)
        self._y = self._top
        self._furniture()

    @property
    def size(self) -> float:
        return _SIZES[self.columns]

    @property
    def width(self) -> float:
        return (_WIDTH - 2 * _MARGIN - (self.columns - 1) * _GUTTER) / self.columns

    @property
    def left(self) -> float:
        return _MARGIN + self._column * (self.width + _GUTTER)

    def finished(self) -> bytes:
        self._close()
        self._canvas.save()
        return self._out.getvalue()

    # What is printed

    def heading(self, text: str, size: float, *, wide: bool = False) -> None:
        width = _WIDTH - 2 * _MARGIN if wide else self.width
        lines = list(_broken(text, width * 0.9, size))
        self._room(size * (1.25 * len(lines) + 4))
        self._y -= size if self._y < self._top else 0
        for line in lines:
            self._line(line.text, size, font=_BOLD)
        self._y -= 0.4 * size
        if wide:
            self._top = self._y

    def part(self, part: Part) -> None:
        if part.kind == "heading":
            self.heading(part.text, self.size * 1.1)
            return
        display = is_display(part)
        size = self.size - (0.8 if display or part.kind == "caption" else 0)
        inset = 12.0 if display else 8.0 if part.kind == "item" else 0.0
        indent = 1.5 * size if self.columns > 1 and part.kind == "paragraph" and not display else 0
        self._y -= size * (0.8 if display or self.columns == 1 else 0)
        if part.note:
            self._note()
        self._paragraph(part, size, inset, indent)
        self._y -= size * (0.8 if display else 0)

    def _paragraph(self, part: Part, size: float, inset: float, indent: float) -> None:
        boxed = part.cut is None
        for line in _broken(part.text, self.width - inset, size, indent):
            begin = indent if line.first == 0 else 0.0
            self._room(1.25 * size)
            self._note_pages(part, line)
            full = None if line.last else self.width - inset - begin
            self._line(line.text, size, begin + inset, full)
            if line.last and part.note:
                self._raised(part, size, line)
            if not boxed and line.first + len(line.text) >= (part.cut or 0) and not line.last:
                self._box()
                boxed = True

    def table(self, rows: list[Part]) -> None:
        """Rows over the width of the column, each cell drawn from top to bottom."""
        if not rows:
            return
        count = max(len(row.cells) for row in rows)
        width = self.width / count
        size = max(4.5, min(self.size - 1, width / 9))
        for row in rows:
            cells = [list(_broken(cell.text, width - 4, size)) for cell in row.cells]
            self._room(1.2 * size * max(map(len, cells)) + 4)
            top, lowest = self._y, self._y
            for column, (cell, lines) in enumerate(zip(row.cells, cells, strict=True)):
                self._y = top
                for line in lines:
                    self._note_pages(cell, line)
                    self._line(line.text, size, column * width, leading=1.2)
                lowest = min(lowest, self._y)
            self._y = lowest - 4

    # How

    def _line(
        self, text: str, size: float, indent: float = 0.0, full: float | None = None,
        *, font: str = _FONT, leading: float = 1.25,
    ) -> None:  # fmt: skip
        self._y -= leading * size
        self._draw(text, self.left + indent, self._y, size, full=full, font=font)

    def _draw(
        self, text: str, x: float, y: float, size: float,
        *, full: float | None = None, font: str = _FONT,
    ) -> None:  # fmt: skip
        shown = self._canvas.beginText(x, y)
        shown.setFont(font, size)
        if full is not None and " " in text:
            spare = full - _width(text, size, font)
            shown.setWordSpace(max(-0.1 * size, min(spare / text.count(" "), 2.5 * size)))
        shown.textOut(_ligated(text))
        self._canvas.drawText(shown)

    def _raised(self, part: Part, size: float, line: _Line) -> None:
        self._draw("1", self.left + _width(line.text, size), self._y + 0.35 * size, 0.6 * size)

    def _note_pages(self, part: Part, line: _Line) -> None:
        for anchor in part.anchors:
            if anchor.at < line.first + len(line.text.removesuffix("-")):
                self.pages.setdefault(anchor.quotation, self._page)

    def _note(self) -> None:
        """A footnote at the foot of this column; its text ends above it."""
        size = self.size - 1.5
        lines = list(_broken(f"1 {NOTE}", self.width, size))
        height = 1.2 * size * len(lines) + 6
        if self._y - self._bottom < height + 5 * self.size:
            return
        for n, line in enumerate(lines):
            y = self._bottom + height - 6 - 1.2 * size * (n + 1)
            self._later.append((line.text, self.left, y, size))
        self._bottom += height

    def _box(self) -> None:
        self._boxes += 1
        size = self.size - 1
        lines = [
            line.text for text in box(self._boxes) for line in _broken(text, self.width - 16, size)
        ]
        height = 1.2 * size * len(lines) + 20
        self._room(height)
        base = self._y - 6
        self._canvas.rect(self.left, base - height + 14, self.width, height - 14)
        for n, text in enumerate(lines):
            placed = (text, self.left + 8, base - 4 - 1.2 * size * (n + 1), size)
            if len(self.paper.name) % 2:
                self._later.append(placed)
            else:
                self._draw(*placed)
        self._y -= height

    def _room(self, height: float) -> None:
        """Go to the next column if this one has no room."""
        if self._y - height >= self._bottom or self._y >= self._top:
            return
        self._bottom = _BOTTOM
        self._column += 1
        if self._column == self.columns:
            self._close()
            self._page, self._column, self._top = self._page + 1, 0, _HEIGHT - _TOP
            self._furniture()
        self._y = self._top

    def _close(self) -> None:
        for text, x, y, size in self._later:
            self._draw(text, x, y, size)
        self._later.clear()
        self._canvas.showPage()

    def _furniture(self) -> None:
        head = "Bloggs and Smith: an invented example"
        if self._page % 2:
            head = f"Annals of Invented Examples 2024; 12: {self._page}"
        self._draw(head, _MARGIN, _HEIGHT - 40, 7)
        self._draw(str(self._page), _WIDTH / 2, 32, 7)
