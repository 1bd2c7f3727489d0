"""SQLite FTS5, tantivy and grep on the same records: built here, asked each in a fresh process.

They find a family by its key, as we do, and filter by role and case. `tantivy` is on PyPI; where it
is not installed it is left out.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from scale_material import said

from ccg_corpus.store import Store
from ccg_corpus.text.words import families, family

Row = tuple[int, str, str, str, str]

FTS5 = """
import sqlite3, sys
key, role, case, folder = sys.argv[1:]
found = sqlite3.connect(folder + "/fts5.sqlite").execute(
    "SELECT f.rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT 20",
    (f'family:{key} AND role:"{role}" AND site:"{case}"',)).fetchall()
print(len(found))
"""
FTS5_FACETS = """
import sqlite3, sys
found = sqlite3.connect(sys.argv[4] + "/fts5.sqlite").execute(
    "SELECT role, COUNT(*) FROM plain GROUP BY role").fetchall()
print(len(found))
"""
TANTIVY = """
import sys, tantivy
key, role, case, folder = sys.argv[1:]
index = tantivy.Index.open(folder + "/tantivy")
query = tantivy.Query.boolean_query([
    (tantivy.Occur.Must, tantivy.Query.term_query(index.schema, field, value))
    for field, value in (("family", key), ("role", role), ("site", case))])
print(len(index.searcher().search(query, 20).hits))
"""


def rows(store: Store) -> Iterator[Row]:
    """Number, words, their families, role, case."""
    for n, record in said(store):
        keys = " ".join(families(record["text"]))
        yield n, record["text"], keys, record["role"], record["case"] or "none"


def build_fts5(store: Store, folder: Path) -> float:
    """Records a second."""
    path = folder / "fts5.sqlite"
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("CREATE VIRTUAL TABLE f USING fts5 (words, family, role, site, content='')")
    database.execute("CREATE TABLE plain (n INTEGER PRIMARY KEY, role TEXT)")
    database.execute("CREATE INDEX plain_by_role ON plain (role)")
    database.execute("BEGIN")
    spent, count = 0.0, 0
    for row in rows(store):
        began = time.process_time()
        database.execute(
            "INSERT INTO f (rowid, words, family, role, site) VALUES (?, ?, ?, ?, ?)", row
        )
        database.execute("INSERT INTO plain VALUES (?, ?)", (row[0], row[3]))
        spent += time.process_time() - began
        count += 1
    began = time.process_time()
    database.execute("COMMIT")
    database.close()
    return count / (spent + time.process_time() - began)


def build_tantivy(store: Store, folder: Path) -> float | None:
    """Records a second; None where it is not installed."""
    if find_spec("tantivy") is None:
        return None
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("n", stored=True)
    for name in ("words", "family"):
        schema.add_text_field(name, tokenizer_name="whitespace")
    for name in ("role", "site"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    path = folder / "tantivy"
    path.mkdir(exist_ok=True)
    index = tantivy.Index(schema.build(), path=str(path))
    writer = index.writer(256_000_000, 1)
    spent, count = 0.0, 0
    for n, words, keys, role, case in rows(store):
        began = time.process_time()
        writer.add_document(tantivy.Document(n=n, words=words, family=keys, role=role, site=case))
        spent += time.process_time() - began
        count += 1
    began = time.process_time()
    writer.commit()
    writer.wait_merging_threads()
    return count / (spent + time.process_time() - began)


def write_lines(store: Store, folder: Path) -> None:
    """The text that grep reads: one quotation a line."""
    with (folder / "lines.txt").open("w", encoding="utf-8") as file:
        for n, record in said(store):
            file.write(f"{n}\t{record['role']}\t{record['case']}\t{record['text']}\n")


def commands(folder: Path, word: str, role: str, case: str) -> dict[str, list[str]]:
    """What asks each of them, as a fresh process."""
    asked = [family(word), role, case, str(folder)]
    found = {
        "SQLite FTS5: text, role, case": [sys.executable, "-c", FTS5, *asked],
        "SQLite: count by role": [sys.executable, "-c", FTS5_FACETS, *asked],
        "grep: text": ["grep", "-c", "-i", "-F", word[:10], str(folder / "lines.txt")],
    }
    if (folder / "tantivy").is_dir():
        found["tantivy: text, role, case"] = [sys.executable, "-c", TANTIVY, *asked]
    return found
