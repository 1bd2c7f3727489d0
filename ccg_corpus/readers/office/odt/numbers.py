"""Automatic numbers of an OpenDocument text: its list styles in, the label printed before an item out.

A list names a style, a style the form of each level ("Case %1%:"); items count themselves. A list
begins anew unless it says that it goes on; so does a list within an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ccg_corpus.readers.office.numerals import belongs_to_words, numeral
from ccg_corpus.readers.office.odt.styles import LOEXT, STYLE, TEXT, outline_of

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
          "I": "upperRoman", "": "none", "01": "decimalZero"}  # fmt: skip
_PLACE = re.compile(r"%(\d{1,2})%")
_OUTLINE = "\0outline"  # the style of numbered headings, which has no name
_SENSIBLE = 7  # digits of a number


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list style."""

    form: str
    pattern: str  # "Case %1%:"
    start: int = 1


@dataclass(slots=True)
class _List:
    """An open list."""

    style: str
    depth: int
    item: Any = None  # the open item, until its first paragraph has its label


class OdtNumbers:
    """The list styles of a text, and how far each has been counted."""

    def __init__(self, roots: Iterable[Any] = ()) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._open: list[_List] = []
        for root in roots:
            for style in root.iter("list-style", "outline-style"):
                is_outline = style.tag == "outline-style"
                name = _OUTLINE if is_outline else style.get(STYLE + "name") or ""
                self._levels[name] = dict(map(_read_level, style.iterchildren(
                    "list-level-style-number", "outline-level-style"
                )))  # fmt: skip

    def begin(self, element: Any) -> None:
        """A list begins."""
        outer = self._open[-1] if self._open else None
        style = element.get(TEXT + "style-name") or (outer.style if outer else "")
        here = _List(style, outer.depth + 1 if outer else 1)
        goes_on = element.get(TEXT + "continue-numbering") == "true"
        goes_on = goes_on or element.get(TEXT + "continue-list") is not None
        within_unnumbered = outer is not None and outer.item is not None
        if not goes_on and not within_unnumbered:
            self._forget(style, here.depth)
        self._open.append(here)

    def end(self) -> None:
        """The list that began last ends."""
        self._open.pop()

    def item(self, element: Any) -> None:
        """An item of the list begins; its first paragraph has the label."""
        if self._open:
            self._open[-1].item = element

    def label(self, paragraph: Any, *, is_alone: bool) -> str:
        """What is printed before this paragraph, where it is read with its words; "" elsewhere."""
        if self._open:
            return self._of_item(is_alone=is_alone)
        if paragraph.tag != "h" or paragraph.get(TEXT + "is-list-header") == "true":
            return ""
        start = _integer(paragraph.get(TEXT + "start-value"))
        if paragraph.get(TEXT + "restart-numbering") == "true":
            self._forget(_OUTLINE, outline_of(paragraph))
        return self._next(_OUTLINE, outline_of(paragraph), start, is_alone=is_alone)

    def _of_item(self, *, is_alone: bool) -> str:
        here = self._open[-1]
        item, here.item = here.item, None
        for outer in self._open[:-1]:
            outer.item = None
        if item is None:
            return ""
        start = _integer(item.get(TEXT + "start-value"))
        shown_as = item.get(TEXT + "style-override")
        return self._next(here.style, here.depth, start, is_alone=is_alone, shown_as=shown_as)

    def _next(
        self,
        style: str,
        depth: int,
        start: int | None,
        *,
        is_alone: bool,
        shown_as: str | None = None,
    ) -> str:
        levels = self._levels.get(shown_as or style) or self._levels.get(style, {})
        level = levels.get(depth)
        counts = self._counts.setdefault(style, {})
        first = level.start if level else 1
        counts[depth] = start if start is not None else counts.get(depth, first - 1) + 1
        self._forget(style, depth + 1)
        if level is None:
            return ""

        def number(place: re.Match[str]) -> str:
            at = int(place.group(1))
            form = levels.get(at, level).form
            return numeral(counts.get(at, levels[at].start if at in levels else 1), form)

        said = " ".join(_PLACE.sub(number, level.pattern).split())
        literal = _PLACE.sub("", level.pattern)
        return said if said and belongs_to_words(said, literal, is_alone=is_alone) else ""

    def _forget(self, style: str, depth: int) -> None:
        counts = self._counts.get(style, {})
        for deeper in [one for one in counts if one >= depth]:
            del counts[deeper]


def _read_level(stated: Any) -> tuple[int, _Level]:
    depth = _integer(stated.get(TEXT + "level")) or 1
    form = _FORMS.get(stated.get(STYLE + "num-format") or "", "decimal")
    pattern = stated.get(LOEXT + "num-list-format")
    if pattern is None:
        shown = min(_integer(stated.get(TEXT + "display-levels")) or 1, depth)
        places = ".".join(f"%{at}%" for at in range(depth - shown + 1, depth + 1))
        prefix, suffix = (stated.get(STYLE + one) or "" for one in ("num-prefix", "num-suffix"))
        pattern = f"{prefix}{places if form != 'none' else ''}{suffix}"
    return depth, _Level(form, pattern, _integer(stated.get(TEXT + "start-value")) or 1)


def _integer(stated: str | None) -> int | None:
    return int(stated) if stated and stated.isdecimal() and len(stated) <= _SENSIBLE else None
