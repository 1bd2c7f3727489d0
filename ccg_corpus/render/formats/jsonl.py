"""JSON Lines: the record whole, one object a line, keys in the order of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccg_corpus.core.hit import Hit
from ccg_corpus.render.columns import Row
from ccg_corpus.render.formats.json import visible


def render_jsonl(hits: Iterable[Hit]) -> Iterator[str]:
    """The quotation record, contract version 1."""
    return jsonl_rows(hit.record for hit in hits)


def jsonl_rows(rows: Iterable[Row]) -> Iterator[str]:
    """Each row as it is."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False).encode
    for row in rows:
        yield visible(encode(row)) + "\n"
