"""The passages of a document → the rows of SQLite's full-text index, and out of it again.

Comes in: a store, a connection in a transaction, ids of documents. Goes out: nothing; what is read of
a passage later is written here.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from ccg_corpus.core.rules import PASSAGES, rules_key
from ccg_corpus.search.forms import joined_words
from ccg_corpus.search.passages.compile import BREAK
from ccg_corpus.search.passages.cutting import AuthorPassage, passages_of
from ccg_corpus.store import Store
from ccg_corpus.text.words import families, tokens, variants

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, unit_key TEXT NOT NULL, version_of TEXT, year INTEGER, study TEXT, type TEXT
) WITHOUT ROWID;
CREATE TABLE passages (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, start INTEGER NOT NULL,
    record TEXT NOT NULL, joined TEXT
);
CREATE INDEX passages_in_order ON passages (document, start);
CREATE VIRTUAL TABLE found USING fts5(words, family, theme, everything,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Me' tokenchars ''''");
"""


def opened_to_write(path: Path, before: Path | None) -> sqlite3.Connection:
    """A new file, with what stands in another one of the same rules."""
    with path.open("xb"):
        path.chmod(0o600)
    if before is not None:
        shutil.copyfile(before, path)
        connection = sqlite3.connect(path, isolation_level=None)
        with suppress(sqlite3.DatabaseError):
            is_sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            if is_sound and state_of(connection)[0] == rules_key(PASSAGES):
                return connection
        connection.close()
        path.write_bytes(b"")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(TABLES)
    connection.execute("INSERT INTO about VALUES ('rules', ?)", (rules_key(PASSAGES),))
    return connection


def state_of(connection: sqlite3.Connection) -> tuple[str, str]:
    """By which rules the passages were made, and of which state of the store."""
    about = dict(connection.execute("SELECT key, value FROM about"))
    return about.get("rules", ""), about.get("generation", "")


def drop(connection: sqlite3.Connection, id: str) -> None:
    """Take a document out."""
    connection.execute(
        "DELETE FROM found WHERE rowid IN (SELECT n FROM passages WHERE document = ?)", (id,)
    )
    connection.execute("DELETE FROM passages WHERE document = ?", (id,))
    connection.execute("DELETE FROM documents WHERE id = ?", (id,))


def add(store: Store, connection: sqlite3.Connection, id: str, unit_key: str) -> None:
    """Put a document in, as the store has it."""
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
            "INSERT INTO passages (id, document, start, record, joined) VALUES (?, ?, ?, ?, ?)",
            (
                record["id"], id, record["start"], json.dumps(record, ensure_ascii=False),
                _joined(passage.own_text),
            ),
        )  # fmt: skip
        connection.execute(
            "INSERT INTO found (rowid, words, family, theme, everything) VALUES (?, ?, ?, ?, ?)",
            (cursor.lastrowid, *_forms(passage), "1"),
        )


def _forms(passage: AuthorPassage) -> tuple[str, str, str]:
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


def _joined(text: str) -> str | None:
    """The words with the hyphenated ones as one; None where there are no such."""
    found = tokens(text)
    joined = variants(text, found)
    return " ".join(joined_words(found, joined)) if joined else None
