"""Values → participants.csv and documents.csv, every row of theirs kept as its owner wrote it.

Comes in: a project's directory and values by id. Goes out: a table with a row more for each id; of several rows
about one, the last counts. A table that is not plain CSV in UTF-8 is left alone, and that is said.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.decisions.facts import attribute_key
from ccg_corpus.project.files import read_file, write_whole
from ccg_corpus.text.spreadsheet import as_text

Values = Mapping[str, Mapping[str, str]]
_KEYS = ("participant_id", "document", "document_id", "id", "paper")
_SEPARATORS = ",;\t"


def with_values(root: Path, name: str, key: str, values: Values) -> bytes:
    """The table of that name with the values: `key` is the column of the ids where there is no table.

    Raises: ProjectError where it is written in a way that can't be added to.
    """
    path = root / name
    try:
        data = read_file(path)
    except FileNotFoundError:
        data = b""
    except OSError as exc:
        raise ProjectError(f"can't be read: {exc.strerror or exc}", path=path) from exc
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise ProjectError("is not UTF-8, so nothing is added to it", path=path) from exc
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return (mark + _added(text.removeprefix("\ufeff"), path, key, values)).encode()


def write_values(root: Path, name: str, data: bytes) -> None:
    """Put a table in its place.

    Raises: ProjectError.
    """
    try:
        write_whole(root / name, data, mode=0o666, is_synced=True)
    except OSError as exc:
        raise ProjectError(f"can't be written: {exc.strerror or exc}", path=root / name) from exc


def _added(text: str, path: Path, key: str, values: Values) -> str:
    if text.lower().startswith(("sep=", '"sep=')):
        raise ProjectError("begins with sep=, so nothing is added to it", path=path)
    head, rest = _head(text)
    separator = max(_SEPARATORS, key=head.count) if head else ","
    end = "\r\n" if "\r\n" in text else "\n"
    columns = next(csv.reader([head], delimiter=separator), []) if head else []
    names = [attribute_key(one) for one in columns]
    at = next((names.index(one) for one in (key, *_KEYS) if one in names), None)
    if at is None:
        columns, names, at = [*columns, key], [*names, key], len(columns)
    for name in dict.fromkeys(name for one in values.values() for name in one):
        if name not in names:
            columns.append(name)
            names.append(name)
    lines = [_line(columns, separator, end)]
    if rest and not rest.endswith(("\n", "\r")):
        rest += end
    for id, own in values.items():
        cells = [""] * len(columns)
        cells[at] = _cell(id)
        for name, value in own.items():
            cells[names.index(name)] = _cell(value)
        rest += _line(cells, separator, end)
    return "".join(lines) + rest


def _head(text: str) -> tuple[str, str]:
    """The line of headings, which may be over several lines, and the rest."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        if text[:end].count('"') % 2 == 0 and text[:end].strip():
            return text[:end].strip("\r\n"), text[end:]
        at = end
    return text.strip(), ""


def _line(cells: list[str], separator: str, end: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerow(cells)
    return out.getvalue()


def _cell(text: str) -> str:
    """A cell that no spreadsheet calculates, and that is read back as it was."""
    return as_text(" ".join(text.split()))
