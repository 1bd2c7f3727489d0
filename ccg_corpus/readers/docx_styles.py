"""What the styles of a Word file say about its paragraphs: headings, quotations, captions, italics.

Takes the styles part, gives for each style its facts, those of the styles it is based on included.
Built-in styles have the same names in every language of Word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_KINDS = (
    (re.compile(r"title", re.IGNORECASE), "title"),
    (re.compile(r"pull.?quot\w*", re.IGNORECASE), "pull quote"),
    (re.compile(r".*(?:attribution|quot\w+ (?:source|author)).*", re.IGNORECASE), "attribution"),
    (
        re.compile(
            r"(?:.*\b)?(?:block ?quot\w*|quot(?:e|es|ation|ations)|block text|display(?:ed)? extract)"
            r"(?:\b.*)?",
            re.IGNORECASE,
        ),
        "quote",
    ),
    (re.compile(r"(?:.*\b)?caption|table title|figure title", re.IGNORECASE), "caption"),
    (re.compile(r"(?:footnote|endnote) text", re.IGNORECASE), "note"),
    (re.compile(r"bibliography.*|endnote bibliography.*|references?", re.IGNORECASE), "reference"),
    (re.compile(r"toc \d|toc heading|table of figures|header|footer", re.IGNORECASE), "left out"),
)
_MAX_CHAIN = 20  # styles based on styles; a ring ends here


def qualified(name: str) -> str:
    """A name of Word's own vocabulary, as lxml has it."""
    return _W + name


def is_on(properties: Any, name: str) -> bool | None:
    """A property that is on, off, or not stated."""
    found = properties.find(_W + name) if properties is not None else None
    if found is None:
        return None
    return found.get(_W + "val", "true").lower() not in ("0", "false", "off", "none")


def indents_of(properties: Any) -> tuple[int | None, int | None]:
    """Left and right indent in twips, where they are stated."""
    found = properties.find(_W + "ind") if properties is not None else None
    if found is None:
        return None, None
    left = found.get(_W + "left", found.get(_W + "start"))
    right = found.get(_W + "right", found.get(_W + "end"))
    return _twips(left), _twips(right)


def outline_of(properties: Any) -> int | None:
    """The depth of a heading, 1 at the top; 0 for body text; None where nothing is stated."""
    found = properties.find(_W + "outlineLvl") if properties is not None else None
    if found is None:
        return None
    stated = found.get(_W + "val", "")
    return int(stated) + 1 if stated.isdecimal() and int(stated) < 9 else 0


def is_numbered(properties: Any) -> bool | None:
    """An item of a numbered or bulleted list; number 0 takes a paragraph out of its list."""
    found = properties.find(f"{_W}numPr/{_W}numId") if properties is not None else None
    return None if found is None else found.get(_W + "val") != "0"


def _twips(stated: str | None) -> int | None:
    try:
        return int(float(stated)) if stated is not None else None
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None where it leaves the matter to others."""

    kind: str | None = None
    level: int | None = None
    left: int | None = None
    right: int | None = None
    italic: bool | None = None
    bold: bool | None = None
    numbered: bool | None = None

    def over(self, base: Style) -> Style:
        """This style's own facts, and its base's where it has none."""
        return Style(
            *(
                getattr(base, name) if getattr(self, name) is None else getattr(self, name)
                for name in ("kind", "level", "left", "right", "italic", "bold", "numbered")
            )
        )


_PLAIN = Style()


class Styles:
    """Styles by identifier."""

    def __init__(self, styles: dict[str, Style], default: str = "") -> None:
        self._styles = styles
        self._default = default  # of paragraphs that name no style

    def paragraph(self, identifier: str | None) -> Style:
        return self._styles.get(identifier or self._default, _PLAIN)

    def character(self, identifier: str | None) -> Style:
        return self._styles.get(identifier or "", _PLAIN)


def read_styles(root: Any) -> Styles:
    """The styles of a styles part."""
    own: dict[str, Style] = {}
    bases: dict[str, str] = {}
    default = ""
    for style in root.iterchildren(_W + "style"):
        identifier = style.get(_W + "styleId", "")
        own[identifier] = _own(style)
        base = style.find(_W + "basedOn")
        if base is not None:
            bases[identifier] = base.get(_W + "val", "")
        if style.get(_W + "default") in ("1", "true") and style.get(_W + "type") == "paragraph":
            default = identifier
    return Styles({identifier: _resolved(identifier, own, bases) for identifier in own}, default)


def _resolved(identifier: str, own: dict[str, Style], bases: dict[str, str]) -> Style:
    style = own[identifier]
    for _ in range(_MAX_CHAIN):
        identifier = bases.get(identifier, "")
        if identifier not in own:
            break
        style = style.over(own[identifier])
    return style


def _own(style: Any) -> Style:
    stated = style.find(_W + "name")
    name = (stated.get(_W + "val") or "").strip() if stated is not None else ""
    paragraph, run = style.find(_W + "pPr"), style.find(_W + "rPr")
    heading = _HEADING.fullmatch(name)
    outline = outline_of(paragraph)
    left, right = indents_of(paragraph)
    return Style(
        kind=next((kind for pattern, kind in _KINDS if pattern.fullmatch(name)), None),
        level=int(heading.group(1)) if heading else outline,
        left=left,
        right=right,
        italic=is_on(run, "i"),
        bold=is_on(run, "b"),
        numbered=is_numbered(paragraph),
    )
