"""Where a participant's words begin that run in behind the authors' own sentences, without marks.

In: a stretch of a block that an attribution ends. Out: the offset at which speech begins; the
stretch's own start where no seam is sure. A seam is a reporting verb and a comma ("One carer said,
my shed …"), a colon behind a sentence that reports, or the step from sentences about participants,
in which nobody says I, to one that does.
"""

from __future__ import annotations

import re

from ccg_corpus.quotations.mentions import PARTICIPANT_WORD
from ccg_corpus.quotations.sentences import sentences
from ccg_corpus.quotations.verbs import VERB
from ccg_corpus.quotations.voice import COLLOQUIAL, CONTRACTION, FIRST_PERSON
from ccg_corpus.vocabulary import Roles

MIN_AUTHOR_WORDS = 4  # of a sentence of the authors' that leads into speech
_REPORTED = re.compile(
    r"\b(?:said|says?|sa[iy]d|remarked|noted|observed|explained|recalled|commented|added|reported|"
    r"stated|replied|described|reflected|complained|admitted|wrote|told us|put it|answered|argued|"
    r"concluded|continued|shared|mentioned|expressed)\b(?: that)?\s*,\s+(?=\S)"
)
_COLON = re.compile(r":\s+(?:\.\s?\.\s?\.|…)?\s*(?=\S)")
_GLUED = re.compile(r"(?<=[.?!])\s+(?=(?:…|\.\s?\.\s?\.)\s?[a-z])")


def speech_begins(text: str, start: int, end: int, roles: Roles) -> int:
    """The offset of the first spoken word of `text[start:end]`; `start` where no seam is sure."""
    spans = [(s.start + start, s.end + start) for s in sentences(text[start:end])]
    begin = start
    for at, (first, last) in enumerate(spans):
        words = text[first:last]
        if _is_spoken(words):
            own = _within(words, roles)
            return first + own if own else begin if at and begin > start else start
        own = _within(words, roles)
        if own:
            return first + own
        if not _is_reported(words, roles):
            return begin
        if at + 1 < len(spans):
            begin = spans[at + 1][0]
    return start


def _is_spoken(words: str) -> bool:
    return bool(FIRST_PERSON.search(words) or COLLOQUIAL.search(words) or CONTRACTION.search(words))


def _is_reported(words: str, roles: Roles) -> bool:
    """Whether a sentence is the authors' about what people said or did."""
    if len(words.split()) < MIN_AUTHOR_WORDS or _is_spoken(words):
        return False
    return bool(PARTICIPANT_WORD.search(words) or (VERB.search(words) and roles.find(words)))


def _within(words: str, roles: Roles) -> int:
    """The seam within a sentence: behind a reporting verb and a comma, or behind a colon; 0 if none."""
    for seam in (_REPORTED, _COLON):
        match = seam.search(words)
        before = words[: match.start()] if match else ""
        if match and len(before.split()) >= 2 and not _is_spoken(before):
            told = words[: match.end()]
            if PARTICIPANT_WORD.search(told) or roles.find(told) or VERB.search(told):
                return match.end()
    return 0
