"""What an engine is: the few methods by which words and filters find records.

Quotations are found by Whoosh, passages by SQLite. Whoever adds a third writes a class with these
methods, a file that compiles `terms` for it, and a line in `search.ENGINES`; the conformance
suite (tests/conformance) then asks it what it asks the others. Nothing here knows an engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.hit import Record
from ccg_corpus.store import Selection, Store

if TYPE_CHECKING:
    from ccg_corpus.query.tree import Part

Scored = tuple[int, float]
# Record → what counted, where it was found, how much.
Explained = dict[int, list[tuple[str, str, float]]]


@frozen
class Question:
    """What is asked of an engine: parts that are all needed, among the records of a selection.

    Every name in it is resolved: no engine knows what a role or a document is called.
    """

    parts: tuple[Part, ...]
    selection: Selection


@frozen
class Ranked:
    """Records with their scores, best first, and how many match in all."""

    hits: list[Scored]
    total: int


class Engine(Protocol):
    """Finds records of one kind by number. One that is stale or damaged is made anew when asked.

    Changes count when they are sealed, all or none; whoever changes holds the project's lock.
    """

    def is_current(self) -> bool:
        """Whether it holds what the store holds now."""

    def documents(self) -> dict[str, str]:
        """The documents in it, each with the key of what it was made from; none where it can't be
        changed, or is better made anew."""

    def remove(self, documents: Iterable[str]) -> None:
        """Take documents out."""

    def add(self, documents: Iterable[str]) -> None:
        """Put documents in, as the store has them."""

    def seal(self) -> None:
        """Let the changes count, and say that it holds what the store holds now."""

    def find(self, question: Question) -> list[int]:
        """The numbers of all records that match, in order."""

    def count(self, question: Question) -> int:
        """How many match."""

    def rank(self, question: Question, limit: int | None = None) -> Ranked:
        """The records that match, or the first `limit` of them, best first; equals by id."""

    def explain(self, question: Question) -> Explained:
        """For each record that matches, what its score is the sum of."""

    def spelling(self, words: Iterable[str]) -> dict[str, str]:
        """Each word that it has in no form → the word of it that is nearest."""

    def records(self, numbers: Iterable[int]) -> Iterator[Record]:
        """The records with these numbers, in the order given."""


def bring_up(engine: Engine, store: Store) -> None:
    """Bring an engine to what the store holds: documents that are gone or changed out, those that
    are new or changed in. The caller holds the project's lock."""
    have, wanted = engine.documents(), store.finished.unit_keys()
    engine.remove(sorted(id for id, key in have.items() if wanted.get(id) != key))
    engine.add(sorted(id for id, key in wanted.items() if have.get(id) != key))
    engine.seal()
