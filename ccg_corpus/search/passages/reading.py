"""A question → the passages that match, with their scores: what is asked of the SQLite file.

Comes in: an open connection, a question. Goes out: numbers and scores, best first. What the index can't
be asked for is read in the passages that it lets through.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from ccg_corpus.search.engine import Question, Scored
from ccg_corpus.search.passages.compile import (
    PassageRow,
    all_hold,
    expression,
    has_phrases,
    has_to_be_read,
    row,
)
from ccg_corpus.search.rank import SCORE_DIGITS, THEME_WEIGHT
from ccg_corpus.store import Selection

CHUNK = 500
_RANK = f"bm25(found, 0.3, 1.0, {THEME_WEIGHT}, 0.0)"
FOUND = "found JOIN passages AS p ON p.n = found.rowid JOIN documents AS d ON d.id = p.document"
LISTED = "passages AS p JOIN documents AS d ON d.id = p.document"
_COLUMNS = {"document": "id", "own document": "id", "study": "study", "type": "type"}


def hits_of(
    connection: sqlite3.Connection, question: Question, limit: int | None = None
) -> list[Scored]:
    """The passages that match, or the first of them, best first."""
    if is_read_through(question):
        return read_through(connection, question)[:limit]
    return [hit for hit, _ in ranked(connection, question, limit)]


def is_read_through(question: Question) -> bool:
    """Whether the index alone can't say which passages match."""
    return has_to_be_read(question.parts) or has_phrases(question.parts)


def ranked(
    connection: sqlite3.Connection,
    question: Question,
    limit: int | None = None,
    *,
    loose: bool = False,
) -> Iterator[tuple[Scored, bool]]:
    """The passages that match, or might, with their scores, and whether they have hyphens."""
    clause, values = where(question, loose=loose)
    score, source = ("0.0", LISTED) if not question.parts else (_RANK, FOUND)
    sql = (
        f"SELECT p.n, -{score}, p.joined IS NOT NULL FROM {source} WHERE {clause}"
        f" ORDER BY round({score}, {SCORE_DIGITS}), p.document, p.start LIMIT ?"
    )
    for n, much, is_hyphenated in connection.execute(
        sql, (*values, -1 if limit is None else limit)
    ):
        yield (n, round(much, SCORE_DIGITS)), bool(is_hyphenated)


def read_through(connection: sqlite3.Connection, question: Question) -> list[Scored]:
    """The passages that match, where not every word of the question can be asked of the index."""
    is_read = has_to_be_read(question.parts)
    scores: dict[int, float] = {}
    for (n, score), is_hyphenated in ranked(connection, question):
        scores[n] = score
        if (is_read or is_hyphenated) and not all_hold(question.parts, _row(connection, n)):
            del scores[n]
    if has_phrases(question.parts):
        for (n, score), is_hyphenated in ranked(connection, question, loose=True):
            is_new = is_hyphenated and n not in scores
            if is_new and all_hold(question.parts, _row(connection, n)):
                scores[n] = score
    order = places(connection, scores)
    return sorted(scores.items(), key=lambda hit: (-hit[1], order[hit[0]]))


def _row(connection: sqlite3.Connection, n: int) -> PassageRow:
    sql = (
        "SELECT found.words, p.joined, found.family, found.theme, d.id, d.study, d.type, d.year"
        f" FROM {FOUND} WHERE found.rowid = ?"
    )
    words, joined, keys, over, *facts = connection.execute(sql, (n,)).fetchone()
    names = ("document", "study", "type", "year")
    return row(words, joined, keys, over, dict(zip(names, facts, strict=True)))


def places(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Where each passage stands: its document and the place there."""
    found: dict[int, tuple[str, int]] = {}
    wanted = list(numbers)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        sql = f"SELECT n, document, start FROM passages WHERE n IN ({marks})"
        found |= {n: (document, at) for n, document, at in connection.execute(sql, chunk)}
    return found


def where(question: Question, *, loose: bool = False) -> tuple[str, list[Any]]:
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
