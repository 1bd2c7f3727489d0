"""The elements of a web page, walked in print order, become blocks.

What a browser does not show (hidden popovers, scripts) and what is not the article's text
(navigation, forms, sidebars) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ccg_corpus.core.model import DraftBlock
from ccg_corpus.readers.blocks import BlockWriter
from ccg_corpus.readers.boxes import settle_pull_quotes, sums_up
from ccg_corpus.readers.office.appearance import reads_as_heading
from ccg_corpus.readers.tables import in_cells, is_rows_of_words
from ccg_corpus.readers.web.html_boilerplate import (
    classes_of,
    is_button,
    is_furniture,
    is_hidden,
    is_line_number,
    is_link_dense,
    page_number,
)
from ccg_corpus.readers.web.html_calls import calls_note, is_note_call, is_raised, types_of
from ccg_corpus.readers.web.html_tables import defined_in, rows_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = _words(
    "script style noscript template nav footer form button select textarea input iframe "
    "del object svg canvas video audio map math head img picture source link meta dialog"
)
_BLOCKS = _words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
_HEADING = re.compile(r"h[1-6]")
_ITALIC = frozenset(("i", "em", "cite", "var", "dfn"))
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_CALLOUT_CLASS = _words(
    "admonition callout key-points keypoints key-messages highlights call-to-action "
    "application-notice advisory nhsuk-inset-text nhsuk-warning-callout nhsuk-care-card "
    "govuk-inset-text govuk-warning-text"
)
_PULL_QUOTE_CLASS = re.compile(r"(?:^|[\s_-])pull-?(?:ed-?)?quot(?:e|es|ation)(?=$|[\s_-])")
# A display quotation without the element for it; not the parts of one ("c-blockquote__body").
_QUOTE_CLASS = re.compile(
    r"(?:^|\s)(?:[a-z]+-)*(?:disp-?quot(?:e|ation)|block-?quot(?:e|ation))(?=$|\s)"
)
_CAPTION_CLASS = _words("caption figcaption fig-caption table-caption tbl-caption wp-caption-text")
_FLOAT_TITLE = re.compile(r"(?:table|fig(?:ure)?|box|textbox)\.?\s*[A-Z]?\d+[.:]?", re.IGNORECASE)
_NOTE_TYPES = _words(
    "footnote endnote rearnote doc-footnote doc-endnote footnotes endnotes doc-endnotes"
)
_NOT_TEXT_TYPES = _words("toc landmarks loi lot index cover doc-toc doc-index doc-cover")
_REFERENCE_CLASS = re.compile(
    r"\b(?:references?|ref-list|citations?|bibliography)\b", re.IGNORECASE
)
_REFERENCE_TITLE = re.compile(
    r"(?:\d+\.?\s*)?(?:(?:notes and )?references?(?: list)?|bibliography|works cited|"
    r"literature cited|refer[eê]ncias(?: bibliogr[aá]ficas)?|literatur)\W*",
    re.IGNORECASE,
)
_SENTENCE_WORDS = 12
_DASH_AT_END = re.compile(r"[-‒–—―]+\s*$")


class HtmlWalk:
    """One pass over an element; the blocks are in `writer`."""

    def __init__(self) -> None:
        self.writer = BlockWriter()
        self.pulled: list[int] = []  # places of pull quotes among the blocks
        self.pages: Mapping[str, int] = {}  # by id: elements at which a listed page begins
        self._windows: dict[str, Any] | None = None  # by id: what holds a table, not yet read
        self._references_level = 0  # of the heading "References" we are under, 0 if we are not
        self._states_headings = True  # or office programs have set them in bold only

    def page(self, root: Any) -> None:
        """A whole page, or a chapter: what is known of the one before does not matter here."""
        self._windows, self._references_level = None, 0
        self._states_headings = next(root.iter("h2", "h3", "h4", "h5", "h6"), None) is not None
        self.inside(root)
        self.writer.flush()

    def blocks(self) -> list[DraftBlock]:
        """The blocks of all that was walked."""
        return settle_pull_quotes(self.writer.blocks, self.pulled)

    def element(self, element: Any) -> None:
        """One element, without the text behind it."""
        tag = element.tag
        if not isinstance(tag, str) or (tag in _DROPPED and not self._is_source(element)):
            return
        if self.pages and (page := self.pages.get(element.get("id") or "")):
            self.writer.page = page
        if is_hidden(element) or is_furniture(element):
            return
        types = types_of(element) if element.attrib else ()
        if types and self._has_type(element, types):
            return
        if (window := self._window(element)) is not None:
            for table in window.iter("table"):
                self._table(table)
        elif tag in _BLOCKS:
            self._block(tag, element)
        else:
            self._inline(tag, element)

    def inside(self, element: Any) -> None:
        """The text and the elements inside one."""
        self.writer.say(element.text)
        for child in element:
            self.element(child)
            self.writer.say(child.tail)

    def _window(self, element: Any) -> Any:
        """The window that an element opens, where it shows a table: journals hide large ones there."""
        name = element.get("data-target") or element.get("data-bs-target") or ""
        if not name.startswith("#") or _in_sentence(element):
            return None
        if self._windows is None:
            self._windows = _holders_of_tables(element)
        return self._windows.pop(name[1:], None)

    def _is_source(self, element: Any) -> bool:
        """A footer inside a quotation names its source."""
        return bool(element.tag == "footer" and self.writer.setting.kind == "quote")

    def _block(self, tag: str, element: Any) -> None:
        classes = classes_of(element)
        if _HEADING.fullmatch(tag):
            self._heading(element, level=int(tag[1]))
        elif classes and self._box(element, classes):
            return
        elif tag == "blockquote":
            self._quote(element, is_pulled=False)
        elif tag == "aside":
            self._aside(element)
        elif tag == "table":
            self._table(element)
        elif tag == "dl" and self._definitions(element):
            return
        elif tag == "header":
            self._header(element)
        elif tag in ("caption", "figcaption"):
            self._caption(element)
        else:
            self._plain_block(tag, element)

    def _box(self, element: Any, classes: set[str]) -> bool:
        """An element whose class says what it is, if it does."""
        names = " ".join(sorted(classes))
        if classes & _CALLOUT_CLASS:
            with self.writer.within(kind="callout"):
                self.inside(element)
        elif _PULL_QUOTE_CLASS.search(names):
            self._quote(element, is_pulled=True)
        elif element.tag in ("div", "section", "p") and _QUOTE_CLASS.search(names):
            self._quote(element, is_pulled=False)
        elif element.tag in ("div", "section", "p") and classes & _CAPTION_CLASS:
            self._caption(element)
        elif "boxed-text" in classes and sums_up(_first_heading(element)):
            with self.writer.within(kind="callout"):
                self.inside(element)
        else:
            return False
        return True

    def _quote(self, element: Any, *, is_pulled: bool) -> None:
        if self.writer.setting.kind == "callout" and not is_pulled:
            with self.writer.within():
                self.inside(element)
            return
        self.writer.flush()
        begun = len(self.writer.blocks)
        with self.writer.within(kind="quote"):
            self.inside(element)
        if is_pulled:
            self.pulled += range(begun, len(self.writer.blocks))

    def _aside(self, element: Any) -> None:
        """A box beside the text, unless it only leads elsewhere."""
        holds_text = next(element.iter("p", "blockquote", "table"), None) is not None
        if not holds_text or is_link_dense(element):
            return
        with self.writer.within(kind="callout"):
            self.inside(element)

    def _has_type(self, element: Any, types: frozenset[str]) -> bool:
        """What EPUB and accessible pages say of an element: a page, a note, a list of contents."""
        if types & {"pagebreak", "doc-pagebreak"}:
            self._turn_page(element)
        elif types & _NOTE_TYPES and self.writer.setting.kind != "note":
            with self.writer.within(kind="note"):
                self.inside(element)
        else:
            return bool(types & _NOT_TEXT_TYPES)
        return True

    def _turn_page(self, element: Any) -> None:
        stated = element.get("title") or element.get("aria-label") or "".join(element.itertext())
        self._begin_page(stated.strip(" ."))

    def _begin_page(self, number: str) -> None:
        self.writer.page = int(number) if number.isdecimal() and len(number) < 6 else None

    def _plain_block(self, tag: str, element: Any) -> None:
        kind = self.writer.setting.kind
        if kind == "paragraph" and not self._states_headings and _is_bold_heading(element):
            self._heading(element, level=2)
            return
        if tag in ("li", "dt", "dd") and kind in ("paragraph", "list_item"):
            is_reference = self._references_level or _in_reference_list(element)
            kind = "reference" if is_reference else "list_item"
        elif self._references_level and kind == "paragraph":
            kind = "reference"
        elif kind == "quote" and _names_source(element):
            kind = "attribution"
        with self.writer.within(kind=kind):
            self.inside(element)

    def _heading(self, element: Any, *, level: int) -> None:
        if self.writer.setting.kind in ("cell", "callout", "quote"):
            with self.writer.within():
                self.inside(element)
            return
        if _FLOAT_TITLE.fullmatch(" ".join("".join(element.itertext()).split())):
            self._caption(element)  # some sites set the number of a table as a heading
            return
        if level <= self._references_level:
            self._references_level = 0
        begun = len(self.writer.blocks)
        with self.writer.within(kind="heading", level=level):
            self.inside(element)
        if any(_REFERENCE_TITLE.fullmatch(block.text) for block in self.writer.blocks[begun:]):
            self._references_level = level

    def _header(self, element: Any) -> None:
        """Of a section's header its headings and sentences are text; of the page's, nothing."""
        if element.getparent().tag == "body":
            return
        for part in element.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote"):
            within = next(part.iterancestors("p", "blockquote", "header"), None)
            is_outermost = within is None or within.tag == "header"
            if is_outermost and (part.tag != "p" or _says_sentence(part)):
                self.element(part)

    def _caption(self, element: Any) -> None:
        """A caption; under a quotation in a figure, the quotation's source."""
        parent = element.getparent()
        in_figure = parent is not None and parent.tag == "figure"
        is_source = in_figure and parent.find("blockquote") is not None
        kind = "attribution" if is_source else "caption"
        if self.writer.setting.kind == "callout":
            kind = "callout"
        with self.writer.within(kind=kind):
            self.inside(element)

    def _table(self, element: Any) -> None:
        """A table of cells; a table that only lays a page out is walked like any other element."""
        if _lays_out(element):
            with self.writer.within():
                self.inside(element)
            return
        for caption in element.iterchildren("caption"):
            self.element(caption)
        for cell in in_cells(self.writer, rows_of(element)):
            self.inside(cell)

    def _definitions(self, element: Any) -> bool:
        """Terms and what is said of them: two columns, where nothing else stands in them."""
        rows = defined_in(element)
        is_text = self.writer.setting.kind == "paragraph" and not self._references_level
        if not is_text or _in_reference_list(element) or not is_rows_of_words(rows):
            return False
        for cell in in_cells(self.writer, rows):
            self.inside(cell)
        return True

    def _inline(self, tag: str, element: Any) -> None:
        if (tag == "a" and is_button(element)) or self._is_in_margin(element):
            return
        if tag == "br":
            self.writer.line_break()
        elif tag == "q":
            self.writer.say("“")  # as browsers print it
            self.inside(element)
            self.writer.say("”")
        elif tag == "sup" or is_raised(element):
            with self.writer.raised(is_link=calls_note(element)):
                self.inside(element)
        elif tag == "a" and is_note_call(element):
            with self.writer.raised(is_link=True):
                self.inside(element)
        elif tag == "ruby":
            self._ruby(element)
        elif tag in ("cite", "footer") and self._is_trailing(element):
            self._attribution(element)
        elif tag in _ITALIC or _ITALIC_STYLE.search(element.get("style") or ""):
            with self.writer.italics():
                self.inside(element)
        else:
            self.inside(element)

    def _is_in_margin(self, element: Any) -> bool:
        """The number of a line or of a page, which a browser shows beside the words."""
        if "class" not in element.attrib:
            return False
        if is_line_number(element):
            return True
        number = page_number(element)
        if number is None:
            return False
        self._begin_page(number)
        return True

    def _ruby(self, element: Any) -> None:
        """The words, without the help to read them that is printed above."""
        self.writer.say(element.text)
        for child in element:
            if child.tag not in ("rt", "rp", "rtc"):
                self.element(child)
            self.writer.say(child.tail)

    def _is_trailing(self, element: Any) -> bool:
        """A source at the end of a quotation, not the title of a work within it."""
        if self.writer.setting.kind != "quote":
            return False
        if element.tag == "footer":
            return True
        here = element
        while here is not None and here.tag != "blockquote":
            if (here.tail or "").strip(" \t\r\n.)]"):
                return False
            if any(_has_words(sibling) for sibling in here.itersiblings()):
                return False
            here = here.getparent()
        return True

    def _attribution(self, element: Any) -> None:
        dash = self.writer.take_end(_DASH_AT_END)
        with self.writer.within(kind="attribution"):
            self.writer.say(dash)
            self.inside(element)


def _first_heading(element: Any) -> str:
    heading = next(element.iter("h2", "h3", "h4", "h5", "h6"), None)
    return "" if heading is None else "".join(heading.itertext())


def _says_sentence(paragraph: Any) -> bool:
    """Words on display or an epigraph, not a date, a byline or a link."""
    words = " ".join("".join(paragraph.itertext()).split())
    return len(words.split()) >= _SENTENCE_WORDS and not is_link_dense(paragraph)


def _names_source(element: Any) -> bool:
    words = set(re.split(r"[\s_-]+", (element.get("class") or "").lower()))
    return bool(words & {"attribution", "attrib", "source", "author", "cite", "citation", "footer"})


def _in_reference_list(item: Any) -> bool:
    parent = item.getparent()
    return parent is not None and bool(_REFERENCE_CLASS.search(parent.get("class") or ""))


def _is_bold_heading(element: Any) -> bool:
    """A short paragraph all of whose words are bold, with something behind it."""
    if element.tag != "p" or element.getnext() is None:
        return False
    words = " ".join("".join(element.itertext()).split())
    bold = "".join("".join(part.itertext()) for part in element.iter("b", "strong"))
    return (
        bool(bold) and reads_as_heading(words) and "".join(bold.split()) == words.replace(" ", "")
    )


def _has_words(element: Any) -> bool:
    return isinstance(element.tag, str) and bool("".join(element.itertext()).strip())


def _in_sentence(element: Any) -> bool:
    """There it is the link "Table 1", which belongs to the sentence."""
    return next(element.iterancestors("p", "li", "td"), None) is not None


def _holders_of_tables(element: Any) -> dict[str, Any]:
    """Elements of the page, by id, that are not shown and hold a table."""
    return {
        holder.get("id"): holder
        for table in element.getroottree().iter("table")
        for holder in table.iterancestors()
        if holder.get("id") and is_hidden(holder)
    }


def _lays_out(table: Any) -> bool:
    if table.get("role") == "presentation":
        return True
    return next(table.iterdescendants("table", "h1", "h2", "h3", "article"), None) is not None
