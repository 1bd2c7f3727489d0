"""What `ccg roles`, `ccg themes` and `ccg participants` list, as rows.

Comes in: the finished corpus. Goes out: rows with their numbers of quotations, counted by the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ccg_corpus.project.config import Code
    from ccg_corpus.store import Finished, Selection, Store
    from ccg_corpus.vocabulary import Roles

Rows = list[dict[str, Any]]

# What a row of `ccg participants` has, in this order.
PARTICIPANT_KEYS = (
    "participant_id", "document", "label", "participant", "role", "case", "site", "attributes",
    "quotations", "words", "note",
)  # fmt: skip


def roles(finished: Finished, vocabulary: Roles) -> Rows:
    """Every role in the corpus: slug, title, broader roles, number of quotations."""
    return [
        {
            "role": slug,
            "title": vocabulary.title(slug),
            "broader": list(vocabulary.broader(slug)[1:]),
            "quotations": count,
        }
        for slug, _, count in finished.facet_counts("role")
        if count
    ]


def themes(finished: Finished, codes: Sequence[Code]) -> Rows:
    """Every theme with quotations, then every code: documents and number of quotations."""
    documents: dict[str, list[str]] = {}
    for key, document in finished.theme_documents():
        documents.setdefault(key, []).append(document)
    rows: Rows = [
        {"theme": title, "code": None, "documents": documents[key], "quotations": count}
        for key, title, count in finished.facet_counts("theme")
        if count
    ]
    counts = {slug: count for slug, _, count in finished.facet_counts("code")}
    return rows + [
        {
            "theme": code.title,
            "code": code.slug,
            "documents": [],
            "quotations": counts.get(code.slug, 0),
        }
        for code in codes
    ]


def participants(store: Store, selection: Selection) -> tuple[Rows, int]:
    """The participants of the records selected, with all that each says; and how many of these
    records are of nobody who is told apart."""
    counts = {id: count for (id,), count in store.finished.tally(selection, ("participant",))}
    nobody = counts.pop(None, 0)
    documents = dict.fromkeys(str(id).partition(":")[0] for id in counts)
    people = store.finished.local.people(documents)
    rows = [_row(one) for one in people if one["id"] in counts]
    return rows, nobody


def _row(person: dict[str, Any]) -> dict[str, Any]:
    values = {**person, "participant_id": person["id"], "participant": person["who"]}
    return {key: values[key] for key in PARTICIPANT_KEYS}
