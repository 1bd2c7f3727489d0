"""Items → the methods section's draft as a Word document: headings, paragraphs, figures, tables.

Text of documents and logs is data: what Word can't hold is replaced, nothing is a field or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.methods.items import Item, ItemTable
from ccg_corpus.render.columns import cell
from ccg_corpus.render.matrices.grid import shown_text
from ccg_corpus.render.word import (
    new_document,
    repeat_on_every_page,
    saved,
    set_widths,
    tall_page,
    written,
)

if TYPE_CHECKING:
    from docx.document import Document

TITLE = "Methods"
_TEXT, _SMALL = 10.0, 8.0  # points
_COMMAND_FONT = "Courier New"
_LONG = 40  # letters from which on a column is as wide as any
_LONG_WORD, _LETTER_CM = 12, 0.17


def methods_document(items: Iterable[Item]) -> bytes:
    """The document's bytes: a heading for each guideline and each item, as in the Markdown."""
    document = new_document(TITLE)
    width = tall_page(document)
    document.add_heading(TITLE, level=1)
    last = ""
    for item in items:
        if item.guideline != last:
            last = item.guideline
            document.add_heading(last, level=2)
        document.add_heading(shown_text(f"{item.number}. {item.title}"), level=3)
        written(document.add_paragraph(), shown_text(item.text), _TEXT)
        for figure in item.figures:
            line = document.add_paragraph(style="List Bullet")
            written(line, shown_text(f"{figure.what}: {figure.value} ("), _TEXT)
            written(line, shown_text(figure.command), _SMALL, font=_COMMAND_FONT)
            written(line, ")", _TEXT)
        if item.table is not None:
            _table(document, item.table, width)
        if item.open:
            line = document.add_paragraph()
            written(line, "For you to write: ", _TEXT, italic=True)
            written(line, shown_text(f"{item.open}."), _TEXT)
    return saved(document)


def _table(document: Document, table: ItemTable, width: float) -> None:
    rows = [[shown_text(cell(value)) for value in row] for row in table.rows]
    made: Any = document.add_table(rows=1, cols=len(table.headings))
    made.style = "Table Grid"
    made.autofit = False
    repeat_on_every_page(made.rows[0])
    for place, text in zip(made.rows[0].cells, table.headings, strict=True):
        written(place.paragraphs[0], text, _SMALL, bold=True)
    for row in rows:
        for place, text in zip(made.add_row().cells, row, strict=True):
            written(place.paragraphs[0], text, _SMALL)
    set_widths(made, _widths([table.headings, *rows], width))
    line = document.add_paragraph()
    written(line, shown_text(table.command), _SMALL, font=_COMMAND_FONT)
    written(line, " lists the same.", _SMALL)


def _widths(rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Centimetres of each column: the longest word as long as it is no sentence, then by the text."""
    columns = list(zip(*rows, strict=True))
    words = (
        max(len(word) for text in column for word in text.split() or [""]) for column in columns
    )
    least = [0.5 + _LETTER_CM * min(longest, _LONG_WORD) for longest in words]
    texts = [min(_LONG, max(map(len, column))) for column in columns]
    left = max(0.0, width - sum(least))
    return [one + left * more / sum(texts) for one, more in zip(least, texts, strict=True)]
