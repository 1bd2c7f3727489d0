"""The shape of a quotation's record, for those who check types. docs/record.md says what each key means.

`hit.RECORD_KEYS` has the order of the keys; a test holds these to it, and to what a corpus gives out.
"""

from __future__ import annotations

from typing import Literal, TypedDict


class DocumentRecord(TypedDict):
    """The document that prints a quotation."""

    id: str
    title: str | None
    authors: list[str]
    year: int | None
    doi: str | None
    type: str | None
    source: str


class EvidenceRecord(TypedDict):
    """The words that prove a field, and the rule that read them."""

    field: str
    text: str
    start: int
    end: int
    rule: str


class PrintingRecord(TypedDict):
    """The same quotation in another version or document."""

    id: str
    document: str
    source: str
    start: int
    end: int


class CodingRecord(TypedDict):
    """A reviewer's code on a quotation, or on `part` of its words; `proposed` by the codebook's terms
    until somebody gives it, and then by nobody."""

    code: str
    by: str | None
    at: str | None
    part: str | None
    proposed: bool


class MemoRecord(TypedDict):
    """A reviewer's note."""

    text: str
    by: str
    at: str


class DecidedRecord(TypedDict):
    """What a reviewer changed or confirmed, and what reading had found."""

    field: str
    was: str | None
    by: str
    at: str
    why: str | None


class QuotationRecord(TypedDict):
    """A finished quotation, as `Hit.record` and `--format jsonl` have it."""

    schema: int
    id: str
    text: str
    kind: Literal["participant", "survey", "named", "cited", "term"]
    inline: bool
    speaker_label: str | None
    role: str | None
    roles: list[str]
    participant: str | None
    name: str | None
    organisation: str | None
    case: str | None
    site: str | None
    study: str | None
    document: DocumentRecord
    theme: str | None
    headings: list[str]
    section: str
    page: int | None
    start: int
    end: int
    prefix: str
    suffix: str
    lead_in: str | None
    codes: list[str]
    confidence: float
    evidence: list[EvidenceRecord]
    also_in: list[PrintingRecord]
    participant_id: str | None
    attributes: dict[str, str]
    status: Literal["found", "confirmed", "corrected", "added", "rejected"]
    codings: list[CodingRecord]
    memos: list[MemoRecord]
    decided: list[DecidedRecord]
