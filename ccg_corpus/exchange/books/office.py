"""A codebook as a workbook (MAXQDA, ATLAS.ti) or a table in Word (NVivo) → rows of cells.

The first sheet and every table with such headings are read, as text; nothing is calculated, and what the
package would unpack to is looked at before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import CcgError, SourceError
from ccg_corpus.exchange.books.rows import CodebookRow

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_COLUMNS = 200
_SET_IN = 100  # twentieths of a point that are a step


def rows_of_xlsx(data: bytes, path: Path) -> list[CodebookRow]:
    """The rows of the first sheet. Raises: CcgError."""
    parts = _Parts(data, path)
    names = sorted(
        name for name in parts.names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)
    )
    if not names:
        raise CcgError("has no sheet", path=path)
    first = min(names, key=lambda name: int(re.sub(r"\D", "", name)))
    shared = parts.root("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in parts.names else None
    words = [] if shared is None else ["".join(_letters(one)) for one in shared.iter(f"{_SHEET}si")]
    rows: list[CodebookRow] = []
    for row in parts.root(first).iter(f"{_SHEET}row"):
        cells: list[str] = []
        for cell in row.iter(f"{_SHEET}c"):
            at = _column(str(cell.get("r") or "")) or len(cells)
            if at < _MOST_COLUMNS:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = _value(cell, words)
        if cells:
            rows.append((len(cells[0]) - len(cells[0].lstrip()), cells))
    return rows


def rows_of_docx(data: bytes, path: Path) -> list[CodebookRow]:
    """The rows of its tables, names as far set in as they are. Raises: CcgError."""
    found: list[CodebookRow] = [
        (_set_in(cells[0]), ["\n".join(_paragraphs(cell)) for cell in cells])
        for row in _Parts(data, path).root("word/document.xml").iter(f"{_WORD}tr")
        if (cells := row.findall(f"{_WORD}tc"))
    ]
    heads = found[0][1] if found else []
    return found[:1] + [row for row in found[1:] if row[1] != heads]


class _Parts:
    def __init__(self, data: bytes, path: Path) -> None:
        from ccg_corpus.readers.limits import Limits
        from ccg_corpus.readers.package import open_package

        self._path = path
        try:
            self._package = open_package(data, limits=Limits())
        except SourceError as exc:
            raise CcgError(exc.message, path=path, hint=exc.hint) from exc
        self.names = frozenset(self._package.namelist())

    def root(self, name: str) -> Any:
        from lxml import etree

        from ccg_corpus.readers.package import read_part

        try:
            data = read_part(self._package, name)
        except SourceError as exc:
            raise CcgError(exc.message, path=self._path) from exc
        if data is None:
            raise CcgError(f"has no {name}", path=self._path)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as exc:
            raise CcgError(f"{name} is no XML that can be read", path=self._path) from exc


def _column(reference: str) -> int:
    """B7 is 1."""
    number = 0
    for sign in re.sub(r"[^A-Z]", "", reference)[:3]:
        number = 26 * number + ord(sign) - 64
    return max(0, number - 1)


def _value(cell: Any, words: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return "".join(_letters(cell))
    text = cell.findtext(f"{_SHEET}v") or ""
    if kind == "s":
        return words[int(text)] if text.isdecimal() and int(text) < len(words) else ""
    return str(text)


def _letters(one: Any) -> Iterator[str]:
    for text in one.iter(f"{_SHEET}t"):
        yield str(text.text or "")


def _paragraphs(cell: Any) -> Iterator[str]:
    for paragraph in cell.iter(f"{_WORD}p"):
        yield "".join(str(text.text or "") for text in paragraph.iter(f"{_WORD}t"))


def _set_in(cell: Any) -> int:
    """How far the first paragraph of a cell is set in, in steps; by spaces where by nothing else."""
    paragraph = next(cell.iter(f"{_WORD}p"), None)
    indent = None if paragraph is None else paragraph.find(f"{_WORD}pPr/{_WORD}ind")
    if indent is not None:
        text = str(indent.get(f"{_WORD}left") or indent.get(f"{_WORD}start") or "0")
        if text.lstrip("-").isdecimal():
            return max(0, int(text)) // _SET_IN
    words = "".join(_paragraphs(cell))
    return len(words) - len(words.lstrip())
