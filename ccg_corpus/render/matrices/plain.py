"""A grid as text: a table for a terminal, Markdown, CSV, lines for a pipe, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.render.matrices.grid import ALL, Grid, GridCell, GridLine, number_text

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from ccg_corpus.synthesis.matrix import Matrix, MatrixCell


def table_grid(grid: Grid, *, width: int, color: bool) -> Iterator[str]:
    """A table of a terminal's width, row under row where it is too narrow; words wrap, none is cut."""
    from rich.text import Text

    from ccg_corpus.render.formats.table import drawn, new_table

    if width_needed(grid) > width:
        return drawn(_row_under_row(grid, width), width, color)
    table = new_table(leading=0 if grid.is_of_numbers else 1)
    table.add_column(Text(grid.corner), overflow="fold", max_width=max(12, width // 3))
    for line in grid.columns:
        justify: Any = "right" if grid.is_of_numbers else "left"
        table.add_column(Text(line.indented), justify=justify, overflow="fold")
    if grid.has_totals:
        table.add_column(ALL, justify="right", overflow="fold")
    for line, cells, totals in grid.lines():
        shown = [_for_screen(one, grid) for one in cells]
        title = Text("  " * line.depth + line.title)
        table.add_row(title, *shown, *(Text(number_text(one.number)) for one in totals))
    if grid.has_totals:
        table.add_row(Text(ALL), *(Text(number_text(one.number)) for one in grid.sums()))
    return drawn(table, width, color)


def _row_under_row(grid: Grid, width: int) -> Table:
    """Each row with its cells below it, those that hold something: for a narrow screen."""
    from rich.text import Text

    from ccg_corpus.render.formats.table import new_table

    table = new_table(leading=0 if grid.is_of_numbers else 1)
    table.add_column(Text(grid.corner), overflow="fold", max_width=max(12, width // 2))
    table.add_column("", justify="right" if grid.is_of_numbers else "left", overflow="fold")
    for line, cells, totals in grid.lines():
        sums = " ".join(number_text(one.number) for one in totals)
        table.add_row(Text("  " * line.depth + line.title, style="bold"), Text(sums, style="bold"))
        for column, one in zip(grid.columns, cells, strict=True):
            if not one.is_empty:
                name = Text("  " * (line.depth + column.depth + 1) + column.title)
                table.add_row(name, _for_screen(one, grid))
    if grid.has_totals:
        table.add_row(Text(ALL, style="bold"), Text(number_text(grid.total.number), style="bold"))
    return table


def _for_screen(cell: GridCell, grid: Grid) -> Text:
    from rich.text import Text

    text = Text(number_text(cell.number, is_share=grid.is_share))
    if cell.text or cell.mark:
        text.append(cell.text)
    if cell.mark:
        text.append(("\n" if text else "") + f"! {cell.mark}", style="bold")
    for at, one in enumerate(cell.entries):
        text.append(("\n\n" if at else "") + one.text)
        text.append(f"\n{one.by}\n{one.id}", style="dim")
    if cell.ids:
        text.append(("\n" if text else "") + "\n".join(cell.ids), style="dim")
    return text


def width_needed(grid: Grid) -> int:
    """How wide a screen has to be for the table: numbers whole, words in narrow columns."""
    least = 6 if grid.is_of_numbers else 20
    titles = [max([least, *map(len, line.title.split())]) for line in grid.columns]
    first = max(
        [len(grid.corner), *(max(map(len, line.title.split() or [""])) for line in grid.rows)]
    )
    return first + sum(titles) + 3 * (len(titles) + 2)


def md_grid(grid: Grid) -> Iterator[str]:
    """A table of GitHub's Markdown; the lines of a cell are broken by `<br>`."""
    from ccg_corpus.render.formats.md import escaped

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    def piped(text: str) -> str:
        return escaped(text).replace("|", "\\|")

    def shown(cell: GridCell) -> str:
        return "<br>".join(map(piped, cell_lines(cell, grid)))

    yield line(map(piped, grid.heads))
    side = "---:" if grid.is_of_numbers else "---"
    yield line(("---", *(side for _ in grid.columns), *(["---:"] * grid.has_totals)))
    for row, cells, totals in grid.lines():
        sums = (number_text(one.number) for one in totals)
        yield line((piped(row.indented), *map(shown, cells), *sums))
    if grid.has_totals:
        yield line((ALL, *(number_text(one.number) for one in grid.sums())))


def csv_grid(grid: Grid) -> Iterator[str]:
    """The grid for a spreadsheet; what begins like a formula has an apostrophe before it."""
    import csv
    import io

    from ccg_corpus.text.spreadsheet import as_text

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")

    def line(cells: Iterable[str]) -> str:
        writer.writerow([as_text(one) for one in cells])
        text = out.getvalue()
        out.seek(0)
        out.truncate()
        return text

    yield line((grid.corner, *_told_apart(grid.columns), *([ALL] * grid.has_totals)))
    for name, (_, cells, totals) in zip(_told_apart(grid.rows), grid.lines(), strict=True):
        shown = ("\n".join(cell_lines(one, grid)) for one in cells)
        yield line((name, *shown, *(number_text(one.number) for one in totals)))
    if grid.has_totals:
        yield line((ALL, *(number_text(one.number) for one in grid.sums())))


def _told_apart(lines: Sequence[GridLine]) -> list[str]:
    """Their names for a program; of what stands under several broader ones, with these before it."""
    keys = [one.key or one.title for one in lines]
    above: list[str] = []
    names = []
    for line, key in zip(lines, keys, strict=True):
        above = [*above[: line.depth], key]
        names.append(" > ".join(above) if keys.count(key) > 1 else key)
    return names


def cell_lines(cell: GridCell, grid: Grid) -> Iterator[str]:
    """A cell line by line: a number, or each quotation with whose it is and its id."""
    if cell.number:
        yield number_text(cell.number, is_share=grid.is_share)
    if cell.text:
        yield cell.text
    if cell.mark:
        yield f"! {cell.mark}"
    for one in cell.entries:
        yield f"“{one.text}” — {one.by} [{one.id}]"
    yield from cell.ids


def tsv_grid(grid: Grid) -> Iterator[str]:
    """One line for each quotation, or each cell that is not empty: row, column, then what is there."""
    if not any(line.depth for line in (*grid.rows, *grid.columns)):
        rows, columns = [one.key for one in grid.rows], [one.key for one in grid.columns]
    else:
        rows, columns = _told_apart(grid.rows), _told_apart(grid.columns)
    for row, cells in zip(rows, grid.cells, strict=True):
        for column, cell in zip(columns, cells, strict=True):
            for values in _values(cell, grid):
                yield "\t".join((row, column, *values)) + "\n"


def _values(cell: GridCell, grid: Grid) -> Iterator[tuple[str, ...]]:
    if cell.number:
        yield (f"{cell.number:.4f}" if grid.is_share else f"{cell.number:.0f}",)
    if grid.content == "summary":
        if not cell.is_empty:
            yield (cell.text, cell.mark, " ".join(cell.ids))
        return
    if cell.text:
        yield (cell.text,)
    for one in cell.entries:
        yield (one.id, one.text, one.by)
    yield from ((id,) for id in cell.ids)


def json_matrix(matrix: Matrix, grid: Grid, *, share_of: str) -> Iterator[str]:
    """The whole matrix as one object: lines, cells that are not empty, totals, the records."""
    import json

    from ccg_corpus.render.formats.json import visible

    value = {
        "rows_by": matrix.rows_by.name,
        "columns_by": matrix.columns_by.name,
        "cells_hold": matrix.content,
        "rows": [
            {"key": one.key, "title": one.title, "depth": one.depth, "total": _sum(total, matrix)}
            for one, total in zip(matrix.rows, matrix.row_totals, strict=True)
        ],
        "columns": [
            {"key": one.key, "title": one.title, "depth": one.depth, "total": _sum(total, matrix)}
            for one, total in zip(matrix.columns, matrix.column_totals, strict=True)
        ],
        "cells": [
            {
                "row": row,
                "column": column,
                **_sum(cell, matrix),
                **_more(grid, row, column, share_of),
            }
            for (row, column), cell in matrix.cells.items()
        ],
        "total": _sum(matrix.total, matrix),
        "quotations": list(matrix.quotations.values()),
        "notes": list(grid.notes),
    }
    yield visible(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _sum(cell: MatrixCell, matrix: Matrix) -> dict[str, Any]:
    found: dict[str, Any] = {"count": cell.count}
    if matrix.content == "words":
        found["words"] = cell.words
    if matrix.content == "participants":
        found |= {"participants": cell.participants, "untold": cell.untold}
    if matrix.content in ("quotations", "ids", "summary"):
        found["ids"] = list(cell.ids)
    return found


def _more(grid: Grid, row: int, column: int, share_of: str) -> dict[str, Any]:
    shown = grid.cells[row][column]
    if grid.content == "share":
        return {f"share_of_{share_of}": shown.number}
    if grid.content == "summary":
        return {"summary": shown.text, "changed": shown.mark, "supported_by": list(shown.ids)}
    return {}
