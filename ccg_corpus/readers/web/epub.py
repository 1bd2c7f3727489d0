"""EPUB books: bytes in, the blocks of their chapters in reading order and their metadata out.

container.xml names the package document, its spine names the chapters; each is walked as a web page is.
The table of contents, the cover and what is not text are left out. Nothing is fetched; sizes are
looked at before anything is unpacked.
"""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from ccg_corpus.core.errors import Encrypted, NoText, SourceError, Unreadable
from ccg_corpus.core.model import Draft, DraftBlock, Facts
from ccg_corpus.readers.facts import doi_of, names_of, one_line, stated_title, year_of
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.package import open_package, read_part
from ccg_corpus.readers.web.epub_pages import listed_pages
from ccg_corpus.readers.web.html import decode_page, parse_page
from ccg_corpus.readers.web.html_calls import types_of
from ccg_corpus.readers.web.html_walk import HtmlWalk
from ccg_corpus.readers.xml.xml_tree import parse_xml

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGE_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_LEAST_CONTENTS = 2
_NOT_TEXT = frozenset(("cover", "toc", "landmarks", "loi", "lot", "index", "copyright-page"))


def read_epub(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of the chapters, and the facts of the package document.

    A chapter that can't be read is named in a warning; the others are read.
    """
    with open_package(data, limits=limits) as book:
        path, package = _package_of(book)
        encrypted = _encrypted_parts(book)
        walk, warnings = HtmlWalk(), []
        chapters, pages = _chapters(path, package), listed_pages(book, path, package)
        for name in chapters:
            if name in encrypted:
                raise Encrypted("its chapters are encrypted (DRM)", hint="ccg can't open them")
            walk.pages = pages.get(name, {})
            try:
                _read_chapter(book, name, walk)
            except SourceError as error:
                warnings.append(f"{posixpath.basename(name)} is left out: {error.message}")
    blocks = tuple(walk.blocks())
    if not blocks:
        raise NoText("the book holds no text", hint="; ".join(warnings[:3]))
    return Draft("epub", blocks=blocks, facts=_facts(package, blocks), warnings=tuple(warnings))


def _package_of(book: ZipFile) -> tuple[str, Any]:
    """The path and the root of the package document."""
    container = read_part(book, _CONTAINER)
    if container is None:
        raise Unreadable(f"an EPUB without its {_CONTAINER}")
    rootfile = parse_xml(container).find(".//rootfile")
    path = unquote(rootfile.get("full-path") or "") if rootfile is not None else ""
    package = read_part(book, path)
    if package is None:
        raise Unreadable("an EPUB without the package document that its container names")
    return path, parse_xml(package)


def _encrypted_parts(book: ZipFile) -> frozenset[str]:
    """What is encrypted; fonts often are, which is no matter."""
    stated = read_part(book, _ENCRYPTION)
    if stated is None:
        return frozenset()
    return frozenset(
        unquote(reference.get("URI") or "").lstrip("/")
        for reference in parse_xml(stated).iter("CipherReference")
    )


def _chapters(path: str, package: Any) -> list[str]:
    """The names of the chapters in the order of the spine."""
    folder = posixpath.dirname(path)
    items = {item.get("id"): item for item in package.iterfind("manifest/item")}
    contents = {
        unquote((one.get("href") or "").partition("#")[0])
        for one in package.iterfind("guide/reference")
        if one.get("type") in ("toc", "cover")
    }
    names = []
    for reference in package.iterfind("spine/itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGE_TYPES:
            continue
        href = unquote(item.get("href") or "").partition("#")[0]
        is_navigation = "nav" in (item.get("properties") or "").split()
        if href and href not in contents and not is_navigation:
            names.append(posixpath.normpath(posixpath.join(folder, href)))
    return list(dict.fromkeys(names))


def _read_chapter(book: ZipFile, name: str, walk: HtmlWalk) -> None:
    data = read_part(book, name)
    if data is None:
        raise Unreadable("it is missing in the book")
    page = _parse_chapter(data)
    body = page.find("body") if page is not None else None
    if body is None or types_of(body) & _NOT_TEXT or _lists_contents(body):
        return
    walk.page(body)


def _lists_contents(body: Any) -> bool:
    """A page of nothing but links into the book, which its metadata does not call what it is."""
    links = [link for link in body.iter("a") if not _leads_out(link.get("href") or "#")]
    said = sum(map(_length, links))
    size = _length(body) - sum(map(_length, body.iter("h1", "h2", "h3", "title")))
    return len(links) >= _LEAST_CONTENTS and said * 5 > size * 4


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _leads_out(address: str) -> bool:
    return "://" in address or address.startswith(("#", "mailto:"))


def _parse_chapter(data: bytes) -> Any:
    """A chapter as the XML that it should be, else as a page that only looks like it."""
    try:
        return parse_xml(data)
    except SourceError:
        return parse_page(decode_page(data))


def _facts(package: Any, blocks: tuple[DraftBlock, ...]) -> Facts:
    metadata = package.find("metadata")
    fields: dict[str, list[str]] = {}
    for field in () if metadata is None else metadata:
        if isinstance(field.tag, str) and (words := one_line("".join(field.itertext()))):
            fields.setdefault(field.tag, []).append(words)
    first = next((block.text for block in blocks if block.kind in ("title", "heading")), None)
    identifiers = fields.get("identifier", []) + fields.get("source", [])
    publisher = fields.get("publisher", [None])[0]
    return Facts(
        title=stated_title(fields.get("title", [None])[0]) or first,
        authors=names_of(fields.get("creator")),
        year=year_of(fields.get("date", [None])[0]),
        doi=next(filter(None, map(doi_of, identifiers)), None),
        language=fields.get("language", [None])[0],
        extra=(("publisher", publisher),) if publisher else (),
    )
