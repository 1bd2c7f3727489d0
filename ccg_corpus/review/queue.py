"""Which quotations a reviewer looks at, and in what order.

Comes in: a corpus, a query, who reviews. Goes out: ids: what reviewers disagree in first, then what
reading was least sure of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import STATUSES, Record

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


class Queue:
    """The queue of one reviewer. `every`: also what they decided on; `blind`: nothing of what others
    decided counts, and what another has rejected is there too."""

    def __init__(
        self, corpus: Corpus, by: str, *, every: bool, in_order: bool, blind: bool
    ) -> None:
        self._corpus, self._by = corpus, by
        self._every, self._in_order, self._blind = every, in_order, blind
        self._opposed: dict[str, bool] = {}  # ids in conflict, and whether this reviewer has a say
        for one in corpus.reviews.conflicts():
            has_say = by in {word["by"] for word in one["words"]}
            self._opposed[one["id"]] = has_say or self._opposed.get(one["id"], False)

    def of(self, query: Query, *, conflicts: bool = False) -> list[str]:
        """The ids to look at; with `conflicts` only those that reviewers disagree in."""
        if self._blind or conflicts:
            query = query.with_filters(statuses=STATUSES)
        records = [hit.record for hit in self._corpus.quotes(query)]
        if conflicts:
            records = [one for one in records if one["id"] in self._opposed]
        else:
            records = [one for one in records if self._every or self._is_open(one)]
        if not self._in_order:
            records.sort(key=lambda one: (not self._is_opposed(one), one["confidence"]))
        return [one["id"] for one in records]

    def _is_opposed(self, record: Record) -> bool:
        return not self._blind and record["id"] in self._opposed

    def _is_open(self, record: Record) -> bool:
        """Whether there is something to decide for this reviewer."""
        if self._is_opposed(record):
            return True
        return not (self._opposed.get(record["id"]) or is_decided_by(record, self._by))


def is_decided_by(record: Record, by: str) -> bool:
    """Whether somebody has decided, coded or noted anything on a quotation."""
    rows: list[dict[str, Any]] = [*record["decided"], *record["codings"], *record["memos"]]
    return any(row["by"] == by for row in rows)
