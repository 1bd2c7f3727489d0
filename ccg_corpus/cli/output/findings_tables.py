"""Findings → rows with their columns: the list, the marks, and the tables that a review prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ccg_corpus.findings.checking import Mark
from ccg_corpus.findings.evidence import FindingEvidence
from ccg_corpus.findings.tables import jbi_row, list_row, mark_rows, profile_row, summary_row
from ccg_corpus.render.citation import located_citation, short_citation
from ccg_corpus.render.columns import Column, attribution, field

Row = Mapping[str, Any]
Table = tuple[list[dict[str, Any]], tuple[Column, ...], str]

_NUMBER = field("number", "#", is_number=True)
_NAME = field("finding", "Finding", is_name=True)


def listed(evidence: list[FindingEvidence], marks: list[list[Mark]]) -> Table:
    """Each finding with how much supports and contradicts it."""
    columns = (
        _NAME,
        field("statement", "Statement"),
        Column("supports", "For", lambda row: len(row["supports"]), is_number=True),
        Column("contradicts", "Against", lambda row: len(row["contradicts"]), is_number=True),
        field("confidence", "Confidence"),
        Column("marks", "To look at", _counted_marks),
    )
    rows = [list_row(one, of_one) for one, of_one in zip(evidence, marks, strict=True)]
    return rows, columns, "findings"


def checked(evidence: list[FindingEvidence], marks: list[list[Mark]]) -> Table:
    """Each mark on a line."""
    columns = (_NAME, field("mark", "Mark"), field("id", "Quotation"), field("text", "What"))
    rows = [
        row for one, of_one in zip(evidence, marks, strict=True) for row in mark_rows(one, of_one)
    ]
    return rows, columns, "marks"


def quoted(evidence: list[FindingEvidence]) -> Table:
    """Each quotation of some findings on a line, with what points at it."""
    columns = (
        _NAME, field("side", "Side"), field("id", "Quotation"), field("text", "Words"),
        field("speaker", "Speaker"), field("citation", "From"), field("by", "By"),
    )  # fmt: skip
    rows = [{**row, "finding": one.finding.name} for one in evidence for row in _evidence(one)]
    return rows, columns, "quotations"


def with_evidence(
    rows: list[dict[str, Any]], evidence: list[FindingEvidence]
) -> list[dict[str, Any]]:
    """The rows of findings, each with its quotations."""
    return [{**row, "evidence": _evidence(one)} for row, one in zip(rows, evidence, strict=True)]


def _evidence(one: FindingEvidence) -> list[dict[str, Any]]:
    return [
        {
            "side": name,
            "id": record["id"],
            "text": record["text"],
            "speaker": attribution(record) or None,
            "citation": located_citation(record),
            "by": list((side.via or {}).get(record["id"], ())),
        }
        for name, side in (("supports", one.supports), ("contradicts", one.contradicts))
        for record in side.records
    ]


def summary(evidence: Iterable[FindingEvidence]) -> Table:
    """The Summary of Qualitative Findings, columns as GRADE-CERQual has them."""
    columns = (
        _NUMBER,
        field("statement", "Summarised review finding"),
        Column("confidence", "CERQual assessment of confidence", _confidence),
        field("explanation", "Explanation"),
        _REFERENCES,
    )
    return [summary_row(one, n) for n, one in enumerate(_stated(evidence), 1)], columns, "findings"


def profile(evidence: Iterable[FindingEvidence]) -> Table:
    """The CERQual evidence profile, with what the corpus has to say to adequacy and relevance."""
    columns = (
        _NUMBER,
        field("statement", "Summarised review finding"),
        _component("methodological_limitations", "Methodological limitations"),
        _component("coherence", "Coherence"),
        _component("adequacy", "Adequacy"),
        _component("relevance", "Relevance"),
        Column("confidence", "CERQual assessment of confidence", _confidence),
        Column("data", "The data (counted)", lambda row: _data(row["supporting"])),
        Column("contexts", "Whose, and when (counted)", lambda row: _contexts(row["supporting"])),
        Column(
            "against",
            "Contradicting",
            lambda row: row["contradicting"]["quotations"],
            is_number=True,
        ),
        _REFERENCES,
    )
    return [profile_row(one, n) for n, one in enumerate(_stated(evidence), 1)], columns, "findings"


def jbi(evidence: Iterable[FindingEvidence]) -> Table:
    """Findings, each with one illustration and its level of credibility."""
    columns = (
        _NUMBER,
        field("statement", "Finding"),
        Column("illustration", "Illustration", _illustration),
        Column(
            "citation",
            "From",
            lambda row: row["illustration"] and located_citation(row["illustration"]),
        ),
        Column("id", "Quotation", lambda row: row["illustration"] and row["illustration"]["id"]),
        Column(
            "credibility", "Level of credibility", lambda row: row["credibility"] or "not judged"
        ),
    )
    return [jbi_row(one, n) for n, one in enumerate(_stated(evidence), 1)], columns, "findings"


def _stated(evidence: Iterable[FindingEvidence]) -> Iterable[FindingEvidence]:
    """Entries of the file that state something: the others are no findings yet."""
    return (one for one in evidence if one.finding.statement)


def _component(key: str, title: str) -> Column:
    def shown(row: Row) -> str:
        judged = row[key]
        if judged is None:
            return "not judged"
        return ": ".join(filter(None, (judged["judgement"], judged["why"])))

    return Column(key, title, shown)


def _confidence(row: Row) -> str:
    return f"{row['confidence']} confidence" if row["confidence"] else "not judged"


def _study(one: Row) -> str:
    """A study by its documents: several of one study are said to be."""
    cited = "; ".join(short_citation(document) for document in one["documents"])
    return f"{one['study']} ({cited})" if len(one["documents"]) > 1 else cited


_REFERENCES = Column(
    "studies", "Studies contributing", lambda row: "; ".join(map(_study, row["studies"]))
)


def _counted_marks(row: Row) -> str:
    counts: dict[str, int] = {}
    for mark in row["marks"]:
        counts[mark["mark"]] = counts.get(mark["mark"], 0) + 1
    return ", ".join(f"{count} {kind}" if count > 1 else kind for kind, count in counts.items())


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _data(weight: Row) -> str:
    """How rich the data are: what a judgement of adequacy looks at."""
    if not weight["quotations"]:
        return "none"
    said = [
        _many(weight["quotations"], "quotation"),
        f"{_many(weight['words'], 'word')} (median {weight['median_words']})",
        _many(weight["studies"], "study", "studies"),
        _many(weight["documents"], "document"),
        _many(weight["participants"], "participant"),
    ]
    if weight["cases"]:
        said.append(_many(weight["cases"], "case"))
    if weight["without_participant"]:
        said.append(f"{weight['without_participant']} by speakers without a label of their own")
    loudest = weight["loudest"]
    if loudest and loudest["quotations"] > 1:
        said.append(f"the most by one: {loudest['quotations']} of {weight['quotations']}")
    return ", ".join(said)


def _contexts(weight: Row) -> str:
    """Whose words they are, from where and when: what a judgement of relevance looks at."""
    roles = [f"{role} {count}" for role, count in weight["roles"].items()]
    if weight["without_role"]:
        roles.append(f"role not stated {weight['without_role']}")
    said = [", ".join(roles), ", ".join(f"{kind} {n}" for kind, n in weight["types"].items())]
    if years := weight["years"]:
        said.append(str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}")
    return "; ".join(filter(None, said))


def _illustration(row: Row) -> str | None:
    record = row["illustration"]
    if record is None:
        return None
    label = attribution(record)
    return f"“{record['text']}” ({label})" if label else f"“{record['text']}”"
