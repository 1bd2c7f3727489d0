"""A corpus as a SQLite database: tables, views and full text, each described in a table of its own.

Comes in: a corpus, a query. Goes out: the database's bytes, the same from the same SQLite. Lists are
JSON arrays, which SQLite's own functions and Datasette's facets take apart.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ccg_corpus.exchange import Exported, ExportWish
from ccg_corpus.exchange.tables.gathered import ExportTable, about, tables_of

if TYPE_CHECKING:
    import sqlite3

    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

_TYPES = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "list": "TEXT",
}
_INDEXED = (
    "role",
    "case_id",
    "site",
    "document",
    "theme",
    "participant_id",
    "status",
    "year",
    "kind",
)
_SEARCHED = ("text", "lead_in", "speaker_label", "theme")
VIEWS = {
    "quotations_read": (
        "Quotations as a reader wants them: words, speaker, citation, theme, codes",
        """SELECT q.id, q.text, q.attribution, q.citation, q.theme, q.codes, d.title, d.authors
        FROM quotations AS q JOIN documents AS d ON d.id = q.document""",
    ),
    "coded": (
        "A row a quotation and a code that somebody gave it",
        """SELECT c.code, c.coder, q.id, q.text, q.attribution, q.role, q.case_id, q.citation
        FROM codings AS c JOIN quotations AS q ON q.id = c.quotation WHERE c.proposed = 0""",
    ),
    "in_each_role": (
        "A row a quotation and each role that its speaker has, broader ones too",
        """SELECT r.value AS any_role, q.id, q.text, q.role, q.case_id, q.document
        FROM quotations AS q, json_each(q.roles) AS r""",
    ),
    "counts": (
        "How many quotations by document, role and case",
        """SELECT document, role, case_id, count(*) AS quotations
        FROM quotations GROUP BY document, role, case_id""",
    ),
}


def exported(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """The database; nothing where nothing is found. Raises: QueryError."""
    import sqlite3

    tables = tables_of(corpus, query)
    count = len(tables[0].rows)
    if not count:
        return Exported(b"", 0)
    with sqlite3.connect(":memory:") as database:
        database.execute("PRAGMA page_size = 4096")
        for table in tables:
            _put(database, table)
        notes = _searchable(database)
        for name, (_, statement) in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS {statement}")
        _describe(database, tables, about(corpus, query))
    data = database.serialize()
    database.close()
    return Exported(data, count, notes)


def _put(database: sqlite3.Connection, table: ExportTable) -> None:
    pieces = [f'"{one.name}" {_TYPES[one.type]}' for one in table.columns]
    if table.key:
        pieces.append(f"PRIMARY KEY ({', '.join(table.key)})")
    for column, other in table.links:
        pieces.append(f'FOREIGN KEY ("{column}") REFERENCES {other} (id)')
    database.execute(f"CREATE TABLE {table.name} ({', '.join(pieces)})")
    marks = ", ".join("?" * len(table.columns))
    database.executemany(
        f"INSERT INTO {table.name} VALUES ({marks})",
        ([_stored(value) for value in row] for row in table.rows),
    )
    known = {one.name for one in table.columns}
    columns = _INDEXED if table.name == "quotations" else tuple(name for name, _ in table.links)
    for column in columns:
        if column in known:
            database.execute(f'CREATE INDEX {table.name}_{column} ON {table.name} ("{column}")')


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _searchable(database: sqlite3.Connection) -> tuple[str, ...]:
    """Full text over the quotations: by stems, without accents."""
    import sqlite3

    columns = ", ".join(_SEARCHED)
    try:
        database.execute(
            f'CREATE VIRTUAL TABLE quotations_fts USING fts5({columns}, content="quotations",'
            " tokenize='porter unicode61 remove_diacritics 2')"
        )
    except sqlite3.OperationalError:
        return ("this computer's SQLite has no FTS5: the file has no full text",)
    database.execute(
        f"INSERT INTO quotations_fts (rowid, {columns}) SELECT rowid, {columns} FROM quotations"
    )
    database.execute("INSERT INTO quotations_fts (quotations_fts) VALUES ('optimize')")
    return ()


def _describe(
    database: sqlite3.Connection, tables: tuple[ExportTable, ...], told: dict[str, str]
) -> None:
    database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
    database.executemany("INSERT INTO about VALUES (?, ?)", told.items())
    database.execute("CREATE TABLE described (part TEXT, field TEXT, what TEXT)")
    rows: list[tuple[str, str, str]] = []
    for table in tables:
        rows.append((table.name, "", table.what))
        rows += [(table.name, one.name, one.what) for one in table.columns]
    rows += [(name, "", what) for name, (what, _) in VIEWS.items()]
    database.executemany("INSERT INTO described VALUES (?, ?, ?)", rows)
