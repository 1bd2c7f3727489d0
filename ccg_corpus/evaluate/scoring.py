"""Gold and records → an `Evaluation`: found, missed, false; fields right; by document and habit.

In: gold documents and finished records. Out: frozen tallies. Only speech (participant, survey,
named) is scored. A record counts for its own source and for the other printings it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ccg_corpus.core.model import SPEECH_KINDS, Record
from ccg_corpus.evaluate.agreement import agreement, same_case, same_role, same_words
from ccg_corpus.evaluate.gold import GoldDocument, GoldRow, stem_of

FIELDS = (
    "label", "label_null", "role", "role_null", "participant", "case", "case_null", "theme", "kind",
)  # fmt: skip


@dataclass(slots=True)
class Share:
    """`right` of `total`."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        self.total += 1
        self.right += right

    @property
    def ratio(self) -> float | None:
        """None where nothing was counted."""
        return self.right / self.total if self.total else None


@dataclass(slots=True)
class Tally:
    """The counts of one document, or of all. `lenient` includes the strict ones."""

    gold: int = 0
    strict: int = 0
    lenient: int = 0
    false: int = 0
    never: int = 0
    fields: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in FIELDS})

    @property
    def found(self) -> int:
        """Records that count: matched ones and false ones."""
        return self.lenient + self.false

    def precision(self, *, lenient: bool = False) -> float:
        return _ratio(self.lenient if lenient else self.strict, self.found, other=self.gold)

    def recall(self, *, lenient: bool = False) -> float:
        return _ratio(self.lenient if lenient else self.strict, self.gold, other=self.found)

    def f1(self, *, lenient: bool = False) -> float:
        precision, recall = self.precision(lenient=lenient), self.recall(lenient=lenient)
        total = precision + recall
        return 2 * precision * recall / total if total else 0.0

    def include(self, other: Tally) -> None:
        """Add another tally's counts to this one."""
        for name in ("gold", "strict", "lenient", "false", "never"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, share in other.fields.items():
            self.fields[name].right += share.right
            self.fields[name].total += share.total


def _ratio(part: int, whole: int, *, other: int) -> float:
    if whole:
        return part / whole
    return 0.0 if other else 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """A gold row and the record that has its words; `record` is None for a miss."""

    document: str
    row: GoldRow
    record: Record | None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class FalseOne:
    """A record that no gold row has; `never` where a row says it is nobody's speech."""

    document: str
    record: Record
    never: bool


@dataclass(slots=True)
class Evaluation:
    """What a project's records score against gold."""

    documents: dict[str, Tally] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    false_ones: list[FalseOne] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        total = Tally()
        for tally in self.documents.values():
            total.include(tally)
        return total

    @property
    def macro_f1(self) -> float:
        """The mean of the documents' strict F1."""
        scores = [tally.f1() for tally in self.documents.values()]
        return sum(scores) / len(scores) if scores else 0.0

    @property
    def misses(self) -> list[Match]:
        return [match for match in self.matches if match.record is None]


def score(gold: Mapping[str, GoldDocument], records: Iterable[Record]) -> Evaluation:
    """Score records against gold, document by document.

    Raises: nothing; a document that no record comes from has every row missed.
    """
    listed: dict[str, list[Record]] = {}
    for record in records:
        if record["kind"] in SPEECH_KINDS:
            for stem in _stems(record):
                listed.setdefault(stem, []).append(record)
    evaluation = Evaluation()
    for name, document in gold.items():
        _score_document(evaluation, name, document, listed.get(name, []))
    return evaluation


def _stems(record: Record) -> set[str]:
    sources = [record["document"]["source"], *(other["source"] for other in record["also_in"])]
    return {stem_of(source) for source in sources if source}


def _score_document(
    evaluation: Evaluation, name: str, gold: GoldDocument, records: Sequence[Record]
) -> None:
    pairs = _pairs(gold.required, records)
    tally = evaluation.documents[name] = Tally(gold=len(gold.required))
    for at, row in enumerate(gold.required):
        found, strict = pairs.get(at, (None, False))
        record = records[found] if found is not None else None
        evaluation.matches.append(Match(name, row, record, strict))
        if record is not None:
            tally.lenient += 1
            tally.strict += strict
            _compare_fields(tally, row, record)
    used = {found for found, _ in pairs.values()}
    rest = [record for at, record in enumerate(records) if at not in used]
    for record in _not_optional(rest, gold.optional):
        never = any(agreement(record["text"], row)[0] for row in gold.never)
        evaluation.false_ones.append(FalseOne(name, record, never))
        tally.false += 1
        tally.never += never


def _pairs(rows: Sequence[GoldRow], records: Sequence[Record]) -> dict[int, tuple[int, bool]]:
    """Row → (record, strictly): strict pairs first, same label preferred, one to one."""
    pairs: dict[int, tuple[int, bool]] = {}
    used: set[int] = set()
    for strict in (True, False):
        for at, row in enumerate(rows):
            if at in pairs:
                continue
            found = _best(row, records, used, strict=strict)
            if found is not None:
                pairs[at] = (found, strict)
                used.add(found)
    return pairs


def _best(row: GoldRow, records: Sequence[Record], used: set[int], *, strict: bool) -> int | None:
    fitting = [
        at
        for at, record in enumerate(records)
        if at not in used and agreement(record["text"], row)[0 if strict else 1]
    ]
    same = [at for at in fitting if same_words(row.label, records[at]["speaker_label"])]
    return next(iter(same or fitting), None)


def _not_optional(records: Sequence[Record], optional: Sequence[GoldRow]) -> list[Record]:
    """Records left when each optional row has excused one."""
    spent: set[int] = set()
    left: list[Record] = []
    for record in records:
        excuse = next(
            (
                at
                for at, row in enumerate(optional)
                if at not in spent and agreement(record["text"], row)[1]
            ),
            None,
        )
        if excuse is None:
            left.append(record)
        else:
            spent.add(excuse)
    return left


def _is_told_for_all(record: Record) -> bool:
    """Whether the role is what the paper tells once for everyone, and nothing says of this one."""
    return any(
        proof["field"] == "role" and proof["rule"] == "told_for_all"
        for proof in record.get("evidence") or ()
    )


def _compare_fields(tally: Tally, row: GoldRow, record: Record) -> None:
    fields = tally.fields
    if row.label:
        fields["label"].add(same_words(row.label, record["speaker_label"]))
    else:
        fields["label_null"].add(not record["speaker_label"])
    if row.role:
        roles = {*record["roles"], record["role"] or ""} - {""}
        fields["role"].add(any(same_role(row.role, role) for role in roles))
    else:
        fields["role_null"].add(not record["role"] or _is_told_for_all(record))
    if row.participant:
        named = (record["participant"], record["name"])
        fields["participant"].add(any(same_words(row.participant, name) for name in named))
    if row.case:
        fields["case"].add(same_case(row.case, record["case"]))
    else:
        fields["case_null"].add(not record["case"])
    if row.theme:
        fields["theme"].add(same_words(row.theme, record["theme"]))
    if row.kind in SPEECH_KINDS:
        fields["kind"].add(row.kind == record["kind"])
