"""Numbers as lists print them: a number and the name of its form in, "4", "iv", "D", "fourth" out.

What the readers of word processors share: the label of an item ("Case B:") is built from levels,
each with its form, and only a label that says more than a number belongs to the words.
"""

from __future__ import annotations

import re

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_MOST = 4999  # beyond, print shows digits
_SAYS_MORE = re.compile(r"[^\W\d_]")


def roman(number: int) -> str:
    """ "xiv" """
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def letters(number: int, first: str = "a", count: int = 26) -> str:
    """a … z, aa, bb … as word processors go on."""
    letter = chr(ord(first) + (number - 1) % count)
    return letter * ((number - 1) // count + 1)


def in_words(number: int) -> str:
    """ "twenty-one", below a hundred."""
    if number < 20:
        return _ONES[number]
    ten, one = divmod(number, 10)
    return _TENS[ten] + (f"-{_ONES[one]}" if one else "")


def ordinal_in_words(number: int) -> str:
    """ "twenty-first" """
    head, dash, last = in_words(number).rpartition("-")
    last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return head + dash + last


def ordinal(number: int) -> str:
    """ "21st" """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 14 else ending}"


def numeral(number: int, form: str) -> str:
    """The number in a form by Word's names of forms; digits in those that are not known here."""
    if not 0 < number <= _MOST:
        return str(number)
    match form:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter":
            text = letters(number) if number <= 26 * 30 else str(number)
            return text.upper() if form == "upperLetter" else text
        case "lowerRoman" | "upperRoman":
            return roman(number).upper() if form == "upperRoman" else roman(number)
        case "russianLower" | "russianUpper":
            text = letters(number, "а", 32)
            return text.upper() if form == "russianUpper" else text
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth":
            return "".join(chr(ord(digit) - 0x30 + 0xFF10) for digit in str(number))
        case "decimalEnclosedCircle" if number <= 20:
            return chr(0x245F + number)
        case "ordinal":
            return ordinal(number)
        case "cardinalText" if number < 100:
            return in_words(number).capitalize()
        case "ordinalText" if number < 100:
            return ordinal_in_words(number).capitalize()
    return str(number)


def belongs_to_words(label: str, literal: str, *, is_alone: bool) -> bool:
    """Whether the label of an item is read with its words, as the label of a heading in JATS is.

    One that says who or what ("GP 1:", "Case A"), or that opens a turn ("A:"); where nothing else
    stands in the item, any. "2.1" or "b)" only counts. `literal`: what is the same in each label.
    """
    if is_alone:
        return any(sign.isalnum() for sign in label)
    if _SAYS_MORE.search(literal):
        return True
    return label.rstrip().endswith(":") and bool(_SAYS_MORE.search(label))


_COUNTED = re.compile(r"\s*[^\W\d_]+[\s.-]?\d")
_ONLY_COUNTS = re.compile(r"[\W\d_]*(?:[ivxlcdm]+|[^\W\d_])?[\W\d_]*", re.IGNORECASE)


def printed_label_belongs(label: str) -> bool:
    """The same as `belongs_to_words`, of a label of which only its print is known."""
    if _COUNTED.match(label) or (label.rstrip().endswith(":") and _SAYS_MORE.search(label)):
        return True
    return _ONLY_COUNTS.fullmatch(label) is None
