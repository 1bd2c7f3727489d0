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
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import CcgError, ProjectError
from ccg_corpus.core.hit import Record
from ccg_corpus.core.rules import PASSAGES, rules_key
from ccg_corpus.project.files import stamp, write_whole
from ccg_corpus.query.tree import Not, Part, inner
from ccg_corpus.search.engine import Explained, Question, Ranked, Scored, bring_up
from ccg_corpus.search.passages.compile import (
    Row,
    all_hold,
    expression,
    has_phrases,
    has_to_be_read,
    row,
)
from ccg_corpus.search.passages.writing import TABLES, add, drop, opened_to_write, state_of
from ccg_corpus.search.rank import SCORE_DIGITS, THEME_WEIGHT
from ccg_corpus.search.spelling import nearest_words
from ccg_corpus.store import Selection, Store, cache_directory
from ccg_corpus.store.lock import PASSAGES as PASSAGES_LOCK
from ccg_corpus.store.lock import locked

NAME = "passages.sqlite"
STAMP_NAME = "passages.json"
WAIT_S = 600.0
CHUNK = 500
_RANK = f"bm25(found, 0.3, 1.0, {THEME_WEIGHT}, 0.0)"
_FOUND = "found JOIN passages AS p ON p.n = found.rowid JOIN documents AS d ON d.id = p.document"
_LISTED = "passages AS p JOIN documents AS d ON d.id = p.document"
_COLUMNS = {"document": "id", "own document": "id", "study": "study", "type": "type"}


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
        if has_to_be_read(question.parts) or has_phrases(question.parts):
            return len(self.rank(question).hits)
        clause, values = _where(question)
        source = _FOUND if question.parts else _LISTED
        with self._opened() as connection:
            counted = connection.execute(f"SELECT COUNT(*) FROM {source} WHERE {clause}", values)
            return int(counted.fetchone()[0])

    def rank(self, question: Question, limit: int | None = None) -> Ranked:
        """Best first, then in the order of documents; without words in that order alone."""
        if has_to_be_read(question.parts) or has_phrases(question.parts):
            with self._opened() as connection:
                hits = _read_through(connection, question)
            return Ranked(hits[:limit], len(hits))
        with self._opened() as connection:
            hits = [hit for hit, _ in _ranked(connection, question, limit)]
        is_cut = limit is not None and len(hits) >= limit
        return Ranked(hits, self.count(question) if is_cut else len(hits))

    def explain(self, question: Question) -> Explained:
        """For each passage that matches, what its score is the sum of: what, where, how much."""
        explained: Explained = {n: [] for n in self.find(question)}
        with self._opened() as connection:
            for part in question.parts:
                for one in _terms(part):
                    alone = Question((one,), question.selection)
                    for (n, score), _ in _ranked(connection, alone):
                        if n in explained:
                            explained[n].append((_asked(one), "words", score))
        return explained

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
            said = json.loads(self._path.with_name(STAMP_NAME).read_bytes())
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


def _ranked(
    connection: sqlite3.Connection,
    question: Question,
    limit: int | None = None,
    *,
    loose: bool = False,
) -> Iterator[tuple[Scored, bool]]:
    """The passages that match, or might, with their scores, and whether they have hyphens."""
    clause, values = _where(question, loose=loose)
    score, source = ("0.0", _LISTED) if not question.parts else (_RANK, _FOUND)
    sql = (
        f"SELECT p.n, -{score}, p.joined IS NOT NULL FROM {source} WHERE {clause}"
        f" ORDER BY round({score}, {SCORE_DIGITS}), p.document, p.start LIMIT ?"
    )
    for n, much, is_hyphenated in connection.execute(
        sql, (*values, -1 if limit is None else limit)
    ):
        yield (n, round(much, SCORE_DIGITS)), bool(is_hyphenated)


def _read_through(connection: sqlite3.Connection, question: Question) -> list[Scored]:
    """The passages that match, where not every word of the question can be asked of the index."""
    is_read = has_to_be_read(question.parts)
    scores: dict[int, float] = {}
    for (n, score), is_hyphenated in _ranked(connection, question):
        scores[n] = score
        if (is_read or is_hyphenated) and not all_hold(question.parts, _row(connection, n)):
            del scores[n]
    if has_phrases(question.parts):
        for (n, score), is_hyphenated in _ranked(connection, question, loose=True):
            is_new = is_hyphenated and n not in scores
            if is_new and all_hold(question.parts, _row(connection, n)):
                scores[n] = score
    order = _in_order(connection, scores)
    return sorted(scores.items(), key=lambda hit: (-hit[1], order[hit[0]]))


def _row(connection: sqlite3.Connection, n: int) -> Row:
    sql = (
        "SELECT found.words, p.joined, found.family, found.theme, d.id, d.study, d.type, d.year"
        f" FROM {_FOUND} WHERE found.rowid = ?"
    )
    words, joined, keys, over, *facts = connection.execute(sql, (n,)).fetchone()
    names = ("document", "study", "type", "year")
    return row(words, joined, keys, over, dict(zip(names, facts, strict=True)))


def _in_order(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Where each passage stands: its document and the place there."""
    found: dict[int, tuple[str, int]] = {}
    wanted = list(numbers)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        sql = f"SELECT n, document, start FROM passages WHERE n IN ({marks})"
        found |= {n: (document, at) for n, document, at in connection.execute(sql, chunk)}
    return found


def _where(question: Question, *, loose: bool = False) -> tuple[str, list[Any]]:
    clauses: list[str] = ["1"]
    values: list[Any] = []
    if question.parts:
        clauses.append("found MATCH ?")
        values.append(expression(question.parts, loose=loose))
    more, bounds = _selected(question.selection)
    return " AND ".join([*clauses, *more]), [*values, *bounds]


def _selected(selection: Selection) -> tuple[list[str], list[Any]]:
    """The conditions on documents, and their values."""
    clauses = [] if selection.all_printings else ["d.version_of IS NULL"]
    values: list[Any] = []
    for group in selection.facets:
        tests = [f"d.{_COLUMNS[field]} = ?" for field, _ in group if field in _COLUMNS]
        clauses.append(f"({' OR '.join(tests) or 0})")
        values += [value for field, value in group if field in _COLUMNS]
    for clause, bound in (("d.year >= ?", selection.since), ("d.year <= ?", selection.until)):
        if bound is not None:
            clauses.append(clause)
            values.append(bound)
    return clauses, values


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
