"""The decisions on one quotation → what holds of it, and where reviewers disagree.

Comes in: decisions in force, in order. Goes out: a `Standing`. Of each field the last word of each
reviewer counts; where these differ neither holds, until somebody settles it. What a reviewer confirms
is their word for everything that was stated then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ccg_corpus.decisions.model import Decision
from ccg_corpus.text.words import label_key, normalised_words, participant_key, slug

# What can be said of a quotation: its values are names, or None for "none".
SET_FIELDS = ("role", "case", "participant", "theme", "kind")
TEXT, STATUS = "text", "status"
FIELDS = (STATUS, TEXT, *SET_FIELDS)
FOUND, CONFIRMED, CORRECTED, ADDED, REJECTED = (
    "found", "confirmed", "corrected", "added", "rejected",
)  # fmt: skip
STATUSES = (FOUND, CONFIRMED, CORRECTED, ADDED, REJECTED)
UNREVIEWED = "unreviewed"  # another word for "found"
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one reviewer says of one field. `value` of `text` is a selector: exact, prefix, suffix."""

    field: str
    value: Any
    decision: Decision
    is_confirmation: bool = False

    @property
    def by(self) -> str:
        """Who says it."""
        return self.decision.by


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which reviewers say different things: the last word of each, in order."""

    field: str
    words: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds. `words`: by field the words in force, all alike, the last one last.

    `others` are decisions of other kinds: codes, memos.
    """

    words: Mapping[str, tuple[Ruling, ...]]
    conflicts: tuple[Conflict, ...] = ()
    others: tuple[Decision, ...] = ()
    is_added: bool = False

    def value(self, field: str) -> Any:
        """What holds of a field that `words` has."""
        return self.words[field][-1].value

    @property
    def is_rejected(self) -> bool:
        """Whether it holds that this is no quotation."""
        return STATUS in self.words and self.value(STATUS) == REJECTED

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody confirmed it."""
        return any(word.is_confirmation for word in self.words.get(STATUS, ()))


def standing_of(decisions: Iterable[Decision]) -> Standing:
    """What holds of a quotation by the decisions in force on it, which stand in order."""
    said: _Said = {field: {} for field in FIELDS}
    others = []
    is_added = False
    for one in decisions:
        is_added |= one.do == "add"
        if not _hear(said, one):
            others.append(one)
    holding: dict[str, tuple[Ruling, ...]] = {}
    conflicts = []
    for field, by in said.items():
        words = sorted(by.values(), key=lambda word: word.decision.order)
        if len({_compared(word) for word in words}) > 1:
            conflicts.append(Conflict(field, tuple(words)))
        elif words:
            holding[field] = tuple(words)
    return Standing(holding, tuple(conflicts), tuple(others), is_added)


def says_more(decisions: Iterable[Decision], new: Decision) -> bool:
    """Whether a decision says anything of its quotation that its reviewer does not say already by
    those in force, which stand in order. A reason that is new is something."""
    said: _Said = {field: {} for field in FIELDS}
    for one in decisions:
        _hear(said, one)
    before = {field: dict(by) for field, by in said.items()}
    if not _hear(said, new):
        return True
    return any(
        before[field].keys() != by.keys() or _is_more(before[field][new.by], by[new.by], new)
        for field, by in said.items()
        if new.by in by and by[new.by].decision is new
    )


def _is_more(was: Ruling, word: Ruling, new: Decision) -> bool:
    if word.field == TEXT:
        if was.value["exact"] != word.value["exact"]:
            return True
    elif was.value != word.value:
        return True
    is_first = word.field == STATUS and word.is_confirmation and not was.is_confirmation
    return is_first or new.why not in (None, was.decision.why)


_Said = dict[str, dict[str, Ruling]]  # of each field the last word of each reviewer


def _hear(said: _Said, decision: Decision) -> bool:
    """Put the words of the next decision with those before; whether it has any."""
    if decision.do == "settle":
        for word in _settled(decision):
            said[word.field] = {decision.by: word}
        return True
    words = list(_words(decision))
    for word in words:
        said[word.field].pop(decision.by, None)
        said[word.field][decision.by] = word
    return bool(words)


def _words(decision: Decision) -> Iterator[Ruling]:
    """What a decision says of which field."""
    match decision.do:
        case "set":
            yield from _named(decision, decision.values)
            yield Ruling(STATUS, KEPT, decision)
        case "ends":
            if (selector := selector_of(decision.values.get("ends"))) is not None:
                yield Ruling(TEXT, selector, decision)
                yield Ruling(STATUS, KEPT, decision)
        case "add":
            yield from _named(decision, decision.values)
            yield Ruling(STATUS, KEPT, decision)
        case "confirm":
            seen = decision.values.get("as")
            if isinstance(seen, Mapping):
                stated = {key: value for key, value in seen.items() if value is not None}
                for word in _named(decision, stated):
                    yield Ruling(word.field, word.value, decision, is_confirmation=True)
            own = selector_of(decision.on.written())
            if own is not None:
                yield Ruling(TEXT, own, decision, is_confirmation=True)
            yield Ruling(STATUS, KEPT, decision, is_confirmation=True)
        case "reject":
            yield Ruling(STATUS, REJECTED, decision)


def _settled(decision: Decision) -> Iterator[Ruling]:
    yield from _named(decision, decision.values)
    if (selector := selector_of(decision.values.get("ends"))) is not None:
        yield Ruling(TEXT, selector, decision)
    status = decision.values.get("status")
    if status in (KEPT, REJECTED):
        yield Ruling(STATUS, status, decision)


def _named(decision: Decision, values: Mapping[str, Any]) -> Iterator[Ruling]:
    for field in SET_FIELDS:
        if field in values and isinstance(values[field], (str, type(None))):
            yield Ruling(field, values[field], decision)


def selector_of(value: object) -> dict[str, str] | None:
    """Words with what stands around them; None where there are none."""
    if not isinstance(value, Mapping) or not isinstance(value.get("exact"), str):
        return None
    selector = {key: value.get(key) for key in ("exact", "prefix", "suffix")}
    return {key: text if isinstance(text, str) else "" for key, text in selector.items()}


def _compared(word: Ruling) -> str:
    """What two reviewers have to agree in: not in how they spell it."""
    value = word.value
    if value is None:
        return ""
    match word.field:
        case "role":
            return slug(value)
        case "case":
            return label_key(value)
        case "participant":
            return participant_key(value)
        case "text":
            return normalised_words(value["exact"])
        case _:
            return normalised_words(value)
