"""The kind of person that a noun phrase names: "34-year-old midwife from the coast" → midwife.

In: the words behind an article, or a table's cell. Out: the role and its words' place in the phrase.
A phrase that only says man or woman, or "participant", names no kind.
"""

from __future__ import annotations

import re

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.labels import PERSON_NOUN, role_of
from ccg_corpus.quotations.speakers.schemes import Meaning
from ccg_corpus.vocabulary import Roles

# where a noun phrase ends
_ENDS = re.compile(
    r"[,.;:()\[\]]|\s(?:of|from|in|at|on|for|with|without|who|whose|that|which|and|or|but|working|based|living|aged|originally|currently|recently|"
    r"caring|by|near|since|during|now|then|before|after|about|to|as|is|was|had|has|took|went|came|said|"
    r"explained|described|told|noted|recalled|felt|reported|in)\b"
)
# sex and age are attributes, and "participant" says nothing
_NO_ROLE = frozenset(
    ["woman", "man", "young-woman", "older-woman", "young-man", "older-man", "boy", "girl", "child", "user",
     "young-person", "older-person", "teenager", "adolescent", "representative", "expert", "professional", "leader"]
)  # fmt: skip
_NOBODY = re.compile(
    r"(?:participant|respondent|interviewee|informant|individual|person|people|other|member|speaker|wo?m[ae]n|"
    r"adult|boy|girl|child|children|youth|female|male|colleague|peer|teen|wife|husband|man|head|lead|"
    r"candidate|representative|rep|neighbou?r|volunteer)s?",
    re.I,
)
_ADJECTIVE = re.compile(
    r"(?:[\w-]*\d[\w-]*|old|young|younger|older|elderly|middle-aged|retired|former|local|senior|junior|experienced|new|newly|"
    r"qualified|trained|single|married|female|male|white|black|asian|full-time|part-time|fellow|rural|urban|long-standing|"
    r"recent|recently|registered|\w+ly|first|second|third|year|years)$",
    re.I,
)
MAX_NOUNS = 3


def person_in(phrase: str, at: int, roles: Roles) -> Meaning | None:
    """The kind of person that a phrase standing at `at` names, by the noun that it ends with."""
    end = _ENDS.search(phrase)
    words = phrase[: end.start()] if end else phrase
    words = words.rstrip()
    mentions = roles.find(words)
    if mentions and mentions[-1].span.end == len(words) and not mentions[-1].plural:
        last = mentions[-1]
        if last.slug in _NO_ROLE:
            return None
        place = Span(at + last.span.start, at + last.span.end)
        own = _with_nouns(words, last.span.start)
        if own < last.span.start and " " not in words[last.span.start :]:
            slug, wider = role_of(words[own:], roles)
            if slug:
                return Meaning(slug, wider, Span(at + own, place.end))
        return Meaning(last.slug, roles.broader(last.slug), place)
    noun = words.rpartition(" ")[2]
    if not noun.islower() or not PERSON_NOUN.fullmatch(noun) or _NOBODY.fullmatch(noun):
        return None
    start = _with_nouns(words, len(words) - len(noun))
    slug, wider = role_of(words[start:], roles)
    return Meaning(slug, wider, Span(at + start, at + len(words))) if slug else None


def _with_nouns(words: str, start: int) -> int:
    """Where the nouns begin that make a person's noun another: "machine operator"."""
    for _ in range(MAX_NOUNS - 1):
        before = re.search(r"([a-z][\w’'-]*)\s+$", words[:start])
        if before is None or _ADJECTIVE.match(before[1]) or "old" in before[1].split("-"):
            break
        start = before.start()
    return start
