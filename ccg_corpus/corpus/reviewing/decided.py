"""What was decided and found no place in the corpus, each with the nearest one.

The nearest places are looked for when somebody asks for the list: it takes longer than to see that
words are not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ccg_corpus.decisions.places import Places
from ccg_corpus.store import Store


def lost(store: Store) -> list[dict[str, Any]]:
    """Decisions and rows of tables, by document. Of a document that is in no corpus all are lost."""
    rows = [_row(one) for one in _with_nearest(store, store.given.lost())]
    for name in store.given.unknown():
        for decision in store.given.decisions([name]):
            row = {
                "decision": decision.id,
                "do": decision.do,
                "by": decision.by,
                "at": decision.at,
                "id": decision.on.id,
                "text": decision.on.exact,
                "document": name,
                "why": "no such document in the corpus",
            }
            rows.append(_row(row))
        for fact in store.given.facts([name]):
            why = f"{fact.file}, line {fact.line}: no document '{name}' in the corpus"
            rows.append(_row({"document": name, "row": why}))
    return rows


def _with_nearest(store: Store, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    known: dict[str, Places | None] = {}
    for row in rows:
        id = row["document"]
        if row.get("text") and id not in known:
            source = (store.finished.facts(id) or {}).get("source") or ""
            document = store.sources.document(source)
            known[id] = Places(document.text) if document else None
        places = known.get(id)
        near = places.nearest(row["text"]) if places and row.get("text") else None
        place = {"start": near.span.start, "end": near.span.end} if near else {}
        yield {**row, **place, "likeness": round(near.likeness) if near else None}


KEYS = (
    "document", "id", "do", "by", "at", "text", "start", "end", "likeness", "decision", "why",
)  # fmt: skip


def _row(row: dict[str, Any]) -> dict[str, Any]:
    values = {**row, "why": row.get("why") or row.get("row")}
    if values["why"] is None:
        values["why"] = "these words are not in the document"
    return {key: values.get(key) for key in KEYS}
