"""Memos of another program → memos here; and what every import has: who, when, what is said already.

Comes in: memos on quotations, documents, cases and codes. Goes out: decisions, each once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import Record
from ccg_corpus.corpus.reviewing.deciding import Change, anchor_of
from ccg_corpus.decisions.model import Anchor, decided
from ccg_corpus.exchange.arriving.codes import CodePlan
from ccg_corpus.exchange.arriving.people import ReviewersThere, time_of
from ccg_corpus.exchange.refi.incoming import NoteThere, ProjectThere
from ccg_corpus.exchange.refi.writing import memo_named, parted

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus

SHOWN = 60


@dataclass(slots=True)
class ArrivedProject:
    """`changes`: what to decide. `left`: a line for each thing that found no place. `notes`: what else
    to know. `attributes`: of participants and of documents, by id. `gone`: codings here that the file
    could have and has not."""

    changes: list[Change] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    documents: dict[str, dict[str, str]] = field(default_factory=dict)
    gone: int = 0


class MemosArriving:
    """The memos of one import."""

    def __init__(self, corpus: Corpus, project: ProjectThere, plan: CodePlan, by: str) -> None:
        self._corpus, self._there, self._plan = corpus, project, plan
        self._now = datetime.now(UTC)
        decisions = corpus.reviews.decisions()
        self._known = {one.id for one in decisions}
        self._who = ReviewersThere(by, {one.by for one in decisions})
        self._found = ArrivedProject()
        self._used: set[str] = set()  # notes
        self._memos: set[tuple[str, str, str]] = set()

    def _memo(self, record: Record, text: str, by: str, at: str | None) -> None:
        who = self._who.name(by)
        if text and not any((one["by"], one["text"]) == (who, text) for one in record["memos"]):
            self._write(anchor_of(record), record["id"], text, who, at)

    def _memo_on(self, on: Anchor, name: str, text: str, by: str, at: str | None) -> None:
        """A memo on a document, a case or a code."""
        from ccg_corpus.corpus.codings.memos import MemoTarget, is_written

        who = self._who.name(by)
        if not is_written(self._corpus, MemoTarget(name, on), who, text):
            self._write(on, name, text, who, at)

    def _write(self, on: Anchor, name: str, text: str, who: str, at: str | None) -> None:
        if (name, who, text) in self._memos:
            return
        self._memos.add((name, who, text))
        decision = decided("memo", on, by=who, at=time_of(at, self._now), text=text)
        self._decide(Change(decision, name, f"memo “{short(text)}” ({who})"))

    def _notes(self, keys: Iterable[str]) -> list[NoteThere]:
        self._used.update(keys)
        return [self._there.notes[key] for key in keys if key in self._there.notes]

    def _decide(self, change: Change) -> None:
        if change.decision.id not in self._known:
            self._known.add(change.decision.id)
            self._found.changes.append(change)

    def _of_codes(self) -> None:
        for code in self._there.codes:
            slug = self._plan.slugs.get(code.key)
            if slug is None:
                continue
            on = Anchor(other=(("code", slug),))
            for by, at, text in parted(code.definition)[1]:
                self._memo_on(on, f"code:{slug}", text, by, at)
            for note in self._notes(code.notes):
                self._memo_on(on, f"code:{slug}", note.text, note.by, note.at)

    def _left_notes(self) -> None:
        """Memos of which the program let go of what they are on: some say it by their name."""
        from ccg_corpus.corpus.codings.memos import memo_target

        for key, note in self._there.notes.items():
            if key in self._used or self._has_memo(note):
                continue
            try:
                target = memo_target(self._corpus, self._plan.tree, memo_named(note.name))
            except QueryError:
                name = short(note.name or note.text)
                self._found.left.append(f"memo '{name}' is on nothing that is here")
                continue
            if target.record is not None:
                self._memo(target.record, note.text, note.by, note.at)
            else:
                self._memo_on(target.on, target.what, note.text, note.by, note.at)

    def _has_memo(self, note: NoteThere) -> bool:
        """Whether a memo of these words is here, or comes."""
        if note.text in {text for _, _, text in self._memos}:
            return True
        if not hasattr(self, "_all_memos"):
            from ccg_corpus.corpus.codings.memos import memos

            self._all_memos = {row["text"] for row in memos(self._corpus)}
        return note.text in self._all_memos


def short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1].rstrip()}…"
