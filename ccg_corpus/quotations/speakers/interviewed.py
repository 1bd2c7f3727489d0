"""The nouns for people that a paper itself uses: "We interviewed clerks, shepherds and widows".

In: a document's text. Out: those nouns in lower case and in the singular. A noun that no vocabulary
lists names a person in the authors' sentences where the paper says that such people were spoken to.
"""

from __future__ import annotations

import re

from ccg_corpus.quotations.anchored import Anchored

_TALKED = Anchored(
    r"\b(?:[Ii]nterviewed|(?:[Ss]poke|[Tt]alked|[Mm]et|[Ww]alked|[Cc]onversed)\s+(?:to|with)|[Rr]ecruited|"
    r"(?:[Ii]nterviews?|[Cc]onversations?|[Dd]iscussions?|[Tt]alks|[Mm]eetings|[Ff]ocus groups?)\s+"
    r"(?:(?:were|was)\s+(?:held|carried out|conducted)\s+)?(?:with|among))\s+(?P<whom>[^.;:()]{3,160})",
    {
        **{"nterview": 1, "poke": 1, "alked": 1, "met": 0, "Met": 0, "onversed": 1, "ecruited": 1},
        **{"onversation": 1, "iscussion": 1, "alks": 1, "eetings": 1, "ocus group": 1},
    },
)
_STOP = re.compile(
    r"\b(?:of|in|at|from|who|whose|that|which|on|about|over|by|for|during|until|under|near|to|then|"
    r"together|aged|across|along|after|before|while|when|where|as|with|between|within|per|each)\b"
)
_PEOPLE = re.compile(r"(?P<noun>[a-z][a-z’'-]{2,}s)$")
_NOBODY = re.compile(
    r"(?:participant|respondent|interviewee|informant|individual|person|people|other|member|subject|"
    r"interview|group|discussion|session|adult|case|site|hospital|practice|cent(?:re|er)|school|"
    r"countrie|studie|paper|article|question|item|theme|minute|hour|day|week|month|year|time|"
    r"village|town|street|household|familie|organi[sz]ation|clas)s$"
)


def people_of(text: str) -> frozenset[str]:
    """The paper's own nouns for those whom it says it spoke to, in the singular."""
    found: set[str] = set()
    for match in _TALKED.finditer(text):
        whom = match["whom"]
        stop = _STOP.search(whom)
        for part in re.split(r",|\band\b|\bor\b|&", whom[: stop.start()] if stop else whom):
            noun = _PEOPLE.search(part.strip())
            if noun and not _NOBODY.fullmatch(noun["noun"]):
                found.add(_singular(noun["noun"]))
    return frozenset(found)


def _singular(noun: str) -> str:
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("wives"):
        return noun[:-3] + "fe"
    return noun[:-2] if re.search(r"(?:ss|ch|sh|x)es$", noun) else noun[:-1]
