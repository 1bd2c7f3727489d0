"""What was decided of one document, and of which of its quotations.

Comes in: the store, a document's id. Goes out: decisions by the quotations that they are about today,
in force or undone. It costs what was decided on that document, however large the corpus is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccg_corpus.decisions.anchors import Target, anchored
from ccg_corpus.decisions.model import Decision
from ccg_corpus.decisions.order import in_order, undone
from ccg_corpus.text.words import normalised_words

if TYPE_CHECKING:
    from ccg_corpus.store import Store


@dataclass(frozen=True, slots=True)
class Past:
    """A decision as it stands in a history: about which quotation, and what became of it."""

    decision: Decision
    id: str
    state: str  # in force, undone, lost


def history(store: Store, document_id: str) -> list[Past]:
    """All decisions on one document, in order, each with the quotation that it is about."""
    names = _names_of(store, document_id)
    everything = in_order(store.given.decisions(names)) if names else []
    gone = undone(everything)
    about = [one for one in everything if one.do != "undo"]
    where = {
        one.id: id
        for id, target in targets_of(store, document_id, about)
        for one in target.decisions
    }
    rows = []
    for one in everything:
        id = where.get(one.id, "") or (one.on.id if one.do == "undo" else "")
        is_lost = one.do != "undo" and bool(one.on.exact) and one.id not in where
        state = "undone" if one.id in gone else "lost" if is_lost else "in force"
        rows.append(Past(one, id, state))
    return rows


def targets(store: Store, document_id: str) -> list[tuple[str, Target]]:
    """The quotations of a document about which something is decided, by their ids today."""
    decisions = in_force_on(store, document_id)
    return targets_of(store, document_id, decisions) if decisions else []


def in_force_on(store: Store, document_id: str) -> list[Decision]:
    """What is decided on a document and not undone."""
    from ccg_corpus.decisions.order import in_force

    names = _names_of(store, document_id)
    return in_force(store.given.decisions(names)) if names else []


def targets_of(
    store: Store, document_id: str, decisions: list[Decision]
) -> list[tuple[str, Target]]:
    from ccg_corpus.decisions.anchors import FoundQuotation
    from ccg_corpus.records.quotation_ids import own_ids

    facts = store.finished.facts(document_id) or {}
    extraction = store.sources.extraction(str(facts.get("source") or ""))
    if extraction is None:
        return []
    quotations = extraction.quotations
    ids = own_ids(document_id, [one.text for one in quotations])
    found = [
        FoundQuotation(id, one.span, normalised_words(one.text))
        for id, one in zip(ids, quotations, strict=True)
    ]
    on_it = anchored(decisions, extraction.document.text, found)
    taken = {id.rpartition(":")[2] for id in ids}
    rows = []
    for target in on_it.targets:
        id = target.id
        if target.at is None:
            words = " ".join(extraction.document.slice(target.span).split())
            (id,) = own_ids(document_id, [words], taken)
        rows.append((id, target))
    return rows


def _names_of(store: Store, document_id: str) -> list[str]:
    """What reviewers call a document."""
    from ccg_corpus.ingest.given import given_by_document

    return given_by_document(store).get(document_id, [])
