"""Saved web pages: bytes in, the article's blocks and what the page states about it out.

Nothing is fetched: no style sheet, picture or script that the page names is looked at.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ccg_corpus.core.errors import NoText, Unreadable
from ccg_corpus.core.model import Draft, DraftBlock
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.plain.text import decode
from ccg_corpus.readers.web.html_boilerplate import is_hidden
from ccg_corpus.readers.web.html_facts import facts_of_page
from ccg_corpus.readers.web.html_walk import HtmlWalk

_CHARSET = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_WESTERN = frozenset(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"))
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MAIN_SHARE = 0.5  # an article inside <main> is the text if it holds half of it
_BODY_SHARE = 0.8
_TEXT_TAGS = frozenset(("p", "li", "td", "blockquote", "dd", "pre"))
_PLAIN_TAGS = frozenset(("div", "section", "article", "span", "font", "center"))
_SENTENCE = 40  # characters: what elements that may hold anything say at a stretch in running text


def read_html(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of the page's article, and the facts of its metadata."""
    return read_page(decode_page(data))


def read_page(text: str) -> Draft:
    """The same, of a page whose text is known."""
    page = parse_page(text)
    if page is None:
        raise NoText("the page holds no text")
    root = _article(page)
    title, blocks = _with_title(_blocks_in(root), _heading_outside(page, root))
    if not blocks:
        raise NoText("the page holds no text", hint="its text may come from a script")
    return Draft(format="html", blocks=blocks, facts=facts_of_page(page, heading=title))


def blocks_of_fragment(fragment: str) -> list[DraftBlock]:
    """The blocks of a bit of HTML inside another format."""
    page = parse_page(fragment)
    return [] if page is None else _blocks_in(page)


def _blocks_in(element: Any) -> list[DraftBlock]:
    walk = HtmlWalk()
    walk.page(element)
    return walk.blocks()


def decode_page(data: bytes) -> str:
    """The page's text by its mark, its declared character set, or its bytes."""
    stated = _CHARSET.search(data[:4096])
    if stated is not None and not data.startswith(_MARKS):
        name = stated.group(1).decode("ascii", errors="replace").lower()
        try:
            # Browsers read "Latin-1" as Windows-1252, and so its quotation marks.
            return data.decode("cp1252" if name in _WESTERN else name).replace("\r\n", "\n")
        except (LookupError, ValueError):
            pass  # a wrong declaration: the bytes decide
    return decode(data)


def parse_page(text: str) -> Any:
    """The page's tree, or None if it has no element.

    Raises: Unreadable beyond the parser's bounds for depth and size.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    source = _DECLARATION.sub("", text.replace("\x00", "")).encode("utf-8", errors="replace")
    try:
        page = etree.fromstring(source, parser) if source.strip() else None
    except etree.XMLSyntaxError as exc:
        raise Unreadable(f"not readable as HTML: {exc.msg}") from exc
    # The parser recovers from everything, also from giving up half way.
    if any("XML_PARSE_HUGE" in entry.message for entry in parser.error_log):
        raise Unreadable("nested too deeply, or one text too long, to be a page")
    return page


def _article(page: Any) -> Any:
    """The element that holds the article: <article> or <main>, else the fullest container."""
    body = page.find("body")
    body = page if body is None else body
    sizes = _sizes(body)
    stated = [*body.iter("article", "main"), *body.xpath(".//*[@role='main']")]
    largest = max(stated, key=lambda one: sizes[one], default=body)
    if largest is body or sizes[largest] * 3 < sizes[body]:
        return _fullest(body, sizes)  # at most a teaser or a comment is marked as an article
    best = max(largest.iterdescendants("article"), key=lambda one: sizes[one], default=largest)
    return best if sizes[best] >= _MAIN_SHARE * sizes[largest] else largest


def _fullest(body: Any, sizes: dict[Any, int]) -> Any:
    """Downwards as long as one child holds nearly all the running text."""
    here = body
    while True:
        enough = max(1, _BODY_SHARE * sizes[here])
        containers = here.iterchildren("div", "section", "center", "form")
        fuller = next((child for child in containers if sizes[child] >= enough), None)
        if fuller is None:
            return here
        here = fuller


def _sizes(body: Any) -> dict[Any, int]:
    """Characters of running text in every element."""
    from lxml import etree

    sizes: dict[Any, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        size = sum(sizes[child] for child in element)
        least = 1 if element.tag in _TEXT_TAGS else _SENTENCE
        if element.tag in _TEXT_TAGS or element.tag in _PLAIN_TAGS:
            texts = (element.text, *(child.tail for child in element))
            lengths = (len(text.strip()) for text in texts if text)
            size += sum(length for length in lengths if length >= least)
        sizes[element] = size
    return sizes


def _heading_outside(page: Any, root: Any) -> str | None:
    """The page's only top heading where it stands outside its article."""
    inside = set(root.iter("h1"))
    found = [
        "".join(block.text for block in _blocks_in(heading))
        for heading in page.iter("h1")
        if heading not in inside and not is_hidden(heading)
    ]
    return found[0] or None if len(found) == 1 else None


def _with_title(
    blocks: list[DraftBlock], heading_outside: str | None
) -> tuple[str | None, tuple[DraftBlock, ...]]:
    """The title as the page prints it; its block comes first, or where its heading stands."""
    tops = [
        place for place, block in enumerate(blocks) if (block.kind, block.level) == ("heading", 1)
    ]
    if len(tops) == 1:
        block = blocks[tops[0]]
        title = replace(block, kind="title", level=0)
        return block.text, (*blocks[: tops[0]], title, *blocks[tops[0] + 1 :])
    if heading_outside and blocks:
        return heading_outside, (DraftBlock(kind="title", text=heading_outside), *blocks)
    return None, tuple(blocks)
