"""The pages of a printed edition that an EPUB lists: the book in, places in its chapters and their pages out.

EPUB 3 lists them in its navigation, EPUB 2 in its NCX. A chapter may mark its page breaks itself as well.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from ccg_corpus.core.errors import SourceError
from ccg_corpus.readers.package import read_part
from ccg_corpus.readers.xml.xml_tree import parse_xml

_NCX = "application/x-dtbncx+xml"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

Pages = dict[str, dict[str, int]]  # chapter → id in it → page


def listed_pages(book: ZipFile, path: str, package: Any) -> Pages:
    """The listed pages; none where the list can't be read."""
    pages: Pages = {}
    folder = posixpath.dirname(path)
    for item in package.iterfind("manifest/item"):
        is_navigation = "nav" in (item.get("properties") or "").split()
        if is_navigation or item.get("media-type") == _NCX:
            name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
            for target, label in _targets(book, name):
                chapter, _, place = target.partition("#")
                number = label.strip()
                if place and number.isdecimal() and len(number) < 6:
                    whole = posixpath.normpath(posixpath.join(posixpath.dirname(name), chapter))
                    pages.setdefault(whole, {}).setdefault(place, int(number))
    return pages


def _targets(book: ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """Where a page begins, and its number."""
    try:
        root = parse_xml(read_part(book, name) or b"")
    except SourceError:
        return
    for navigation in root.iter("nav"):
        if "page-list" in (navigation.get(_EPUB_TYPE) or "").split():
            for link in navigation.iter("a"):
                yield unquote(link.get("href") or ""), "".join(link.itertext())
    for target in root.iter("pageTarget"):
        content, label = target.find("content"), target.find("navLabel/text")
        if content is not None and label is not None:
            yield unquote(content.get("src") or ""), label.text or ""
