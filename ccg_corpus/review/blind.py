"""A record as one coder may see it who codes blind: without what others decided, coded or noted.

Comes in: a record, its document's text, and where reviewers disagree in it. Goes out: the record as
reading found it, with this coder's own decisions, whether others agree with them or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ccg_corpus.core.hit import Record
from ccg_corpus.decisions.standing import CONFIRMED, CORRECTED, FOUND, KEPT, STATUS, TEXT

_FIELDS = ("role", "case", "participant", "theme", "kind")


def as_seen_by(
    record: Record, by: str, text: str, conflicts: Iterable[Mapping[str, Any]] = ()
) -> Record:
    """The record without the others' part in it."""
    opposed = list(_opposed(record, by, conflicts))
    own = [*(one for one in record["decided"] if one["by"] == by), *opposed]
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
        elif one["field"] == TEXT:
            seen |= _as_found(record, str(one["was"]), text)
    for one in opposed:
        if one["field"] == TEXT:
            seen |= _as_found(record, str(one["value"]), text)
        else:
            seen[one["field"]] = one["value"]
    if seen["status"] == KEPT:
        seen["status"] = CORRECTED if fields - {STATUS} else CONFIRMED
    if not own:
        seen["status"] = FOUND
    return seen


def _opposed(
    record: Record, by: str, conflicts: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """What this coder said and somebody else says otherwise, as if it held."""
    for one in conflicts:
        for word in one["words"]:
            if word["by"] == by:  # what holds meanwhile is what was found
                yield {**word, "field": one["field"], "was": record[one["field"]]}


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
