"""What a paragraph of a word processor shows without a style to say it: a quotation set in, a heading.

Authors' manuscripts are often written in one style. Only what stands out from the rest of the file
counts. Takes looks, gives what they show; knows neither Word's files nor LibreOffice's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ccg_corpus.core.model import DraftBlock

_INDENT = 200  # twips (a twentieth of a point): a third of a centimetre
_SMALLER = 0.9  # points: 11 in a text of 12
_HEADING_WORDS = 14
_FEWEST_BEFORE = 8  # words of a sentence that is text
_FEWEST_WORDS = 5  # of a quotation that only its look shows
_ITEM = re.compile(r"\s*(?:[-–—•·▪◦○*]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)])\s")
_CAPTION = re.compile(
    r"\s*(?:fig(?:ure)?|table|box|appendix|source|notes?)\b\.?\s*(?:\d|:)", re.IGNORECASE
)
_LABEL_AT_END = re.compile(r"[(\[][^()\[\]]{2,80}[)\]]\W*$")
_LEADS_IN = re.compile(r":\W*$")
_NO_HEADING_END = (".", ",", ";", ":", ")", "”", "’", '"')


@dataclass(frozen=True, slots=True)
class Appearance:
    """How a paragraph is set. Lengths in twips, the size of type in points, 0 where unknown;
    `italic` and `bold` where all of its words are."""

    left: int = 0
    right: int = 0
    first: int = 0
    size: float = 0.0
    italic: bool = False
    bold: bool = False


def prevailing(looks: Iterable[tuple[Appearance, int]]) -> Appearance:
    """How most of the text's characters are set; each paragraph comes with its count of them."""
    indents: Counter[tuple[int, int]] = Counter()
    sizes: Counter[float] = Counter()
    italics: Counter[bool] = Counter()
    for look, length in looks:
        indents[look.left, look.right] += length
        sizes[look.size] += length
        italics[look.italic] += length
    left, right = max(indents, key=lambda one: (indents[one], one), default=(0, 0))
    size = max(sizes, key=lambda one: (sizes[one], one), default=0.0)
    return Appearance(left, right, size=size, italic=italics[True] > italics[False])


def shown_quotation(look: Appearance, usual: Appearance, words: str, *, before: str) -> str:
    """ "quote" where print displays a quotation so, "indented" where it may, else "".

    Set in at both sides is how it is done. Set in at the left alone are lists and examples too:
    there another sign has to agree, the type, a label at the end, or the sentence `before`.
    """
    if _CAPTION.match(words):
        return ""
    is_in_left = look.left - usual.left >= _INDENT
    if is_in_left and look.right - usual.right >= _INDENT:
        return "quote"
    is_small = 0 < look.size <= usual.size - _SMALLER
    is_slanted = look.italic and not usual.italic
    if _ITEM.match(words) or look.first <= -_INDENT or len(words.split()) < _FEWEST_WORDS:
        return ""
    if not is_in_left:
        return "quote" if is_small and is_slanted else ""
    signs = (is_small, is_slanted, _LABEL_AT_END.search(words), _LEADS_IN.search(before))
    return "quote" if any(signs) else "indented"


def text_has_begun(blocks: Iterable[DraftBlock]) -> bool:
    """Whether a heading or a sentence of the text stands before: on a title page, authors and their
    addresses are set in as well."""
    return any(
        block.kind == "heading"
        or (
            block.text.endswith((".", ":", "?", "”", ")"))
            and len(block.text.split()) >= _FEWEST_BEFORE
        )
        for block in blocks
        if block.kind in ("heading", "paragraph", "list_item")
    )


def reads_as_heading(words: str) -> bool:
    """A short line with no full stop at its end: a heading, where it is set in bold."""
    if not 1 <= len(words.split()) <= _HEADING_WORDS:
        return False
    if not (words[0].isupper() or words[0].isdigit()) or words.endswith(_NO_HEADING_END):
        return False
    return any(char.isalpha() for char in words)
