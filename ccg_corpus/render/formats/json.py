"""One JSON array of the records, indented: for a program that wants all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccg_corpus.core.hit import Hit
from ccg_corpus.render.columns import Row


def render_json(hits: Iterable[Hit]) -> Iterator[str]:
    """The quotation records, contract version 1; [] where there are none."""
    return json_rows(hit.record for hit in hits)


def json_rows(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as they are, written as they come."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False, indent=2).encode
    before = "[\n"
    for row in rows:
        yield before + _indented(encode(row))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _indented(text: str) -> str:
    return "\n".join("  " + line for line in text.split("\n"))
