"""Fonts of a PDF as tables: codes in, characters and widths out.

Reads what the parser's own font class knows of encodings and widths; opens no font file.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ccg_corpus.readers.office.symbols import UNREADABLE
from ccg_corpus.readers.pdf.layout.bidi import drawn

_SPACE_GLYPH = 3


class Glyphs:
    """A font as a table: codes in, characters and widths (in em) out."""

    def __init__(self, font: Any, scale: float = 0.001, *, codes_are_glyphs: bool = False) -> None:
        self._named = font.encoding if isinstance(font.encoding, str) else ""
        self._codes = {} if self._named else font.encoding
        self._map = font.character_map if font.interpretable else {}
        self._widths = font.character_widths
        self._default = font.character_widths.get("default", 500)
        self._scale = scale
        self._shown = font.interpretable
        self._codes_are_glyphs = codes_are_glyphs and bool(self._named)
        self._known: dict[str, tuple[str, float]] = {}

    @property
    def is_wide(self) -> bool:
        """Two bytes for a code."""
        return self._named.startswith("utf-16")

    def decode(self, data: bytes) -> tuple[str, float, int]:
        """Characters, their width together, and how many codes they were."""
        codes = self._split(data)
        found = [self._known.get(code) or self._look_up(code) for code in codes]
        width = sum(width for _, width in found)
        return "".join(text for text, _ in found), width, len(codes)

    def _split(self, data: bytes) -> str:
        if not self._named:
            return data.decode("latin-1")
        if self.is_wide and not len(data) % 2:
            text = data.decode(self._named, "surrogatepass")
            # Codes of glyphs may look like the halves of one character.
            return text if 2 * len(text) == len(data) else _pairs(data, self._named)
        try:
            return data.decode(self._named, "surrogatepass")
        except (UnicodeDecodeError, LookupError):
            return data.decode("latin-1")

    def _look_up(self, code: str) -> tuple[str, float]:
        text = code if self._named else self._codes.get(ord(code), code)
        if not self._shown:
            text = UNREADABLE
        elif text in self._map:
            text = self._map[text]
        elif self._codes_are_glyphs:
            # Many programs leave the space out of the table; it is the third glyph of most fonts.
            text = " " if ord(text) == _SPACE_GLYPH else UNREADABLE
        if len(text) > 1 or not text.isascii():
            text = drawn(text)
        width = float(self._widths.get(code, self._default)) * self._scale
        self._known[code] = text, width
        return text, width


def load_font(resource: Any) -> Glyphs:
    """The font's table; of a font too damaged to be read, the codes as they stand."""
    from pypdf.generic._font import Font

    try:
        scale = float(resource["/FontMatrix"][0]) if "/FontMatrix" in resource else 0.001
        codes_are_glyphs = _codes_are_glyphs(resource)
        return Glyphs(Font.from_font_resource(resource), scale, codes_are_glyphs=codes_are_glyphs)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # whatever the parser stumbles over
        return plain_font()


def _codes_are_glyphs(resource: Any) -> bool:
    """Whether a code that no table explains says nothing but which glyph is drawn."""
    if resource.get("/Encoding") not in ("/Identity-H", "/Identity-V"):
        return False
    below = resource["/DescendantFonts"].get_object()[0].get_object()
    return isinstance(below.get("/CIDToGIDMap", "/Identity"), str)


def _pairs(data: bytes, encoding: str) -> str:
    order = "little" if "le" in encoding else "big"
    codes = (data[at : at + 2] for at in range(0, len(data), 2))
    return "".join(chr(int.from_bytes(code, order)) for code in codes)  # type: ignore[arg-type]


def plain_font() -> Glyphs:
    return Glyphs(SimpleNamespace(
        encoding={}, character_map={}, character_widths={}, interpretable=True
    ))  # fmt: skip
