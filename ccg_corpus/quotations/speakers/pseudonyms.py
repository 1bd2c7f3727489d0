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
from ccg_corpus.quotations.labels.people import PERSON_NOUN, STOP_NAMES
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
    r"found|repl(?:ied|ies)|answer(?:ed|s)|acknowledg(?:ed|es)|affirm(?:ed|s)|admit(?:ted|s)|insist(?:ed|s)|"
    r"conclud(?:ed|es)|suggest(?:ed|s)|laugh(?:ed|s)|elaborat(?:ed|es)|summari[sz](?:ed|es)|continu(?:ed|es)|articulat(?:ed|es)|wrote)"
)
_SPEAKS = re.compile(
    rf"(?P<name>{_CAPITAL}{_REST})(?:,[^,.;:]{{3,{MAX_GAP}}},)?\s+"
    rf"(?:also |then |further |similarly |\w+ly |and \w+ )?{_SAYS}\b"
)
# capitalised at the head of a sentence, and nobody's name
_NO_NAMES = frozenset(
    ["she", "he", "they", "we", "you", "it", "one", "some", "many", "most", "others", "another", "several", "both",
     "all", "each", "everyone", "everybody", "someone", "somebody", "who", "few", "people", "participants", "respondents",
     "interviewees", "informants", "women", "men", "children", "this", "that", "these", "those", "none", "nobody"]
)  # fmt: skip
_NAME = rf"[A-ZÀ-Þ]{_REST}"
_CITED = re.compile(rf"({_NAME})(?:,? et al\.?|,? (?:and|&) {_NAME})?,? ?[(\[]?(?:19|20)\d\d")


def pseudonyms(
    text: str, common_words: Set[str], *, changed: bool = False, references: str = ""
) -> frozenset[str]:
    """Names that say something twice or more and are neither cited nor common words.

    `changed`: the document says that it calls people by made-up names; then once is enough, but
    not for a name that its `references` have.
    """
    counts = Counter(match["name"] for match in _SPEAKS.finditer(text))
    least = 1 if changed else MIN_SPEECHES
    often = {name for name, count in counts.items() if count >= least}
    if not often:
        return frozenset()
    cited = set(_CITED.findall(text))
    listed = set(re.findall(_NAME, references)) if changed else set()
    once = {name for name in often if counts[name] < MIN_SPEECHES}
    return frozenset(
        name
        for name in often - cited - (once & listed)
        if name.lower() not in common_words | STOP_NAMES | _NO_NAMES
        and not (name in once and name.endswith("s") and PERSON_NOUN.fullmatch(name))
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
    return found or (_pronoun_before(text, names) if names else None)


_SENTENCE = re.compile(r"(?<=[.?!])[”’\")]*\s+(?=[“‘\"(]?[A-ZÀ-Þ])")
_SAID = re.compile(
    rf"(?:[A-Z][a-z]+(?:ly|er|more|over)?,? )?(?P<who>[Ss]?[Hh]e) (?:also |then |further |\w+ly |went on to |and \w+ )?{_SAYS}\b"
)


def _pronoun_before(text: str, names: Set[str]) -> Mention | None:
    """Whom "She explained," goes on about: the one name of the sentence before."""
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    if len(starts) < 2 or not _SAID.match(text, starts[-1]):
        return None
    before = text[starts[-2] : starts[-1]]
    either = rf"(?<![\w’-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w’'-])"
    called = list(re.finditer(either, before))
    if len({match.group() for match in called}) != 1 or _ANOTHER.search(before):
        return None
    span = Span(called[0].start() + starts[-2], called[0].end() + starts[-2])
    name = called[0].group()
    return Mention(name, span, None, (), False, 2.0, participant=name)


# somebody else of the sentence, who may be the one that "she" is
_ANOTHER = re.compile(
    r"\b(?:[Oo]ne|[Aa]nother|[Hh]er|[Hh]is|[Tt]he)\s+(?:\w+\s+)?(?:participant|mother|father|sister|brother|wife|husband|"
    r"daughter|son|friend|boss|teacher|nurse|doctor|interviewer|manager|colleague|neighbou?r|interviewee|respondent)\b"
)
