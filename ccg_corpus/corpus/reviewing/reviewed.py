"""What reviewers decided of a corpus, and decisions to be made on it.

Comes in: names of quotations and documents. Goes out: records, decisions, histories. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Record
from ccg_corpus.corpus.state import opened_store
from ccg_corpus.decisions.stamp import stamp_of
from ccg_corpus.store import Fact, Store, readable

if TYPE_CHECKING:
    from ccg_corpus.corpus.questions import Questions
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding
    from ccg_corpus.corpus.reviewing.learning import Learnt
    from ccg_corpus.corpus.reviewing.past import Past
    from ccg_corpus.decisions.model import Decision


ASKING_WAIT_S = 2.0  # another question may be at it


def opened(root: Path, *, finished: bool = True) -> Store:
    """The store of a project with all that reviewers decided by now; a warning is logged where that
    can't be had at once.

    Raises: NoCorpus; where it has to be `finished`, also if no ingest ever did.
    """
    store = opened_store(root, finished=finished)
    known = store.fact(Fact.GIVEN)
    if known is None or known == stamp_of(root):
        return store
    from ccg_corpus.ingest.given import catch_up

    store.close()
    if told := catch_up(root, wait_s=ASKING_WAIT_S):
        import logging

        logging.getLogger(__name__).warning("%s", told)
    return opened_store(root, finished=finished)


class Reviews:
    """The reviewers' side of a corpus."""

    def __init__(self, questions: Questions) -> None:
        self._store = questions.store
        self._questions = questions

    def deciding(self, by: str, why: str | None = None) -> Deciding:
        """Decisions of one reviewer, to be checked against this corpus and then written."""
        from ccg_corpus.corpus.reviewing.deciding import Deciding

        return Deciding(self._store, self._questions.vocabulary, self.record, by, why)

    def learn(
        self, document: str, by: str, why: str | None = None, *, like: Sequence[str] = ()
    ) -> Learnt:
        """What follows for a document from what was decided in it, and in documents like it.

        Raises: QueryError where nothing was.
        """
        from ccg_corpus.corpus.reviewing.learning import Learning

        with readable(self._store.root), self._store.snapshot():
            return Learning(self._store, self._questions.names, by, why).learn(document, like)

    def forget(self, document: str, by: str) -> list[Change]:
        """Decisions that take back what a reviewer had learnt in a document."""
        from ccg_corpus.corpus.reviewing.learning import Learning

        with readable(self._store.root), self._store.snapshot():
            return Learning(self._store, self._questions.names, by).forget(document)

    def journal_of(self, document: str) -> list[str]:
        """The other documents of the journal that a document is of."""
        with readable(self._store.root), self._store.snapshot():
            finished = self._store.finished
            journals = {
                id: (finished.facts(id) or {}).get("journal") for id, _ in finished.document_ids()
            }
            own = journals.get(document)
            return sorted(
                id for id, one in journals.items() if own and one == own and id != document
            )

    def record(self, name: str) -> Record:
        """A quotation by its id or an unambiguous beginning of it.

        Raises: QueryError.
        """
        with readable(self._store.root), self._store.snapshot():
            return self._questions.record(name)

    def records_of(self, document: str) -> list[Record]:
        """All quotations of a document, of every kind, rejected ones too."""
        with readable(self._store.root), self._store.snapshot():
            return [one.record for one in self._store.finished.indexables(document)]

    def history(self, document: str) -> list[Past]:
        """All decisions on a document, in order."""
        from ccg_corpus.corpus.reviewing.past import history

        with readable(self._store.root), self._store.snapshot():
            return history(self._store, document)

    def conflicts(self, document: str | None = None) -> list[dict[str, Any]]:
        """Where reviewers disagree, in a document or anywhere: `id`, `field`, and the `words` of each."""
        with readable(self._store.root):
            return self._store.given.conflicts(document)

    def lost_decisions(self) -> list[dict[str, Any]]:
        """What was decided and found no place, with the nearest one."""
        from ccg_corpus.corpus.reviewing.decided import lost

        with readable(self._store.root), self._store.snapshot():
            return lost(self._store)

    def decisions(self, names: Sequence[str] | None = None) -> list[Decision]:
        """Every decision of every reviewer once, in order; or those on documents that are called so."""
        from ccg_corpus.decisions.order import in_order

        with readable(self._store.root), self._store.snapshot():
            return in_order(self._store.given.decisions(names))

    def document_named(self, name: str) -> str:
        """The id of the document that `name` is any reference to.

        Raises: QueryError.
        """
        from ccg_corpus.corpus.one_quotation import document_named

        with readable(self._store.root), self._store.snapshot():
            return document_named(self._store, name, self._questions.catalogue.document)

    def record_of(self, id: str) -> Record | None:
        """The quotation of exactly this id; None where there is none."""
        with readable(self._store.root), self._store.snapshot():
            return self._store.finished.record(id)

    def text_of(self, source: str) -> str:
        """The text of the document that was read from a source; "" where there is none."""
        with readable(self._store.root), self._store.snapshot():
            document = self._store.sources.document(source)
        return "" if document is None else document.text
