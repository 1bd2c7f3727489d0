"""The elements of a JATS article, walked in document order, become blocks.

Text is what the article prints, in its order: numbers of citations stay where they stand. Labels
of sections and list items are left out, and so is what a reader would not see as text: pictures,
formula sources, identifiers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ccg_corpus.readers.blocks import BlockWriter
from ccg_corpus.readers.boxes import sums_up
from ccg_corpus.readers.tables import Cell, in_cells, is_rows_of_words, stated_span
from ccg_corpus.readers.xml.jats_facts import title_of
from ccg_corpus.readers.xml.xml_tree import language_of

_DROPPED = frozenset(
    ("alt-text", "long-desc", "graphic", "inline-graphic", "media", "tex-math", "object-id",
     "related-article", "related-object", "front", "front-stub", "sub-article", "response",
     "inline-supplementary-material", "contrib-id", "permissions", "annotation", "processing-meta",
     "label", "custom-meta-group", "counts", "index-term", "book-meta", "book-part-meta",
     "collection-meta", "toc", "toc-div", "index")
)  # fmt: skip
_ITALIC = re.compile(r"italic", re.IGNORECASE)
_CALLOUT_ABSTRACTS = frozenset(
    ("graphical", "teaser", "toc", "key-points", "highlights", "short", "precis", "web-summary",
     "executive-summary", "author-highlights", "video")
)  # fmt: skip
_QUOTE_TYPE = re.compile(r"\b(?:block-?|disp-?)?quot(?:e|es|ation)\b|\bextract\b", re.IGNORECASE)
_NOTE_REFERENCES = ("bibr", "fn", "table-fn", "aff", "corresp", "author-notes")
_WORDY = re.compile(r"[^\W\d_]{3}")
_SPEAKER_END = re.compile(r"[:.—–]\s*$")


class JatsWalk:
    """One pass over an article or a translation; the blocks are in `writer`."""

    def __init__(self, *, language: str | None) -> None:
        self.writer = BlockWriter(language=language)
        self.unresolved: dict[str, None] = {}  # names of entities, in order
        self._level = 0
        self._notes: list[Any] = []
        self._handlers: dict[str, Callable[[Any], None]] = {
            "sec": self._section, "app": self._section, "notes": self._section,
            "glossary": self._section, "title": self._title, "ack": self._acknowledgements,
            "p": self._paragraph, "disp-quote": self._quote, "verse-group": self._quote,
            "verse-line": self._line, "attrib": self._attribution, "speech": self._speech,
            "boxed-text": self._box, "list": self._list, "list-item": self._list_item,
            "def-list": self._definitions, "def-item": self._definition, "table-wrap": self._table_wrap, "table": self._table,
            "table-wrap-foot": self._foot, "fig": self._figure, "fn": self._note,
            "supplementary-material": self._figure, "ref-list": self._references,
            "ref": self._reference, "sup": self._raised, "xref": self._cross_reference,
            "ruby": self._ruby, "italic": self._italic, "break": self._break,
            "alternatives": self._alternatives, "citation-alternatives": self._alternatives,
            "preformat": self._plain_block, "disp-formula": self._plain_block,
            "styled-content": self._styled, "floats-group": self._plain_block,
            "book-part": self._book_part, "front-matter-part": self._book_part,
            "preface": self._book_part, "foreword": self._book_part, "book-app": self._book_part,
        }  # fmt: skip

    def article(self, article: Any) -> None:
        """Title, abstracts and keywords, then the text, floating tables, back matter."""
        front = article.find("front/article-meta")
        front = article.find("front-stub") if front is None else front
        if front is not None:
            self._front(front)
        for name in ("body", "floats-group", "back"):
            for part in article.iterchildren(name):
                self._inside(part)
                self.writer.flush()
        self._say_notes()

    def book(self, part: Any, title: str | None) -> None:
        """A chapter, `part`, or a whole book where `part` is one: its title, then its text."""
        if title:
            self.writer.add("title", title)
        for name in ("book-meta", "book-part-meta"):
            for abstract in part.iterfind(f"{name}/abstract"):
                self._abstract(abstract)
        self._inside(part)
        self.writer.flush()
        self._say_notes()

    def _book_part(self, element: Any) -> None:
        """A chapter in a book: its title is a heading above those of its sections."""
        self._level += 1
        self.writer.flush()
        meta = element.find("book-part-meta")
        if meta is not None:
            if title := title_of(meta):
                label = _wordy_label(meta.find("title-group"))
                self.writer.add("heading", label + title, level=self._level)
            for abstract in meta.iterchildren("abstract"):
                self._abstract(abstract)
        self._inside(element)
        self.writer.flush()
        self._level -= 1

    def _front(self, front: Any) -> None:
        if title := title_of(front):
            self.writer.add("title", title)
        for part in front.iterchildren("abstract", "trans-abstract"):
            self._abstract(part)
        for group in front.iterchildren("kwd-group"):
            title = "".join(group.xpath("string(title)").split("\n")).strip()
            words = [" ".join("".join(word.itertext()).split()) for word in group.iter("kwd")]
            start = f"{title.rstrip(': ')}: " if title else "Keywords: "
            self.writer.add("front", start + "; ".join(words), **_language(group))

    def _abstract(self, abstract: Any) -> None:
        kind = abstract.get("abstract-type") or ""
        with self.writer.within(**_language(abstract)):
            if kind in _CALLOUT_ABSTRACTS:
                with self.writer.within(kind="callout"):
                    self._inside(abstract)
            else:
                self._titled(abstract, otherwise="Abstract")

    def _titled(self, element: Any, *, otherwise: str) -> None:
        """A part with a heading of its own; the parts of a paper that need none get one."""
        self._level += 1
        last = self.writer.blocks[-1].kind if self.writer.blocks else ""
        if element.find("title") is None and last != "heading":
            self.writer.add("heading", otherwise, level=self._level)
        self._inside(element)
        self.writer.flush()
        self._level -= 1

    def _element(self, element: Any) -> None:
        if not isinstance(element.tag, str):
            self._entity(element)
        elif element.tag in self._handlers:
            self._handlers[element.tag](element)
        elif element.tag not in _DROPPED:
            self._inside(element)

    def _inside(self, element: Any) -> None:
        self.writer.say(element.text)
        for child in element:
            self._element(child)
            self.writer.say(child.tail)

    def _entity(self, node: Any) -> None:
        """An entity that the file's own DTD defines is not resolved, and must not vanish."""
        name = getattr(node, "name", None)
        if name:
            self.writer.say(f"&{name};")
            self.unresolved[name] = None

    # Sections

    def _section(self, element: Any) -> None:
        self._level += 1
        self._plain_block(element)
        self._level -= 1

    def _title(self, element: Any) -> None:
        """A heading; in a list, a caption or a box's text, a line like the others."""
        if self.writer.setting.kind != "paragraph":
            self._plain_block(element)
            return
        holder = element.getparent()
        holder = holder.getparent() if holder.tag == "caption" else holder
        with self.writer.within(kind="heading", level=max(1, self._level)):
            self.writer.say(_wordy_label(holder))
            self._inside(element)

    def _acknowledgements(self, element: Any) -> None:
        self.writer.flush()
        self._titled(element, otherwise="Acknowledgements")

    def _plain_block(self, element: Any) -> None:
        with self.writer.within():
            self._inside(element)

    # Paragraphs and quotations

    def _paragraph(self, element: Any) -> None:
        kind = self.writer.setting.kind
        if kind == "paragraph" and _is_styled_quote(element):
            kind = "quote"
        with self.writer.within(kind=kind):
            self._inside(element)
        if not _inside_paragraph(element):
            self._say_notes()

    def _quote(self, element: Any) -> None:
        kind = "callout" if _is_pull_quote(element) else "quote"
        with self.writer.within(kind=kind):
            self._inside(element)

    def _line(self, element: Any) -> None:
        """A line of verse: the same words go on in the next."""
        self._inside(element)
        self.writer.soft_break()

    def _attribution(self, element: Any) -> None:
        kind = self.writer.setting.kind
        with self.writer.within(kind="attribution" if kind == "quote" else kind):
            self._inside(element)

    def _speech(self, element: Any) -> None:
        """A turn of a dialogue: "Speaker: words"."""
        speaker = "".join(element.xpath("string(speaker)").split("\n")).strip()
        for paragraph in element.iterchildren("p"):
            with self.writer.within():
                if speaker:
                    self.writer.say(speaker if _SPEAKER_END.search(speaker) else f"{speaker}:")
                    self.writer.say(" ")
                self._inside(paragraph)
            speaker = ""

    def _box(self, element: Any) -> None:
        """A box holds text like any other, often quotations, unless it sums the paper up."""
        title = "".join(element.xpath("string((caption/title | sec/title | title)[1])"))
        kind = element.get("content-type") or ""
        if not title and (label := _wordy_label(element)):
            self.writer.add("heading", label, level=self._level + 1)
        if sums_up(title, kind.replace("-", " ")) or _is_pull_quote(element):
            with self.writer.within(kind="callout"):
                self._inside(element)
            return
        self._level += 1
        with self.writer.within(kind="paragraph"):
            self._inside(element)
        self._level -= 1

    def _italic(self, element: Any) -> None:
        with self.writer.italics():
            self._inside(element)

    def _raised(self, element: Any) -> None:
        """The call of a note is no part of the word that it stands on."""
        references = [*element.iter("xref"), *element.iterancestors("xref")]
        with self.writer.raised(is_link=any(map(_names_note, references))):
            self._inside(element)

    def _cross_reference(self, element: Any) -> None:
        """A number on a word is raised in print, whether the file says so or not."""
        if not _names_note(element) or next(element.iterancestors("sup"), None) is not None:
            self._inside(element)
            return
        with self.writer.raised(is_link=True):
            self._inside(element)

    def _ruby(self, element: Any) -> None:
        """The words, without the help to read them that is printed above."""
        for part in element.iterchildren("rb"):
            self._inside(part)

    def _styled(self, element: Any) -> None:
        if _ITALIC.search(element.get("style") or ""):
            self._italic(element)
        else:
            self._inside(element)

    def _break(self, element: Any) -> None:
        self.writer.line_break()

    def _alternatives(self, element: Any) -> None:
        """The same thing in several forms: the first that is text."""
        for form in element:
            if isinstance(form.tag, str) and form.tag not in _DROPPED:
                self._element(form)
                return

    # Lists, tables, figures, notes

    def _list(self, element: Any) -> None:
        self._plain_block(element)

    def _list_item(self, element: Any) -> None:
        kind = self.writer.setting.kind
        with self.writer.within(kind="list_item" if kind == "paragraph" else kind):
            self._inside(element)

    def _definitions(self, element: Any) -> None:
        """Terms and what is said of them: two columns, where nothing else stands in them."""
        rows = [
            [Cell(part) for part in item.iterchildren("term", "def")]
            for item in element.iterchildren("def-item")
        ]
        if self.writer.setting.kind != "paragraph" or not is_rows_of_words(rows):
            self._plain_block(element)
            return
        self._caption(element)
        for cell in in_cells(self.writer, rows):
            self._inside(cell)

    def _definition(self, element: Any) -> None:
        for part in element.iterchildren("term", "def"):
            self._list_item(part)

    def _table_wrap(self, element: Any) -> None:
        self._caption(element)
        for part in element:
            if part.tag not in ("label", "caption"):
                self._element(part)
        self.writer.flush()

    def _table(self, element: Any) -> None:
        for cell in in_cells(self.writer, _rows(element)):
            self._inside(cell)
        self._say_notes()

    def _foot(self, element: Any) -> None:
        with self.writer.within(kind="note"):
            self._inside(element)

    def _figure(self, element: Any) -> None:
        self._caption(element)
        for part in element:
            if part.tag not in ("label", "caption"):
                self._element(part)
        self.writer.flush()

    def _caption(self, element: Any) -> None:
        """ "Table 2" and its title, or first paragraph, are one caption; other paragraphs follow."""
        with self.writer.within(kind="caption"):
            for part in element.iterchildren("label", "caption"):
                self._caption_line(part)

    def _caption_line(self, part: Any) -> None:
        self.writer.say(part.text)
        first = part.find("title")
        first = part.find("p") if first is None else first
        for child in part:
            if child is first:
                self._inside(child)
            else:
                self._element(child)
            self.writer.say(child.tail)
        self.writer.say(" ")

    def _note(self, element: Any) -> None:
        """A note inside a paragraph comes after it: it must not cut a sentence in two."""
        if _inside_paragraph(element):
            self._notes.append(element)
            return
        with self.writer.within(kind="note"):
            self.writer.say(_wordy_label(element))
            self._inside(element)

    def _say_notes(self) -> None:
        notes, self._notes = self._notes, []
        for note in notes:
            with self.writer.within(kind="note"):
                self._inside(note)

    def _references(self, element: Any) -> None:
        self.writer.flush()
        self._titled(element, otherwise="References")

    def _reference(self, element: Any) -> None:
        """One form of the citation, with its parts kept apart where the file has no commas."""
        with self.writer.within(kind="reference"):
            for part in element:
                if part.tag == "label":
                    self.writer.say(" ".join("".join(part.itertext()).split()) + " ")
                elif part.tag == "element-citation" and element.find("mixed-citation") is None:
                    self.writer.say(" ".join(text.strip() for text in part.itertext()))
                elif part.tag != "element-citation":
                    self._element(part)


def _language(element: Any) -> dict[str, str]:
    stated = language_of(element)
    return {"language": stated} if stated else {}


def _names_note(reference: Any) -> bool:
    return reference.get("ref-type") in _NOTE_REFERENCES


def _wordy_label(element: Any) -> str:
    """A label that is a word ("Box 2", "Theme 1:") belongs to the title, a number does not."""
    label = " ".join("".join(element.xpath("string(label)")).split())
    return f"{label} " if _WORDY.search(label) else ""


def _inside_paragraph(element: Any) -> bool:
    return next(element.iterancestors("p", "td", "th", "title"), None) is not None


def _is_pull_quote(element: Any) -> bool:
    """A passage of the text, printed again to catch the eye."""
    stated = (element.get("content-type") or element.get("specific-use") or "").lower()
    return "pull" in stated


def _is_styled_quote(paragraph: Any) -> bool:
    """A paragraph that is set as a quotation, without the element for one."""
    stated = paragraph.get("content-type") or paragraph.get("specific-use") or ""
    return bool(_QUOTE_TYPE.search(stated)) and not _is_pull_quote(paragraph)


def _rows(table: Any) -> list[list[Cell]]:
    return [
        [
            _cell(cell, in_head=row.getparent().tag == "thead")
            for cell in row.iterchildren("td", "th")
        ]
        for row in table.iterdescendants("tr")
    ]


def _cell(element: Any, *, in_head: bool) -> Cell:
    return Cell(
        element=element,
        is_header=in_head or element.tag == "th",
        in_head=in_head,
        rows=stated_span(element.get("rowspan")),
        columns=stated_span(element.get("colspan")),
    )
