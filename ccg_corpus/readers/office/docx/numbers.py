"""Word's automatic numbers: the numbering part in, the label that Word prints before a paragraph out.

A paragraph names a list and a level; the list names its levels' text ("Case %1:") and forms. Counting
is Word's: lists of one definition count on together, unless one says that it starts anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ccg_corpus.readers.office.docx.styles import is_on, qualified
from ccg_corpus.readers.office.numerals import belongs_to_words, numeral
from ccg_corpus.readers.office.symbols import shown

_VALUE = qualified("val")
_LEVEL = qualified("ilvl")
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DEEPEST_LINK = 4


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""  # paragraphs of this style stand on this level
    restart: int | None = None  # the level (1-based) behind which it starts anew; 0: never
    in_digits: bool = False
    font: str | None = None


_Levels = Mapping[int, _Level]


class Numbers:
    """The lists of a Word file, and how far each has been counted."""

    def __init__(self, numbering: Any = None, styles: Any = None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}  # definition → the style that holds its list
        self._lists: dict[str, str] = {}  # list → definition
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._anew: dict[str, dict[int, int]] = {}  # list → level → the number it starts at
        self._counts: dict[str, dict[int, int]] = {}
        self._by_style: dict[str, tuple[str, int | None]] = {}
        self._style_bases: dict[str, str] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    # What the file says

    def _read(self, root: Any) -> None:
        for definition in root.iterchildren(qualified("abstractNum")):
            name = definition.get(qualified("abstractNumId"), "")
            levels = (_read_level(one) for one in definition.iterchildren(qualified("lvl")))
            self._abstract[name] = dict(levels)
            link = definition.find(qualified("numStyleLink"))
            if link is not None:
                self._links[name] = link.get(_VALUE, "")
        for one in root.iterchildren(qualified("num")):
            number = one.get(qualified("numId"), "")
            definition = one.find(qualified("abstractNumId"))
            self._lists[number] = definition.get(_VALUE, "") if definition is not None else ""
            self._read_overrides(number, one)

    def _read_overrides(self, number: str, one: Any) -> None:
        for override in one.iterchildren(qualified("lvlOverride")):
            at = _integer(override.get(_LEVEL), 0)
            start, level = (
                override.find(qualified("startOverride")),
                override.find(qualified("lvl")),
            )
            if level is not None:
                self._overrides.setdefault(number, {})[at] = _read_level(level)[1]
            if start is not None:
                self._anew.setdefault(number, {})[at] = _integer(start.get(_VALUE), 1)

    def _read_styles(self, root: Any) -> None:
        for style in root.iterchildren(qualified("style")):
            name = style.get(qualified("styleId"), "")
            base = style.find(qualified("basedOn"))
            if base is not None:
                self._style_bases[name] = base.get(_VALUE, "")
            number, level = _stated(style.find(qualified("pPr")))
            if number is not None:
                self._by_style[name] = number, level

    # Counting

    def label(self, properties: Any, style: str | None, *, is_alone: bool) -> str:
        """What Word prints before a paragraph of these properties, where that is read with its
        words; "" elsewhere. Each numbered paragraph has to be asked for, in order."""
        number, level = self._place(properties, style)
        definition = self._definition(number)
        if number is None or definition is None:
            return ""
        levels = {**self._abstract.get(definition, {}), **self._overrides.get(number, {})}
        at = self._level_of(style, levels) if level is None else level
        here = levels.get(at)
        if here is None or here.form == "bullet":
            return ""
        counts = self._count(number, definition, at, levels)
        said = _PLACE.sub(
            lambda place: _said(int(place.group(1)) - 1, at, levels, counts), here.text
        )
        said = shown(said, here.font).strip()
        literal = _PLACE.sub("", here.text)
        return said if said and belongs_to_words(said, literal, is_alone=is_alone) else ""

    def _place(self, properties: Any, style: str | None) -> tuple[str | None, int | None]:
        """The list and the level that a paragraph names, or else its style."""
        number, level = _stated(properties)
        seen: set[str] = set()
        while number is None and style and style not in seen:
            seen.add(style)
            if style in self._by_style:
                number, of_style = self._by_style[style]
                level = of_style if level is None else level
            style = self._style_bases.get(style)
        return (None if number == "0" else number), level

    def _definition(self, number: str | None) -> str | None:
        """The definition of a list; one may say that a style has it."""
        for _ in range(_DEEPEST_LINK):
            definition = self._lists.get(number or "")
            if definition is None or definition not in self._links:
                return definition
            number = self._by_style.get(self._links[definition], (None, None))[0]
        return None

    def _level_of(self, style: str | None, levels: _Levels) -> int:
        """The level that belongs to a style or to one it is based on; the first where none does."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            for at, level in levels.items():
                if level.style == style:
                    return at
            style = self._style_bases.get(style)
        return 0

    def _count(self, number: str, definition: str, at: int, levels: _Levels) -> Mapping[int, int]:
        counts = self._counts.setdefault(definition, {})
        anew = self._anew.get(number, {}).pop(at, None)  # it starts anew once
        if anew is not None:
            counts[at] = anew
        else:
            counts[at] = counts[at] + 1 if at in counts else levels[at].start
        for deeper in [one for one in counts if one > at]:
            restart = levels.get(deeper, _Level()).restart
            if restart is None or (restart and at < restart):
                del counts[deeper]
        return counts


def _said(place: int, at: int, levels: _Levels, counts: Mapping[int, int]) -> str:
    """The number of one level in a label of level `at`."""
    level = levels.get(place, _Level())
    form = "decimal" if levels[at].in_digits and place != at else level.form
    return numeral(counts.get(place, level.start), form)


def _read_level(stated: Any) -> tuple[int, _Level]:
    def value(name: str) -> str | None:
        found = stated.find(qualified(name))
        return None if found is None else found.get(_VALUE, "")

    level = _Level(
        start=_integer(value("start"), 1 if stated.find(qualified("start")) is not None else 0),
        form=_form(stated) or "decimal",
        text=value("lvlText") or "",
        style=value("pStyle") or "",
        restart=None if value("lvlRestart") is None else _integer(value("lvlRestart"), 0),
        in_digits=bool(is_on(stated, "isLgl")),
        font=_font(stated.find(qualified("rPr"))),
    )
    hidden = is_on(stated.find(qualified("rPr")), "vanish")
    return _integer(stated.get(_LEVEL), 0), replace(level, text="") if hidden else level


def _form(stated: Any) -> str | None:
    """The form of a level's numbers; newer programs write theirs into an alternative's fallback."""
    found = next(stated.iter(qualified("numFmt")), None)
    return None if found is None else found.get(_VALUE)


def _font(properties: Any) -> str | None:
    fonts = properties.find(qualified("rFonts")) if properties is not None else None
    return None if fonts is None else fonts.get(qualified("ascii"))


def _stated(properties: Any) -> tuple[str | None, int | None]:
    """The list and the level that properties state."""
    numbers = properties.find(qualified("numPr")) if properties is not None else None
    if numbers is None:
        return None, None
    number, level = numbers.find(qualified("numId")), numbers.find(qualified("ilvl"))
    return (
        None if number is None else number.get(_VALUE),
        None if level is None else min(_integer(level.get(_VALUE), 0), _LEVELS - 1),
    )


def _integer(stated: str | None, otherwise: int) -> int:
    return int(stated) if stated and stated.isdecimal() and len(stated) < 8 else otherwise
