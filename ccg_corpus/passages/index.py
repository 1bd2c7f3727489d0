"""The passages of a corpus in one SQLite file beside the store, with a full-text index.

Comes in: the store, an expression, documents to look in. Goes out: passage records, best first. It
is private to `.ccg/`; one that is stale, damaged or of other rules is made anew. Where nothing can
be written it is made in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccg_corpus.errors import CcgError, ProjectError
from ccg_corpus.hit import Record
from ccg_corpus.lock import locked
from ccg_corpus.passages.cutting import PASSAGE_KIND, Passage, passages_of
from ccg_corpus.rules import rules_key
from ccg_corpus.store import Store, cache_directory
from ccg_corpus.words import families, tokens, variants

__all__ = ["PASSAGE_KIND", "Passages", "Wanted", "open_passages"]

NAME = "passages.sqlite"
RULES = ("model.py", "span.py", "words.py", "passages")
WAIT_S = 600.0
BREAK = "xbreakx"  # no phrase goes on from a text to its hyphenated words, written as one
THEME_WEIGHT = 0.3  # of a heading, beside the words themselves
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, unit_key TEXT NOT NULL, version_of TEXT, year INTEGER, study TEXT, type TEXT
) WITHOUT ROWID;
CREATE TABLE passages (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, start INTEGER NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX passages_in_order ON passages (document, start);
CREATE VIRTUAL TABLE found USING fts5(words, family, theme, everything,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Me' tokenchars ''''");
"""
_RANK = f"bm25(found, 0.3, 1.0, {THEME_WEIGHT}, 0.0)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which passages: an expression of words, and bounds on their documents; empty for all."""

    expression: str = ""
    documents: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    all_printings: bool = False


@contextmanager
def open_passages(store: Store) -> Iterator[Passages]:
    """The passages of what the store holds now.

    Raises: Locked where they must be made anew and another run keeps the project for too long.
    """
    connection = _current(store) or _made(store)
    try:
        yield Passages(connection)
    finally:
        connection.close()


class Passages:
    """Passages to ask."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, wanted: Wanted, *, limit: int | None = None) -> Iterator[tuple[Record, float]]:
        """Best first, then in the order of documents; without words in that order alone."""
        clause, values = _where(wanted)
        most = -1 if limit is None else limit
        if wanted.expression:
            sql = (
                f"SELECT p.record, -{_RANK} FROM found JOIN passages AS p ON p.n = found.rowid"
                f" JOIN documents AS d ON d.id = p.document WHERE {clause}"
                f" ORDER BY round({_RANK}, 6), p.document, p.start LIMIT ?"
            )
        else:
            sql = (
                "SELECT p.record, 0.0 FROM passages AS p JOIN documents AS d ON d.id = p.document"
                f" WHERE {clause} ORDER BY p.document, p.start LIMIT ?"
            )
        for text, score in self._connection.execute(sql, (*values, most)):
            yield json.loads(text), round(score, 6)

    def count(self, wanted: Wanted) -> int:
        """How many there are."""
        clause, values = _where(wanted)
        found = (
            "found JOIN passages AS p ON p.n = found.rowid"
            if wanted.expression
            else "passages AS p"
        )
        sql = (
            f"SELECT COUNT(*) FROM {found} JOIN documents AS d ON d.id = p.document WHERE {clause}"
        )
        return int(self._connection.execute(sql, values).fetchone()[0])

    def named(self, beginning: str, *, limit: int) -> list[Record]:
        """The first passages whose ids begin so."""
        rows = self._connection.execute(
            "SELECT record FROM passages WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (beginning, beginning + "\U0010ffff", limit),
        )
        return [json.loads(text) for (text,) in rows]


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    clauses: list[str] = ["1"]
    values: list[Any] = []
    if wanted.expression:
        clauses.append("found MATCH ?")
        values.append(wanted.expression)
    if not wanted.all_printings:
        clauses.append("d.version_of IS NULL")
    for column, names in (
        ("id", wanted.documents),
        ("study", wanted.studies),
        ("type", wanted.types),
    ):
        if names:
            clauses.append(f"d.{column} IN ({', '.join('?' * len(names))})")
            values += names
    for clause, bound in (("d.year >= ?", wanted.since), ("d.year <= ?", wanted.until)):
        if bound is not None:
            clauses.append(clause)
            values.append(bound)
    return " AND ".join(clauses), values


# Keeping it up to date


def _current(store: Store) -> sqlite3.Connection | None:
    path = cache_directory(store.root) / NAME
    if not path.is_file():
        return None
    connection = None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        if _state(connection) == _wanted_state(store):
            return connection
    except sqlite3.Error:
        pass
    if connection is not None:
        connection.close()
    return None


def _wanted_state(store: Store) -> tuple[str, str]:
    return rules_key(RULES), store.generation


def _state(connection: sqlite3.Connection) -> tuple[str, str]:
    about = dict(connection.execute("SELECT key, value FROM about"))
    return about.get("rules", ""), about.get("generation", "")


def _made(store: Store) -> sqlite3.Connection:
    path = cache_directory(store.root) / NAME
    try:
        with locked(store.root, wait_s=WAIT_S):
            return _updated(store, path) or _anew(store, path)
    except (ProjectError, sqlite3.OperationalError, OSError) as error:
        if isinstance(error, CcgError) and type(error) is not ProjectError:
            raise
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(_TABLES)
    _bring_up(store, connection)
    return connection


def _updated(store: Store, path: Path) -> sqlite3.Connection | None:
    """The file brought up to date; None where it can't be used."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(path, isolation_level=None)
    with suppress(sqlite3.DatabaseError):
        if _state(connection)[0] == rules_key(RULES):
            _bring_up(store, connection)
            return connection
    connection.close()
    return None


def _anew(store: Store, path: Path) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    path.chmod(0o600)
    connection.executescript(_TABLES)
    _bring_up(store, connection)
    return connection


def _bring_up(store: Store, connection: sqlite3.Connection) -> None:
    """Documents that are gone or changed out, those that are new in; in one transaction."""
    rules, generation = _wanted_state(store)
    wanted = store.finished.unit_keys()
    connection.execute("BEGIN IMMEDIATE")
    have = dict(connection.execute("SELECT id, unit_key FROM documents"))
    for id in sorted(id for id, key in have.items() if wanted.get(id) != key):
        _drop(connection, id)
    for id in sorted(id for id, key in wanted.items() if have.get(id) != key):
        _add(store, connection, id, wanted[id])
    connection.executemany(
        "INSERT OR REPLACE INTO about VALUES (?, ?)",
        (("rules", rules), ("generation", generation)),
    )
    connection.execute("COMMIT")


def _drop(connection: sqlite3.Connection, id: str) -> None:
    connection.execute(
        "DELETE FROM found WHERE rowid IN (SELECT n FROM passages WHERE document = ?)", (id,)
    )
    connection.execute("DELETE FROM passages WHERE document = ?", (id,))
    connection.execute("DELETE FROM documents WHERE id = ?", (id,))


def _add(store: Store, connection: sqlite3.Connection, id: str, unit_key: str) -> None:
    facts = store.finished.facts(id) or {"id": id}
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)",
        (id, unit_key, *(facts.get(key) for key in ("version_of", "year", "study", "type"))),
    )
    extraction = store.sources.extraction(facts.get("source") or "")
    if extraction is None:
        return
    for passage in passages_of(extraction.document, extraction.quotations, facts):
        record = passage.record
        cursor = connection.execute(
            "INSERT INTO passages (id, document, start, record) VALUES (?, ?, ?, ?)",
            (record["id"], id, record["start"], json.dumps(record, ensure_ascii=False)),
        )
        connection.execute(
            "INSERT INTO found (rowid, words, family, theme, everything) VALUES (?, ?, ?, ?, ?)",
            (cursor.lastrowid, *_forms(passage), "1"),
        )


def _forms(passage: Passage) -> tuple[str, str, str]:
    """The authors' words as they stand, all their families, those of the headings."""
    text = passage.own_text
    found = tokens(text)
    joined = variants(text, found)
    words = [token.text for token in found]
    if joined:
        words = [*words, BREAK, *(one.text for one in joined)]
    keys = [*families(text), *(key for one in joined for key in families(one.text))]
    headings = [key for heading in passage.record["headings"] for key in families(heading)]
    return " ".join(words), " ".join(keys), " ".join(headings)
