"""How each stretch of a phrase was read, to be said to whoever asked.

Comes in: the text, its lexemes and what each step over them became. Goes out: a `PhraseReading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.lexemes import Lexeme
from ccg_corpus.query.plain.row import Lexemes
from ccg_corpus.query.plain.wishes import Wish
from ccg_corpus.query.query import Query


@frozen
class ReadingStep:
    """How a stretch of the phrase was read: what it became, "" where it fell away."""

    text: str
    became: str


@frozen
class PhraseReading:
    """A query, how each stretch of the phrase was read, and what may have been meant otherwise.

    `wishes`: what is asked of how the answer is shown; `is_plain`: there is nothing in quotes, no
    field, no operator.
    """

    query: Query
    steps: tuple[ReadingStep, ...] = ()
    notes: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    is_plain: bool = True


def steps_told(
    text: str, row: Lexemes, steps: Sequence[tuple[int, int, str]]
) -> tuple[ReadingStep, ...]:
    """The steps, words that fell away told together. Each step: from which lexeme on, to before
    which, and what it became."""
    return tuple(_told(text, row, steps))


def _told(text: str, row: Lexemes, steps: Sequence[tuple[int, int, str]]) -> Iterator[ReadingStep]:
    start = end = None
    for first, last, became in steps:
        if became:
            if start is not None:
                yield ReadingStep(text[start:end], "")
                start = None
            stretch = row.row[first:last]
            yield ReadingStep(text[_start(stretch[0], text) : stretch[-1].end], became)
        elif row.word(first):
            start = row.row[first].start if start is None else start
            end = row.row[last - 1].end
    if start is not None:
        yield ReadingStep(text[start:end], "")


def _start(lexeme: Lexeme, text: str) -> int:
    """Where a lexeme begins, with its minus and its quotation mark."""
    start = lexeme.start - (lexeme.kind == "phrase")
    return start - (lexeme.negated and text[start - 1 : start] == "-")
