"""What was decided and found no place in the corpus, each with the nearest one."""

from __future__ import annotations

from typing import Any

from ccg_corpus.store import Store


def lost(store: Store) -> list[dict[str, Any]]:
    """Decisions and rows of tables, by document. Of a document that is in no corpus all are lost."""
    rows = [_row(one) for one in store.given.lost()]
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


KEYS = (
    "document", "id", "do", "by", "at", "text", "start", "end", "likeness", "decision", "why",
)  # fmt: skip


def _row(row: dict[str, Any]) -> dict[str, Any]:
    values = {**row, "why": row.get("why") or row.get("row")}
    if values["why"] is None:
        values["why"] = "these words are not in the document"
    return {key: values.get(key) for key in KEYS}
