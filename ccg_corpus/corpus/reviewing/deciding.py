"""What a reviewer wants of a quotation → the decision that says so, checked against the corpus.

Comes in: ids as they are typed, names, words. Goes out: decisions to be written, each with a line on
what it changes. Nothing is written here, and a quotation's words are never taken from what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import KINDS, SPEECH_KINDS, Record, kept_kind
from ccg_corpus.core.model import Document, Span
from ccg_corpus.corpus.reviewing.past import Past, history, in_force_on, targets, targets_of
from ccg_corpus.decisions.anchors import Target
from ccg_corpus.decisions.model import Anchor, Decision, decided
from ccg_corpus.decisions.order import in_order, undone
from ccg_corpus.decisions.phrases import passage_typed
from ccg_corpus.decisions.standing import KEPT, REJECTED, SET_FIELDS, STATUS, TEXT, says_more
from ccg_corpus.text.nearest import near
from ccg_corpus.text.sheet_cells import date_made_of, is_date
from ccg_corpus.text.words import slug

if TYPE_CHECKING:
    from ccg_corpus.store import Store
    from ccg_corpus.vocabulary import Roles

NONE = "none"
CONTEXT = 32
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Change:
    """A decision on a quotation, and what it changes, for a person; `note`: what to look at."""

    decision: Decision
    id: str
    line: str
    note: str = ""


class Deciding:
    """Decisions of one reviewer on one corpus, all of one moment.

    What says nothing that this reviewer has not said already is no decision: of it there is no change.
    """

    def __init__(
        self,
        store: Store,
        roles: Roles,
        find: Callable[[str], Record],
        by: str,
        why: str | None = None,
    ) -> None:
        self._store, self._roles, self._find, self.by, self._why = store, roles, find, by, why
        self._at = datetime.now(UTC)
        self._documents: dict[str, Document] = {}
        self._targets: dict[str, dict[str, Target]] = {}  # by document, by quotation
        self._made: dict[str, list[Decision]] = {}  # by quotation

    # Decisions

    def set(self, record: Record, values: Mapping[str, str | None]) -> list[Change]:
        """Another role, case, participant, theme or kind; None for "none"."""
        checked = {field: self._checked(field, value) for field, value in values.items()}
        decision = self._decided("set", anchor_of(record), **checked)
        note = self._note(checked, record["document"]["id"])
        return self._news(record, Change(decision, record["id"], _changes(record, checked), note))

    def ends(self, record: Record, typed: str) -> list[Change]:
        """Other ends, by words that stand there.

        Raises: QueryError where they do not.
        """
        document = self._document(record)
        span = passage_typed(document.text, typed, around=Span(record["start"], record["end"]))
        selector = selector_at(document, span)
        decision = self._decided("ends", anchor_of(record), ends=selector)
        line = f"now “{_short(selector['exact'])}”"
        return self._news(record, Change(decision, record["id"], line))

    def reject(self, record: Record) -> list[Change]:
        """No quotation of a participant's at all."""
        decision = self._decided("reject", anchor_of(record))
        line = f"rejected “{_short(record['text'])}”"
        return self._news(record, Change(decision, record["id"], line))

    def confirm(self, record: Record) -> list[Change]:
        """Right as it is: words, ends and whatever is stated of the speaker."""
        seen = {field: stated(record, field) for field in SET_FIELDS}
        as_seen = {field: value for field, value in seen.items() if value is not None}
        decision = self._decided("confirm", anchor_of(record), **{"as": as_seen})
        line = f"confirmed “{_short(record['text'])}”"
        return self._news(record, Change(decision, record["id"], line))

    def add(self, document_id: str, typed: str, values: Mapping[str, str | None]) -> Change:
        """A quotation that reading missed, found in the document's own text.

        Raises: QueryError where it does not stand there, or is listed already.
        """
        facts = self._store.finished.facts(document_id) or {}
        source = str(facts.get("source") or "")
        document = self._read(source)
        span = passage_typed(document.text, typed)
        for record in self._records_of(document_id):
            there = Span(record["start"], record["end"])
            if there.overlaps(span) and kept_kind(record) in SPEECH_KINDS:
                raise QueryError(
                    f"these words are in {record['id']}: “{_short(record['text'])}”",
                    hint=f"'ccg fix {record['id']} --text …' moves its ends",
                )
        selector = selector_at(document, span)
        from ccg_corpus.records.quotation_ids import own_ids

        ids = {record["id"].rpartition(":")[2] for record in self._records_of(document_id)}
        (id,) = own_ids(document_id, [selector["exact"]], ids)
        on = Anchor(
            document_id, id, selector["exact"], selector["prefix"], selector["suffix"],
            source=source,
        )  # fmt: skip
        checked = {field: self._checked(field, value) for field, value in values.items()}
        checked.setdefault("kind", "participant")
        decision = self._decided("add", on, **checked)
        # words that reading found as something else than speech keep the id that they have
        everything = [*in_force_on(self._store, document_id), decision]
        for there_id, target in targets_of(self._store, document_id, everything):
            if decision in target.decisions and target.at is not None:
                decision = self._decided("add", replace(on, id=there_id), **checked)
                id = there_id
        note = self._note(checked, document_id)
        return Change(decision, id, f"added “{_short(selector['exact'])}”", note)

    def settle(
        self, record: Record, values: Mapping[str, str | None], *, status: str | None = None
    ) -> list[Change]:
        """The last word on what reviewers disagree in."""
        checked: dict[str, Any] = {f: self._checked(f, value) for f, value in values.items()}
        if status is not None:
            checked["status"] = status
        decision = self._decided("settle", anchor_of(record), **checked)
        shown = ", ".join(f"{field} {value or NONE}" for field, value in checked.items())
        target = self._target(record)
        is_peace = target is None or not target.standing.conflicts
        note = "nobody disagreed there; it holds all the same" if is_peace else ""
        note = self._note(checked, record["document"]["id"]) or note
        return self._news(record, Change(decision, record["id"], f"settled, {shown}", note))

    def settle_for(self, record: Record, name: str, field: str | None = None) -> list[Change]:
        """What one of the reviewers said holds, in everything that is in conflict, or in one field.

        Raises: QueryError where nothing is, or they said nothing.
        """
        target = self._target(record)
        conflicts = [
            one
            for one in (target.standing.conflicts if target else ())
            if field in (None, one.field)
        ]
        if not conflicts:
            raise QueryError(f"{record['id']}: nobody disagrees")
        values: dict[str, Any] = {}
        for conflict in conflicts:
            word = next((one for one in conflict.words if slug(one.by) == slug(name)), None)
            if word is None:
                continue
            if conflict.field == TEXT:
                values["ends"] = word.value
            elif conflict.field == STATUS:
                values["status"] = REJECTED if word.value == REJECTED else KEPT
            else:
                values[conflict.field] = word.value
        if not values:
            names = {word.by for conflict in conflicts for word in conflict.words}
            raise QueryError(f"{name} said nothing of it", hint=near(name, sorted(names)))
        decision = self._decided("settle", anchor_of(record), **values)
        return [Change(decision, record["id"], f"settled as {name} has it ({', '.join(values)})")]

    def undo(self, ids: Iterable[str] = ()) -> list[Change]:
        """Undo the last decision, or the last one on each quotation, or the one of this id.

        Raises: QueryError where there is none of this reviewer's.
        """
        everything = in_order(self._store.given.decisions())
        gone = undone(everything)
        own = [one for one in everything if one.by == self.by and one.id not in gone]
        done = [one for one in own if one.do != "undo"]
        wanted: list[Decision] = []
        for name in ids:
            named = [one for one in own if one.id == name]
            if not named:
                theirs = next((one for one in everything if one.id == name), None)
                if theirs is not None:
                    is_own = theirs.by == self.by
                    said_of = "is undone already" if is_own else f"is {theirs.by}'s"
                    hint = "'ccg history' shows which are in force" if is_own else "undo your own"
                    raise QueryError(f"decision {name} {said_of}", hint=hint)
                record = self._find(name)
                there = {past.decision.id for past in self.history_of(record)}
                named = [one for one in done if one.id in there][-1:]
                if not named:
                    raise QueryError(f"{self.by} decided nothing of {record['id']}")
            wanted += named
        if not ids:
            if not done:
                raise QueryError(f"{self.by} has decided nothing that is in force")
            wanted = [one for one in done if one.at == done[-1].at]
        return [self._undone(one) for one in {one.id: one for one in wanted}.values()]

    def _undone(self, one: Decision) -> Change:
        decision = self._decided("undo", one.on, of=[one.id])
        return Change(decision, one.on.id or one.on.document, f"undone: {said(one)}")

    # What was decided

    def history_of(self, record: Record) -> list[Past]:
        """All decisions about one quotation, undone ones too."""
        digits = record["id"]
        return [one for one in self.history(record["document"]["id"]) if one.id == digits]

    def history(self, document_id: str) -> list[Past]:
        """All decisions on one document, in order."""
        return history(self._store, document_id)

    def _target(self, record: Record) -> Target | None:
        document = record["document"]["id"]
        if document not in self._targets:
            self._targets[document] = dict(targets(self._store, document))
        return self._targets[document].get(record["id"])

    def _news(self, record: Record, change: Change) -> list[Change]:
        """The change, unless its reviewer has said all of it already."""
        target, made = self._target(record), self._made.setdefault(record["id"], [])
        if not says_more([*(target.decisions if target else ()), *made], change.decision):
            return []
        made.append(change.decision)
        return [change]

    # Checks

    def _checked(self, field: str, value: str | None) -> str | None:
        """A value as it is kept: a role by its slug, a kind that there is."""
        if value is None or value.strip().casefold() == NONE:
            if field == "kind":
                raise QueryError("a quotation is of some kind", hint=near("", KINDS))
            return None
        if field == "role":
            return self._roles.resolve(value) or slug(value) or None
        if field == "kind" and value not in KINDS:
            raise QueryError(f"no kind '{value}'", hint=near(value, KINDS))
        if field == "case":
            return " ".join(value.split()).removeprefix("case study ").removeprefix("case ")
        return " ".join(value.split())

    def _note(self, values: Mapping[str, str | None], document_id: str) -> str:
        """What to look at in values that can be meant and may not be.

        Raises: QueryError for a date that a spreadsheet made of a label.
        """
        notes = [self._unheard(values.get("role"))]
        for field in ("case", "participant"):
            value = values.get(field)
            if value is None or not is_date(value):
                continue
            labels = {stated(one, field) or "" for one in self._records_of(document_id)}
            if made_of := date_made_of(value, sorted(labels)):
                why = f"{field} '{value}' is what a spreadsheet makes of '{made_of}'"
                raise QueryError(why, hint=f"did you mean '{made_of}'?")
            notes.append(f"{field} '{value}' reads as a date that a spreadsheet made of a label")
        return "; ".join(filter(None, notes))

    def _unheard(self, role: str | None) -> str:
        """A word where a role is neither in the vocabulary nor anybody's in the corpus."""
        known = self._roles.slugs
        if role is None or role in known or self._store.finished.has_facet("role", role):
            return ""
        hint = near(role, known, listed=False)
        return f"role '{role}' is new here" + (f" ({hint})" if hint else "")

    def _decided(self, do: str, on: Anchor, **values: Any) -> Decision:
        return decided(do, on, by=self.by, at=self._at, why=self._why, **values)

    def _records_of(self, document_id: str) -> list[Record]:
        return [one.record for one in self._store.finished.indexables(document_id)]

    def _document(self, record: Record) -> Document:
        return self._read(record["document"]["source"])

    def _read(self, source: str) -> Document:
        if source not in self._documents:
            document = self._store.sources.document(source)
            if document is None:
                raise QueryError(f"the text of '{source}' is not there", hint="run 'ccg ingest'")
            self._documents[source] = document
        return self._documents[source]


def anchor_of(record: Record) -> Anchor:
    """A quotation by its words."""
    return Anchor(
        document=record["document"]["id"],
        source=record["document"]["source"],
        id=record["id"],
        exact=record["text"],
        prefix=record["prefix"],
        suffix=record["suffix"],
    )


def selector_at(document: Document, span: Span) -> dict[str, str]:
    """A stretch of a document by its words."""
    return {
        "exact": " ".join(document.slice(span).split()),
        "prefix": document.text[max(0, span.start - CONTEXT) : span.start],
        "suffix": document.text[span.end : span.end + CONTEXT],
    }


def stated(record: Record, field: str) -> str | None:
    """What a record states of a field that reviewers can set."""
    own = record["participant"] or record["name"]
    value = own if field == "participant" else record[field]
    return None if value is None else str(value)


def said(decision: Decision) -> str:
    """What a decision does, in a few words."""
    values = decision.values
    match decision.do:
        case "set" | "add" | "settle":
            shown = ", ".join(
                f"{key} {_shown(value)}" for key, value in values.items() if key != "ends"
            )
            return f"{decision.do} {shown}" if shown else decision.do
        case "ends":
            ends = values.get("ends")
            exact = ends.get("exact") if isinstance(ends, Mapping) else ""
            return f"ends “{_short(str(exact))}”"
        case "undo":
            return "undo"
        case _:
            own = [_shown(value) for key, value in values.items() if isinstance(value, str)]
            return " ".join([decision.do, *own])


def _shown(value: object) -> str:
    return NONE if value is None else str(value)


def _changes(record: Record, values: Mapping[str, str | None]) -> str:
    return ", ".join(
        f"{field} {stated(record, field) or NONE} → {value or NONE}"
        for field, value in values.items()
    )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1].rstrip()}…"
