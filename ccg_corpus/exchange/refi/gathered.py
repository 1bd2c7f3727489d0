"""What of a corpus goes into a project of a QDA program, as plain values.

Comes in: a corpus, a query, a wish. Goes out: documents with their texts and selections, people and cases,
memos, each under the GUID that it has in the file. Nothing is written, and no XML is made here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import Record
from ccg_corpus.exchange.refi.guids import cut, guid, one_line
from ccg_corpus.render.citation import located_citation
from ccg_corpus.render.columns import attribution

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

OWN = "ccg"  # who gives roles and cases: reading, unless a reviewer corrected it
BEGINNING = "1980-01-01T00:00:00Z"  # where nobody decided anything: no clock is asked
NAME_ROOM = 120
_NARROWED = ("documents", "studies", "types", "since", "until")


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A code on a selection: which, by whom, when; `kind` is "code", "role", "case" or "person"."""

    kind: str
    name: str
    by: str = OWN
    at: str = BEGINNING


@dataclass(frozen=True, slots=True)
class Remark:
    """A memo, with what it is on, as `ccg memos` has it: an id, a document, a case or a code."""

    on: str
    text: str
    by: str
    at: str

    @property
    def guid(self) -> str:
        return guid("memo", self.on, self.by, self.at, self.text)


@dataclass(frozen=True, slots=True)
class Selected:
    """A stretch of a document's text with its codes: a quotation, or a part of one."""

    key: str
    start: int
    end: int
    name: str
    description: str
    codes: tuple[GivenCode, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def guid(self) -> str:
        return guid("selection", self.key)


@dataclass(frozen=True, slots=True)
class TextOf:
    """A document: its facts, its text, and what is selected in it."""

    id: str
    source: str
    text: str
    facts: tuple[tuple[str, str], ...]
    selections: tuple[Selected, ...]
    remarks: tuple[Remark, ...]

    @property
    def guid(self) -> str:
        return guid("document", self.id)


@dataclass(frozen=True, slots=True)
class WhoOrWhere:
    """A case or a participant of a document, with its values and the selections of it."""

    kind: str  # "case" or "person"
    id: str
    document: str
    values: tuple[tuple[str, str], ...]
    selections: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    description: str = ""

    @property
    def guid(self) -> str:
        return guid(self.kind, self.id)


@dataclass(frozen=True)
class GatheredReview:
    """All that goes into one project."""

    documents: tuple[TextOf, ...]
    cases: tuple[WhoOrWhere, ...]
    quotations: int
    proposed: int
    remarks: tuple[Remark, ...]
    studies: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def given(self) -> list[GivenCode]:
        """Every code that was given to a selection."""
        return [
            code for one in self.documents for selected in one.selections for code in selected.codes
        ]

    @cached_property
    def people(self) -> list[str]:
        """Who decided anything that is in it, after what reading found."""
        names = {one.by for one in self.given} | {one.by for one in self.remarks}
        names.discard(OWN)
        return [OWN, *sorted(names)]

    @cached_property
    def last(self) -> str:
        """When anything in it was last decided."""
        return max([BEGINNING, *(one.at for one in self.given), *(one.at for one in self.remarks)])


def gathered(corpus: Corpus, query: Query) -> GatheredReview:
    """The quotations asked for, their documents, and all documents where none is asked for.

    Raises: QueryError.
    """
    by_document: dict[str, list[Record]] = defaultdict(list)
    for hit in corpus.quotes(query):
        by_document[hit.record["document"]["id"]].append(hit.record)
    remarks = _remarks(corpus)
    is_narrow = any(getattr(query, name) for name in _NARROWED) or bool(query.parts)
    rows = [row for row in corpus.documents() if row["id"] in by_document or not is_narrow]
    about = document_attributes(corpus)
    documents = []
    for row in rows:
        records = by_document.get(row["id"], [])
        text = corpus.reviews.text_of(row["source"])
        if text:
            selections = tuple(_selections(text, records))
            facts = tuple(_facts(row, about.get(row["id"], {})))
            own = tuple(remarks.get(row["id"], ()))
            documents.append(TextOf(row["id"], row["source"], text, facts, selections, own))
    records = [record for one in documents for record in by_document.get(one.id, ())]
    kept = {record["id"] for record in records}
    names = {one.id for one in documents}
    return GatheredReview(
        tuple(documents),
        tuple(_cases(corpus, records, names, remarks)),
        len(records),
        sum(one["proposed"] for record in records for one in record["codings"]),
        tuple(
            one for on, some in remarks.items() for one in some
            if on in kept or on in names or on.startswith("code:") or on.rpartition(":")[0] in names
        ),
        _studies(rows),
    )  # fmt: skip


def moment(at: str | None) -> str:
    """A time in whole seconds of UTC, as programs read it."""
    return f"{at[:19]}Z" if at and len(at) >= 19 else BEGINNING


def _remarks(corpus: Corpus) -> dict[str, list[Remark]]:
    from ccg_corpus.corpus.codings.memos import memos

    found: dict[str, list[Remark]] = defaultdict(list)
    for row in memos(corpus):
        found[row["on"]].append(Remark(row["on"], row["text"], row["by"], moment(row["at"])))
    return found


def document_attributes(corpus: Corpus) -> dict[str, dict[str, str]]:
    """What documents.csv says of each document."""
    from ccg_corpus.decisions.facts import read_facts
    from ccg_corpus.decisions.stamp import DOCUMENTS

    found: dict[str, dict[str, str]] = defaultdict(dict)
    for fact in read_facts(corpus.root).facts:
        if fact.file == DOCUMENTS:
            try:
                id = corpus.reviews.document_named(fact.document)
            except QueryError:
                continue
            for name, value in fact.attributes:
                found[id].setdefault(name, value)
    return found


def _facts(row: dict[str, Any], attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key in ("title", "authors", "year", "doi", "type", "journal", "study", "version_of"):
        value = row.get(key)
        if value:
            yield key, "; ".join(value) if isinstance(value, list) else str(value)
    yield from attributes.items()


def _studies(rows: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.get("study"):
            found[row["study"]].append(row["id"])
    return found


def _selections(text: str, records: Iterable[Record]) -> Iterator[Selected]:
    for record in sorted(records, key=lambda one: (one["start"], one["end"], one["id"])):
        whole: list[GivenCode] = []
        parts: dict[str, list[GivenCode]] = defaultdict(list)
        for one in record["codings"]:
            if not one["proposed"]:
                code = GivenCode("code", one["code"], one["by"], moment(one["at"]))
                (whole if one["part"] is None else parts[one["part"]]).append(code)
        if record["role"]:
            whole.append(GivenCode("role", record["role"]))
        if record["case"]:
            whole.append(GivenCode("case", f"{record['document']['id']}:{record['case']}"))
        if record["participant_id"]:
            whole.append(GivenCode("person", record["participant_id"]))
        who = attribution(record)
        told = " · ".join(part for part in (who, located_citation(record), record["id"]) if part)
        remarks = tuple(
            Remark(record["id"], one["text"], one["by"], moment(one["at"]))
            for one in record["memos"]
        )
        span = record["start"], record["end"]
        yield Selected(record["id"], *span, name_of(text, *span), told, tuple(whole), remarks)
        for part, codes in parts.items():
            start, end = _part(text, *span, part)
            key = f"{record['id']}|{part}"
            yield Selected(key, start, end, name_of(text, start, end), told, tuple(codes))


def name_of(text: str, start: int, end: int) -> str:
    """The first words of a stretch of text: they prove where it stands."""
    return cut(one_line(text[start : min(end, start + 2 * NAME_ROOM)]), NAME_ROOM)


def _part(text: str, start: int, end: int, part: str) -> tuple[int, int]:
    """Where some words of a quotation stand; the whole of it where they can't be found any more."""
    import re

    found = re.compile(r"\s+".join(map(re.escape, part.split()))).search(text, start, end)
    return found.span() if found else (start, end)


def _cases(
    corpus: Corpus, records: list[Record], documents: set[str], remarks: dict[str, list[Remark]]
) -> Iterator[WhoOrWhere]:
    """Cases and participants of these documents; of participants those who are heard."""
    of_case: dict[str, list[str]] = defaultdict(list)
    of_person: dict[str, list[str]] = defaultdict(list)
    for record in records:
        own = guid("selection", record["id"])
        if record["case"]:
            of_case[f"{record['document']['id']}:{record['case']}"].append(own)
        if record["participant_id"]:
            of_person[record["participant_id"]].append(own)
    for row in corpus.cases():
        if row["document"] in documents:
            id = f"{row['document']}:{row['case']}"
            values = _values(kind="case", document=row["document"], site=row["site"])
            told = row["description"] or ""
            yield WhoOrWhere("case", id, row["document"], values, tuple(of_case.pop(id, ())),
                             tuple(remarks.get(id, ())), told)  # fmt: skip
    for id, selections in of_case.items():
        document = id.partition(":")[0]
        values = _values(kind="case", document=document)
        yield WhoOrWhere("case", id, document, values, tuple(selections),
                         tuple(remarks.get(id, ())))  # fmt: skip
    about = document_attributes(corpus)
    for row in corpus.holdings.participants()[0]:
        id = row["participant_id"]
        if id in of_person:
            role = row["role"] and corpus.vocabulary.title(row["role"])
            known = _values(kind="participant", document=row["document"], role=role,
                            case=row["case"], site=row["site"])  # fmt: skip
            of_document = about.get(row["document"], {})
            more = tuple(
                (name, str(value)) for name, value in (row["attributes"] or {}).items()
                if of_document.get(name) != value
            )  # fmt: skip
            yield WhoOrWhere("person", id, row["document"], (*known, *more), tuple(of_person[id]))


def _values(**values: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in values.items() if value)
