"""A matrix → text or a file, in the format asked for; one module a kind of format.

Comes in: a `Matrix` and how it is to be shown. Goes out: pieces of text, or bytes of a workbook or a
document. What is shown is what the records hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.render.matrices.grid import Grid

TEXT_FORMATS = ("table", "tsv", "csv", "json", "md", "html")
FILE_FORMATS = ("xlsx", "docx")
MATRIX_FORMATS = (*TEXT_FORMATS, *FILE_FORMATS)


def render_grid(
    grid: Grid, format_name: str, *, title: str = "", width: int = 80, color: bool = False
) -> Iterator[str]:
    """A grid in one of `TEXT_FORMATS` but json, which has the values whole (`plain.json_matrix`)."""
    from ccg_corpus.render.matrices import plain

    if format_name == "html":
        from ccg_corpus.render.matrices.html import html_grid

        return html_grid(grid, title)
    if format_name == "tsv":
        return plain.tsv_grid(grid)
    if format_name == "csv":
        return plain.csv_grid(grid)
    if format_name == "md":
        return plain.md_grid(grid)
    return plain.table_grid(grid, width=width, color=color)


def matrix_file(grid: Grid, format_name: str, *, title: str = "") -> bytes:
    """A grid in one of `FILE_FORMATS`."""
    if format_name == "xlsx":
        from ccg_corpus.render.matrices.xlsx import xlsx_grid

        return xlsx_grid(grid)
    from ccg_corpus.render.matrices.docx import docx_grid

    return docx_grid(grid, title)
