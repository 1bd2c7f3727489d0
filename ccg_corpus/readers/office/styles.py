"""What the styles of a word processor say of paragraphs: headings, quotations, captions, italics.

Takes the names and properties of styles, gives each one's facts, those of the styles it is based on
included. Built-in styles have English names in the files of Word and LibreOffice whatever language
their menus speak; styles of one's own have names in any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|"
    r"címsor|заголовок) ([1-9])",
    re.IGNORECASE,
)
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
    (
        re.compile(  # a bare "Citation" is more often a style of references
            r"(?:\w+ )?(?:block|lang)?zitate?(?:block)?|(?:bloc )?citations?(?: longues?| en retrait|"
            r" en bloc)|citations|verbatims?|citas?(?: larga| en bloque| textual(?:es)?)?|"
            r"citaç(?:ão|ões)(?: longa| direta.*)?|citazion[ei](?: lung[ae])?|(?:blok)?cita(?:at|ten)|"
            r"(?:block)?citat|(?:blokk)?sitat|lainaus|cytat|alıntı|цитата",
            re.IGNORECASE,
        ),
        "quote",
    ),
    (re.compile(r"(?:.*\b)?caption|table title|figure title", re.IGNORECASE), "caption"),
    (re.compile(r"beschriftung|légende|bildtext|didascalia|leyenda|legenda", re.IGNORECASE), "caption"),
    (re.compile(r"(?:footnote|endnote) text", re.IGNORECASE), "note"),
    (re.compile(r"bibliography.*|endnote bibliography.*|references?", re.IGNORECASE), "reference"),
    (re.compile(r"literaturverzeichnis|bibliographie|bibliografía|bibliografia", re.IGNORECASE), "reference"),
    (re.compile(r"toc \d|toc heading|table of figures|header|footer", re.IGNORECASE), "left out"),
)  # fmt: skip


def kind_of_name(name: str) -> str | None:
    """What a style of that name says its paragraphs are; None where it says nothing."""
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(name)), None)


def level_of_name(name: str) -> int | None:
    """The depth of the headings that a style of that name sets."""
    heading = _HEADING.fullmatch(name)
    return int(heading.group(1)) if heading else None


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None where it leaves the matter to others. Lengths in twips, the size of
    type in points."""

    kind: str | None = None
    level: int | None = None
    left: int | None = None
    right: int | None = None
    first: int | None = None  # of the first line, from the others
    size: float | None = None
    italic: bool | None = None
    bold: bool | None = None
    numbered: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None  # above the line
    font: str | None = None

    def over(self, base: Style) -> Style:
        """This style's own facts, and its base's where it has none."""
        return Style(
            *(
                getattr(base, one.name) if getattr(self, one.name) is None else getattr(self, one.name)
                for one in fields(self)
            )
        )  # fmt: skip


PLAIN = Style()


class Styles:
    """Styles by identifier; `default` is of paragraphs that name none."""

    def __init__(self, styles: Mapping[str, Style], default: str = "") -> None:
        self._styles = styles
        self._default = default

    def paragraph(self, identifier: str | None) -> Style:
        return self._styles.get(identifier or self._default, PLAIN)

    def character(self, identifier: str | None) -> Style:
        return self._styles.get(identifier or "", PLAIN)


def resolved(own: Mapping[str, Style], bases: Mapping[str, str]) -> dict[str, Style]:
    """Each style with what the ones it is based on say; a ring of them ends where it comes round."""
    out: dict[str, Style] = {}
    for identifier in own:
        chain: dict[str, None] = {}
        while identifier in own and identifier not in out and identifier not in chain:
            chain[identifier] = None
            identifier = bases.get(identifier, "")
        base = out.get(identifier, PLAIN)
        for one in reversed(chain):
            base = out[one] = own[one].over(base)
    return out
