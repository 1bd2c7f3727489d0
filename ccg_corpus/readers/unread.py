"""Signs that could not be read: a draft in, the same with a note that says how many and where out.

A sign whose meaning its file does not tell (a font without a table, a symbol that nobody knows, a
broken encoding) stands in the text as U+FFFD, or as a private or control character. Where words stand
around it a reader sees something that is not here, perhaps the mark of a quotation.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ccg_corpus.core.model import Draft
from ccg_corpus.readers.pages import name_pages

UNREAD = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3  # around a sign: formulas have fewer


def with_note(draft: Draft) -> Draft:
    """The draft, with a warning if words of it stand beside signs that could not be read."""
    count, pages = 0, set[int]()
    for text, page in _texts(draft):
        if text.isascii() and text.isprintable():
            continue
        found = len(UNREAD.findall(text))
        if found and len(_WORDS.findall(text)) >= _FEWEST_WORDS:
            count += found
            pages |= {page} if page is not None else set()
    if not count:
        return draft
    where = f" ({name_pages(sorted(pages))})" if pages else ""
    what = "1 sign" if count == 1 else f"{count:,} signs"
    note = f"{what} can't be read{where}: quotations there may be lost or not verbatim"
    return replace(draft, warnings=(*draft.warnings, note))


def _texts(draft: Draft) -> list[tuple[str, int | None]]:
    return [
        *((line.text, line.page) for line in draft.lines),
        *((block.text, block.page) for block in draft.blocks),
    ]
