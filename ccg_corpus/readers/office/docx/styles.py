"""What the styles of a Word file say about its paragraphs: headings, quotations, captions, italics.

Takes the styles part, gives for each style its facts, those of the styles it is based on included.
Built-in styles have the same names in every language of Word.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.readers.office.styles import Style, Styles, kind_of_name, level_of_name, resolved

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_WORDS_OWN_SIZE = 10.0  # points, where a file states none


def qualified(name: str) -> str:
    """A name of Word's own vocabulary, as lxml has it."""
    return _W + name


def is_on(properties: Any, name: str) -> bool | None:
    """A property that is on, off, or not stated."""
    found = properties.find(_W + name) if properties is not None else None
    if found is None:
        return None
    return found.get(_W + "val", "true").lower() not in ("0", "false", "off", "none")


def indents_of(properties: Any) -> tuple[int | None, int | None, int | None]:
    """Left and right indent and that of the first line in twips, where they are stated."""
    found = properties.find(_W + "ind") if properties is not None else None
    if found is None:
        return None, None, None
    left = found.get(_W + "left", found.get(_W + "start"))
    right = found.get(_W + "right", found.get(_W + "end"))
    hanging = _twips(found.get(_W + "hanging"))
    first = -hanging if hanging else _twips(found.get(_W + "firstLine"))
    return _twips(left), _twips(right), first


def size_of(properties: Any) -> float | None:
    """The size of type in points, where it is stated."""
    found = properties.find(_W + "sz") if properties is not None else None
    half_points = _twips(found.get(_W + "val")) if found is not None else None
    return half_points / 2 if half_points and half_points > 0 else None


def font_of(properties: Any) -> str | None:
    """The font of a run's letters, where one is stated."""
    found = properties.find(_W + "rFonts") if properties is not None else None
    return None if found is None else found.get(_W + "ascii", found.get(_W + "hAnsi"))


def is_raised(properties: Any) -> bool | None:
    """Set above the line, as calls of notes and powers are."""
    found = properties.find(_W + "vertAlign") if properties is not None else None
    return None if found is None else found.get(_W + "val") == "superscript"


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
    stated = root.find("/".join(map(qualified, ("docDefaults", "rPrDefault", "rPr"))))
    ground = Style(size=size_of(stated) or _WORDS_OWN_SIZE)
    return Styles({name: one.over(ground) for name, one in resolved(own, bases).items()}, default)


def _own(style: Any) -> Style:
    stated = style.find(_W + "name")
    name = (stated.get(_W + "val") or "").strip() if stated is not None else ""
    paragraph, run = style.find(_W + "pPr"), style.find(_W + "rPr")
    level = level_of_name(name)
    left, right, first = indents_of(paragraph)
    return Style(
        kind=kind_of_name(name),
        level=outline_of(paragraph) if level is None else level,
        left=left,
        right=right,
        first=first,
        size=size_of(run),
        italic=is_on(run, "i"),
        bold=is_on(run, "b"),
        numbered=is_numbered(paragraph),
        hidden=is_on(run, "vanish"),
        raised=is_raised(run),
        font=font_of(run),
    )
