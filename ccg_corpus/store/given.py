"""What reviewers gave: the lines of their decisions and the rows of their tables, as last looked at.

A copy of the user's files, so that a question need not read them and a change reads only what is new.
Lines are kept by the document that they name; a digest says whether anything about it changed. Every
change is inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.project.files import read_file

if TYPE_CHECKING:
    from ccg_corpus.decisions.facts import FactRow
    from ccg_corpus.decisions.model import Decision
    from ccg_corpus.records import Identity

UNNUMBERED = -1  # the line of a fault that says itself where it is

TABLE = """
CREATE TABLE given_files (
    name TEXT PRIMARY KEY, size INTEGER NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE given_decisions (
    file TEXT NOT NULL,
    raw BLOB NOT NULL,           -- a digest of the line
    id TEXT NOT NULL,
    document TEXT NOT NULL,      -- as the line calls it
    source TEXT NOT NULL,
    line BLOB NOT NULL,
    PRIMARY KEY (file, raw)
);
CREATE INDEX given_decisions_on ON given_decisions (document, source, id);
CREATE TABLE given_facts (
    file TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, fact TEXT NOT NULL,
    PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX given_facts_on ON given_facts (document);
CREATE TABLE given_faults (      -- number 0: nothing of the file counts
    file TEXT NOT NULL, number INTEGER NOT NULL, why TEXT NOT NULL
);
CREATE TABLE given (             -- by the document, as it is called there
    document TEXT PRIMARY KEY, digest TEXT NOT NULL,
    sources TEXT NOT NULL        -- JSON: where it lay, as decisions have it
) WITHOUT ROWID;
CREATE TABLE given_unknown (document TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE given_lost (        -- what found no place in a document: JSON
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, what TEXT NOT NULL, PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE TABLE given_conflicts (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, what TEXT NOT NULL, PRIMARY KEY (document, position)
) WITHOUT ROWID;
"""


@frozen
class GivenDocument:
    """What is given about a document as reviewers call it: a digest, and where it lay."""

    digest: str
    sources: tuple[str, ...]


class Given:
    """Decisions and facts of all reviewers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # From the files

    def look(self, root: Path) -> bool:
        """Take in what changed in the user's files; whether anything about a document did. What can't
        be read is among the faults."""
        from ccg_corpus.decisions.files import FOLDER, files_of

        touched: set[str] = set()
        known = {
            name: (size, digest)
            for name, size, digest in self._connection.execute("SELECT * FROM given_files")
        }
        for path in files_of(root):
            name = f"{FOLDER}/{path.name}"
            touched |= self._look_at(path, name, known.pop(name, (0, "")))
        for name in known:
            touched |= self._forget(name)
        touched |= self._look_at_tables(root)
        for document in sorted(touched):
            self._digest(document)
        return bool(touched)

    def _look_at(self, path: Path, name: str, known: tuple[int, str]) -> set[str]:
        """One file of decisions: only what is new, where lines were only put behind the others."""
        try:
            data = read_file(path)
        except OSError as exc:  # what was read of it before counts on
            why = f"can't be read: {exc.strerror or exc}"
            self._connection.execute("DELETE FROM given_faults WHERE file = ?", (name,))
            self._connection.execute(
                "INSERT INTO given_faults VALUES (?, 0, ?)", (name, f"{name}: {why}")
            )
            return set()
        size, digest = known
        seen = sha256(data[:size])
        if size and seen.hexdigest() == digest:
            if len(data) == size:
                return set()
            seen.update(data[size:])
            is_longer = data[size - 1 : size] == b"\n"
        else:
            seen, is_longer = sha256(data), False
        row = name, len(data), seen.hexdigest()
        self._connection.execute("INSERT OR REPLACE INTO given_files VALUES (?, ?, ?)", row)
        if is_longer:
            return self._add(path, name, data[size:], data.count(b"\n", 0, size) + 1)
        return self._put_anew(path, name, data)

    def _put_anew(self, path: Path, name: str, data: bytes) -> set[str]:
        """All lines of a file; of those that are known nothing is read."""
        from ccg_corpus.decisions.files import lines_of

        self._connection.execute("DELETE FROM given_faults WHERE file = ?", (name,))
        have = {
            raw
            for (raw,) in self._connection.execute(
                "SELECT raw FROM given_decisions WHERE file = ?", (name,)
            )
        }
        lines = {_raw(line): (number, line) for number, line in lines_of(data)}
        new = [line for raw, line in lines.items() if raw not in have]
        have -= lines.keys()
        touched: set[str] = set()
        for raw in have:
            touched |= self._drop(name, raw)
        return touched | self._insert(path, name, new)

    def _drop(self, name: str, raw: bytes) -> set[str]:
        where = "WHERE file = ? AND raw = ?"
        rows = self._connection.execute(
            f"SELECT document FROM given_decisions {where}", (name, raw)
        ).fetchall()
        self._connection.execute(f"DELETE FROM given_decisions {where}", (name, raw))
        return {document for (document,) in rows}

    def _add(self, path: Path, name: str, data: bytes, first: int) -> set[str]:
        from ccg_corpus.decisions.files import lines_of

        return self._insert(path, name, lines_of(data, first))

    def _insert(self, path: Path, name: str, lines: Iterable[tuple[int, bytes]]) -> set[str]:
        from ccg_corpus.decisions.files import read_line

        rows, faults = [], []
        for number, line in lines:
            decision, why = read_line(line, by=path.stem)
            if why:
                faults.append((name, number, why))
            if decision is not None:
                on = decision.on
                rows.append((name, _raw(line), decision.id, on.document, on.source, line))
        self._connection.executemany("INSERT INTO given_faults VALUES (?, ?, ?)", faults)
        self._connection.executemany(
            "INSERT OR IGNORE INTO given_decisions VALUES (?, ?, ?, ?, ?, ?)", rows
        )
        return {row[3] for row in rows}

    def _forget(self, name: str) -> set[str]:
        rows = self._connection.execute(
            "SELECT DISTINCT document FROM given_decisions WHERE file = ?", (name,)
        ).fetchall()
        for table, column in (
            ("given_decisions", "file"), ("given_faults", "file"), ("given_files", "name"),
        ):  # fmt: skip
            self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))
        return {document for (document,) in rows}

    def _look_at_tables(self, root: Path) -> set[str]:
        from ccg_corpus.decisions.facts import fact_fields, read_facts
        from ccg_corpus.decisions.stamp import TABLES

        found = read_facts(root)
        rows = {(one.file, one.line, one.document, _json(fact_fields(one))) for one in found.facts}
        have = set(self._connection.execute("SELECT * FROM given_facts"))
        marks = ", ".join("?" * len(TABLES))
        self._connection.execute(f"DELETE FROM given_faults WHERE file IN ({marks})", TABLES)
        self._connection.executemany(
            "INSERT INTO given_faults VALUES (?, ?, ?)",
            [(note.file, note.line, note.why) for note in found.notes],
        )
        if rows == have:
            return set()
        self._connection.execute("DELETE FROM given_facts")
        self._connection.executemany("INSERT INTO given_facts VALUES (?, ?, ?, ?)", sorted(rows))
        return {row[2] for row in rows ^ have}

    def _digest(self, document: str) -> None:
        ids = self._connection.execute(
            "SELECT DISTINCT id FROM given_decisions WHERE document = ? ORDER BY id", (document,)
        ).fetchall()
        facts = self._connection.execute(
            "SELECT fact FROM given_facts WHERE document = ? ORDER BY file, number", (document,)
        ).fetchall()
        if not ids and not facts:
            self._connection.execute("DELETE FROM given WHERE document = ?", (document,))
            return
        digest = sha256(repr((ids, facts)).encode()).hexdigest()[:32]
        sources = self._connection.execute(
            "SELECT DISTINCT source FROM given_decisions WHERE document = ? AND source != ''"
            " ORDER BY source",
            (document,),
        )
        row = document, digest, _json([source for (source,) in sources])
        self._connection.execute("INSERT OR REPLACE INTO given VALUES (?, ?, ?)", row)

    # For the finish

    def names(self) -> dict[str, GivenDocument]:
        """Every document as reviewers call it."""
        from json import loads

        rows = self._connection.execute("SELECT * FROM given ORDER BY document")
        return {name: GivenDocument(digest, tuple(loads(where))) for name, digest, where in rows}

    def are_ids(self) -> bool:
        """Whether reviewers call every document by its id, or by none."""
        row = self._connection.execute(
            "SELECT 1 FROM given AS g LEFT JOIN documents AS d ON d.id = g.document"
            " WHERE d.id IS NULL AND g.document != '' LIMIT 1"
        ).fetchone()
        return row is None

    def digests(self, names: Iterable[str]) -> list[str]:
        """The digests of what is given under some names."""
        found = []
        for name in sorted(set(names)):
            row = self._connection.execute(
                "SELECT digest FROM given WHERE document = ?", (name,)
            ).fetchone()
            if row is not None:
                found.append(str(row[0]))
        return found

    def keep_unknown(self, names: Iterable[str]) -> None:
        """The names under which something is given, and that are of no document."""
        self._connection.execute("DELETE FROM given_unknown")
        self._connection.executemany(
            "INSERT INTO given_unknown VALUES (?)",
            [(name,) for name in sorted(names) if name],  # a memo on a code names none
        )

    def unknown(self) -> list[str]:
        """The names of documents that are in no corpus, with what is given about them kept."""
        rows = self._connection.execute("SELECT document FROM given_unknown ORDER BY document")
        return [name for (name,) in rows]

    def decisions(self, names: Sequence[str] | None = None) -> list[Decision]:
        """The decisions on documents that are called so, or all: in no order, undone ones too."""
        return [one for _, one in self._decisions(names)]

    def _decisions(self, names: Sequence[str] | None) -> Iterator[tuple[str, Decision]]:
        from ccg_corpus.decisions.files import read_line

        where, values = "", []
        if names is not None:
            where, values = f" WHERE document IN ({', '.join('?' * len(names))})", [*names]
        rows = self._connection.execute(
            f"SELECT file, line FROM given_decisions{where} ORDER BY id, file", values
        )
        for file, line in rows:
            stem = file.rpartition("/")[2].removesuffix(".jsonl")
            decision, _ = read_line(bytes(line), by=stem)
            if decision is not None:
                yield file, decision

    def facts(self, names: Sequence[str]) -> list[FactRow]:
        """The rows of tables about documents that are called so, by file and line."""
        from json import loads

        from ccg_corpus.decisions.facts import fact_of

        rows = self._connection.execute(
            f"SELECT fact FROM given_facts WHERE document IN ({', '.join('?' * len(names))})"
            " ORDER BY file, number",
            [*names],
        )
        return [fact_of(loads(fact)) for (fact,) in rows]

    # What records are made again from

    def decided_on(self) -> list[str]:
        """The documents whose records were made with something that reviewers gave."""
        rows = self._connection.execute(
            "SELECT id FROM documents WHERE unit_key != found_key ORDER BY id"
        )
        return [id for (id,) in rows]

    def units(self, ids: Iterable[str]) -> dict[str, dict[str, str]]:
        """The units that some documents are of, by their keys without what reviewers gave: each of
        their documents, with the key that its records were made under."""
        units: dict[str, dict[str, str]] = {}
        for id in ids:
            (key,) = self._connection.execute(
                "SELECT found_key FROM documents WHERE id = ?", (id,)
            ).fetchone()
            if key not in units:
                rows = self._connection.execute(
                    "SELECT id, unit_key FROM documents WHERE found_key = ? ORDER BY id", (key,)
                )
                units[key] = dict(rows)
        return units

    def identities(self, ids: Iterable[str]) -> list[Identity]:
        """Who some documents are, as the last ingest has it."""
        from msgspec import json

        from ccg_corpus.records import Identity

        sql = "SELECT identity FROM documents WHERE id = ?"
        rows = (self._connection.execute(sql, (id,)).fetchone() for id in ids)
        return [json.decode(row[0], type=Identity) for row in rows]

    # What is to be said

    def add(
        self,
        document: str,
        lost: Iterable[Mapping[str, Any]],
        conflicts: Iterable[Mapping[str, Any]],
    ) -> None:
        """What of a document's decisions found no place, and where reviewers disagree."""
        for table, rows in (("given_lost", lost), ("given_conflicts", conflicts)):
            self._connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?)",
                [(document, at, _json(row)) for at, row in enumerate(rows)],
            )

    def lost(self) -> list[dict[str, Any]]:
        """Decisions and rows of tables that found no place in their document."""
        return self._said("given_lost")

    def lost_count(self) -> int:
        """How many there are, with all that is given about documents that are in no corpus."""
        (count,) = self._connection.execute(
            "SELECT (SELECT COUNT(*) FROM given_lost)"
            " + (SELECT COUNT(DISTINCT d.id) FROM given_decisions AS d JOIN given_unknown USING (document))"
            " + (SELECT COUNT(*) FROM given_facts JOIN given_unknown USING (document))"
        ).fetchone()
        return int(count)

    def conflicts(self, document: str | None = None) -> list[dict[str, Any]]:
        """Where reviewers disagree, quotation by quotation; in one document or in all."""
        return self._said("given_conflicts", document)

    def _said(self, table: str, document: str | None = None) -> list[dict[str, Any]]:
        from json import loads

        where, values = ("", []) if document is None else (" WHERE document = ?", [document])
        rows = self._connection.execute(
            f"SELECT document, what FROM {table}{where} ORDER BY document, position", values
        )
        return [{"document": document, **loads(what)} for document, what in rows]

    def faults(self) -> list[str]:
        """A line for each line of the files that says nothing, and for each file that does."""
        rows = self._connection.execute(
            "SELECT file, number, why FROM given_faults ORDER BY file, number, why"
        )
        return [
            f"{file}, line {number}: {why}; kept" if number > 0 else why
            for file, number, why in rows
        ]

    def unusable(self) -> list[str]:
        """A line for each file of which nothing counts, or only what it said before."""
        rows = self._connection.execute(
            "SELECT why FROM given_faults WHERE number = 0 ORDER BY file, why"
        )
        return [why for (why,) in rows]

    def keep_faults(self, file: str, faults: Iterable[tuple[int, str]]) -> None:
        """What of a file says nothing, by line; 0 where nothing of it counts."""
        self._connection.execute("DELETE FROM given_faults WHERE file = ?", (file,))
        self._connection.executemany(
            "INSERT INTO given_faults VALUES (?, ?, ?)", [(file, *one) for one in faults]
        )

    def count(self) -> int:
        """How many decisions there are, each once."""
        (count,) = self._connection.execute(
            "SELECT COUNT(DISTINCT id) FROM given_decisions"
        ).fetchone()
        return int(count)


def _raw(line: bytes) -> bytes:
    return blake2b(line, digest_size=8).digest()


def _json(value: Mapping[str, Any] | Sequence[str]) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False)
