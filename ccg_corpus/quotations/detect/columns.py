"""Speakers that a column's heading names: "Patient quote | Provider quote".

In: a document being read and its candidates. Out: block and offset → role, for cells whose column
heading names a role, and for tables that a converter has poured into running text, where the
quotations of a row follow each other without a word between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.detect.cells import names_role
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.schemes import Meaning

_HEADING = re.compile(
    r"(?P<who>[A-Z][\w’'-]*(?: [a-z][\w’'-]*){0,2}?) (?:quotes?|quotations?|comments?|perspectives?|views?)\b"
)
MAX_GAP = 260  # code points of a row's other cells between two quotations of a poured table


def column_speakers(reading: Reading, candidates: Sequence[Candidate]) -> dict[Span, Meaning]:
    """Span of the words → the role that the heading of their column names."""
    found: dict[Span, Meaning] = {}
    for candidate in candidates:
        header = reading.block(candidate.block).header
        if header and candidate.label is None:
            meaning = _cell_meaning(reading, candidate, header)
            if meaning:
                found[candidate.span] = meaning
    for at, block in enumerate(reading.document.blocks):
        columns = _poured_columns(reading, at) if block.kind in ("paragraph", "caption") else []
        if len(columns) > 1:
            behind = [c for c in candidates if c.marked and c.span.start > columns[-1].span.end]
            found.update(_rows(reading, behind, columns))
    return found


def _cell_meaning(reading: Reading, candidate: Candidate, header: str) -> Meaning | None:
    mentions = reading.roles.find(header)
    said = re.search(r"quot|comment|view|perspective", header, re.I) or names_role(reading, header)
    if len(mentions) != 1 or not said:
        return None
    slug = mentions[0].slug
    # the heading's own cell stands above; the cell itself is the span that can be shown
    return Meaning(slug, reading.roles.broader(slug), reading.block(candidate.block).span)


def _poured_columns(reading: Reading, at: int) -> list[Meaning]:
    """The roles of adjacent headings "Patient quote Provider quote" in a block of text."""
    if "uot" not in reading.texts[at] and "omment" not in reading.texts[at]:
        return []
    offset = reading.block(at).span.start
    matches = list(_HEADING.finditer(reading.texts[at]))
    for first, second in pairwise(matches):
        if second.start() - first.end() != 1:
            continue
        columns = [_meaning(reading, match, offset) for match in (first, second)]
        if all(columns):
            return [column for column in columns if column]
    return []


def _meaning(reading: Reading, match: re.Match[str], offset: int) -> Meaning | None:
    slug = reading.roles.resolve(match["who"])
    if slug is None:
        return None
    start = offset + match.start("who")
    return Meaning(slug, reading.roles.broader(slug), Span(start, offset + match.end("who")))


def _rows(
    reading: Reading, behind: Sequence[Candidate], columns: Sequence[Meaning]
) -> dict[Span, Meaning]:
    """Rows of as many quotations as there are columns; other rows say nothing."""
    found: dict[Span, Meaning] = {}
    row: list[Candidate] = []
    last: Candidate | None = None
    for candidate in behind:
        gap = _between(reading, last, candidate) if last else ""
        if last and (candidate.label or len(gap) > MAX_GAP):
            break
        if last and gap.strip(" .,"):
            found.update(_row(row, columns))
            row = []
        row.append(candidate)
        last = candidate
    return {**found, **_row(row, columns)}


def _between(reading: Reading, last: Candidate, candidate: Candidate) -> str:
    return reading.document.text[last.outer.end : candidate.outer.start]


def _row(row: Sequence[Candidate], columns: Sequence[Meaning]) -> dict[Span, Meaning]:
    if len(row) != len(columns):
        return {}
    return {candidate.span: meaning for candidate, meaning in zip(row, columns, strict=True)}
