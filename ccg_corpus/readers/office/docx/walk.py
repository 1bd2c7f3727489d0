"""The body of a Word file, walked in document order, becomes blocks.

What is read is what Word prints with all changes accepted: insertions are in, deletions out, fields
show their results. Comments, hidden text, tables of contents, heads and feet of pages are left out.
Notes and text boxes come after the paragraph that holds them: they must not cut a sentence in two.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from ccg_corpus.core.model import DraftBlock
from ccg_corpus.readers.blocks import BlockWriter
from ccg_corpus.readers.boxes import settle_pull_quotes
from ccg_corpus.readers.office.appearance import Appearance, shown_quotation, text_has_begun
from ccg_corpus.readers.office.docx.appearance import heading_by_look, look_of, prevailing_look
from ccg_corpus.readers.office.docx.forms import chosen_in
from ccg_corpus.readers.office.docx.numbers import Numbers
from ccg_corpus.readers.office.docx.styles import (
    font_of,
    is_numbered,
    is_on,
    is_raised,
    outline_of,
    qualified,
)
from ccg_corpus.readers.office.docx.tables import cells_of, is_box, is_grid, rows_of
from ccg_corpus.readers.office.styles import Style, Styles
from ccg_corpus.readers.office.symbols import shown, sign_of
from ccg_corpus.readers.tables import in_cells

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SAYING = frozenset((qualified("t"), qualified("sym"), qualified("txbxContent"), _MATH_TEXT))
_HEX = frozenset("0123456789abcdefABCDEF")
_ID = qualified("id")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DROPPED = frozenset(
    qualified(name)
    for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt",
                 "tblPr", "tblGrid", "sectPr", "commentReference", "annotationRef", "footnoteRef",
                 "endnoteRef", "proofErr", "softHyphen")
)  # fmt: skip


class DocxWalk:
    """One pass over a body; the blocks are in `writer`."""

    def __init__(
        self,
        styles: Styles,
        notes: dict[tuple[str, str], Any],
        chunk: Callable[[str], list[DraftBlock]],
        numbers: Numbers | None = None,
    ) -> None:
        self.writer = BlockWriter()
        self._styles = styles
        self._notes = notes
        self._chunk = chunk
        self._numbers = numbers or Numbers()
        self._font: str | None = None  # of the run
        self._fields: list[bool] = []  # the open fields: whether what comes is shown
        self._usual = Appearance()
        self._level = 0  # of the last heading that is stated
        self._pulled: list[int] = []  # places of pull quotes among the blocks
        self._waiting: list[tuple[str, Any]] = []  # notes and text boxes of this paragraph
        self._italic = False  # of the paragraph's style
        self._hidden = False  # the same
        self._handlers: dict[str, Callable[[Any], None]] = {
            qualified("p"): self._paragraph,
            qualified("tbl"): self._table,
            qualified("sdt"): self._control,
            qualified("r"): self._run,
            qualified("t"): self._text,
            qualified("sym"): self._symbol,
            _MATH_TEXT: self._text,
            qualified("tab"): self._space,
            qualified("ptab"): self._space,
            qualified("br"): self._break,
            qualified("cr"): self._break,
            qualified("noBreakHyphen"): self._hyphen,
            qualified("footnoteReference"): self._reference,
            qualified("endnoteReference"): self._reference,
            qualified("txbxContent"): self._text_box,
            qualified("fldChar"): self._field,
            qualified("altChunk"): self._imported,
            _MC + "AlternateContent": self._alternatives,
        }

    def body(self, body: Any) -> None:
        self._usual = prevailing_look(body, self._styles)
        self._inside(body)
        self.writer.flush()
        self._say_waiting()

    def blocks(self) -> list[DraftBlock]:
        """The blocks of what was walked."""
        return settle_pull_quotes(self.writer.blocks, self._pulled)

    def _inside(self, element: Any) -> None:
        for child in element:
            self._element(child)

    def _element(self, element: Any) -> None:
        if element.tag in self._handlers:
            self._handlers[element.tag](element)
        elif isinstance(element.tag, str) and element.tag not in _DROPPED:
            self._inside(element)

    # Paragraphs

    def _paragraph(self, element: Any) -> None:
        properties = element.find(qualified("pPr"))
        style = self._styles.paragraph(_style_of(properties, "pStyle"))
        self._fields = [shown for shown in self._fields if shown]  # no code goes over paragraphs
        if self.writer.setting.kind == "cell":
            self._number(element, properties)
            self._words(element, style)
            self.writer.line_break()
        elif _is_initial(properties):
            self._words(element, style)  # the paragraph that it stands beside goes on with it
        elif _runs_on(properties):
            self._words(element, style)
            self.writer.say(" ")
        elif style.kind != "left out":
            self._block(element, properties, style)
            self._say_waiting()

    def _number(self, element: Any, properties: Any) -> None:
        """The label that Word prints before the paragraph, where it belongs to the words."""
        is_alone = self.writer.setting.kind == "cell" and not _holds_words(element.getparent())
        label = self._numbers.label(properties, _style_of(properties, "pStyle"), is_alone=is_alone)
        if label:
            self.writer.say(f"{label} ")

    def _block(self, element: Any, properties: Any, style: Style) -> None:
        """A block of its own; what was said before a deleted paragraph mark belongs to it."""
        kind, level = self._kind(element, properties, style)
        outer = self.writer.setting.kind
        if outer != "paragraph":
            kind, level = outer, 0
        is_pulled, indented = kind == "pull quote", kind == "indented"
        kind = "quote" if is_pulled else "paragraph" if indented else kind
        begun = len(self.writer.blocks)
        with self.writer.continued(kind=kind, level=level, indented=indented):
            self._number(element, properties)
            self._words(element, style)
        if is_pulled:
            self._pulled += range(begun, len(self.writer.blocks))

    def _kind(self, element: Any, properties: Any, style: Style) -> tuple[str, int]:
        """What the style says, else the paragraph's own properties, else its look."""
        own = outline_of(properties)
        level = style.level if own is None else own
        if level and style.kind != "title":
            self._level = level
            return "heading", level
        if style.kind:
            return style.kind, 0
        numbered = is_numbered(properties)
        if style.numbered if numbered is None else numbered:
            return "list_item", 0
        look = look_of(element, style, self._styles)
        if heading_by_look(element, look):
            return "heading", self._level + 1
        words = "".join(text.text or "" for text in element.iter(qualified("t")))
        if not text_has_begun(self.writer.blocks):
            return "paragraph", 0
        before = self.writer.blocks[-1].text
        return shown_quotation(look, self._usual, words, before=before) or "paragraph", 0

    def _words(self, element: Any, style: Style) -> None:
        outer = self._italic, self._font, self._hidden
        self._italic, self._font, self._hidden = bool(style.italic), style.font, bool(style.hidden)
        self._inside(element)
        self._italic, self._font, self._hidden = outer

    # Runs

    def _run(self, element: Any) -> None:
        properties = element.find(qualified("rPr"))
        character = self._styles.character(_style_of(properties, "rStyle"))
        hidden, italic = is_on(properties, "vanish"), is_on(properties, "i")
        stated = character.hidden if hidden is None else hidden
        if self._hidden if stated is None else stated:
            return
        italic = character.italic if italic is None else italic
        raised = is_raised(properties)
        outer, self._font = self._font, font_of(properties) or character.font or self._font
        with ExitStack() as stack:
            if self._italic if italic is None else italic:
                stack.enter_context(self.writer.italics())
            if character.raised if raised is None else raised:
                stack.enter_context(self.writer.raised())
            self._inside(element)
        self._font = outer

    def _text(self, element: Any) -> None:
        if all(self._fields) and element.text:
            self.writer.say(shown(element.text, self._font))

    def _symbol(self, element: Any) -> None:
        """A sign by its font and its code."""
        if all(self._fields):
            code = element.get(qualified("char"), "")
            is_code = 0 < len(code) <= 6 and all(digit in _HEX for digit in code)
            self.writer.say(
                sign_of(element.get(qualified("font")), int(code, 16) if is_code else 0)
            )

    def _field(self, element: Any) -> None:
        """Of a field, what it shows; what fields within its code show is part of the code."""
        match element.get(qualified("fldCharType")):
            case "begin":
                if all(self._fields):
                    self.writer.say(chosen_in(element))
                self._fields.append(False)
            case "separate" if self._fields:
                self._fields[-1] = True
            case "end" if self._fields:
                self._fields.pop()

    def _space(self, _: Any) -> None:
        self.writer.say(" ")

    def _hyphen(self, _: Any) -> None:
        if all(self._fields):
            self.writer.say("-")

    def _break(self, element: Any) -> None:
        """The end of a line; a page or a column may end within a sentence."""
        if element.get(qualified("type")) in ("page", "column"):
            self.writer.say(" ")
        else:
            self.writer.line_break()

    # Content controls, boxes, notes

    def _control(self, element: Any) -> None:
        """The content of a control; a table of contents, or "Click here", is not the text."""
        gallery = element.find("/".join(map(qualified, ("sdtPr", "docPartObj", "docPartGallery"))))
        content = element.find(qualified("sdtContent"))
        is_contents = (
            gallery is not None and "contents" in gallery.get(qualified("val"), "").lower()
        )
        is_prompt = element.find(f"{qualified('sdtPr')}/{qualified('showingPlcHdr')}") is not None
        if content is not None and not is_contents and not (is_prompt and _shows_prompt(content)):
            self._inside(content)

    def _imported(self, element: Any) -> None:
        """A document of another format within this one, as programs on the web write them."""
        self.writer.flush()
        blocks = self._chunk(element.get(_RELATION, ""))
        for block in blocks:
            table = None if block.table is None else block.table + self.writer.tables
            self.writer.blocks.append(replace(block, table=table))
        self.writer.tables = max(
            [self.writer.tables, *(one.table or 0 for one in self.writer.blocks)]
        )

    def _alternatives(self, element: Any) -> None:
        """The same thing for newer and older programs: the first of them that says something."""
        forms = list(element.iterchildren(_MC + "Choice", _MC + "Fallback"))
        for form in forms:
            if form is forms[-1] or any(part.tag in _SAYING for part in form.iter("*")):
                self._inside(form)
                return

    def _text_box(self, element: Any) -> None:
        self._waiting.append(("callout", element))

    def _reference(self, element: Any) -> None:
        kind = "footnote" if element.tag == qualified("footnoteReference") else "endnote"
        note = self._notes.pop((kind, element.get(_ID, "")), None)
        if note is not None:
            self._waiting.append(("note", note))

    def _say_waiting(self) -> None:
        if self.writer.setting.kind != "paragraph":
            return  # a box in a box, or in a cell: after the outer one
        while self._waiting:
            kind, element = self._waiting.pop(0)
            with self.writer.within(kind=kind):
                self._inside(element)

    # Tables

    def _table(self, element: Any) -> None:
        """A table of cells; one of a single cell is a box around paragraphs, and so is one that only
        lays a cell out in a row or a column."""
        if is_box(element) or (self.writer.setting.kind == "cell" and not is_grid(element)):
            for cell in cells_of(element):
                self._inside(cell)
            return
        for cell in in_cells(self.writer, rows_of(element)):
            self._inside(cell)
        self._say_waiting()


def _style_of(properties: Any, name: str) -> str | None:
    found = properties.find(qualified(name)) if properties is not None else None
    return found.get(qualified("val")) if found is not None else None


def _shows_prompt(content: Any) -> bool:
    """Whether a control shows its prompt: programs leave the mark of one on what is filled in."""
    runs = [run for run in content.iter(qualified("r")) if _holds_words(run)]
    styles = (_style_of(run.find(qualified("rPr")), "rStyle") for run in runs)
    return all("placeholder" in (style or "").lower() for style in styles)


def _holds_words(element: Any) -> bool:
    return any((text.text or "").strip() for text in element.iter(qualified("t")))


def _is_initial(properties: Any) -> bool:
    """A drop cap: Word keeps the first letter of a paragraph as a framed one before it."""
    frame = properties.find(qualified("framePr")) if properties is not None else None
    return frame is not None and frame.get(qualified("dropCap"), "none") != "none"


def _runs_on(properties: Any) -> bool:
    """Its paragraph mark is deleted: the next paragraph goes on in the same line."""
    if properties is None:
        return False
    mark = properties.find(qualified("rPr"))
    return mark is not None and any(
        mark.find(qualified(name)) is not None for name in ("del", "moveFrom")
    )
