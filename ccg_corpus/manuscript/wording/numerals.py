"""Words and figures → the numbers that they say: "two hundred and six", "206", "third", "3rd".

In: folded words in order. Out: each stretch that says a number, with it. Words that say none are left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNITS = {
    **{word: n for n, word in enumerate(_ONES)},
    **{word: 10 * (n + 2) for n, word in enumerate(_TENS)},
    "fourty": 40,
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20,
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_OTHERS = {
    "half": 0.5, "quarter": 0.25, "dozen": 12.0, "once": 1.0, "twice": 2.0, "thrice": 3.0,
    "double": 2.0, "triple": 3.0, "single": 1.0, "couple": 2.0, "dozens": 12.0,
    "hundreds": 100.0, "thousands": 1000.0, "millions": 1e6, "pair": 2.0, "zero": 0.0,
    "twos": 2.0, "tens": 10.0, "twenties": 20.0, "thirties": 30.0, "forties": 40.0,
    "fifties": 50.0, "sixties": 60.0, "seventies": 70.0, "eighties": 80.0, "nineties": 90.0,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_FIGURES = re.compile(r"(\d+)(st|nd|rd|th|s|%)?")
_ORDINAL, _CARDINAL = "th", ""

Said = tuple[float, str]  # the number, and "th" for a place in an order


def spelled(words: Sequence[str]) -> list[str]:
    """The words, each stretch that says a number as one figure: "206", "3th"."""
    out: list[str] = []
    at = 0
    while at < len(words):
        size, said = _number_at(words, at)
        if said is None:
            out.append(words[at])
            at += 1
        else:
            out.append(_shown(said))
            at += size
    return out


def numbers_in(words: Sequence[str]) -> list[str]:
    """The numbers that the words say, in order."""
    found, at = [], 0
    while at < len(words):
        size, said = _number_at(words, at)
        if said is not None:
            found.append(_shown(said))
        at += max(1, size)
    return found


def stretches(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where several words say one number: the first, behind the last, and the figure."""
    found, at = [], 0
    while at < len(words):
        size, said = _number_at(words, at)
        if said is not None and size > 1:
            found.append((at, at + size, _shown(said)))
        at += max(1, size)
    return found


def is_number(word: str) -> bool:
    """Whether a word says a number, or a part of one."""
    return _number_at((word,), 0)[1] is not None


def _shown(said: Said) -> str:
    number, form = said
    return f"{number:g}{form}"


def _number_at(words: Sequence[str], at: int) -> tuple[int, Said | None]:
    """How many words from `at` on say a number, and which."""
    word = words[at]
    figures = _FIGURES.fullmatch(word)
    if figures:
        form = _ORDINAL if figures[2] in ("st", "nd", "rd", "th") else _CARDINAL
        if figures[2] == "s":
            return 1, (float(figures[1]), _CARDINAL)
        return _scaled(words, at, 1, float(figures[1]), form)
    if word in _OTHERS and word not in _UNITS:
        return 1, (_OTHERS[word], _CARDINAL)
    if word in _ORDINALS:
        return 1, (float(_ORDINALS[word]), _ORDINAL)
    if word in _SCALES:
        return 1, (float(_SCALES[word]), _CARDINAL)
    if word not in _UNITS:
        return 0, None
    return _spelled_out(words, at)


def _scaled(
    words: Sequence[str], at: int, size: int, value: float, form: str
) -> tuple[int, Said | None]:
    """ "20 thousand"."""
    if at + size < len(words) and words[at + size] in _SCALES and not form:
        return size + 1, (value * _SCALES[words[at + size]], form)
    return size, (value, form)


def _spelled_out(words: Sequence[str], at: int) -> tuple[int, Said]:
    total, group, last, size = 0, 0, 10**9, 0
    while at + size < len(words):
        word = words[at + size]
        if word in _UNITS and (_UNITS[word] < last):
            unit = _UNITS[word]
            if size and last not in (100, 1000, 1_000_000) and not (20 <= last < 100 and unit < 10):
                break
            group += unit
            last = unit if unit >= 20 else 0
            if unit < 20:
                last = unit if unit else 0
                last = min(last, 1)
        elif word in _SCALES and group:
            if _SCALES[word] == 100:
                group *= 100
            else:
                total, group = total + group * _SCALES[word], 0
            last = _SCALES[word]
        elif word == "and" and last in (100, 1000, 1_000_000) and _goes_on(words, at + size + 1):
            size += 1
            continue
        elif word in _ORDINALS and 20 <= last < 10**9:
            return size + 1, (float(total + group + _ORDINALS[word]), _ORDINAL)
        else:
            break
        size += 1
    return size, (float(total + group), _CARDINAL)


def _goes_on(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at] in _UNITS or words[at] in _ORDINALS)
