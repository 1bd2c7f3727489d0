"""Words that somebody printed → the records and the documents that may have them.

Comes in: text. Goes out: records of every kind and printing that share most with it, rejected ones too;
and documents in whose own text its words stand next to each other. How like they are is for others to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ccg_corpus.core.hit import KINDS, REJECTED_KINDS, Record
from ccg_corpus.search import Question, passage_engine, quotation_engine
from ccg_corpus.store import Selection, readable
from ccg_corpus.text.words import tokens

if TYPE_CHECKING:
    from ccg_corpus.core.model import Document
    from ccg_corpus.corpus.questions import Questions

EVERY = Selection((*KINDS, *REJECTED_KINDS), all_printings=True)
PASSAGES = Selection(("passage",), all_printings=True)
IN_A_ROW = 5  # words that a passage must have next to each other
MOST_ROWS = 6
# So few documents are read through; of more, those are that the passages' index names.
READ_THROUGH = 60


class Worded:
    """Asks a corpus by words alone. What was read once is kept for the next question."""

    def __init__(self, questions: Questions) -> None:
        self._store = questions.store
        self._quotations = quotation_engine(self._store)
        self._passages = passage_engine(self._store)
        self._read: dict[str, Document | None] = {}

    def alike(self, text: str, *, limit: int) -> list[Record]:
        """The records that share most with `text`, its rarest words counting most."""
        with readable(self._store.root), self._store.snapshot():
            numbers = self._quotations.alike(text, EVERY, limit=limit)
            return list(self._store.finished.records(numbers))

    def record(self, id: str) -> Record | None:
        """The record of an id, whole or an unambiguous beginning; None where there is none."""
        with readable(self._store.root), self._store.snapshot():
            record = self._store.finished.record(id)
            if record is None and id.partition(":")[2]:
                ids = self._store.finished.ids_beginning(id, limit=2)
                record = self._store.finished.record(ids[0]) if len(ids) == 1 else None
            return record

    def document(self, source: str) -> Document | None:
        """A document as it was read from a file."""
        if source not in self._read:
            with readable(self._store.root):
                self._read[source] = self._store.sources.document(source)
        return self._read[source]

    def sources(self) -> list[tuple[str, str]]:
        """Every document's id and file."""
        with readable(self._store.root):
            return self._store.finished.document_ids()

    def printing(self, text: str) -> Iterator[tuple[str, str]]:
        """Documents, by id and file, that may print words of `text` outside what was found as
        quotations: all of a small corpus, else those whose paragraphs have some in a row."""
        known = self.sources()
        if len(known) <= READ_THROUGH:
            yield from known
            return
        files = dict(known)
        named: dict[str, None] = {}
        for words in _rows([token.text for token in tokens(text)]):
            for record in self._passages_with(words):
                named.setdefault(record["document"]["id"])
        yield from ((id, files[id]) for id in named if id in files)

    def _passages_with(self, words: str) -> list[Record]:
        from ccg_corpus.query.tree import Phrase

        with readable(self._store.root), self._store.snapshot():
            ranked = self._passages.rank(Question((Phrase(words),), PASSAGES), 20)
            return list(self._passages.records(n for n, _ in ranked.hits))


def _rows(words: Sequence[str]) -> Iterator[str]:
    """Some stretches of the words, from all over them."""
    starts = range(0, max(1, len(words) - IN_A_ROW + 1))
    step = max(1, len(starts) // MOST_ROWS)
    for start in list(starts)[::step][:MOST_ROWS]:
        yield " ".join(words[start : start + IN_A_ROW])
