"""Tab-separated lines without a header, one a hit: what a pipe gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccg_corpus.core.hit import Hit
from ccg_corpus.render.columns import LINE, Column, Row, cell, with_context


def render_tsv(hits: Iterable[Hit]) -> Iterator[str]:
    """id, role, case, participant or name, text, document, page; a tab in a value is a space."""
    return with_context(hits, LINE, tsv_rows)


def tsv_rows(rows: Iterable[Row], columns: tuple[Column, ...]) -> Iterator[str]:
    """The columns of each row; what ends a field or a line is a space."""
    for row in rows:
        yield "\t".join(cell(column.value(row)) for column in columns) + "\n"
