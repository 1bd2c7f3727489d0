"""What an answer is made of: the finished record, the kinds of quotations, the hit.

The nouns that a listing needs; those of reading papers are in `model.py`, which has these as well.
A listing starts in the time that making the others takes.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.core.frozen import frozen

SPEECH_KINDS = ("participant", "survey", "named")
KINDS = (*SPEECH_KINDS, "cited", "term")

SCHEMA = 2
RECORD_KEYS = (
    "schema", "id", "text", "kind", "inline", "speaker_label", "role", "roles", "participant",
    "name", "organisation", "case", "site", "study", "document", "theme", "headings", "section",
    "page", "start", "end", "prefix", "suffix", "lead_in", "codes", "confidence", "evidence",
    "also_in", "participant_id", "attributes", "status", "codings", "memos", "decided",
)  # fmt: skip

# What a record can be to reviewers. A rejected one is listed only where it is asked for.
STATUSES = ("found", "confirmed", "corrected", "added", "rejected")
REJECTED = "rejected"
# Rejected ones are kept under kinds of their own, which no listing has unless it asks for them.
REJECTED_KINDS = tuple(f"{REJECTED} {kind}" for kind in KINDS)

# A finished quotation record: exactly RECORD_KEYS, in that order, JSON types only.
Record = dict[str, Any]


def kept_kind(record: Record) -> str:
    """The kind that a record is found by."""
    kind = str(record["kind"])
    return f"{REJECTED} {kind}" if record.get("status") == REJECTED else kind


@frozen
class Hit:
    """An answer: a finished record, with its score where words were asked for."""

    record: Record
    score: float = 0.0
