"""A matrix → text or a file, in the format asked for; one module a kind of format.

Comes in: a `Matrix` and how it is to be shown. Goes out: pieces of text, or bytes of a workbook or a
document. What is shown is what the records hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import CcgError

if TYPE_CHECKING:
    from ccg_corpus.render.matrices.grid import Grid

TEXT_FORMATS = ("table", "tsv", "csv", "json", "md", "html")
FILE_FORMATS = ("xlsx", "docx")
MATRIX_FORMATS = (*TEXT_FORMATS, *FILE_FORMATS)
# Columns and rows that Excel and Word can open.
MOST = {"xlsx": (16_384, 1_048_576), "docx": (63, 32_767)}


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
    """A grid in one of `FILE_FORMATS`.

    Raises: CcgError where the format can't hold so much: nothing is left out in silence.
    """
    _check_size(grid, format_name)
    if format_name == "xlsx":
        from ccg_corpus.render.matrices.xlsx import xlsx_grid

        return xlsx_grid(grid)
    from ccg_corpus.render.matrices.docx import docx_grid

    return docx_grid(grid, title)


def _check_size(grid: Grid, format_name: str) -> None:
    columns, rows = MOST[format_name]
    entries = sum(len(cell.entries) for row in grid.cells for cell in row)
    for has, most, what in (
        (len(grid.heads), columns, "columns"),
        (max(len(grid.rows) + 2, entries + 1 if format_name == "xlsx" else 0), rows, "rows"),
    ):
        if has > most:
            raise CcgError(
                f"{has} {what}: {format_name} holds {most}",
                hint="ask for fewer, exchange rows and columns, or use csv or html",
            )
