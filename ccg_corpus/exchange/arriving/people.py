"""Who coded in another program, and when → reviewers and times here.

Comes in: names and times as files have them. Goes out: a reviewer's name, a moment. Who is nobody here is
whoever imports.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.exchange.refi.gathered import OWN


class ReviewersThere:
    """The users of a file, as reviewers here. `by`: whoever imports; `known`: who has decided here."""

    def __init__(self, by: str, known: Iterable[str]) -> None:
        self._by = by
        self._known = {name.casefold(): name for name in (*known, by)}

    def name(self, there: str) -> str:
        """The reviewer whom a user is."""
        from ccg_corpus.decisions.reviewer import checked

        plain = " ".join(there.split())
        if not plain or plain == OWN:
            return self._by
        if plain.casefold() in self._known:
            return self._known[plain.casefold()]
        try:
            return checked(plain, "the file")
        except ProjectError:
            return self._by


def time_of(at: str | None, now: datetime) -> datetime:
    """A moment; now where none is said, or one that has not come yet."""
    try:
        found = datetime.fromisoformat((at or "").strip())
    except ValueError:
        return now
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return min(found, now) if found.year > 1980 else now
