"""A project of a QDA program → decisions here, and lines on what found no place.

Comes in: a `ProjectThere` and a corpus. Goes out: an `ArrivedProject`: decisions of whoever coded there, each
once however often it is imported. Nothing is written here, and what nobody said is not made up: words
that are no quotation become one only where they were one of a corpus, or where that is wished.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import Record
from ccg_corpus.core.span import Span
from ccg_corpus.corpus.codings.giving import part_of
from ccg_corpus.corpus.reviewing.deciding import Change, anchor_of, selector_at
from ccg_corpus.decisions.model import Anchor, Decision, decided
from ccg_corpus.exchange.arriving.aligning import DocumentsHere, SourceHere
from ccg_corpus.exchange.arriving.codes import CodePlan
from ccg_corpus.exchange.arriving.covering import QuotationsHere
from ccg_corpus.exchange.arriving.memos import ArrivedProject, MemosArriving, short
from ccg_corpus.exchange.arriving.people import time_of
from ccg_corpus.exchange.refi.gathered import OWN
from ccg_corpus.exchange.refi.guids import guid
from ccg_corpus.exchange.refi.incoming import (
    GivenThere,
    ProjectThere,
    SourceThere,
    StretchThere,
)
from ccg_corpus.exchange.refi.writing import ALL, MADE_BY, STATE, parted

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus

NO_QUOTATION = "no quotation has these words"


class Arriving(MemosArriving):
    """One import. `adds`: coded words that are no quotation become one. `removes`: codings here that
    the file could have and has not are taken away."""

    def __init__(
        self, corpus: Corpus, project: ProjectThere, plan: CodePlan, by: str, *,
        adds: bool = False, removes: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(corpus, project, plan, by)
        self._adds, self._removes = adds, removes
        self._documents = DocumentsHere(corpus)
        self._here: dict[str, SourceHere] = {}  # by the source's GUID
        self._stretches: dict[str, list[Record]] = {}  # quotations by a selection's GUID
        self._roles: dict[str, list[tuple[str, str, str]]] = defaultdict(
            list
        )  # role/case, name, by
        self._records: dict[str, Record] = {}
        self._given: set[tuple[str, str, str, str | None]] = set()

    def arrive(self) -> ArrivedProject:
        """All of it."""
        unplaced = []
        for source in self._there.sources:
            here = self._documents.match(source)
            if here is None or (
                here.id in {one.id for one in self._here.values()} and not source.stretches
            ):
                if here is None:
                    unplaced.append(source)
                continue
            self._here[source.guid] = here
            self._source(source, here)
        self._say_unplaced(unplaced)
        self._of_cases()
        self._attributions()
        self._of_codes()
        from ccg_corpus.exchange.arriving.values import values_of

        values_of(self._corpus, self._there, self._here, self._found)
        self._missing()
        self._left_notes()
        return self._found

    # Sources and their stretches

    def _say_unplaced(self, sources: Iterable[SourceThere]) -> None:
        for one in sources:
            codings = sum(len(s.codes) for s in one.stretches)
            why = f" ({one.why})" if one.why else ""
            if one.stretches or one.codes or one.notes:
                self._found.left.append(
                    f"source '{short(one.name)}'{why} is no document here:"
                    f" {len(one.stretches)} selections, {codings} codings"
                )

    def _source(self, source: SourceThere, here: SourceHere) -> None:
        if source.stretches or source.notes or source.description:
            records = self._corpus.reviews.records_of(here.id)
            own = {guid("selection", one["id"]): one for one in records}
            by_id = {one["id"]: one for one in records}
            quotations = QuotationsHere(here.text, records)
            for stretch in source.stretches:
                self._stretch(source, here, stretch, quotations, own, by_id)
        text, memos = parted(source.description)
        for by, at, words in memos:
            self._memo_on(Anchor(here.id), here.id, words, by, at)
        if text:
            self._memo_on(Anchor(here.id), here.id, text, "", None)
        for note in self._notes(source.notes):
            self._memo_on(Anchor(here.id), here.id, note.text, note.by, note.at)
        for given in source.codes:
            name = self._plan.slugs.get(given.code, given.code)
            self._found.left.append(
                f"{here.id} as a whole is coded {name} there: a document has no codes here"
            )

    def _stretch(
        self, source: SourceThere, here: SourceHere, stretch: StretchThere, quotations: QuotationsHere,
        own: dict[str, Record], by_id: dict[str, Record],
    ) -> None:  # fmt: skip
        told, memos = parted(stretch.description)
        first, _, rest = told.partition("\n")
        id = first.rpartition(" · ")[2].strip()
        is_ours = _is_id(id, here.id)
        record = own.get(stretch.guid) or by_id.get(id)
        span = here.span(stretch)
        covered: list[tuple[Record, str | None]] = []
        if span is not None:
            covered = quotations.covered(span)
            if record is not None:
                covered = [one for one in covered if one[0]["id"] == record["id"]]
        if not covered and record is not None and span is None:
            covered = [(record, None)]  # its words were changed there, and it says which it is
        if not covered:
            if span is not None and (self._adds or is_ours):
                covered = [(self._added(here, span, stretch, id if is_ours else ""), None)]
            elif stretch.codes or memos or stretch.notes:
                self._leave(source, stretch, NO_QUOTATION if span else "its words are not here")
                return
        if told and not is_ours:
            memos = [*memos, (stretch.by, stretch.at or "", told)]
        elif rest.strip():
            memos = [*memos, (stretch.by, stretch.at or "", rest.strip())]
        records = [one for one, _ in covered]
        self._stretches[stretch.guid] = records
        for one, part in covered:
            self._records.setdefault(one["id"], one)
            for given in stretch.codes:
                self._code(one, part, given)
        for one in records[:1]:
            for by, at, text in memos:
                self._memo(one, text, by, at)
            for note in self._notes(stretch.notes):
                self._memo(one, note.text, note.by, note.at)

    def _leave(self, source: SourceThere, stretch: StretchThere, why: str) -> None:
        names = [self._plan.slugs.get(one.code, "") for one in stretch.codes]
        words = (source.text or "")[stretch.start : stretch.end]
        coded = f" (coded {', '.join(filter(None, names))})" if any(names) else ""
        self._found.left.append(f"{short(source.name)}: “{short(words)}”{coded}: {why}")

    def _added(self, here: SourceHere, span: Span, stretch: StretchThere, id: str) -> Record:
        """A quotation that reading has not, with the id that it had where it was one."""
        from ccg_corpus.core.model import Document
        from ccg_corpus.records.quotation_ids import own_ids

        text = Document(here.id, "text", here.text, (), ())
        selector = selector_at(text, span)
        records = self._corpus.reviews.records_of(here.id)
        taken = {one["id"].rpartition(":")[2] for one in records}
        digits = (id,) if _is_id(id, here.id) else own_ids(here.id, [selector["exact"]], taken)
        on = Anchor(here.id, digits[0], selector["exact"], selector["prefix"], selector["suffix"],
                    source=here.source)  # fmt: skip
        by = self._who.name(next((one.by for one in stretch.codes if one.by != OWN), stretch.by))
        decision = decided("add", on, by=by, at=time_of(stretch.at, self._now), kind="participant")
        self._decide(Change(decision, digits[0], f"added “{short(selector['exact'])}”"))
        return {
            "id": digits[0], "text": selector["exact"], "prefix": selector["prefix"], "codings": [],
            "suffix": selector["suffix"], "document": {"id": here.id, "source": on.source}, "memos": [],
            "role": None, "case": None, "decided": [], "status": "added",
        }  # fmt: skip

    # Codes and memos

    def _code(self, record: Record, part: str | None, given: GivenThere) -> None:
        other = self._plan.others.get(given.code)
        if other is not None:
            if part is None or given.by != OWN:
                self._roles[record["id"]].append((*other, given.by))
            return
        slug = self._plan.slugs.get(given.code)
        if slug is None:
            self._found.left.append(
                f"{record['id']}: coded there with a code that the file has not"
            )
            return
        by = self._who.name(given.by)
        words = part
        if part is not None:
            try:
                words = part_of(record, part)
            except QueryError as error:
                self._found.left.append(f"{error} (coded {slug} by {by})")
                return
        self._given.add((record["id"], by, slug, words))
        have = {
            (one["by"], one["code"], one["part"])
            for one in record["codings"]
            if not one["proposed"]
        }
        if (by, slug, words) in have:
            return
        line = f"coded {slug}" + (f" on “{short(words)}”" if words else "") + f" ({by})"
        on = replace(anchor_of(record), part=words)
        at = time_of(given.at, self._now)
        self._decide(Change(decided("code", on, by=by, at=at, code=slug), record["id"], line))

    # What hangs on all of it

    def _of_cases(self) -> None:
        """Cases: those from here say where a quotation is of; others name a case where nothing does."""
        ours = {
            guid("case", f"{row['document']}:{row['case']}"): (row["document"], row["case"])
            for row in self._corpus.cases()
        }
        names = {f"{document}:{case}": (document, case) for document, case in ours.values()}
        people = {row["participant_id"] for row in self._corpus.holdings.participants()[0]}
        theirs = {guid("person", id) for id in people}
        strangers: Counter[str] = Counter()
        for case in self._there.cases:
            known = ours.get(case.guid) or names.get(case.name.removesuffix(" (case)"))
            if known:
                for by, at, text in parted(case.description)[1]:
                    on = Anchor(known[0], other=(("case", known[1]),))
                    self._memo_on(on, f"{known[0]}:{known[1]}", text, by, at)
                name = f"{known[0]}:{known[1]}"
            elif case.guid in theirs or case.name.removesuffix(" (participant)") in people:
                continue
            else:
                name = ""
            for key in case.selections:
                for record in self._stretches.get(key, ()):
                    if name:
                        self._roles[record["id"]].append(("case", name, OWN))
                    elif case.name and not record["case"]:
                        document = record["document"]["id"]
                        self._roles[record["id"]].append(("case", f"{document}:{case.name}", ""))
                    else:
                        strangers[case.name] += 1
        for name, count in strangers.items():
            self._found.left.append(
                f"case '{short(name)}': {count} quotations are of another case here"
            )

    def _attributions(self) -> None:
        """Roles and cases that somebody changed there. What reading gave and nobody touched changes
        nothing that a reviewer decided here."""
        for id, given in self._roles.items():
            record = self._records[id]
            for kind in ("role", "case"):
                self._attribute(
                    record, kind, [(name, by) for what, name, by in given if what == kind]
                )

    def _attribute(self, record: Record, kind: str, given: list[tuple[str, str]]) -> None:
        prefix = f"{record['document']['id']}:"
        values = [(name.removeprefix(prefix) if kind == "case" else name, by) for name, by in given]
        by_people = dict.fromkeys(value for value, by in values if by != OWN)
        by_people.pop(record[kind], None)
        by_reading = dict.fromkeys(value for value, by in values if by == OWN)
        if len(by_people) > 1 or (not by_people and len(by_reading) > 1):
            shown = ", ".join(by_people or by_reading)
            self._found.left.append(
                f"{record['id']}: several of {kind} there ({shown}); left as it is"
            )
            return
        is_decided = any(one["field"] == kind for one in record["decided"])
        wanted = next(iter(by_people), None) or (
            None if is_decided else next(iter(by_reading), None)
        )
        if wanted is None or wanted == record[kind]:
            return
        who = self._who.name(next(by for value, by in values if value == wanted))
        decision = decided("set", anchor_of(record), by=who, at=self._now, **{kind: wanted})
        line = f"{kind} {record[kind] or 'none'} → {wanted} ({who})"
        if not self._is_said(record, kind, wanted, who):
            self._decide(Change(decision, record["id"], line))

    def _is_said(self, record: Record, kind: str, wanted: str, who: str) -> bool:
        """Whether this reviewer has said so already, and others disagree."""
        past: Iterable[Any] = self._corpus.reviews.history(record["document"]["id"])
        return any(
            one.id == record["id"] and one.decision.by == who
            and one.decision.values.get(kind) == wanted
            for one in past
        )  # fmt: skip

    def _missing(self) -> None:
        """Codings here that stood in what was exported and do not stand in what came back."""
        state = self._state()
        if state is None:
            return
        users = {self._who.name(one) for one in self._there.users}
        documents = {one.id for one in self._here.values()}
        for hit in self._corpus.quotes():
            record = hit.record
            if record["document"]["id"] not in documents:
                continue
            for one in record["codings"]:
                key = (record["id"], one["by"], one["code"], one["part"])
                if one["proposed"] or one["by"] not in users or key in self._given:
                    continue
                if one["code"] not in self._plan.slugs.values() or one["at"][:19] > state:
                    continue
                self._found.gone += 1
                if self._removes:
                    self._uncode(record, one)

    def _uncode(self, record: Record, coding: dict[str, Any]) -> None:
        by, code, part = coding["by"], coding["code"], coding["part"]
        if part is None and any(key[:3] == (record["id"], by, code) for key in self._given):
            self._found.left.append(
                f"{record['id']}: {code} is of some words only there; both stay"
            )
            return
        on = replace(anchor_of(record), part=part)
        decision: Decision = decided("uncode", on, by=by, at=self._now, code=code)
        self._decide(Change(decision, record["id"], f"no longer {code} ({by})"))

    def _state(self) -> str | None:
        """When what the file was made from was last decided on; None where it was not made here, or
        from some quotations only."""
        told = self._there.description
        if not told.startswith(MADE_BY) or ALL not in told or STATE not in told:
            return None
        return told.partition(STATE)[2].strip()[:19] or None


def _is_id(id: str, document: str) -> bool:
    digits = id.rpartition(":")[2]
    return (
        id.startswith(f"{document}:") and len(digits) >= 8 and not digits.strip("0123456789abcdef,")
    )
