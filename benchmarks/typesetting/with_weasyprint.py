"""Typeset a paper with WeasyPrint: HTML and CSS, as a browser or a converter of web pages prints it.

Its words are broken with U+2010, its notes stand at the foot of the page, and each number of columns
has habits of its own: one is a book page with heads at its sides, sidebars and a large initial; two
have centred display quotations, a watermark and an abstract over the whole width; three are ragged,
their display quotations flush right and their tables in the column. A box cuts a paragraph in two
behind a line that is stretched, or that stops where it is. Needs the library Pango.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from typesetting.material import NOTE, Paper, Part, box, is_display

_FONTS = "'Libertinus Serif', 'Linux Libertine O', 'DejaVu Serif', serif"
_ABSTRACT = (
    "Abstract. This invented abstract stands over the columns in smaller type. Nobody says anything "
    "in it, and nothing that it says is true of any office."
)
_ASIDE = ("What is known: an invented office has keys.", "What this adds: nobody counts kettles.")
_PAGES = {1: "176mm 250mm", 2: "A4", 3: "Letter"}
_SIZES = {1: 10.5, 2: 9.5, 3: 7.5}
_DISPLAYS = {
    1: "margin: 7pt 20pt; font-size: 95%",
    2: "margin: 6pt 16pt; text-align: center; text-align-last: center; font-style: italic",
    3: "margin: 5pt 0 5pt 12pt; text-align: right",
}
_HEADS = {
    1: "@left-middle { content: 'Invented Examples, 2024'; transform: rotate(-90deg); white-space: nowrap }"
    "@right-bottom { content: counter(page) }",
    2: "@top-center { content: 'Bloggs and Smith' } @right-middle { content: counter(page) }",
    3: "@bottom-left { content: counter(page) '  |  Annals of Invented Examples' }",
}
_MARK = "<div class=mark>AN INVENTED DRAFT</div>"


def typeset(paper: Paper, columns: int) -> tuple[bytes, dict[int, int]]:
    """The PDF, and the page on which each quotation begins."""
    import weasyprint

    printed: Any = weasyprint.HTML(string=source_of(paper, columns)).render()
    pages = {
        int(name.removeprefix("q")): number
        for number, page in reversed(list(enumerate(printed.pages, start=1)))
        for name in page.anchors
    }
    return printed.write_pdf(), pages


def source_of(paper: Paper, columns: int) -> str:
    """The paper as a page of HTML."""
    body = "\n".join(_parts(paper, columns))
    return (
        f"<html lang=en-GB><title>{html.escape(paper.title)}</title><style>{_style(columns)}</style>"
        f"{_MARK if columns == 2 else ''}<h1>{html.escape(paper.title)}</h1>"
        f"<p>Jo Bloggs and Al Smith</p>{f'<p class=abstract>{_ABSTRACT}</p>' if columns == 2 else ''}"
        f"<div class=columns>{body}</div></html>"
    )


def _style(columns: int) -> str:
    ragged, size = columns == 3, _SIZES[columns]
    return f"""
    @page {{ size: {_PAGES[columns]}; margin: 18mm 20mm; font: 8pt sans-serif; {_HEADS[columns]} }}
    html {{ font: {size}pt/1.25 {_FONTS} }}
    p {{ margin: 0 0 {0.7 * size if ragged else 0}pt; hyphens: auto; orphans: 2; widows: 2;
         text-align: {"left" if ragged else "justify"}; text-indent: {0 if ragged else 1.2}em }}
    .rest, .display, .abstract, h2 + p {{ text-indent: 0 }}
    .cut {{ text-align-last: {"justify" if columns == 2 else "auto"}; margin-bottom: 0 }}
    .display {{ {_DISPLAYS[columns]} }}
    .display.cut {{ text-align-last: {"center" if columns == 2 else "auto"} }}
    .item {{ margin-left: 12pt; text-indent: -8pt }}
    .caption {{ font-size: 85%; font-weight: bold; text-indent: 0; margin: 8pt 0 }}
    .abstract {{ font-size: 90%; border: solid; border-width: 1pt 0; padding: 5pt 0 }}
    h1 {{ font-size: 18pt }} h2 {{ font-size: 108%; margin: 10pt 0 4pt; break-after: avoid }}
    .columns {{ columns: {columns}; column-gap: 6mm; column-fill: auto }}
    .box {{ border: 0.7pt solid; padding: 5pt; margin: 7pt 0; font-size: 85%; break-inside: avoid }}
    .box p, td p {{ margin: 0; text-align: left; text-indent: 0 }}
    .aside {{ float: {"left" if columns == 1 else "none"}; width: {"34%" if columns == 1 else "auto"};
              margin: 6pt 8pt 6pt 0; font-size: 75%; border-top: 1pt solid }}
    .note {{ float: footnote; font-size: 7pt; text-indent: 0; line-height: 1.1 }}
    .initial {{ float: left; font-size: 310%; line-height: 0.85; padding-right: 2pt }}
    .mark {{ position: fixed; top: 45%; left: 15%; transform: rotate(-35deg); font-size: 50pt; color: #ccc }}
    table {{ font-size: 80%; width: 100%; margin: 6pt 0 }} td {{ vertical-align: top }}
    """


def _parts(paper: Paper, columns: int) -> Iterator[str]:
    rows: list[Part] = []
    opened = False
    for number, part in enumerate(paper.parts):
        if part.cells:
            rows.append(part)
            continue
        yield from _table(rows)
        rows = []
        if part.floats or number % 14 == 9:
            yield _framed("aside", box(number) if part.floats else _ASIDE)
        opens = not opened and part.kind == "paragraph" and len(part.text) > 300
        opened = opened or opens
        if opens and columns < 3 and not part.cut and not part.anchors:
            yield f"<div class=initial>{part.text[0]}</div><p class=rest>{html.escape(part.text[1:])}</p>"
        else:
            yield _part(part, number)
    yield from _table(rows)


def _part(part: Part, number: int) -> str:
    if part.kind == "heading":
        return f"<h2>{_inline(part)}</h2>"
    kind = "display" if is_display(part) else part.kind
    at = part.text.find(" ", part.cut) if part.cut else -1
    if at > 0:
        first, rest = _inline(part, end=at), _inline(part, start=at + 1)
        return (
            f"<p class='{kind} cut'>{first}</p>{_framed('box', box(number))}"
            f"<p class='{kind} rest'>{rest}</p>"
        )
    note = f"<span class=note>{html.escape(NOTE)}</span>" if part.note else ""
    return f"<p class={kind}>{_inline(part)}{note}</p>"


def _inline(part: Part, start: int = 0, end: int | None = None) -> str:
    """The text with a mark before each quotation, at the word that it begins with."""
    end = len(part.text) if end is None else end
    out, last = "", start
    for anchor in part.anchors:
        if start <= anchor.at < end:
            out += html.escape(part.text[last : anchor.at]) + f"<a id=q{anchor.quotation}></a>"
            last = anchor.at
    return out + html.escape(part.text[last:end])


def _framed(kind: str, lines: tuple[str, ...]) -> str:
    return f"<div class={kind}>{''.join(f'<p>{html.escape(line)}</p>' for line in lines)}</div>"


def _table(rows: list[Part]) -> Iterator[str]:
    if rows:
        cells = ("".join(f"<td><p>{_inline(cell)}</p></td>" for cell in row.cells) for row in rows)
        yield f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
