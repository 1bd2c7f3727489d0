"""The text of the papers around quotations, and where in it stands what a record was read from.

Comes in: a document and records of it. Goes out: its paragraphs, all or those around, and marks.
Offsets count as JavaScript counts: a sign beyond the first 65,536 is two.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ccg_corpus.core.hit import Record
from ccg_corpus.core.model import Block, Document

AROUND = 2  # paragraphs before and after
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_NEVER = ("reference", "front")
# Proofs that stand apart from what they prove are marked where they are words of the paper.
_OF_LABEL = "speaker_label"
_OWN = ("text", "codes")
Mark = list[Any]


def counting(text: str) -> Callable[[int], int]:
    """From code points to units of UTF-16."""
    beyond = [match.start() for match in _BEYOND.finditer(text)]
    if not beyond:
        return lambda at: at
    return lambda at: at + bisect_left(beyond, at)


def pieces(document: Document, records: Iterable[Record], *, whole: bool) -> list[list[Any] | None]:
    """The paragraphs: start, kind, text, and the page where it is another; None for what is left out."""
    at = counting(document.text)
    blocks = document.blocks
    wanted = range(len(blocks)) if whole else sorted(_around(document, records))
    starts = [run.span.start for run in document.runs]
    found: list[list[Any] | None] = []
    before, page = -1, None
    for number in wanted:
        block = blocks[number]
        if number != before + 1 and _says(document, blocks[before + 1 : number]):
            found.append(None)
        before = number
        text = document.slice(block.span)
        if not text.strip():
            continue
        turned = document.runs[max(0, bisect_right(starts, block.span.start) - 1)].page
        shown, page = (turned if turned != page else None), turned
        found.append([at(block.span.start), block.kind, text, shown])
    if before + 1 < len(blocks) and _says(document, blocks[before + 1 :]):
        found.append(None)
    return found


def marks(document: Document, record: Record) -> list[Mark]:
    """Where the quotation stands, its label, its lead-in, and what else was read from the paper."""
    at = counting(document.text)
    spans: list[tuple[int, int, str]] = [(record["start"], record["end"], "said")]
    for proof in record["evidence"]:
        if proof["field"] in _OWN or not proof["text"] or proof["start"] >= proof["end"]:
            continue
        what = "label" if proof["field"] == _OF_LABEL else "proof"
        spans.append((proof["start"], proof["end"], what))
    if lead_in := _lead_in(document, record):
        spans.append((*lead_in, "lead"))
    labels = [span for span in spans if span[2] == "label"]
    kept = [
        span
        for span in dict.fromkeys(spans)
        if span[2] != "proof" or not any(one[0] <= span[0] and span[1] <= one[1] for one in labels)
    ]
    return [[at(start), at(end), what] for start, end, what in kept]


def _around(document: Document, records: Iterable[Record]) -> set[int]:
    """The paragraphs of quotations and of what proves them, those beside, and the headings above."""
    blocks = document.blocks
    ends = [block.span.end for block in blocks]
    found: set[int] = set()
    for record in records:
        places = [(record["start"], record["end"], AROUND)]
        places += [(one["start"], one["end"], 0) for one in record["evidence"] if one["text"]]
        for start, end, beside in places:
            first = bisect_left(ends, start + 1)
            last = first
            while last + 1 < len(blocks) and blocks[last + 1].span.start < end:
                last += 1
            inside = range(max(0, first), min(len(blocks), last + 1))
            found.update(inside)
            for step in (-1, 1):
                found.update(_beside(blocks, first if step < 0 else last, step, beside))
            for number in inside:
                found.update(blocks[number].headings)
    return found


def _beside(blocks: Sequence[Block], at: int, step: int, count: int) -> Iterable[int]:
    while count and 0 <= at + step < len(blocks):
        at += step
        if blocks[at].kind in _NEVER:
            return
        yield at
        count -= 1


def _says(document: Document, blocks: Iterable[Block]) -> bool:
    return any(document.slice(block.span).strip() for block in blocks)


def _lead_in(document: Document, record: Record) -> tuple[int, int] | None:
    """Where the lead-in stands, if it stands in one piece before the words; it may be several."""
    words = (record["lead_in"] or "").split()
    if not words:
        return None
    start = max(0, record["start"] - 2 * len(record["lead_in"]) - 2000)
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    last = next(iter([*pattern.finditer(document.text, start, record["end"])][-1:]), None)
    return last.span() if last and last.end() <= record["start"] else None
