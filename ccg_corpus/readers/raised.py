"""What is printed raised: calls of notes and references, powers, ordinals.

In: the words before and what is raised. Out: what belongs to the text. The call of a note is no part
of the word that it stands on ("shutters" with a raised 1), while a power is one of its number (10³)
and an ordinal's ending of its figure (3rd). What stands behind closing marks says that the words in
them are cited, and is kept.
"""

from __future__ import annotations

import re

_SIGNS = r"[*†‡§¶‖#⁎∗]{1,4}"
_ONE = rf"(?:\d{{1,3}}|{_SIGNS})"
_BETWEEN = r"\s*[,;‐‑–—-]\s*"
_CALL = re.compile(
    rf"\s*[\[(]?\s*{_ONE}(?:{_BETWEEN}{_ONE})*\s*[\])]?\s*|"
    r"\s*\[\s*(?:(?:foot|end)?note\s*)?(?:\d{1,3}|[a-z]{1,2})\s*\]\s*",
    re.IGNORECASE,
)
_LETTER_CALL = re.compile(rf"\s*(?:[a-z]|[ivx]{{1,5}})(?:{_BETWEEN}[a-z])*\s*")
_JOINS = re.compile(_BETWEEN)
_POWER = re.compile(r"[+−–-]?\d{1,3}[+−–-]?|[+−–-]|n")
_WORD = re.compile(r"[^\W\d_]+$")
_NAMES_OF_UNITS = "m km cm mm dm nm µm μm ft in yd mi ha s ms kg g l"
_UNITS = frozenset(_NAMES_OF_UNITS.split())
_LONGEST_UNIT = 3
_RAISED = str.maketrans("0123456789+-−–n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ")
_SENTENCE_SIGNS = ".,;:!?…"


def joins_calls(words: str) -> bool:
    """Is this what stands between two calls: ","?"""
    return not words.strip() or _JOINS.fullmatch(words) is not None


def is_call(before: str, raised: str, *, is_link: bool) -> bool:
    """Whether what is raised calls a note or names a reference, by the word that it stands on."""
    called = _CALL.fullmatch(raised) or (is_link and _LETTER_CALL.fullmatch(raised))
    stem = before.rstrip(_SENTENCE_SIGNS)
    if not called or not stem or before[-1:].isspace():
        return False
    if is_link:
        return stem[-1].isalnum()
    word = _WORD.search(stem)
    if word is None:
        return False
    return len(stem) < len(before) or not _may_have_power(word.group(), raised)


def with_power(before: str, raised: str) -> str:
    """The raised words, in raised digits where they are a power."""
    stands_on = before[-1:].isalnum() or before[-1:] in (")", "]")
    is_power = stands_on and _POWER.fullmatch(raised.strip())
    return raised.translate(_RAISED) if is_power else raised


def _may_have_power(word: str, raised: str) -> bool:
    """ "km", "R", "CO", a unit of whatever language: print raises a 2 there, and no note is meant."""
    if not _POWER.fullmatch(raised.strip()):
        return False
    if raised.strip() in ("2", "3"):
        return len(word) <= _LONGEST_UNIT
    return word in _UNITS or len(word) == 1 or (len(word) == 2 and word.isupper())
