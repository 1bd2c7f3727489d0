"""Whether somebody named in an author's sentence is the one who speaks: the subject of its verb.

In: the author's words, where a person is named in them, where a verb is. Out: yes or no. An object
("thanked the nurse"), somebody in a subordinate clause ("when a nurse came"), a noun that only
qualifies another ("nurse wishes") and somebody behind a preposition ("a note from the nurse") do not
speak. What is not plainly a subject is none.
"""

from __future__ import annotations

import re

from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.speakers.verbs import VERB

# nouns that end as people's do and mean things
NO_PERSON = AnyCase(
    r"\b(?:study|studies|paper|article|report|review|author|theme|finding|example|issue|survey|"
    r"argument|question|factor|item|category|number|majority|model|theory|researcher|scholar|"
    r"table|figure|element|component|parameter|driver|barrier|enabler|offer|order|matter|letter|"
    r"measurement|document|statement|comment|moment|agreement|improvement|department|indicator|"
    r"newspaper|writer|centre|center|year|quarter|topic|metric|aspect|characteristic|statistic|"
    r"reason|concern|consideration|challenge|observer)s?$",
)
# behind a preposition somebody is spoken about, not speaking
_OBJECT = AnyCase(
    r"\b(?:with|of|to|about|towards?|between|among|than|like|against|without|through|for|on|by|from|in|at|"
    r"including|their|his|her)\s+(?:(?:the|an?|their|his|her|our|its|each|every|other|some|many|most|all|"
    r"other|these|those|one)\s+)*(?:[\w-]+\s+)?$",
)
# "one of the porters", "two of our older nurses"
_PARTITIVE = AnyCase(
    r"\b(?:one|1|another|two|three|some|several|many|most|a few|few|both|all|none)\s+of\s+"
    r"(?:the|our|these|those|their)\s+(?:[\w-]+\s+){0,2}$"
)
ONE_OF = AnyCase(r"\b(?:one|1|another)\s+of\s+(?:the|our|these|those|their)\s+(?:[\w-]+\s+){0,2}$")
_WITH_ONE = AnyCase(r"\bwith\s+(?:one|1|another|an?)\s+(?:[\w-]+\s+){0,2}$")
# words that are nouns as well: followed as nouns are, or without the ending that one person's verb has
_NOUNS = AnyCase(
    r"(?:view|report|comment|note|claim|answer|remark|experience|highlight|mention|state|stress|talk|"
    r"share|question|complaint|response|account|reply)(?:(?P<s>s)\s+(?:was|were|are|is|had|have|of|on|about|"
    r"from|and|or|in|to|as|differ\w*|var\w+|show\w*|suggest\w*)\b|\b(?!\s+(?:that|how|it)\b))"
)
_BRACKET = re.compile(r"\([^()]*\)")
_WHAT_ONE = AnyCase(r"\bwhat\s+(?:one|1|another|an?|the|some|many|several)\s+(?:[\w-]+\s+)?$")
_ONE_VERB = re.compile(r"\w+(?:\s+(?:it|this|that|as|to|was|is)){0,2}[\s,:]*")
_CLAUSE = re.compile(r"[,;:(—–]\s*|[.?!][\"”’)]*\s+")
_SUBORDINATE = AnyCase(
    r"\b(?:when|whenever|where|if|unless|because|since|after|before|until|once|that|how|what|whether|"
    r"why|who|whom|whose|which)\b"
)
# a new clause begins with the next words: "… and one nurse said"
_COORDINATE = AnyCase(
    r"\b(?:and|but|while|whereas|although|though|as|yet|or)\s+(?:\w+ly,?\s+)?"
    r"(?:(?:one|1|another|an?|the|this|that|some|many|several|most|two|three|other)\s+)?"
    r"(?:of\s+(?:the|our|these|those|their)\s+)?(?:[\w-]+\s+){0,2}$"
)
_TWO = AnyCase(
    r"\b[a-z]{1,12}\s?#?\d{1,4}\s*(?:and|or|&)\s*$|"  # "P7 and P8 agreed"
    r"\b(?:one|1|an?|the|another|both)\s+(?:[\w-]+\s+){1,3}(?:and|or)\s+"
    r"(?:(?:one|an?|the|another)\s+)?(?:[\w-]+\s+)?$"
)
_GAP = re.compile(
    r"(?:\s*\([^()]{1,60}\))?"  # "(P4)"
    r"(?:\s+#?[A-Z]{0,4}[- ]?\d{1,4}[a-z]?\b)?"  # "expert P3"
    r"(?:\s+(?:from|in|at|of|with|on|for|near|within|across|under|over|working|living|based|aged)\s+"
    r"[^,.:;()]{1,50}?)?"
    r"(?:,?\s+(?:who|whom|whose|that|which)\b[^.:;]{2,90}?,?|,\s[^.:;]{2,80}?,)?"
    r"(?:,?\s+(?:also|then|further|simply|just|still|even|later|first|once|had|has|have|was|were|is|are|"
    r"did|do|does|would|could|can|clearly|again|herself|himself|themselves|similarly|too|never|often|"
    r"both|all|each|\w+ly)\b)*,?"
    r"(?:\s+(?:\w+ed|shook|went|got|gave|took)(?:\s+[\w-]+){0,4}?\s+and)?"  # "laughed and said"
    r"\s+"
)
# a verb that no list has, by its form: what a subject can do right before a colon
_ACTS = re.compile(
    r"(?:\s*\([^()]{1,60}\))?(?:\s+#?[A-Z]{0,4}[- ]?\d{1,4}[a-z]?\b)?\s+(?:also\s+|then\s+|\w+ly\s+)?"
    r"(?:was|were|is|had|has|did|went|made|gave|took|saw|\w+ed)\b[^.:;]{0,90}:\s*"
)
_OPENING = re.compile(
    r"\s*(?:[A-ZÀ-Þ][\w’'-]*(?: [\w’'-]+){0,6},\s+|(?:As|And|But|Yet|Then|Here|While|For|However),?\s+)?"
    r"(?:[Oo]ne|[Aa]nother|[Aa]n?|[Tt]he|[Tt]his|[Tt]hat|1)\s+(?:[\w-]+\s+){0,2}$"
)


# "but no doctor said", "the chaplain, quoting a patient, said"
_QUOTED = AnyCase(
    r"\b(?:no|nor|neither|not an?|not one|quoting|citing|echoing|imitating|paraphrasing|mentioning|remembering)\s+"
    r"(?:(?:an?|the|one|another)\s+)?(?:[\w-]+\s+)?$"
)


def is_subject(text: str, start: int, end: int, verb_at: int) -> bool:
    """Whether the person at [start, end) is the subject of the verb at `verb_at`."""
    if verb_at < end or not _GAP.fullmatch(text, end, verb_at) or _is_noun(text, end, verb_at):
        return False
    before = text[max(0, start - 40) : start]
    if _QUOTED.search(before):
        return False
    if _OBJECT.search(before) and not (
        _PARTITIVE.search(before) or _is_absolute(text, before, verb_at)
    ):
        return False
    return _calls(text, start, verb_at) or not _is_subordinate(_clause_before(text, start))


def _calls(text: str, start: int, verb_at: int) -> bool:
    """ "what one GP called": the words in marks are what is called so."""
    return bool(_WHAT_ONE.search(text[:start]) and _ONE_VERB.fullmatch(text, verb_at))


def _is_noun(text: str, end: int, verb_at: int) -> bool:
    """Whether what may be a verb is what somebody has: "nurse views were mixed", "the GP report"."""
    match = _NOUNS.match(text, verb_at)
    if match is None:
        return False
    plural = text[:end].endswith("s")
    return match["s"] is not None or not plural


def _is_absolute(text: str, before: str, verb_at: int) -> bool:
    """ "with one nurse saying": a clause of its own."""
    return bool(_WITH_ONE.search(before)) and bool(re.match(r"\w+ing\b", text[verb_at:]))


def _clause_before(text: str, start: int) -> str:
    """The words of the person's own clause that stand before it."""
    begin = 0
    text = _BRACKET.sub(lambda match: " " * len(match.group()), text[:start])
    for match in _CLAUSE.finditer(text, 0, start):
        begin = match.end()
    return text[begin:start]


def _is_subordinate(before: str) -> bool:
    """Whether a clause is about what somebody else says or does: "patients said that a nurse"."""
    if not before.strip():
        return False
    if _TWO.search(before) and not VERB.search(before):
        return True  # "one driver and one nurse said"
    if _COORDINATE.search(before):
        return False
    return bool(_SUBORDINATE.search(before) or VERB.search(before))


def opens_into(text: str, start: int, end: int) -> bool:
    """ "One farmer was blunt:" – the subject of the one sentence that leads into the words."""
    return bool(
        _OPENING.fullmatch(text, _sentence_start(text), start) and _ACTS.fullmatch(text, end)
    )


def _sentence_start(text: str) -> int:
    starts = [match.end() for match in re.finditer(r"[.?!][\"”’)]*\s+", text)]
    return starts[-1] if starts else 0


def is_behind_preposition(text: str, start: int) -> bool:
    """Whether a preposition or a possessive stands right before a person."""
    before = text[max(0, start - 40) : start]
    return bool(_OBJECT.search(before)) and not _PARTITIVE.search(before)


def no_person(noun: str) -> bool:
    """Whether a noun that ends as people's do means a thing: "paper", "number"."""
    return bool(NO_PERSON.search(noun) or VERB.search(noun))
