"""An `Evaluation` → tables: by document, by printing habit, by confidence.

In: an evaluation. Out: rows of plain values, for any renderer. A habit is the rule that found the
words (`curly_pair`, `display_block`, …); misses have none and are counted by how they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from ccg_corpus.core.model import Record
from ccg_corpus.evaluate.scoring import FIELDS, Evaluation, Share, Tally

Row = dict[str, Any]
BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def document_rows(evaluation: Evaluation) -> list[Row]:
    """One row a document, and the total last."""
    rows = [_tally_row(name, tally) for name, tally in evaluation.documents.items()]
    return [*rows, _tally_row("total", evaluation.total)]


def _tally_row(name: str, tally: Tally) -> Row:
    row: Row = {
        "document": name,
        "gold": tally.gold,
        "found": tally.found,
        "precision": round(tally.precision(), 3),
        "recall": round(tally.recall(), 3),
        "f1": round(tally.f1(), 3),
        "lenient_f1": round(tally.f1(lenient=True), 3),
        "false": tally.false,
        "never": tally.never,
    }
    for field in FIELDS:
        share = tally.fields[field]
        row[field] = f"{share.right}/{share.total}" if share.total else ""
    return row


def field_rows(evaluation: Evaluation) -> list[Row]:
    """One row a field: over matched quotations, how often it is what the annotation says.

    `…_null`: how often nothing stated was left as nothing.
    """
    total = evaluation.total
    return [
        {
            "field": name,
            "right": share.right,
            "stated": share.total,
            "share": None if share.ratio is None else round(share.ratio, 3),
        }
        for name, share in total.fields.items()
        if share.total
    ]


def habit_of(record: Record) -> str:
    """The rule that found a record's words."""
    rules = (item["rule"] for item in record["evidence"] if item["field"] == "text")
    return next(rules, "unknown")


def habit_rows(evaluation: Evaluation) -> list[Row]:
    """One row a habit: how many records, how many with both ends right, how many false."""
    counts: dict[str, Row] = {}
    for match in evaluation.matches:
        if match.record is None:
            habit = "missed: " + _printed(match.row.inline, match.row.table)
            _habit(counts, habit)["missed"] += 1
            continue
        row = _habit(counts, habit_of(match.record))
        row["found"] += 1
        row["right"] += match.strict
    for false_one in evaluation.false_ones:
        row = _habit(counts, habit_of(false_one.record))
        row["found"] += 1
        row["false"] += 1
    return sorted(counts.values(), key=lambda row: (-row["found"], row["habit"]))


def _habit(counts: dict[str, Row], habit: str) -> Row:
    empty: Row = {"habit": habit, "found": 0, "right": 0, "false": 0, "missed": 0}
    return counts.setdefault(habit, empty)


def _printed(inline: bool, table: bool) -> str:
    return "table" if table else "inline" if inline else "displayed"


def confidence_rows(evaluation: Evaluation) -> list[Row]:
    """One row a band of confidence: how many records and the share that is right.

    Right is strict: both ends. Optional passages do not count.
    """
    judged = [(m.record["confidence"], m.strict) for m in evaluation.matches if m.record]
    judged.extend((one.record["confidence"], False) for one in evaluation.false_ones)
    return [_band(low, high, judged) for low, high in pairwise(BOUNDS)]


def _band(low: float, high: float, judged: Iterable[tuple[float, bool]]) -> Row:
    share = Share()
    for confidence, right in judged:
        if low <= confidence < high:
            share.add(right)
    ratio = share.ratio
    return {
        "confidence": f"{low:.2f}–{min(high, 1.0):.2f}",
        "records": share.total,
        "right": share.right,
        "share": None if ratio is None else round(ratio, 3),
    }


def miss_rows(evaluation: Evaluation) -> list[Row]:
    """One row a gold quotation that no record has, or has with a wrong end."""
    return [
        {
            "document": match.document,
            "problem": "missed" if match.record is None else "wrong end",
            "start": match.row.start,
            "end": match.row.end,
            "label": match.row.label,
            "found": None if match.record is None else match.record["text"],
        }
        for match in evaluation.matches
        if not match.strict
    ]


def false_rows(evaluation: Evaluation) -> list[Row]:
    """One row a record that no gold quotation has; `never` where it is known to be no speech."""
    return [
        {
            "document": one.document,
            "never": one.never,
            "id": one.record["id"],
            "text": one.record["text"],
            "label": one.record["speaker_label"],
            "confidence": one.record["confidence"],
            "rule": habit_of(one.record),
        }
        for one in evaluation.false_ones
    ]
