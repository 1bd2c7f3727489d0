"""How papers label cases and sites: "case study D", "Site B", "Hospital 3".

In: words. Out: the label as the record has it.
"""

from __future__ import annotations

import re

_NUMBER_WORD = r"one|two|three|four|five|six|seven|eight|nine|ten|alpha|beta|gamma|delta"
SITE = (
    r"case stud(?:y|ies)|case|study site|site|locality|location|area|hospital|practice|clinic|ccg|"
    r"cs|trust|team|ward|organi[sz]ation|region|centre|center|school|community|district|county|"
    r"country|facility|unit|company|care home|nursing home|home|village|municipality|province"
)
# a hyphen of any kind may tie the two: "Case-B"
CASE = re.compile(
    rf"\b(?P<word>{SITE})(?:\s*(?:no\.?|number|#)?\s*|[-‐‑‒–](?=[A-Z\d]))(?P<name>(?-i:[A-Z]{{1,2}}\d{{0,2}}|[IVX]{{1,4}})|"
    rf"\d{{1,3}}[A-Za-z]?|{_NUMBER_WORD})(?![\w-])",
    re.I,
)
# "case d", where that is all a part of a label says
SMALL_CASE = re.compile(r"(?P<word>case(?: study)?|site)\s(?P<name>[a-z])")
# between a speaker and a place in one part of a label: "nurse at site B"
PLACE = re.compile(
    rf"\s+(?:in|at|from|of|for|,)?\s*(?=(?:{SITE})(?:\s*(?:no\.?|#)?\s*|-)(?:[A-Z]\d?|\d{{1,3}}|[IVX]+)(?!\w))",
    re.I,
)

# between a speaker and the group: "B in FG1", "Participant 3 of focus group 2"
IN_GROUP = re.compile(
    r"\s+(?:in|of|from)\s+(?=(?:fgd?|focus[- ]?group(?: discussion)?|group|workshop|dyad)s?[\s#-]*"
    r"(?:no\.?\s*)?(?:\d{1,3}|(?-i:[A-Z]))(?![\w’'-]))",
    re.I,
)


def case_label(word: str, name: str) -> str:
    """A case's label as the record has it: "D" of "case study D", "Site B" of "site B"."""
    if re.fullmatch(r"case(?: stud(?:y|ies))?|cs", word, re.I):
        return name
    return f"{word[0].upper()}{word[1:]} {name}" if word.islower() else f"{word} {name}"
