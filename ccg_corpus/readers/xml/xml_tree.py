"""XML in, an element tree out, for every reader of a format that is XML: JATS, TEI, EPUB.

No entity is ever resolved from a file or the network; names that HTML knows (`&nbsp;`) become their
characters, because saved articles use them without declaring them. Depth and size are bounded by
the parser. Namespaces are taken off: each of these formats has one vocabulary.
"""

from __future__ import annotations

import html.entities
import re
from typing import Any

from ccg_corpus.core.errors import Unreadable
from ccg_corpus.readers.plain.text import decode

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DECLARATION = re.compile(r"\A\s*<\?xml([^>]*)\?>")
_ENCODING = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.DOTALL)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_DOCTYPE = re.compile(r"<!DOCTYPE\s")
_HEAD = 65_536
# Where a file names a DTD that nobody reads, a name that nobody knows is no error: it stays as it is.
_UNREAD_DTD = '<!DOCTYPE unknown SYSTEM "unread">'
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def parse_xml(data: bytes) -> Any:
    """The root element, its tags without namespaces.

    Raises: Unreadable, with the parser's own reason, for anything that is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    source = _name_entities(_DECLARATION.sub("", _decode_xml(data))).strip()
    if not _DOCTYPE.search(source[:_HEAD]):
        source = _UNREAD_DTD + source
    try:
        root = etree.fromstring(source.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as exc:
        raise Unreadable(said_plainly(exc.msg or "")) from exc
    for element in root.iter("{*}*"):
        element.tag = etree.QName(element).localname
    return root


def said_plainly(reason: str) -> str:
    """The parser's reason; where it names its own options, what they mean."""
    if "XML_PARSE_HUGE" in reason or "depth" in reason:
        return "XML nested too deeply, or one text too long, to be a document"
    if "amplification" in reason:
        return "XML whose entities multiply without bounds"
    return f"not well-formed XML: {reason}"


def language_of(element: Any) -> str | None:
    """BCP 47, as stated on the element itself."""
    return (element.get(XML_LANG) or "").strip() or None


def _decode_xml(data: bytes) -> str:
    """The text by its mark or its declaration; UTF-8 is what XML is without either."""
    stated = _ENCODING.match(data[:256])
    if stated is not None and not data.startswith(_MARKS):
        try:
            return data.decode(stated.group(1).decode("ascii"))
        except (LookupError, ValueError):
            pass  # a wrong declaration: the bytes decide
    return decode(data)


def _name_entities(text: str) -> str:
    """Characters for the names that HTML knows: an undeclared &nbsp; is an error in XML."""

    def character(found: re.Match[str]) -> str:
        name = found.group(1)
        known = html.entities.html5.get(name + ";")
        return found.group() if name in _XML_NAMES or known is None else known

    return _NAMED.sub(character, text)
