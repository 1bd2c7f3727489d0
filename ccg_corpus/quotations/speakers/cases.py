"""The cases a document labels, and what it says each of them is.

In: a document and its quotations' labels. Out: `Case`s in order of their labels. A label belongs
to its document: nothing here knows that two documents may mean one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ccg_corpus.core.model import Block, Case, Document, Evidence, Quotation, Span
from ccg_corpus.quotations.labels import CASE, case_label

MAX_DESCRIPTION = 600  # code points
_STARTS = re.compile(rf"^(?:\d+(?:\.\d+)*\.?\s+)?{CASE.pattern}\s*(?P<sep>[:.–—-]|\s)?\s*", re.I)


def find_cases(document: Document, quotations: Iterable[Quotation]) -> tuple[Case, ...]:
    """Every case the document describes or attributes a quotation to, sorted by label."""
    described: dict[str, Case] = {}
    for case in (*_from_headings(document), *_from_rows(document)):
        described.setdefault(case.label, case)
    for quotation in quotations:
        label = quotation.speaker.case
        if label and label not in described:
            described[label] = Case(label)
    return tuple(described[label] for label in sorted(described, key=_order))


def _order(label: str) -> tuple[str, int, str]:
    number = re.search(r"\d+", label)
    return (re.sub(r"\d+", "", label), int(number.group()) if number else 0, label)


def _from_headings(document: Document) -> Iterator[Case]:
    """ "Case A: Reform of general practice" as a heading; its words describe the case."""
    for block in document.blocks:
        if block.kind == "heading":
            yield from _described(document, block, rule="case_heading", need_separator=False)


def _from_rows(document: Document) -> Iterator[Case]:
    """Rows "Case A  GPs on the board …" of a box, a table or a list."""
    blocks = document.blocks
    for at, block in enumerate(blocks):
        if block.kind == "cell":
            yield from _from_cell(document, at)
        elif block.kind in ("paragraph", "list_item", "callout") and _is_row(document, at):
            yield from _described(document, block, rule="case_row", need_separator=False)


def _is_row(document: Document, at: int) -> bool:
    """One of several blocks in a row that begin with a case's label, not a sentence of the text."""
    near = document.blocks[max(0, at - 2) : at + 3]
    starts = [block for block in near if _STARTS.match(document.slice(block.span))]
    if document.blocks[at] not in starts:
        return False
    match = _STARTS.match(document.slice(document.blocks[at].span))
    return len(starts) >= 2 or bool(match and match["sep"] in (":", "–", "—"))


def _from_cell(document: Document, at: int) -> Iterator[Case]:
    block = document.blocks[at]
    words = document.slice(block.span)
    match = CASE.fullmatch(words.strip())
    beside = document.blocks[at + 1] if at + 1 < len(document.blocks) else None
    if match and beside and beside.kind == "cell" and beside.row == block.row:
        text = document.slice(beside.span)[:MAX_DESCRIPTION]
        yield _case(match, text, beside.span, "case_row")
    elif not match:
        yield from _described(document, block, rule="case_row", need_separator=True)


def _described(
    document: Document, block: Block, *, rule: str, need_separator: bool
) -> Iterator[Case]:
    words = document.slice(block.span)
    match = _STARTS.match(words)
    if not match or (need_separator and not (match["sep"] or "").strip()):
        return
    rest = words[match.end() :].strip()
    if not rest or not (rest[0].isupper() or match["sep"] in (":", "–", "—")):
        return
    start = block.span.start + match.end()
    yield _case(match, rest[:MAX_DESCRIPTION], Span(start, block.span.end), rule)


def _case(match: re.Match[str], text: str, span: Span, rule: str) -> Case:
    label = case_label(match["word"], match["name"])
    end = min(span.end, span.start + MAX_DESCRIPTION)
    return Case(label, text, Evidence("description", text, span.start, end, rule))
