"""The rows of a web page's tables and of its lists of definitions, as cells."""

from __future__ import annotations

from typing import Any

from ccg_corpus.readers.tables import Cell, stated_span
from ccg_corpus.readers.web.html_boilerplate import is_hidden


def rows_of(table: Any) -> list[list[Cell]]:
    rows = []
    for line in table.iterdescendants("tr"):
        if is_hidden(line):
            continue
        in_head = line.getparent().tag == "thead"
        rows.append([_cell(cell, in_head) for cell in line.iterchildren("td", "th")])
    return rows


def defined_in(definitions: Any) -> list[list[Cell]]:
    """The terms of a list, each with what is said of it."""
    rows: list[list[Cell]] = []
    for part in definitions.iterdescendants("dt", "dd"):
        if part.tag == "dt" or not rows:
            rows.append([])
        rows[-1].append(Cell(part))
    return rows


def _cell(element: Any, in_head: bool) -> Cell:
    return Cell(
        element=element,
        is_header=in_head or element.tag == "th",
        in_head=in_head,
        rows=stated_span(element.get("rowspan")),
        columns=stated_span(element.get("colspan")),
    )
