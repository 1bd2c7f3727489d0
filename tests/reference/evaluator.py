"""A query and the records of a corpus → the ids that it finds, by looking at every record.

Nothing is shared with the engines but what a word is (`ccg_corpus.text.words`). Each operator is a line or
two over lists of words; there is no index, no bit set and no shortcut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccg_corpus.core.hit import KINDS, SPEECH_KINDS, Record
from ccg_corpus.corpus import Corpus
from ccg_corpus.query import Query
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Has,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Within,
    Word,
    has_words,
)  # fmt: skip
from ccg_corpus.text.words import (
    families,
    family,
    label_key,
    normalised_words,
    participant_key,
    slug,
    tokens,
    variants,
)  # fmt: skip

UNSTATED = ("role", "case", "site", "study", "theme", "code", "participant")
LEAST_HALF = 3  # "wellbeing" is also "well being"; shorter halves meet by chance


def texts_of(text: str) -> tuple[list[str], list[str]]:
    """The words of a text as they stand, and with hyphenated ones written as one."""
    found = tokens(text)
    joined = {one.first: one for one in variants(text, found)}
    together, at = [], 0
    while at < len(found):
        one = joined.get(at)
        together.append(one.text if one else found[at].text)
        at = one.last + 1 if one else at + 1
    return [one.text for one in found], together


def families_of(text: str) -> set[str]:
    """The families of all words, and of hyphenated ones written as one."""
    apart, together = texts_of(text)
    return {family(word) for word in (*apart, *together)}


@dataclass(frozen=True)
class Said:
    """A quotation: its words, and all that it is found by."""

    id: str
    kind: str
    year: int | None
    confidence: float
    texts: tuple[list[str], list[str]]
    families: set[str]
    around: set[str]  # the families of the lead-in and the heading
    facts: Mapping[str, set[str]]


class Reference:
    """The quotations of a corpus, each told once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        every = Query(kinds=KINDS, all_printings=True)
        printed = {hit.record["id"]: hit.record for hit in corpus.quotes(every)}
        shown = [hit.record for hit in corpus.quotes(Query(kinds=KINDS))]
        self.said = [
            _said(one, [one, *(printed[other["id"]] for other in one["also_in"])]) for one in shown
        ]
        self._themes = {key for one in self.said for key in one.facts["theme"]}
        self._codes = {
            families(name): code.id
            for code in corpus.catalogue.codes
            for name in (code.id.replace("-", " "), code.title)
        }

    def ids(self, query: Query) -> set[str]:
        """What a query finds."""
        return {one.id for one in self.said if self._is_found(one, query)}

    def _is_found(self, one: Said, query: Query) -> bool:
        wanted = {*SPEECH_KINDS, *(kind for part in query.parts for kind in _kinds_in(part))}
        if one.kind not in (set(query.kinds) or wanted):
            return False
        if not all(
            self._has(one, field, values) for field, values in query.filters() if field != "kind"
        ):
            return False
        bounds = (
            Within("year", query.since, query.until),
            Within("confidence", query.min_confidence, query.max_confidence),
        )
        if not all(_within(one, bound) for bound in bounds):
            return False
        if not all(self._holds(one, part) for part in query.parts if not has_words(part)):
            return False
        return self._has_words(one, [part for part in query.parts if has_words(part)])

    def _has_words(self, one: Said, parts: Sequence[Part]) -> bool:
        """All of them. Words that name a code are found by it too; of two words side by side each
        is also found where the corpus prints them as one."""
        at = 0
        while at < len(parts):
            length, code = self._code_at(parts, at)
            stretch = parts[at : at + length]
            if not (
                (code and code in one.facts["code"])
                or all(self._holds(one, part) for part in stretch)
                or (length == 1 and not code and self._is_half(one, parts, at))
            ):
                return False
            at += length
        return True

    def _code_at(self, parts: Sequence[Part], at: int) -> tuple[int, str]:
        for length in range(len(parts) - at, 0, -1):
            stretch = parts[at : at + length]
            if all(isinstance(part, Word) for part in stretch):
                key = families(" ".join(part.text for part in stretch))  # type: ignore[union-attr]
                if key in self._codes:
                    return length, self._codes[key]
        return 1, ""

    def _is_half(self, one: Said, parts: Sequence[Part], at: int) -> bool:
        for first in (at - 1, at):
            pair = parts[max(first, 0) : first + 2]
            taken = [n for n in (first, first + 1) if self._code_at(parts, n)[1]] if pair else []
            if len(pair) == 2 and not taken and all(isinstance(part, Word) for part in pair):
                joined = "".join(part.text for part in pair)  # type: ignore[union-attr]
                if family(joined) in one.families | one.around:
                    return True
        return False

    def _holds(self, one: Said, part: Part) -> bool:
        match part:
            case Not(inner):
                return not self._holds(one, inner)
            case AnyOf(parts):
                return any(self._holds(one, inner) for inner in parts)
            case AllOf(parts):
                return all(self._holds(one, inner) for inner in parts)
            case Has(field, values):
                return self._has(one, field, values)
            case Within():
                return _within(one, part)
            case Word(text):
                return _has_word(one, text)
            case Prefix(text):
                beginning = "".join(token.text for token in tokens(text))
                return any(word.startswith(beginning) for words in one.texts for word in words)
            case Phrase(text):
                return any(
                    _places(words, form) for words in one.texts for form in set_of_forms(text)
                )
            case Near():
                return any(_spans(words, part) for words in one.texts)
        raise AssertionError(part)

    def _has(self, one: Said, field: str, values: Iterable[str]) -> bool:
        return any(self._is(one, field, value) for value in values)

    def _is(self, one: Said, field: str, value: str) -> bool:
        if field in UNSTATED and value in ("none", "*"):
            return bool(one.facts[field]) == (value == "*")
        known, catalogue = one.facts[field], self._corpus.catalogue
        match field:
            case "role":
                named = {slug(value), self._corpus.vocabulary.resolve(value)}
                return bool(known & named)
            case "case":
                document, colon, label = value.partition(":")
                if colon and (id := catalogue.document(document)):
                    return f"{id}:{label_key(label)}" in one.facts["case in"]
                return label_key(value) in known
            case "participant":
                return participant_key(value) in known
            case "theme":
                key = normalised_words(value)
                if key in self._themes:
                    return key in known
                return any(set(families(value)) <= set(families(theme)) for theme in known)
            case "document":
                return catalogue.document(value) in known
            case "site":
                return catalogue.site(value) in known
            case "study":
                return catalogue.study(value) in known
            case "code":
                return bool(known & {catalogue.code(value), value})
            case "type":
                return bool(known & set(catalogue.of_type(value)))
            case "kind":
                return one.kind == value
            case "section":
                return value in known
        raise AssertionError(field)


def _said(shown: Record, printings: Sequence[Record]) -> Said:
    facts: dict[str, set[str]] = {
        field: {value for one in printings for value in _facts(one, field) if value}
        for field in (*UNSTATED, "case in", "document", "type", "section", "kind")
    }
    return Said(
        shown["id"], shown["kind"], shown["document"]["year"], shown["confidence"],
        texts_of(shown["text"]), families_of(shown["text"]),
        families_of(shown["lead_in"] or "") | families_of(shown["theme"] or ""), facts,
    )  # fmt: skip


def _facts(record: Record, field: str) -> list[Any]:
    match field:
        case "role" | "code":
            return list(record[f"{field}s"])
        case "case":
            return [label_key(record["case"])] if record["case"] is not None else []
        case "case in":
            label = record["case"]
            return [f"{record['document']['id']}:{label_key(label)}"] if label is not None else []
        case "participant":
            label = record["participant"] if record["participant"] is not None else record["name"]
            return [participant_key(label)] if label is not None else []
        case "theme":
            return [normalised_words(record["theme"])] if record["theme"] else []
        case "document" | "type":
            return [record["document"]["id"]]
    return [record[field]]


def _kinds_in(part: Part) -> Iterator[str]:
    """The kinds that are asked for within alternatives."""
    if isinstance(part, Has) and part.field == "kind":
        yield from part.values
    elif isinstance(part, (AnyOf, AllOf)):
        for one in part.parts:
            yield from _kinds_in(one)


def _within(one: Said, part: Within) -> bool:
    if part.low is None and part.high is None:
        return True
    value = one.year if part.field == "year" else one.confidence
    if value is None:
        return False
    return (part.low is None or value >= part.low) and (part.high is None or value <= part.high)


# Words


def set_of_forms(text: str) -> list[list[str]]:
    """The words of a phrase as typed, and with hyphenated ones written as one."""
    return list(texts_of(text))


def _has_word(one: Said, text: str) -> bool:
    """Its family in the words, the lead-in or the heading; a hyphenated word also apart, and a word
    of two halves also as two."""
    if family(text) in one.families | one.around:
        return True
    exact = [token.text for token in tokens(text)]
    if len(exact) > 1:
        return any(_places(words, exact) for words in one.texts)
    halves = [
        [exact[0][:at], exact[0][at:]]
        for at in range(LEAST_HALF, len(exact[0]) - LEAST_HALF + 1)
        if exact
    ]
    return any(_places(words, pair) for words in one.texts for pair in halves)


def _places(words: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand next to each other: the first and the last word of each place."""
    length = len(wanted)
    starts = range(len(words) - length + 1) if length else ()
    return [(n, n + length - 1) for n in starts if list(words[n : n + length]) == list(wanted)]


def _spans(words: Sequence[str], part: Part) -> list[tuple[int, int]]:
    """Where a part stands among words."""
    match part:
        case Word(text):
            key, exact = family(text), [token.text for token in tokens(text)]
            own = [(n, n) for n, word in enumerate(words) if family(word) == key]
            return own + (_places(words, exact) if len(exact) > 1 else [])
        case Prefix(text):
            beginning = "".join(token.text for token in tokens(text))
            return [(n, n) for n, word in enumerate(words) if word.startswith(beginning)]
        case Phrase(text):
            return _places(words, [token.text for token in tokens(text)])
        case AnyOf(parts):
            return [span for one in parts for span in _spans(words, one)]
        case Near((one, other), within):
            return [
                (min(a[0], b[0]), max(a[1], b[1]))
                for a in _spans(words, one)
                for b in _spans(words, other)
                if 0 < b[0] - a[1] <= within or 0 < a[0] - b[1] <= within
            ]
    raise AssertionError(part)
