"""One JSON array of the records, indented: for a program that wants all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ccg_corpus.core.hit import Hit
from ccg_corpus.render.columns import Row

# What JSON lets stand as it is: controls from DEL on, ends of lines, overrides of the direction.
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def render_json(hits: Iterable[Hit]) -> Iterator[str]:
    """The quotation records, contract version 1; [] where there are none."""
    return json_rows(hit.record for hit in hits)


def json_rows(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as they are, written as they come."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False, indent=2).encode
    before = "[\n"
    for row in rows:
        yield before + _indented(visible(encode(row)))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def visible(text: str) -> str:
    """JSON in which nothing stands raw that could steer a terminal, or turn its lines round."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _indented(text: str) -> str:
    return "\n".join("  " + line for line in text.split("\n"))
