"""The database file under .ccg/: where it is, how it is made, what to do when it is not ours.

It is a cache. A file that is damaged, or of another version of this program, is thrown away and
made again by the next ingest; a reader is told to run one.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.project.files import is_link, unlink_links, write_whole
from ccg_corpus.store.given import TABLE as GIVEN
from ccg_corpus.store.integrity import seal
from ccg_corpus.store.integrity.seal import Trust, Writing
from ccg_corpus.store.naming import TABLE as NAMES

CACHE_NAME = ".ccg"
DATABASE_NAME = "corpus.sqlite"
APPLICATION_ID = 0x63636743  # "ccgC"
# Goes up with every change of the tables or of what they hold.
SCHEMA_VERSION = 16
BUSY_S = 30.0
# How long a run that ends waits for questions that still read the state before.
LAST_READERS_S = 3.0
# Checking a file costs about 1 ms a megabyte.
MAX_CHECKED_BYTES = 256 * 1024 * 1024

_TABLES = (
    """
CREATE TABLE facts_of_store (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE sources (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    seen_ns INTEGER NOT NULL,    -- when it was read
    sha256 TEXT,                 -- NULL where it could not be opened
    reading_key TEXT NOT NULL,   -- the rules it was read by
    finding_key TEXT NOT NULL,   -- the rules its quotations were found by
    error TEXT,                  -- NULL where it was taken in
    inside TEXT,                 -- the ZIP that it lies in; NULL where it is a file of its own
    warnings TEXT NOT NULL,      -- one a line: what may be missing of it
    ctime_ns INTEGER NOT NULL,   -- when the inode changed last, and which it is
    inode INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE extractions (
    n INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: another content is another number
    path TEXT NOT NULL UNIQUE REFERENCES sources (path) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    work BLOB NOT NULL,
    document BLOB NOT NULL,
    quotations BLOB NOT NULL
);

-- What is derived from extractions, at the next finish: see catalogue.py.
CREATE TABLE catalogue (
    n INTEGER PRIMARY KEY REFERENCES extractions (n) ON DELETE CASCADE,
    path TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    base TEXT NOT NULL,
    title TEXT NOT NULL,
    doi TEXT NOT NULL,
    type TEXT NOT NULL,
    year INTEGER
);
CREATE TABLE text_keys (
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    words INTEGER NOT NULL,      -- of a participant's long quotation; else 0
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE shared_keys (       -- those rows of text_keys whose key several documents hold
    key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    words INTEGER NOT NULL,
    PRIMARY KEY (key, n)
) WITHOUT ROWID;
CREATE TABLE likenesses (        -- of texts that were compared: nothing but theirs is in it
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    overlap REAL NOT NULL,
    quotations INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX likenesses_of_other ON likenesses (other);
-- Whose keys are still in these tables.
CREATE TABLE gone_works (n INTEGER PRIMARY KEY, work BLOB NOT NULL);
CREATE TRIGGER work_goes BEFORE DELETE ON extractions BEGIN
    INSERT INTO gone_works VALUES (old.n, old.work);
END;

CREATE TABLE exports (key TEXT PRIMARY KEY, contents BLOB NOT NULL);

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    unit_key TEXT NOT NULL,      -- what its records were made from
    version_of TEXT,
    facts TEXT NOT NULL,
    found_key TEXT NOT NULL,     -- the same without what reviewers gave
    identity TEXT NOT NULL       -- JSON: to make its records again when a reviewer decides
);
CREATE INDEX documents_by_unit ON documents (found_key);
-- All of them, without their facts: a decision looks through these keys.
CREATE INDEX documents_in_short ON documents (id, source, unit_key, found_key);
CREATE INDEX documents_by_source ON documents (source);
CREATE INDEX documents_that_are_versions ON documents (id, version_of)
    WHERE version_of IS NOT NULL;

CREATE TABLE cases (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    key TEXT NOT NULL,           -- what the label is compared by
    description TEXT,
    site TEXT,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE people (            -- participants, as records/participants.py tells them apart
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    key TEXT NOT NULL,           -- what the code or name is compared by
    who TEXT NOT NULL,
    label TEXT NOT NULL,
    role TEXT,
    roles TEXT NOT NULL,         -- JSON
    case_label TEXT,
    case_key TEXT,
    site TEXT,
    attributes TEXT NOT NULL,    -- JSON
    quotations INTEGER NOT NULL, -- that a listing without filters has
    words INTEGER NOT NULL,
    note TEXT,
    PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX people_by_key ON people (key);
CREATE INDEX people_by_id ON people (id);

CREATE TABLE records (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    primary_n INTEGER NOT NULL,  -- the printing to show for this one; itself, if it is that
    kind TEXT NOT NULL,
    year INTEGER,
    confidence REAL NOT NULL,
    listed INTEGER NOT NULL,     -- a participant's words, the printing to show
    role INTEGER,                -- what the record says of itself, as numbers of facets
    local_case INTEGER,          -- of its own document
    site INTEGER,
    study INTEGER,
    theme INTEGER,
    person INTEGER,
    section TEXT,
    name TEXT,
    organisation TEXT
);
CREATE INDEX records_in_order ON records (document, start, n);
CREATE INDEX records_by_primary ON records (primary_n);
-- All that is counted, so that counting reads nothing else; by role without sorting.
CREATE INDEX records_counted ON records
    (listed, role, local_case, site, study, theme, kind, year, document, person, section, name,
     organisation);

CREATE TABLE texts (
    n INTEGER PRIMARY KEY REFERENCES records (n) ON DELETE CASCADE,
    record TEXT NOT NULL
);

CREATE TABLE facet_names (
    facet INTEGER PRIMARY KEY,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    title TEXT NOT NULL,
    UNIQUE (field, value)
);
CREATE TABLE facets (
    facet INTEGER NOT NULL,
    n INTEGER NOT NULL REFERENCES records (n) ON DELETE CASCADE,
    listed INTEGER NOT NULL,     -- a participant's words, the printing to show
    PRIMARY KEY (facet, n)
) WITHOUT ROWID;
CREATE INDEX facets_by_record ON facets (n);
CREATE TABLE facet_titles (      -- how documents print a case, a theme, a participant
    facet INTEGER NOT NULL,
    title TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (facet, title, document)
) WITHOUT ROWID;
CREATE INDEX facet_titles_of_document ON facet_titles (document);
"""
    + NAMES
    + GIVEN
)


class NoCorpus(ProjectError):
    """Nothing was ingested yet, or what was is not readable."""


def cache_directory(root: Path) -> Path:
    """Where a project's cache lies."""
    return root / CACHE_NAME


def make_cache_directory(root: Path) -> Path:
    """The cache directory, made if need be: private, and ignored by git.

    Raises: ProjectError where it can't be made.
    """
    directory = cache_directory(root)
    if is_link(directory):
        raise ProjectError(
            "it is a link, and may lead anywhere", path=directory, hint="remove the link"
        )
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        directory.chmod(0o700)
        unlink_links(directory)
        ignore = directory / ".gitignore"
        if not os.path.lexists(ignore):
            write_whole(ignore, b"*\n")
    except OSError as exc:
        message = f"can't be made: {exc.strerror or exc}"
        raise ProjectError(message, path=directory, hint=_advice(root, "")) from exc
    return directory


def _advice(root: Path, otherwise: str) -> str:
    """What to do for a corpus: where the folder is not ours to write in, an ingest there is no help."""
    directory = cache_directory(root)
    try:
        place = directory if os.path.lexists(directory) else root
        owner = place.lstat().st_uid
        is_ours = os.access(place, os.W_OK) and (place == root or owner == _own_number(owner))
    except OSError:
        is_ours = True
    if is_ours:
        return otherwise
    return (
        "you may not write there: copy the project without .ccg, and run 'ccg ingest' in the copy"
    )


def _own_number(otherwise: int) -> int:
    """Who we are, where the system has numbers for that; root may do what owners may."""
    own: int = getattr(os, "getuid", lambda: otherwise)()
    return otherwise if own == 0 else own


def connect_to_write(root: Path) -> tuple[sqlite3.Connection, Writing]:
    """The project's database, made if need be, and made anew if it is damaged or not ours.

    The caller holds the project's lock, has each transaction looked at, and ends the writing.
    """
    path = make_cache_directory(root) / DATABASE_NAME
    try:
        if os.path.lexists(path) and (verdict := seal.judge(path)) is not Trust.GOOD:
            _log_thrown_away(path, verdict)
            throw_away(root)
        writing = seal.begin(path)
    except OSError as exc:
        raise ProjectError(f"can't be opened: {exc.strerror or exc}", path=path) from exc
    try:
        return _checked(_connected(path)), writing
    except sqlite3.OperationalError as exc:  # locked, full, forbidden: not the file's fault
        raise ProjectError(f"can't be opened: {exc}", path=path) from exc
    except sqlite3.DatabaseError:
        throw_away(root)
    return _checked(_connected(path)), seal.begin(path)


def end_writing(connection: sqlite3.Connection, writing: Writing) -> None:
    """Close the database and seal it. A run that is killed before goes on with the next one."""
    end = time.monotonic() + LAST_READERS_S
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 100")
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > end:
                break
    connection.close()
    with suppress(OSError):  # on a full disk the next run will
        writing.end()


def connect_to_read(root: Path) -> sqlite3.Connection:
    """The project's database as the last ingest left it.

    Raises: NoCorpus where there is none that can be read.
    """
    path = cache_directory(root) / DATABASE_NAME
    try:
        verdict = seal.judge(path)
        if not path.lstat().st_size:  # the first run has just begun it
            raise FileNotFoundError
    except (FileNotFoundError, NotADirectoryError):
        raise NoCorpus(
            "nothing is ingested yet", path=root, hint=_advice(root, "run 'ccg ingest'")
        ) from None
    except OSError as exc:
        message = f"the corpus can't be read: {exc.strerror or exc}"
        raise ProjectError(message, path=path.parent, hint=_advice(root, "")) from exc
    if verdict is not Trust.GOOD:
        message = f"the corpus is {verdict.value}"
        hint = _advice(root, "run 'ccg ingest': it is made anew")
        raise NoCorpus(message, path=path.parent, hint=hint)
    with readable(root):
        connection = _opened_to_read(path)
        if not _is_ours(connection):
            connection.close()
            raise sqlite3.DatabaseError("made by another version of ccg")
        return connection


def _log_thrown_away(path: Path, verdict: Trust) -> None:
    import logging

    log = logging.getLogger(__name__)
    log.warning("%s is %s: all documents are read anew", path.name, verdict.value)


@contextmanager
def readable(root: Path) -> Iterator[None]:
    """Turns what SQLite raises into one line.

    Raises: NoCorpus where the file is damaged; ProjectError where it is locked, full, forbidden.
    """
    try:
        yield
    except sqlite3.OperationalError as exc:
        raise ProjectError(f"the corpus can't be used: {exc}", path=cache_directory(root)) from exc
    except sqlite3.DatabaseError as exc:
        if type(exc) is not sqlite3.DatabaseError:  # a fault of ours, not of the file
            raise
        message = f"the corpus can't be read: {exc}"
        raise NoCorpus(message, path=cache_directory(root), hint="run 'ccg ingest'") from exc


def throw_away(root: Path) -> None:
    """Remove the database and the index: the next ingest makes them again."""
    directory = cache_directory(root)
    for suffix in ("", "-wal", "-shm", "-journal"):
        path = directory / (DATABASE_NAME + suffix)
        if path.is_dir():
            import shutil

            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _connected(path: Path) -> sqlite3.Connection:
    # Autocommit: transactions begin where the code says so, never behind its back.
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        if _is_new(connection):
            _make_tables(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    if not _is_ours(connection) or not _is_sound(connection):
        connection.close()
        raise sqlite3.DatabaseError("damaged, or made by another version of ccg")
    return connection


def _opened_to_read(path: Path) -> sqlite3.Connection:
    # On a read-only medium SQLite can't keep its lock files; nobody writes there either.
    fixed = "" if os.access(path.parent, os.W_OK) else "?mode=ro&immutable=1"
    return sqlite3.connect(
        f"{path.resolve().as_uri()}{fixed}", timeout=BUSY_S, isolation_level=None, uri=True
    )


def _is_new(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    return bool(tables == 0)


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.executescript(
        f"BEGIN IMMEDIATE; {_TABLES}"
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    )


def _is_ours(connection: sqlite3.Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return (application, version) == (APPLICATION_ID, SCHEMA_VERSION)


def _is_sound(connection: sqlite3.Connection) -> bool:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    if pages * page_bytes > MAX_CHECKED_BYTES:
        return True
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
