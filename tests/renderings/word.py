"""The invented paper as a Word file, made with python-docx: by styles, or by the look of its lines."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Cm

from renderings.source import AUTHORS, TITLE, Heading, Paragraph, Part, Quote, Table


def docx(parts: Iterable[Part], *, attributed: bool) -> bytes:
    """`attributed`: a manuscript without styles, its headings bold, its quotations set in."""
    document = Document()
    document.core_properties.title = TITLE
    document.core_properties.author = "; ".join(f"{given} {surname}" for given, surname in AUTHORS)
    document.core_properties.language = "en-GB"
    document.add_paragraph(TITLE, style="Title")
    for part in parts:
        match part:
            case Heading(level, words) if attributed:
                document.add_paragraph().add_run(words).bold = True
            case Heading(level, words):
                document.add_heading(words, level)
            case Paragraph(words):
                document.add_paragraph(words)
            case Quote(words, label) if attributed:
                _set_in(document.add_paragraph(f"{words} ({label})"))
            case Quote(words, label):
                document.add_paragraph(f"‘{words}’ ({label})", style="Quote")
            case Table(caption, head, rows):
                document.add_paragraph(caption, style="Caption")
                _table(document, head, rows)
    return saved(document)


def _set_in(paragraph: Any) -> None:
    paragraph.paragraph_format.left_indent = Cm(1)
    paragraph.paragraph_format.right_indent = Cm(1)


def _table(document: Any, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=0, cols=len(head))
    for row in (head, *rows):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def saved(document: Any) -> bytes:
    """The bytes of a Word file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()
