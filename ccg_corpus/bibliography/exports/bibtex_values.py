"""What stands behind the "=" of a BibTeX field, as it was typed → its words, and what is wrong with it.

A value is one or more parts joined by "#": words in braces or in quotation marks, a number, or the name
of an @string. What an entry leaves open it takes from the entries that `crossref` and `xdata` name.
Comes in: the blocks of a file. Goes out: plain values. A part that can't be read makes its field
unknown: half a name of a journal is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Fields = dict[str, str]

_NAME = re.compile(r"[^\s#{}\",=%'()]+")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
MONTHS = {month[:3].lower(): month for month in _MONTHS}  # every style of BibTeX knows these names
_PARTS = ("inbook", "incollection", "inproceedings", "conference", "suppbook", "suppcollection",
          "inreference")  # fmt: skip
# What an entry of a part calls a fact that its whole calls otherwise.
_OF_THE_WHOLE = {"title": "booktitle", "subtitle": "booksubtitle"}
# What belongs to the whole alone: who refers to it, and what it refers to.
_NOT_HANDED_ON = {"crossref", "xdata", "xref", "entryset", "ids", "key", "keywords", "abstract",
                  "file", "label", "note", "doi", "url", "pages"}  # fmt: skip
MOST_STEPS = 8  # from an entry to what it takes from; a ring of entries has no end
MOST_LETTERS = 100_000  # of one value: names that stand for names that stand for names grow fast


@dataclass(slots=True)
class BibtexEntry:
    """An entry: its kind and its fields as typed, then as read; `doubts` say what can't be read."""

    kind: str
    key: str
    raw: Fields
    fields: Fields = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


class Values:
    """The values of one file, which knows the names that it defines."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._typed = {name.lower(): value for name, value in names.items()}
        self._known: dict[str, str] = dict(MONTHS)
        self._open: set[str] = set()

    def read(self, typed: str) -> tuple[str | None, str]:
        """The value, or None; and what is wrong with it, or ""."""
        found: list[str] = []
        place = 0
        for part, end, wrong in _parts(typed):
            if wrong:
                # words behind a whole value: a comma is missing, and the value itself is right
                return ("".join(found) or None) if wrong == _NO_COMMA else None, wrong
            value = self._value(part)
            if value is None:
                return None, f"'{part[:40]}' is defined by no @string"
            found.append(value)
            place = end
        text = "".join(found)
        if len(text) > MOST_LETTERS:
            return None, "its value is too long"
        return (text, "") if place else (None, "")

    def _value(self, part: str) -> str | None:
        if part[0] in '{"':
            return part[1:-1]
        if part.isdigit():
            return part
        name = part.lower()
        if name in self._typed and name not in self._open:
            self._open.add(name)  # a name that is defined by itself has no value
            value, _ = self.read(self._typed[name])
            self._open.discard(name)
            return value
        if name in self._open:
            return None
        # "2nd", "12a", "S1": a number that was typed without marks, as people do
        return self._known.get(name) or (part if part[0].isdigit() else None)


def inherited(blocks: Mapping[str, BibtexEntry]) -> None:
    """Give each entry what it leaves open and the entries it names have."""
    done: dict[str, Fields] = {}
    for key in blocks:
        blocks[key].fields = _with_inherited(key, blocks, done, MOST_STEPS)


def _with_inherited(
    key: str, blocks: Mapping[str, BibtexEntry], done: dict[str, Fields], steps: int
) -> Fields:
    if key in done:
        return done[key]
    block = blocks[key]
    fields = dict(block.fields)
    for name in ("xdata", "crossref"):
        for other in filter(None, map(str.strip, block.fields.get(name, "").split(","))):
            whole = blocks.get(other.lower())
            if whole is None or not steps:
                block.doubts.append(f"{name} names '{other}', which is not in the file")
                continue
            given = _with_inherited(other.lower(), blocks, done, steps - 1)
            handed = given if name == "xdata" else _handed_on(given, block.kind, whole.kind)
            fields = {**handed, **fields}
    done[key] = fields
    return fields


def _handed_on(given: Fields, kind: str, of: str) -> Fields:
    """The facts of a whole as its part calls them: the book's title is no chapter's title."""
    is_part = kind in _PARTS
    handed: Fields = {}
    for name, value in given.items():
        if name in _NOT_HANDED_ON:
            continue
        if is_part and name in _OF_THE_WHOLE:
            handed.setdefault(_OF_THE_WHOLE[name], value)
        elif name == "author" and is_part and of in ("book", "mvbook", "collection", "proceedings"):
            if kind == "inbook":  # a chapter of one's own book
                handed[name] = value
        elif name not in ("title", "subtitle") or not is_part:
            handed.setdefault(name, value)
    return handed


def names_in(value: str) -> Iterator[str]:
    """The names that stand between "and"s outside of braces."""
    depth = start = 0
    folded = " ".join(value.split())
    for found in re.finditer(r"\\.|[{}]| and (?=\S)", folded, re.I):
        sign = found.group()
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign[0] == " " and depth <= 0:
            yield folded[start : found.start()]
            start = found.end()
    yield folded[start:]


def is_in_braces(name: str) -> bool:
    """Whether one pair of braces holds all of a name: then it is no person's."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    return _closing(name, 0) == len(name)


_NO_COMMA = "a comma is missing behind it"


def _parts(typed: str) -> Iterator[tuple[str, int, str]]:
    """The parts of a value with where each ends; or what is wrong."""
    place, expects = 0, True
    while place < len(typed):
        if typed[place].isspace():
            place += 1
        elif typed[place] == "#":
            if expects:
                yield "", place, "a '#' joins nothing"
                return
            place, expects = place + 1, True
        elif not expects:
            yield "", place, _NO_COMMA
            return
        else:
            end = _end_of_part(typed, place)
            if end is None:
                yield "", place, "a brace or a quotation mark is not closed"
                return
            yield typed[place:end], end, ""
            place, expects = end, False
    if expects and typed.strip():
        yield "", place, "a '#' joins nothing"


def _end_of_part(typed: str, place: int) -> int | None:
    if typed[place] == "{":
        return _closing(typed, place)
    if typed[place] == '"':
        return _closing_mark(typed, place)
    name = _NAME.match(typed, place)
    return name.end() if name else None


def _closing(typed: str, place: int) -> int | None:
    """Behind the brace that closes the one at `place`."""
    depth = 0
    for found in re.finditer(r"\\.|[{}]", typed[place:]):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if not depth and found.group() == "}":
            return place + found.end()
    return None


def _closing_mark(typed: str, place: int) -> int | None:
    """Behind the quotation mark that closes the one at `place`: none in braces does."""
    depth = 0
    for found in re.finditer(r'\\[^"]|[{}"]', typed[place + 1 :]):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if found.group() == '"' and not depth:
            return place + 1 + found.end()
    return None
