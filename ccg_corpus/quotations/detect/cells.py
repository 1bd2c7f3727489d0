"""Cells of tables that hold what people said: by the heading of their column.

In: a cell of a document being read. Out: whether its column is one of quotations ("Illustrative quote",
"What they said") or of one kind of people's words ("Nurses | Patients"), and the speaker whom the row
names in a column of speakers ("Participant"). A column headed by people counts only where half of such
cells and more say "I", "my" or "we": authors sum up in such tables, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ccg_corpus.quotations.candidates import PlacedLabel
from ccg_corpus.quotations.labels import STRONG, Label, read_known
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import FIRST_PERSON, outside_marks

NEAR = 12  # blocks on either side of a cell in which its row stands
MIN_WORDS, MIN_CELLS = 3, 3
MAX_WHO_WORDS = 8
_QUOTES = re.compile(
    r"quot|verbatim|extract|excerpt|illustrat|participants?['’]? words|comment|own words|^words$|"
    r"\bwhat (?:\w+ ){1,3}(?:said|say|told(?: us)?)\b|\bvoices?$|\bsaid$",
    re.I,
)
_SURELY = re.compile(r"quot|verbatim|words|\b(?:said|say|told)\b", re.I)
_MARKED = re.compile(r"[“\"‘«„].*[”\"’»“]\W*$", re.S)
_WHO = re.compile(
    r"(?:study |interview )?(?:participants?|speakers?|interviewees?|respondents?|informants?|persons?|"
    r"pseudonyms?|names?|who(?: said (?:it|so|this))?|said by|quoted|id|participant (?:id|code|number|no\.?)|"
    r"source|attribution)",
    re.I,
)
_SEVERAL = re.compile(r";|\s(?:and|&)\s|\n")


def is_words_cell(reading: Reading, at: int) -> bool:
    """Whether a cell without quote marks is what somebody said, by its column."""
    block = reading.block(at)
    header = block.header or ""
    if block.kind != "cell" or not header or outside_marks(reading.texts[at]) is not None:
        return False
    if _QUOTES.search(header):
        return True
    return len(reading.texts[at].split()) >= MIN_WORDS and _is_of_people(reading, at)


def _is_of_people(reading: Reading, at: int) -> bool:
    """Whether the columns that are headed by people's roles hold what these said."""
    table = reading.block(at).table
    if table is None or not names_role(reading, reading.block(at).header or ""):
        return False
    spoken = cells = 0
    for other in _of_table(reading, at):
        block, words = reading.block(other), reading.texts[other]
        if not block.header or len(words.split()) < MIN_WORDS:
            continue
        if names_role(reading, block.header):
            cells += 1
            spoken += bool(FIRST_PERSON.search(words))
    return cells >= MIN_CELLS and 2 * spoken > cells


def names_role(reading: Reading, header: str) -> str | None:
    """The role that a column's heading is nothing but: "Nurses"."""
    return reading.roles.resolve(header.strip(" :.*"))


def speaker_in_row(reading: Reading, at: int) -> PlacedLabel | None:
    """The speaker in a cell's row: a label that nobody can mistake, or what stands in a column of
    speakers."""
    if reading.block(at).kind != "cell":
        return None
    found: PlacedLabel | None = None
    said = _is_said(reading, at)
    for other in _of_row(reading, at):
        cell = reading.block(other)
        label = reading.label(reading.texts[other])
        if label and label.strong:
            return PlacedLabel(label, cell.span, cell.span, "row_label")
        if found is None and said and _WHO.fullmatch((cell.header or "").strip(" :.")):
            label = _stated(reading, reading.texts[other].strip())
            found = PlacedLabel(label, cell.span, cell.span, "row_label") if label else None
    return found


def _is_said(reading: Reading, at: int) -> bool:
    """Whether a cell is somebody's words for sure: studies have columns of participants and of
    comments, too."""
    text = reading.texts[at]
    return bool(
        _SURELY.search(reading.block(at).header or "")
        or FIRST_PERSON.search(text)
        or _MARKED.match(text.strip())
    )


def _stated(reading: Reading, words: str) -> Label | None:
    """The label in a cell that its column says to be a speaker's."""
    if not words or len(words.split()) > MAX_WHO_WORDS or words[-1:] in ".?!":
        return None
    if not re.match(r"[A-ZÀ-Þ\d#]", words):
        return None
    label = reading.label(words) or read_known(words, reading.roles, reading.common_words)
    several = _SEVERAL.search(words) is not None  # nobody knows which of them
    participant = None if several else label.participant or label.name or words
    return replace(label, text=words, weight=STRONG, participant=participant)


def _of_row(reading: Reading, at: int) -> Iterator[int]:
    block = reading.block(at)
    for other in range(max(0, at - NEAR), min(len(reading.texts), at + NEAR + 1)):
        cell = reading.block(other)
        if other != at and (cell.kind, cell.table, cell.row) == ("cell", block.table, block.row):
            yield other


def _of_table(reading: Reading, at: int) -> Iterator[int]:
    """The cells of a table, from one of them on in both directions."""
    table = reading.block(at).table
    for step in (-1, 1):
        other = at if step < 0 else at + 1
        while 0 <= other < len(reading.texts) and reading.block(other).table == table:
            yield other
            other += step
