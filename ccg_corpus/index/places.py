"""Where parts of a question stand in the documents of one segment: words, phrases, neighbours.

Comes in: parts, and which documents are allowed. Goes out: their places, by the numbers that the
segment has for its documents. What is rarest is looked for first, and all else only where that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pickle import loads

from ccg_corpus.index.allowed import docnums
from ccg_corpus.index.forms import BREAK
from ccg_corpus.index.postings import AllowedHere
from ccg_corpus.index.spans import Spans, found_near, united
from ccg_corpus.terms import AnyOf, Near, Part, Phrase, Prefix, Word
from ccg_corpus.words import family, kin, tokens

# Words of a family share their beginning, of so many letters.
BEGINNING = 3


class Places:
    """Finds places in the allowed documents of a segment."""

    def __init__(self, allowed: AllowedHere) -> None:
        self._allowed = allowed

    def spans(self, part: Part, among: Sequence[int] | None = None) -> Spans:
        """Where a part stands, in all allowed documents or, of these, only in some, in order."""
        match part:
            case Word(text):
                return self._word(text, among)
            case Prefix(text):
                return self._any(self.words_beginning(_joined(text)), among)
            case Phrase(text):
                return self.phrase([token.text for token in tokens(text)], among)
            case AnyOf(parts):
                return united(self.spans(one, among) for one in parts)
            case Near((one, other), within):
                rarer, more_common = sorted((one, other), key=self._frequency)
                return self._near(rarer, more_common, within, among)
        raise AssertionError(part)

    def phrase(self, words: Sequence[str], among: Sequence[int] | None = None) -> Spans:
        """The places of words that stand next to each other; of no words, none."""
        rarest_first = sorted(
            range(len(words)), key=lambda n: self._allowed.frequency("words", words[n])
        )
        held = self._held([words[n] for n in rarest_first], among)
        last = len(words) - 1
        found: Spans = {}
        for docnum, values in held.items():
            starts = -1
            for n, value in zip(rarest_first, values, strict=True):
                starts &= _place_bits(value) >> n
            if starts:
                found[docnum] = [(start, start + last) for start in docnums(starts)]
        return found

    def words_beginning(self, beginning: str) -> list[str]:
        """The words of the segment that begin so."""
        terms = self._allowed.segment.expand_prefix("words", beginning)
        return [term.decode() for term in terms]

    def _held(
        self, words: Sequence[str], among: Sequence[int] | None
    ) -> dict[int, tuple[bytes, ...]]:
        """The documents that have all words, and where each stands, as it is written."""
        marks = self._allowed.marks
        held: dict[int, tuple[bytes, ...]] = {}
        some = None if among is None else set(among)
        for turn, word in enumerate(words):
            wanted = sorted(held) if turn else among
            if wanted is not None and not wanted:
                return {}
            blocks = self._allowed.blocks("words", word, wanted)
            if turn:
                held = {
                    id: (*held[id], value)
                    for ids, _, values in blocks
                    for id, value in zip(ids, values, strict=False)
                    if id in held
                }
            else:
                held = {
                    id: (value,)
                    for ids, _, values in blocks
                    for id, value in zip(ids, values, strict=False)
                    if marks[id] and (some is None or id in some)
                }
        return held

    def _word(self, text: str, among: Sequence[int] | None) -> Spans:
        """Every word of the family, for the index knows places of words only as they stand."""
        exact = [token.text for token in tokens(text)]
        found = self._any(self._family(text), among)
        return united((found, self.phrase(exact, among))) if len(exact) > 1 else found

    def _family(self, text: str) -> list[str]:
        key = family(text)
        asked = (token.text for token in tokens(text))
        beginnings = {word[:BEGINNING] for word in (key, *asked, *kin(key), *_british(key))}
        return sorted(
            word
            for beginning in beginnings
            for word in self.words_beginning(beginning)
            if family(word) == key
        )

    def _any(self, words: Iterable[str], among: Sequence[int] | None) -> Spans:
        return united(self.phrase([word], among) for word in words)

    def _near(
        self, rarer: Part, more_common: Part, within: int, among: Sequence[int] | None
    ) -> Spans:
        some = self.spans(rarer, among)
        others = self.spans(more_common, sorted(some)) if some else {}
        breaks = self.phrase([BREAK], sorted(others)) if others else {}
        cuts = {docnum: [at for at, _ in spans] for docnum, spans in breaks.items()}
        return found_near(some, others, within, cuts)

    def _frequency(self, part: Part) -> int:
        """About how many documents have a part: which of two to look for first."""
        frequency = self._allowed.frequency
        match part:
            case Word(text):
                return frequency("family", family(text))
            case Prefix(text):
                words = self.words_beginning(_joined(text))
                return sum(frequency("words", word) for word in words)
            case Phrase(text):
                return min((frequency("words", word.text) for word in tokens(text)), default=0)
            case AnyOf(parts):
                return sum(map(self._frequency, parts))
            case Near(parts):
                return min(map(self._frequency, parts))
        raise AssertionError(part)


def _british(key: str) -> Iterator[str]:
    """How a family's words may begin in British spelling: "paed" for "ped", "oes" for "es"."""
    for at, letter in enumerate(key[:BEGINNING]):
        if letter == "e":
            yield from (f"{key[:at]}{both}{key[at + 1 :]}" for both in ("ae", "oe"))


def _joined(text: str) -> str:
    return "".join(token.text for token in tokens(text))


@lru_cache(maxsize=1 << 15)
def _place_bits(value: bytes) -> int:
    """A bit for each place, from how the codec writes them: how many, and the steps between them."""
    bits = 0
    for place in accumulate(loads(value[4:] + b".")):
        bits |= 1 << place
    return bits
