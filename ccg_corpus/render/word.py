"""What every Word document of ours has: a page, words in a size, a table's head on each page, fixed times.

Comes in: a document being made. Goes out: the same with more in it, in the end its bytes, the same for
the same content.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

MADE = datetime(2000, 1, 1)  # the same bytes for the same content
_MARGIN_CM = 1.8


def new_document(title: str) -> Document:
    """An empty document of that title, by nobody."""
    from docx import Document as empty

    document = empty()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = ""
    document.core_properties.title = title
    return document


def wide_page(document: Document) -> float:
    """A4 on its side; the width between the margins, in centimetres."""
    from docx.enum.section import WD_ORIENT

    document.sections[0].orientation = WD_ORIENT.LANDSCAPE
    return _page(document, 29.7, 21.0)


def tall_page(document: Document) -> float:
    """A4 upright; the width between the margins, in centimetres."""
    return _page(document, 21.0, 29.7)


def _page(document: Document, wide: float, high: float) -> float:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(wide), Cm(high)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    return wide - 2 * _MARGIN_CM


def written(
    paragraph: Any,
    text: str,
    points: float,
    *,
    bold: bool = False,
    italic: bool = False,
    font: str | None = None,
) -> None:
    """Words at the end of a paragraph."""
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size = Pt(points)
    run.bold, run.italic = bold, italic
    if font:
        run.font.name = font
    paragraph.paragraph_format.space_after = Pt(3)


def repeat_on_every_page(row: _Row) -> None:
    """The row stands at the head of every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # python-docx has no name of its own for it


def set_widths(table: Any, widths: Iterable[float]) -> None:
    """The columns' widths in centimetres: of the column and of each cell, as programs read either."""
    from docx.shared import Cm

    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Cm(wide)
        for cell in column.cells:
            cell.width = Cm(wide)


def saved(document: Document) -> bytes:
    """The document's bytes, with fixed times within."""
    out = BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def without_times(data: bytes) -> bytes:
    """The same package with fixed times: the same content is the same file."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            after.writestr(info, before.read(name))
    return out.getvalue()
