"""Decisions of one document → the quotation that each is about, found again by its words.

Comes in: the decisions in force on a document, its text, and the quotations that reading found in it
today. Goes out: groups of decisions, each with its quotation; passages that nobody finds any more
but the reviewer, with their place; and what is lost. Nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ccg_corpus.core.span import Span
from ccg_corpus.decisions.model import Anchor, Decision
from ccg_corpus.decisions.places import Places
from ccg_corpus.decisions.standing import TEXT, Standing, standing_of
from ccg_corpus.text.words import normalised_words


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A quotation that reading found: its id, its place, its words normalised."""

    id: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Target:
    """What decisions are about. `at` is the place among the quotations found, None where only
    reviewers say that there is one: at `span`, under `id`. `ends` are other ends that hold."""

    at: int | None
    span: Span
    id: str
    standing: Standing
    decisions: tuple[Decision, ...]
    ends: Span | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision whose words are not in the document. `exact` are these: its quotation's, or the ends
    that it moves."""

    decision: Decision
    exact: str


@dataclass(frozen=True, slots=True)
class AnchoredDecisions:
    """All decisions of a document: with their quotations, lost, and about the document itself."""

    targets: tuple[Target, ...] = ()
    lost: tuple[Lost, ...] = ()
    of_document: tuple[Decision, ...] = ()


@dataclass(slots=True)
class _Group:
    """Decisions about one quotation."""

    at: int | None
    span: Span
    decisions: list[Decision] = field(default_factory=list)


def anchored(
    decisions: Sequence[Decision],
    text: str,
    found: Sequence[FoundQuotation],
    *,
    strictly: bool = False,
) -> AnchoredDecisions:
    """Which quotation each decision is about. The decisions are in force, and in order.

    `strictly`: only where their words stand as they are, for a version of the document that they
    were decided on.
    """
    return _Anchoring(text, found, strictly=strictly).run(decisions)


class _Anchoring:
    def __init__(self, text: str, found: Sequence[FoundQuotation], *, strictly: bool) -> None:
        self._text, self._found, self._strictly = text, found, strictly
        self._places = Places(text)
        self._by_digits = {digits_of(one.id): at for at, one in enumerate(found)}
        self._by_words: dict[str, list[int]] = {}
        for at, one in enumerate(found):
            self._by_words.setdefault(one.words, []).append(at)
        self._groups: list[_Group] = []
        self._of_found: dict[int, _Group] = {}
        self._known: dict[tuple[str, str, str, str], _Group | None] = {}
        self._lost: list[Lost] = []

    def run(self, decisions: Sequence[Decision]) -> AnchoredDecisions:
        of_document = tuple(one for one in decisions if not one.on.exact)
        about = [one for one in decisions if one.on.exact]
        # What was added has its id from the words it was added with; what else was decided about it
        # goes by that, and it may stand within what is cut down by other decisions.
        added = {one.on.id: one.on for one in about if one.do == "add" and one.on.id}
        late = []
        for one in about:
            if one.do == "add" or self._is_of_added(one.on, added):
                late.append(one)
            else:
                self._put(one, self._group(one.on))
        moved = {at: self._ends(group) for at, group in self._of_found.items()}
        for one in late:
            self._put(one, self._added(added.get(one.on.id, one.on), moved))
        targets = tuple(map(self._target, sorted(self._groups, key=lambda one: one.span)))
        return AnchoredDecisions(targets, tuple(self._lost), of_document)

    def _is_of_added(self, on: Anchor, added: dict[str, Anchor]) -> bool:
        return on.id in added and digits_of(on.id) not in self._by_digits

    def _put(self, decision: Decision, group: _Group | None) -> None:
        if group is not None:
            group.decisions.append(decision)
        elif not self._strictly:
            self._lost.append(Lost(decision, decision.on.exact))

    # Which quotation

    def _group(self, on: Anchor) -> _Group | None:
        key = (digits_of(on.id), on.exact, on.prefix, on.suffix)
        if key not in self._known:
            self._known[key] = self._looked_up(on)
        return self._known[key]

    def _looked_up(self, on: Anchor) -> _Group | None:
        at = self._by_id(on)
        if at is not None and not self._stands_better_elsewhere(at, on):
            return self._found_group(at)
        span = self._place(on)
        if span is None:
            return None
        at = self._most_of(span, [one.span for one in self._found])
        return self._own_group(span) if at is None else self._found_group(at)

    def _by_id(self, on: Anchor) -> int | None:
        """By the id, which is of the words it was found with; of equal words by what is around."""
        at = self._by_digits.get(digits_of(on.id)) if on.id else None
        words = self._found[at].words if at is not None else normalised_words(on.exact)
        alike = self._by_words.get(words, [])
        if len(alike) < 2:
            return at if at is not None else next(iter(alike), None)
        if at is not None and normalised_words(on.exact) != words:
            return at  # its ends were moved: what stood around is not what stands around it
        scores = {n: self._places.around(self._found[n].span, on.prefix, on.suffix) for n in alike}
        best = max(scores.values())
        if at is not None and scores[at] == best:
            return at
        return next(n for n in alike if scores[n] == best)

    def _stands_better_elsewhere(self, at: int, on: Anchor) -> bool:
        """Whether the words stand a second time, and that time with what stood around them: the
        quotation that is found is the other one."""
        one = self._found[at]
        if one.words != normalised_words(on.exact) or not (on.prefix or on.suffix):
            return False
        own = self._places.around(one.span, on.prefix, on.suffix)
        if own == self._places.most_around(on.prefix, on.suffix):
            return False
        best = self._places.best(on.exact, on.prefix, on.suffix)
        if best is None or best.overlaps(one.span):
            return False
        return self._places.around(best, on.prefix, on.suffix) > own

    def _place(self, on: Anchor) -> Span | None:
        if self._strictly:
            spans = self._places.all(on.exact)
            return spans[0] if len(spans) == 1 else None
        return self._places.best(on.exact, on.prefix, on.suffix)

    @staticmethod
    def _most_of(span: Span, others: Sequence[Span]) -> int | None:
        """The one that shares most with a span: at least half of the shorter of them."""
        best, most = None, 0
        for at, other in enumerate(others):
            shared = min(span.end, other.end) - max(span.start, other.start)
            least = min(span.end - span.start, other.end - other.start)
            if shared > most and 2 * shared >= least:
                best, most = at, shared
        return best

    def _found_group(self, at: int) -> _Group:
        if at not in self._of_found:
            self._of_found[at] = _Group(at, self._found[at].span)
            self._groups.append(self._of_found[at])
        return self._of_found[at]

    def _own_group(self, span: Span) -> _Group:
        """Of a passage that only reviewers say to be one; what overlaps it is the same."""
        own = [group for group in self._groups if group.at is None]
        at = self._most_of(span, [group.span for group in own])
        if at is not None:
            return own[at]
        self._groups.append(_Group(None, span))
        return self._groups[-1]

    def _added(self, on: Anchor, moved: dict[int, Span | None]) -> _Group | None:
        """What was added is a quotation that reading finds by now, or one of its own."""
        span = self._place(on)
        if span is None:
            return None
        ends = [moved.get(at) or one.span for at, one in enumerate(self._found)]
        at = self._most_of(span, ends)
        return self._own_group(span) if at is None else self._found_group(at)

    # What holds of it

    def _ends(self, group: _Group) -> Span | None:
        """The ends that hold, where they are other than those found."""
        standing = standing_of(group.decisions)
        span = self._place_of_ends(standing, group) if TEXT in standing.words else None
        return None if span == group.span else span

    def _place_of_ends(self, standing: Standing, group: _Group) -> Span | None:
        near = Anchor(**standing.value(TEXT))
        spans = self._places.all(near.exact)
        touching = [span for span in spans if span.overlaps(group.span)]
        return touching[0] if touching else self._place(near)

    def _target(self, group: _Group) -> Target:
        decisions = tuple(sorted(group.decisions, key=lambda one: one.order))
        standing = standing_of(decisions)
        if TEXT in standing.words and self._place_of_ends(standing, group) is None:
            said = standing.words[TEXT][-1].decision
            self._lost.append(Lost(said, standing.value(TEXT)["exact"]))
        ids = [one.on.id for one in decisions if one.on.id]
        id = self._found[group.at].id if group.at is not None else next(iter(ids), "")
        return Target(group.at, group.span, id, standing, decisions, self._ends(group))


def digits_of(id: str) -> str:
    """What an id has of the words: a document may be called otherwise today."""
    return id.rpartition(":")[2]


def without(decisions: Iterable[Decision], ids: Iterable[str]) -> list[Decision]:
    """The decisions but those with these ids."""
    gone = frozenset(ids)
    return [one for one in decisions if one.id not in gone]
