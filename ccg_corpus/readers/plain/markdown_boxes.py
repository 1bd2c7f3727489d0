"""Boxes of Markdown dialects, written the one way that the parser knows.

`!!! note "Title"` with an indented body (MkDocs), `:::note … :::` (Docusaurus, Pandoc) and
`^notice^` lines (Govspeak) become block quotations that open with `[!NOTE]`; their words stay as they are.
A box named quote is a block quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_INDENTED = re.compile(
    r'(?P<indent> {0,3})(?:!!!|\?\?\?\+?) *(?P<name>[\w-]+)[^"\n]*(?:"(?P<title>[^"\n]*)")?\s*'
)
_FENCED = re.compile(
    r":{3,} *\{?[.#]? *(?P<name>[A-Za-z][\w-]*)[^\n\[]*?(?:\[(?P<title>[^\]\n]*)\])?[^\n]*"
)
_FENCE_END = re.compile(r":{3,}\s*")
_NOTICE = re.compile(r"(?P<mark>[\^%])(?P<words>[^\^%\n]+)(?P=mark)\s*")
_MAY_HOLD = re.compile(r"^ {0,3}(?:!!!|\?\?\?|:::|[\^%])", re.MULTILINE)
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTES = frozenset(("quote", "cite", "blockquote", "quotation", "epigraph"))


def with_boxes_as_quotes(body: str) -> str:
    """The same text with its boxes as block quotations."""
    if not _MAY_HOLD.search(body):
        return body
    return "\n".join(_rewritten(body.split("\n")))


def _rewritten(lines: list[str]) -> Iterator[str]:
    at, code = 0, ""
    ends = _ends_of_fenced(lines)
    while at < len(lines):
        line = lines[at]
        at += 1
        if fence := _CODE.match(line):
            code = "" if code and fence.group(1).startswith(code) else code or fence.group(1)
        if code or fence:
            yield line
        elif opening := _INDENTED.fullmatch(line):
            end = _end_of_indented(lines, at, len(opening["indent"]) + 4)
            yield from _box(opening, [one[len(opening["indent"]) + 4 :] for one in lines[at:end]])
            at = end
        elif (opening := _FENCED.fullmatch(line)) and (at - 1) in ends:
            end = ends[at - 1]
            yield from _box(opening, [one for one in lines[at:end] if not one.startswith(":::")])
            at = end + 1
        elif notice := _NOTICE.fullmatch(line):
            yield from ("", "> [!NOTE]", f"> {notice['words']}", "")
        else:
            yield line


def _box(opening: re.Match[str], inside: list[str]) -> Iterator[str]:
    """The box as a block quotation; one named quote keeps its title as a line of its own before it."""
    title = (opening["title"] or "").strip()
    yield ""
    if opening["name"].lower() in _QUOTES:
        yield from (title, "") if title else ()
    else:
        yield "> [!NOTE]"
        yield from (f"> {title}", ">") if title else ()
    for line in inside:
        yield f"> {line}" if line.strip() else ">"
    yield ""


def _end_of_indented(lines: list[str], at: int, indent: int) -> int:
    """Behind the last line that is set in; empty lines in between belong to the box."""
    end = at
    for place in range(at, len(lines)):
        if lines[place].strip() and not lines[place].startswith(" " * indent):
            break
        if lines[place].strip():
            end = place + 1
    return end


def _ends_of_fenced(lines: list[str]) -> dict[int, int]:
    """Opening line → the line that closes it, for boxes that are closed."""
    ends: dict[int, int] = {}
    is_open: list[int] = []
    for at, line in enumerate(lines):
        if not line.startswith(":::"):
            continue
        if not _FENCE_END.fullmatch(line):
            is_open.append(at)
        elif is_open:
            ends[is_open.pop()] = at
    return ends
