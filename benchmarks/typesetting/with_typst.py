"""Typeset a paper with Typst: paragraphs broken as a whole, hyphens, ligatures, floats.

Glyphs are placed one by one and mapped back by ToUnicode; hyphens that the typesetter puts in are
told apart by the file. Tables and some boxes float to the head or foot; other boxes stand where a
first pass found the end of a line in the middle of a quotation, and cut its paragraph there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from typesetting.material import NOTE, Paper, Part, box, is_display

_ROWS_IN_ONE = 250  # words: a table that is longer goes on in a table of its own
_HEAD = """
#set document(title: {title})
#set page(
  paper: "a4", columns: {columns}, margin: (x: 18mm, top: 24mm, bottom: 22mm), numbering: "1",
  header: context {{ set text(8pt)
    if calc.odd(here().page()) [_Annals of Invented Examples_ 2024; 12: #counter(page).display()]
    else [#h(1fr) Bloggs and Smith: an invented example] }},
)
#set columns(gutter: 7mm)
#set text(font: "Libertinus Serif", size: {size}pt, lang: "en", region: "gb", hyphenate: true)
#set par(justify: true, {paragraphs})
#show heading: it => block(above: 1.3em, below: 0.7em, text({size}pt * 1.1, weight: "bold", it.body))
#let at(n) = context [#metadata((n, here().page()))<at>]
#let word(n) = context [#metadata((n, here().page(), here().position().x / 1pt, here().position().y / 1pt))<word>]
#let box-text(lines) = block(stroke: 0.5pt, inset: 6pt, width: 100%, breakable: false, above: 9pt, below: 9pt,
  {{ set text({small}pt); set par(justify: false, first-line-indent: 0pt)
    lines.map(par).join() }})
#let floating(lines) = place(auto, float: true, clearance: 9pt, box-text(lines))
#let display(body) = pad(left: 12pt, y: {gap}, text({small}pt, body))
#place(top + center, scope: "parent", float: true, clearance: 14pt, block(width: 100%)[
  #text(17pt, weight: "bold", {title}) #linebreak() Jo Bloggs and Al Smith])
"""


def typeset(paper: Paper, columns: int) -> tuple[bytes, dict[int, int]]:
    """The PDF, and the page on which each quotation begins."""
    import typst

    words = _query(source_of(paper, columns, probing=True), "<word>")
    source = source_of(_cut_at_lines(paper, words), columns)
    pages = dict(_query(source, "<at>"))
    return typst.compile(source.encode(), format="pdf"), pages


def _query(source: str, label: str) -> list[Any]:
    import typst

    found: list[Any] = json.loads(typst.query(source.encode(), label, field="value"))
    return found


def _cut_at_lines(paper: Paper, words: list[Any]) -> Paper:
    """The cuts moved to the ends of lines.

    The mark of a word that begins a line stands at the end of the line before, at the right edge;
    a word that is broken has its mark farther to the left.
    """
    edges: dict[int, float] = {}
    for (part, _), _, x, _ in words:
        edges[part] = max(x, edges.get(part, 0.0))
    ends: dict[int, list[int]] = {}
    for ((part, at), _, x, y), ((other, _), _, _, y_next) in pairwise(words):
        if part == other and y_next > y + 4 and x > edges[part] - 4:
            ends.setdefault(part, []).append(at)
    return replace(paper, parts=tuple(_cut(n, part, ends) for n, part in enumerate(paper.parts)))


def _cut(number: int, part: Part, ends: Mapping[int, list[int]]) -> Part:
    if part.cut is None:
        return part
    wanted = part.cut
    near = sorted(ends.get(number, ()), key=lambda at: abs(at - wanted))
    return replace(part, cut=near[0] if near else None)


def source_of(paper: Paper, columns: int, *, probing: bool = False) -> str:
    """The paper in Typst's language. Texts are string literals: nothing in them is markup.

    `probing`: no boxes yet, but the places of all words of the quotations that they will cut.
    """
    size = {1: 11, 2: 9.5, 3: 8.5}[columns]
    indented = "first-line-indent: 1.2em, leading: 0.6em, spacing: 0.6em"
    apart = "leading: 0.65em, spacing: 1.1em"
    head = _HEAD.format(
        title=_string(paper.title), columns=columns, size=size, small=size - 1,
        paragraphs=apart if columns == 1 else indented, gap="0pt" if columns == 1 else "5pt",
    )  # fmt: skip
    return head + "\n\n".join(_parts(paper, probing))


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _parts(paper: Paper, probing: bool) -> Iterator[str]:
    rows: list[Part] = []
    for number, part in enumerate(paper.parts):
        if part.cells:
            rows.append(part)
            continue
        yield from _tables(rows)
        rows = []
        yield _part(part, number, probing=probing)
    yield from _tables(rows)


def _part(part: Part, number: int, *, probing: bool) -> str:
    text = _inline(part, number, probing=probing)
    match part.kind:
        case "heading":
            return f"#heading[{text}]"
        case "item":
            return f"#pad(left: 8pt)[{text}]"
        case _ if is_display(part):
            return f"#display[{text}]"
    before = f"#floating({_box(number)}) " if part.floats else ""
    return before + text + (f"#footnote[#{_string(NOTE)}]" if part.note else "")


def _box(number: int) -> str:
    return "(" + ", ".join(map(_string, box(number))) + ")"


def _inline(part: Part, number: int = 0, *, probing: bool = False) -> str:
    """The text with the marks of its quotations, each before the word that it begins with."""
    marks = [(part.text.rfind(" ", 0, a.at) + 1, f"#at({a.quotation})") for a in part.anchors]
    if part.cut is not None and probing:
        starts = [0, *(m.end() for m in re.finditer(" ", part.text))]
        marks += [(at, f"#word(({number}, {at}))") for at in starts]
    elif part.cut is not None:
        rest = f"#linebreak(justify: true)\n\n#box-text({_box(number)})\n\n"
        rest += "#set par(first-line-indent: 0pt);\n"
        marks.append((part.cut, rest))
    out, last = [], 0
    for place, mark in sorted(marks):
        text = part.text[last:place]
        text = text.rstrip() if mark.startswith("#linebreak") else text  # it would take room
        out += [f"#{_string(text)};" if text else "", mark]
        last = place
    shown = "".join(out) + f"#{_string(part.text[last:])};"
    simple = '#set par(linebreaks: "simple");'  # so that a cut moves no other line
    return f"#[{simple}{shown}\n\n]" if part.cut is not None else shown


def _tables(rows: list[Part]) -> Iterator[str]:
    """Tables over the whole page, short enough to float."""
    while rows:
        count, words = 0, 0
        while count < len(rows) and (not count or words < _ROWS_IN_ONE):
            words += sum(len(cell.text.split()) for cell in rows[count].cells)
            count += 1
        yield _table(rows[:count])
        rows = rows[count:]


def _table(rows: list[Part]) -> str:
    width = max(len(row.cells) for row in rows)
    cells = [c for row in rows for c in (*row.cells, *[Part("cell")] * (width - len(row.cells)))]
    shown = ", ".join(f"[{_inline(cell)}]" for cell in cells)
    return (
        '#place(auto, scope: "parent", float: true, block(width: 100%, {set text(8pt); '
        f"set par(justify: false, first-line-indent: 0pt); table(columns: {width}, {shown})}}))"
    )
