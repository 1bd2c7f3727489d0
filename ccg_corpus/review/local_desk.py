"""A review of a project's own corpus: its queue, its documents, and decisions on disk.

Comes in: a project, who decides, the ids to look at. Goes out: what the screen shows. A decision is
appended and synced before a call returns, and the corpus is brought up to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import KINDS, Record
from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.corpus.codings.giving import Coding
from ccg_corpus.decisions.files import append
from ccg_corpus.decisions.standing import STATUS
from ccg_corpus.ingest.given import WAIT_S, catch_up, index
from ccg_corpus.review.blind import as_seen_by
from ccg_corpus.review.desk import Choice, Place

if TYPE_CHECKING:
    from ccg_corpus.codebook.editing import Codebook
    from ccg_corpus.codebook.tree import CodeTree
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding

AROUND = 1600  # code points of the document before and behind a quotation
TAKEN = "-"  # before a code that is taken away or refused


class CorpusDesk:
    """The desk of one reviewer. `is_blind`: what others decided is not shown."""

    def __init__(
        self, root: Path, by: str, ids: Sequence[str], book: Codebook, *, is_blind: bool = False
    ) -> None:
        self._root, self.by, self._ids, self._book = root, by, ids, book
        self.is_blind = is_blind
        self._corpus: Corpus | None = None
        self._texts: dict[str, str] = {}
        # of each key of this sitting the ids of its decisions, and of what they are about
        self._made: list[tuple[list[str], list[str]]] = []
        self._has_decided = False

    def close(self) -> None:
        if self._corpus is not None:
            self._corpus.close()
            self._corpus = None

    def end(self) -> None:
        """The end of a sitting: what was decided can be searched for, without anybody waiting."""
        self.close()
        if self._has_decided:
            index(self._root)

    @property
    def corpus(self) -> Corpus:
        """The corpus as it stands now."""
        if self._corpus is None:
            self._corpus = open_corpus(self._root)
        return self._corpus

    def queue(self) -> Sequence[str]:
        return self._ids

    def place(self, id: str) -> Place:
        record = self._record(id)
        text = self._text(record["document"]["source"])
        conflicts = self._conflicts(record)
        if self.is_blind:
            record, conflicts = as_seen_by(record, self.by, text, conflicts), []
        start, end = record["start"], record["end"]
        first, last = max(0, start - AROUND), min(len(text), end + AROUND)
        while 0 < first < start and not text[first - 1].isspace():
            first += 1
        while end < last < len(text) and not text[last].isspace():
            last -= 1
        stretch = text[first:last]
        words = tuple(match.span() for match in re.finditer(r"\S+", stretch))
        return Place(record, stretch, start - first, end - first, words, conflicts)

    def choices(self, field: str, id: str) -> Sequence[Choice]:
        record = self._record(id)
        document = record["document"]["id"]
        found: dict[str, str] = {}
        for value, label in _CHOICES[field](self, record, document):
            found.setdefault(value, label)
        return list(found.items())

    # Deciding

    def confirm(self, id: str) -> str:
        return self._write(lambda deciding, record: deciding.confirm(record), id)

    def reject(self, id: str, why: str) -> str:
        return self._write(lambda deciding, record: deciding.reject(record), id, why=why)

    def choose(self, id: str, field: str, value: str) -> str:
        if field == "code":
            return self._code(id, value)
        return self._write(lambda deciding, record: deciding.set(record, {field: value}), id)

    def move_ends(self, id: str, start: int, end: int) -> str:
        words = self.place(id).text[start:end]
        return self._write(lambda deciding, record: deciding.ends(record, words), id)

    def memo(self, id: str, text: str) -> str:
        return self._write(lambda _, record: self._coding().memo(record, text), id)

    def add(self, id: str, typed: str) -> tuple[str, str]:
        document = self._record(id)["document"]["id"]
        change = self.corpus.reviews.deciding(self.by).add(document, typed, {})
        self._append([change])
        return change.line, change.id

    def settle_for(self, id: str, name: str, field: str | None = None) -> str:
        return self._write(lambda deciding, one: deciding.settle_for(one, name, field), id)

    def settle(self, id: str, field: str, value: str) -> str:
        if field == STATUS:
            return self._write(lambda deciding, one: deciding.settle(one, {}, status=value), id)
        return self._write(lambda deciding, one: deciding.settle(one, {field: value}), id)

    def find_more(self, id: str) -> tuple[str, Sequence[str]]:
        if self.is_blind:
            raise QueryError("while blind nothing is learnt: others' decisions are examples too")
        document = self._record(id)["document"]["id"]
        learnt = self.corpus.reviews.learn(document, self.by)
        if not learnt.changes:
            raise QueryError("; ".join(learnt.notes))
        self._append(learnt.changes)
        ids = list(dict.fromkeys(change.id for change in learnt.changes))
        count = f"{len(ids)} proposals" if len(ids) > 1 else "1 proposal"
        told = f"{count}, next in the queue, each to be confirmed, corrected or rejected"
        return "; ".join([told, *learnt.notes]), ids

    def undo(self) -> tuple[str, Sequence[str]]:
        if not self._made:
            raise QueryError("nothing of this sitting is left to undo")
        decisions, ids = self._made[-1]
        made = self._made[:-1]
        changes = self.corpus.reviews.deciding(self.by).undo(decisions)
        self._append(changes)
        self._made = made  # an undoing is not undone by the same key
        more = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
        return changes[0].line + more, ids

    def _code(self, id: str, value: str) -> str:
        """Give a code, or take it away; one that there is not yet goes into the codebook."""
        if value.startswith(TAKEN) and self._tree.resolve(value.removeprefix(TAKEN)):
            code = value.removeprefix(TAKEN)
            return self._write(lambda _, record: self._coding().uncode(record, [code]), id)
        added = ""
        if self._tree.resolve(value) is None:
            added = f"added {self._book.add(value, by=self.by)}; "
        said = self._write(lambda _, record: self._coding().code(record, [value]), id)
        return added + said

    def _write(
        self, make: Callable[[Deciding, Record], Iterable[Change]], id: str, *, why: str = ""
    ) -> str:
        """What `make` decides, on disk and in the corpus; in a line."""
        changes = list(make(self.corpus.reviews.deciding(self.by, why or None), self._record(id)))
        if not changes:
            raise QueryError("it is so already")
        late = self._append(changes)
        notes = [change.note for change in changes if change.note]
        return "; ".join([*(one.line for one in changes), *notes, *late, *self._opposed(id)])

    def _append(self, changes: Sequence[Change]) -> list[str]:
        """On disk, and in the corpus; a line where it can't be there yet."""
        append(self._root, [change.decision for change in changes])
        self._has_decided = True
        ids = list(dict.fromkeys(change.id for change in changes))
        self._made.append(([change.decision.id for change in changes], ids))
        self.close()
        # no key waits for an index: nothing here asks for words
        told = catch_up(self._root, wait_s=WAIT_S, indexed=False)
        return [told] if told else []

    def _opposed(self, id: str) -> list[str]:
        """What of the own words does not hold, since somebody else says another thing."""
        record = None if self.is_blind else self.corpus.reviews.record_of(id)
        fields = [
            one["field"]
            for one in (self._conflicts(record) if record else ())
            if self.by in {word["by"] for word in one["words"]}
        ]
        return (
            [f"in conflict on {' and '.join(fields)}, neither holds: d settles it"]
            if fields
            else []
        )

    def _conflicts(self, record: Record) -> list[dict[str, Any]]:
        rows = self.corpus.reviews.conflicts(record["document"]["id"])
        return [one for one in rows if one["id"] == record["id"]]

    # What there is

    def _record(self, id: str) -> Record:
        record = self.corpus.reviews.record_of(id)
        if record is None:
            raise QueryError(f"{id} is not in the corpus any more")
        return record

    def _text(self, source: str) -> str:
        if source not in self._texts:
            self._texts = {source: self.corpus.reviews.text_of(source)}  # one document at a time
        return self._texts[source]

    @property
    def _tree(self) -> CodeTree:
        return self._book.tree

    def _coding(self) -> Coding:
        return Coding(self.by, self._tree)

    def _roles(self, record: Record, document: str) -> Iterable[Choice]:
        vocabulary = self.corpus.vocabulary
        here = [one["role"] for one in self.corpus.reviews.records_of(document) if one["role"]]
        known = [row["role"] for row in self.corpus.roles()]
        for role in ("none", *here, *known, *vocabulary.slugs):
            yield role, "" if role == "none" else vocabulary.title(role)

    def _participants(self, record: Record, document: str) -> Iterable[Choice]:
        yield "none", ""
        for one in self.corpus.reviews.records_of(document):
            who = one["participant"] or one["name"]
            if who:
                yield who, one["speaker_label"] or ""

    def _cases(self, record: Record, document: str) -> Iterable[Choice]:
        yield "none", ""
        for row in self.corpus.cases():
            if row["document"] == document:
                yield row["case"], row["description"] or ""

    def _themes(self, record: Record, document: str) -> Iterable[Choice]:
        yield "none", ""
        yield from (
            (one["theme"], "") for one in self.corpus.reviews.records_of(document) if one["theme"]
        )

    def _kinds(self, record: Record, document: str) -> Iterable[Choice]:
        yield from ((kind, "") for kind in KINDS)

    def _codes(self, record: Record, document: str) -> Iterable[Choice]:
        """What is on the quotation first: to be taken away, to be accepted or refused."""
        tree = self._tree
        for one in record["codings"]:
            title = tree.path(one["code"]) if one["code"] in tree else one["code"]
            if one["proposed"]:
                yield one["code"], f"accept: {title}"
                yield f"{TAKEN}{one['code']}", f"refuse: {title}"
            elif one["by"] == self.by:
                yield f"{TAKEN}{one['code']}", f"take away: {title}"
        have = {one["code"] for one in record["codings"] if one["by"] == self.by}
        yield from (
            (code.slug, tree.path(code.slug)) for code in tree.codes if code.slug not in have
        )


_CHOICES: dict[str, Callable[[CorpusDesk, Record, str], Iterable[Choice]]] = {
    "role": CorpusDesk._roles,
    "participant": CorpusDesk._participants,
    "case": CorpusDesk._cases,
    "theme": CorpusDesk._themes,
    "kind": CorpusDesk._kinds,
    "code": CorpusDesk._codes,
}
