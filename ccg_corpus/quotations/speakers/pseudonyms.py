"""Participants whom the authors call by a made-up first name: "Orla explained that …".

In: a document's text. Out: the names that speak in it again and again, and the one an author's
sentence introduces. A name that is cited with a year, or that is a common word of the document, is
none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.labels.people import STOP_NAMES
from ccg_corpus.quotations.speakers.mentions import Mention
from ccg_corpus.quotations.speakers.verbs import SAYING

MIN_SPEECHES = 2  # times a name says something before it is a participant's
MAX_GAP = 60  # code points between a name and its verb: ", a retired nurse, …"

_CAPITAL = r"[A-ZÀ-Þ](?<![\w-][A-ZÀ-Þ])"  # that begins a word
_REST = r"[a-zà-ÿ]{2,}(?:[’'-][A-ZÀ-Þ]?[a-zà-ÿ]+)?"
_SAYS = (
    r"(?:sa(?:id|ys)|explain(?:ed|s)|describ(?:ed|es)|not(?:ed|es)|stat(?:ed|es)|recall(?:ed|s)|"
    r"reflect(?:ed|s)|add(?:ed|s)|shar(?:ed|es)|told|comment(?:ed|s)|express(?:ed|es)|report(?:ed|s)|"
    r"mention(?:ed|s)|observ(?:ed|es)|remark(?:ed|s)|stress(?:ed|es)|put it|felt|feels|argu(?:ed|es)|"
    r"emphasi[sz](?:ed|es)|highlight(?:ed|s)|talk(?:ed|s)|spoke|believ(?:ed|es)|thought|agreed|"
    r"found|elaborat(?:ed|es)|summari[sz](?:ed|es)|continu(?:ed|es)|articulat(?:ed|es)|wrote)"
)
_SPEAKS = re.compile(
    rf"(?P<name>{_CAPITAL}{_REST})(?:,[^,.;:]{{3,{MAX_GAP}}},)?\s+"
    rf"(?:also |then |further |similarly |\w+ly |and \w+ )?{_SAYS}\b"
)
_NAME = rf"[A-ZÀ-Þ]{_REST}"
_CITED = re.compile(rf"({_NAME})(?:,? et al\.?|,? (?:and|&) {_NAME})?,? ?[(\[]?(?:19|20)\d\d")


def pseudonyms(text: str, common_words: Set[str]) -> frozenset[str]:
    """Names that say something twice or more and are neither cited nor common words."""
    counts = Counter(match["name"] for match in _SPEAKS.finditer(text))
    often = {name for name, count in counts.items() if count >= MIN_SPEECHES}
    if not often:
        return frozenset()
    cited = set(_CITED.findall(text))
    return frozenset(
        name
        for name in often - cited
        if name.lower() not in common_words and name.lower() not in STOP_NAMES
    )


def pseudonym_before(text: str, names: Set[str]) -> Mention | None:
    """The last of `names` that an author's words let speak; offsets are those of `text`."""
    found = None
    for match in _SPEAKS.finditer(text):
        if match["name"] in names:
            says = bool(SAYING.search(match.group()))
            weight = 2.0 if says else 1.0
            span = Span(*match.span("name"))
            found = Mention(match["name"], span, None, (), False, weight, participant=match["name"])
    return found
