"""Pieces → Document: one text with its blocks, and runs that know what was printed.

Lines are joined by one space; a hyphen at a line's end is kept or dropped with evidence from the
document itself. Every change is a run: nothing is lost, nothing is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ccg_corpus.core.model import Block, Document, Draft, DraftBlock, Run, Span
from ccg_corpus.rebuild.hyphens import WORD, Words, torn_half
from ccg_corpus.rebuild.pieces import Piece, Printed, fold_space


def assemble(pieces: Sequence[Piece], draft: Draft, source: str) -> Document:
    """The document of these pieces, in their order, one blank line between blocks."""
    text = _Text(Words.of(pieces, draft.facts.language))
    blocks: list[Block] = []
    path: list[tuple[int, int]] = []  # (level, index of the heading's block)
    for piece in pieces:
        span = text.add(piece.lines)
        if span.start == span.end:
            continue
        if piece.kind in ("heading", "title"):
            level = piece.level or 1
            path = [(depth, at) for depth, at in path if depth < level]
        blocks.append(_block(piece, span, tuple(at for _, at in path)))
        if piece.kind == "heading":
            path.append((piece.level or 1, len(blocks) - 1))
    return Document(
        source=source,
        format=draft.format,
        text=text.text(),
        blocks=tuple(blocks),
        runs=tuple(text.runs),
        facts=draft.facts,
        warnings=draft.warnings,
        plain=draft.plain,
    )


def _block(piece: Piece, span: Span, headings: tuple[int, ...]) -> Block:
    stated = piece.block
    italics = _italics(piece, span) if stated else ()
    return Block(
        kind=piece.kind,
        span=span,
        level=piece.level,
        section=piece.section,
        headings=headings,
        italics=italics,
        table=piece.table,
        row=piece.row,
        column=piece.column,
        header=stated.header if stated else None,
        indented=piece.indented or bool(stated and stated.indented),
        group=stated.group if stated else None,
    )


def _italics(piece: Piece, span: Span) -> tuple[Span, ...]:
    """Italics move with the text; a block whose white space was folded loses them."""
    stated = piece.block
    if stated is None:
        return ()
    if len(stated.text) != span.end - span.start:
        return _italics_without_unseen(stated, span)
    return tuple(Span(span.start + a, span.start + b) for a, b in stated.italics)


def _italics_without_unseen(stated: DraftBlock, span: Span) -> tuple[Span, ...]:
    """The same where only signs that nobody sees were left out."""
    if len(fold_space(stated.text)) != span.end - span.start or "  " in stated.text:
        return ()
    shown = [len(fold_space(stated.text[:at] + "|")) - 1 for at in range(len(stated.text) + 1)]
    return tuple(Span(span.start + shown[a], span.start + shown[b]) for a, b in stated.italics)


@dataclass(slots=True)
class _Text:
    """The text as it grows, and its runs."""

    words: Words
    runs: list[Run] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def text(self) -> str:
        return "".join(self._parts)

    def add(self, lines: Sequence[Printed]) -> Span:
        """Append one block's lines; its span, empty if the lines hold no words."""
        shown = [line for line in lines if line.text]
        if not shown:
            return Span(self._length, self._length)
        if self._length:
            self._put("\n\n", "", shown[0].page)
        start = self._length
        for line, following in zip(lines, _followers(lines), strict=True):
            self._add_line(line, following)
        return Span(start, self._length)

    def _add_line(self, line: Printed, following: Printed | None) -> None:
        """A line with what joins it to the next one: a space, or nothing behind a hyphen."""
        body, tail = _split_raw(line)
        was = line.raw[: len(line.raw) - len(tail)] if body else ""
        if following and (left := torn_half(line.text)):
            self._add_torn(line, was, tail, left, following)
            return
        self._put(line.text, was, line.page)
        if following is None or not line.text:
            self._put("", tail, line.page)
            return
        guess = "join" if following.joined == "guess" else None
        glue = "" if self.words.closes_dash(line.text, following.text) else " "
        self._put(glue, tail, line.page, guess)

    def _add_torn(self, line: Printed, was: str, tail: str, left: str, following: Printed) -> None:
        """A line that ends in half a word."""
        match = WORD.match(following.text)
        hyphen = line.text[-1]
        kept, sure = self.words.keeps_hyphen(left, match.group() if match else "", hyphen)
        shown = line.text if kept else line.text[:-1]
        half = len(left) + kept
        guess = "join" if following.joined == "guess" else None if sure else "hyphen"
        if guess is None or not was.endswith(left + hyphen):
            self._put(shown, was, line.page)
        else:
            self._put(shown[: len(shown) - half], was[: len(was) - len(left) - 1], line.page)
            self._put(shown[len(shown) - half :], left + hyphen, line.page, guess)
        self._put("", tail, line.page)

    def _put(self, shown: str, was: str, page: int | None, guess: str | None = None) -> None:
        """Append `shown`, printed as `was`; the same characters on the same page extend a run."""
        if not shown:
            if was and self.runs:
                self._append_printed(was)
            return
        printed = None if shown == was else was
        start = self._length
        self._length = end = start + len(shown)
        self._parts.append(shown)
        if printed is None and guess is None and self.runs:
            last = self.runs[-1]
            if last.printed is None and last.guess is None and last.page == page:
                self.runs[-1] = Run(Span(last.span.start, end), page)
                return
        self.runs.append(Run(Span(start, end), page, printed, guess))

    def _append_printed(self, was: str) -> None:
        """What was printed behind the last run and left no character in the text."""
        last = self.runs[-1]
        shown = self.text_between(last.span) if last.printed is None else last.printed
        self.runs[-1] = replace(last, printed=shown + was)

    def text_between(self, span: Span) -> str:
        """The text in `span`; runs are short, so only the last parts are looked at."""
        needed, parts = span.end - span.start, []
        for part in reversed(self._parts):
            parts.append(part)
            needed -= len(part)
            if needed <= 0:
                break
        joined = "".join(reversed(parts))
        return joined[len(joined) - (span.end - span.start) :]


def _followers(lines: Sequence[Printed]) -> list[Printed | None]:
    """For each line the next one that holds words."""
    found: list[Printed | None] = []
    following: Printed | None = None
    for line in reversed(lines):
        found.append(following)
        following = line if line.text else following
    return found[::-1]


def _split_raw(line: Printed) -> tuple[str, str]:
    """A printed line's body and the white space and debris behind it."""
    raw, text = line.raw, line.text
    if len(raw) == len(text) + 1 and raw[-1] == "\n" and raw.startswith(text) and text:
        return text, "\n"
    lead = len(raw) - len(raw.lstrip())
    first_end = raw.find("\n", lead)
    end = first_end if first_end >= 0 else len(raw)
    body = raw[lead:end].rstrip()
    return body, raw[lead + len(body) :]
