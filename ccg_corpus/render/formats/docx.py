"""Quotations → a Word document, ready for an appendix: each with its speaker, citation and page.

Comes in: finished records, with the headings that they stand under. Goes out: the document's bytes,
the same for the same quotations. The id of each stands behind its citation, in small print, and its
words are a bookmark: whoever copies a quotation takes along what finds it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ccg_corpus.core.errors import CcgError
from ccg_corpus.core.hit import Hit
from ccg_corpus.render.citation import full_citation, located_citation
from ccg_corpus.render.columns import Row, attribution, cell, reasons
from ccg_corpus.render.formats.xlsx import FileMade, written
from ccg_corpus.render.shape import OutputShape
from ccg_corpus.render.word import without_times

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MADE = datetime(2000, 1, 1)
MOST = 20_000  # Word takes minutes to open more
WORDS, TAG, ID, AROUND = "Quotation", "Quotation source", "Quotation id", "Quotation context"
_DEEPEST = 9  # levels of headings that Word has
_INDENT_CM = 1.0
_NO_NAME = re.compile(r"[^0-9a-f]")


def docx_hits(hits: Iterable[Hit], shape: OutputShape, *, title: str = "Quotations") -> FileMade:
    """Each quotation as a paragraph with its source below, the references at the end.

    Raises: CcgError where there are more than a document of Word's takes.
    """
    from docx import Document as new_document

    document = new_document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = ""
    document.core_properties.title = title
    _styles(document)
    document.add_heading(title, level=0)
    cited: dict[str, dict[str, Any]] = {}
    marked: set[str] = set()
    last: tuple[str, ...] = ()
    for number, hit in enumerate(hits, 1):
        if number > MOST:
            raise CcgError(f"more than {MOST:,} quotations: Word opens no such document",
                           hint="ask for fewer, or for --format xlsx")  # fmt: skip
        record = hit.record
        cited.setdefault(record["document"]["id"], record["document"])
        _headings(document, last, last := shape.headings(record))
        for text in record.get("before") or ():
            _paragraph(document, AROUND).add_run(_line(text))
        _quotation(document, record, number, is_first=record["id"] not in marked)
        marked.add(record["id"])
        for text in record.get("after") or ():
            _paragraph(document, AROUND).add_run(_line(text))
    if cited:
        document.add_heading("References", level=1)
    for facts in cited.values():
        document.add_paragraph(_line(full_citation(facts)))
    out = BytesIO()
    document.save(out)
    return FileMade(without_times(out.getvalue()))


def bookmark(id: str) -> str:
    """A quotation's bookmark: Word takes letters, digits and 40 of them."""
    digits = _NO_NAME.sub("_", id.rpartition(":")[2])[:12]
    return f"ccg_{digits}_{crc32(id.encode('utf-8', 'surrogatepass')):08x}"


def _line(text: str) -> str:
    return " ".join(written(cell(text)).split())


def _styles(document: Document) -> None:
    """Styles of their own, so that a reader changes the looks of all quotations at once."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    words: Any = document.styles.add_style(WORDS, WD_STYLE_TYPE.PARAGRAPH)
    words.base_style = document.styles["Normal"]
    words.paragraph_format.left_indent = Cm(_INDENT_CM)
    words.paragraph_format.right_indent = Cm(_INDENT_CM)
    words.paragraph_format.space_after = Pt(2)
    words.paragraph_format.keep_with_next = True
    tag: Any = document.styles.add_style(TAG, WD_STYLE_TYPE.PARAGRAPH)
    tag.base_style = words
    tag.paragraph_format.space_after = Pt(10)
    tag.paragraph_format.keep_with_next = False
    tag.font.size = Pt(10)
    around: Any = document.styles.add_style(AROUND, WD_STYLE_TYPE.PARAGRAPH)
    around.base_style = document.styles["Normal"]
    around.font.color.rgb = RGBColor(0x55, 0x55, 0x55)
    around.font.size = Pt(10)
    small: Any = document.styles.add_style(ID, WD_STYLE_TYPE.CHARACTER)
    small.font.size = Pt(7)
    small.font.color.rgb = RGBColor(0x6B, 0x6B, 0x6B)


def _headings(document: Document, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    """The headings that are new since the last ones, each at its depth."""
    same = 0
    while same < len(now) and before[: same + 1] == now[: same + 1]:
        same += 1
    for at in range(same, len(now)):
        document.add_heading(_line(now[at]), level=min(at + 1, _DEEPEST))


def _quotation(document: Document, record: Row, number: int, *, is_first: bool) -> None:
    is_authors = record["kind"] == "passage"
    words = _paragraph(document, WORDS)
    text = _line(record["text"])
    words.add_run(text if is_authors else f"“{text}”")
    if is_first:
        _mark(words, bookmark(record["id"]), number)
    said_by = _line(record["theme"]) if is_authors else _line(attribution(record))
    source = _line(located_citation(record))
    tag = _paragraph(document, TAG)
    tag.add_run(f"— {said_by} ({source}) " if said_by else f"— {source} ")
    if record.get("match", "all") != "all":
        tag.add_run(f"[{record['match']}: {_line('; '.join(reasons(record)))}] ")
    tag.add_run(f"[{_line(record['id'])}]")._r.style = _style_id(ID)


def _paragraph(document: Document, style: str) -> Paragraph:
    """A paragraph of one of our styles at the end, before what says how pages are. Not by python-docx's
    own way, which looks through all styles and all paragraphs for each."""
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph as NewParagraph

    element: Any = OxmlElement("w:p")
    element.style = _style_id(style)
    document.element.body[-1].addprevious(element)
    return NewParagraph(element, document._body)


def _style_id(name: str) -> str:
    """As python-docx makes it of a name."""
    return name.replace(" ", "")


def _mark(paragraph: Paragraph, name: str, number: int) -> None:
    """A bookmark over what the paragraph holds; python-docx has none of its own."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph.runs[0]._r.addprevious(start)
    paragraph._p.append(end)
