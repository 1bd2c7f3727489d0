"""Transcripts: turns whose speaker stands before them, on a line of its own, or in a table's cell.

In: a document being read. Out: one candidate a turn, with who speaks; the interviewer's are marked
as such. A paragraph without a speaker goes on with the turn before, where all around it is turns.
What counts as a turn's head is `rebuild.turns`' affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ccg_corpus.model import Span
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel, Reading
from ccg_corpus.quotations.labels import STRONG, Label
from ccg_corpus.quotations.mentions import PARTICIPANT_WORD
from ccg_corpus.rebuild.turns import TurnHead, is_time, turn_heads

PURE = 0.6  # of the blocks under one heading that turns make: then all of it is a transcript
_SPOKEN_KINDS = frozenset(["paragraph", "quote", "list_item", "callout"])
_COLUMN = re.compile(r"(?:speakers?|who|name|person|participants?|turn|role|voice)\b", re.I)
_WORDS_COLUMN = re.compile(
    r"(?:text|transcript(?:ion)?|utterances?|speech|words|content|what (?:was|is|they) sa(?:id|y)|dialogue|"
    r"turn|spoken|verbatim|response)\b",
    re.I,
)
_OUTER = re.compile(r"[\s“\"«„]*")


@dataclass(frozen=True, slots=True)
class Turns:
    """A document's turns, and the blocks that they take up."""

    candidates: tuple[Candidate, ...]
    blocks: frozenset[int]


def transcript_turns(reading: Reading) -> Turns:
    """Every turn of the transcripts that the document prints."""
    heads = _heads(reading)
    found = [*_turns(reading, heads), *_table_turns(reading)]
    taken = frozenset(at for candidate, blocks in found for at in blocks)
    candidates = sorted((candidate for candidate, _ in found), key=lambda one: one.span)
    return Turns(tuple(candidates), taken)


_Turn = tuple[Candidate, tuple[int, ...]]


def _heads(reading: Reading) -> Mapping[int, TurnHead]:
    blocks = reading.document.blocks
    indexes = [at for at, block in enumerate(blocks) if _may_hold_turns(reading, at)]
    heads = turn_heads([reading.texts[at] for at in indexes])
    return {indexes[at]: head for at, head in heads.items()}


def _may_hold_turns(reading: Reading, at: int) -> bool:
    return reading.block(at).kind in _SPOKEN_KINDS and reading.readable(at)


def _turns(reading: Reading, heads: Mapping[int, TurnHead]) -> Iterator[_Turn]:
    pure = _pure_regions(reading, heads)
    for at, head in heads.items():
        first = at + 1 if head.alone else at
        last = first
        if head.alone and not _goes_on(reading, heads, at, first):
            continue
        while _goes_on(reading, heads, at, last + 1) and reading.block(at).headings in pure:
            last += 1
        text, offset = reading.texts[first], reading.block(first).span.start
        start = 0 if head.alone else head.words
        end = reading.block(last).span.end
        span = _without_marks(reading, Span(offset + start, end))
        if not text[start:].strip() or span.start >= span.end:
            continue
        owner = reading.block(at).span.start
        label = _placed(reading, head.who, Span(owner + head.start, owner + head.end))
        yield _candidate(span, first, head, label), tuple(range(at, last + 1))


def _goes_on(reading: Reading, heads: Mapping[int, TurnHead], at: int, following: int) -> bool:
    """Whether a block is spoken by whoever speaks in block `at`."""
    if following >= len(reading.texts) or following in heads:
        return False
    if not _may_hold_turns(reading, following) or is_time(reading.texts[following]):
        return False
    if reading.block(following).headings != reading.block(at).headings:
        return False
    return following == at + 1 and heads[at].alone or not _is_authors(reading.texts[following])


def _is_authors(text: str) -> bool:
    """Whether a paragraph speaks of participants, as authors do."""
    return bool(PARTICIPANT_WORD.search(text)) or bool(re.match(r"\W*end of (?:the )?(?:interview|recording|transcript)", text, re.I))


def _pure_regions(
    reading: Reading, heads: Mapping[int, TurnHead]
) -> frozenset[tuple[int, ...]]:
    """The headings under which nearly every paragraph is a turn or goes on with one."""
    shares: dict[tuple[int, ...], list[bool]] = {}
    for at in range(len(reading.texts)):
        if _may_hold_turns(reading, at) and not is_time(reading.texts[at]):
            alone_before = at - 1 in heads and heads[at - 1].alone
            spoken = at in heads or alone_before
            shares.setdefault(reading.block(at).headings, []).append(spoken)
    return frozenset(
        headings for headings, spoken in shares.items() if sum(spoken) >= PURE * len(spoken)
    )


def _without_marks(reading: Reading, span: Span) -> Span:
    """A turn's words without the quote marks around all of them."""
    text = reading.document.slice(span)
    body = text.strip()
    start = span.start + len(text) - len(text.lstrip())
    end = start + len(body)
    opening, closing = body[:1], body[-1:]
    if len(body) > 2 and (opening, closing) in (("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’")):
        if not re.search(f"[{opening}{closing}]", body[1:-1]) or opening == "‘":
            return Span(start + 1, end - 1)
    return Span(start, end)


def _placed(reading: Reading, who: str, span: Span) -> PlacedLabel:
    label = reading.label(who)
    if label is None or not label.speaks:
        label = Label(who, STRONG, participant=who)
    elif not (label.participant or label.role or label.name or label.case):
        label = replace(label, participant=who)
    return PlacedLabel(label, span, span, "turn_label")


def _candidate(span: Span, block: int, head: TurnHead, label: PlacedLabel) -> Candidate:
    return Candidate(
        span=span, outer=span, block=block, inline=False,
        origin="interviewer_turn" if head.asks else "turn",
        label=None if head.asks else label,
        turn=head.who,
    )  # fmt: skip


# Tables: a row a turn


def _table_turns(reading: Reading) -> Iterator[_Turn]:
    tables: dict[int, dict[int, dict[int, int]]] = {}
    for at, block in enumerate(reading.document.blocks):
        if block.kind == "cell" and reading.readable(at) and block.table is not None:
            row = tables.setdefault(block.table, {}).setdefault(block.row or 0, {})
            row.setdefault(block.column or 0, at)
    for rows in tables.values():
        columns = _speaker_and_words(reading, rows)
        if columns:
            yield from _rows(reading, list(rows.values()), *columns)


def _speaker_and_words(
    reading: Reading, rows: Mapping[int, Mapping[int, int]]
) -> tuple[int, int, Mapping[str, TurnHead]] | None:
    """The columns of who speaks and of the words, if the table is a transcript."""
    cells = [row for row in rows.values() if len(row) > 1]
    for column in sorted({column for row in cells for column in row})[:3]:
        words = _words_column(reading, cells, column)
        if words is None:
            continue
        names = [reading.texts[row[column]].strip(" :.[]()") for row in cells if column in row]
        titled = _is_titled(reading, cells, column, words)
        heads = turn_heads([f"{name}: x" if len(name) < 60 else "-" for name in names])
        if not heads and titled:
            heads = turn_heads([f"00:00 {name}: x" if len(name) < 60 else "-" for name in names])
        known = {head.who: head for head in heads.values()}
        if known and len(heads) >= PURE * (len(names) - 1):
            return column, words, known
    return None


def _words_column(
    reading: Reading, rows: list[Mapping[int, int]], column: int
) -> int | None:
    """The column right of the speakers that has the most words."""
    counts: dict[int, int] = {}
    for row in rows:
        for other, at in row.items():
            if other > column:
                counts[other] = counts.get(other, 0) + len(reading.texts[at].split())
    best = max(counts, key=lambda other: counts[other], default=None)
    return best if best is not None and counts[best] >= 2 * len(rows) else None


def _is_titled(reading: Reading, rows: list[Mapping[int, int]], column: int, words: int) -> bool:
    """Whether the two columns are headed as a transcript's are: "Speaker | Text"."""
    first = rows[0]
    heads = [
        reading.block(at).header or reading.texts[first[where]] if where in first else ""
        for where in (column, words)
        for at in [rows[-1].get(where, first.get(where, 0))]
    ]
    return bool(_COLUMN.match(heads[0]) and _WORDS_COLUMN.match(heads[1]))


def _rows(
    reading: Reading, rows: list[Mapping[int, int]], column: int, words: int,
    known: Mapping[str, TurnHead],
) -> Iterator[_Turn]:  # fmt: skip
    before: tuple[TurnHead, PlacedLabel] | None = None
    for row in rows:
        name = reading.texts[row[column]].strip(" :.[]()") if column in row else ""
        if column in row and name not in known:
            before = None  # the table's own headings, a note over the whole row
            continue
        if column in row:
            head, cell = known[name], reading.block(row[column]).span
            start = cell.start + reading.texts[row[column]].find(name)
            before = (head, _placed(reading, name, Span(start, start + len(name))))
        if before is None or words not in row:
            continue
        at = row[words]
        span = _without_marks(reading, reading.block(at).span)
        if span.start < span.end:
            yield _candidate(span, at, *before), tuple(row.values())
