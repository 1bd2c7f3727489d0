"""A quotation where a document prints it → the finished record, contract version 2.

Comes in: groups of printings. Goes out: records with what they can be found by. The words must
be the document's; a record that breaks this is never made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ccg_corpus.core.errors import NotVerbatim
from ccg_corpus.core.hit import REJECTED
from ccg_corpus.core.model import (
    RECORD_KEYS,
    SCHEMA,
    SPEECH_KINDS,
    Document,
    Evidence,
    Quotation,
    Record,
    Span,
)
from ccg_corpus.records.codes import CodeTerms
from ccg_corpus.records.codings import coded
from ccg_corpus.records.identity import Identity
from ccg_corpus.records.printings import Cluster, Printing
from ccg_corpus.records.told import ToldByTables
from ccg_corpus.text.words import label_key, normalised_words, participant_key

CONTEXT = 32  # code points of prefix and suffix

SiteOf = Mapping[tuple[str, str], str]
PeopleOf = Mapping[tuple[str, Span], str]  # (document id, place) → id of the participant
FacetRow = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FinishedRecord:
    """A record, the printing to show for it, and its facets: field, value, value as printed where
    it is shown."""

    record: Record
    primary_id: str
    facets: tuple[FacetRow, ...]
    person: str | None = None  # the id of the participant

    @property
    def is_listed(self) -> bool:
        """Whether a listing without filters has it."""
        return (
            self.record["kind"] in SPEECH_KINDS
            and self.primary_id == self.record["id"]
            and self.record.get("status") != REJECTED
        )


@dataclass(frozen=True, slots=True)
class RecordParts:
    """What a unit's records are made with."""

    codebook: CodeTerms
    sites: SiteOf
    people: PeopleOf
    told: Mapping[str, ToldByTables] = field(default_factory=dict)  # by the id of a quotation


def is_verbatim(document: Document, quotation: Quotation) -> bool:
    """Whether the words are those of the document at that place, white space folded."""
    return " ".join(document.slice(quotation.span).split()) == quotation.text


def finished_records(clusters: Iterable[Cluster], parts: RecordParts) -> Iterator[FinishedRecord]:
    """The record of every printing, group by group, the printing to show first.

    Raises: NotVerbatim.
    """
    for cluster in clusters:
        records = {printing.id: _record(printing, cluster, parts) for printing in cluster}
        for printing in cluster:
            facets = _facets(printing, cluster, records) | _people(printing, cluster, parts)
            person = _person(printing, parts)
            yield FinishedRecord(records[printing.id], cluster[0].id, tuple(sorted(facets)), person)


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
    proposed = {one.slug: one for one in parts.codebook.codes_of(document, quotation)}
    speaker, span = quotation.speaker, quotation.span
    told, row = parts.told.get(printing.id, _UNTOLD), printing.reviewed
    given = coded(row.others, tuple(proposed), merged=parts.codebook.merged)
    proofs = [proposed[code].evidence for code in given.codes if code in proposed]
    evidence = (*quotation.evidence, *speaker.evidence, *proofs)
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
        "site": told.site or site_of(identity, speaker.case, parts.sites),
        "study": identity.study,
        "document": document_facts(identity),
        "theme": quotation.theme,
        "headings": list(quotation.headings),
        "section": quotation.section,
        "page": quotation.page,
        **_selector(document, span),
        "lead_in": quotation.lead_in,
        "codes": [*given.codes],
        "confidence": quotation.confidence,
        "evidence": [_proof(proof) for proof in dict.fromkeys(evidence)],
        "also_in": [_also_in(other) for other in cluster if other is not printing],
        "participant_id": _person(printing, parts),
        "attributes": dict(told.attributes),
        "status": row.status,
        "codings": [*given.codings],
        "memos": [*given.memos],
        "decided": [*row.decided],
    }
    return {key: values[key] for key in RECORD_KEYS}


_UNTOLD = ToldByTables()


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


# Of these it is kept that a record states one, so that those that state none are found at once.
MAY_BE_UNSTATED = frozenset(
    {"role", "case", "site", "study", "theme", "code", "participant", "coder", "proposed", "memo"}
)


def _facets(printing: Printing, cluster: Cluster, records: Mapping[str, Record]) -> set[FacetRow]:
    """What a record is found by. The one to show is found by what any printing says.

    The others are found by their own, and by what another version of the work says of the speaker.
    """
    own = records[printing.id]
    work = printing.member.identity.record_id
    is_shown = printing is cluster[0]
    facets = {("own document", own["document"]["id"], ""), *_case_in("own case in", own)}
    facets |= {("own code", slug, "") for slug in own["codes"]}
    facets |= {("status", own["status"], ""), *_attributes(own)}
    for other in cluster:
        record = records[other.id]
        if is_shown or other is printing:
            facets |= {*_place(record), *_case_in("case in", record), *_speaker(record)}
        elif other.member.identity.record_id == work:
            facets |= set(_speaker(record))
    return facets | {("stated", field, "") for field, _, _ in facets if field in MAY_BE_UNSTATED}


def _people(printing: Printing, cluster: Cluster, parts: RecordParts) -> set[FacetRow]:
    """The one to show is found by whoever any printing says that it is of."""
    own = _person(printing, parts)
    shown = {_person(other, parts) for other in cluster if printing is cluster[0]}
    facets = {("person in", person, "") for person in {own, *shown} if person is not None}
    return facets | ({("own person", own, "")} if own is not None else set())


def _person(printing: Printing, parts: RecordParts) -> str | None:
    return parts.people.get((printing.member.identity.id, printing.quotation.span))


def _attributes(record: Record) -> Iterator[FacetRow]:
    for name, value in record["attributes"].items():
        yield attribute_field(name), normalised_words(value) or value, value
        yield "stated", attribute_field(name), ""


def attribute_field(name: str) -> str:
    """The field of the facets of an attribute."""
    return f"attribute {name}"


def _place(record: Record) -> Iterator[FacetRow]:
    yield "document", record["document"]["id"], ""
    if record["study"]:
        yield "study", record["study"], ""
    if record["theme"]:
        yield "theme", normalised_words(record["theme"]), record["theme"]
    yield "section", record["section"], ""
    for slug in record["codes"]:
        yield "code", slug, ""
    for coding in record["codings"]:
        if coding["proposed"]:
            yield "proposed", coding["code"], ""
        else:
            yield "coder", coding["by"], ""
            yield "coded by", f"{coding['by']}:{coding['code']}", ""
    for memo in record["memos"]:
        yield "memo", normalised_words(memo["text"]), ""


def _speaker(record: Record) -> Iterator[FacetRow]:
    for slug in record["roles"]:
        yield "role", slug, ""
    if record["case"] is not None:
        yield "case", label_key(record["case"]), record["case"]
    if record["site"]:
        yield "site", record["site"], ""
    if record["participant"] is not None:
        yield "participant", participant_key(record["participant"]), record["participant"]
    elif record["name"] is not None:
        yield "participant", participant_key(record["name"]), record["name"]


def _case_in(field: str, record: Record) -> Iterator[FacetRow]:
    if record["case"] is not None:
        key = label_key(record["case"])
        yield field, f"{record['document']['id']}:{key}", record["case"]
