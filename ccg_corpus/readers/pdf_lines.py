"""Printed lines of PDF pages: characters put right, running heads and feet taken away.

Lines in, lines out; nothing is joined here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    # TeX's own encodings, where the file does not say which characters they stand for
    "\x0b": "ff", "\x0e": "ffi", "\x0f": "ffl",
    "\x10": "“", "\x11": "”", "\x12": "„", "\x13": "«", "\x14": "»", "\x15": "–", "\x16": "—",
    "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl",
    "\x00": "", "\x0c": " ",
}  # fmt: skip
_PUT_RIGHT = str.maketrans(_LIGATURES)
_SPACES = re.compile(r"(?<=\S)[ \t\xa0]{2,}")  # justified lines are padded
_SOFT_HYPHEN = "\xad"
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?(?:[-–|(\[]\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*[-–|)\]])?(?:\s*(?:/|of)\s*\d{1,4})?",
    re.IGNORECASE,
)
_EDGE = 4  # lines at the top and the bottom of a page that may be its head or foot
_MIN_SHARE = 0.25


def clean_line(line: str) -> str:
    """One printed line without ligature characters; soft hyphens only where they are printed."""
    line = _SPACES.sub(" ", line.translate(_PUT_RIGHT)).rstrip()
    if _SOFT_HYPHEN in line:
        end = "-" if line.endswith(_SOFT_HYPHEN) else ""
        line = line.replace(_SOFT_HYPHEN, "") + end
    return line


def without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The pages without the lines that stand at the head or foot of many of them.

    A head is the same but for its digits on two pages or more and on a quarter of them.
    """
    if len(pages) < 2:
        return pages
    counts = Counter(key for page in pages for key in {_key(page[n]) for n in _edges(page)})
    enough = max(2, _MIN_SHARE * len(pages))
    running = {key for key, count in counts.items() if key and count >= enough}
    numbered = sum(1 for page in pages if any(is_page_number(page[n]) for n in _outer(page)))
    return [_strip(page, running, numbers=numbered >= enough) for page in pages]


def _key(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split())).lower()


def _edges(page: list[str]) -> list[int]:
    """Places of the first and last lines that are not blank."""
    filled = [n for n, line in enumerate(page) if line.strip()]
    return sorted({*filled[:_EDGE], *filled[-_EDGE:]})


def _outer(page: list[str]) -> list[int]:
    filled = [n for n, line in enumerate(page) if line.strip()]
    return sorted({*filled[:2], *filled[-2:]})


def is_page_number(line: str) -> bool:
    """A number alone on its line."""
    return _PAGE_NUMBER.fullmatch(line.strip()) is not None


def _strip(page: list[str], running: set[str], *, numbers: bool) -> list[str]:
    """Peel from both ends: a line of the same words in the middle of the text stays."""
    gone = set(_peel(page, _edges(page), running, numbers))
    gone |= set(_peel(page, _edges(page)[::-1], running, numbers))
    return [line for n, line in enumerate(page) if n not in gone]


def _peel(page: list[str], places: list[int], running: set[str], numbers: bool) -> Iterator[int]:
    for n in places:
        if not (_key(page[n]) in running or (numbers and is_page_number(page[n]))):
            return
        yield n
