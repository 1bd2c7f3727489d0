"""Files that were met and not read, with the reason: as a run hands them on, and as the store keeps them.

Comes in: `Skipped`s, or rows of sources. Goes out: lines for a reader, and the same back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from ccg_corpus.core.frozen import frozen
from ccg_corpus.store.sources import SourceRow

LEFT_OUT = "left out by config.yaml"
MOST_ALIKE = 3  # files with one reason that have a line each


@frozen
class Skipped:
    """A file that is not read. `is_loss`: it may hold words of a paper, and nobody said to leave it out."""

    name: str
    why: str
    is_loss: bool = True


def row_text(within: Iterable[Skipped]) -> str:
    """What is skipped in a ZIP, as the ZIP's row remembers it."""
    return "\n".join(json.dumps([one.name, one.why, one.is_loss]) for one in within)


def encoded(skipped: Iterable[Skipped]) -> str:
    """Those of a whole run, as the store remembers them."""
    return json.dumps([[one.name, one.why, one.is_loss] for one in skipped])


def decoded(text: str | None) -> list[Skipped]:
    """What `encoded` made; none where nothing is remembered."""
    return [Skipped(*one) for one in json.loads(text or "[]")]


def skipped_within(rows: Iterable[SourceRow]) -> Iterator[Skipped]:
    """What is skipped in ZIPs, by their rows."""
    for row in rows:
        if row.error is None and not row.finding_key and row.warnings:
            yield from (Skipped(*json.loads(line)) for line in row.warnings.split("\n"))


def folded(skipped: Iterable[Skipped]) -> Iterator[str]:
    """A line for each, or one for several that have the same reason."""
    by_why = sorted(skipped, key=lambda one: (one.why, one.name))
    for why, group in groupby(by_why, key=lambda one: one.why):
        names = [one.name for one in group]
        if len(names) <= MOST_ALIKE:
            yield from (f"{name}: skipped: {why}" for name in names)
        else:
            some = ", ".join(names[:MOST_ALIKE])
            yield f"{len(names):,} files skipped: {why} ({some}, …)"
