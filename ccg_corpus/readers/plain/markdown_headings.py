"""Headings that a Markdown file prints in bold only, or as lists of one item,
as programs leave them that turn PDFs into it.

In: the parser's tokens. Out: whether the file sets its headings so, and of a paragraph the words of
its heading, as what else is in it. A file whose own headings name its sections is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ccg_corpus.readers.office.appearance import reads_as_heading

if TYPE_CHECKING:
    from markdown_it.token import Token

_SECTION = re.compile(
    r"(?:\d+\.?\s+)?(?:abstract|introduction|background|(?:materials? and )?methods?|methodology|results?|"
    r"findings|(?:results|findings) and discussion|discussion|conclusions?|references)",
    re.I,
)
_NO_HEADING = re.compile(
    r"(?:fig(?:ure)?\b|table\b|box\b|additional file|key ?words?|doi\b|correspond|received\b|open access)",
    re.I,
)
ENOUGH = 2  # sections named in bold that show that headings are set so
MAX_RUN_IN = 8  # words of a heading in front of its paragraph's text
SECTION, LINE, SLANTED, RUN_IN = 7, 8, 9, 10  # depths below all that Markdown states


class BoldHeading(NamedTuple):
    """A heading's words and depth, and how many of the paragraph's tokens they take."""

    words: str
    level: int
    tokens: int


class SetBy(NamedTuple):
    """By what a file sets its headings, where it states none of its sections."""

    bold: bool = False
    number: bool = False


def headings_set_by(tokens: Sequence[Token]) -> SetBy:
    """Whether sections are named by bold lines, or by lists of one item that are none."""
    stated, bold, numbered = set[str](), set[str](), set[str]()
    for before, token in pairwise(tokens):
        if token.type != "inline":
            continue
        words = " ".join(token.content.replace("*", "").replace("_", "").split())
        if before.type == "heading_open" and _SECTION.fullmatch(words):
            stated.add(words.lower())
        elif before.type == "paragraph_open" and not before.level:
            heading = heading_of(token)
            bold.update([heading.words.lower()] if heading and heading.level == SECTION else [])
    for at in range(len(tokens)):
        item = numbered_heading(tokens, at)
        if item and _SECTION.match(item.words.partition(" ")[2]):
            numbered.add(item.words)
    if len(stated) >= ENOUGH:
        return SetBy()
    return SetBy(len(bold) >= ENOUGH, len(numbered) >= ENOUGH)


def numbered_heading(tokens: Sequence[Token], at: int) -> BoldHeading | None:
    """ "2. Methods" is read as a list of one item: a heading, where it is a short line with a number."""
    if tokens[at].type != "ordered_list_open" or tokens[at].level or at + 6 >= len(tokens):
        return None
    item, inline = tokens[at + 1], tokens[at + 3]
    if tokens[at + 6].type != "ordered_list_close" or inline.type != "inline":
        return None
    words = " ".join(inline.content.replace("*", "").split())
    if "\n" in inline.content or not reads_as_heading(words):
        return None
    return BoldHeading(f"{item.info}{item.markup} {words}", SECTION, 6)


def heading_of(inline: Token) -> BoldHeading | None:
    """The heading that a paragraph opens with: its first line, or its first words, in bold."""
    children = list(inline.children or [])
    words, slanted, end = _in_bold(children)
    named = words.strip(" .:")
    if not words or _NO_HEADING.match(words) or not reads_as_heading(named):
        return None
    behind = children[end] if end < len(children) else None
    is_section = _SECTION.fullmatch(named) is not None
    if behind is None or behind.type in ("softbreak", "hardbreak"):
        level = SECTION if is_section else SLANTED if slanted else LINE
        return BoldHeading(named, level, end + 1) if words.strip()[-1] not in ".:" else None
    goes_on = behind.type == "text" and re.match(r"[.:]?\s+[A-ZÀ-Þ“\"]", behind.content)
    if goes_on and not is_section and len(named.split()) <= MAX_RUN_IN and _ends(words, behind):
        return BoldHeading(named, RUN_IN, end)
    return None


def _ends(words: str, behind: Token) -> bool:
    """Whether a full stop parts the heading from the text: else its words may be stressed only."""
    return words.rstrip()[-1:] == "." or behind.content[:1] == "."


def _in_bold(children: Sequence[Token]) -> tuple[str, bool, int]:
    """The bold words at the beginning, whether they are in italics too, and where they end."""
    words, depth, slanted, end = [], 0, False, 0
    for at, token in enumerate(children):
        if token.type in ("strong_open", "strong_close"):
            depth += token.nesting
        elif token.type in ("em_open", "em_close"):
            slanted = True
        elif token.type == "text" and (depth or not token.content.strip()):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak") and depth:
            words.append(" ")
        else:
            break
        end = at + 1
    return " ".join("".join(words).split()), slanted, end


def headed(inside: Sequence[Token]) -> Iterator[BoldHeading]:
    """The headings that a paragraph opens with, taken out of it."""
    for token in inside:
        while token.type == "inline" and (heading := heading_of(token)):
            token.children = rest = (token.children or [])[heading.tokens :]
            if heading.level == RUN_IN:
                rest[0].content = rest[0].content.lstrip(" .:")
            yield heading
