r"""The fonts of an RTF file: its table in, which of them hold signs instead of letters out.

`SYMBOL` fields name a font of their own: their instruction in, the sign out.
"""

from __future__ import annotations

import re

from ccg_corpus.readers.office.symbols import is_symbol_font, sign_of

_FONT = re.compile(r"\\f(\d+)((?:(?!\\f\d).)*)", re.DOTALL)
_CHARSET = re.compile(r"\\fcharset(\d+)")
_INSIDE = re.compile(r"\{[^{}]*\}|\\[A-Za-z]+-?\d* ?|[{}\r\n]")
_SYMBOL_FIELD = re.compile(
    r"\s*SYMBOL\s+(?P<code>\d+|0x[0-9A-Fa-f]+)(?P<switches>.*)", re.IGNORECASE | re.DOTALL
)
_NAMED = re.compile(r"\\f\s*\"?([^\"\\]+)\"?")
_OF_SYMBOLS = "2"  # the character set of fonts of signs


def symbol_fonts(table: str) -> dict[str, str]:
    """The numbers of fonts that hold signs, with their names."""
    found: dict[str, str] = {}
    for font in _FONT.finditer(table):
        charset = _CHARSET.search(font.group(2))
        name = _INSIDE.sub("", font.group(2)).partition(";")[0].strip()
        if is_symbol_font(name) or (charset is not None and charset.group(1) == _OF_SYMBOLS):
            found[font.group(1)] = name
    return found


def field_sign(instruction: str) -> str | None:
    """The sign that a field shows, if its instruction asks for one."""
    asked = _SYMBOL_FIELD.match(instruction)
    if asked is None:
        return None
    named = _NAMED.search(asked["switches"].replace("\\\\", "\\"))
    font = named.group(1).strip() if named else None
    code = int(asked["code"], 0) if asked["code"][:2].lower() == "0x" else int(asked["code"][:7])
    if not is_symbol_font(font) and code < 0x100:
        return bytes([code]).decode("cp1252", errors="replace")
    return sign_of(font, code)
