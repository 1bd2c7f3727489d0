"""Marked words that nobody said: reports of studies, questions put to many, texts of an intervention.

In: a marked candidate without a speaker, and the author's words around it. Out: the sign that speaks
against it, what it is instead, and the rule. Also which code letters of a review are studies'.
"""

from __future__ import annotations

import re

from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import FIRST_PERSON

MAX_BEHIND = 90  # code points behind a passage that may count who agreed
_NOTHING = ("", "", "")
# a reviewer's table: judgement and the words of the study's report that support it
_REPORTED = re.compile(r"\bQuot(?:e|ation)s?(?: from [^.:]{1,40})?:?$")
_BIAS = AnyCase(r"\brisk[- ]of[- ]bias\b|\bsupport for judge?ment\b")
_JUDGED = re.compile(r"\b(?:low|high|unclear)(?: risk)?\W+Quote", re.I)
# how many chose it: "… 85%", "(agree: 62%)", "(mean 3.4, SD 1.1)"
_COUNTED = re.compile(
    r"[\"”’'.,]*\s*(?:[\[(][^()\[\]]{0,60}?(?:\d\s?%|\b(?:mean|median|SD|M)\s*[=:]?\s*\d))", re.I
)
_ANSWERED = re.compile(r"[^.!?]{0,60}?\b\d{1,3}(?:\.\d+)?\s?%")
# a table of changes, and a template's gaps
_CHANGED = re.compile(
    r"(?:^|[.;:|]\s*|\b(?:was|were|been|text|wording|sentence|line|phrase|message)\s+)"
    r"(?:[Rr]emoved|[Dd]eleted|[Ii]nserted|[Rr]eplaced|[Rr]eworded|[Rr]evised|[Rr]ephrased|[Ss]hortened|"
    r"[Cc]hanged|(?-i:Added)|(?:was|were|been) added)(?:\s+(?:from|to|as|with|by|the (?:text|line|words|sentence|phrase)))*$"
)
# a journal's running head, as a converter leaves it among the words: "… et al. Garden Reports (2023) 23:144"
_RUNNING_HEAD = re.compile(r"\((?:19|20)\d\d\)\s*\d+(?:\(\d+\))?\s*:\s*\w*\d")
_QUESTION_ITEM = re.compile(r"\W{0,4}[“\"‘„«][^“”\"„«»]*\?[”\"’“»]")
_OWN = re.compile(r"\b(?:I|my|me|mine)\b")
MIN_QUESTIONS = 3  # items of one list that ask, all of those in marks
_THEME = re.compile(
    r"(?:[Ss]ub-?)?(?:[Tt]heme|[Cc]ategory|[Tt]opic)\s(?:\d{1,2}|[IVX]{1,4})(?:\.\d+)*\s?[:.–-]\s"
)
_GAP = re.compile(
    r"\[(?:(?:first|last|your|given|family|patient|participant|recipient)[ ’'s]*)?(?:name|surname|date|number|link)\]",
    re.I,
)


def unspoken(
    reading: Reading, candidate: Candidate, text: str, around: str
) -> tuple[str, str, str]:
    """The sign, kind and rule of marked words that nobody in the study said; empty for others."""
    before = around.rstrip(" (,:")
    reported = _REPORTED.search(before)
    if reported and (_JUDGED.search(before) or _BIAS.search(reading.document.text)):
        return "item_noun", "term", "words_of_a_report"
    if _RUNNING_HEAD.search(text) and not FIRST_PERSON.search(text):
        return "citation", "cited", "reference_itself"
    if _THEME.match(text):
        return "item_noun", "term", "theme_name"
    if _GAP.search(text) or (candidate.mention is None and _CHANGED.search(before)):
        return "item_noun", "term", "text_of_an_intervention"
    end = candidate.outer.end
    behind = reading.document.text[
        end : min(end + MAX_BEHIND, reading.block(candidate.block).span.end)
    ]
    if _is_listed_question(reading, candidate, text):
        return "asked", "term", "listed_questions"
    if _COUNTED.match(behind) or (text.endswith("?") and _ANSWERED.match(behind)):
        return "asked", "term", "counted_answers"
    return _NOTHING


def _is_listed_question(reading: Reading, candidate: Candidate, text: str) -> bool:
    """Whether the words are an item of a list whose items in marks are all questions, none of them
    about who asks: a guide's, or those that the authors set out to answer."""
    if candidate.mention or not text.endswith("?"):
        return False
    items: list[str] = []
    for step in (-1, 1):
        at = candidate.block + (step > 0) * step
        while 0 <= at < len(reading.texts) and reading.block(at).kind == "list_item":
            items.append(reading.texts[at])
            at += step
    marked = [item for item in items if re.match(r"\W{0,4}[“\"‘„«]", item)]
    asked = [item for item in marked if _QUESTION_ITEM.match(item)]
    return (
        len(asked) >= MIN_QUESTIONS
        and len(asked) == len(marked)
        and not any(_OWN.search(item) for item in asked)
    )
