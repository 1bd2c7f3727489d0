"""A finding → the quotations that it rests on, as the corpus has them now.

Comes in: findings and a corpus. Goes out: for each the records that support and that contradict it, each
once, with what points at it; ids that the corpus lacks; the authors' words, looked up in their
document. Rejected quotations are no evidence; they are named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import REJECTED, Record
from ccg_corpus.decisions.places import Places
from ccg_corpus.findings.model import Finding, Interpretation, Pointer
from ccg_corpus.query import Query

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Missing:
    """A pointer that leads to nothing, and why."""

    pointer: Pointer
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """What speaks for a finding, or against it: records in the order of the corpus.

    `via`: by a record's id what points at it; `named` are those that an id points at.
    """

    records: tuple[Record, ...] = ()
    via: dict[str, tuple[str, ...]] | None = None
    named: frozenset[str] = frozenset()
    missing: tuple[Missing, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(record["id"] for record in self.records)


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """A second-order construct, with the document that it is of; `is_verbatim` where its text has it."""

    interpretation: Interpretation
    document: str | None
    is_verbatim: bool


@dataclass(frozen=True, slots=True)
class FindingEvidence:
    """One finding with all that the corpus has for it."""

    finding: Finding
    supports: Side
    contradicts: Side
    interpretations: tuple[EvidenceFound, ...] = ()

    @property
    def illustration(self) -> Record | None:
        """The quotation to print of it: the one that was chosen; where none was, the first that
        supports it by its id. What a code or a query finds was chosen by nobody."""
        wanted = self.finding.illustration
        if wanted:
            found = [one for one in self.supports.records if one["id"].startswith(wanted)]
            return found[0] if len(found) == 1 else None
        by_id = {one["id"]: one for one in self.supports.records}
        for pointer in self.finding.supports:
            if pointer.kind == "id":
                for id, record in by_id.items():
                    if id.startswith(pointer.value):
                        return record
        return None


def evidence_of(corpus: Corpus, findings: Iterable[Finding]) -> list[FindingEvidence]:
    """What the corpus has for each finding."""
    texts: dict[str, Places] = {}
    return [
        FindingEvidence(
            finding,
            _side(corpus, finding.supports),
            _side(corpus, finding.contradicts, may_be_empty=True),
            tuple(_looked_up(corpus, one, texts) for one in finding.interpretations),
        )
        for finding in findings
    ]


def _side(corpus: Corpus, pointers: Iterable[Pointer], *, may_be_empty: bool = False) -> Side:
    """`may_be_empty`: that a question finds nothing is an answer, as it is where it looks for what
    speaks against a finding."""
    records: dict[str, Record] = {}
    via: dict[str, list[str]] = {}
    named: set[str] = set()
    missing: list[Missing] = []
    for pointer in pointers:
        try:
            found = _pointed_at(corpus, pointer)
        except QueryError as exc:
            missing.append(
                Missing(pointer, f"{exc.message} ({exc.hint})" if exc.hint else exc.message)
            )
            continue
        if not found and not may_be_empty:
            missing.append(Missing(pointer, "nothing in the corpus has it"))
        for record in found:
            if record["status"] == REJECTED:
                missing.append(Missing(pointer, "was rejected"))
                continue
            records[record["id"]] = record
            via.setdefault(record["id"], []).append(pointer.shown)
            if pointer.kind == "id":
                named.add(record["id"])
    ordered = sorted(records.values(), key=_in_order)
    shown = {id: tuple(dict.fromkeys(names)) for id, names in via.items()}
    return Side(tuple(ordered), shown, frozenset(named), tuple(missing))


def _pointed_at(corpus: Corpus, pointer: Pointer) -> list[Record]:
    """The records that a pointer means.

    Raises: QueryError where it names what there is none of.
    """
    if pointer.kind == "id":
        return [corpus.record(pointer.value)]
    if pointer.kind == "code":
        slug = corpus.coding.tree.resolve(pointer.value)
        query = Query(codes=(slug or pointer.value,))
    else:
        query = corpus.read(pointer.value)
    unknown = corpus.unknown(query)
    if unknown:
        raise QueryError("; ".join(unknown))
    return [hit.record for hit in corpus.quotes(query)]


def _looked_up(corpus: Corpus, one: Interpretation, texts: dict[str, Places]) -> EvidenceFound:
    try:
        document = corpus.reviews.document_named(one.document)
    except QueryError:
        return EvidenceFound(one, None, False)
    if document not in texts:
        rows = [row for row in corpus.documents() if row["id"] == document]
        texts[document] = Places(corpus.reviews.text_of(rows[0]["source"]) if rows else "")
    # of long words a reviewer writes the first and the last: "first words … last words"
    parts = [part.strip() for part in one.text.replace("...", "…").split("…") if part.strip()]
    ends = [texts[document].verbatim(part) for part in parts]
    is_there = bool(ends) and all(ends) and _in_turn([spans[0].start for spans in ends])
    return EvidenceFound(one, document, is_there)


def _in_turn(starts: list[int]) -> bool:
    return starts == sorted(starts)


def _in_order(record: Record) -> tuple[str, int, str]:
    return record["document"]["id"], record["start"], record["id"]
