"""Words from right to left: a line as it stands on the page, from left to right, in; as it is read out.

A PDF places letters; which way they are read, it does not say. The Unicode algorithm that set them is
run backwards, as far as a line tells: runs of Arabic and Hebrew are turned round, numbers and Latin
words in them are not, marks go behind their letters, brackets open where a bracket opens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_LETTER = "\u0590\u05be\u05c0\u05c3\u05c6\u05d0-\u05ff\u0600-\u0605\u0608\u060b\u060d\u061b-\u064a" \
          "\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u08c9\ufb1d-\ufdff\ufe70-\ufefc"  # fmt: skip
_MARK = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670" \
        "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08ff\ufb1e"  # fmt: skip
RIGHT_TO_LEFT: Final = re.compile(f"[{_LETTER}{_MARK}]")
_MARKS_ONLY = re.compile(f"[{_MARK}]+")
_PRESENTED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(f"[^\\W\\d_](?<![{_LETTER}{_MARK}])")
_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_NUMBER = re.compile(rf"[+−-]?{_DIGIT}+(?:[.,:/\u066b\u066c-]{_DIGIT}+)*[%\u066a]?")
# From the first right-to-left letter to the last one, with nothing of another script between.
_RUN = re.compile(
    f"[{_LETTER}{_MARK}](?:(?:(?![A-Za-z\u00c0-\u024f\u0370-\u052f]).)*[{_LETTER}{_MARK}])?"
)
_LATIN_RUN = re.compile(
    r"[A-Za-z\u00c0-\u024f\u0370-\u052f](?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\t]*[A-Za-z\u00c0-\u024f\u0370-\u052f0-9])?"
)
_OPENING, _CLOSING = "([{«‹⟨", ")]}»›⟩"
_PAIRS = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)
_ENDS = ".!?؟:;,،؛…"
# Signs that stand at the first, and at the last, letter of the right-to-left words, with a number between.
_BEFORE = re.compile(rf"(?:^|\s)([^\w\s]*)(?:{_DIGIT}[\d.,:/%-]*\s*)?$")
_BEHIND = re.compile(rf"(?:\s*{_DIGIT}[\d.,:/%-]*)?([^\w\s]*)")
_SPACE_BEFORE_MARK = re.compile(f" +(?=[{_MARK}])")


def has_right_to_left(text: str) -> bool:
    """Whether any of it is read from right to left."""
    return not text.isascii() and RIGHT_TO_LEFT.search(text) is not None


def is_marks_only(text: str) -> bool:
    """Points and accents that belong to a letter drawn elsewhere."""
    return _MARKS_ONLY.fullmatch(text.strip()) is not None


def drawn(text: str) -> str:
    """What one glyph stands for, as if its letters were drawn from left to right."""
    if len(text) < 2 and not _PRESENTED.match(text):
        return text
    letters = unicodedata.normalize("NFKC", text) if _PRESENTED.search(text) else text
    return letters[::-1] if has_right_to_left(letters) else text


def reads_right_to_left(text: str) -> bool:
    """Whether most letters of a page are of those scripts."""
    return 2 * len(RIGHT_TO_LEFT.findall(text)) > sum(map(str.isalpha, text))


def as_read(line: str, *, page_is_right_to_left: bool) -> str:
    """A line in the order in which it is read; its cells stay where they are."""
    return "\t".join(
        _cell_as_read(cell, page_is_right_to_left) if has_right_to_left(cell) else cell
        for cell in line.split("\t")
    )


def _cell_as_read(line: str, page_is_right_to_left: bool) -> str:
    if _begins_right(line, page_is_right_to_left):
        return _turned_line(line)
    return _with_runs_turned(line, _RUN, _turned_run)


def _begins_right(line: str, page_is_right_to_left: bool) -> bool:
    """Whether the line as a whole is read from its right end.

    The sign that ends a sentence tells: on the page it stands on the side to which the line is read.
    """
    places = [found.start() for found in RIGHT_TO_LEFT.finditer(line)]
    left, right = _BEFORE.search(line[: places[0]]), _BEHIND.match(line[places[-1] + 1 :])
    ends_left = left is not None and any(sign in _ENDS for sign in left.group(1))
    ends_right = right is not None and any(sign in _ENDS for sign in right.group(1))
    if ends_left != ends_right:
        return ends_left
    latin = len(_LATIN.findall(line))
    return not latin or (page_is_right_to_left and 2 * len(places) > latin)


def _with_runs_turned(line: str, run: re.Pattern[str], turned: Callable[[str], str]) -> str:
    out, at = "", 0
    while found := run.search(line, at):
        start, end = _with_brackets(line, found.start(), found.end(), at)
        out += line[at:start] + turned(line[start:end])
        at = end
    return out + line[at:]


def _with_brackets(line: str, start: int, end: int, least: int) -> tuple[int, int]:
    """A run with the bracket at its edge whose other half is within."""
    within = line[start:end]
    if start > least and line[start - 1] in _OPENING + _CLOSING and _is_uneven(within):
        return start - 1, end
    if end < len(line) and line[end] in _OPENING + _CLOSING and _is_uneven(within):
        return start, end + 1
    return start, end


def _is_uneven(text: str) -> bool:
    return sum(text.count(one) for one in _OPENING + _CLOSING) % 2 == 1


def _turned_run(run: str) -> str:
    """A run of right-to-left words as it is read: numbers keep their order."""
    turned = _NUMBER.sub(lambda number: number.group()[::-1], run)[::-1]
    return _with_brackets_opened(unicodedata.normalize("NFC", turned))


def _turned_line(line: str) -> str:
    """A whole line from its right end: Latin words and numbers keep their order."""
    kept = _LATIN_RUN.sub(lambda words: words.group()[::-1], line)
    spans = [found.span() for found in _LATIN_RUN.finditer(line)]

    def number(found: re.Match[str]) -> str:
        inside = any(start <= found.start() < end for start, end in spans)
        return found.group() if inside else found.group()[::-1]

    return _with_brackets_opened(unicodedata.normalize("NFC", _NUMBER.sub(number, kept)[::-1]))


def _with_brackets_opened(text: str) -> str:
    """Each bracket the way it stands: one before a word opens, one behind a word closes.

    No mark stands behind a space: it was drawn apart from its letter.
    """
    text = _SPACE_BEFORE_MARK.sub("", text)
    out = list(text)
    for at, sign in enumerate(text):
        if sign not in _OPENING and sign not in _CLOSING:
            continue
        before, behind = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
        is_behind = not before.isspace() and before not in "“‘\"'—–" + _OPENING
        is_before = not behind.isspace() and behind not in "”’.,;:!?،؛؟" + _CLOSING
        opens = is_before and not is_behind
        closes = is_behind and not is_before
        if (opens and sign in _CLOSING) or (closes and sign in _OPENING):
            out[at] = sign.translate(_PAIRS)
    return "".join(out)
