"""What the styles of an OpenDocument text say of its paragraphs and runs.

Takes the parts that hold styles, gives each style's facts by its family and name. The styles that
LibreOffice makes for what an author set by hand ("P12") are based on those with names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ccg_corpus.readers.office.styles import Style, Styles, kind_of_name, level_of_name, resolved

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE = _NS % "text", _NS % "table"
STYLE, _FO = _NS % "style", _NS % "xsl-fo-compatible"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

# Captions of LibreOffice are styled by what they stand under.
_CAPTIONS = frozenset(("Illustration", "Figure", "Table", "Drawing"))
_CODE = re.compile(r"_([0-9a-f]{2})_")  # "Heading_20_1"
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(cm|mm|in|pt|pc|px)")
_TWIPS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0, "pc": 240.0, "px": 15.0}
_TWIPS_OF_POINT = 20
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_MAX_LEVEL = 9


def read_styles(roots: Iterable[Any]) -> tuple[Styles, Styles]:
    """The styles of paragraphs, and those of runs."""
    own: dict[str, dict[str, Style]] = {"paragraph": {}, "text": {}}
    bases: dict[str, dict[str, str]] = {"paragraph": {}, "text": {}}
    for root in roots:
        for style in root.iter("style", "default-style"):
            family = style.get(STYLE + "family")
            if family in own:
                # The style without a name is what all paragraphs begin with.
                name = style.get(STYLE + "name") or ""
                own[family][name] = _own(style, name)
                if name:
                    bases[family][name] = style.get(STYLE + "parent-style-name") or ""
    paragraphs, runs = (Styles(resolved(own[one], bases[one])) for one in ("paragraph", "text"))
    return paragraphs, runs


def _own(style: Any, name: str) -> Style:
    shown = style.get(STYLE + "display-name") or _CODE.sub(_character, name)
    paragraph, text = style.find("paragraph-properties"), style.find("text-properties")
    level = level_of_name(shown)
    left, right, first = (
        _twips(paragraph, one) for one in ("margin-left", "margin-right", "text-indent")
    )
    size = _twips(text, "font-size")
    return Style(
        kind="caption" if shown in _CAPTIONS else kind_of_name(shown),
        level=_level(style.get(STYLE + "default-outline-level")) if level is None else level,
        left=left,
        right=right,
        first=first,
        size=size / _TWIPS_OF_POINT if size else None,
        italic=_is(text, _FO + "font-style", ("italic", "oblique")),
        bold=_is(text, _FO + "font-weight", _BOLD),
        hidden=_is(text, TEXT + "display", ("none",)),
        raised=_raised(text),
        font=_font(text),
    )


def _raised(properties: Any) -> bool | None:
    """Set above the line, as calls of notes and powers are: "super 58%", "33% 58%"."""
    stated = properties.get(STYLE + "text-position") if properties is not None else None
    if stated is None:
        return None
    place = stated.split()[0] if stated.split() else ""
    return place == "super" or (place[:1] in "123456789" and place.endswith("%"))


def _font(properties: Any) -> str | None:
    if properties is None:
        return None
    stated = properties.get(STYLE + "font-name") or properties.get(_FO + "font-family")
    return stated.strip("'\"") if stated else None


def outline_of(heading: Any) -> int:
    """The depth of a heading, 1 at the top."""
    return _level(heading.get(TEXT + "outline-level")) or 1


def _level(stated: str | None) -> int | None:
    value = int(stated) if stated and stated.isdecimal() else 0
    return value if 1 <= value <= _MAX_LEVEL else None


def _character(code: re.Match[str]) -> str:
    return chr(int(code.group(1), 16))


def _twips(properties: Any, name: str) -> int | None:
    stated = properties.get(_FO + name) if properties is not None else None
    found = _LENGTH.fullmatch((stated or "").strip())
    return round(float(found.group(1)) * _TWIPS[found.group(2)]) if found else None


def _is(properties: Any, name: str, values: Iterable[str]) -> bool | None:
    stated = properties.get(name) if properties is not None else None
    return None if stated is None else stated in values
