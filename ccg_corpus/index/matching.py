"""Terms → the documents that have them, and what each counts there.

Every place a term is found in is a `Leaf`: what was looked for, where it was found, and a score
for each document. A document's score is the sum of its leaves: BM25 for the words themselves, less
for the author's lead-in and the heading, more for the word exactly as it was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from ccg_corpus.frozen import frozen
from ccg_corpus.index.allowed import Facets, docnums
from ccg_corpus.index.bits import bits_of
from ccg_corpus.index.columns import decoded, lengths
from ccg_corpus.index.forms import joined_words
from ccg_corpus.index.places import Places
from ccg_corpus.index.postings import Allowed
from ccg_corpus.index.spans import Spans
from ccg_corpus.terms import (
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
from ccg_corpus.words import family, tokens, variants

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

# What a match counts beside the family's in the words themselves.
EXACT_WEIGHT = 0.3
LEAD_IN_WEIGHT = 0.4
THEME_WEIGHT = 0.3
CODE_WEIGHT = 0.3
K1, B = 1.2, 0.75  # BM25
# "wellbeing" is also looked for as "well being"; shorter parts meet by chance ("in to").
LEAST_PART = 3


@frozen
class Leaf:
    """What was looked for, where it was found, and what it counts in each document."""

    asked: str
    place: str
    scores: dict[int, float]


class Matching:
    """Looks parts up among the documents that the filters let through."""

    def __init__(self, reader: IndexReader, facets: Facets, allowed: int) -> None:
        self._reader = reader
        self._facets = facets
        self._size = facets.size
        self._allowed = allowed
        self._let_through = Allowed(reader, allowed)
        self.leaves: list[Leaf] = []
        self._frequencies: dict[tuple[str, str], int] = {}
        self._looked_up: dict[Part, list[Leaf]] = {}

    def whole(self, parts: Sequence[Part]) -> int:
        """The documents that have all parts. A neighbour may be half of one word: "well being"."""
        bits = self._allowed
        for at in range(len(parts)):
            found = self._matching(parts[at], scored=True)
            for joined in self._joined_with_neighbours(parts, at):
                leaves = self._families(joined, joined)
                self.leaves += leaves
                found |= self._bits(leaves)
            bits &= found
        return bits

    def _joined_with_neighbours(self, parts: Sequence[Part], at: int) -> list[str]:
        pairs = (parts[max(0, at - 1) : at + 1], parts[at : at + 2])
        joined = [word for pair in pairs if (word := _joined(pair))]
        return [word for word in joined if self._is_known(family(word))]

    def _is_known(self, key: str) -> bool:
        """Whether a family stands anywhere: in the words, in a lead-in or in a heading."""
        return any((field, key) in self._reader for field in FAMILY_FIELDS)

    def _matching(self, part: Part, *, scored: bool) -> int:
        """The allowed documents that have a part; its leaves count if it is `scored`."""
        match part:
            case Not(one):
                return self._allowed & ~self._matching(one, scored=False)
            case AnyOf(parts):
                bits = 0
                for one in parts:
                    bits |= self._matching(one, scored=scored)
                return bits
            case AllOf(parts):
                bits = self._allowed
                for one in parts:
                    bits &= self._matching(one, scored=scored)
                return bits
            case Holding() | Within():
                return self._facets.matching(part, self._allowed)
            case _:
                leaves = self._leaves(part)
                if scored:
                    self.leaves += leaves
                return self._bits(leaves)

    def _bits(self, leaves: Iterable[Leaf]) -> int:
        return bits_of((docnum for leaf in leaves for docnum in leaf.scores), self._size)

    def _leaves(self, part: Part) -> list[Leaf]:
        if part not in self._looked_up:
            self._looked_up[part] = self._look_up(part)
        return self._looked_up[part]

    def _look_up(self, part: Part) -> list[Leaf]:
        match part:
            case Word(text):
                return self._word(text)
            case Prefix(text):
                return [self._prefix("".join(token.text for token in tokens(text)))]
            case Phrase(text):
                return self._phrase(text)
            case Near():
                return [self._near(part)]
            case Coded(slug):
                found = self._facets.matching(part, self._allowed)
                scores = dict.fromkeys(docnums(found), CODE_WEIGHT)
                return [Leaf(slug, "code", scores)]
        raise AssertionError(part)

    # Words

    def _word(self, text: str) -> list[Leaf]:
        """A word by its family, better as it stands; a hyphenated one also by its parts."""
        exact = [token.text for token in tokens(text)]
        leaves = self._families(text, text)
        if len(exact) == 1:
            found = {docnum: 1 for docnum, _ in self._postings("words", exact[0])}
            rare = self._rarity(family(text))
            scores = dict.fromkeys(found, EXACT_WEIGHT * rare)
            leaves.append(Leaf(text, "as asked", scores))
            leaves += [self._adjacent(text, parts) for parts in self._splits(exact[0])]
        elif exact:
            leaves.append(self._adjacent(text, exact, weight=EXACT_WEIGHT))
        return leaves

    def _families(self, asked: str, word: str) -> list[Leaf]:
        key = family(word)
        rare = self._rarity(key)
        said = {
            docnum: rare * self._often(times, docnum)
            for docnum, times in self._postings("family", key)
        }
        leaves = [Leaf(asked, "words", said)]
        for field, weight in (("lead_in", LEAD_IN_WEIGHT), ("theme", THEME_WEIGHT)):
            scores = {
                docnum: weight * rare * times * (K1 + 1) / (times + K1)
                for docnum, times in self._postings(field, key)
            }
            leaves.append(Leaf(asked, "lead-in" if field == "lead_in" else "heading", scores))
        return leaves

    def _prefix(self, beginning: str) -> Leaf:
        times: dict[int, float] = {}
        frequency = 0
        for term in self._words_beginning(beginning):
            frequency += self._frequency("words", term)
            for docnum, weight in self._postings("words", term):
                times[docnum] = times.get(docnum, 0.0) + weight
        return self._counted(f"{beginning}*", times, self._idf(frequency))

    def _phrase(self, text: str) -> list[Leaf]:
        """Words next to each other, hyphenated ones apart or joined."""
        found = tokens(text)
        words = [token.text for token in found]
        joined = joined_words(found, variants(text, found))
        forms = [words] if joined == words else [words, joined]
        return [self._adjacent(text, form) for form in forms]

    def _adjacent(self, asked: str, words: list[str], *, weight: float = 1.0) -> Leaf:
        times = self._places(lambda places: places.phrase(words))
        rare = sum(self._idf(self._frequency("words", word)) for word in words)
        return self._counted(asked, times, rare * weight)

    def _near(self, part: Near) -> Leaf:
        times = self._places(lambda places: places.spans(part))
        return self._counted("NEAR", times, self._idf(len(times)))

    def _counted(self, asked: str, times: dict[int, float], rare: float) -> Leaf:
        scores = {docnum: rare * self._often(n, docnum) for docnum, n in times.items()}
        return Leaf(asked, "words", scores)

    def _splits(self, word: str) -> list[list[str]]:
        """The two words that "wellbeing" may be printed as, if the index has both."""
        cuts = range(LEAST_PART, len(word) - LEAST_PART + 1)
        pairs = [[word[:at], word[at:]] for at in cuts]
        return [pair for pair in pairs if all(("words", half) in self._reader for half in pair)]

    # Places

    def _places(self, find: Callable[[Places], Spans]) -> dict[int, float]:
        """How often something stands in each document."""
        return {
            offset + docnum: float(len(spans))
            for offset, here in self._let_through.segments
            for docnum, spans in find(Places(here)).items()
        }

    # Postings

    def _postings(self, field: str, term: str) -> Iterator[tuple[int, float]]:
        """The allowed documents that have a term in a field, with how often."""
        return self._let_through.among(field, term)

    def _words_beginning(self, beginning: str) -> list[str]:
        return [term.decode() for term in self._reader.expand_prefix("words", beginning)]

    # What counts how much

    def _frequency(self, field: str, term: str) -> int:
        """In how many documents a term is; each segment has to be asked, so once."""
        known = self._frequencies.get((field, term))
        if known is None:
            known = int(self._reader.doc_frequency(field, term))
            self._frequencies[field, term] = known
        return known

    def _rarity(self, key: str) -> float:
        """Of a family: by the field that has it in most documents."""
        return self._idf(max(self._frequency(field, key) for field in FAMILY_FIELDS))

    def _idf(self, frequency: int) -> float:
        return log(1 + self._size / (min(frequency, self._size) + 1))

    def _often(self, times: float, docnum: int) -> float:
        """Often counts more, and more in a short quotation."""
        return times * (K1 + 1) / (times + self._norms[self._lengths[docnum]])

    @cached_property
    def _lengths(self) -> bytearray:
        return lengths(self._reader, "family")

    @cached_property
    def _norms(self) -> list[float]:
        """For each length what it is weighed by."""
        return [K1 * (1 - B + B * length / self._mean_length) for length in decoded()]

    @cached_property
    def _mean_length(self) -> float:
        return max(1.0, float(self._reader.field_length("family")) / max(1, self._size))


FAMILY_FIELDS = ("family", "lead_in", "theme")


def _joined(pair: Sequence[Part]) -> str:
    """Two plain words as one; empty where the pair is something else."""
    words = [part.text for part in pair if isinstance(part, Word)]
    return "".join(words) if len(words) == 2 else ""
