"""What a Word paragraph shows without a style to say it: an indented quotation, a bold heading.

Authors' manuscripts are often written in one style. Only what stands out from the rest of the file
counts: paragraphs set in at both sides where others are not, short lines wholly in bold.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from ccg_corpus.readers.docx_styles import Style, Styles, indents_of, is_on, qualified

_INDENT = 200  # twips (a twentieth of a point): a third of a centimetre
_HEADING_WORDS = 14


def prevailing_indents(body: Any, styles: Styles) -> tuple[int, int]:
    """The indents that most of the text's characters stand in."""
    counts: Counter[tuple[int, int]] = Counter()
    for paragraph in body.iterchildren(qualified("p")):
        properties = paragraph.find(qualified("pPr"))
        named = properties.find(qualified("pStyle")) if properties is not None else None
        style = styles.paragraph(named.get(qualified("val")) if named is not None else None)
        size = sum(len(one.text or "") for one in paragraph.iter(qualified("t")))
        counts[_indents(properties, style)] += size
    return max(counts, key=lambda one: (counts[one], one), default=(0, 0))


def is_indented(properties: Any, style: Style, usual: tuple[int, int]) -> bool:
    """Set in at both sides of the usual text: how print displays a quotation."""
    left, right = _indents(properties, style)
    return left - usual[0] >= _INDENT and right - usual[1] >= _INDENT


def _indents(properties: Any, style: Style) -> tuple[int, int]:
    left, right = indents_of(properties)
    left = style.left if left is None else left
    right = style.right if right is None else right
    return left or 0, right or 0


def heading_by_look(paragraph: Any, style: Style) -> bool:
    """A short line wholly in bold, with no full stop at its end."""
    runs = [run for run in paragraph.iter(qualified("r")) if _says(run)]
    words = "".join(_says(run) for run in runs).strip()
    if not 1 <= len(words.split()) <= _HEADING_WORDS or not (
        words[0].isupper() or words[0].isdigit()
    ):
        return False
    if words.endswith((".", ",", ";", ":", ")", "”", "’", '"')):
        return False
    if paragraph.getnext() is None or not any(char.isalpha() for char in words):
        return False
    return all(_is_bold(run, style) for run in runs)


def _says(run: Any) -> str:
    return "".join(text.text or "" for text in run.iterchildren(qualified("t")))


def _is_bold(run: Any, style: Style) -> bool:
    if not _says(run).strip():
        return True
    stated = is_on(run.find(qualified("rPr")), "b")
    return bool(style.bold if stated is None else stated)
