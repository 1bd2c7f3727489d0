"""A quotation where a document prints it → the finished record, contract version 1.

Comes in: groups of printings. Goes out: records with what they can be found by. The words must
be the document's; a record that breaks this is never made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccg_corpus.errors import NotVerbatim
from ccg_corpus.model import RECORD_KEYS, SCHEMA, Document, Evidence, Quotation, Record, Span
from ccg_corpus.records.codes import Codebook
from ccg_corpus.records.identity import Identity
from ccg_corpus.records.printings import Cluster, Printing
from ccg_corpus.words import label_key, normalised_words

CONTEXT = 32  # code points of prefix and suffix

SiteOf = Mapping[tuple[str, str], str]
FacetRow = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FinishedRecord:
    """A record, the printing to show for it, and its facets: field, value, value as printed."""

    record: Record
    primary_id: str
    facets: tuple[FacetRow, ...]


@dataclass(frozen=True, slots=True)
class RecordParts:
    """What a unit's records are made with."""

    codebook: Codebook
    sites: SiteOf


def is_verbatim(document: Document, quotation: Quotation) -> bool:
    """Whether the words are those of the document at that place, white space folded."""
    return " ".join(document.slice(quotation.span).split()) == quotation.text


def finished_records(clusters: Iterable[Cluster], parts: RecordParts) -> Iterator[FinishedRecord]:
    """The record of every printing, group by group, the printing to show first.

    Raises: NotVerbatim.
    """
    for cluster in clusters:
        for printing in cluster:
            record = _record(printing, cluster, parts)
            facets = _facets(record, _versions_of(printing, cluster), parts.sites)
            yield FinishedRecord(record, cluster[0].id, facets)


def document_facts(identity: Identity) -> dict[str, Any]:
    """The `document` of a record."""
    facts = identity.facts
    return {
        "id": identity.id,
        "title": facts.title,
        "authors": list(facts.authors),
        "year": facts.year,
        "doi": facts.doi,
        "type": facts.type,
        "source": identity.source,
    }


def site_of(identity: Identity, label: str | None, sites: SiteOf) -> str | None:
    """The site that a document's case is, or that the version of record's case of that label is."""
    if label is None:
        return None
    key = label_key(label)
    return sites.get((identity.id, key)) or sites.get((identity.record_id, key))


def _record(printing: Printing, cluster: Cluster, parts: RecordParts) -> Record:
    identity, document = printing.member.identity, printing.member.document
    quotation = printing.quotation
    if not is_verbatim(document, quotation):
        where = f"the quotation at {quotation.span.start}"
        raise NotVerbatim(f"{where} is not its text", path=identity.source, hint="report this")
    codes = parts.codebook.codes_of(document, quotation)
    speaker, span = quotation.speaker, quotation.span
    evidence = (*quotation.evidence, *speaker.evidence, *(coded.evidence for coded in codes))
    values = {
        "schema": SCHEMA,
        "id": printing.id,
        "text": quotation.text,
        "kind": quotation.kind,
        "inline": quotation.inline,
        "speaker_label": speaker.label,
        "role": speaker.role,
        "roles": list(speaker.roles),
        "participant": speaker.participant,
        "name": speaker.name,
        "organisation": speaker.organisation,
        "case": speaker.case,
        "site": site_of(identity, speaker.case, parts.sites),
        "study": identity.study,
        "document": document_facts(identity),
        "theme": quotation.theme,
        "headings": list(quotation.headings),
        "section": quotation.section,
        "page": quotation.page,
        **_selector(document, span),
        "lead_in": quotation.lead_in,
        "codes": [coded.slug for coded in codes],
        "confidence": quotation.confidence,
        "evidence": [_proof(proof) for proof in dict.fromkeys(evidence)],
        "also_in": [_also_in(other) for other in cluster if other is not printing],
    }
    return {key: values[key] for key in RECORD_KEYS}


def _proof(evidence: Evidence) -> dict[str, Any]:
    return {
        "field": evidence.field,
        "text": evidence.text,
        "start": evidence.start,
        "end": evidence.end,
        "rule": evidence.rule,
    }


def _selector(document: Document, span: Span) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "prefix": document.text[max(0, span.start - CONTEXT) : span.start],
        "suffix": document.text[span.end : span.end + CONTEXT],
    }


def _also_in(printing: Printing) -> dict[str, Any]:
    identity, span = printing.member.identity, printing.quotation.span
    return {
        "id": printing.id,
        "document": identity.id,
        "source": identity.source,
        "start": span.start,
        "end": span.end,
    }


def _versions_of(printing: Printing, group: Cluster) -> list[Printing]:
    """The printings of the same work: what one version states of the speaker holds for all."""
    work = printing.member.identity.record_id
    return [other for other in group if other.member.identity.record_id == work]


def _facets(record: Record, versions: Sequence[Printing], sites: SiteOf) -> tuple[FacetRow, ...]:
    document = record["document"]["id"]
    rows: list[FacetRow] = [("document", document, "")]
    for version in versions:
        speaker = version.quotation.speaker
        rows += [("role", slug, "") for slug in speaker.roles]
        if speaker.case is not None:
            key = label_key(speaker.case)
            rows += [("case", key, speaker.case), ("case in", f"{document}:{key}", speaker.case)]
        site = site_of(version.member.identity, speaker.case, sites)
        rows += [("site", site, "")] if site else []
    if record["study"]:
        rows.append(("study", record["study"], ""))
    if record["theme"]:
        rows.append(("theme", normalised_words(record["theme"]), record["theme"]))
    rows += [("code", slug, "") for slug in record["codes"]]
    return tuple({row[:2]: row for row in rows}.values())
