"""Words to find → numbers of records: the engines, each behind the same few methods.

`engine` says what an engine is. Quotations are found by Whoosh, passages by SQLite; what a term
looks for (`meaning`, `forms`, `spans`), what it counts (`rank`) and how it may be spelled
(`spelling`) is the same for all. Nothing of an engine is imported before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ccg_corpus.search.engine import Engine, Question, bring_up
from ccg_corpus.store import Store

if TYPE_CHECKING:
    from ccg_corpus.search.passages.engine import Passages
    from ccg_corpus.search.whoosh.engine import Quotations

__all__ = ["ENGINES", "Engine", "Question", "bring_up", "passage_engine", "quotation_engine"]


def quotation_engine(store: Store, processes: int | None = None) -> Quotations:
    """The quotations of a store; written by at most so many processes."""
    from ccg_corpus.search.whoosh.engine import Quotations

    return Quotations(store, processes)


def passage_engine(store: Store) -> Passages:
    """The passages of a store."""
    from ccg_corpus.search.passages.engine import Passages

    return Passages(store)


# What is searched → the engine that does it.
ENGINES: dict[str, Callable[[Store], Engine]] = {
    "quotations": quotation_engine,
    "passages": passage_engine,
}
