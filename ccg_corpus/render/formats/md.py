"""Markdown: quotations as a list with citations and references, listings as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ccg_corpus.core.hit import Hit
from ccg_corpus.render.citation import full_citation, located_citation
from ccg_corpus.render.columns import Column, Row, attribution, cell, printable, reasons
from ccg_corpus.render.shape import PLAIN, OutputShape

# What would turn into emphasis, code, HTML or an entity; a bracket only where it makes a link.
_ACTIVE = re.compile(r"[\\`*_<~]|&(?=#|\w+;)|\[(?=[^\]]*\][(\[:])|\[(?=\^)|!(?=\[)")
_LEADING = re.compile(r"^(#{1,6}\s|[-+>]|={2,}|\d+(?=[.)]\s))")


def render_md(hits: Iterable[Hit], shape: OutputShape = PLAIN) -> Iterator[str]:
    """Each quotation as a block with its speaker and citation, the references at the end."""
    cited: dict[str, dict[str, Any]] = {}
    last: tuple[str, ...] = ()
    for hit in hits:
        document = hit.record["document"]
        cited.setdefault(document["id"], document)
        yield from headings(last, last := shape.headings(hit.record))
        yield from (f"{escaped(cell(text))}\n\n" for text in hit.record.get("before", ()))
        yield block(hit.record)
        yield from (f"{escaped(cell(text))}\n\n" for text in hit.record.get("after", ()))
    if cited:
        yield "## References\n\n"
    for document in cited.values():
        yield f"- {escaped(full_citation(document))}\n"


def headings(before: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    """The headings that are new since the last ones, each at its depth."""
    same = 0
    while same < len(now) and before[: same + 1] == now[: same + 1]:
        same += 1
    for at in range(same, len(now)):
        yield f"{'#' * (at + 2)} {escaped(cell(now[at]))}\n\n"


def md_rows(rows: Iterable[Row], columns: tuple[Column, ...]) -> Iterator[str]:
    """A table with a heading row; numbers stand to the right."""
    yield _table_line(column.title for column in columns)
    yield _table_line("---:" if column.is_number else "---" for column in columns)
    for row in rows:
        yield _table_line(escaped(cell(column.value(row))) for column in columns)


def block(record: Row) -> str:
    """One quotation: the words, then speaker, citation and id."""
    source = f"{escaped(located_citation(record))}, `{record['id']}`"
    is_authors = record["kind"] == "passage"
    said_by = escaped(cell(record["theme"]) if is_authors else attribution(record))
    line = f"{said_by} ({source})" if said_by else source
    if record.get("match", "all") != "all":
        line += f" [{record['match']}: {escaped('; '.join(reasons(record)))}]"
    return f"> {escaped(cell(record['text']))}\n>\n> — {line}\n\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    text = _ACTIVE.sub(lambda match: "\\" + match.group(), printable(text))
    return _LEADING.sub(_escaped_start, text)


def _escaped_start(match: re.Match[str]) -> str:
    start = match.group()
    return start + "\\" if start[0].isdigit() else "\\" + start


def _table_line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(text.replace("|", "\\|") for text in cells) + " |\n"
