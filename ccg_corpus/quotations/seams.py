"""Where an author's sentence ends and unmarked words of somebody else begin in one block.

In: a block's text. Out: an offset. The author's words lead up to the seam: they name participants
or hold a verb of saying, and nobody says "I" in them.
"""

from __future__ import annotations

import re

from ccg_corpus.quotations.score.voice import FIRST_PERSON
from ccg_corpus.quotations.speakers.mentions import PARTICIPANT_WORD
from ccg_corpus.quotations.speakers.verbs import SAYING, VERB

_COLON = re.compile(r":\s+(?=[A-Z\[“\"‘'…(])")
_LOOSE_COLON = re.compile(r":\s+(?=\S)")
_COMMA = re.compile(r",\s+(?=[^\W\d_])")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


def after_colon(text: str, start: int, end: int) -> int:
    """Where words that a colon introduces begin, if the author's words lead up to it."""
    for match in _COLON.finditer(text[start:end]):
        before = text[start : start + match.start()]
        introduces = VERB.search(before) or PARTICIPANT_WORD.search(before)
        if introduces and not FIRST_PERSON.search(before):
            return start + match.end()
    return start


def seam_before(text: str, end: int) -> int:
    """Where words begin that end at `end` with a closing mark, their opening one being lost.

    Behind the author's colon, or behind a verb of saying and a comma; 0 where nothing leads in.
    """
    for match in _LOOSE_COLON.finditer(text[:end]):
        before = text[: match.start()]
        last = before[_last_start(before) :]
        if not FIRST_PERSON.search(last) and len(last.split()) <= 30 and _leads(last):
            return match.end()
    for match in _COMMA.finditer(text[:end]):
        before = text[: match.start()]
        last = before[_last_start(before) :]
        if not FIRST_PERSON.search(last) and SAYING.search(last[-24:]):
            return match.end()
    return 0


def _last_start(before: str) -> int:
    return max((match.end() for match in _SENTENCE.finditer(before)), default=0)


def _leads(sentence: str) -> bool:
    return bool(VERB.search(sentence) or PARTICIPANT_WORD.search(sentence))
