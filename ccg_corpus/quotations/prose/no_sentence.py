"""What stands before a quotation and is no sentence of the authors': a label, an aside, "ibid.".

In: a document being read and a stretch of it. Out: what is left of it without asides at its front, or
whether it introduces nothing.
"""

from __future__ import annotations

import re

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.marks.bracket_pairs import is_aside
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.mentions import PARTICIPANT_WORD
from ccg_corpus.quotations.speakers.verbs import VERB

_FRONT = re.compile(r"\s*[(\[](?P<words>[^()\[\]]{1,80})[)\]][\s.,;:]*")
_REFERS = re.compile(
    r"(?:ibid(?:em)?|idem|as above|see above|same(?: \w+){0,2}|anonymous|anon|unknown|unnamed|not (?:stated|known|given)|"
    r"no (?:code|name|label|id)|n/?a|none)",
    re.I,
)
_SIGNED = re.compile(r"[|<{~→=*#/^«>•·:–—-]{1,3}\s?\S[^.?!:]{0,50}?[|>}/»]?")
# "So a patient told us.": of what stands before it
_SO_SAID = re.compile(
    r"(?:So|Thus|That is how) (?:[\w’'-]+ ){1,5}(?:said|told \w+|put it|saw it|answered|spoke)\."
)
_HEAD = re.compile(
    r"(?:[A-ZÀ-Þ]{1,4}[ #-]?\d{1,4}[a-z]?|[A-ZÀ-Þ][\w’'-]*(?: [\w’'-]+){0,2} \d{1,4})\s*[:–—-]*"
)
_TURN = re.compile(r"(?P<who>[A-ZÀ-Þ#][^.?!:“”\"]{0,40}):\s+\S")
# "Anonymous", "Year 4": no sentence, with neither a verb nor a colon
_NAMES = re.compile(r"(?!\w+ed\b)[A-ZÀ-Þ][\w’'-]*(?: (?:\d{1,4}|[A-ZÀ-Þ][\w’'-]*))?")


def without_asides(reading: Reading, lead: Span) -> Span | None:
    """The stretch without "(laughs)" and "[P3 nods]" at its front; None where nothing is left."""
    text = reading.document.text
    start = lead.start
    while (match := _FRONT.match(text, start, lead.end)) and is_aside(match["words"]):
        start = match.end()
    return Span(start, lead.end) if start < lead.end else None


def is_no_sentence(reading: Reading, lead: Span) -> bool:
    """Whether the words before a quotation are a label, a turn or a sign, and introduce nothing."""
    words = " ".join(reading.document.slice(lead).split())
    bare = words.strip(" .,;|<>{}~→=*#/^«»:–—-()[]")
    if _REFERS.fullmatch(bare) or _HEAD.fullmatch(words) or _SIGNED.fullmatch(words):
        return True
    if _FRONT.fullmatch(words) or _SO_SAID.fullmatch(words):
        return True
    turn = _TURN.match(words)
    if turn and not VERB.search(turn["who"]):
        label = reading.label(turn["who"])
        return label is not None and label.strong and label.participant is not None
    if words.endswith(":") or VERB.search(bare):
        return False
    label = reading.label(bare)
    if label is not None and label.strong:
        return True
    if PARTICIPANT_WORD.search(bare):
        return False  # "Quotes"
    return _NAMES.fullmatch(bare) is not None
