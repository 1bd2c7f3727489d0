"""charting.csv: the words of a framework matrix that are the reviewer's own.

Comes in: the file, and a matrix with the ids of its cells. Goes out: a `Summary` for each cell that has
one, marked where the quotations behind it are no longer those that it was written from; and the file
with rows for cells that have none yet. A row of the reviewer's is never changed but in its `check`, and
there only where it is empty: to empty it says "I have looked again".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.decisions.sheets import FactSheet, SheetRow, read_sheet
from ccg_corpus.synthesis.matrix import Matrix
from ccg_corpus.text.spreadsheet import as_text

FILE = "charting.csv"
COLUMNS = ("rows", "row", "columns", "column", "query", "summary", "ids", "check")
NEEDED = ("row", "column", "summary")
_DIGITS = 6
_STATED = "not stated"
Texts = Mapping[str, str]  # the words of quotations by their ids
Place = tuple[int, int]


@frozen
class Summary:
    """What a reviewer wrote of a cell. `ids`: what supports it; `changed`: how the quotations of
    the cell differ from those that it was written from, "" where they do not."""

    text: str
    ids: tuple[str, ...] = ()
    changed: str = ""


@frozen
class Charted:
    """The summaries by their cells; and a line for each row that is about no cell of this matrix
    though it is of its fields, or can't be read."""

    summaries: Mapping[Place, Summary]
    notes: tuple[str, ...] = ()


def read_charting(root: Path, matrix: Matrix, texts: Texts, query: str = "") -> Charted:
    """What charting.csv has of a matrix, that was asked for with `query`.

    Raises: ProjectError where the file can't be read.
    """
    path = root / FILE
    if not path.exists():
        return Charted({})
    sheet = _known(read_sheet(path), path)
    places = _places(matrix)
    found: dict[Place, Summary] = {}
    notes = [f"{FILE}: {fault}" for fault in sheet.faults]
    for row in sheet.rows:
        if not _is_of(row, matrix, query):
            continue
        place = places.get((row.cells.get("row", ""), row.cells.get("column", "")))
        if place is None:
            if row.cells.get("summary"):
                where = f"{row.cells.get('row', '')} \N{MULTIPLICATION SIGN} {row.cells.get('column', '')}"
                notes.append(f"{FILE}:{row.line}: no quotation is in {where} any more")
        elif place in found and row.cells.get("summary"):
            notes.append(f"{FILE}:{row.line}: a second row for a cell; the first counts")
        elif place not in found:
            found[place] = _summary(row, matrix.cell(*place).ids, texts)
    return Charted(found, tuple(notes))


def _known(sheet: FactSheet, path: Path) -> FactSheet:
    """The sheet, if its columns are those that say which cell a row is of and what is written of it.

    Raises: ProjectError.
    """
    missing = [name for name in NEEDED if name not in sheet.columns]
    if missing and (sheet.rows or sheet.columns):
        hint = f"its first line names the columns: {','.join(COLUMNS)}; nothing was written"
        raise ProjectError(f"has no column '{missing[0]}'", path=path, hint=hint)
    return sheet


def _summary(row: SheetRow, ids: tuple[str, ...], texts: Texts) -> Summary:
    supporting = tuple(row.cells.get("ids", "").replace(",", " ").replace(";", " ").split())
    seen = _seen(row.cells.get("check", ""))
    changed = "; ".join(_changes(seen, supporting, ids, texts)) if row.cells.get("summary") else ""
    return Summary(row.cells.get("summary", ""), supporting, changed)


def _changes(
    seen: Mapping[str, str], supporting: tuple[str, ...], ids: tuple[str, ...], texts: Texts
) -> Iterator[str]:
    """How a cell differs from what was seen; of a row without `check` only what supports it."""
    now = set(ids)
    gone = [id for id in dict.fromkeys((*supporting, *seen)) if id not in now]
    if gone:
        yield f"gone: {', '.join(gone)}"
    if not seen:
        return
    new = [id for id in ids if id not in seen]
    if new:
        yield f"new: {', '.join(new)}"
    other = [id for id in ids if id in seen and seen[id] != _digest(texts.get(id, ""))]
    if other:
        yield f"other words: {', '.join(other)}"


def with_rows(root: Path, matrix: Matrix, texts: Texts, query: str = "") -> tuple[bytes, int, int]:
    """The file as it is to be: every row there is, then one for each cell that has none; how many
    are new, and how many of the others were looked at again. Columns of the reviewer's own stay.

    Raises: ProjectError where the file can't be read, or holds what would be lost.
    """
    path = root / FILE
    sheet = _known(read_sheet(path), path) if path.exists() else FactSheet((), ())
    if sheet.faults:
        raise ProjectError(sheet.faults[0], path=path, hint="mend it first: nothing was written")
    columns = (*sheet.columns, *(name for name in COLUMNS if name not in sheet.columns))
    places = _places(matrix)
    rows: list[dict[str, str]] = []
    have: set[Place] = set()
    again = 0
    for row in sheet.rows:
        cells = dict(row.cells)
        place = places.get((cells.get("row", ""), cells.get("column", "")))
        if place is not None and _is_of(row, matrix, query):
            have.add(place)
            if not cells.get("check"):
                again += 1
                cells["check"] = _check(matrix.cell(*place).ids, texts)
        rows.append(cells)
    new = [place for place in matrix.cells if place not in have]
    rows += [_new_row(matrix, place, texts, query) for place in new]
    return _written(columns, rows), len(new), again


def _new_row(matrix: Matrix, place: Place, texts: Texts, query: str) -> dict[str, str]:
    ids = matrix.cell(*place).ids
    return {
        "rows": matrix.rows_by.name,
        "row": _name(matrix.rows[place[0]].key),
        "columns": matrix.columns_by.name,
        "column": _name(matrix.columns[place[1]].key),
        "query": query,
        "ids": " ".join(ids),
        "check": _check(ids, texts),
    }


def _written(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(columns)
    writer.writerow(names)
    for row in rows:
        writer.writerow([as_text(row.get(name, "")) for name in names])
    return out.getvalue().encode("utf-8", "surrogatepass")


def _is_of(row: SheetRow, matrix: Matrix, query: str) -> bool:
    """Whether a row is of this matrix; one that names no query is of any."""
    cells = row.cells
    fields = (cells.get("rows", matrix.rows_by.name), cells.get("columns", matrix.columns_by.name))
    asked = cells.get("query", "")
    return fields == (matrix.rows_by.name, matrix.columns_by.name) and asked in ("", query)


def _places(matrix: Matrix) -> dict[tuple[str, str], Place]:
    return {
        (_name(row.key), _name(column.key)): (at, across)
        for at, row in enumerate(matrix.rows)
        for across, column in enumerate(matrix.columns)
    }


def _name(key: str | None) -> str:
    return _STATED if key is None else " ".join(key.split())


def _check(ids: Iterable[str], texts: Texts) -> str:
    """What was seen: each quotation, with some digits of its words."""
    return " ".join(f"{id}={_digest(texts.get(id, ''))}" for id in ids)


def _seen(check: str) -> dict[str, str]:
    pairs = (one.rpartition("=") for one in check.split())
    return {id: digest for id, _, digest in pairs if id}


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
