"""The quotations asked for, document by document, each with the text that its places count in.

Comes in: a corpus, a query. Goes out: documents with their facts, texts and records. A document whose
text is not what a record was made of is left out by whoever stored it; here nothing is checked again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document: its facts as `ccg documents` has them, its text, its quotations in their order."""

    facts: dict[str, Any]
    text: str
    records: tuple[dict[str, Any], ...]


def annotated(corpus: Corpus, query: Query) -> list[Annotated]:
    """Documents with quotations that were asked for.

    Raises: QueryError.
    """
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for hit in corpus.quotes(query):
        found[hit.record["document"]["id"]].append(dict(hit.record))
    return [
        Annotated(
            row,
            corpus.reviews.text_of(row["source"]),
            tuple(sorted(found[row["id"]], key=lambda one: (one["start"], one["end"], one["id"]))),
        )
        for row in corpus.documents()
        if row["id"] in found
    ]
