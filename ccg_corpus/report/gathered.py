"""All that a report holds, as plain values.

Comes in: a corpus and a query. Goes out: what page/ reads: documents, quotations, fields, searches,
how it was made. Empty values are left out, so that a file of thousands stays small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ccg_corpus import __version__
from ccg_corpus.core.hit import Record
from ccg_corpus.render.citation import full_citation, located_citation, short_citation
from ccg_corpus.render.columns import attribution
from ccg_corpus.report import sources
from ccg_corpus.report.lines import fields
from ccg_corpus.report.told import facts, told
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.voices import voices
from ccg_corpus.text.words import family, fold, tokens

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

_OF_QUERY = ("documents", "studies", "types", "since", "until", "parts")


def gathered(
    corpus: Corpus, query: Query, *, title: str, asked: str, source: str, without: tuple[str, ...]
) -> dict[str, Any]:
    """The report's values."""
    records = [hit.record for hit in corpus.quotes(query)]
    by_document: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_document[record["document"]["id"]].append(record)
    rows = [
        row
        for row in corpus.documents()
        if row["id"] in by_document or not any(getattr(query, name) for name in _OF_QUERY)
    ]
    at = {row["id"]: place for place, row in enumerate(rows)}
    documents, marks = _documents(corpus, rows, by_document, query, source)
    quotations = [
        _quotation(corpus, record, at[record["document"]["id"]], marks.get(record["id"]), without)
        for record in records
    ]
    places = {record["id"]: place for place, record in enumerate(records)}
    attributes = {name for record in records for name in record["attributes"]}
    searches = [] if "searches" in without else _searches(corpus)
    return {
        "title": title,
        "documents": documents,
        "quotations": quotations,
        "fields": list(fields(corpus, query, places, attributes)),
        "families": _families(record["text"] for record in records),
        "findings": _findings(corpus, without),
        "searches": searches,
        "made": {
            "text": told(corpus, rows, records, searches, query),
            "facts": facts(corpus, query, asked, source, records, __version__),
        },
    }


def _documents(
    corpus: Corpus,
    rows: Iterable[Mapping[str, Any]],
    by_document: Mapping[str, list[Record]],
    query: Query,
    source: str,
) -> tuple[list[dict[str, Any]], dict[str, list[sources.Mark]]]:
    """The documents with their facts and texts; and the marks of each quotation."""
    heard = {one.line.key: one for one in voices(corpus, query, by=Field("document"))}
    marks: dict[str, list[sources.Mark]] = {}
    found = []
    for row in rows:
        records = by_document.get(row["id"], [])
        text = (
            corpus.holdings.document_read(row["source"]) if records and source != "none" else None
        )
        if text is not None:
            marks |= {record["id"]: sources.marks(text, record) for record in records}
        one = heard.get(row["id"])
        found.append(
            _filled(
                {
                    "id": row["id"],
                    "title": row["title"],
                    "year": row["year"],
                    "type": row["type"],
                    "study": row["study"],
                    "version_of": row["version_of"],
                    "cite": short_citation(row),
                    "reference": full_citation(row),
                    "pieces": sources.pieces(text, records, whole=source == "whole")
                    if text
                    else None,
                    "silence": one and _filled({k: list(v) for k, v in _silence(one.silence)}),
                    "carried": [
                        {"title": c.title, "voice": c.voice, "quotations": c.quotations, "of": c.of}
                        for c in (one.carried if one else ())
                    ],
                }
            )
        )
    return found, marks


def _silence(silence: Any) -> Iterable[tuple[str, tuple[str, ...]]]:
    return (
        ("people", silence.people),
        ("cases", silence.cases),
        ("roles", silence.roles),
    )


def _quotation(
    corpus: Corpus,
    record: Record,
    document: int,
    marks: list[sources.Mark] | None,
    without: tuple[str, ...],
) -> dict[str, Any]:
    role = record["role"]
    proposed = {one["code"] for one in record["codings"] if one["proposed"]}
    memos = () if "memos" in without else record["memos"]
    return _filled(
        {
            "id": record["id"],
            "d": document,
            "text": record["text"],
            "lead_in": record["lead_in"],
            "label": record["speaker_label"],
            "speaker": attribution(record),
            "cite": located_citation(record),
            "role": corpus.vocabulary.title(role) if role else None,
            "case": record["case"],
            "theme": record["theme"],
            "kind": record["kind"],
            "codes": [_code(corpus, code) for code in record["codes"] if code not in proposed],
            "proposed": [_code(corpus, code) for code in record["codes"] if code in proposed],
            "status": None if record["status"] == "found" else record["status"],
            "confidence": record["confidence"],
            "memos": [{"text": one["text"], "by": one["by"]} for one in memos],
            "also": [{"id": one["id"]} for one in record["also_in"]],
            "evidence": [
                [one["field"], one["text"], one["rule"]]
                for one in record["evidence"]
                if one["field"] != "text"
            ],
            "marks": marks,
        }
    )


def _code(corpus: Corpus, slug: str) -> str:
    return corpus.coding.tree[slug].title if slug in corpus.coding.tree else slug


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is known."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, ())}


def _families(texts: Iterable[str]) -> list[list[str]]:
    """The words that are of one family, as the quotations have them: two or more each."""
    words = {word.text for text in texts for word in tokens(text)}
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[family(word)].append(fold(word))
    return [some for _, some in sorted(found.items()) if len(some) > 1]


def _findings(corpus: Corpus, without: tuple[str, ...]) -> list[dict[str, Any]]:
    """The reviewer's findings, each with the quotations for and against it."""
    from ccg_corpus.findings import evidence_of, read_findings

    return [
        _filled(
            {
                "statement": one.finding.statement,
                "supports": list(one.supports.ids),
                "contradicts": list(one.contradicts.ids),
                "confidence": one.finding.confidence and one.finding.confidence.value,
                "notes": "" if "memos" in without else one.finding.notes,
            }
        )
        for one in evidence_of(corpus, read_findings(corpus.root).all)
    ]


def _searches(corpus: Corpus) -> list[dict[str, Any]]:
    """The questions that were logged, oldest first."""
    from ccg_corpus.project.query_log import read

    entries, _ = read(corpus.root)
    kept = ("at", "who", "query", "strict", "hits")
    return [
        {**{key: entry.get(key) for key in kept}, "corpus": _state(entry.get("corpus"))}
        for entry in entries
    ]


def _state(corpus: Any) -> str:
    if not isinstance(corpus, Mapping):
        return ""
    return f"{corpus.get('documents')} documents, {str(corpus.get('ingested') or '')[:10]}"
