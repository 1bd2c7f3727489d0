"""Manuscripts of the ladder's quotations, written as Markdown and as Word files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

Cases = list[dict[str, Any]]


def ladder(name: str = "ladder.yaml") -> Cases:
    """The quotations with the verdicts that were given by hand."""
    found: Cases = yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return found


def as_markdown(case: Mapping[str, Any]) -> str:
    """One of them as a manuscript."""
    if "inline" in case:
        body = f"{case['inline']}\n"
    else:
        below = f">\n> {case['below']}\n" if "below" in case else ""
        body = f"> {case['block']}\n{below}"
    return f"# Invented example\n\nInvented example.\n\n## Results\n\n{body}\nThe text goes on.\n"


def write_docx(cases: Iterable[Mapping[str, Any]], path: Path) -> None:
    """All of them as one Word manuscript, each under a heading of its own."""
    from docx import Document

    document = Document()
    document.add_heading("Invented example", 0)
    document.add_paragraph("Invented example.")
    for number, case in enumerate(cases):
        document.add_heading(f"Part {number}", 1)
        if "inline" in case:
            _write_words(document.add_paragraph(), case["inline"])
            continue
        _write_words(document.add_paragraph(style="Quote"), case["block"])
        if "below" in case:
            document.add_paragraph(case["below"])
        document.add_paragraph("The text goes on.")
    document.save(str(path))


def _write_words(paragraph: Any, text: str) -> None:
    """The words in several runs, as Word keeps them; stressed ones in italics."""
    for number, piece in enumerate(text.split("*")):
        half = len(piece) // 2
        for part in (piece[:half], piece[half:]):
            paragraph.add_run(part).italic = bool(number % 2)
