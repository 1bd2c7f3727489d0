"""What a reviewer has to look at in a finding: evidence that is gone, changed, new, or never looked at.

Comes in: a finding's evidence and the looks at it. Goes out: marks, the gravest first, each with the
quotation that it is about. Nothing is judged: a mark says what is otherwise than it was, or missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccg_corpus.core.hit import Record
from ccg_corpus.findings.looked import FIELDS, SEEN, Looked, State, pointers_of, state_of

if TYPE_CHECKING:
    from ccg_corpus.findings.evidence import FindingEvidence, Side

GONE, CHANGED, NOT_VERBATIM, UNSUPPORTED = "gone", "changed", "not verbatim", "no support"
ILLUSTRATION = "illustration"
BOTH, LOST, NEW, UNSEEN, NOT_ASKED = (
    "on both sides", "no longer found", "new", "contradicting, never looked at", "nothing against asked",
)  # fmt: skip
# The last is worth saying, and nothing is wrong with a finding that nothing speaks against.
ADVICE = (NOT_ASKED,)
_NAMES = {"participant_id": "participant"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to look at. `id`: the quotation, "" where it is about the finding as a whole."""

    kind: str
    id: str
    text: str

    @property
    def is_advice(self) -> bool:
        return self.kind in ADVICE


def marks_of(evidence: FindingEvidence, looks: Sequence[Looked]) -> list[Mark]:
    """What is to be looked at in one finding."""
    # a finding that says something else than when it was looked at begins anew
    is_same = bool(looks) and looks[-1].pointers == pointers_of(evidence.finding)
    last = looks[-1] if is_same else None
    return [
        *_missing(evidence, looks),
        *_changed(evidence, last),
        *_interpretations(evidence),
        *_unsupported(evidence),
        *_illustration(evidence),
        *_both(evidence),
        *_otherwise_found(evidence, last),
        *_unseen(evidence, looks),
        *_not_asked(evidence),
    ]


def _missing(evidence: FindingEvidence, looks: Sequence[Looked]) -> Iterator[Mark]:
    for side, name in ((evidence.supports, "supports"), (evidence.contradicts, "contradicts")):
        for one in side.missing:
            words = _remembered(one.pointer.value, looks) if one.pointer.kind == "id" else ""
            said = f": '{words} …'" if words else ""
            id = one.pointer.value if one.pointer.kind == "id" else ""
            yield Mark(GONE, id, f"{name} {one.pointer.shown}{said}: {one.why}")


def _remembered(id: str, looks: Sequence[Looked]) -> str:
    """The first words that a quotation had when somebody looked."""
    for look in reversed(looks):
        for states in (look.supports, look.contradicts):
            for known, state in states.items():
                if known.startswith(id):
                    return str(state.get("words", ""))
    return ""


def _changed(evidence: FindingEvidence, last: Looked | None) -> Iterator[Mark]:
    if last is None:
        return
    before = {**last.contradicts, **last.supports}
    for record in _all(evidence):
        was = before.get(record["id"])
        if was is not None and (said := _difference(was, record)):
            yield Mark(CHANGED, record["id"], f"{said}, since {last.at[:10]}")


def _difference(was: State, record: Record) -> str:
    now = state_of(record)
    said = ["other words or ends"] if was.get("text") != now["text"] else []
    for field in FIELDS:
        if field in was and was[field] != now[field]:
            said.append(f"{_NAMES.get(field, field)} {_shown(was[field])} → {_shown(now[field])}")
    return ", ".join(said)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "+".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _interpretations(evidence: FindingEvidence) -> Iterator[Mark]:
    for one in evidence.interpretations:
        named = one.interpretation
        words = " ".join(named.text.split()[:8])
        if one.document is None:
            yield Mark(NOT_VERBATIM, "", f"second order: no document '{named.document}'")
        elif not one.is_verbatim:
            yield Mark(NOT_VERBATIM, "", f"second order: {one.document} does not say '{words} …'")


def _unsupported(evidence: FindingEvidence) -> Iterator[Mark]:
    if not evidence.supports.records:
        yield Mark(UNSUPPORTED, "", "no quotation supports it")


def _illustration(evidence: FindingEvidence) -> Iterator[Mark]:
    wanted = evidence.finding.illustration
    if wanted and evidence.illustration is None:
        yield Mark(
            ILLUSTRATION, wanted, "is not one of the quotations that support it; none is printed"
        )


def _both(evidence: FindingEvidence) -> Iterator[Mark]:
    for id in evidence.supports.ids:
        if id in evidence.contradicts.ids:
            yield Mark(BOTH, id, "supports it and contradicts it")


def _otherwise_found(evidence: FindingEvidence, last: Looked | None) -> Iterator[Mark]:
    """What a code or a query finds now and did not, or did and does not."""
    if last is None:
        return
    gone_by_id = {
        one.pointer.value
        for side in (evidence.supports, evidence.contradicts)
        for one in side.missing
    }
    for side, before, name in (
        (evidence.supports, last.supports, "supports"),
        (evidence.contradicts, last.contradicts, "contradicts"),
    ):
        for id in before.keys() - set(side.ids):
            if not any(id.startswith(value) for value in gone_by_id):
                words = before[id].get("words", "")
                yield Mark(LOST, id, f"{name}: '{words} …' was found on {last.at[:10]}")
        if name == "supports":
            yield from (
                Mark(NEW, id, f"supports, by {_via(side, id)}, since {last.at[:10]}")
                for id in side.ids
                if id not in before
            )


def _unseen(evidence: FindingEvidence, looks: Sequence[Looked]) -> Iterator[Mark]:
    """What a code or a query finds against it that nobody has looked at; an id was chosen by hand."""
    seen = {id for look in looks if look.how == SEEN for id in look.contradicts}
    for id in evidence.contradicts.ids:
        if id not in seen and id not in evidence.contradicts.named:
            yield Mark(UNSEEN, id, f"by {_via(evidence.contradicts, id)}")


def _via(side: Side, id: str) -> str:
    via: Mapping[str, tuple[str, ...]] = side.via or {}
    return ", ".join(via.get(id, ()))


def _not_asked(evidence: FindingEvidence) -> Iterator[Mark]:
    if not evidence.finding.contradicts:
        yield Mark(NOT_ASKED, "", "nothing says what would contradict it")


def _all(evidence: FindingEvidence) -> Iterator[Record]:
    done: set[str] = set()
    for record in (*evidence.supports.records, *evidence.contradicts.records):
        if record["id"] not in done:
            done.add(record["id"])
            yield record
