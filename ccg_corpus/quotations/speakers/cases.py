"""The cases a document labels, and what it says each of them is.

In: a document and its quotations' labels. Out: `Case`s in order of their labels. A label belongs
to its document: nothing here knows that two documents may mean one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ccg_corpus.core.model import Block, Case, Document, Evidence, Quotation, Span
from ccg_corpus.quotations.labels import CASE, case_label
from ccg_corpus.quotations.prose.case_prose import cases_in_prose

MAX_DESCRIPTION = 600  # code points
_STARTS = re.compile(rf"^(?:\d+(?:\.\d+)*\.?\s+)?{CASE.pattern}\s*(?P<sep>[:.–—-]|\s)?\s*", re.I)


def find_cases(document: Document, quotations: Iterable[Quotation]) -> tuple[Case, ...]:
    """Every case the document describes or attributes a quotation to, sorted by label."""
    described = _described_in(document)
    for quotation in quotations:
        label = quotation.speaker.case
        if label and label not in described:
            described[label] = Case(label)
    return tuple(described[label] for label in sorted(described, key=_order))


def _described_in(document: Document) -> dict[str, Case]:
    """The cases that the document itself tells of, each by the one spelling of its label."""
    found = [*_from_headings(document), *_from_rows(document), *cases_in_prose(document)]
    one = spellings(case.label for case in found)
    described: dict[str, Case] = {}
    for case in sorted(found, key=lambda case: case.description is None):
        described.setdefault(one[case.label], replace(case, label=one[case.label]))
    return described


def with_one_spelling(document: Document, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, each case by one label: "three" is "3" where the document prints both."""
    labels = {one.speaker.case for one in quotations if one.speaker.case}
    one = spellings([*_described_in(document), *labels]) if labels else {}
    return tuple(
        replace(quotation, speaker=replace(quotation.speaker, case=one[quotation.speaker.case]))
        if quotation.speaker.case
        else quotation
        for quotation in quotations
    )


def spellings(labels: Iterable[str]) -> dict[str, str]:
    """Label → the one of those that are spelt alike: with a figure, with a capital, the first."""
    alike: dict[str, list[str]] = {}
    for label in dict.fromkeys(labels):
        alike.setdefault(_key(label), []).append(label)
    best = {
        key: max(group, key=lambda one: (bool(re.search(r"\d", one)), one[:1].isupper()))
        for key, group in alike.items()
    }
    return {label: best[key] for key, group in alike.items() for label in group}


_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def _key(label: str) -> str:
    words = label.casefold().split()
    return " ".join(str(_ONES.index(word) + 1) if word in _ONES else word for word in words)


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


def case_in(text: str) -> tuple[str, Span] | None:
    """The one case or site that an author's words name, and where; None for none or several."""
    found = [
        (case_label(match["word"], match["name"]), Span(*match.span()))
        for match in CASE.finditer(text)
        if match["name"][0].isupper() or match["name"].isdigit()
    ]
    labels = {label for label, _ in found}
    return found[-1] if len(labels) == 1 else None
