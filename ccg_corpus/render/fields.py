"""Fields of a record by name, and lines made of them: `--fields` and `--template`.

Comes in: what was typed, later records. Goes out: names that exist, columns, lines of text. Nothing
that is typed is run: a template names fields and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import RECORD_KEYS, Hit
from ccg_corpus.corpus.local import case_id
from ccg_corpus.render.citation import full_citation, located_citation
from ccg_corpus.render.columns import (
    SHEET,
    Column,
    Row,
    attribution,
    cell,
    proposed,
    reason,
    speaker,
    who,
)
from ccg_corpus.render.rows import render_rows
from ccg_corpus.render.shape import OutputShape
from ccg_corpus.text.nearest import near

DOCUMENT_KEYS = ("id", "title", "authors", "year", "doi", "type", "source")
PART_KEYS = {
    "document": DOCUMENT_KEYS,
    "evidence": ("field", "text", "start", "end", "rule"),
    "also_in": ("id", "document", "source", "start", "end"),
    "codings": ("code", "by", "at", "part", "proposed"),
    "memos": ("text", "by", "at"),
    "decided": ("field", "was", "by", "at", "why"),
}
# What is not in a record as it stands, but can be read from one.
MADE: dict[str, Callable[[Row], Any]] = {
    "who": who,
    "speaker": speaker,
    "attribution": attribution,
    "citation": located_citation,
    "reference": lambda record: full_citation(record["document"]),
    "score": lambda record: record.get("score"),
    "match": lambda record: record.get("match"),
    "why": lambda record: record.get("why"),
    "before": lambda record: record.get("before"),
    "after": lambda record: record.get("after"),
    "case_id": case_id,
    "proposed": proposed,
}
_OF_DOCUMENT = {"title", "authors", "year", "doi", "type", "source"}
_WRITTEN = ("memo", "check")  # what a sheet has besides, for `ccg decide`
NAMES = (
    *RECORD_KEYS,
    *(f"{key}.{part}" for key, parts in PART_KEYS.items() for part in parts),
    *(name for name in MADE),
    *sorted(_OF_DOCUMENT),
    *_WRITTEN,
)
_NUMBERS = {"page", "year", "document.year", "confidence", "score", "start", "end"}


def field_names(text: str) -> tuple[str, ...]:
    """The fields that a list with commas names.

    Raises: QueryError with the column of one that there is not.
    """
    names = []
    at = 0
    for piece in text.split(","):
        name = piece.strip()
        if name:
            column = at + len(piece) - len(piece.lstrip()) + 1
            names.append(_known(name, column))
        at += len(piece) + 1
    if not names:
        raise QueryError("no field is named", hint="as in --fields id,text,document.year")
    return tuple(names)


def value_of(record: Row, name: str) -> Any:
    """A field of a record: its own, one of its document's ("document.year"), or made of it."""
    if name in MADE:
        return MADE[name](record)
    if name in _WRITTEN:
        return next(column.value(record) for column in SHEET if column.key == name)
    if name in _OF_DOCUMENT:
        return record["document"][name]
    value: Any = record
    for key in name.split("."):
        value = _within(value, key)
    return value


def columns_of(names: tuple[str, ...]) -> tuple[Column, ...]:
    """A column for each field."""
    return tuple(_column(name) for name in names)


def _column(name: str) -> Column:
    known = next((column for column in SHEET if column.key == name), None)
    value = known.value if known else (lambda record: _shown(value_of(record, name)))
    is_name = name in ("id", "document", "document.id")
    return Column(name, name, value, is_number=name in _NUMBERS, is_name=is_name)


def _known(name: str, column: int) -> str:
    if name not in NAMES and not name.startswith("attributes."):
        hint = (
            near(name, NAMES, listed=False) or "'ccg quotes --help' names some, docs/record.md all"
        )
        raise QueryError(f"no field '{name}'", column=column, hint=hint)
    return name


def _within(value: Any, key: str) -> Any:
    if isinstance(value, list):
        return [_within(one, key) for one in value]
    return value.get(key) if isinstance(value, Mapping) else None


def _shown(value: Any) -> Any:
    """What stands in a cell for a value that is none of its own."""
    if isinstance(value, Mapping):
        if "asked" in value:
            return reason(value)
        return value.get("id") or ", ".join(f"{key}: {cell(one)}" for key, one in value.items())
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return value


def render_fields(
    hits: Iterable[Hit], format_name: str, shape: OutputShape, *, width: int, color: bool
) -> Iterator[str]:
    """The fields chosen: keys with their values in json and jsonl, columns elsewhere."""
    rows = scored(hits)
    if format_name in ("json", "jsonl"):
        kept = ({name: value_of(row, name) for name in shape.fields} for row in rows)
        yield from render_rows(kept, (), format_name)
        return
    columns = columns_of(shape.fields)
    for title, group in grouped(rows, shape, format_name):
        yield from title
        yield from render_rows(group, columns, format_name, width=width, color=color)


def scored(hits: Iterable[Hit]) -> Iterator[Row]:
    """Records with their scores."""
    return ({**hit.record, "score": hit.score or None} for hit in hits)


def grouped(
    rows: Iterable[Row], shape: OutputShape, format_name: str
) -> Iterator[tuple[list[str], Iterable[Row]]]:
    """The rows under the headings that a person's format has."""
    if not shape.group_by or format_name not in ("table", "md"):
        yield [], rows
        return
    last: tuple[str, ...] = ()
    for number, (titles, group) in enumerate(groupby(rows, shape.headings)):
        if format_name == "md":
            from ccg_corpus.render.formats.md import headings

            yield ["\n" if number else "", *headings(last, titles)], group
        else:
            kept = list(group)
            shown = cell(" · ".join(titles))
            yield ["\n" if number else "", f"{shown} ({len(kept)})\n"], kept
        last = titles


@dataclass(frozen=True, slots=True)
class Template:
    """A line for each record: pieces of text, and fields with what stands for an unknown one."""

    pieces: tuple[str | tuple[str, str], ...]

    def line(self, record: Row) -> str:
        """The line of one record; what is unknown is empty, or what the template says."""
        line = "".join(self._piece(piece, record) for piece in self.pieces)
        return line if line.endswith("\n") else f"{line}\n"

    @staticmethod
    def _piece(piece: str | tuple[str, str], record: Row) -> str:
        if isinstance(piece, str):
            return piece
        name, otherwise = piece
        return cell(_shown(value_of(record, name))) or otherwise


_TOKEN = re.compile(
    r"\\(?P<escape>.)|(?P<brace>\{\{|\}\})|\{(?P<field>[^{}]*)\}|(?P<stray>[{}])", re.S
)
_ESCAPES = {"t": "\t", "n": "\n", "\\": "\\", "0": "\0"}


def read_template(text: str) -> Template:
    """A template of text and {fields}; {page|n.d.} says what stands for an unknown page.

    \\t and \\n are a tab and a new line, {{ and }} braces.
    Raises: QueryError with the column of what is wrong.
    """
    pieces: list[str | tuple[str, str]] = []
    at = 0
    for match in _TOKEN.finditer(text):
        pieces.append(text[at : match.start()])
        pieces.append(_token(match))
        at = match.end()
    pieces.append(text[at:])
    return Template(tuple(piece for piece in pieces if piece))


def _token(match: re.Match[str]) -> str | tuple[str, str]:
    column = match.start() + 1
    if match["escape"] is not None:
        return _ESCAPES.get(match["escape"], match.group())
    if match["brace"]:
        return match["brace"][0]
    if match["stray"]:
        sign = match["stray"]
        raise QueryError(
            f"a '{sign}' alone", column=column, hint=f"write {sign}{sign} for the sign"
        )
    name, _, otherwise = match["field"].partition("|")
    padding = len(name) - len(name.lstrip())
    return _known(name.strip(), column + 1 + padding), otherwise
