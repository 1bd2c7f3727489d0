"""Calls of notes in a web page: an element in, whether it is one, or is raised, out."""

from __future__ import annotations

import re
from typing import Any

from ccg_corpus.readers.web.html_boilerplate import classes_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_CALL_TYPES = _words("noteref doc-noteref biblioref doc-biblioref")
_CALL_CLASS = _words(
    "footnote-ref footnote-reference footnoteref fn-ref noteref endnote-ref endnoteref reference-ref"
)


def types_of(element: Any) -> frozenset[str]:
    """What the element is by its role, or by its type in an EPUB."""
    stated = (element.get("role"), element.get(_EPUB_TYPE), element.get("epub:type"))
    return frozenset(word for one in stated if one for word in one.lower().split())


def is_note_call(link: Any) -> bool:
    """A link that says itself that it leads to a note or a reference."""
    return bool(types_of(link) & _CALL_TYPES or classes_of(link) & _CALL_CLASS)


def calls_note(raised: Any) -> bool:
    """Whether what is raised is a link into the page, or stands in one."""
    links = [*raised.iter("a"), *raised.iterancestors("a")]
    return any((link.get("href") or "").startswith("#") or is_note_call(link) for link in links)


def is_raised(element: Any) -> bool:
    """Set above the line by its own style."""
    return _RAISED_STYLE.search(element.get("style") or "") is not None
