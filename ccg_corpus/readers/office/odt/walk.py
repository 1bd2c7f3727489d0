"""The text of an OpenDocument file, walked in document order, becomes blocks.

What is read is what LibreOffice prints with all changes accepted: the format keeps deletions apart
from the text, and they are left out with comments, hidden text, indexes and descriptions of
pictures. Fields show what they showed when the file was saved. Notes and text boxes come after the
paragraph that holds them: they must not cut a sentence in two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ccg_corpus.core.model import DraftBlock
from ccg_corpus.readers.blocks import BlockWriter
from ccg_corpus.readers.boxes import settle_pull_quotes
from ccg_corpus.readers.office.appearance import (
    Appearance,
    prevailing,
    reads_as_heading,
    shown_quotation,
    text_has_begun,
)
from ccg_corpus.readers.office.odt.numbers import OdtNumbers
from ccg_corpus.readers.office.odt.styles import TEXT, outline_of
from ccg_corpus.readers.office.odt.tables import cells_of, is_box, is_grid, rows_of
from ccg_corpus.readers.office.styles import PLAIN, Style, Styles
from ccg_corpus.readers.office.symbols import shown
from ccg_corpus.readers.tables import in_cells

_STYLE_NAME = TEXT + "style-name"
_DROPPED = frozenset(
    ("tracked-changes", "annotation", "note-citation", "table-of-content", "illustration-index",
     "table-index", "object-index", "user-index", "alphabetical-index", "desc", "forms",
     "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "ruby-text",
     "hidden-text", "hidden-paragraph", "script", "scripts", "event-listeners", "binary-data",
     "number", "placeholder", "index-title-template", "bibliography-source", "calculation-settings", "math")
)  # fmt: skip
_REFERENCES = ("ZOTERO_BIBL", "CSL_BIBLIOGRAPHY", "Mendeley Bibliography")


class OdtWalk:
    """One pass over a text; the blocks are in `writer`."""

    def __init__(self, paragraphs: Styles, runs: Styles, numbers: OdtNumbers | None = None) -> None:
        self.writer = BlockWriter()
        self._numbers = numbers or OdtNumbers()
        self._paragraphs = paragraphs
        self._runs = runs
        self._usual = Appearance()
        self._level = 0  # of the last heading that is stated
        self._lists = 0
        self._pulled: list[int] = []
        self._waiting: list[tuple[str, Any]] = []  # notes and text boxes of this paragraph
        self._style = PLAIN  # what the words said now are set in
        self._handlers: dict[str, Callable[[Any], None]] = {
            "p": self._paragraph, "h": self._heading, "span": self._span, "list": self._list,
            "list-item": self._item,
            "table": self._table, "section": self._section, "bibliography": self._references,
            "note": self._note, "s": self._space, "tab": self._space,
            **dict.fromkeys(("text-box", "custom-shape", "rect", "ellipse"), self._text_box),
            "line-break": self._break, "soft-page-break": self._nothing, "title": self._field_title,
        }  # fmt: skip

    def text(self, text: Any) -> None:
        self._usual = prevailing(self._looks(text))
        self._inside(text)
        self.writer.flush()
        self._say_waiting()

    def blocks(self) -> list[DraftBlock]:
        """The blocks of what was walked."""
        return settle_pull_quotes(self.writer.blocks, self._pulled)

    def _inside(self, element: Any) -> None:
        """The children; the words between them are those of a paragraph or of a run."""
        self._say(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _DROPPED:
                self._handlers.get(child.tag, self._inside)(child)
            self._say(child.tail)

    def _say(self, words: str | None) -> None:
        if not words or self._style.hidden:
            return
        words = shown(words, self._style.font)
        if self._style.italic:
            with self.writer.italics():
                self.writer.say(words)
        else:
            self.writer.say(words)

    # Paragraphs

    def _paragraph(self, element: Any) -> None:
        style = self._paragraphs.paragraph(element.get(_STYLE_NAME))
        if style.hidden or style.kind == "left out":
            return
        if self.writer.setting.kind == "cell":
            self._number(element)
            self._words(element, style)
            self.writer.line_break()
            return
        kind, level = self._kind(element, style)
        is_pulled, indented = kind == "pull quote", kind == "indented"
        kind = "quote" if is_pulled else "paragraph" if indented else kind
        begun = len(self.writer.blocks)
        with self.writer.within(kind=kind, level=level, indented=indented):
            self._number(element)
            self._words(element, style)
        if is_pulled:
            self._pulled += range(begun, len(self.writer.blocks))
        self._say_waiting()

    def _kind(self, element: Any, style: Style) -> tuple[str, int]:
        """What the style says, else the paragraph's look; in a box or a note what that is."""
        outer = self.writer.setting.kind
        if outer != "paragraph":
            # Captions stand in a box of their own around the picture.
            return (style.kind if outer == "callout" and style.kind == "caption" else outer), 0
        if style.level and style.kind != "title":
            self._level = style.level
            return "heading", style.level
        if style.kind:
            return style.kind, 0
        if self._lists:
            return "list_item", 0
        look, words = self._look(element, style), " ".join("".join(_words_in(element)).split())
        if look.bold and element.getnext() is not None and reads_as_heading(words):
            return "heading", self._level + 1
        if not text_has_begun(self.writer.blocks):
            return "paragraph", 0
        before = self.writer.blocks[-1].text
        return shown_quotation(look, self._usual, words, before=before) or "paragraph", 0

    def _heading(self, element: Any) -> None:
        if self.writer.setting.kind != "paragraph":
            self._paragraph(element)
            return
        style = self._paragraphs.paragraph(element.get(_STYLE_NAME))
        self._level = outline_of(element)
        with self.writer.within(kind="heading", level=self._level):
            self._number(element)
            self._words(element, style)
        self._say_waiting()

    def _number(self, element: Any) -> None:
        """The label that is printed before the paragraph, where it belongs to the words."""
        cell = next(element.iterancestors("table-cell"), None)
        is_alone = cell is not None and not "".join(cell.itertext()).strip()
        if label := self._numbers.label(element, is_alone=is_alone):
            self.writer.say(f"{label} ")

    def _words(self, element: Any, style: Style) -> None:
        outer, self._style = self._style, style
        self._inside(element)
        self._style = outer

    def _span(self, element: Any) -> None:
        own = self._runs.character(element.get(_STYLE_NAME))
        if own.raised and not self._style.raised:
            with self.writer.raised():
                self._words(element, own.over(self._style))
        else:
            self._words(element, own.over(self._style))

    def _space(self, _: Any) -> None:
        self.writer.say(" ")

    def _break(self, _: Any) -> None:
        self.writer.line_break()

    def _nothing(self, _: Any) -> None:
        pass

    def _field_title(self, element: Any) -> None:
        """The title of the work as a field, in a paragraph; elsewhere that of a picture."""
        if element.getparent().tag in ("p", "h", "span", "a"):
            self._inside(element)

    # Looks

    def _looks(self, text: Any) -> Iterator[tuple[Appearance, int]]:
        for element in text.iter("p"):
            if element.getparent().tag in ("text", "section"):
                style = self._paragraphs.paragraph(element.get(_STYLE_NAME))
                yield self._look(element, style), sum(map(len, _words_in(element)))

    def _look(self, element: Any, style: Style) -> Appearance:
        """How a paragraph is set, what its runs have in common included."""
        runs = list(self._styles_in(element, style))
        return Appearance(
            left=style.left or 0,
            right=style.right or 0,
            first=style.first or 0,
            size=max((run.size or 0.0 for run in runs), default=0.0),
            italic=bool(runs) and all(run.italic for run in runs),
            bold=bool(runs) and all(run.bold for run in runs),
        )

    def _styles_in(self, element: Any, style: Style) -> Iterator[Style]:
        """The style of each stretch of words in a paragraph."""
        if (element.text or "").strip():
            yield style
        for child in element:
            if child.tag == "span":
                named = self._runs.character(child.get(_STYLE_NAME))
                yield from self._styles_in(child, named.over(style))
            elif child.tag == "a":
                yield from self._styles_in(child, style)
            if (child.tail or "").strip():
                yield style

    # Lists, sections, boxes, notes

    def _list(self, element: Any) -> None:
        self._lists += 1
        self._numbers.begin(element)
        self._inside(element)
        self._numbers.end()
        self._lists -= 1

    def _item(self, element: Any) -> None:
        self._numbers.item(element)
        self._inside(element)

    def _section(self, element: Any) -> None:
        """A reference manager keeps its list of references in a section of its own."""
        if element.get(TEXT + "display") == "none":
            return
        if (element.get(TEXT + "name") or "").lstrip().startswith(_REFERENCES):
            self._references(element)
        else:
            self._inside(element)

    def _references(self, element: Any) -> None:
        with self.writer.within(kind="reference"):
            self._inside(element)

    def _text_box(self, element: Any) -> None:
        self._waiting.append(("callout", element))
        if not _in_paragraph(element):
            self._say_waiting()

    def _note(self, element: Any) -> None:
        self._waiting += [("note", body) for body in element.iterchildren("note-body")]

    def _say_waiting(self) -> None:
        if self.writer.setting.kind != "paragraph":
            return  # a box in a box, or in a cell: after the outer one
        while self._waiting:
            kind, element = self._waiting.pop(0)
            with self.writer.within(kind=kind):
                self._words(element, PLAIN)

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


def _words_in(element: Any) -> Iterator[str]:
    """The words of a paragraph, without those of its notes and boxes."""
    yield element.text or ""
    for child in element:
        if child.tag in ("span", "a"):
            yield from _words_in(child)
        elif child.tag in ("s", "tab", "line-break"):
            yield " "
        yield child.tail or ""


def _in_paragraph(element: Any) -> bool:
    return next(element.iterancestors("p", "h"), None) is not None
