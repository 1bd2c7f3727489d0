"""Where there are very many records: what they are counted by, a column for each field, in one file.

Comes in: the finished corpus. Goes out: how many listed records have which values of some columns
together, several times sooner than SQLite groups a million rows. The file is made by the first question
that would need it and is of one state of the corpus; it holds numbers and words, and nothing in it
can run. Each column has a code made with the user's own key (`secret`): what anybody else made or
changed is not read, and where there is no key there is no file.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ccg_corpus.project.files import is_link, open_file, write_whole
from ccg_corpus.store.integrity import secret

NAME = "columns"
# With fewer listed records SQLite is as fast.
LEAST = 100_000
NUMBERS = ("role", "local_case", "site", "study", "theme", "person", "year")
WORDS = ("kind", "section", "document")
_MAGIC = b"ccg columns 1\n"
_AT_ONCE = 20_000
Key = tuple[object, ...]


class Columns:
    """The columns of one state."""

    def __init__(self, path: Path, header: dict[str, Any], start: int, key: bytes) -> None:
        self._path, self._header, self._start, self._key = path, header, start, key

    def has(self, names: Sequence[str]) -> bool:
        """Whether all of these are columns."""
        return all(name in self._header["columns"] for name in names)

    def counts(self, names: Sequence[str]) -> dict[Key, int] | None:
        """How many listed records have which values together; None where the file is not ours."""
        columns = [self._column(name) for name in names]
        if not all(columns):
            return None
        counted: dict[Any, int] = Counter(zip(*[one or () for one in columns], strict=True))
        tables = [self._header["words"].get(name) for name in names]
        return {
            tuple(
                [
                    None if not one else table[one - 1] if table else one
                    for one, table in zip(key, tables, strict=True)
                ]
            ): count
            for key, count in counted.items()
        }

    def _column(self, name: str) -> array[int] | None:
        offset, length, code = self._header["columns"][name]
        with suppress(OSError), open_file(self._path, follow=False) as file:
            file.seek(self._start + offset)
            data = file.read(length)
            if _code(self._key, name.encode() + data) == code:
                return array("I", data)
        return None


def columns(connection: sqlite3.Connection, root: Path, generation: str) -> Columns | None:
    """The columns of what is finished now, made if need be; None for small corpora, and where
    nothing can be written or nobody could vouch for it."""
    path = root / NAME
    found = _opened(path, generation)
    if found is not None or not _is_large(connection):
        return found
    key = secret.key()
    if key is None:
        return None
    with suppress(OSError):
        write_whole(path, _made(connection, generation, key), mode=0o600)
    return _opened(path, generation)


def _is_large(connection: sqlite3.Connection) -> bool:
    row = connection.execute(
        "SELECT 1 FROM records WHERE listed = 1 LIMIT 1 OFFSET ?", (LEAST - 1,)
    ).fetchone()
    return row is not None


def _opened(path: Path, generation: str) -> Columns | None:
    if is_link(path):
        return None
    with (
        suppress(OSError, ValueError, KeyError, TypeError),
        open_file(path, follow=False) as file,
    ):
        if file.read(len(_MAGIC)) != _MAGIC:
            return None
        size = int.from_bytes(file.read(8), "little")
        code, data = file.read(64).decode("ascii"), file.read(min(size, 64 << 20))
        key = secret.key()
        if key is None or _code(key, data) != code:
            return None
        header = json.loads(data)
        if header["generation"] == generation and header["order"] == sys.byteorder:
            return Columns(path, header, len(_MAGIC) + 8 + 64 + size, key)
    return None


def _made(connection: sqlite3.Connection, generation: str, key: bytes) -> bytes:
    """The file's bytes."""
    names = (*NUMBERS, *WORDS)
    columns = [array("I") for _ in names]
    words: dict[str, dict[str, int]] = {name: {} for name in WORDS}
    for rows in _rows(connection, names):
        for at, values in enumerate(zip(*rows, strict=True)):
            table = words.get(names[at])
            if table is None:
                columns[at].extend([value or 0 for value in values])
            else:
                columns[at].extend(
                    [0 if one is None else table.setdefault(one, len(table) + 1) for one in values]
                )
    pieces = [column.tobytes() for column in columns]
    places, offset = {}, 0
    for name, piece in zip(names, pieces, strict=True):
        places[name] = (offset, len(piece), _code(key, name.encode() + piece))
        offset += len(piece)
    header = {
        "generation": generation,
        "order": sys.byteorder,
        "columns": places,
        "words": {name: list(table) for name, table in words.items()},
    }
    data = json.dumps(header, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return b"".join(
        (_MAGIC, len(data).to_bytes(8, "little"), _code(key, data).encode("ascii"), data, *pieces)
    )


def _rows(connection: sqlite3.Connection, names: Sequence[str]) -> Iterator[list[Any]]:
    cursor = connection.execute(f"SELECT {', '.join(names)} FROM records WHERE listed = 1")
    while rows := cursor.fetchmany(_AT_ONCE):
        yield rows


def _code(key: bytes, data: bytes) -> str:
    return blake2b(data, key=key, digest_size=32).hexdigest()
