"""A codebook as text → rows of cells: CSV and TSV of a spreadsheet or of Taguette, QualCoder's lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ccg_corpus.core.errors import CcgError
from ccg_corpus.exchange.books.rows import CodebookRow

_MOST_CELL = 1_000_000


def rows_of_text(data: bytes, path: Path) -> list[CodebookRow]:
    """The rows; spaces or tabs before a code's name set it under the one above it.

    Raises: CcgError.
    """
    text = _decoded(data)
    if "\x00" in text:
        raise CcgError("is no text", path=path)
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    separator = _separator(lines, path.suffix.lower())
    if separator is None:
        return [(_indent(line), [line.strip()]) for line in lines]
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [(0 if separator == "\t" else _indent(row[0]), row) for row in reader if row]
    except csv.Error as exc:
        raise CcgError(f"line {reader.line_num}: {exc}", path=path) from exc


def _separator(lines: list[str], ending: str) -> str | None:
    """The sign between cells; None where each line is a code."""
    if ending in (".tsv", ".tab"):
        return "\t"
    counts = {sign: sum(sign in line for line in lines) for sign in "\t;,"}
    if ending == ".csv":
        head = lines[0]
        return max(",;\t", key=head.count)
    # lines of text: codes set in by tabs are no cells
    if sum("\t" in line.strip() for line in lines) * 2 > len(lines):
        return "\t"
    return "," if counts[","] == len(lines) else None


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
