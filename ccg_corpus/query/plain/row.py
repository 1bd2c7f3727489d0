"""The lexemes of a phrase as a row to look at by place.

Comes in: lexemes. Goes out: what stands at a place, as typed or folded; outside of the row there
is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from ccg_corpus.query.lexemes import Lexeme
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.tree import Part
from ccg_corpus.text.words import fold

# Over how many lexemes, and the filter.
Found = tuple[int, Part]


class Lexemes:
    """A row of lexemes to look at by place; outside of it there is nothing."""

    def __init__(self, row: Sequence[Lexeme]) -> None:
        self.row = row
        self._words = [
            _plain(fold(one.text).rstrip("'")) if one.kind == "word" and not one.negated else ""
            for one in row
        ]
        self.has_digits = any(sign.isdigit() for one in row for sign in one.text)
        self._is_mixed = any(one.kind == "word" and not one.text.isupper() for one in row)

    def raw(self, at: int) -> str:
        """The text at `at`."""
        return self.row[at].text if 0 <= at < len(self.row) else ""

    def word(self, at: int) -> str:
        """The folded word at `at`; empty where something else stands there."""
        return self._words[at] if 0 <= at < len(self._words) else ""

    def uncover(self, at: int) -> None:
        """Let a word with a minus be seen as the word it is; no name goes on over a minus before."""
        if self.kind(at) == "word":
            self._words[at] = _plain(fold(self.raw(at)).rstrip("'"))

    def is_negated(self, at: int) -> bool:
        """Whether a minus stands before what is at `at`."""
        return 0 <= at < len(self.row) and self.row[at].negated

    def goes_on(self, at: int) -> bool:
        """Whether something to look for stands at `at`: no operator, no pause, no end."""
        return self.kind(at) in ("word", "phrase", "prefix", "field", "open")

    def touches(self, at: int) -> bool:
        """Whether nothing stands between what is at `at` and what is behind it."""
        return 0 <= at < len(self.row) - 1 and self.row[at].end == self.row[at + 1].start

    def is_acronym(self, at: int) -> bool:
        """ "IT" among words in small letters is none of the words that people ask with."""
        raw = self.raw(at)
        return len(raw) > 1 and raw.isupper() and self._is_mixed

    def kind(self, at: int) -> str:
        """The kind of the lexeme at `at`."""
        return self.row[at].kind if 0 <= at < len(self.row) else ""

    def stretch(self, at: int, length: int) -> str:
        """`length` words from `at` on, joined; empty where there are not as many."""
        words = [self.raw(n) for n in range(at, at + length) if self.word(n)]
        return " ".join(words) if len(words) == length else ""

    def begins(self, at: int, sequences: Sequence[Sequence[str]]) -> int:
        """How many lexemes the first of the sequences that stands at `at` takes; 0 for none."""
        first = self.word(at)
        for words in sequences if first else ():
            if words[0] == first and all(self.word(at + n) == word for n, word in enumerate(words)):
                return len(words)
        return 0

    def is_opening(self, at: int) -> bool:
        """Whether a clause begins at `at`: nothing, a pause or a bracket stands before."""
        return at == 0 or self.kind(at - 1) in ("pause", "open")

    def is_ending(self, at: int) -> bool:
        """Whether a clause ended before `at`."""
        return at >= len(self.row) or self.kind(at) in ("pause", "close")


def _plain(word: str) -> str:
    """ "what've" is "what", "didn't" is "did": what is asked with may be run together."""
    if word.removesuffix("n't") in asking.AUXILIARIES:
        return word.removesuffix("n't")
    if word.removesuffix("'s") in asking.WITH_IS:
        return word.removesuffix("'s")
    for ending in asking.CONTRACTED:
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending)
    return word
