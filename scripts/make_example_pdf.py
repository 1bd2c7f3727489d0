"""Lay the example's text out as a two-column PDF: scripts/example-pdf.txt → corpus/….pdf.

The printed page is what a reader of papers has to undo: two columns, a running head, page
numbers, words broken at line ends, display quotations told apart by their indent alone.

In: lines of the text file, by their first character (see `STYLES`); `\\-` is where a word may break.
Out: the same bytes every time: no clock, no random identifier, no compression.

    python scripts/make_example_pdf.py [OUTPUT]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

HERE = Path(__file__).parent
TEXT = HERE / "example-pdf.txt"
OUTPUT = HERE.parent / "corpus" / "quistgaard-2019-two-columns.pdf"
RUNNING_HEAD = "Annals of Imaginary Health Services 2019;12(3)"
FIRST_PAGE_NUMBER = 201

PAGE_PT = (482.0, 660.0)  # a small journal page
MARGIN_PT, COLUMN_PT, GUTTER_PT = 42.0, 189.0, 20.0
TOP_PT, BOTTOM_PT = 64.0, 56.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a block of the text file is printed. Sizes in points."""

    size_pt: float
    bold: bool = False
    italic: bool = False
    indent_pt: float = 0.0
    before_pt: float = 0.0
    right: bool = False

    @property
    def leading_pt(self) -> float:
        return self.size_pt * 1.22


STYLES = {
    "#": Style(13.0, bold=True, before_pt=0),
    "@": Style(10.0, before_pt=4),
    "!": Style(9.0, italic=True, before_pt=4),
    "##": Style(10.5, bold=True, before_pt=11),
    "###": Style(9.5, bold=True, before_pt=8),
    ">": Style(8.8, indent_pt=12, before_pt=5),  # a display quotation
    "=": Style(8.8, indent_pt=12, right=True),  # its label, on a line of its own
    "-": Style(8.8, indent_pt=12, before_pt=3),  # a turn of a dialogue
    "": Style(9.5, before_pt=5),
}


def read_blocks(text: str) -> Iterator[tuple[Style, str]]:
    """The blocks of the text file, one a line."""
    for line in filter(None, text.splitlines()):
        mark, _, rest = line.partition(" ")
        yield (STYLES[mark], rest) if mark in STYLES else (STYLES[""], line)


def break_lines(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Fill lines greedily; a word may break where `\\-` allows it, leaving a hyphen."""
    line = ""
    for word in text.split():
        parts = word.split("\\-")
        whole = "".join(parts)
        if not line or fits(f"{line} {whole}"):
            line = f"{line} {whole}".lstrip()
            continue
        heads = ["".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]
        head = next((h for h in heads if fits(f"{line} {h}-")), "")
        yield f"{line} {head}-" if head else line
        line = whole.removeprefix(head)
    yield line


class Columns(FPDF):
    """A page of two columns that is filled from the top left to the bottom right."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format=PAGE_PT)
        self.core_fonts_encoding = "windows-1252"  # has the curly marks
        self.set_compression(False)
        self.set_auto_page_break(False)
        self.set_creation_date(datetime(2019, 3, 1, tzinfo=UTC))
        self.set_producer("scripts/make_example_pdf.py")
        self.column, self.top_pt = 0, TOP_PT
        self.add_page()

    def header(self) -> None:
        self.set_font("Times", "I", 8)
        self.text(MARGIN_PT, 40, RUNNING_HEAD)

    def footer(self) -> None:
        self.set_font("Times", "", 8)
        self.text(self.w / 2 - 6, self.h - 32, str(FIRST_PAGE_NUMBER + self.page_no() - 1))

    def next_column(self) -> None:
        if self.column == 1:
            self.add_page()
            self.top_pt = TOP_PT
        self.column = 1 - self.column
        self.set_y(self.top_pt)

    def block(self, style: Style, text: str, *, wide: bool = False) -> None:
        """Print one block; a line that does not fit goes to the next column."""
        width = (2 * COLUMN_PT + GUTTER_PT if wide else COLUMN_PT) - style.indent_pt
        face = ("B" if style.bold else "") + ("I" if style.italic else "")
        self.set_font("Times", face, style.size_pt)
        y = self.get_y() + style.before_pt
        for line in break_lines(text, lambda s: self.get_string_width(s) <= width):
            if y + style.leading_pt > self.h - BOTTOM_PT:
                self.next_column()
                y = self.get_y()
                self.set_font("Times", face, style.size_pt)
            x = MARGIN_PT + self.column * (COLUMN_PT + GUTTER_PT) + style.indent_pt
            x += width - self.get_string_width(line) if style.right else 0
            self.text(x, y + style.size_pt, line)
            y += style.leading_pt
        self.set_y(y)


def make_pdf(text: str) -> bytes:
    """The whole document. Its title, authors and notice run over both columns."""
    pdf = Columns()
    pdf.set_y(TOP_PT)
    blocks = list(read_blocks(text))
    pdf.set_title(blocks[0][1])
    pdf.set_author(blocks[1][1])
    for number, (style, words) in enumerate(blocks):
        if number == 3:
            pdf.top_pt = pdf.get_y() + 6
            pdf.set_y(pdf.top_pt)
        pdf.block(style, words, wide=number < 3)
    return bytes(pdf.output())


def main(argv: list[str]) -> None:
    output = Path(argv[0]) if argv else OUTPUT
    output.write_bytes(make_pdf(TEXT.read_text(encoding="utf-8")))
    print(output)


if __name__ == "__main__":
    main(sys.argv[1:])
