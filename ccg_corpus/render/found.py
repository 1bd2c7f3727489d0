"""Quotations near half-remembered words → text, with what differs marked.

Comes in: a record, how near it is, its words that answer to what was remembered, and the
difference. Goes out: text for people, one line each, or JSON. [-as remembered-] {+as said+}, the
marks of a word diff; what is said is always the record's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccg_corpus.core.hit import Record
from ccg_corpus.render.citation import located_citation
from ccg_corpus.render.columns import cell

RED, GREEN, BOLD, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class NearQuotation:
    """One quotation. `differences` are (as remembered, as said, whether they are equal)."""

    record: Record
    similarity: int
    words: str
    differences: Sequence[tuple[str, str, bool]]

    def marked(self) -> str:
        """The words as said, with what was remembered otherwise."""
        pieces = (_marked(*one) for one in self.differences)
        return " ".join(piece for piece in pieces if piece)


def render_found(
    found: Iterable[NearQuotation],
    format_name: str,
    *,
    width: int | None = None,
    color: bool = False,
) -> Iterator[str]:
    """Quotations in one of `FOUND_FORMATS`; `width` and `color` matter to text only."""
    if format_name == "jsonl":
        from ccg_corpus.render.formats.jsonl import jsonl_rows

        return jsonl_rows(map(_row, found))
    if format_name == "json":
        from ccg_corpus.render.formats.json import json_rows

        return json_rows(map(_row, found))
    if format_name == "tsv":
        return map(_line, found)
    return _texts(found, width, color)


def _row(near: NearQuotation) -> Mapping[str, Any]:
    differences = [
        {"remembered": remembered, "said": said, "equal": equal}
        for remembered, said, equal in near.differences
    ]
    more = {"similarity": near.similarity, "words": near.words, "differences": differences}
    return {**near.record, **more, "citation": located_citation(near.record)}


def _line(near: NearQuotation) -> str:
    record = near.record
    cells = (record["id"], near.similarity, record["text"], located_citation(record), near.marked())
    return "\t".join(cell(value) for value in cells) + "\n"


def _texts(found: Iterable[NearQuotation], width: int | None, color: bool) -> Iterator[str]:
    between = ""
    for near in found:
        yield between + "".join(f"{line}\n" for line in _lines(near, width, color))
        between = "\n"


def _lines(near: NearQuotation, width: int | None, color: bool) -> Iterator[str]:
    record = near.record
    head = f"{record['id']}  {near.similarity} % alike"
    yield f"{BOLD}{head}{PLAIN}" if color else head
    yield from _folded(cell(record["text"]), width, indent=4)
    said_by = (record["speaker_label"] or record["kind"], located_citation(record))
    yield f"    — {' · '.join(map(cell, said_by))}"
    if all(equal for _, _, equal in near.differences):
        yield "    word for word as remembered"
        return
    yield from _folded(near.marked(), width, indent=4, color=color)


def _folded(text: str, width: int | None, *, indent: int, color: bool = False) -> Iterator[str]:
    lines = [text]
    if width is not None:
        from textwrap import wrap

        lines = wrap(text, max(20, width - indent), break_long_words=False)
    for line in lines:
        yield " " * indent + (_colored(line) if color else line)


def _colored(line: str) -> str:
    """The marks in colour; they stay, for colour alone says nothing to everybody."""
    for mark, shade in (("[-", RED), ("{+", GREEN)):
        line = line.replace(mark, shade + mark)
    return line.replace("-]", f"-]{PLAIN}").replace("+}", f"+}}{PLAIN}") + PLAIN


def _marked(remembered: str, said: str, equal: bool) -> str:
    if equal:
        return cell(said)
    gone = f"[-{cell(remembered)}-]" if remembered else ""
    new = f"{{+{cell(said)}+}}" if said else ""
    return f"{gone} {new}".strip()
