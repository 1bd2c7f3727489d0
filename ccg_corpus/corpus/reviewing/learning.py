"""What a reviewer decided in a document, as examples of how it prints → what else follows from them.

Comes in: a store, the vocabulary, documents. Goes out: proposals, each a decision to `learn` with its
reason: quotations that were missed, passages that are none, speakers that were not read. What somebody
decided about is never proposed anew, and nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.model import SPEECH_KINDS, Document, Quotation, Span
from ccg_corpus.corpus.reviewing.deciding import Change, selector_at
from ccg_corpus.corpus.reviewing.past import targets
from ccg_corpus.decisions.model import Anchor, Decision, decided
from ccg_corpus.records.learnt import LEARN, NOTHING, QUOTATION, RULE, SPEAKER
from ccg_corpus.records.quotation_ids import own_ids

if TYPE_CHECKING:
    from ccg_corpus.corpus.resolve.names import Names
    from ccg_corpus.decisions.anchors import Target
    from ccg_corpus.quotations import Example, Lessons
    from ccg_corpus.store import Store


SHOWN = 60
ENOUGH_REJECTED = (
    2  # one passage may be none for what it says; two of a look are so for how they look
)
MIN_WORDS = 5  # of words in marks within a sentence: fewer are not told from a term by their look


@dataclass(frozen=True, slots=True)
class Taught:
    """What was decided in a document: examples by the id of their quotation, every place that somebody
    decided about, and every place of which something was learnt before."""

    examples: dict[str, Example] = field(default_factory=dict)
    places: tuple[Span, ...] = ()
    learnt: tuple[Span, ...] = ()


@dataclass(slots=True)
class Learnt:
    """What learning came to: the decisions, and how many passages would have other ends or look as a
    single rejected one, which is for a person to decide."""

    changes: list[Change] = field(default_factory=list)
    other_ends: int = 0
    alike: int = 0  # passages that look as the one that was rejected
    examples: int = 0
    is_taught: bool = False  # an example showed something that was read wrongly

    @property
    def notes(self) -> list[str]:
        """What there is to say of it besides the proposals, a line each."""
        notes = []
        if not self.is_taught:
            notes.append("what was decided there was read so already; nothing to learn")
        elif not self.changes:
            notes.append("nothing else is printed as what was decided; nothing to learn")
        if self.alike:
            they = "passage looks" if self.alike == 1 else "passages look"
            notes.append(f"{self.alike} more {they} as the one rejected; reject a second one")
        if self.other_ends:
            ends = "passage" if self.other_ends == 1 else "passages"
            notes.append(f"{self.other_ends} {ends} more would have other ends; left alone")
        return notes


class Learning:
    """Documents read again by what was decided in them, for one reviewer at one moment."""

    def __init__(self, store: Store, names: Names, by: str, why: str | None = None) -> None:
        self._store, self._by, self._why = store, by, why
        self._roles, self._verbs = names.vocabulary, names.settings.verbs
        self._at = datetime.now(UTC)

    def learn(self, document_id: str, like: Sequence[str] = ()) -> Learnt:
        """What follows for a document from its own examples, and from those of documents like it.

        Raises: QueryError where there are no examples, or the document's text is not there.
        """
        from ccg_corpus.quotations import find_quotations

        document, ids = self._read(document_id)
        taught = self._taught(document_id)
        examples = dict(taught.examples)
        lessons = self._lessons(document, examples)
        for other in like:
            if other != document_id:
                beside = self._taught(other).examples
                lessons = _both(lessons, self._lessons(self._read(other)[0], beside).elsewhere())
                examples |= beside
        if not examples:
            hint = "'ccg add', 'ccg reject', 'ccg confirm' and 'ccg fix --text' give some"
            raise QueryError(f"{document_id}: nothing is decided there to learn from", hint=hint)
        result = Learnt(examples=len(examples), is_taught=bool(lessons))
        if lessons:
            find = partial(find_quotations, document, self._roles, verbs=self._verbs)
            before = find(told_for_all=False)
            after = find(told_for_all=False, lessons=lessons)
            rejected = sum(not one.is_quotation for one in examples.values())
            silences = rejected >= ENOUGH_REJECTED
            shown = Proposals(document_id, document, ids, taught, list(examples), silences=silences)
            for one in shown.proposals(before, after, result):
                result.changes.append(self._change(*one))
        return result

    def forget(self, document_id: str) -> list[Change]:
        """Take back everything that this reviewer had learnt in a document."""
        own = [
            one
            for _, target in targets(self._store, document_id)
            for one in target.decisions
            if one.do == LEARN and one.by == self._by
        ]
        return [
            Change(
                self._decided("undo", one.on, of=[one.id]),
                one.on.id,
                f"no longer learnt “{_short(one.on.exact)}”",
            )
            for one in own
        ]

    def _change(self, on: Anchor, line: str, values: dict[str, Any]) -> Change:
        return Change(self._decided(LEARN, on, **values), on.id, line)

    def _decided(self, do: str, on: Anchor, **values: Any) -> Decision:
        return decided(do, on, by=self._by, at=self._at, why=self._why, **values)

    def _read(self, document_id: str) -> tuple[Document, dict[Span, str]]:
        """A document, and the ids of what reading found in it."""
        source = str((self._store.finished.facts(document_id) or {}).get("source") or "")
        found = self._store.sources.extraction(source)
        if found is None:
            raise QueryError(f"the text of '{source}' is not there", hint="run 'ccg ingest'")
        ids = own_ids(document_id, [one.text for one in found.quotations])
        return found.document, {one.span: id for id, one in zip(ids, found.quotations, strict=True)}

    def _taught(self, document_id: str) -> Taught:
        examples, places, learnt = {}, [], []
        for id, target in targets(self._store, document_id):
            if target.standing.words or target.standing.conflicts:
                places += [target.span, *([target.ends] if target.ends else [])]
                if example := _example(target):
                    examples[id] = example
            elif any(one.do == LEARN for one in target.decisions):
                learnt.append(target.span)
        return Taught(examples, tuple(places), tuple(learnt))

    def _lessons(self, document: Document, examples: dict[str, Example]) -> Lessons:
        from ccg_corpus.quotations import learn

        return learn(document, list(examples.values()), self._roles, verbs=self._verbs)


def _example(target: Target) -> Example | None:
    """What a decision shows: words that are a quotation, or that are none. What reviewers disagree
    in shows nothing."""
    from ccg_corpus.decisions.standing import STATUS
    from ccg_corpus.quotations import Example

    if STATUS not in target.standing.words:
        return None
    return Example(target.ends or target.span, is_quotation=not target.standing.is_rejected)


def _both(one: Lessons, other: Lessons) -> Lessons:
    """The lessons of two documents; of one look or shape, what the first says."""
    return replace(
        one,
        looks=(*one.looks, *other.looks),
        shapes=tuple({**dict(other.shapes), **dict(one.shapes)}.items()),
        blocks=tuple({**dict(other.blocks), **dict(one.blocks)}.items()),
    )


class Proposals:
    """What two readings of a document differ in, as proposals."""

    def __init__(
        self,
        document_id: str,
        document: Document,
        ids: dict[Span, str],
        taught: Taught,
        like: Sequence[str],
        *,
        silences: bool,
    ) -> None:
        self._silences = silences
        self._id, self._document, self._ids, self._taught = document_id, document, ids, taught
        self._like = list(like)
        self._digits = {id.rpartition(":")[2] for id in ids.values()}

    def proposals(
        self, before: Sequence[Quotation], after: Iterable[Quotation], result: Learnt
    ) -> Iterator[tuple[Anchor, str, dict[str, Any]]]:
        """Anchor, line and values of each."""
        known = {one.span: one for one in before}
        for one, what in self.differing(before, after, result):
            if what == QUOTATION:
                values = {**_speaker_of(one, None), "kind": one.kind}
                yield self._proposed(one, what, "new", values)
            elif what == SPEAKER:
                yield self._proposed(one, what, "speaker", _speaker_of(one, known[one.span]))
            else:
                yield self._proposed(one, what, "gone", {})

    def differing(
        self, before: Sequence[Quotation], after: Iterable[Quotation], result: Learnt
    ) -> Iterator[tuple[Quotation, str]]:
        """What is another quotation, another speaker or none now; `result` counts what has other ends."""
        old = {one.span: one for one in before if one.kind in SPEECH_KINDS}
        new = {one.span: one for one in after if one.kind in SPEECH_KINDS}
        decided = (*self._taught.places, *self._taught.learnt)
        for span, one in new.items():
            if _touches(span, decided):
                continue
            if span in old:
                if _speaker_of(one, old[span]):
                    yield one, SPEAKER
            elif _touches(span, old):
                result.other_ends += 1
            elif _touches(span, [there for there in self._ids if there != span]):
                result.other_ends += 1  # within what reading found as something else
            elif not (one.inline and len(one.text.split()) < MIN_WORDS):
                yield one, QUOTATION
        for span, one in old.items():
            if not _touches(span, decided) and not _touches(span, new):
                if self._silences:
                    yield one, NOTHING
                else:
                    result.alike += 1

    def _proposed(
        self, one: Quotation, what: str, word: str, values: dict[str, str]
    ) -> tuple[Anchor, str, dict[str, Any]]:
        selector = selector_at(self._document, one.span)
        id = self._ids.get(one.span)
        if id is None:
            (id,) = own_ids(self._id, [selector["exact"]], self._digits)
            self._digits.add(id.rpartition(":")[2])
        rule = next((p.rule for p in one.evidence if p.rule.startswith(RULE)), "")
        rule = f"{RULE}look" if what == NOTHING else rule or f"{RULE}shape"
        on = Anchor(
            self._id, id, selector["exact"], selector["prefix"], selector["suffix"],
            source=self._document.source,
        )  # fmt: skip
        shown = ", ".join(
            value for key in ("label", "role", "participant", "case") if (value := values.get(key))
        )
        reason = f"{rule} from {self._like[0]}" + (
            f" and {len(self._like) - 1} more" if len(self._like) > 1 else ""
        )
        line = f"{word} “{_short(selector['exact'])}”{f' – {shown}' if shown else ''} ({reason})"
        return on, line, {"as": what, **values, "rule": rule, "like": self._like}


def _speaker_of(one: Quotation, before: Quotation | None) -> dict[str, str]:
    """What is read of a speaker now and was not before."""
    now = _stated(one)
    was = _stated(before) if before else {}
    more = {key: value for key, value in now.items() if value and not was.get(key)}
    return more if {"role", "participant", "case"} & more.keys() or before is None else {}


def _stated(one: Quotation) -> dict[str, str]:
    speaker = one.speaker
    return {
        "label": speaker.label or "",
        "role": speaker.role or "",
        "participant": speaker.participant or speaker.name or "",
        "case": speaker.case or "",
    }


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1].rstrip()}…"
