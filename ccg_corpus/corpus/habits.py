"""How a document prints quotations and who speaks, in words, with how often and how surely.

Comes in: a document and its records. Goes out: rows, the commonest way of printing first. They say
what was read; what was learnt from the document alone is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from ccg_corpus.core.model import SPEECH_KINDS, Document, Hit, Record
from ccg_corpus.corpus.one_quotation import document_named
from ccg_corpus.query import Query
from ccg_corpus.quotations.habits import Attributions, attributions_of, words_in_classes
from ccg_corpus.store import Store

DOUBTFUL = 0.8  # confidence below which a quotation is to be looked at
_LOOKS = {
    "curly_pair": "in curly double marks", "straight_pair": "in straight double marks",
    "single_pair": "in single marks", "apostrophe_pair": "in straight single marks",
    "guillemet_pair": "in guillemets", "low_pair": "in low and high marks",
    "reopened_pair": "in marks that open each paragraph", "parted_pair": "in marks over paragraphs",
    "damaged_pair": "in damaged marks", "lone_mark": "in marks of which one is lost",
    "italics": "in italics", "display_block": "without marks, a block of its own",
    "display_head": "without marks, at a block's head", "label_run": "without marks, one behind the other",
    "run_in": "without marks, behind a colon", "colon_block": "without marks, below a colon",
    "block_quotation": "block quotations", "quote_cell": "cells of a column of quotations",
    "turn": "turns of a dialogue", "torn_text": "torn text",
}  # fmt: skip
_BEHIND = {
    "trailing_label": "behind", "label_run": "behind", "label_line": "on a line of its own behind", "dash_label": "behind a dash",
    "turn_label": "before", "lead_in_label": "in the authors' sentence before", "row_label": "in the same row",
    "shared_label": "behind the next", "run_label": "behind the last turn",
    "sentence_end_label": "at the end of the authors' sentence", "leading_label": "in the next block",
    "habit_label": "bare behind", "said_behind": "in the authors' words behind", "item_before": "in the item before",
}  # fmt: skip
_BRACKETS = {"(": "in round brackets", "[": "in square brackets", "{": "in braces"}


def habits_of(
    store: Store,
    name: str,
    document_id: Callable[[str], str | None],
    quotes: Callable[[Query], Iterable[Hit]],
) -> list[dict[str, Any]]:
    """The rows of the document that `name` is any reference to.

    Raises: QueryError where it names none.
    """
    id = document_named(store, name, document_id)
    records = [hit.record for hit in quotes(Query(documents=(id,), all_printings=True))]
    document = store.sources.document(records[0]["document"]["source"]) if records else None
    return habits(document, records) if document else []


def habits(document: Document, records: Iterable[Record]) -> list[dict[str, Any]]:
    """A row for each way in which quotations and their speakers are printed.

    Keys: quotations (how they look), speaker (where and in what shape), found, doubtful (confidence
    below 0.8), learnt (known by no list, but from this document), id (of one of them).
    """
    learnt = attributions_of(document)
    ways: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record["kind"] in SPEECH_KINDS:
            ways[_look(record), _speaker(document, record)].append(record)
    rows = [_row(look, speaker, found, learnt) for (look, speaker), found in ways.items()]
    return sorted(rows, key=lambda row: -row["found"])


def _row(look: str, speaker: str, found: list[Record], learnt: Attributions) -> dict[str, Any]:
    return {
        "quotations": look,
        "speaker": speaker,
        "found": len(found),
        "doubtful": sum(record["confidence"] < DOUBTFUL for record in found),
        "learnt": sum((record["speaker_label"] or "") in learnt.by_words for record in found),
        "id": found[0]["id"],
    }


def _look(record: Record) -> str:
    rule = next((one["rule"] for one in record["evidence"] if one["field"] == "text"), "")
    look = _LOOKS.get(rule, rule.replace("_", " ") or "otherwise")
    return f"{look}, within the authors' sentences" if record["inline"] else look


def _speaker(document: Document, record: Record) -> str:
    proof = next((one for one in record["evidence"] if one["field"] == "speaker_label"), None)
    if proof is None:
        said = next(
            (one for one in record["evidence"] if one["field"] in ("role", "participant")), None
        )
        if said is None:
            return "nowhere"
        told = said["rule"] == "told_for_all"
        return "told once for everyone" if told else "in the authors' sentence"
    where = _BEHIND.get(proof["rule"], proof["rule"].replace("_", " "))
    bracket = _BRACKETS.get(document.text[proof["start"] - 1 : proof["start"]], "")
    return f"{where} {bracket}".rstrip() + f": {words_in_classes(proof['text'])}"
