"""What an answer is made of: the finished record, the kinds of quotations, the hit.

The nouns that a listing needs; those of reading papers are in `model.py`, which has these as well.
A listing starts in the time that making the others takes.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.core.frozen import frozen

SPEECH_KINDS = ("participant", "survey", "named")
KINDS = (*SPEECH_KINDS, "cited", "term")

SCHEMA = 1
RECORD_KEYS = (
    "schema", "id", "text", "kind", "inline", "speaker_label", "role", "roles", "participant",
    "name", "organisation", "case", "site", "study", "document", "theme", "headings", "section",
    "page", "start", "end", "prefix", "suffix", "lead_in", "codes", "confidence", "evidence",
    "also_in",
)  # fmt: skip

# A finished quotation record: exactly RECORD_KEYS, in that order, JSON types only.
Record = dict[str, Any]


@frozen
class Hit:
    """An answer: a finished record, with its score where words were asked for."""

    record: Record
    score: float = 0.0
