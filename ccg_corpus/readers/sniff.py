"""Which format a file is in: its first bytes say so before its name does.

Takes the first bytes and the name, gives the name of a reader; never opens anything.
"""

from __future__ import annotations

import re

from ccg_corpus.core.errors import Encrypted, Unsupported

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".fodt": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
    ".xml": "jats",
    ".nxml": "jats",
    ".tei": "tei",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".zip": "zip",  # a folder of documents: `open_folder`
}
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")

HEAD = 65_536  # a licence in a comment may stand before the first element

# First bytes of formats that no reader knows, what to call them and what to do.
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc)", "save it as DOCX or PDF"),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
    (b"\x89PNG", "an image", "it needs OCR"),
    (b"\xff\xd8\xff", "an image", "it needs OCR"),
    (b"GIF8", "an image", "it needs OCR"),
    (b"II*\x00", "an image", "it needs OCR"),
    (b"MM\x00*", "an image", "it needs OCR"),
    (b"AT&TFORM", "a DjVu file", "convert it to PDF"),
    (b"bplist00", "a Safari web archive", "save the page as HTML"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
)
_WHOLE_DOCUMENTS = (".pdf", ".docx", ".docm", ".odt", ".epub", ".rtf", ".md", ".txt", ".mhtml")
_ZIP = b"PK\x03\x04"
# A name in the package's first parts → the reader, or what the file is and what to do.
_PACKAGES: tuple[tuple[bytes, str], ...] = (
    (b"application/epub+zip", "epub"),
    (b"META-INF/container.xml", "epub"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"word/", "docx"),
)
_FOREIGN_PACKAGES: tuple[tuple[bytes, str, str], ...] = (
    (b"opendocument", "an OpenDocument file that is no text", "save it as ODT or PDF"),
    (b"xl/", "an Excel file", "save the sheet as text"),
    (b"ppt/", "a PowerPoint file", "save it as PDF"),
)
# The directory of an encrypted DOCX, which is an old Office file outside.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype\s+([^\s>\[]+)[^>\[]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)([^>]*)")
_HTML_ROOTS = ("html", "head", "body", "main", "div", "section", "title", "meta")
_TEI_ROOTS = ("tei", "teicorpus")
# PubMed Central and OAI servers wrap the article.
_JATS_ROOTS = ("article", "pmc-articleset", "articles", "oai-pmh", "record", "book-part-wrapper",
               "book-part")  # fmt: skip
_WRAPPED = re.compile(rb"<(?:[\w.-]+:)?(?:article-meta|book-meta)[\s>]")
_SAVED_MAIL = re.compile(
    rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}?"
    rb"content-type:\s*(?:multipart/related|text/html)",
    re.IGNORECASE,
)
_MIME = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)


def format_of(head: bytes, *, suffix: str) -> str:
    """The reader for a file with these first bytes and this suffix: "text", "pdf", …

    Raises: Unsupported, saying what the file is where that can be told; Encrypted.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return _format_of_package(head, suffix)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    _refuse_foreign(head, suffix)
    if _SAVED_MAIL.match(head[:4096]) and _MIME.search(head[:4096]):
        return "mhtml"
    return _format_of_markup(head, suffix) or _format_of_suffix(head, suffix)


def _format_of_package(head: bytes, suffix: str) -> str:
    """The kind of document that a ZIP file is: its first parts are named in its first bytes.

    A ZIP that begins with a document holds documents, and is none itself.
    """
    size = int.from_bytes(head[26:28], "little")
    first = head[30 : 30 + size].decode("utf-8", errors="replace").lower()
    if first.endswith(_WHOLE_DOCUMENTS):
        raise Unsupported("a ZIP file", hint="unpack it first")
    for mark, format_name in _PACKAGES:
        if mark in head:
            return format_name
    for mark, what, hint in _FOREIGN_PACKAGES:
        if mark in head:
            raise Unsupported(what, hint=hint)
    if SUFFIXES.get(suffix) in ("docx", "odt", "epub"):
        return SUFFIXES[suffix]  # large pictures may stand before the text
    raise Unsupported("a ZIP file", hint="unpack it first")


def _refuse_foreign(head: bytes, suffix: str) -> None:
    for mark, what, hint in _FOREIGN:
        if head.startswith(mark):
            if what.startswith("an old Office") and (suffix == ".docx" or _ENCRYPTED in head):
                raise Encrypted("a Word file with a password", hint="save it without one")
            raise Unsupported(what, hint=hint)


def holds_articles(head: bytes) -> bool:
    """Whether an XML file with these first bytes may hold several articles of JATS."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    root = _root_of(_peek(head))[0].lower()
    is_one = root in ("article", "book", *_TEI_ROOTS, *_HTML_ROOTS)
    return not is_one and (root in _JATS_ROOTS or _WRAPPED.search(head) is not None)


def _format_of_markup(head: bytes, suffix: str) -> str | None:
    root, attributes, doctype = _root_of(_peek(head))
    if doctype.lower() == "html" or root.lower() == "html":
        return "html"
    if suffix in (".html", ".htm", ".xhtml"):
        return "html" if root else None
    if root == "document" and "opendocument" in attributes:
        return "odt"
    if root.lower() in _TEI_ROOTS:
        return "tei"
    if root.lower() in _JATS_ROOTS and (suffix in (".xml", ".nxml") or "article" in doctype):
        return "jats"
    if root == "article" and "article-type" in attributes:
        return "jats"
    if suffix in (".xml", ".nxml") and root and _WRAPPED.search(head):
        return "jats"  # a book, or what some server sends around articles
    return _format_of_plain_markup(root, head, suffix)


def _format_of_plain_markup(root: str, head: bytes, suffix: str) -> str | None:
    if suffix in (".xml", ".nxml", ".tei") and root:
        raise Unsupported(f"XML, but neither a JATS article nor TEI: its root is <{root}>")
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
