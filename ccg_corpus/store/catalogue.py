"""What all documents have to know of each other, kept beside what each file gave.

A table of what documents are named by, a table of the keys that their texts can be met by, and of
these the few that several documents hold. `update` brings them up to date with the extractions: it
reads only those that came or went, and what it leaves depends only on those that are there.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ccg_corpus.store.sources import decode_work

if TYPE_CHECKING:
    from ccg_corpus.core.model import Facts
    from ccg_corpus.records import DocumentEntry, Named
    from ccg_corpus.versions import Holders, Likeness, Work

# A work takes some ten kilobytes; those that are compared mostly stand near each other.
WORKS_HELD = 128
_TABLES = ("catalogue", "gone_works", "text_keys", "shared_keys", "likenesses")


class DocumentTable:
    """Every document taken in, for the plan. Every change is inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def update(self, named: Callable[[Facts], Named], *, anew: bool = False) -> None:
        """Take in the extractions that came, leave out those that went; or all of them `anew`."""
        execute = self._connection.execute
        if anew or self._is_mostly_new():
            for table in _TABLES:
                execute(f"DELETE FROM {table}")
        (is_empty,) = execute("SELECT NOT EXISTS (SELECT 1 FROM catalogue)").fetchone()
        execute("CREATE TEMP TABLE fresh_keys (key INTEGER, n INTEGER, words INTEGER)")
        execute("CREATE TEMP TABLE lost_keys (key INTEGER PRIMARY KEY)")
        self._leave_out()
        self._take_in(named)
        self._share(everything=bool(is_empty))
        execute("DROP TABLE fresh_keys")
        execute("DROP TABLE lost_keys")

    def known(self) -> KnownDocuments:
        """All documents as they were at the last update."""
        return KnownDocuments(self._connection)

    def _is_mostly_new(self) -> bool:
        """Whether it is less work to begin anew than to change what is there."""
        counts = "SELECT (SELECT COUNT(*) FROM gone_works), (SELECT COUNT(*) FROM catalogue)"
        gone, known = self._connection.execute(counts).fetchone()
        return bool(gone > known)

    def _leave_out(self) -> None:
        many = self._connection.executemany
        for n, work in self._connection.execute("SELECT n, work FROM gone_works"):
            rows = [(key, n) for key in sorted(_keys(decode_work(work)))]
            for table in ("text_keys", "shared_keys"):
                many(f"DELETE FROM {table} WHERE key = ? AND n = ?", rows)
            many("INSERT OR IGNORE INTO lost_keys VALUES (?)", ((key,) for key, _ in rows))
            self._connection.execute("DELETE FROM likenesses WHERE one = ? OR other = ?", (n, n))
        self._connection.execute("DELETE FROM gone_works")

    def _take_in(self, named: Callable[[Facts], Named]) -> None:
        new = self._connection.execute(
            "SELECT n, path, digest, work FROM extractions"
            " WHERE n IN (SELECT n FROM extractions EXCEPT SELECT n FROM catalogue)"
        )
        for n, path, digest, encoded in new:
            work = decode_work(encoded)
            one = named(work.facts)
            self._connection.execute(
                "INSERT INTO catalogue VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (n, path, digest, one.base, one.title, one.doi, one.type, one.year),
            )
            self._connection.executemany(
                "INSERT INTO fresh_keys VALUES (?, ?, ?)",
                ((key, n, words) for key, words in _keys(work).items()),
            )
        # In their order: else every document would touch a hundred pages, and many of them all.
        self._connection.execute("INSERT INTO text_keys SELECT * FROM fresh_keys ORDER BY key, n")

    def _share(self, *, everything: bool) -> None:
        """Which keys several documents hold: by those that came and went, or among all."""
        execute = self._connection.execute
        if everything:
            execute(
                "INSERT INTO shared_keys SELECT * FROM text_keys WHERE key IN"
                " (SELECT key FROM text_keys GROUP BY key HAVING COUNT(*) > 1)"
            )
            return
        # Of a key that many hold only the row that is new is written.
        execute(
            "INSERT INTO shared_keys SELECT t.* FROM fresh_keys AS f JOIN text_keys AS t"
            " ON t.key = f.key AND t.n <> f.n"
            " WHERE NOT EXISTS (SELECT 1 FROM shared_keys AS s WHERE s.key = f.key)"
            " GROUP BY t.key, t.n"
        )
        execute(
            "INSERT OR IGNORE INTO shared_keys SELECT f.* FROM fresh_keys AS f"
            " WHERE EXISTS (SELECT 1 FROM shared_keys AS s WHERE s.key = f.key)"
        )
        execute(
            "DELETE FROM shared_keys WHERE key IN (SELECT l.key FROM lost_keys AS l"
            " JOIN shared_keys AS s USING (key) GROUP BY l.key HAVING COUNT(*) = 1)"
        )


class KnownDocuments:
    """All documents by their places in the order of their files' names: `records.Known`.

    What each is named by is held; all else is read when it is asked for. What two have in common
    is written down, so that a plan is made within a transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        from ccg_corpus.records import DocumentEntry, Named

        self._connection = connection
        self._numbers = array("q")
        self.entries: list[DocumentEntry] = []
        for n, path, digest, *names in connection.execute("SELECT * FROM catalogue ORDER BY path"):
            self._numbers.append(n)
            self.entries.append(DocumentEntry(path, digest, Named(*names)))
        self.work = lru_cache(WORKS_HELD)(self._work)

    def facts(self) -> Iterator[Facts]:
        """What each file states of itself."""
        rows = self._connection.execute(
            "SELECT e.work FROM catalogue AS c JOIN extractions AS e USING (n) ORDER BY c.path"
        )
        return (decode_work(work).facts for (work,) in rows)

    def texts(self) -> Iterator[Holders]:
        """The holders of each text key that several have."""
        return (places for _, places in self._shared())

    def said(self) -> Iterator[tuple[int, Holders]]:
        """The number of words of each long quotation that several have, and its holders."""
        return self._shared("WHERE words > 0")

    def _shared(self, where: str = "") -> Iterator[tuple[int, list[int]]]:
        places = {n: place for place, n in enumerate(self._numbers)}
        rows = self._connection.execute(
            f"SELECT key, n, words FROM shared_keys {where} ORDER BY key, n"
        )
        for _, sharing in groupby(rows, key=itemgetter(0)):
            held = [(places[n], words) for _, n, words in sharing]
            if len(held) > 1:
                yield held[0][1], sorted(place for place, _ in held)

    def likeness(self, one: int, other: int) -> Likeness:
        """What two texts have in common; they are compared once, and it is remembered."""
        from ccg_corpus.versions import Likeness, likeness

        pair = self._numbers[one], self._numbers[other]
        known = self._connection.execute(
            "SELECT overlap, quotations FROM likenesses WHERE one = ? AND other = ?", pair
        ).fetchone()
        if known is not None:
            return Likeness(known[0], bool(known[1]))
        found = likeness(self.work(one), self.work(other))
        self._connection.execute(
            "INSERT INTO likenesses VALUES (?, ?, ?, ?)", (*pair, found.overlap, found.quotations)
        )
        return found

    def _work(self, place: int) -> Work:
        (work,) = self._connection.execute(
            "SELECT work FROM extractions WHERE n = ?", (self._numbers[place],)
        ).fetchone()
        return decode_work(work)


def _keys(work: Work) -> dict[int, int]:
    from ccg_corpus.versions import text_keys

    return text_keys(work)
