"""From a tree walk to `DraftBlock`s: what the readers of structured formats share.

A walk says pieces of text and line breaks, and opens settings ("we are in a quote", "in row 2");
blocks with folded white space and italics come out. Nothing here knows a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ccg_corpus.core.model import DraftBlock
from ccg_corpus.readers.raised import is_call, joins_calls, with_power


class InlinePiece(NamedTuple):
    """A bit of text, or the end of a line."""

    text: str
    italic: bool = False
    page: int | None = None


SOFT_BREAK = InlinePiece("\n")  # ends a line of the source; print runs on
LINE_BREAK = InlinePiece("\n\n")  # ends a line of the page

Italics = tuple[tuple[int, int], ...]
Pages = tuple[tuple[int, int | None], ...]  # (offset, page): the first at 0, then every change


class Line(NamedTuple):
    """Folded text with its italics and pages."""

    text: str
    italics: Italics = ()
    pages: Pages = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the pieces said now will belong to."""

    kind: str = "paragraph"
    level: int = 0
    language: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: str | None = None
    indented: bool = False
    group: int | None = None


_CHUNKS = re.compile(r"\s+|\S+")
_ZERO_WIDTH = "\u200b\u200c\u2060\ufeff"

# "-- X", "— X": a dash at the start of a line of its own. A single hyphen needs its space.
ATTRIBUTION = re.compile(r"\s*(?:(?:-{2,}|[‒–—―])\s*|-\s+(?=\D))(?=\S)")
_BETWEEN = "\n"
_NEAR = 6  # pieces that are looked back at
_MAX_ATTRIBUTION_WORDS = 25
_FINISHED = re.compile(r"[.!?…:][\"'’”»)\]]*$|[\"”»)\]]$")
_OPENS_NEW_CELL_LINE = re.compile(r"[\"“„«‘•–—]")


def fold_pieces(pieces: Iterable[InlinePiece]) -> Line:
    """Text with white space folded to single spaces, the italic stretches and pages in it."""
    pieces = list(pieces)
    if not any(piece.italic or piece.page is not None for piece in pieces):
        text = " ".join("".join(piece.text for piece in pieces).split())
        return Line(text.strip(" " + _ZERO_WIDTH))
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    pages: list[tuple[int, int | None]] = []
    length, spaced = 0, False
    for piece in pieces:
        for chunk in _CHUNKS.findall(piece.text):
            if not out:
                chunk = chunk.lstrip(_ZERO_WIDTH)
            if not chunk or chunk.isspace():
                spaced = bool(out)
                continue
            start = length + spaced
            out.append(" " + chunk if spaced else chunk)
            if piece.italic:
                _extend(spans, start, start + len(chunk), joined=length)
            if not pages or (spaced and pages[-1][1] != piece.page):  # no page ends in a word
                pages.append((start, piece.page))
            length, spaced = start + len(chunk), False
    return _trim("".join(out), spans, pages)


def _extend(spans: list[tuple[int, int]], start: int, end: int, *, joined: int) -> None:
    """Add an italic stretch; one that follows at once, or after a space, is the same stretch."""
    if spans and spans[-1][1] == joined:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


def _trim(text: str, spans: list[tuple[int, int]], pages: list[tuple[int, int | None]]) -> Line:
    trimmed = text.rstrip(" " + _ZERO_WIDTH)
    size = len(trimmed)
    italics = tuple((start, min(end, size)) for start, end in spans if start < size)
    return Line(trimmed, italics, tuple(one for one in pages if one[0] < size))


def is_attribution(line: str, *, before: str) -> bool:
    """Is a line that begins with a dash the stated source of the quotation `before` it?

    A quotation's own lines may begin with a dash as well: "and then\\n– you know – it stopped.",
    and so may each turn of a dialogue.
    """
    dash = ATTRIBUTION.match(line)
    if dash is None or not before or len(line.split()) > _MAX_ATTRIBUTION_WORDS:
        return False
    if ATTRIBUTION.match(before) or line.rstrip().endswith(("?", "!", "…", ",")):
        return False
    runs_on = line[dash.end()].islower() and line.rstrip().endswith(".")
    return not runs_on or _FINISHED.search(before) is not None


class BlockWriter:
    """Collects what a walk says into blocks."""

    def __init__(self, *, language: str | None = None) -> None:
        self.blocks: list[DraftBlock] = []
        self.setting = Setting(language=language)
        self.page: int | None = None  # of what is said now, where the format states pages
        self.tables = 0  # begun so far
        self._pieces: list[InlinePiece] = []
        self._italic = 0
        self._groups = 0  # stated quotations begun so far
        self._called = -1  # pieces said up to the last call of a note

    def say(self, text: str | None) -> None:
        if text:
            self._pieces.append(InlinePiece(text, self._italic > 0, self.page))

    def take_end(self, pattern: re.Pattern[str]) -> str:
        """Take back what was just said and matches."""
        found = pattern.search(self._pieces[-1].text) if self._pieces else None
        if found is None:
            return ""
        last = self._pieces[-1]
        self._pieces[-1] = last._replace(text=last.text[: found.start()])
        return found.group()

    def soft_break(self) -> None:
        self._pieces.append(SOFT_BREAK)

    def line_break(self) -> None:
        self._pieces.append(LINE_BREAK)

    def italic_begins(self) -> None:
        self._italic += 1

    def italic_ends(self) -> None:
        self._italic = max(0, self._italic - 1)

    @contextmanager
    def italics(self) -> Iterator[None]:
        self.italic_begins()
        yield
        self.italic_ends()

    @contextmanager
    def raised(self, *, is_link: bool = False) -> Iterator[None]:
        """What is said here is printed raised, or is the link to a note: a call is no part of a word."""
        pieces, start = self._pieces, len(self._pieces)
        yield
        if self._pieces is not pieces or len(pieces) == start:
            return  # a block ended within: nothing that stands on a word
        said = "".join(piece.text for piece in pieces[start:])
        before = "".join(piece.text for piece in pieces[max(0, start - _NEAR) : start])
        goes_on = 0 <= self._called <= start and joins_calls(
            "".join(piece.text for piece in pieces[self._called : start])
        )
        if goes_on and joins_calls(said) and said.strip():
            return  # taken back with the call behind it
        if goes_on and is_call("word", said, is_link=is_link):
            del pieces[self._called :]
        elif is_call(before, said, is_link=is_link):
            del pieces[start:]
            self._called = start
        elif not is_link:
            pieces[start:] = [
                piece._replace(text=with_power(before, piece.text)) for piece in pieces[start:]
            ]

    @contextmanager
    def within(self, **changes: Any) -> Iterator[None]:
        """A block, or blocks, of another setting: what was said before ends here."""
        self.flush()
        outer, italic = self.setting, self._italic
        if changes.get("kind") == "quote" and outer.kind != "quote":
            self._groups += 1
            changes["group"] = self._groups
        self.setting, self._italic = replace(outer, **changes), 0
        yield
        self.flush()
        self.setting, self._italic = outer, italic

    @contextmanager
    def continued(self, **changes: Any) -> Iterator[None]:
        """A block, or blocks, of another setting, which what was said before belongs to."""
        said, self._pieces = self._pieces, []
        with self.within(**changes):
            self._pieces = said
            yield

    def add(self, kind: str, text: str, **changes: Any) -> None:
        """A block of its own."""
        with self.within(kind=kind, **changes):
            self.say(text)

    def flush(self) -> None:
        """End the block, if there is one."""
        pieces, self._pieces, self._called = self._pieces, [], -1
        if not pieces:
            return
        last = self.blocks[-1] if self.blocks else None
        before = last.text if last is not None and last.kind == "quote" else ""
        for kind, line in _cut(self.setting.kind, pieces, before):
            self._emit(kind, line)

    def _emit(self, kind: str, line: Line) -> None:
        here = self.setting
        pages = line.pages or ((0, None),)
        block = DraftBlock(
            kind=kind, text=line.text, level=here.level, italics=line.italics,
            table=here.table, row=here.row, column=here.column, header=here.header,
            indented=here.indented, language=here.language, group=here.group, page=pages[0][1],
            turns=tuple((offset, page) for offset, page in pages[1:] if page is not None),
        )  # fmt: skip
        self.blocks.append(block)


def _cut(kind: str, pieces: list[InlinePiece], before: str) -> Iterator[tuple[str, Line]]:
    """The blocks that one run of pieces makes; `before` is the quotation just ended."""
    if kind == "quote":
        yield from _cut_quote(pieces, before)
    elif kind == "cell":
        yield from _cut_cell(pieces)
    else:
        # Two breaks in a row part paragraphs; a single one is a wrapped line.
        for part in _split(pieces, LINE_BREAK, times=2):
            if (line := fold_pieces(part)).text:
                yield kind, line


def _cut_quote(pieces: list[InlinePiece], before: str) -> Iterator[tuple[str, Line]]:
    """Each printed line of a block quotation, with "— X" on a line of its own set apart."""
    for part in _split(pieces, LINE_BREAK):
        spoken: list[InlinePiece] = []
        ends = ""  # the first and the last line of what is spoken: enough to judge the next by
        for line_pieces in _split(part, SOFT_BREAK):
            line = fold_pieces(line_pieces)
            if not is_attribution(line.text, before=ends or before):
                spoken += [*line_pieces, SOFT_BREAK]
                ends = f"{ends.partition(_BETWEEN)[0] or line.text}{_BETWEEN}{line.text}"
                continue
            if spoken:
                yield "quote", fold_pieces(spoken)
            yield "attribution", line
            spoken, ends, before = [], "", ""
        if (rest := fold_pieces(spoken)).text:
            yield "quote", rest
            before = rest.text


def _cut_cell(pieces: list[InlinePiece]) -> Iterator[tuple[str, Line]]:
    """A cell's lines run on, but a line that opens a quotation after a finished one begins anew.

    So does what stands below a source of its own line ("– Porter"), and a line in italics below
    one that is not."""
    said: list[InlinePiece] = []
    before, was_slanted = "", False
    for part in _split(pieces, LINE_BREAK):
        line = fold_pieces(part)
        slanted = _is_slanted(line)
        if said and (
            (_FINISHED.search(before) and _OPENS_NEW_CELL_LINE.match(line.text))
            or _SOURCE_LINE.fullmatch(before)
            or (slanted and not was_slanted and not before.rstrip().endswith(","))
        ):
            yield "cell", fold_pieces(said)
            said = []
        said += [*part, SOFT_BREAK]
        before, was_slanted = line.text, slanted
    if (rest := fold_pieces(said)).text:
        yield "cell", rest


# "– Porter, Upper Street" on a line of a cell
_SOURCE_LINE = re.compile(r"\s*[—–―]\s*[^\s—–―](?:\S|\s(?=\S)){1,70}\s*")


def _is_slanted(line: Line) -> bool:
    """Whether a line is in italics but for its edges, and some words long."""
    words = len(line.text.split())
    return words > 3 and sum(end - start for start, end in line.italics) > 0.9 * len(line.text)


def _split(
    pieces: list[InlinePiece], at: InlinePiece, *, times: int = 1
) -> Iterator[list[InlinePiece]]:
    """Parts between breaks; `times` breaks in a row, white space aside, make one cut."""
    part: list[InlinePiece] = []
    breaks = 0
    for piece in pieces:
        if piece is at:
            breaks += 1
            continue
        if not piece.text.isspace():
            if breaks >= times and part:
                yield part
                part = []
            elif breaks:
                part.append(SOFT_BREAK)
            breaks = 0
        part.append(piece)
    if part:
        yield part
