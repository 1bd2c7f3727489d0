"""A grid → one page of HTML that stands by itself: no script, nothing fetched, printable.

Text is data: everything that comes from a corpus is escaped, and the page's own policy forbids whatever
could run or be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ccg_corpus.render.matrices.grid import ALL, Grid, GridCell, GridLine, number_text

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8886; padding: .4rem .6rem; vertical-align: top; text-align: left; }
thead th { position: sticky; top: 0; background: Canvas; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
blockquote { margin: 0 0 .7rem; min-width: 16rem; }
cite, .id { display: block; font-style: normal; font-size: .85rem; opacity: .8; overflow-wrap: anywhere; }
.mark { font-weight: bold; }
footer { margin-top: 1rem; font-size: .85rem; }
@media print { body { margin: 0; font-size: 11px; } thead { display: table-header-group; }
  thead th { position: static; } tr { break-inside: avoid-page; } }
"""


def html_grid(grid: Grid, title: str) -> Iterator[str]:
    """The page."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width">\n'
    yield f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    yield f"<h1>{_text(title)}</h1>\n<table>\n<thead>\n<tr>\n"
    yield from (f'<th scope="col">{_text(one)}</th>\n' for one in grid.heads)
    yield "</tr>\n</thead>\n<tbody>\n"
    for line, cells, totals in grid.lines():
        yield from _row(line, cells, totals, grid)
    yield "</tbody>\n"
    if grid.has_totals:
        sums = "".join(map(_number, grid.sums()))
        yield f'<tfoot>\n<tr>\n<th scope="row">{ALL}</th>\n{sums}</tr>\n</tfoot>\n'
    yield "</table>\n</main>\n<footer>\n"
    yield from (f"<p>{_text(note)}</p>\n" for note in grid.notes)
    yield "</footer>\n</body>\n</html>\n"


def _row(
    line: GridLine, cells: tuple[GridCell, ...], totals: tuple[GridCell, ...], grid: Grid
) -> Iterator[str]:
    yield f'<tr>\n<th scope="row">{_text(line.indented)}</th>\n'
    for cell in cells:
        if grid.is_of_numbers:
            yield _number(cell, is_share=grid.is_share)
        else:
            yield f"<td>{''.join(_pieces(cell))}</td>\n"
    yield from map(_number, totals)
    yield "</tr>\n"


def _pieces(cell: GridCell) -> Iterator[str]:
    if cell.number:
        yield f"<p>{number_text(cell.number)}</p>"
    if cell.text:
        yield f"<p>{_text(cell.text)}</p>"
    if cell.mark:
        yield f'<p class="mark">! {_text(cell.mark)}</p>'
    for one in cell.entries:
        yield f"<blockquote>{_text(one.text)}<cite>{_text(one.by)}</cite>"
        yield f'<span class="id">{_text(one.id)}</span></blockquote>'
    yield from (f'<span class="id">{_text(id)}</span>' for id in cell.ids)


def _number(cell: GridCell, *, is_share: bool = False) -> str:
    return f'<td class="n">{number_text(cell.number, is_share=is_share)}</td>\n'


def _text(text: str) -> str:
    """Text as the page has it; what could turn the direction of what follows stays within."""
    return f"<bdi>{escape(text)}</bdi>" if not text.isascii() else escape(text)
