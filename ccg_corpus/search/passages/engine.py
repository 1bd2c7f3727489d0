"""Passages by their words: one SQLite file beside the store, with its full-text index.

Comes in: the store, questions. Goes out: numbers of passages, best first, and their records. The
file is private to `.ccg/` and never changed: another takes its place, so that who reads goes on with
the state it began with. One that is stale or of other rules, or that anybody wrote to, is made anew.
Where nothing can be written, or a later state is there already, the passages are made in memory.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import CcgError, ProjectError
from ccg_corpus.core.hit import Record
from ccg_corpus.core.rules import PASSAGES, rules_key
from ccg_corpus.project.files import read_file, stamp, write_whole
from ccg_corpus.query.tree import Not, Part, inner
from ccg_corpus.search.engine import Explained, Question, Ranked, bring_up
from ccg_corpus.search.passages.compile import expression
from ccg_corpus.search.passages.reading import (
    CHUNK,
    FOUND,
    LISTED,
    hits_of,
    is_read_through,
    places,
    ranked,
    where,
)
from ccg_corpus.search.passages.writing import TABLES, add, drop, opened_to_write, state_of
from ccg_corpus.search.spelling import nearest_words
from ccg_corpus.store import Store, cache_directory
from ccg_corpus.store.lock import PASSAGES as PASSAGES_LOCK
from ccg_corpus.store.lock import locked

if TYPE_CHECKING:
    from ccg_corpus.search.grades import Thing, Weighing

NAME = "passages.sqlite"
STAMP_NAME = "passages.json"
WAIT_S = 600.0


class Passages:
    """The passages of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path = cache_directory(store.root) / NAME
        self._memory: sqlite3.Connection | None = None
        self._writing: sqlite3.Connection | None = None
        self._draft: Path | None = None  # where it is written; nowhere in memory

    # Asked

    def is_current(self) -> bool:
        """Whether it holds what the store holds now."""
        connection = self._current()
        if connection is not None:
            connection.close()
        return connection is not None

    def find(self, question: Question) -> list[int]:
        """The numbers of all passages that match, in order."""
        return sorted(n for n, _ in self.rank(question).hits)

    def count(self, question: Question) -> int:
        """How many match."""
        if is_read_through(question):
            return len(self.rank(question).hits)
        clause, values = where(question)
        source = FOUND if question.parts else LISTED
        with self._opened() as connection:
            counted = connection.execute(f"SELECT COUNT(*) FROM {source} WHERE {clause}", values)
            return int(counted.fetchone()[0])

    def rank(self, question: Question, limit: int | None = None) -> Ranked:
        """Best first, then in the order of documents; without words in that order alone."""
        if is_read_through(question):
            with self._opened() as connection:
                hits = hits_of(connection, question)
            return Ranked(hits[:limit], len(hits))
        with self._opened() as connection:
            hits = hits_of(connection, question, limit)
        is_cut = limit is not None and len(hits) >= limit
        return Ranked(hits, self.count(question) if is_cut else len(hits))

    def explain(self, question: Question) -> Explained:
        """For each passage that matches, what its score is the sum of: what, where, how much."""
        explained: Explained = {n: [] for n in self.find(question)}
        with self._opened() as connection:
            for part in question.parts:
                for one in _terms(part):
                    alone = Question((one,), question.selection)
                    for (n, score), _ in ranked(connection, alone):
                        if n in explained:
                            explained[n].append((_asked(one), "words", score))
        return explained

    def weigh(self, question: Question, things: Sequence[Thing]) -> Weighing:
        """What stands for each of some things counts, in the passages that match."""
        from ccg_corpus.search.passages.weighing import weighing

        with self._opened() as connection:
            return weighing(connection, question, things)

    def order(self, numbers: Iterable[int]) -> dict[int, tuple[str, int]]:
        """By what passages of equal score are ordered: their places."""
        with self._opened() as connection:
            return places(connection, numbers)

    def families(self) -> list[str]:
        """All word families that its passages have, in their texts or over them, in order."""
        with self._opened() as connection:
            terms = _Terms(connection)
            return sorted(terms.terms("family") | terms.terms("theme"))

    def spelling(self, words: Iterable[str]) -> dict[str, str]:
        """Each word that no passage has in any form → the word of them that is nearest."""
        with self._opened() as connection:
            return nearest_words(_Terms(connection), words)

    def records(self, numbers: Iterable[int]) -> Iterator[Record]:
        """The passages with these numbers, in the order given."""
        wanted = list(numbers)
        with self._opened() as connection:
            for start in range(0, len(wanted), CHUNK):
                chunk = wanted[start : start + CHUNK]
                marks = ", ".join("?" * len(chunk))
                sql = f"SELECT n, record FROM passages WHERE n IN ({marks})"
                texts = dict(connection.execute(sql, chunk))
                yield from (json.loads(texts[n]) for n in chunk)

    def named(self, beginning: str, *, limit: int) -> list[Record]:
        """The first passages whose ids begin so."""
        sql = "SELECT record FROM passages WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        with self._opened() as connection:
            rows = connection.execute(sql, (beginning, beginning + "\U0010ffff", limit))
            return [json.loads(text) for (text,) in rows]

    # Made and changed

    def documents(self) -> dict[str, str]:
        """The documents in it, each with the key of what it was made from."""
        if self._writing is None:
            self._draft = self._path.with_name(f"{NAME}.{os.urandom(6).hex()}.new")
            self._writing = opened_to_write(self._draft, self._path if self._is_ours() else None)
        self._writing.execute("BEGIN IMMEDIATE")
        return dict(self._writing.execute("SELECT id, unit_key FROM documents"))

    def remove(self, documents: Iterable[str]) -> None:
        """Take documents out."""
        for id in documents:
            drop(self._written, id)

    def add(self, documents: Iterable[str]) -> None:
        """Put documents in, as the store has them."""
        keys = self._store.finished.unit_keys()
        for id in documents:
            add(self._store, self._written, id, keys[id])

    def seal(self) -> None:
        """Let the changes count, and say that it holds what the store holds now."""
        rules, generation = self._wanted_state()
        self._written.executemany(
            "INSERT OR REPLACE INTO about VALUES (?, ?)",
            (("rules", rules), ("generation", generation)),
        )
        self._written.execute("COMMIT")
        if self._draft is not None:
            self._written.close()
            os.replace(self._draft, self._path)  # noqa: PTH105
            said = json.dumps(stamp(self._path.lstat()))
            write_whole(self._path.with_name(STAMP_NAME), said.encode(), mode=0o600)
        self._writing = self._draft = None

    @property
    def _written(self) -> sqlite3.Connection:
        assert self._writing is not None, "documents() comes first"
        return self._writing

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The passages of what the store holds now.

        Raises: Locked where they must be made anew and another run keeps the project for too long.
        """
        if self._memory is not None:
            yield self._memory
            return
        connection = self._current() or self._made()
        if connection is self._memory:
            yield connection
            return
        with closing(connection):
            yield connection

    def _current(self) -> sqlite3.Connection | None:
        if not self._is_ours():
            return None
        connection = None
        try:
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)
            if state_of(connection) == self._wanted_state():
                return connection
        except sqlite3.Error:
            pass
        if connection is not None:
            connection.close()
        return None

    def _is_ours(self) -> bool:
        """Whether the file is as it was when it took its place: neither a copy nor written to."""
        try:
            said = json.loads(read_file(self._path.with_name(STAMP_NAME)))
            return bool(said == stamp(self._path.lstat()))
        except (OSError, ValueError, RecursionError):
            return False

    def _wanted_state(self) -> tuple[str, str]:
        return rules_key(PASSAGES), self._store.generation

    def _made(self) -> sqlite3.Connection:
        try:
            with locked(self._store.root, wait_s=WAIT_S, what=PASSAGES_LOCK):
                made = self._current()
                if made is None and self._store.is_latest():
                    made = self._brought_up()
            if made is not None:
                return made
        except (ProjectError, sqlite3.Error, OSError) as error:
            if isinstance(error, CcgError) and type(error) is not ProjectError:
                raise
        self._memory = self._writing = sqlite3.connect(":memory:", isolation_level=None)
        self._memory.executescript(TABLES)
        bring_up(self, self._store)
        return self._memory

    def _brought_up(self) -> sqlite3.Connection | None:
        """The file brought up to date, in a copy that takes its place."""
        try:
            bring_up(self, self._store)
        finally:
            self._give_up()
        return self._current()

    def _give_up(self) -> None:
        if self._writing is not None:
            self._writing.close()
        if self._draft is not None:
            self._draft.unlink(missing_ok=True)
        self._writing = self._draft = None


class _Terms:
    """What is asked of the terms for one that is spelled alike."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'found', 'col')"
        )

    def is_known(self, key: str) -> bool:
        """Whether any passage has a family, in its text or over it."""
        sql = "SELECT 1 FROM temp.terms WHERE term = ? AND col IN ('family', 'theme')"
        return self._connection.execute(sql, (key,)).fetchone() is not None

    def terms(self, field: str) -> set[str]:
        """All terms of a field."""
        sql = "SELECT term FROM temp.terms WHERE col = ?"
        return {term for (term,) in self._connection.execute(sql, (field,))}

    def frequency(self, field: str, term: str) -> int:
        """In how many passages a term is."""
        sql = "SELECT doc FROM temp.terms WHERE term = ? AND col = ?"
        found = self._connection.execute(sql, (term, field)).fetchone()
        return int(found[0]) if found else 0


def _terms(part: Part) -> Iterator[Part]:
    """The parts that score: all but what is left out."""
    if inner(part) and not isinstance(part, Not):
        for one in inner(part):
            yield from _terms(one)
    elif not isinstance(part, Not) and expression([part]):
        yield part


def _asked(part: Part) -> str:
    names = getattr(part, "names", None)
    return " / ".join(names) if names else str(getattr(part, "text", ""))
