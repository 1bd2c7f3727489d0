"""How the paragraphs of a Word file are set: by their style, their own properties, their runs'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ccg_corpus.readers.office.appearance import Appearance, prevailing, reads_as_heading
from ccg_corpus.readers.office.docx.styles import indents_of, is_on, qualified, size_of
from ccg_corpus.readers.office.styles import Style, Styles

_TEXT, _RUN, _RUN_PROPERTIES = qualified("t"), qualified("r"), qualified("rPr")


def prevailing_look(body: Any, styles: Styles) -> Appearance:
    """How most of the text's characters are set."""
    return prevailing(_looks(body, styles))


def _looks(body: Any, styles: Styles) -> Iterator[tuple[Appearance, int]]:
    for paragraph in body.iterchildren(qualified("p")):
        properties = paragraph.find(qualified("pPr"))
        named = properties.find(qualified("pStyle")) if properties is not None else None
        style = styles.paragraph(named.get(qualified("val")) if named is not None else None)
        look = look_of(paragraph, style, styles)
        yield look, sum(len(one.text or "") for one in paragraph.iter(_TEXT))


def look_of(paragraph: Any, style: Style, styles: Styles) -> Appearance:
    """How a paragraph is set, what its runs have in common included."""
    left, right, first = indents_of(paragraph.find(qualified("pPr")))
    runs = [_over(run, style, styles) for run in paragraph.iter(_RUN) if _says(run).strip()]
    sizes = {run.size for run in runs}
    return Appearance(
        left=_first(left, style.left),
        right=_first(right, style.right),
        first=_first(first, style.first),
        size=max((size or 0.0 for size in sizes), default=0.0),
        italic=bool(runs) and all(run.italic for run in runs),
        bold=bool(runs) and all(run.bold for run in runs),
    )


def heading_by_look(paragraph: Any, look: Appearance) -> bool:
    """A short line wholly in bold, with no full stop at its end, and text behind it."""
    if not look.bold or paragraph.getnext() is None:
        return False
    return reads_as_heading("".join(map(_says, paragraph.iter(_RUN))).strip())


def _over(run: Any, style: Style, styles: Styles) -> Style:
    """A run's own type over its style's over its paragraph's."""
    properties = run.find(_RUN_PROPERTIES)
    if properties is None:
        return style
    named = properties.find(qualified("rStyle"))
    character = styles.character(named.get(qualified("val")) if named is not None else None)
    own = Style(
        italic=is_on(properties, "i"), bold=is_on(properties, "b"), size=size_of(properties)
    )
    return own.over(character).over(style)


def _first(*stated: int | None) -> int:
    return next((one for one in stated if one is not None), 0)


def _says(run: Any) -> str:
    return "".join(text.text or "" for text in run.iterchildren(_TEXT))
