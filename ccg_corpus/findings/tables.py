"""Findings with their evidence → the rows of what a review prints of them.

Comes in: evidence and marks. Goes out: rows of plain values, whole: for the list, the Summary of
Qualitative Findings, the CERQual evidence profile and JBI's findings with their illustrations. Numbers
are counted; what is judged is what the reviewer wrote, and where she wrote nothing there is nothing.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Record
from ccg_corpus.findings.model import COMPONENTS, Judgement

if TYPE_CHECKING:
    from ccg_corpus.findings.checking import Mark
    from ccg_corpus.findings.evidence import FindingEvidence, Side

Row = dict[str, Any]


def list_row(evidence: FindingEvidence, marks: Sequence[Mark]) -> Row:
    """One finding with the sizes of its evidence and its marks."""
    finding = evidence.finding
    return {
        **_named(evidence),
        "supports": list(evidence.supports.ids),
        "contradicts": list(evidence.contradicts.ids),
        "interpretations": [
            {"document": one.document or one.interpretation.document, "text": one.interpretation.text,
             "verbatim": one.is_verbatim}
            for one in evidence.interpretations
        ],
        "confidence": finding.confidence.value if finding.confidence else None,
        "credibility": finding.credibility or None,
        "notes": finding.notes or None,
        "marks": [{"mark": one.kind, "id": one.id or None, "text": one.text} for one in marks],
    }  # fmt: skip


def mark_rows(evidence: FindingEvidence, marks: Iterable[Mark]) -> list[Row]:
    """One row a mark."""
    return [
        {**_named(evidence), "mark": one.kind, "id": one.id or None, "text": one.text}
        for one in marks
    ]


def summary_row(evidence: FindingEvidence, number: int) -> Row:
    """A line of the Summary of Qualitative Findings."""
    overall = evidence.finding.confidence
    return {
        "number": number,
        **_named(evidence),
        "confidence": overall.value or None if overall else None,
        "explanation": _explained(evidence) or None,
        "studies": _studies(evidence.supports),
        "documents": _documents(evidence.supports),
    }


def profile_row(evidence: FindingEvidence, number: int) -> Row:
    """A line of the CERQual evidence profile, with what the corpus has to say to its components."""
    judged = evidence.finding.judgements
    return {
        **summary_row(evidence, number),
        **{_key(name): _judged(judged.get(name)) for name in COMPONENTS},
        "supporting": weight(evidence.supports.records),
        "contradicting": weight(evidence.contradicts.records),
    }


def jbi_row(evidence: FindingEvidence, number: int) -> Row:
    """A finding of JBI's meta-aggregation: the statement, its illustration, how credible."""
    record = evidence.illustration
    return {
        "number": number,
        **_named(evidence),
        "illustration": record,
        "credibility": evidence.finding.credibility or None,
    }


def weight(records: Iterable[Record]) -> Row:
    """How much evidence it is, and of whom: what can be said to adequacy and relevance.

    Units: words are runs of non-space signs; the share of the loudest is of all these quotations. A
    document that names no study is a study of its own.
    """
    rows = list(records)
    people = Counter(one["participant_id"] for one in rows if one["participant_id"])
    words = [len(one["text"].split()) for one in rows]
    documents = {one["document"]["id"]: one["document"] for one in rows}
    return {
        "quotations": len(rows),
        "words": sum(words),
        "median_words": round(statistics.median(words)) if words else None,
        "studies": len({one["study"] or one["document"]["id"] for one in rows}),
        "documents": len(documents),
        "cases": len({(one["document"]["id"], one["case"]) for one in rows if one["case"]}),
        "participants": len(people),
        "loudest": _loudest(people, len(rows)),
        "without_participant": sum(1 for one in rows if not one["participant_id"]),
        "roles": _counted(one["role"] for one in rows),
        "without_role": sum(1 for one in rows if not one["role"]),
        "kinds": _counted(one["kind"] for one in rows),
        "types": _counted(one.get("type") for one in documents.values()),
        "years": _years(documents.values()),
    }


def _named(evidence: FindingEvidence) -> Row:
    return {"finding": evidence.finding.name, "statement": evidence.finding.statement}


def _loudest(people: Counter[str], of: int) -> Row | None:
    """The participant with the most quotations, and their share of all."""
    if not people:
        return None
    name, count = min(people.items(), key=lambda one: (-one[1], one[0]))
    return {"participant": name, "quotations": count, "share": round(count / of, 3)}


def _counted(values: Iterable[str | None]) -> dict[str, int]:
    counts = Counter(value for value in values if value)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _years(documents: Iterable[Row]) -> list[int] | None:
    years = sorted(one["year"] for one in documents if one.get("year"))
    return [years[0], years[-1]] if years else None


def _studies(side: Side) -> list[Row]:
    """The studies that contribute, each with its documents; one without a name is its document."""
    found: dict[str, Row] = {}
    for record in side.records:
        document = record["document"]
        one = found.setdefault(
            record["study"] or document["id"], {"study": record["study"], "documents": {}}
        )
        one["documents"][document["id"]] = document
    return [
        {"study": one["study"], "documents": [held[id] for id in sorted(held)]}
        for one in found.values()
        for held in (one["documents"],)
    ]


def _documents(side: Side) -> list[Row]:
    """The documents that contribute, by id."""
    found = {record["document"]["id"]: record["document"] for record in side.records}
    return [found[id] for id in sorted(found)]


def _explained(evidence: FindingEvidence) -> str:
    """The reviewer's own explanation, else the reasons of the components."""
    overall, judged = evidence.finding.confidence, evidence.finding.judgements
    if overall and overall.why:
        return overall.why
    said = [
        f"{judged[name].value} regarding {name}"
        + (f": {judged[name].why}" if judged[name].why else "")
        for name in COMPONENTS
        if name in judged and judged[name].value
    ]
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def _key(component: str) -> str:
    return component.replace(" ", "_")


def _judged(judgement: Judgement | None) -> Row | None:
    if judgement is None or not (judgement.value or judgement.why):
        return None
    return {"judgement": judgement.value or None, "why": judgement.why or None}
