"""Lines that are nothing but who speaks, above the words or below them, and which words are theirs.

In: a document being read. Out: for each block of words the label of its line. "Ferryman 1" alone is a
line where it stands beside words that are set off: a stated quotation, a paragraph all in marks, an
indented one. A run that begins with a line has its lines above the words, one that begins with words
below them: what one run does at its start it does to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel, SourceLines
from ccg_corpus.quotations.labels import MAX_LABEL
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.verbs import VERB

MAX_WORDS = 8  # of a line without brackets
_ENDED = re.compile(r"[.?!…,;”\"’']$")
_ALL_MARKED = re.compile(r"(?:[“\"‘«„].*[”\"’'»“]|\*.*\*)[.,;]?", re.S)
_LINES = frozenset(("paragraph", "list_item", "attribution"))


def source_lines(reading: Reading) -> SourceLines:
    """The lines of a document, found once."""
    if reading.source_lines is None:
        reading.source_lines = _found(reading)
    return reading.source_lines


def _found(reading: Reading) -> SourceLines:
    found = SourceLines()
    for run in _runs(reading):
        placed = {at: label for at, label in run if label is not None}
        if not placed or len(placed) == len(run):
            continue
        found.lines.update(placed)
        if run[0][1] is not None:
            _take_above(run, found)
        else:
            _take_below(run, found)
    return found


_Run = Sequence[tuple[int, PlacedLabel | None]]


def _runs(reading: Reading) -> Iterator[_Run]:
    """Stretches of lines and set-off words without anything between them; words have no label."""
    run: list[tuple[int, PlacedLabel | None]] = []
    for at in range(len(reading.texts)):
        label = _line(reading, at)
        if label is None and not _is_set_off(reading, at):
            if run:
                yield run
            run = []
        else:
            run.append((at, label))
    if run:
        yield run


def _take_above(run: _Run, found: SourceLines) -> None:
    last: PlacedLabel | None = None
    for at, label in run:
        if label is not None:
            last = label
        elif last is not None:
            found.labels[at] = last


def _take_below(run: _Run, found: SourceLines) -> None:
    words: list[int] = []
    for at, label in run:
        if label is None:
            words.append(at)
        elif words:
            found.below[at] = label
            found.labels[words[-1]] = label
            words = []


def _line(reading: Reading, at: int) -> PlacedLabel | None:
    """The label that a block is nothing but."""
    block, text = reading.block(at), reading.texts[at]
    stated = block.kind == "quote" and block.group is None  # Word sets it in the quotation's style
    if not (stated or block.kind in _LINES) or len(text) > MAX_LABEL or not reading.readable(at):
        return None
    words = text.strip(" :")
    if (
        not words
        or words[0] in '([{—–-"“‘«„'
        or len(words.split()) > MAX_WORDS
        or _ENDED.search(words)
        or VERB.search(words)
    ):
        return None
    label = reading.label(words)
    if label is None or not (label.participant or label.name):
        return None
    if not label.strong and not (label.speaks and _between_quotations(reading, at)):
        return None
    start = block.span.start + text.index(words)
    return PlacedLabel(label, Span(start, start + len(words)), block.span, "label_line")


def _between_quotations(reading: Reading, at: int) -> bool:
    """Whether the format states the blocks above and below as quotations."""
    near = [
        reading.block(other).kind for other in (at - 1, at + 1) if 0 <= other < len(reading.texts)
    ]
    return near == ["quote", "quote"]


def _is_set_off(reading: Reading, at: int) -> bool:
    """Whether a block is words that are set off from the authors'."""
    block, text = reading.block(at), reading.texts[at]
    if block.kind == "quote":
        return True
    if block.kind not in _LINES or not reading.readable(at) or len(text.split()) < 2:
        return False
    italic = sum(run.end - run.start for run in block.italics)
    if block.indented or 5 * italic > 4 * len(text):
        return not text.rstrip().endswith(":")
    return _ALL_MARKED.fullmatch(text.strip()) is not None
