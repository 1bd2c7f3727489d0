"""Comma-separated values with a header row, quoted as RFC 4180 has it: for a spreadsheet.

A cell that begins like a formula has an apostrophe before it; in every other format text is verbatim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccg_corpus.core.hit import Hit
from ccg_corpus.render.columns import SHEET, Column, Row, cell, with_context
from ccg_corpus.text.spreadsheet import as_text


def render_csv(hits: Iterable[Hit]) -> Iterator[str]:
    """Every fact of a record that fits one cell, a row a hit."""
    return with_context(hits, SHEET, csv_rows)


def csv_rows(rows: Iterable[Row], columns: tuple[Column, ...]) -> Iterator[str]:
    """A header, then the rows; lists are joined with semicolons."""
    import csv
    import io

    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    header = [column.key for column in columns]
    for values in _values(header, rows, columns):
        writer.writerow(values)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _values(
    header: list[str], rows: Iterable[Row], columns: tuple[Column, ...]
) -> Iterator[list[str]]:
    yield header
    for row in rows:
        yield [as_text(cell(column.value(row))) for column in columns]
