"""How a document's own prose sounds, and in which ways it cites: what habits are held against.

In: readable blocks. Out: a `Prose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ccg_corpus.core.model import Block
from ccg_corpus.quotations.habits.learn import CITES, Prose
from ccg_corpus.quotations.score.voice import COLLOQUIAL, FIRST_PERSON, SINGULAR, without_marks
from ccg_corpus.quotations.sentences import sentences

_YEARS = re.compile(r"\((?:[^()]{0,120}[\s,])?(?:19|20)\d\d[a-z]?(?:[;,][^()]*)?\)")
_SQUARES = re.compile(r"\[\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\]")
MIN_PROSE_WORDS = 40  # of a paragraph that is prose
ENOUGH_PIECES = 8  # fewer say little of how the authors write
PIECE = 3  # sentences that are heard at once, as before a site


def hear_prose(blocks: Iterable[tuple[int, Block, str]], text: str) -> Prose:
    """Listen to the paragraphs that end in no attribution and hold no display quotation."""
    pieces = 0
    singular = spoken = 0
    for _, block, words in blocks:
        if block.kind != "paragraph" or len(words.split()) < MIN_PROSE_WORDS:
            continue
        if words.rstrip(" .")[-1:] in ')]}”"’':
            continue
        plain = without_marks(words)
        spans = sentences(plain)
        for at in range(0, len(spans), PIECE):
            piece = plain[spans[at].start : spans[min(at + PIECE, len(spans)) - 1].end]
            pieces += 1
            singular += bool(SINGULAR.search(piece))
            spoken += bool(FIRST_PERSON.search(piece) or COLLOQUIAL.search(piece))
    return Prose(
        singular=singular / max(ENOUGH_PIECES, pieces),
        spoken=spoken / max(1, pieces),
        cites_by_year=len(_YEARS.findall(text)) >= CITES,
        cites_by_square=len(_SQUARES.findall(text)) >= CITES,
    )
