"""The signs that stand for quote marks, however they were typed or damaged.

In: a block's text. Out: glyphs in order: the mark a reader takes each for, and where it stands.
Typed: ``two back-ticks'', ,,two commas'', <<two angles>>. Damaged: a curly mark whose three bytes
were read as three letters of Windows-1252. Whether a glyph opens or closes is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# What "“", "”", "‘", "’" become when UTF-8 is read as Windows-1252 (the last byte of "”" has no
# letter there: it stands as a control, as "?", as the sign for what can't be read, or is lost) and
# as Mac Roman, and entities that nobody resolved. Dashes and ellipses so damaged hold signs that
# look like marks and are none: their last sign is in `_NO_MARK`.
_LAST = {"œ": "“", "\u009c": "“", "\u009d": "”", "\ufffd": "”", "?": "”", "": "”", "\u02dc": "‘",
         "\u0098": "‘", "\u2122": "’", "\u0099": "’", "ú": "“", "ù": "”", "ò": "‘", "ô": "’",
         "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "quot": '"', "apos": "'",
         "#8220": "“", "#8221": "”", "#8216": "‘", "#8217": "’", "#34": '"', "#39": "'"}  # fmt: skip
_NO_MARK = "“”¦¢–—\u0093\u0094"
_GLYPH = re.compile(
    rf"â€(?:[{_NO_MARK}]|(?P<windows>[œ\u009c\u009d\ufffd\u02dc\u0098\u2122\u0099?]|(?!\w)))"
    r"|‚Ä(?P<mac>[úùòô])"
    r"|&(?P<entity>[lr][ds]quo|quot|apos|#82(?:16|17|20|21)|#34|#39);"
    r"|(?P<low>(?<![,\w]),,(?=[\w\[…¿¡(]))"
    r"|(?P<angles>(?<!\w)<<(?=\s?[\w\[…¿¡(\"'“‘])|(?<=[\w.,?!…\])\"'”’\s])>>(?!\w))"
    r"|(?P<mark>[\"“”„‟«»‘’‚‛]"
    # two single marks in a row are one double mark, as TeX writes it; three are not
    r"|'(?:(?<!'')'(?!'))?|`(?:(?<!``)`(?!`))?)"
)
_ANGLES = {"<<": "«", ">>": "»"}


class Glyph(NamedTuple):
    """A quote mark: the sign it stands for, its place, and whether its bytes were damaged."""

    char: str
    start: int
    end: int
    damaged: bool = False


def glyphs(text: str) -> Iterator[Glyph]:
    """The signs of a text that are quote marks, apostrophes among them."""
    for match in _GLYPH.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "mark":
            yield Glyph(match.group(), start, end)
        elif kind == "low":
            yield Glyph("„", start, end)
        elif kind == "angles":
            yield Glyph(_ANGLES[match.group()], start, end)
        elif kind:
            yield Glyph(_LAST[match[kind]], start, end, True)


_OPENS = {"“": "”", "„": "”", "«": "»", "``": "''"}
_CLOSES = frozenset(["”", "»", '"', "''"])


def without_typed_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without an opening mark of several signs, and without a closing one that nothing
    in it opens."""
    found = list(glyphs(text[start:end]))
    opening, closing = start, end
    if found and found[0].start == 0 and found[0].end > 1 and found[0].char in _OPENS:
        opening += found.pop(0).end
    doubles = [glyph for glyph in found if glyph.char in _CLOSES or glyph.char in _OPENS]
    if len(doubles) == 1 and doubles[0].char in _CLOSES and doubles[0].end == end - start:
        closing = start + doubles[0].start
    return opening, closing
