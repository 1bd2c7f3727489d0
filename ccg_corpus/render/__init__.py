"""Hits and listings → text, one file a format.

Comes in: finished records, or rows of a listing with their columns. Goes out: pieces of text, each
ending its line. Pure: nothing here opens, asks, prints or knows where the text goes; what is shown
is what the record holds, never shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.model import Hit
    from ccg_corpus.render.columns import Column, Row

FORMATS = ("table", "tsv", "csv", "json", "jsonl", "md")
DETAIL_FORMATS = ("text", "json", "jsonl", "md")
FOUND_FORMATS = ("text", "tsv", "json", "jsonl")


def render_hits(
    hits: Iterable[Hit], format_name: str, *, width: int = 80, color: bool = False
) -> Iterator[str]:
    """Quotations in one of `FORMATS`; `width` and `color` matter to a table only."""
    if format_name == "tsv":
        from ccg_corpus.render.tsv import render_tsv

        return render_tsv(hits)
    if format_name == "jsonl":
        from ccg_corpus.render.jsonl import render_jsonl

        return render_jsonl(hits)
    if format_name == "json":
        from ccg_corpus.render.json import render_json

        return render_json(hits)
    if format_name == "csv":
        from ccg_corpus.render.csv import render_csv

        return render_csv(hits)
    if format_name == "md":
        from ccg_corpus.render.md import render_md

        return render_md(hits)
    from ccg_corpus.render.table import render_table

    return render_table(hits, width=width, color=color)


def render_rows(
    rows: Iterable[Row],
    columns: tuple[Column, ...],
    format_name: str,
    *,
    width: int = 80,
    color: bool = False,
) -> Iterator[str]:
    """A listing in one of `FORMATS`: json and jsonl give the rows whole, the others `columns`."""
    if format_name == "tsv":
        from ccg_corpus.render.tsv import tsv_rows

        return tsv_rows(rows, columns)
    if format_name == "jsonl":
        from ccg_corpus.render.jsonl import jsonl_rows

        return jsonl_rows(rows)
    if format_name == "json":
        from ccg_corpus.render.json import json_rows

        return json_rows(rows)
    if format_name == "csv":
        from ccg_corpus.render.csv import csv_rows

        return csv_rows(rows, columns)
    if format_name == "md":
        from ccg_corpus.render.md import md_rows

        return md_rows(rows, columns)
    from ccg_corpus.render.table import table_rows

    return table_rows(rows, columns, width=width, color=color)
