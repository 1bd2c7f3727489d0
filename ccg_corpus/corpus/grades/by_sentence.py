"""A question as a whole sentence → the quotations nearest to it, by the model that config.yaml names.

Comes in: the words of a topic, and which records may answer. Goes out: for the nearest their cosines in
thousandths. Without the model, its extra or its vectors nothing is found, and `note` says why in a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ccg_corpus.store import Store

# So many of the nearest sentences are answers, none less near than this.
MOST_SENTENCES = 100
LEAST_SENTENCE = 200
PLACE = "sentence"


class BySentence:
    """The sentences of a corpus. `model`: the folder of the model, from the project's; none: ""."""

    def __init__(self, store: Store, model: Callable[[], str]) -> None:
        self._store = store
        self._named = model
        self.note = ""

    @property
    def is_wanted(self) -> bool:
        """Whether config.yaml names a model."""
        return bool(self._named())

    def near(self, text: str, allowed: Iterable[int]) -> dict[int, int]:
        """The records nearest to a text, of those allowed."""
        from ccg_corpus.core.errors import ProjectError
        from ccg_corpus.near.sentence_model import NoModel, SentenceModel
        from ccg_corpus.search.sentences import is_of, nearest_sentences

        root = self._store.root
        self.note = ""
        try:
            model = SentenceModel(root / self._named())
            if not is_of(root, model):
                raise NoModel("sentences are not read: 'ccg ingest' reads them by this model")
            ids = self._store.finished.ids(allowed)
            number_of = {id: n for n, id in ids.items()}
            vector = model.vector([(text, 1.0)])
            return nearest_sentences(root, vector, number_of, MOST_SENTENCES, LEAST_SENTENCE)
        except ProjectError as exc:
            self.note = str(exc)
            return {}


def reason(asked: str, likeness: int) -> dict[str, Any]:
    """That a quotation is near as a whole; no word of it says so."""
    return {"asked": asked, "found": "as a whole", "weight": likeness / 1000, "place": PLACE}
