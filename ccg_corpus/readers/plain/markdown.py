"""Markdown: CommonMark with tables, front matter, admonitions and attributions of quotations.

Bytes in, blocks out. Front matter becomes facts, never text; pictures, their descriptions and
programs are left out; raw HTML loses its tags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import NoText, Unreadable
from ccg_corpus.core.model import Draft, DraftBlock
from ccg_corpus.readers.blocks import BlockWriter, InlinePiece, fold_pieces
from ccg_corpus.readers.facts import facts_of_fields
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.plain.markdown_boxes import with_boxes_as_quotes
from ccg_corpus.readers.plain.markdown_headings import (
    SetBy,
    headed,
    headings_set_by,
    numbered_heading,
)
from ccg_corpus.readers.plain.text import decode
from ccg_corpus.readers.web.html import blocks_of_fragment

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ADMONITION = re.compile(r"\A\s*\[!(\w+)\][+-]?[ \t]*")
_SPOKEN = frozenset(("quote", "cite", "quotation"))  # of Obsidian's boxes
# What Obsidian does not print: links' targets, marks round what is highlighted, comments.
_UNPRINTED = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]|==(?=\S)([^=]+)==|%%[^%]*%%")
_LINE_BLOCK = re.compile(r"\|[ \t].*(?:\n\|(?:[ \t].*)?)*")  # Pandoc's: lines kept as they are
_LINE_MARK = re.compile(r"\A\|[ \t]*")
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
_FOOTNOTE = re.compile(r"\A\[\^[^\]\s]+\]:\s*")
_PLACEHOLDER = re.compile(r"\[\[?_?toc_?\]\]?", re.IGNORECASE)
_TAG = re.compile(r"<(/?)\s*([a-zA-Z]+)")
_MAX_NESTING = 100
_MAX_FRONT_MATTER = 20_000  # characters
_MAX_FIELDS = 5000
_MAX_LINE = 1_000_000
_MAX_BRACKETS = 20_000
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def read_markdown(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of a Markdown file, and the facts its front matter states."""
    fields, body, warnings = _front_matter(decode(data))
    if not body.strip():
        raise NoText("the file holds no text")
    _refuse_endless(body)
    tokens = _tokens(with_boxes_as_quotes(body))
    walk = _Walk(headings=headings_set_by(tokens))
    walk.blocks(tokens)
    blocks, title = _with_title(walk.writer.blocks)
    if not blocks:
        raise NoText("the file holds no text")
    facts = facts_of_fields(fields, title=title)
    return Draft(format="markdown", blocks=blocks, facts=facts, warnings=warnings)


def _refuse_endless(body: str) -> None:
    """The inline rules look ahead from every bracket: bounds that no text reaches."""
    longest = max(map(len, body.split("\n")))
    brackets = max(part.count("[") for part in _BLANK_LINE.split(body))
    if longest > _MAX_LINE or brackets > _MAX_BRACKETS:
        what = f"a line of {longest:,} characters, or {brackets:,} brackets in a paragraph"
        raise Unreadable(what, hint="is it Markdown?")


def _front_matter(text: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """The fields between the opening lines of dashes, the text below, and what is wrong."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text, ()
    import yaml

    stated = found.group(1) or ""
    try:
        if len(stated) > _MAX_FRONT_MATTER:
            raise ValueError("too long to be facts")
        if not _is_small(fields := yaml.safe_load(stated)):
            raise ValueError("too much to be facts")
    except (yaml.YAMLError, ValueError, RecursionError):
        return (
            {},
            text[found.end() :],
            ("the front matter is not valid YAML: its facts are unread",),
        )
    if fields is not None and not isinstance(fields, dict):
        return {}, text, ()  # a paragraph between two rules
    return fields or {}, text[found.end() :], ()


def _is_small(fields: object) -> bool:
    """Whether what is stated is little, also where it repeats itself by aliases."""
    waiting, seen = [fields], 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > _MAX_FIELDS:
            return False
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list | tuple | set):
            waiting += one
    return True


def _tokens(body: str) -> list[Token]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    tokens = parser.parse(body)
    if max((token.level for token in tokens), default=0) >= _MAX_NESTING - 1:
        raise Unreadable("nested too deeply")  # what is deeper, the parser leaves out
    return tokens


def _with_title(blocks: list[DraftBlock]) -> tuple[tuple[DraftBlock, ...], str | None]:
    """A single top heading at the very start is the document's title."""
    tops = [block for block in blocks if block.kind == "heading" and block.level == 1]
    if len(tops) != 1 or blocks[0] is not tops[0]:
        return tuple(blocks), None
    title = DraftBlock(kind="title", text=tops[0].text, italics=tops[0].italics)
    return (title, *blocks[1:]), title.text


class _Walk:
    """One pass over the tokens of the parser, which come as a flat list of opens and closes."""

    def __init__(self, *, headings: SetBy) -> None:
        self.writer = BlockWriter()
        self._headings = headings
        self._tables = 0
        self._in_note = False  # what is set in below a note goes on with it
        self._in_lines = False  # of a block of Pandoc's lines

    def blocks(self, tokens: list[Token]) -> None:
        place = 0
        while place < len(tokens):
            end = _closing(tokens, place)
            heading = numbered_heading(tokens, place) if self._headings.number else None
            if heading:
                with self.writer.within(kind="heading", level=heading.level):
                    self.writer.say(heading.words)
                place = end + 1
                continue
            self._block(tokens[place], tokens[place + 1 : end])
            place = end + 1

    def _block(self, token: Token, inside: list[Token]) -> None:
        match token.type:
            case "heading_open":
                with self.writer.within(kind="heading", level=int(token.tag[1:])):
                    self.blocks([_without_attributes(each) for each in inside])
            case "blockquote_open":
                self._quote(inside)
            case "bullet_list_open" if self.writer.setting.kind == "quote":
                self._list_in_quote(token, inside)
            case "list_item_open" if self.writer.setting.kind not in ("quote", "callout"):
                with self.writer.within(kind="list_item"):
                    self.blocks(inside)
            case "table_open":
                self._table(inside)
            case "paragraph_open":
                self._paragraph(inside)
            case "inline":
                self._inline(token.children or [])
            case "fence":
                self.writer.add("note", token.content)
            case "code_block":  # an indented passage is seldom a program in a report
                kind = "note" if self._in_note else self.writer.setting.kind
                self.writer.add(kind, _printed(token.content))
            case "html_block":
                self._html(token.content)
            case _:
                self.blocks(inside)

    def _paragraph(self, inside: list[Token]) -> None:
        source = _source(inside)
        if _PLACEHOLDER.fullmatch(source.strip()):
            return
        self._in_note = bool(_FOOTNOTE.match(source))
        self._in_lines = bool(_LINE_BLOCK.fullmatch(source))
        kind = "note" if self._in_note else self.writer.setting.kind
        if self._headings.bold and kind == "paragraph":
            self._heading_in_bold(inside)
        with self.writer.within(kind=kind):
            self.blocks(inside)
        self._in_lines = False

    def _heading_in_bold(self, inside: list[Token]) -> None:
        """The headings that a paragraph opens with become blocks of their own."""
        for heading in headed(inside):
            with self.writer.within(kind="heading", level=heading.level):
                self.writer.say(heading.words)

    def _quote(self, inside: list[Token]) -> None:
        """A quotation, or, where it opens with [!NOTE], a box; [!quote] has its source as title."""
        found = _ADMONITION.match(_source(inside))
        if found is None:
            with self.writer.within(kind="quote"):
                self.blocks(inside)
            return
        title = _take_title(inside)
        is_spoken = found.group(1).lower() in _SPOKEN
        with self.writer.within(kind="quote" if is_spoken else "callout"):
            if title and not is_spoken:
                self.writer.add("callout", title)
            self.blocks(inside)
        if title and is_spoken:
            self.writer.add("attribution", title)

    def _list_in_quote(self, token: Token, inside: list[Token]) -> None:
        """ "> - X" under a quotation reads as a list of one item; it is the quotation's source."""
        lines = [inner for inner in inside if inner.type == "inline"]
        if token.markup != "-" or len(lines) != 1:
            self.blocks(inside)
            return
        with self.writer.within(kind="quote"):
            self.writer.say("- ")
            self._inline(lines[0].children or [])

    def _table(self, inside: list[Token]) -> None:
        self._tables += 1
        headers: list[str] = []
        row, column = -1, 0
        for place, token in enumerate(inside):
            if token.type == "tr_open":
                row, column = row + 1, 0
            elif token.type == "th_open":
                headers.append(fold_pieces([InlinePiece(_plain(inside[place + 1]))]).text)
            if token.type in ("th_open", "td_open"):
                header = headers[column] if row and column < len(headers) else None
                self._cell(inside[place + 1], row=row, column=column, header=header or None)
                column += 1

    def _cell(self, cell: Token, *, row: int, column: int, header: str | None) -> None:
        place = {"table": self._tables, "row": row, "column": column, "header": header}
        with self.writer.within(kind="cell", **place):
            self._inline(cell.children or [])

    def _inline(self, tokens: list[Token]) -> None:
        for token in tokens:
            match token.type:
                case "text" | "code_inline":
                    words = _without_marker(token) if token is tokens[0] else token.content
                    words = _LINE_MARK.sub("", words) if self._in_lines else words
                    self.writer.say(_printed(words) if token.type == "text" else words)
                case "softbreak" | "hardbreak":
                    self.writer.soft_break()
                case "em_open":
                    self.writer.italic_begins()
                case "em_close":
                    self.writer.italic_ends()
                case "html_inline":
                    self._inline_tag(token.content)
                case (
                    _
                ):  # strong, links: their words come as tokens of their own; pictures have none
                    pass

    def _inline_tag(self, tag: str) -> None:
        found = _TAG.match(tag)
        if found is None:
            return
        closing, name = bool(found.group(1)), found.group(2).lower()
        if name == "br":
            self.writer.line_break()
        elif name in ("i", "em") and closing:
            self.writer.italic_ends()
        elif name in ("i", "em"):
            self.writer.italic_begins()
        elif name == "q":
            self.writer.say("”" if closing else "“")

    def _html(self, content: str) -> None:
        """Raw HTML between blank lines."""
        self.writer.flush()
        self.writer.blocks.extend(blocks_of_fragment(content))


def _closing(tokens: list[Token], place: int) -> int:
    """Where the token at `place` is closed: at itself if it opens nothing."""
    depth = 0
    for end in range(place, len(tokens)):
        depth += tokens[end].nesting
        if depth <= 0:
            return end
    return len(tokens)


def _source(inside: list[Token]) -> str:
    """The first line of text among the tokens, as it was typed."""
    return next((token.content for token in inside if token.type == "inline"), "")


def _plain(cell: Token) -> str:
    return "".join(
        " " if token.type.endswith("break") else token.content
        for token in cell.children or []
        if token.type in ("text", "code_inline", "softbreak", "hardbreak")
    )


def _without_attributes(token: Token) -> Token:
    """A heading's words without the identifier set behind them: "Findings {#findings}"."""
    if token.children and token.children[-1].type == "text":
        last = token.children[-1]
        last.content = _ATTRIBUTES.sub("", last.content)
    return token


def _without_marker(token: Token) -> str:
    """The first words of a paragraph, without a footnote's "[^1]:"."""
    return _FOOTNOTE.sub("", token.content, count=1)


def _printed(words: str) -> str:
    """Words without what Obsidian does not print."""
    return _UNPRINTED.sub(lambda found: found.group(1) or found.group(2) or "", words)


def _take_title(inside: list[Token]) -> str:
    """The rest of the line that opens a box, taken out of its first paragraph."""
    first = next(token for token in inside if token.type == "inline")
    children = first.children or []
    ends = (at for at, token in enumerate(children) if token.type in ("softbreak", "hardbreak"))
    end = next(ends, len(children))
    title = "".join(token.content for token in children[:end] if token.type != "html_inline")
    first.children = children[end + 1 :]
    return _ADMONITION.sub("", title, count=1).strip()
