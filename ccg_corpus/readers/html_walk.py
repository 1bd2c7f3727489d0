"""The elements of a web page, walked in print order, become blocks.

What a browser does not show (hidden popovers, scripts) and what is not the article's text
(navigation, forms, sidebars) is passed over.
"""

from __future__ import annotations

import re
from typing import Any

from ccg_corpus.readers.blocks import BlockWriter
from ccg_corpus.readers.tables import Cell, place_cells


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = _words(
    "script style noscript template nav aside footer form button select textarea input iframe "
    "object svg canvas video audio map math head img picture source link meta dialog"
)
_BLOCKS = _words(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
_HEADING = re.compile(r"h[1-6]")
_ITALIC = frozenset(("i", "em", "cite", "var", "dfn"))
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Words of a class that say: not shown until asked for, or shown to nobody.
_HIDDEN_CLASS = _words(
    "hidden closed modal popover popup tooltip d-none visually-hidden sr-only usa-sr-only "
    "screen-reader-text u-visually-hidden nhsuk-u-visually-hidden govuk-visually-hidden"
)
_FURNITURE_CLASS = _words(
    "nav navbar navigation menu sidebar breadcrumb breadcrumbs pagination share sharing social "
    "cookie-banner cookies related related-articles related-posts toc advert advertisement "
    "skip-link site-footer site-header"
)
_FURNITURE_ROLE = _words(
    "navigation banner contentinfo search complementary dialog alertdialog tooltip menu"
)
_CALLOUT_CLASS = _words(
    "admonition callout pullquote pull-quote wp-block-pullquote key-points keypoints "
    "key-messages highlights"
)
_REFERENCE_CLASS = re.compile(
    r"\b(?:references?|ref-list|citations?|bibliography)\b", re.IGNORECASE
)
_REFERENCE_TITLE = re.compile(
    r"(?:\d+\.?\s*)?(?:(?:notes and )?references?(?: list)?|bibliography|works cited|"
    r"literature cited|refer[eê]ncias(?: bibliogr[aá]ficas)?|literatur)\W*",
    re.IGNORECASE,
)
_DASH_AT_END = re.compile(r"[-‒–—―]+\s*$")


class HtmlWalk:
    """One pass over an element; the blocks are in `writer`."""

    def __init__(self) -> None:
        self.writer = BlockWriter()
        self._tables = 0
        self._windows: dict[str, Any] | None = None  # by id: what holds a table, not yet read
        self._references_level = 0  # of the heading "References" we are under, 0 if we are not

    def element(self, element: Any) -> None:
        """One element, without the text behind it."""
        tag = element.tag
        if not isinstance(tag, str) or (tag in _DROPPED and not self._is_source(element)):
            return
        if is_hidden(element) or is_furniture(element):
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
        classes = _classes(element)
        if classes & _CALLOUT_CLASS:
            with self.writer.within(kind="callout"):
                self.inside(element)
        elif _HEADING.fullmatch(tag):
            self._heading(element, level=int(tag[1]))
        elif tag == "blockquote" and self.writer.setting.kind != "callout":
            with self.writer.within(kind="quote"):
                self.inside(element)
        elif tag == "table":
            self._table(element)
        elif tag == "header":
            self._header(element)
        elif tag in ("caption", "figcaption"):
            self._caption(element)
        else:
            self._plain_block(tag, element)

    def _plain_block(self, tag: str, element: Any) -> None:
        kind = self.writer.setting.kind
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
        if level <= self._references_level:
            self._references_level = 0
        begun = len(self.writer.blocks)
        with self.writer.within(kind="heading", level=level):
            self.inside(element)
        if any(_REFERENCE_TITLE.fullmatch(block.text) for block in self.writer.blocks[begun:]):
            self._references_level = level

    def _header(self, element: Any) -> None:
        """Of a section's header only the headings are text; of the page's, nothing."""
        if element.getparent().tag != "body":
            for heading in element.iter("h1", "h2", "h3", "h4", "h5", "h6"):
                self.element(heading)

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
        self._tables += 1
        table = self._tables
        for cell in place_cells(_rows(element)):
            place = {"row": cell.row, "column": cell.column, "header": cell.header}
            with self.writer.within(kind="cell", table=table, **place):
                self.inside(cell.element)

    def _inline(self, tag: str, element: Any) -> None:
        if tag == "br":
            self.writer.line_break()
        elif tag == "q":
            self.writer.say("“")  # as browsers print it
            self.inside(element)
            self.writer.say("”")
        elif tag in ("cite", "footer") and self._is_trailing(element):
            self._attribution(element)
        elif tag in _ITALIC or _ITALIC_STYLE.search(element.get("style") or ""):
            with self.writer.italics():
                self.inside(element)
        else:
            self.inside(element)

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


def is_hidden(element: Any) -> bool:
    """Not shown by a browser, or only when somebody points at it."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return bool(_classes(element) & _HIDDEN_CLASS)


def is_furniture(element: Any) -> bool:
    """Part of the site, not of the article."""
    if element.tag in ("body", "article", "main", "html"):
        return False
    if (element.get("role") or "").lower() in _FURNITURE_ROLE:
        return True
    return bool(_classes(element) & _FURNITURE_CLASS)


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").lower().split())


def _names_source(element: Any) -> bool:
    words = set(re.split(r"[\s_-]+", (element.get("class") or "").lower()))
    return bool(words & {"attribution", "source", "author", "cite", "citation", "footer"})


def _in_reference_list(item: Any) -> bool:
    parent = item.getparent()
    return parent is not None and bool(_REFERENCE_CLASS.search(parent.get("class") or ""))


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


def _rows(table: Any) -> list[list[Cell]]:
    rows = []
    for line in table.iterdescendants("tr"):
        if is_hidden(line):
            continue
        in_head = line.getparent().tag == "thead"
        rows.append([_cell(cell, in_head) for cell in line.iterchildren("td", "th")])
    return rows


def _cell(element: Any, in_head: bool) -> Cell:
    return Cell(
        element=element,
        is_header=in_head or element.tag == "th",
        in_head=in_head,
        rows=_span(element, "rowspan"),
        columns=_span(element, "colspan"),
    )


def _span(element: Any, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return min(max(int(value), 1), 1000) if value.isdecimal() else 1
