"""The same words printed otherwise are the same quotations.

The texts of cases/ with other quote marks and other widths of line: whoever is read with curly
marks is read with straight or pointed ones, and a converter's line ends change nothing.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from builders import make_document, speech_of, wrong_today

CASES = Path(__file__).parent / "cases"
STYLES = {
    "straight": str.maketrans("“”", '""'),
    "guillemets": str.maketrans("“”", "«»"),
    "single": str.maketrans("“”", "‘’"),
}
WIDTHS = (64, 90, 120)
PLAIN = str.maketrans("“”«»‘’", '""""\'\'')

# Folder and style that today's rules read otherwise than with curly marks, and why.
KNOWN = {
    ("0003", "single"): "single marks reopened at each paragraph",
    ("0124", "single"): "the half behind a page number keeps its closing mark",
    ("0128", "guillemets"): "guillemets do not hold lines together",
    ("0087", "guillemets"): "a line in curly marks without a full stop is a heading",
    ("0144", "guillemets"): "a sentence that goes on about who spoke is heard behind curly marks",
    ("0144", "single"): "the same",
}  # fmt: skip


def inputs() -> dict[str, str]:
    paths = sorted(CASES.glob("*/input.txt"))
    return {path.parent.name: path.read_text(encoding="utf-8") for path in paths}


def said_in(text: str) -> list[str]:
    """The words of speech, whatever the shape of their marks."""
    return [quotation.text.translate(PLAIN) for quotation in speech_of(make_document(text)[0])]


def restyled() -> list[Any]:
    """Texts in curly double marks alone, with each style they can be printed in."""
    found = []
    for name, text in inputs().items():
        if "“" not in text or re.search('["«»„]', text):
            continue
        for style in STYLES:
            if style == "single" and "‘" in text:
                continue
            why = KNOWN.get((name[:4], style))
            marks = [wrong_today(why)] if why else []
            found.append(pytest.param(text, style, id=f"{name}-{style}", marks=marks))
    return found


@pytest.mark.parametrize(("text", "style"), restyled())
def test_marks_of_another_style(text: str, style: str) -> None:
    """Straight, single or pointed marks bound the same words as curly ones."""
    assert said_in(text.translate(STYLES[style])) == said_in(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=name)
        for name, text in inputs().items()
        if not re.search(r"[\t\f©]|-\n", text)
    ],
)
def test_lines_of_another_width(text: str) -> None:
    """Where the lines end does not change what was said."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    one_line = said_in("\n\n".join(paragraphs))
    for width in WIDTHS:
        wrapped = [textwrap.fill(p, width, break_on_hyphens=False) for p in paragraphs]
        assert said_in("\n\n".join(wrapped) + "\n") == one_line, width


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in inputs().items()])
def test_line_ends_of_other_systems(text: str) -> None:
    """CRLF or LF, a byte-order mark or none: the file is the same."""
    assert said_in("\ufeff" + text.replace("\n", "\r\n")) == said_in(text)
