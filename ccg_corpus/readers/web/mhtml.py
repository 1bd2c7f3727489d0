"""Web pages saved as one file (MHTML): bytes in, the blocks and facts of its page out.

The file is a mail whose first HTML part is the page. Its pictures, style sheets and frames are not
looked at.
"""

from __future__ import annotations

import re
from email import policy
from email.message import Message
from email.parser import BytesParser

from ccg_corpus.core.errors import NoText, Unreadable
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.web.html import decode_page, read_page

# What no browser writes, and what the mail parser takes apart over and over.
_ENDLESS = re.compile(rb"^content-type:(?:[^\n]|\n[ \t]){4096}", re.IGNORECASE | re.MULTILINE)
_PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(data: bytes, *, limits: Limits) -> Draft:
    """The page of a saved web archive, read as any other page."""
    if _ENDLESS.search(data):
        raise Unreadable("a web archive with an endless header", hint="save the page as HTML")
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    page = _page_of(message)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content:
        raise NoText("the web archive holds no page", hint="save the page as HTML")
    return read_page(_decoded(content, page.get_content_charset()))


def _page_of(message: Message) -> Message | None:
    """The part that the mail names as its root, else its first HTML part."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = str(message.get_param("start") or "")
    stated = (part for part in pages if start and part.get("Content-ID") == start)
    return next(stated, pages[0] if pages else None)


def _decoded(content: bytes, charset: str | None) -> str:
    """The page's text; what the part says of its characters goes before what the page says."""
    try:
        return content.decode(charset) if charset else decode_page(content)
    except (LookupError, ValueError):
        return decode_page(content)
