"""What reviewers decided, laid over what reading found in one document.

Comes in: a document with its quotations, and the decisions in force on it. Goes out: the quotations as
they stand now, each with what was decided of it; the decisions that found no place; and where two
reviewers disagree. The words stay the document's: a reviewer moves the ends, and nothing else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ccg_corpus.core.model import KINDS, Block, Document, Evidence, Quotation, Span, Speaker
from ccg_corpus.decisions.anchors import (
    AnchoredDecisions,
    FoundQuotation,
    Lost,
    Target,
    anchored,
    digits_of,
)
from ccg_corpus.decisions.model import Decision
from ccg_corpus.decisions.standing import (
    ADDED,
    CONFIRMED,
    CORRECTED,
    FIELDS,
    FOUND,
    REJECTED,
    SET_FIELDS,
    STATUS,
    TEXT,
    Conflict,
    Ruling,
)
from ccg_corpus.records.learnt import LEARN, with_learnt
from ccg_corpus.records.quotation_ids import own_ids
from ccg_corpus.text.words import normalised_words, slug
from ccg_corpus.vocabulary import Roles

REVIEWER_RULE = "reviewer:"
ADDED_KIND = "participant"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A quotation under its id, as it stands. `others` are decisions of other kinds about it."""

    id: str
    quotation: Quotation
    status: str = FOUND
    decided: tuple[dict[str, Any], ...] = ()
    said: frozenset[str] = frozenset()  # the fields that a reviewer said something of
    others: tuple[Decision, ...] = ()

    @property
    def is_rejected(self) -> bool:
        """Whether it holds that this is no quotation."""
        return self.status == REJECTED


@dataclass(frozen=True, slots=True)
class Review:
    """All of a document. `conflicts` are by the id of their quotation."""

    quotations: tuple[Reviewed, ...]
    lost: tuple[Lost, ...] = ()
    conflicts: tuple[tuple[str, Conflict], ...] = ()
    of_document: tuple[Decision, ...] = ()


def reviewed(
    document_id: str,
    document: Document,
    quotations: Sequence[Quotation],
    own: Sequence[Decision] = (),
    inherited: Sequence[Decision] = (),
    *,
    roles: Roles | None = None,
) -> Review:
    """The quotations of a document as they stand, in the order of their places.

    `own` are the decisions in force on it, `inherited` those on other versions of the work: they
    count for a quotation of which nobody decided here, where their words stand.
    """
    ids = own_ids(document_id, [one.text for one in quotations])
    if not own and not inherited:
        return Review(tuple(map(Reviewed, ids, quotations)))
    assert roles is not None, "what is decided names roles"
    found = [
        FoundQuotation(id, one.span, normalised_words(one.text))
        for id, one in zip(ids, quotations, strict=True)
    ]
    on_it = anchored(own, document.text, found)
    taken = _taken(on_it, found)
    more = anchored(inherited, document.text, found, strictly=True)
    targets = [*on_it.targets, *(one for one in more.targets if not _is_taken(one, taken))]
    laying = _Laying(document_id, document, quotations, ids, roles)
    rows = laying.rows(targets)
    own_ones = set(map(id, on_it.targets))
    conflicts = [  # where it was decided, not again in each version that inherits
        (row_id, conflict)
        for row_id, target in laying.named
        if id(target) in own_ones
        for conflict in target.standing.conflicts
    ]
    return Review(rows, on_it.lost, tuple(conflicts), on_it.of_document)


def _taken(own: AnchoredDecisions, found: Sequence[FoundQuotation]) -> list[Span]:
    return [found[one.at].span if one.at is not None else one.span for one in own.targets]


def _is_taken(target: Target, taken: Iterable[Span]) -> bool:
    return any(target.span.overlaps(span) for span in taken)


class _Laying:
    """Decisions on their way onto quotations."""

    def __init__(
        self,
        document_id: str,
        document: Document,
        quotations: Sequence[Quotation],
        ids: Sequence[str],
        roles: Roles,
    ) -> None:
        self._id, self._document, self._roles = document_id, document, roles
        self._quotations, self._ids = quotations, ids
        self.named: list[tuple[str, Target]] = []

    def rows(self, targets: Iterable[Target]) -> tuple[Reviewed, ...]:
        by_place = {one.at: one for one in targets if one.at is not None}
        alone = [one for one in targets if one.at is None]
        rows = []
        for at, (id, quotation) in enumerate(zip(self._ids, self._quotations, strict=True)):
            target = by_place.get(at)
            rows.append(
                Reviewed(id, quotation) if target is None else self._row(id, quotation, target)
            )
        taken = {digits_of(id) for id in self._ids}
        for target in alone:
            quotation = quotation_at(self._document, target.span)
            (id,) = own_ids(self._id, [quotation.text], taken)
            rows.append(self._row(id, quotation, target))
        return tuple(sorted(rows, key=lambda row: row.quotation.span))

    def _row(self, id: str, quotation: Quotation, target: Target) -> Reviewed:
        self.named.append((id, target))
        standing = target.standing
        quotation = with_learnt(
            quotation,
            standing.others,
            self._roles,
            is_found=target.at is not None,
            is_reviewed=bool(standing.words or standing.conflicts),
        )
        now = quotation
        decided: list[dict[str, Any]] = []
        said: set[str] = set()
        for field in FIELDS:
            words = standing.words.get(field, ())
            if not words:
                continue
            was, is_value = self._was(quotation, field), self._value(words[-1], target)
            if field == STATUS:
                decided += [_entry(word, FOUND) for word in words if word.decision.do in _STATED]
                continue
            differs = is_value != was
            told = [word for word in words if not word.is_confirmation or differs]
            if not told and not differs:
                continue
            said.add(field)
            decided += [_entry(word, was) for word in told]
            if differs:
                now = self._with(now, field, is_value)
            now = _with_evidence(now, field, told)
        return Reviewed(
            id,
            now,
            self._status(target, said),
            tuple(decided),
            frozenset(said),
            standing.others,
        )

    def _status(self, target: Target, said: set[str]) -> str:
        standing = target.standing
        if standing.is_rejected:
            return REJECTED
        if target.at is None and standing.is_added:
            return ADDED
        if said:
            return CORRECTED
        if standing.is_confirmed or standing.is_added:
            return CONFIRMED
        is_learnt = any(one.do == LEARN for one in standing.others)
        return FOUND if target.at is not None or is_learnt else ADDED

    @staticmethod
    def _was(quotation: Quotation, field: str) -> Any:
        speaker = quotation.speaker
        match field:
            case "text":
                return quotation.text
            case "role":
                return speaker.role
            case "case":
                return speaker.case
            case "participant":
                return speaker.participant or speaker.name
            case "theme":
                return quotation.theme
            case "kind":
                return quotation.kind
        return FOUND

    def _value(self, word: Ruling, target: Target) -> Any:
        value = word.value
        if word.field == TEXT:
            span = target.ends or target.span
            return folded(self._document.slice(span))
        if word.field == "role" and value is not None:
            return self._roles.resolve(value) or slug(value) or None
        if word.field == "kind" and value not in KINDS:
            return self._was(self._quotation_of(target), "kind")
        return value

    def _quotation_of(self, target: Target) -> Quotation:
        if target.at is not None:
            return self._quotations[target.at]
        return quotation_at(self._document, target.span)

    def _with(self, quotation: Quotation, field: str, value: Any) -> Quotation:
        speaker = quotation.speaker
        match field:
            case "text":
                return self._moved(quotation, value)
            case "role":
                roles = self._roles.broader(value) if value else ()
                speaker = replace(speaker, role=value, roles=roles)
            case "case":
                speaker = replace(speaker, case=value)
            case "participant":
                name = speaker.name if value is not None and value == speaker.name else None
                speaker = replace(speaker, participant=None if name else value, name=name)
            case "theme":
                return replace(quotation, theme=value)
            case "kind":
                return replace(quotation, kind=value)
        return replace(quotation, speaker=speaker)

    def _moved(self, quotation: Quotation, words: str) -> Quotation:
        target = next(one for _, one in reversed(self.named))
        span = target.ends or target.span
        return replace(quotation, span=span, text=words, page=page_at(self._document, span.start))


_STATED = frozenset({"confirm", "reject", "add", "settle"})


def _entry(word: Ruling, was: Any) -> dict[str, Any]:
    one = word.decision
    return {"field": word.field, "was": was, "by": one.by, "at": one.at, "why": one.why}


def _with_evidence(quotation: Quotation, field: str, words: Iterable[Ruling]) -> Quotation:
    """The reviewer stands beside the print: what proves it is their word, at no place of the text."""
    start = quotation.span.start
    proofs = tuple(
        Evidence(field, "", start, start, f"{REVIEWER_RULE}{by}")
        for by in dict.fromkeys(word.by for word in words)
    )
    if field in SET_FIELDS and field not in ("theme", "kind"):
        speaker = quotation.speaker
        return replace(quotation, speaker=replace(speaker, evidence=(*speaker.evidence, *proofs)))
    return replace(quotation, evidence=(*quotation.evidence, *proofs))


def quotation_at(document: Document, span: Span) -> Quotation:
    """A quotation that only a reviewer sees: what the document says of its place."""
    block = _block_at(document, span.start)
    headings = tuple(_heading_texts(document, block)) if block else ()
    return Quotation(
        span=span,
        text=folded(document.slice(span)),
        kind=ADDED_KIND,
        inline=False,
        speaker=Speaker(),
        theme=headings[-1] if headings else None,
        headings=headings,
        section=block.section if block else "other",
        page=page_at(document, span.start),
        confidence=1.0,
    )


def page_at(document: Document, place: int) -> int | None:
    """The page that a sign of the text is printed on."""
    at = bisect_right(document.runs, place, key=lambda run: run.span.start) - 1
    for run in document.runs[max(0, at) :]:
        if run.page is not None or run.span.start > place + 200:
            return run.page
    return None


def folded(text: str) -> str:
    """A text with its white space folded, as records have it."""
    return " ".join(text.split())


def _block_at(document: Document, place: int) -> Block | None:
    blocks = document.blocks
    at = bisect_right(blocks, place, key=lambda block: block.span.start) - 1
    return blocks[at] if at >= 0 else None


def _heading_texts(document: Document, block: Block) -> Iterator[str]:
    for at in block.headings:
        yield folded(document.slice(document.blocks[at].span))
