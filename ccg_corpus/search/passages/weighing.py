"""What stands for the things that were asked → what each counts in which passages.

The soft side of `compile`: nothing is needed here, everything found counts. Each stand is a question of
its own to SQLite's index, which scores it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from ccg_corpus.search.engine import Question
from ccg_corpus.search.grades import Thing, Weighed, Weighing, nearest_first
from ccg_corpus.search.passages.reading import hits_of
from ccg_corpus.search.rank import rarity

# As many as of quotations: where the words near a topic are in more passages, those that stand least
# for it are passed over.
MOST_READ = 60_000


def weighing(
    connection: sqlite3.Connection, question: Question, things: Sequence[Thing]
) -> Weighing:
    """What each stand counts in the passages of a selection that have the question's parts."""
    allowed = {n for n, _ in hits_of(connection, question)} if question.parts else None
    (size,) = connection.execute("SELECT COUNT(*) FROM passages").fetchone()
    found = [[Weighed({}, 0.0)] * len(thing.stands) for thing in things]
    read, is_whole = 0, True
    for at, number, stand in nearest_first(things):
        if read > MOST_READ and number:
            is_whole = False
            continue
        hits = hits_of(connection, Question((stand.part,), question.selection))
        read += len(hits)
        scores = {n: score for n, score in hits if allowed is None or n in allowed}
        found[at][number] = Weighed(scores, rarity(len(hits), size))
    return Weighing(found, is_whole)
