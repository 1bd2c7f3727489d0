"""Parts of a question → the documents that have them, and what each counts there.

The one place where Whoosh's index is asked for what `terms` says: filters as bits, words as leaves
with scores, neighbours by their places. What a word looks for is said in `meaning`, what it counts
in `rank`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Coded,
    Holding,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Within,
    Word,
)  # fmt: skip
from ccg_corpus.search.forms import BREAK, SHOWN, USUAL, facet_term
from ccg_corpus.search.meaning import (
    beginning,
    exact_words,
    family_beginnings,
    halves,
    joined_with_neighbours,
    phrase_forms,
)
from ccg_corpus.search.rank import (
    CODE_WEIGHT,
    EXACT_WEIGHT,
    LEAD_IN_WEIGHT,
    THEME_WEIGHT,
    Leaf,
    norms,
    rarity,
    saturated,
)
from ccg_corpus.search.spans import Spans, found_near, united
from ccg_corpus.search.whoosh.bits import bits_of, docnums
from ccg_corpus.search.whoosh.reading import Allowed, AllowedHere, OpenIndex
from ccg_corpus.store import Facet, Selection
from ccg_corpus.text.words import family

FAMILY_FIELDS = ("family", "lead_in", "theme")


def selected(index: OpenIndex, selection: Selection) -> int:
    """The documents that a selection lets through: the same records that the store would list."""
    if selection.is_usual:
        bits = index.holding([facet_term(USUAL)])
    else:
        bits = index.holding(facet_term(("kind", kind)) for kind in selection.kinds)
        if not selection.all_printings:
            bits &= index.holding([facet_term(SHOWN)])
    for low, high, name in (
        (selection.since, selection.until, "year"),
        (selection.min_confidence, selection.max_confidence, "confidence"),
    ):
        if low is not None or high is not None:
            bits &= Compiled(index, bits).matching(Within(name, low, high))
    for group in selection.facets:
        bits &= index.holding(map(facet_term, group))
    for condition in selection.conditions:
        bits &= Compiled(index, bits).matching(condition)
    return bits


class Compiled:
    """Looks parts up among the documents that are let through."""

    def __init__(self, index: OpenIndex, allowed: int) -> None:
        self._index = index
        self._allowed = allowed
        self._let_through = Allowed(index, allowed)
        self._looked_up: dict[Part, list[Leaf]] = {}
        self.leaves: list[Leaf] = []

    def whole(self, parts: Sequence[Part]) -> int:
        """The documents that have all parts. A neighbour may be half of one word: "well being"."""
        bits = self._allowed
        for at in range(len(parts)):
            found = self.matching(parts[at])
            for joined in joined_with_neighbours(parts, at):
                if self._family_frequency(family(joined)):
                    leaves = self._families(joined, joined)
                    self.leaves += leaves
                    found |= self._bits(leaves)
            bits &= found
        return bits

    def matching(self, part: Part, *, scored: bool = True) -> int:
        """The allowed documents that have a part; its leaves count if it is `scored`."""
        match part:
            case Not(one):
                return self._allowed & ~self.matching(one, scored=False)
            case AnyOf(parts):
                bits = 0
                for one in parts:
                    bits |= self.matching(one, scored=scored)
                return bits
            case AllOf(parts):
                bits = self._allowed
                for one in parts:
                    bits &= self.matching(one, scored=scored)
                return bits
            case Holding(facets):
                return self._holding(facets)
            case Within("year", low, high):
                return self._holding(self._years(low, high))
            case Within("confidence", low, high):
                return self._confidences(low, high)
            case _:
                leaves = self._leaves(part)
                if scored:
                    self.leaves += leaves
                return self._bits(leaves)

    def _leaves(self, part: Part) -> list[Leaf]:
        if part not in self._looked_up:
            self._looked_up[part] = self._look_up(part)
        return self._looked_up[part]

    def _look_up(self, part: Part) -> list[Leaf]:
        match part:
            case Word(text):
                return self._word(text)
            case Prefix(text):
                return [self._prefix(beginning(text))]
            case Phrase(text):
                return [self._adjacent(text, form) for form in phrase_forms(text)]
            case Near():
                times = self._places(lambda here: self._spans(part, here))
                return [self._counted("NEAR", times, self._rare(len(times)))]
            case Coded(slug):
                found = self._holding([("code", slug)])
                return [Leaf(slug, "code", dict.fromkeys(docnums(found), CODE_WEIGHT))]
        raise AssertionError(part)

    def _bits(self, leaves: Iterable[Leaf]) -> int:
        found = (docnum for leaf in leaves for docnum in leaf.scores)
        return bits_of(found, self._index.size)

    # Filters

    def _holding(self, facets: Iterable[Facet]) -> int:
        return self._index.holding(map(facet_term, facets)) & self._allowed

    def _years(self, low: float | None, high: float | None) -> list[Facet]:
        prefix = facet_term(("year", ""))
        terms = self._index.beginning("facet", prefix)
        years = [term.removeprefix(prefix) for term in terms]
        first, last = low if low is not None else -1, high if high is not None else 99_999
        return [("year", year) for year in years if first <= int(year) <= last]

    def _confidences(self, low: float | None, high: float | None) -> int:
        column = self._index.column("confidence")
        first, last = low if low is not None else 0.0, high if high is not None else 1.0
        found = (docnum for docnum in docnums(self._allowed) if first <= column[docnum] <= last)
        return bits_of(found, self._index.size)

    # Words

    def _word(self, text: str) -> list[Leaf]:
        """A word by its family, better as it stands; a hyphenated one also by its parts."""
        exact = exact_words(text)
        leaves = self._families(text, text)
        if len(exact) == 1:
            rare = EXACT_WEIGHT * self._family_rarity(family(text))
            found = self._let_through.among("words", exact[0])
            leaves.append(Leaf(text, "as asked", {docnum: rare for docnum, _ in found}))
            pairs = (pair for pair in halves(exact[0]) if all(map(self._word_frequency, pair)))
            leaves += [self._adjacent(text, pair) for pair in pairs]
        elif exact:
            leaves.append(self._adjacent(text, exact, weight=EXACT_WEIGHT))
        return leaves

    def _families(self, asked: str, word: str) -> list[Leaf]:
        key = family(word)
        rare = self._family_rarity(key)
        times = dict(self._let_through.among("family", key))
        leaves = [self._counted(asked, times, rare)]
        for field, place, weight in (
            ("lead_in", "lead-in", LEAD_IN_WEIGHT),
            ("theme", "heading", THEME_WEIGHT),
        ):
            found = self._let_through.among(field, key)
            scores = {docnum: weight * rare * saturated(times) for docnum, times in found}
            leaves.append(Leaf(asked, place, scores))
        return leaves

    def _prefix(self, letters: str) -> Leaf:
        times: dict[int, float] = {}
        words = self._index.beginning("words", letters)
        for word in words:
            for docnum, weight in self._let_through.among("words", word):
                times[docnum] = times.get(docnum, 0.0) + weight
        return self._counted(
            f"{letters}*", times, self._rare(sum(map(self._word_frequency, words)))
        )

    def _adjacent(self, asked: str, words: list[str], *, weight: float = 1.0) -> Leaf:
        times = self._places(lambda here: here.phrase(words))
        rare = sum(self._rare(self._word_frequency(word)) for word in words)
        return self._counted(asked, times, rare * weight)

    def _counted(self, asked: str, times: dict[int, float], rare: float) -> Leaf:
        """Often counts more, and more in a short quotation."""
        lengths, known = (self._lengths, self._norms) if times else (b"", [])
        scores = {
            docnum: rare * saturated(n, known[lengths[docnum]]) for docnum, n in times.items()
        }
        return Leaf(asked, "words", scores)

    # Places

    def _places(self, find: Callable[[AllowedHere], Spans]) -> dict[int, float]:
        """How often something stands in each document."""
        return {
            here.shard.offset + docnum: float(len(spans))
            for here in self._let_through.shards
            for docnum, spans in find(here).items()
        }

    def _spans(self, part: Part, here: AllowedHere, among: Sequence[int] | None = None) -> Spans:
        """Where a part stands in the allowed documents of a shard, or only in some of them."""
        if isinstance(part, Near):
            rarer, other = sorted(part.parts, key=lambda one: self._spread(one, here))
            some = self._spans(rarer, here, among)
            others = self._spans(other, here, sorted(some)) if some else {}
            breaks = here.phrase([BREAK], sorted(others)) if others else {}
            cuts = {docnum: [at for at, _ in spans] for docnum, spans in breaks.items()}
            return found_near(some, others, part.within, cuts)
        if isinstance(part, AnyOf):
            return united(self._spans(one, here, among) for one in part.parts)
        return united(here.phrase(words, among) for words in self._sequences(part, here))

    def _sequences(self, part: Part, here: AllowedHere) -> Iterator[list[str]]:
        """The words, or rows of words, any of which is the part."""
        match part:
            case Word(text):
                found = (here.shard.beginning("words", one) for one in family_beginnings(text))
                key = family(text)
                yield from ([word] for words in found for word in words if family(word) == key)
                if len(exact := exact_words(text)) > 1:
                    yield exact
            case Prefix(text):
                yield from ([word] for word in here.shard.beginning("words", beginning(text)))
            case Phrase(text):
                yield exact_words(text)
            case _:
                raise AssertionError(part)

    def _spread(self, part: Part, here: AllowedHere) -> int:
        """About how many documents of a shard have a part: which of two to look for first."""
        if isinstance(part, AnyOf | Near):
            spread = [self._spread(one, here) for one in part.parts]
            return min(spread) if isinstance(part, Near) else sum(spread)
        rows = self._sequences(part, here)
        return sum(min(here.shard.frequency("words", word) for word in row) for row in rows if row)

    # What counts how much

    def _word_frequency(self, word: str) -> int:
        return self._index.frequency("words", word)

    def _family_rarity(self, key: str) -> float:
        return self._rare(self._family_frequency(key))

    def _family_frequency(self, key: str) -> int:
        """In how many documents the field has it that has it in most."""
        return max(self._index.frequency(field, key) for field in FAMILY_FIELDS)

    def _rare(self, frequency: int) -> float:
        return rarity(frequency, self._index.size)

    @cached_property
    def _lengths(self) -> Any:
        return self._index.column("length")

    @cached_property
    def _norms(self) -> list[float]:
        """For each length, as it is kept, what it is weighed by."""
        from whoosh.util.numeric import byte_to_length

        mean = self._index.words / max(1, self._index.size)
        return norms(map(byte_to_length, range(256)), mean)
