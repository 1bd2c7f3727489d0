"""Rows of a listing with their columns → text, in the format asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.render.columns import Column, Row

REFERENCE_FORMATS = ("csl-json", "ris", "bibtex")


def render_rows(
    rows: Iterable[Row],
    columns: tuple[Column, ...],
    format_name: str,
    *,
    width: int = 80,
    color: bool = False,
) -> Iterator[str]:
    """A listing in one of `FORMATS`: json and jsonl give the rows whole, the others `columns`.

    Documents also in one of `REFERENCE_FORMATS`.
    """
    if format_name in REFERENCE_FORMATS:
        from ccg_corpus.render.references import render_references

        return render_references(rows, format_name)
    if format_name == "tsv":
        from ccg_corpus.render.formats.tsv import tsv_rows

        return tsv_rows(rows, columns)
    if format_name == "jsonl":
        from ccg_corpus.render.formats.jsonl import jsonl_rows

        return jsonl_rows(rows)
    if format_name == "json":
        from ccg_corpus.render.formats.json import json_rows

        return json_rows(rows)
    if format_name == "csv":
        from ccg_corpus.render.formats.csv import csv_rows

        return csv_rows(rows, columns)
    if format_name == "md":
        from ccg_corpus.render.formats.md import md_rows

        return md_rows(rows, columns)
    from ccg_corpus.render.formats.table import table_rows

    return table_rows(rows, columns, width=width, color=color)
