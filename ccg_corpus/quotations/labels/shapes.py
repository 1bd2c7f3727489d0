"""The shapes that the parts of a label have: codes, groups, sex and age, sources of the data.

Patterns only; what a part of a shape says is `parts`' affair.
"""

from __future__ import annotations

import re

ID = re.compile(
    r"(?P<prefix>[^\W\d_][^\W\d_.'’/ &-]*(?:[ &'’/-][^\W\d_][^\W\d_.'’/ &-]*){0,5}?)?"
    r"(?P<gap>[\s._:#-]*(?:no\.?|number|#)?\s*)(?P<number>\d{1,4})(?P<suffix>[A-Za-z]{0,2})",
)
EXPLAINED = re.compile(r"(?P<prefix>[^\W\d_]{1,6})[\s._#-]?\d{1,4}[a-z]?")
# "P7_F_52": a code with sex and age
CODE_WITH_PERSON = re.compile(
    r"(?P<code>(?P<prefix>[A-Za-z]{1,4})\d{1,4})_(?:[FfMm]|[Ff]emale|[Mm]ale)(?:_?\d{1,3})?"
)
CODE = re.compile(r"(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)+")
FOOTNOTED = re.compile(r"(?P<prefix>[A-Z]{1,4}) [a-z] (?P<number>\d{1,3})")
GENERIC = re.compile(
    r"(?:study |interview )?(?:participants?|part|p|pp|pt|ppt|respondents?|resp|r|interviewees?|"
    r"informants?|key informant|id|subjects?|persons?|individuals?|int|interview|i|speaker|case id|"
    r"record|transcript|ref|no|number|participant id)\.?",
    re.I,
)
GROUP = re.compile(
    r"(?:fgd?|focus ?-?group(?: discussion)?|group(?: discussion)?|group interview|workshop|dyad|"
    r"pair|cohort|arm|panel|session|meeting|cycle|round|wave|phase|time(?: ?point)?|t|month|week|"
    r"day|year|visit|follow-?up|stage|level|grade|band|tier|line|lines|quote|q|item|question)",
    re.I,
)
GROUP_PART = re.compile(
    r"(?:fgd?|focus ?-?group(?: discussion)?|group(?: discussion| interview)?|workshop|dyad)s?[\s#-]*"
    r"(?:\d{1,3}|(?-i:[A-Z]))(?:\s+(?:with|of|for)\s+[\w ,’'-]{2,50})?",
    re.I,
)
ARM = re.compile(
    r"(?:control|intervention|treatment|experimental|comparison|comparator|placebo|waiting[- ]list|"
    r"usual[- ]care|study)(?: (?:group|arm|condition|participant))?",
    re.I,
)
INITIAL = re.compile(r"[A-Z]\.?")
NO_ID = re.compile(r"(?:covid|type|table|figure|fig|box|page|p|pp|chapter|section|appendix|step|"
                    r"version|vol|volume|issue|rq|n|aim|theme|domain|objective|hypothesis|model)",
                    re.I)  # fmt: skip
SEX = re.compile(
    r"(?:cis(?:gender)?\s+|trans(?:gender)?\s+)?(?:female|male|woman|man|women|men|boy|girl|f|m|"
    r"non-?binary|nb|gender ?queer)",
    re.I,
)
# "58-year-old Black man"
AGED_PERSON = re.compile(
    r"(?:an? )?\d{1,3}[\s-]+(?:years?|yrs?|months?)[\s-]+old\s+(?:[\w/-]+\s+){0,3}(?P<sex>[\w-]+)",
    re.I,
)
# "man of 60", "woman in her forties"
SEX_OF_AGE = re.compile(
    r"(?:(?:old|older|young|younger) )?(?:man|woman|boy|girl|male|female) (?:of \d{1,3}|in (?:her|his|their) (?:(?:early|mid|late)[ -])?"
    r"(?:\d0s|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))",
    re.I,
)
# "FG1 Wilma", "Focus group 2 P3": the group, and who in it
GROUP_AND_WHO = re.compile(
    r"(?P<group>(?:fgd?|focus ?-?group(?: discussion)?|workshop|dyad)[\s#-]*\d{1,3})[\s:/-]+"
    r"(?P<who>[^\W\d_][\w’'-]*(?:[\s#-]\w{1,4})?)",
    re.I,
)
DESCRIBED = re.compile(r"(?:[^\W\d_][\w’'-]*[\s/-]+){1,3}\w+")  # "African American female"
AGE = re.compile(
    r"(?:aged?|age\s*group)?[\s:]*(?:(?:early|mid|late)[\s-]*)?\d{1,3}(?:\s*[-–—to]+\s*\d{1,3})?"
    r"\s*\+?s?[\s-]*(?:years?(?:[\s-]*(?:old|of age))?|yrs?(?:[\s-]*old)?|y\.?/?o\.?|yo|y|months?(?: old)?)?",
    re.I,
)
EXPERIENCE = re.compile(
    r"(?:<|>|≤|≥|over|under|about)?\s*\d{1,2}\+?\s*(?:[-–]\s*\d{1,2}\s*)?(?:years?|yrs?|months?)['’]?\s+\S.*|"
    r"(?:[<>≤≥]|over\s|under\s|(?:more|less|fewer) than\s)\s*\d{1,2}\+?\s*(?:years?|yrs?|y|months?)['’]?",
    re.I,
)
SOURCE = re.compile(
    r"(?P<survey>(?:online |national |postal |staff |patient |open[- ]ended |free[- ]text |written )*"
    r"(?:survey|questionnaire|free[- ]text(?: (?:comment|response|answer))?|open[- ]ended (?:comment|"
    r"response|answer|question)|comment|written (?:comment|response))s?(?: (?:response|respondent|"
    r"comment|answer|participant|data))?s?)|"
    r"(?:individual |group |follow-?up |baseline |exit |telephone |phone |field |first |second |third "
    r"|final |initial |reflective |in-?depth |semi-?structured |key informant |research(?:er)?['’]?s? )*(?:interviews?|focus groups?|fgds?|diary|"
    r"diaries|field ?-?notes?|notes?|observations?|workshop|email|e-mail|journal|reflection|memo|"
    r"document|debrief|baseline|follow-?up|pre|post|pre-?\w*intervention|post-?\w*intervention|"
    r"transcript|audio ?diary|drawing|photo)(?: \d{1,3}| (?:one|two|three|four|[A-Z]))?|(?:kii|idi|ssi)s?",  # "KII 3" is a person
    re.I,
)
PHRASE = re.compile(
    r"\b(?:by|is|are|was|were|be|to|that|who|which|will|can|as|their|our|his|her)\b"
)
