"""Which format a file is in: its first bytes say so before its name does.

Takes the first bytes and the name, gives the name of a reader; never opens anything.
"""

from __future__ import annotations

import re

from ccg_corpus.errors import Unsupported

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".xml": "jats",
    ".nxml": "jats",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".zip": "zip",  # a folder of documents: `open_folder`
}
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")

HEAD = 65_536  # a licence in a comment may stand before the first element

# First bytes of formats that no reader knows, what to call them and what to do.
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc)", "save it as PDF or text"),
    (b"{\\rtf", "an RTF file", "save it as PDF or text"),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
    (b"\x89PNG", "an image", "it needs OCR"),
    (b"\xff\xd8\xff", "an image", "it needs OCR"),
    (b"GIF8", "an image", "it needs OCR"),
    (b"II*\x00", "an image", "it needs OCR"),
    (b"MM\x00*", "an image", "it needs OCR"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "DOCX is not read yet: save it as PDF or text"),
    (b"application/epub+zip", "EPUB is not read yet: save it as PDF or text"),
    (b"opendocument", "OpenDocument is not read: save it as PDF or text"),
)
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype\s+([^\s>\[]+)[^>\[]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)([^>]*)")
_HTML_ROOTS = ("html", "head", "body", "main", "div", "section", "title", "meta")
# PubMed Central and OAI servers wrap the article.
_JATS_ROOTS = ("article", "pmc-articleset", "oai-pmh", "record", "book-part-wrapper")
_SAVED_MAIL = re.compile(rb"\A(?:[\w-]+:[^\n]*\r?\n[ \t]?){1,20}.*multipart/related", re.DOTALL)


def format_of(head: bytes, *, suffix: str) -> str:
    """The reader for a file with these first bytes and this suffix: "text", "pdf", …

    Raises: Unsupported, saying what the file is where that can be told.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    _refuse_foreign(head)
    return _format_of_markup(head, suffix) or _format_of_suffix(head, suffix)


def _refuse_foreign(head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        hints = (hint for mark, hint in _ZIPPED if mark in head)
        raise Unsupported("a ZIP file", hint=next(hints, "unpack it first"))
    for mark, what, hint in _FOREIGN:
        if head.startswith(mark):
            raise Unsupported(what, hint=hint)
    if _SAVED_MAIL.match(head[:2048]):
        raise Unsupported("a web archive (MHTML)", hint="save the page as HTML")


def _format_of_markup(head: bytes, suffix: str) -> str | None:
    root, attributes, doctype = _root_of(_peek(head))
    if doctype.lower() == "html" or root.lower() == "html":
        return "html"
    if suffix in (".html", ".htm", ".xhtml"):
        return "html" if root else None
    if root.lower() in _JATS_ROOTS and (suffix in (".xml", ".nxml") or "article" in doctype):
        return "jats"
    if root == "article" and "article-type" in attributes:
        return "jats"
    return _format_of_plain_markup(root, head, suffix)


def _format_of_plain_markup(root: str, head: bytes, suffix: str) -> str | None:
    if root == "TEI":
        raise Unsupported("a TEI file", hint="TEI is not read yet")
    if suffix in (".xml", ".nxml") and root:
        raise Unsupported(f"XML, but not a JATS article: its root is <{root}>")
    # Markdown may open with raw HTML; anything else that opens with a page's tags is a page.
    if suffix not in (".md", ".markdown") and root.lower() in _HTML_ROOTS:
        return "html"
    return "jats" if root == "article" and b"<front" in head else None


def _root_of(text: str) -> tuple[str, str, str]:
    """Name and attributes of the first element, and the name in the document type."""
    doctype = ""
    place = 0
    while True:
        if found := _PROLOG.match(text, place):
            place = found.end()
        elif not doctype and (found := _DOCTYPE.match(text, place)):
            doctype, place = found.group(1), found.end()
        else:
            break
    root = _ROOT.match(text, place)
    return (root.group(1), root.group(2), doctype) if root else ("", "", doctype)


def _peek(head: bytes) -> str:
    """The first bytes as ASCII, whatever the encoding: enough to read tags."""
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")


def _format_of_suffix(head: bytes, suffix: str) -> str:
    """The name decides; text under the name of another format is read as text."""
    if suffix not in SUFFIXES:
        name = f"a {suffix} file" if suffix else "a file without a suffix"
        raise Unsupported(f"no reader knows {name}", hint=f"known: {' '.join(SUFFIXES)}")
    format_name = SUFFIXES[suffix]
    return format_name if format_name in ("text", "markdown") or _is_binary(head) else "text"


def _is_binary(head: bytes) -> bool:
    """Zero bytes, but not at every second place as in UTF-16."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return min(even, odd) > 0
