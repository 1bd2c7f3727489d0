"""Words that the author of a paper says or writes as such: "I wrote in my diary that night: “…”".

In: a candidate and the author's words before it. Out: whether nobody of those studied says them: the
sentence has an "I" that says or writes them, the label names the author's own notes, or they stand
without a speaker under a heading on the authors themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.reading import Reading

_VERBS = (
    r"(?:put it|wrote|write|noted|note|recorded|jotted(?: down)?|scribbled|said|say|told|tell|replied|answered|added|"
    r"thought|remarked|commented|observed|reflected|confessed|admitted|explained|argued|called|muttered|wondered)"
)
_SAYS = re.compile(
    rf"(?<![\w’'-])I\s+(?:(?:have|had|also|then|later|once|even|only|\w+ly)\s+){{0,2}}{_VERBS}\b[^.?!;“”\"]*$"
)
_SAYS_BEHIND = re.compile(rf"[\s,]*I\s+(?:(?:have|had|also|then|later|\w+ly)\s+){{0,2}}{_VERBS}\b")
_OTHERS = re.compile(
    r"\b(?:what|how|that|as|when|whom?)\s+(?:s?he|they|[A-ZÀ-Þ][\w’'-]*|an?|the|one|another|some|many)\b"
)
_NOTES = re.compile(
    r"\b(?:(?:first |second |lead |the )?authors?|researchers?|interviewers?|ethnographers?|field ?workers?|observers?|"
    r"moderators?|my|our|own)(?:['’]s?)?,?\s+(?:own |personal |reflexive |research |private )*"
    r"(?:diar(?:y|ies)|journals?|field ?-?notes?|notes?|memos?|logs?|reflections?|notebooks?)\b|"
    r"\breflexive (?:diary|journal|notes?|log|account|memo)\b",
    re.I,
)
_HEADING = re.compile(
    r"(?:[\d.]+\s+)?(?:(?:the |our |my )?(?:researchers?|authors?|interviewers?)['’]s?\s+(?:own\s+)?"
    r"(?:position\w*|reflect\w+|reflex\w+|diar\w+|journal|notes|story|voice|account|standpoint|background)|"
    r"(?:my|our) (?:own )?(?:position\w*|reflexiv\w+)|"
    r"reflexivity|positionality|(?:research(?:er)? )?(?:reflexivity|positionality)(?: statement| and \w+)?|"
    r"position(?:ality)? statement|reflexive (?:account|statement|note|section|diary|journal)s?|"
    r"reflections? (?:from|on|of) (?:the field(?:work)?|the research(?:ers?)?|the authors?|fieldwork)\b.*)",
    re.I,
)


@lru_cache(maxsize=512)
def _is_on_authors(heading: str) -> bool:
    """Whether a heading is on the authors themselves; each is looked at once."""
    return _HEADING.fullmatch(heading.strip()) is not None


def is_authors_own(reading: Reading, candidate: Candidate, around: str) -> bool:
    """Whether the words are the author's, said or written in the first person as such."""
    label = candidate.label
    if label is not None and _NOTES.search(label.label.text):
        return label.label.participant is None and label.label.role is None
    if label is not None or (candidate.mention is not None and candidate.mention.sure):
        return False
    headings = reading.block(candidate.block).headings
    if any(_is_on_authors(reading.texts[at]) for at in headings):
        return True
    if not candidate.marked:
        return False
    end = candidate.outer.end
    if _SAYS_BEHIND.match(reading.document.text[end : end + 60]):
        return True
    said = _SAYS.search(around.rstrip(' ("“'))
    return said is not None and not _OTHERS.search(said.group())
