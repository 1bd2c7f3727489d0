"""A record as one coder may see it who codes blind: without what others decided, coded or noted.

Comes in: a record and its document's text. Goes out: the record as reading found it, with this coder's
own decisions.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.core.hit import Record

_FIELDS = ("role", "case", "participant", "theme", "kind")


def as_seen_by(record: Record, by: str, text: str) -> Record:
    """The record without the others' part in it."""
    own = [one for one in record["decided"] if one["by"] == by]
    fields = {one["field"] for one in own}
    others = [one for one in record["decided"] if one["by"] != by and one["field"] not in fields]
    codings = [one for one in record["codings"] if one["proposed"] or one["by"] == by]
    seen: dict[str, Any] = {
        **record,
        "decided": own,
        "codings": codings,
        "codes": list(dict.fromkeys(one["code"] for one in codings)),
        "memos": [one for one in record["memos"] if one["by"] == by],
        "evidence": [one for one in record["evidence"] if not _is_of_another(one, by)],
    }
    for one in others:
        if one["field"] in _FIELDS:
            seen[one["field"]] = one["was"]
        elif one["field"] == "text":
            seen |= _as_found(record, str(one["was"]), text)
    if not own:
        seen["status"] = "found"
    return seen


def _is_of_another(proof: dict[str, Any], by: str) -> bool:
    rule = str(proof["rule"])
    return rule.startswith("reviewer:") and rule != f"reviewer:{by}"


def _as_found(record: Record, was: str, text: str) -> dict[str, Any]:
    """The words and the place that reading gave it."""
    from ccg_corpus.decisions.places import Places

    spans = Places(text).all(was)
    if not spans:
        return {}
    span = min(spans, key=lambda one: abs(one.start - record["start"]))
    return {"text": was, "start": span.start, "end": span.end}
