"""Lexemes → the words to find, with OR and NOT between them. No word is read as a filter here."""

from __future__ import annotations

from ccg_corpus.query.lexemes import Lexeme, lexemes
from ccg_corpus.terms import AnyOf, Not, Part, Phrase, Prefix, Term, Word
from ccg_corpus.words import tokens, variants


def read(text: str) -> tuple[Part, ...]:
    """`text` as words to find and nothing else: every word counts, none is a filter."""
    parts = Parts()
    for lexeme in lexemes(text):
        if lexeme.kind == "operator":
            parts.operator(lexeme.text)
        elif lexeme.kind == "field":
            for words in (lexeme.field, lexeme.text):
                parts.add_words(words, negated=lexeme.negated)
        elif lexeme.kind != "pause":
            parts.add(lexeme)
    return parts.found()


class Parts:
    """The words to find, in order, with OR and NOT between them."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._either = False
        self._unwanted = False

    def found(self) -> tuple[Part, ...]:
        return tuple(self._parts)

    def operator(self, text: str) -> None:
        self._either = text in ("OR", "or", "|") and bool(self._parts)
        self._unwanted = text == "NOT"

    def interrupt(self) -> None:
        """A filter came between: what stands on its two sides is not one "or"."""
        self._either = False

    def add(self, lexeme: Lexeme) -> None:
        """A phrase, a prefix or words; what has no word in it asks for nothing."""
        if lexeme.kind == "phrase":
            if tokens(lexeme.text):
                self._put(Phrase(lexeme.text), lexeme.negated)
        elif lexeme.kind == "prefix":
            self._put(Prefix(lexeme.text), lexeme.negated)
        else:
            self.add_words(lexeme.text, negated=lexeme.negated)

    def add_words(self, text: str, *, negated: bool = False) -> None:
        for word in _plain_words(text):
            self._put(Word(word), negated)

    def _put(self, term: Term, negated: bool) -> None:
        unwanted = negated or self._unwanted
        last = self._parts[-1] if self._parts else None
        if self._either and not unwanted and last and not isinstance(last, Not):
            before = last.parts if isinstance(last, AnyOf) else (last,)
            self._parts[-1] = AnyOf((*before, term))
        else:
            self._parts.append(Not(term) if unwanted else term)
        self._either = self._unwanted = False


def _plain_words(text: str) -> list[str]:
    """The words of a lexeme as typed: "trust/power" is two, "well-being" is one."""
    found = tokens(text)
    joined = {variant.first: variant.last for variant in variants(text, found)}
    words: list[str] = []
    at = end = 0
    while at < len(found):
        last = joined.get(at, at)
        if found[at].start >= end:  # "½" is several tokens and one word
            words.append(text[found[at].start : found[last].end])
        end = found[last].end
        at = last + 1
    return words
