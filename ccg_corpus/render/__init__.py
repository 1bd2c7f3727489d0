"""Hits and listings → text, one file a format.

Comes in: finished records, or rows of a listing with their columns. Goes out: pieces of text, each
ending its line. Pure: nothing here opens, asks, prints or knows where the text goes; what is shown
is what the record holds, never shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ccg_corpus.render.shape import PLAIN, Shape

if TYPE_CHECKING:
    from typing import Any

    from ccg_corpus.hit import Hit
    from ccg_corpus.render.columns import Column, Row

FORMATS = ("table", "tsv", "csv", "json", "jsonl", "md")
HIT_FORMATS = (*FORMATS, "id")
DETAIL_FORMATS = ("text", "json", "jsonl", "md")
FOUND_FORMATS = ("text", "tsv", "json", "jsonl")
REFERENCE_FORMATS = ("csl-json", "ris", "bibtex")
CITATION_FORMATS = (*DETAIL_FORMATS, *REFERENCE_FORMATS)
CITATION_STYLES = ("harvard", "apa", "vancouver", "short")


def render_hits(
    hits: Iterable[Hit],
    format_name: str,
    *,
    shape: Shape = PLAIN,
    width: int = 80,
    color: bool = False,
) -> Iterator[str]:
    """Quotations in one of `HIT_FORMATS`, or by the shape's template.

    `width` and `color` matter to a table only. Hits that are grouped come group by group.
    """
    if shape.template is not None:
        from ccg_corpus.render.lines import render_template

        return render_template(hits, shape.template)
    if format_name == "id":
        from ccg_corpus.render.lines import render_ids

        return render_ids(hits)
    if shape.fields:
        from ccg_corpus.render.fields import render_fields

        return render_fields(hits, format_name, shape, width=width, color=color)
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

        return render_md(hits, shape)
    from ccg_corpus.render.table import render_table

    return render_table(hits, width=width, color=color, shape=shape)


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


def render_citations(
    cited: Iterable[tuple[str, dict[str, Any], int | None]], format_name: str, *, style: str
) -> Iterator[str]:
    """References in one of `CITATION_FORMATS`: of each the id asked for, facts, and a page."""
    from ccg_corpus.render.styles import reference

    if format_name in REFERENCE_FORMATS:
        from ccg_corpus.render.references import render_references

        documents = {facts["id"]: facts for _, facts, _ in cited}
        yield from render_references(documents.values(), format_name)
    elif format_name == "text":
        from ccg_corpus.render.columns import printable

        for _, facts, page in cited:
            yield f"{printable(reference(facts, style, page=page))}\n"
    elif format_name == "md":
        from ccg_corpus.render.md import escaped

        for _, facts, page in cited:
            shown = escaped(reference(facts, style, page=page, italics="\x00"))
            yield "- " + shown.replace("\x00", "*") + "\n"
    else:
        rows = (
            {"id": id, "document": facts["id"], "page": page,
             "citation": reference(facts, style, page=page)}
            for id, facts, page in cited
        )  # fmt: skip
        yield from render_rows(rows, (), format_name)
