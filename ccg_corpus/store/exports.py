"""What exports of reference managers hold, so that each is parsed once: bytes under a key.

Comes in and goes out: what the caller encoded. Every change is inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection


class Exports:
    """The contents of exports by the keys of their bytes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> bytes | None:
        """What was put under `key`."""
        row = self._connection.execute(
            "SELECT contents FROM exports WHERE key = ?", (key,)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def put(self, key: str, contents: bytes) -> None:
        """Remember what an export holds."""
        self._connection.execute("INSERT OR REPLACE INTO exports VALUES (?, ?)", (key, contents))

    def keep(self, keys: Collection[str]) -> None:
        """Forget all others."""
        known = [key for (key,) in self._connection.execute("SELECT key FROM exports")]
        gone = [(key,) for key in known if key not in keys]
        self._connection.executemany("DELETE FROM exports WHERE key = ?", gone)
