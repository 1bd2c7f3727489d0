"""The elements of a TEI text, walked in document order, become blocks.

Text is what the source printed: the numbers of citations stay where they stand; corrections and
expansions of editors, deletions, pictures and links are left out. Pages are those of `<pb>`, or of the
`coords` that GROBID writes on request ("page,x,y,w,h;…").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ccg_corpus.readers.blocks import BlockWriter
from ccg_corpus.readers.tables import Cell, in_cells, looks_like_head, stated_span
from ccg_corpus.readers.xml.tei_facts import title_of
from ccg_corpus.readers.xml.xml_tree import language_of

_DROPPED = frozenset(
    ("teiHeader", "facsimile", "graphic", "media", "fw", "del", "gap", "standOff",
     "listAnnotation", "index", "certainty", "desc", "listPerson", "listOrg", "listPlace")
)  # fmt: skip
_BLOCKS = frozenset(("p", "ab", "lg", "l", "div", "list", "said", "sp", "floatingText", "epigraph"))
_HOLDERS = frozenset(
    ["div", "div1", "div2", "div3", "body", "front", "back", "quote", "item", "epigraph"]
)
_ITALIC = re.compile(r"italic|slant", re.IGNORECASE)
_RAISED = re.compile(r"\bsup(?:er(?:script)?)?\b", re.IGNORECASE)
_OPENING, _CLOSING = tuple("“„«‘\"'"), tuple("”“»’\"'")
_SPEAKER_END = re.compile(r"[:.—–]\s*$")
_BACK_TITLES = {"acknowledgement": "Acknowledgements", "references": "References",
                "funding": "Funding", "availability": "Availability"}  # fmt: skip


class TeiWalk:
    """One pass over a TEI document; the blocks are in `writer`."""

    def __init__(self) -> None:
        self.writer = BlockWriter()
        self.unresolved: dict[str, None] = {}  # names of entities, in order
        self._level = 0
        self._notes: list[Any] = []
        self._paged = False  # <pb> counts the pages
        self._handlers: dict[str, Callable[[Any], None]] = {
            "div": self._division, "div1": self._division, "div2": self._division,
            "div3": self._division, "head": self._heading, "p": self._paragraph,
            "ab": self._paragraph, "quote": self._quote, "q": self._inline_speech,
            "said": self._said, "cit": self._citation, "sp": self._speech, "l": self._line,
            "list": self._list, "item": self._item, "table": self._table,
            "figure": self._figure, "figDesc": self._caption, "note": self._note,
            "hi": self._highlight, "ref": self._link, "emph": self._italic, "lb": self._line_end, "pb": self._page,
            "formula": self._formula, "listBibl": self._inside, "biblStruct": self._reference,
            "lg": self._apart, "epigraph": self._apart, "s": self._sentence, "choice": self._choice, "label": self._label,
        }  # fmt: skip

    def document(self, document: Any) -> None:
        """Title, abstract and keywords of the header, then front, body and back of the text."""
        text = document.find("text")
        first = next(text.iter("pb"), None)
        self._paged = first is not None
        if title := title_of(document):
            self.writer.add("title", title)
        profile = document.find("teiHeader/profileDesc")
        if profile is not None:
            self._profile(profile)
        if first is not None and _is_behind_text(first):
            self.writer.page = 1
        for part in text.iterchildren("front", "body", "group", "back"):
            self._inside(part)
            self.writer.flush()
        self._say_notes()

    def _profile(self, profile: Any) -> None:
        abstract = profile.find("abstract")
        if abstract is not None and "".join(abstract.itertext()).strip():
            if abstract.find(".//head") is None:
                self.writer.add("heading", "Abstract", level=1)
            self._level += 1
            with self.writer.within():
                self._inside(abstract)
            self._level -= 1
        words = [" ".join("".join(term.itertext()).split()) for term in profile.iter("term")]
        if any(words):
            self.writer.add("front", f"Keywords: {'; '.join(filter(None, words))}")

    def _element(self, element: Any) -> None:
        if not isinstance(element.tag, str):
            self._entity(element)
        elif element.tag in self._handlers:
            self._turn_to(element)
            self._handlers[element.tag](element)
        elif element.tag not in _DROPPED:
            self._inside(element)

    def _inside(self, element: Any) -> None:
        self.writer.say(element.text)
        for child in element:
            self._element(child)
            self.writer.say(child.tail)

    def _entity(self, node: Any) -> None:
        if name := getattr(node, "name", None):
            self.writer.say(f"&{name};")
            self.unresolved[name] = None

    # Pages

    def _page(self, element: Any) -> None:
        """A page begins; one without a number is counted on."""
        stated = (element.get("n") or "").strip()
        if stated.isdecimal():
            self.writer.page = int(stated)
        elif self.writer.page is None:
            self.writer.page = 1
        else:
            self.writer.page += 1

    def _turn_to(self, element: Any) -> None:
        """The page that GROBID's coordinates name; a passage over two pages has none of its own."""
        if self._paged or not (stated := element.get("coords")):
            return
        pages = {area.split(",")[0].strip() for area in stated.split(";") if area.strip()}
        first = next(iter(sorted(pages)), "")
        if not first.isdecimal():
            return
        if len(pages) == 1 or element.tag == "s":
            self.writer.page = min(int(page) for page in pages if page.isdecimal())
        else:
            self.writer.page = None

    # Sections

    def _division(self, element: Any) -> None:
        self._level += 1
        title = _BACK_TITLES.get(element.get("type") or "")
        with self.writer.within():
            if title and element.find("head") is None and _has_words(element):
                self.writer.add("heading", title, level=self._level)
            self._inside(element)
        self._level -= 1

    def _heading(self, element: Any) -> None:
        """GROBID's divisions are flat: a section's number says how deep it stands."""
        parent = element.getparent().tag
        if self.writer.setting.kind != "paragraph" or parent in ("figure", "table", "list", "lg"):
            self._caption(element)
            return
        number = (element.get("n") or "").strip(". ")
        depth = number.count(".") + 1 if number[:1].isdigit() else max(1, self._level)
        with self.writer.within(kind="heading", level=depth):
            self._inside(element)

    # Paragraphs and quotations

    def _paragraph(self, element: Any) -> None:
        with self.writer.within(**_language(element)):
            self._inside(element)
        if next(element.iterancestors("p", "cell"), None) is None:
            self._say_notes()

    def _sentence(self, element: Any) -> None:
        self._inside(element)
        self.writer.say(" ")

    def _apart(self, element: Any) -> None:
        with self.writer.within():
            self._inside(element)

    def _quote(self, element: Any) -> None:
        """A quotation on lines of its own, or one within a sentence."""
        if _stands_alone(element):
            with self.writer.within(kind="quote", **_language(element)):
                self._inside(element)
        else:
            self._inline_speech(element)

    def _inline_speech(self, element: Any) -> None:
        """Words within a sentence, in the marks that the encoding may have left to its readers."""
        bare = not _is_marked(element)
        self.writer.say("“" if bare else None)
        self._inside(element)
        self.writer.say("”" if bare else None)

    def _said(self, element: Any) -> None:
        if _stands_alone(element):
            with self.writer.within():
                self._inside(element)
        else:
            self._inline_speech(element)

    def _citation(self, element: Any) -> None:
        """A quotation with its stated source."""
        quote = element.find("quote")
        if quote is None or not _stands_alone(quote):
            self._inside(element)
            return
        with self.writer.within():
            for child in element:
                if child.tag in ("bibl", "ref"):
                    with self.writer.within(kind="attribution"):
                        self._inside(child)
                else:
                    self._element(child)

    def _speech(self, element: Any) -> None:
        """A turn of a dialogue: "Speaker: words"."""
        speaker = " ".join("".join(element.xpath("string(speaker)")).split())
        for part in element:
            if not isinstance(part.tag, str) or part.tag == "speaker":
                continue
            with self.writer.within():
                if speaker:
                    self.writer.say(speaker if _SPEAKER_END.search(speaker) else f"{speaker}:")
                    self.writer.say(" ")
                self._turn_to(part)
                self._inside(part)
            speaker = ""

    def _line(self, element: Any) -> None:
        """A line of verse: the same words go on in the next."""
        self._inside(element)
        self.writer.soft_break()

    def _line_end(self, element: Any) -> None:
        """The end of a printed line, which may stand in the middle of a word."""
        if element.get("break") != "no":
            self.writer.soft_break()

    def _highlight(self, element: Any) -> None:
        if _ITALIC.search(element.get("rend") or element.get("rendition") or ""):
            self._italic(element)
        elif _RAISED.search(element.get("rend") or element.get("rendition") or ""):
            with self.writer.raised():
                self._inside(element)
        else:
            self._inside(element)

    def _link(self, element: Any) -> None:
        """A number that stands on a word is the call of a note or of a reference."""
        if element.get("type") in ("bibr", "foot", "note", "biblio"):
            with self.writer.raised(is_link=True):
                self._inside(element)
        else:
            self._inside(element)

    def _italic(self, element: Any) -> None:
        with self.writer.italics():
            self._inside(element)

    def _formula(self, element: Any) -> None:
        """GROBID makes formulas of what it can't read: no sentence goes through one."""
        with self.writer.within():
            self._inside(element)

    def _choice(self, element: Any) -> None:
        """The same words in two forms: as they were printed, not as an editor would have them."""
        printed = [part for part in element if part.tag in ("sic", "orig", "abbr")]
        for part in printed[:1] or list(element)[:1]:
            self._inside(part)

    def _label(self, element: Any) -> None:
        """In a list, the words that an item explains; elsewhere, a number."""
        if element.getparent().tag == "list":
            self._item(element)

    # Lists, tables, figures, notes

    def _list(self, element: Any) -> None:
        with self.writer.within():
            self._inside(element)

    def _item(self, element: Any) -> None:
        kind = self.writer.setting.kind
        with self.writer.within(kind="list_item" if kind == "paragraph" else kind):
            self._inside(element)

    def _table(self, element: Any) -> None:
        for head in element.iterchildren("head"):
            self._caption(head)
        for cell in in_cells(self.writer, _rows(element)):
            self._turn_to(cell)
            self._inside(cell)
        self._say_notes()

    def _figure(self, element: Any) -> None:
        """A figure or table: its heading and description are one caption."""
        with self.writer.within(kind="caption"):
            for part in element.iterchildren("head", "figDesc"):
                self.writer.say(" ".join("".join(part.itertext()).split()) + " ")
        for part in element.iterchildren("table", "note", "p", "quote"):
            self._element(part)

    def _caption(self, element: Any) -> None:
        kind = self.writer.setting.kind
        with self.writer.within(kind="caption" if kind == "paragraph" else kind):
            self._inside(element)

    def _note(self, element: Any) -> None:
        """A note inside a paragraph comes after it: it must not cut a sentence in two."""
        if next(element.iterancestors("p", "cell", "head", "quote"), None) is not None:
            self._notes.append(element)
            return
        with self.writer.within(kind="note"):
            self._inside(element)

    def _say_notes(self) -> None:
        notes, self._notes = self._notes, []
        page = self.writer.page
        for note in notes:
            with self.writer.within(kind="note"):
                self._inside(note)
        self.writer.page = page

    def _reference(self, element: Any) -> None:
        """A reference is kept in pieces: its words, in their order."""
        with self.writer.within(kind="reference"):
            self.writer.say(" ".join(text.strip() for text in element.itertext()))


def _is_behind_text(page_break: Any) -> bool:
    """The first break has no number and parts the first page from the second."""
    before = page_break.xpath("preceding::text()[ancestor::text]")
    return not page_break.get("n") and any(words.strip() for words in before)


def _language(element: Any) -> dict[str, str]:
    stated = language_of(element)
    return {"language": stated} if stated else {}


def _has_words(element: Any) -> bool:
    return bool("".join(element.itertext()).strip())


def _stands_alone(element: Any) -> bool:
    """On lines of its own: with paragraphs inside, or not inside one."""
    if any(child.tag in _BLOCKS for child in element):
        return True
    rend = (element.get("rend") or element.get("rendition") or element.get("type") or "").lower()
    if "block" in rend or "display" in rend:
        return True
    parent = element.getparent()
    parent = parent.getparent() if parent.tag == "cit" else parent
    return parent.tag in _HOLDERS


def _is_marked(element: Any) -> bool:
    """Marks inside the element, or right around it."""
    words = "".join(element.itertext()).strip()
    before = element.getprevious()
    outer = (before.tail if before is not None else element.getparent().text) or ""
    opened = words.startswith(_OPENING) or outer.endswith(_OPENING)
    closed = words.endswith(_CLOSING) or (element.tail or "").startswith(_CLOSING)
    return not words or (opened and closed)


def _rows(table: Any) -> list[list[Cell]]:
    rows = [(row, list(row.iterchildren("cell"))) for row in table.iterdescendants("row")]
    stated = any(row.get("role") == "label" for row, _ in rows)
    first = ["".join(cell.itertext()) for cell in rows[0][1]] if rows else []
    by_look = not stated and looks_like_head(first)  # GROBID marks no heads
    return [
        [_cell(cell, row.get("role") == "label" or (by_look and not at)) for cell in cells]
        for at, (row, cells) in enumerate(rows)
    ]


def _cell(element: Any, stated: bool) -> Cell:
    return Cell(
        element=element,
        is_header=stated or element.get("role") == "label",
        in_head=stated,
        rows=stated_span(element.get("rows")),
        columns=stated_span(element.get("cols")),
    )
