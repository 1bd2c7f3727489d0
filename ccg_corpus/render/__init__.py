"""Hits and listings → text, one file a format.

Comes in: finished records, or rows of a listing with their columns. Goes out: pieces of text, each
ending its line. Pure: nothing here opens, asks, prints or knows where the text goes; what is shown
is what the record holds, never shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ccg_corpus.render.rows import REFERENCE_FORMATS, render_rows
from ccg_corpus.render.shape import PLAIN, OutputShape

if TYPE_CHECKING:
    from typing import Any

    from ccg_corpus.core.hit import Hit
    from ccg_corpus.render.columns import Column, Row
    from ccg_corpus.render.formats.xlsx import FileMade, Link

__all__ = [
    "CITATION_FORMATS",
    "CITATION_STYLES",
    "DETAIL_FORMATS",
    "FILES",
    "FORMATS",
    "FOUND_FORMATS",
    "HIT_FORMATS",
    "REFERENCE_FORMATS",
    "ROW_FORMATS",
    "WHOLE_FORMATS",
    "hits_file",
    "render_citations",
    "render_hits",
    "render_rows",
    "rows_file",
]

FORMATS = ("table", "tsv", "csv", "json", "jsonl", "md")
FILES = ("xlsx", "docx", "parquet")  # bytes, no text
ROW_FORMATS = (*FORMATS, "xlsx", "parquet")
HIT_FORMATS = (*FORMATS, "xlsx", "docx", "parquet", "id")
# What stands for no rows at all too: an empty list, a head alone.
WHOLE_FORMATS = ("json", "csv", "csl-json", "xlsx", "parquet")
DETAIL_FORMATS = ("text", "json", "jsonl", "md")
FOUND_FORMATS = ("text", "tsv", "json", "jsonl")
CITATION_FORMATS = (*DETAIL_FORMATS, *REFERENCE_FORMATS)
CITATION_STYLES = ("harvard", "apa", "vancouver", "short")


def render_hits(
    hits: Iterable[Hit],
    format_name: str,
    *,
    shape: OutputShape = PLAIN,
    width: int = 80,
    color: bool = False,
) -> Iterator[str]:
    """Quotations in one of `HIT_FORMATS`, or by the shape's template.

    `width` and `color` matter to a table only. Hits that are grouped come group by group.
    """
    if shape.template is not None:
        from ccg_corpus.render.formats.lines import render_template

        return render_template(hits, shape.template)
    if format_name == "id":
        from ccg_corpus.render.formats.lines import render_ids

        return render_ids(hits)
    if shape.fields:
        from ccg_corpus.render.fields import render_fields

        return render_fields(hits, format_name, shape, width=width, color=color)
    if format_name == "tsv":
        from ccg_corpus.render.formats.tsv import render_tsv

        return render_tsv(hits)
    if format_name == "jsonl":
        from ccg_corpus.render.formats.jsonl import render_jsonl

        return render_jsonl(hits)
    if format_name == "json":
        from ccg_corpus.render.formats.json import render_json

        return render_json(hits)
    if format_name == "csv":
        from ccg_corpus.render.formats.csv import render_csv

        return render_csv(hits)
    if format_name == "md":
        from ccg_corpus.render.formats.md import render_md

        return render_md(hits, shape)
    from ccg_corpus.render.formats.table import render_table

    return render_table(hits, width=width, color=color, shape=shape)


def rows_file(
    rows: Iterable[Row],
    columns: tuple[Column, ...],
    format_name: str,
    *,
    name: str,
    link: Link | None = None,
) -> FileMade:
    """A listing as a workbook or a parquet file. Raises: CcgError where it does not fit one."""
    if format_name == "parquet":
        from ccg_corpus.render.formats.parquet import parquet_rows

        return parquet_rows(rows, columns)
    from ccg_corpus.render.formats.xlsx import xlsx_rows

    return xlsx_rows(rows, columns, name=name, link=link)


def hits_file(
    hits: Iterable[Hit], format_name: str, *, shape: OutputShape, name: str, link: Link | None
) -> FileMade:
    """Quotations in one of `FILES`. Raises: CcgError where they do not fit one."""
    if format_name == "docx":
        from ccg_corpus.render.formats.docx import docx_hits

        return docx_hits(hits, shape)
    from ccg_corpus.render.columns import SHEET, with_more

    if shape.fields:
        from ccg_corpus.render.fields import columns_of, scored

        return rows_file(scored(hits), columns_of(shape.fields), format_name, name=name, link=link)
    rows, columns = with_more(hits, SHEET)
    return rows_file(rows, columns, format_name, name=name, link=link)


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
        from ccg_corpus.render.formats.md import escaped

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
