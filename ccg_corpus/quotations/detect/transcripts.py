"""Transcripts: turns whose speaker stands before them, on a line of its own, or in a table's cell.

In: a document being read. Out: one candidate a turn, with who speaks; the interviewer's are marked
as such. A paragraph without a speaker goes on with the turn before, where all around it is turns.
What counts as a turn's head is `rebuild.turns`' affair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel
from ccg_corpus.quotations.detect.whose_interview import asked_of_the_named
from ccg_corpus.quotations.labels import STRONG, Label
from ccg_corpus.quotations.marks.brackets import is_source_line
from ccg_corpus.quotations.marks.glyphs import without_typed_marks
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import CONTRACTION, SINGULAR
from ccg_corpus.quotations.source_lines import source_lines
from ccg_corpus.quotations.speakers.mentions import PARTICIPANT_WORD
from ccg_corpus.quotations.speakers.verbs import SAYING
from ccg_corpus.rebuild.turns import TurnHead, is_time, may_open_turn, turn_heads

PURE = 0.6  # of a transcript's blocks, at least, that open a turn
MAX_BETWEEN = 2  # paragraphs without "I" between two that say it, in one turn
_NOBODY = TurnHead("", "", 0, 0, 0)
_MACHINES = re.compile(r"(?:speaker|spk|voice)[ _#-]?\d{1,2}", re.I)
_SAID_OF = re.compile(r"\s?\([^()]{1,40}\)")
_CLOSING = re.compile(
    r"\W*(?:end|start|beginning) of (?:the )?(?:\w+ )?(?:interview|recording|transcript|tape|group)",
    re.I,
)
_TAKES_UP = re.compile(
    r"(?P<links>And|But|So|Because|Well|Or|Not|No|Yes)\b|(?:It|Then|You|He|She)\b"
)
# "… in his shed": who was spoken of is spoken of still
_OF_SOMEBODY = re.compile(r"\b(?:he|him|his|she|her|they|them|their|we|us|our|you|your)\b")
# what happened: authors tell it too, "And with that the tape ran out", "He laughed and went"
_TOLD_OF = AnyCase(
    r"\b(?:was|were|had|did|went|came|left|sat|stood|fell|began|ended|ran|took|made|gave|saw|got|kept|rose|shook|"
    r"broke|spoke|lit|rang|drew|grew|told|thought|felt|heard|brought|would|could|[a-z]{3,}ed)\b|"
    r"\b(?:tapes?|recorders?|recordings?|interviewers?|interviews?|silences?|pauses?|laughter|talks?|evenings?|meetings?|sections?)\b"
)
_OF_AUTHORS = AnyCase(
    r"\b(?:show(?:s|n|ed)?|suggest(?:s|ed)?|illustrat\w+|reflect(?:s|ed)?|extracts?|excerpts?|quotes?|stud(?:y|ies)|themes?|"
    r"findings?|above|below|exchange|accounts?|data|clear that|seems? that|appears?|evident|others?|them)\b|\[\d|\b(?:19|20)\d\d\b"
)
_SPOKEN_KINDS = frozenset(["paragraph", "quote", "list_item", "callout"])
_COLUMN = re.compile(r"(?:speakers?|who|name|person|participants?|turn|role|voice)\b", re.I)
_WORDS_COLUMN = re.compile(
    r"(?:text|transcript(?:ion)?|utterances?|speech|words|content|what (?:was|is|they) sa(?:id|y)|dialogue|"
    r"turn|spoken|verbatim|response|talk|said|conversation)\b",
    re.I,
)


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
    """The heads of turns whose speakers are people: somebody asks, or all have a label of ours.

    "P3: …" in a paper is `dialogue`'s affair, which knows the labels behind turns; here it counts
    where the whole document is a transcript, or where a lone letter asks.
    """
    blocks = reading.document.blocks
    indexes = [at for at, block in enumerate(blocks) if _may_hold_turns(reading, at)]
    below = source_lines(reading).below  # of the words above them
    indexes = [at for at in indexes if at not in below and not is_source_line(reading, at)]
    read = turn_heads([reading.texts[at] for at in indexes])
    heads = {indexes[at]: head for at, head in read.items()}
    heads = {
        at: head
        for at, head in heads.items()
        if not (head.alone and at in reading.below.lines | reading.below.unclear)
    }  # they say whose the words above were
    for make in {head.make for head in heads.values()}:
        ours = {at: head for at, head in heads.items() if head.make == make}
        asker = {head.who for head in ours.values() if head.asks}
        if make == "colon":
            kept = any(len(who) == 1 and who not in "IQ" for who in asker)
            named = not asker and _are_names(reading, {head.who for head in ours.values()})
            kept = kept or named or bool(asker and _is_nothing_else(reading, ours))
        else:
            kept = bool(asker) or all(
                _MACHINES.fullmatch(head.who) or _is_known(reading, head.who)
                for head in ours.values()
            )
        if kept and not asker:
            heads = {**heads, **_with_asker(reading, ours)}
        elif not kept:
            heads = {at: head for at, head in heads.items() if at not in ours}
    return asked_of_the_named(reading, _where_people_talk(reading, heads))


def _are_names(reading: Reading, people: Set[str]) -> bool:
    """Whether some are names, and none a word of the document's own: "Goals: I want …"."""
    names = {who for who in people if not re.search(r"\d", who)}
    return bool(names) and not {who.lower() for who in names} & reading.common_words


def _with_asker(reading: Reading, heads: Mapping[int, TurnHead]) -> dict[int, TurnHead]:
    """Heads of "Speaker 1" and "Speaker 2", as a machine writes them: the one that only asks is
    the interviewer."""
    asked: dict[str, list[bool]] = {}
    for at, head in heads.items():
        words = at + 1 if head.alone else at
        if not _MACHINES.fullmatch(head.who):
            return dict(heads)
        if words < len(reading.texts):
            asked.setdefault(head.who, []).append(reading.texts[words].rstrip()[-1:] == "?")
    askers = {
        who for who, asks in asked.items() if len(asks) > 1 and 4 * sum(asks) >= 3 * len(asks)
    }
    others = [ask for who, asks in asked.items() if who not in askers for ask in asks]
    if len(askers) != 1 or 4 * sum(others) >= len(others):
        return dict(heads)
    return {at: replace(head, asks=head.who in askers) for at, head in heads.items()}


def _where_people_talk(reading: Reading, heads: Mapping[int, TurnHead]) -> Mapping[int, TurnHead]:
    """Heads under a heading below which somebody asks or speaks twice, or all speak elsewhere too;
    a list of who took part, each once, is no talk."""
    often = Counter(head.who for head in heads.values())
    under: dict[tuple[int, ...], list[int]] = {}
    for at in heads:
        under.setdefault(reading.block(at).headings, []).append(at)
    talk = {
        headings
        for headings, places in under.items()
        if any(heads[at].asks for at in places)
        or len({heads[at].who for at in places}) < len(places)
        or (len(places) > 1 and all(often[heads[at].who] > 1 for at in places))
    }
    return {at: head for at, head in heads.items() if reading.block(at).headings in talk}


def _is_known(reading: Reading, who: str) -> bool:
    label = reading.label(who)
    return label is not None and label.strong and label.participant is not None


def _may_hold_turns(reading: Reading, at: int) -> bool:
    return reading.block(at).kind in _SPOKEN_KINDS and reading.readable(at)


def _turns(reading: Reading, heads: Mapping[int, TurnHead]) -> Iterator[_Turn]:
    only_turns = bool(heads) and _is_nothing_else(reading, heads)
    last_head = max(heads, default=0)
    talks = _whole_talks(reading, heads)
    for at, head in heads.items():
        first = last = at + 1 if head.alone else at
        if head.alone and not _is_open(reading, heads, at, first):
            continue
        while _is_open(reading, heads, at, last + 1) and (
            only_turns
            or (last + 1 < last_head and _is_spoken_on(reading, heads, at, last + 1))
            or (last == first and _goes_on(reading, heads, at, talks))
        ):
            last += 1
        text, offset = reading.texts[first], reading.block(first).span.start
        start = 0 if head.alone else head.words
        while last > first and not _is_spoken(reading, last) and not _ends(reading.texts[last]):
            last -= 1  # a heading that is none, a line of the transcriber's
        span = _without_marks(reading, Span(offset + start, reading.block(last).span.end))
        if not text[start:].strip() or span.start >= span.end:
            continue
        label = _placed_in(reading, at, head)
        yield _candidate(span, first, head, label), tuple(range(at, last + 1))


def _is_open(reading: Reading, heads: Mapping[int, TurnHead], at: int, following: int) -> bool:
    """Whether a block may go on with the turn that block `at` opens."""
    if following >= len(reading.texts) or following in heads:
        return False
    text = reading.texts[following]
    if not _may_hold_turns(reading, following) or is_time(text) or _CLOSING.match(text):
        return False
    if (following > at + 1 or not heads[at].alone) and may_open_turn(text):
        return False  # somebody speaks whom no other turn names
    return reading.block(following).headings == reading.block(at).headings


def _is_spoken(reading: Reading, at: int) -> bool:
    """Whether a paragraph says "I" and leads into nothing: in a paper, authors' words stand
    between two turns as well."""
    text = reading.texts[at]
    return bool(
        SINGULAR.search(text)
        and not text.rstrip().endswith(":")
        and not PARTICIPANT_WORD.search(text)
    )


def _is_spoken_on(reading: Reading, heads: Mapping[int, TurnHead], at: int, following: int) -> bool:
    """Whether a paragraph says "I", or leads to one that does within the same turn: nobody begins
    to speak between them, and there is nothing of the authors'."""
    for later in range(following, following + MAX_BETWEEN + 1):
        if not _is_open(reading, heads, at, later):
            return False
        if _is_spoken(reading, later):
            return True
        text = reading.texts[later]
        if not _ends(text) or text.rstrip()[-1:] == ":" or PARTICIPANT_WORD.search(text):
            return False
        if _OF_AUTHORS.search(text):
            return False
    return False


def _goes_on(
    reading: Reading, heads: Mapping[int, TurnHead], at: int, talks: frozenset[tuple[int, ...]]
) -> bool:
    """Whether one paragraph more belongs to the turn above, whose speaker has a line of its own.

    It takes up what was said ("And …") and of whom, tells of nothing that happened, has nothing of the authors',
    stands before the next speaker, and its section is turns to the end with hardly anything else.
    "It …" and "He …" begin authors' sentences as well: they have to be spoken as nobody writes.
    """
    if not heads[at].alone or at + 3 not in heads or reading.block(at).headings not in talks:
        return False
    text = reading.texts[at + 2]
    takes_up = _TAKES_UP.match(text)
    spoken = CONTRACTION.search(text) is not None
    if takes_up is None or not (takes_up["links"] or spoken):
        return False
    if not spoken and (_TOLD_OF.search(text) or not _OF_SOMEBODY.search(text)):
        return False
    if text.rstrip()[-1:] not in ".?!…" or _OF_AUTHORS.search(text) or SAYING.search(text):
        return False
    return not (PARTICIPANT_WORD.search(text) or reading.roles.find(text))


def _whole_talks(reading: Reading, heads: Mapping[int, TurnHead]) -> frozenset[tuple[int, ...]]:
    """The headings of sections that are talks from their first turn to their last block."""
    turns: dict[tuple[int, ...], int] = {}
    others: dict[tuple[int, ...], int] = {}
    last: dict[tuple[int, ...], int] = {}
    for at in range(min(heads, default=0), len(reading.texts)):
        block = reading.block(at)
        if block.kind == "heading":
            continue
        last[block.headings] = at
        if at in heads:
            turns[block.headings] = turns.get(block.headings, 0) + 1
        elif block.headings in turns and at - 1 not in heads:
            others[block.headings] = others.get(block.headings, 0) + 1
    return frozenset(
        under
        for under, count in turns.items()
        if 4 * others.get(under, 0) <= count and last[under] - 1 in heads
    )


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in '.?!…-–—,;"”’)]'


def _is_nothing_else(reading: Reading, heads: Mapping[int, TurnHead]) -> bool:
    """Whether the document is a transcript: hardly anything in it is no turn, and it has neither
    methods nor results."""
    spoken = others = 0
    for at, block in enumerate(reading.document.blocks):
        if block.section in ("methods", "results", "discussion", "background"):
            return False
        if at in heads:
            spoken += 1
        elif _may_hold_turns(reading, at) and at > min(heads) and not is_time(reading.texts[at]):
            others += not heads.get(at - 1, _NOBODY).alone
    return spoken >= PURE * (spoken + others)


def _without_marks(reading: Reading, span: Span) -> Span:
    """A turn's words without the quote marks around all of them."""
    text = reading.document.slice(span)
    body = text.strip()
    start = span.start + len(text) - len(text.lstrip())
    end = start + len(body)
    opening, closing = body[:1], body[-1:]
    wrapped = len(body) > 2 and opening + closing in ("“”", '""', "«»", "‘’")
    if wrapped and (opening == "‘" or not re.search(f"[{opening}{closing}]", body[1:-1])):
        return Span(start + 1, end - 1)
    return Span(*without_typed_marks(reading.document.text, start, end))


def _placed_in(reading: Reading, at: int, head: TurnHead) -> PlacedLabel:
    """The label of a head in its block; a bracket behind who speaks says more: "P4 (female, 34)"."""
    text, owner = reading.texts[at], reading.block(at).span.start
    said = _SAID_OF.match(text, head.end)
    whole = reading.label(text[head.start : said.end()]) if said else None
    if said and whole and whole.strong and whole.participant:
        span = Span(owner + head.start, owner + said.end())
        return PlacedLabel(whole, span, span, "turn_label")
    return _placed(reading, head.who, Span(owner + head.start, owner + head.end))


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
    if cells and all(reading.block(at).header is None for at in cells[0].values()):
        headed = any(reading.block(at).header for row in cells for at in row.values())
        cells = cells[1:] if headed else cells
    for column in sorted({column for row in cells for column in row})[:3]:
        words = _words_column(reading, cells, column)
        if words is None:
            continue
        names = [reading.texts[row[column]].strip(" :.[]()") for row in cells if column in row]
        titled = _is_titled(reading, cells, column, words)
        heads = turn_heads([f"{name}: x" if len(name) < 60 else "-" for name in names])
        if not heads and titled:
            timed = [f"00:00 {name}: x" if len(name) < 60 else "-" for name in names]
            heads = turn_heads(timed, stated=True)
        known = {head.who: head for head in heads.values()}
        if known and len(heads) >= PURE * (len(names) - 1):
            return column, words, asked_of_the_named(reading, known)
    return None


def _words_column(reading: Reading, rows: list[Mapping[int, int]], column: int) -> int | None:
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
    if not rows:
        return False
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
