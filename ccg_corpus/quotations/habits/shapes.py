"""The shape of an attribution's words: their classes, not the words themselves.

In: words. Out: a `Shape`, alike for "(Q7, baker, 52)" and "(Q31, retired)", or None where the words
can be no person's attribution whatever the document does: a year, a statistic, a stage direction.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ccg_corpus.quotations.marks.bracket_pairs import is_aside

_YEAR = re.compile(r"(?:1[89]|20)\d\d[a-z]?")
_CITED = re.compile(
    r"\bet al\b|\bibid\b|\b(?:1[89]|20)\d\d[a-z]?\b\s*(?:[:;,]|$)|https?:|\bdoi\b|\bp\s*[<=>≤≥]|\bn\s*=|"
    r"^(?:see|e\.?\s?g|i\.?\s?e|cf|viz|for example|such as|including|table|fig(?:ure)?s?|box|appendix|"
    r"section|chapter|ref(?:erence)?s?|eq(?:uation)?|supplement\w*|(?:additional |supporting )?file|available|and|or|but)\b|"
    r"\b(?:NCT|ISRCTN|ACTRN|DRKS|ChiCTR|CRD)\s?\d{4,}",
    re.I,
)
_STATISTIC = re.compile(r"[%=<>±≥≤]|\b\d+\.\d+\b|\bCI\b|\bSD\b")
_NUMBERS = re.compile(r"\W*\d+(?:\s*[,;–—-]\s*\d+)+\W*")
_CODES = re.compile(r"[A-Z]{1,3}\d+(?:\s*(?:[,;&–—-]|and)\s*[A-Z]{1,3}\d+)+")
SHORT = 60  # code points: longer brackets may hold a sign of equality


class Shape(NamedTuple):
    """The class of the first token, and whether a digit and a comma come later.

    Classes: number, numbered ("#7"), code (letters with digits), capitals, capital (one letter), name (capitalised),
    lower.
    """

    kind: str
    first: str
    digit: bool
    comma: bool


def shape_of(kind: str, words: str) -> Shape | None:
    """The shape of words that stand at a site of a kind; None where they can be no attribution."""
    if _CITED.search(words) or _YEAR.fullmatch(words) or is_aside(words):
        return None
    if len(words) < SHORT and _STATISTIC.search(words):
        return None
    if _NUMBERS.fullmatch(words) or _CODES.fullmatch(words):
        return None  # lists of references or of studies: no person is several
    first = first_class(words)
    if first is None:
        return None
    later = words[_first_length(words) :]
    return Shape(kind, first, bool(re.search(r"\d", later)), "," in later or ";" in later)


def first_class(words: str) -> str | None:
    """What the words begin with."""
    match = re.match(r"([#№])?[\"“'‘]?\s*(\w+)", words)
    if match is None:
        return None
    token = match[2]
    if token.isdigit():
        return "numbered" if match[1] else "number"
    if re.match(r"[^\W\d_]+[-_.]?\d", words[match.start(2) :]):
        return "code"
    if len(token) == 1 and token.isupper():
        return "capital"
    if token.isupper():
        return "capitals"
    return "name" if token[:1].isupper() else "lower"


def _first_length(words: str) -> int:
    match = re.match(r"\W*[^\W\d_]*[-_.#]?\d*", words)
    return match.end() if match else 0


_IN_WORDS = {
    "number": "number", "numbered": "#number", "code": "letters+number", "capitals": "CAPITALS",
    "capital": "letter", "name": "Name", "lower": "words",
}  # fmt: skip


def words_in_classes(words: str) -> str:
    """An attribution for a reader: "P7, nurse, 52" is "letters+number, words, number"."""
    parts = [part for part in re.split(r"\s*[,;:]\s*", words) if part]
    return ", ".join(_IN_WORDS.get(first_class(part) or "", "sign") for part in parts)
