"""One cell of a sheet that came back: whether it was changed, and what a spreadsheet made of it.

Comes in: the cell as it was written out and as it came back. Goes out: its value, and whether a
person changed it. A sheet's column `check` says how each cell was written, in letters that no
spreadsheet takes for a number or a date; so a cell that nobody touched is known even where the
corpus has changed since.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from ccg_corpus.text.spreadsheet import as_text

CHECK = "check"
# What can be changed in a sheet.
CHANGEABLE = ("text", "kind", "role", "participant", "case", "theme", "status", "codes", "proposed")
# What a reviewer may well try to change there, and what to do instead.
ELSEWHERE = {
    "site": "config.yaml or participants.csv has it",
    **dict.fromkeys(("study", "title", "authors", "year", "doi", "type"), "config.yaml has it"),
    "speaker_label": "it is as printed; role, participant and case can be changed",
    "name": "write it under participant",
    "organisation": "participants.csv takes it as a column",
    **dict.fromkeys(("section", "page", "lead_in"), "it is the paper's"),
    "attributes": "participants.csv or documents.csv has them",
    "memos": "write a new one under memo",
}
# The order in which `check` has them. More may be added behind.
CHECKED = (*CHANGEABLE, *ELSEWHERE)
_LETTERS = 4

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_DATE = re.compile(
    rf"\d{{1,4}}[-/. ]{_MONTH}(?:[-/. ]\d{{2,4}})?|{_MONTH}[-/. ]\d{{1,4}}"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?", re.IGNORECASE)


def plain(cell: str) -> str:
    """A cell's text: without the apostrophe that keeps a spreadsheet from calculating it."""
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    if text.startswith("'") and as_text(text[1:]) == text:
        return text[1:].strip()
    return text


def checked(cells: Mapping[str, str]) -> str:
    """What `check` has for a row: four letters for each of these cells."""
    return "".join(_letters(cells.get(name, "")) for name in CHECKED)


def is_untouched(name: str, cell: str, check: str) -> bool | None:
    """Whether a cell is as it was written; None where the sheet does not say."""
    check = check.strip()
    at = CHECKED.index(name) * _LETTERS
    written = check[at : at + _LETTERS]
    if len(written) < _LETTERS or not written.isalpha():
        return None
    return _letters(cell) == written


def is_mangled(cell: str, was: str) -> bool:
    """Whether a spreadsheet, and no person, has made `cell` of `was`: a date of "3-2", 1E+05 of
    "1e5", 7 of "007"."""
    now, before = plain(cell), plain(was)
    if now == before or not any(sign.isdigit() for sign in before):
        return False
    if _DATE.fullmatch(now):
        return not _DATE.fullmatch(before) or _figures(now) != _figures(before)
    return bool(
        _FIGURE.fullmatch(now) and _FIGURE.fullmatch(before) and _number(now) == _number(before)
    )


def is_date(cell: str) -> bool:
    """Whether a cell reads as a date or a time does, as a spreadsheet makes one of "3-2"."""
    return bool(_DATE.fullmatch(plain(cell)))


def date_made_of(cell: str, labels: Iterable[str]) -> str | None:
    """The label of which a spreadsheet has made a date; None where it can't be told."""
    figures = Counter(_dated(cell))
    for label in labels:
        own = Counter(_figures(label))
        if own.total() > 1 and own <= figures and not is_date(label):
            return label
    return None


def names_in(cell: str) -> tuple[str, ...]:
    """The codes in a cell: between semicolons, or on lines of their own."""
    pieces = re.split(r"[;\n|]", cell)
    return tuple(dict.fromkeys(name for piece in pieces if (name := plain(piece))))


def different(was: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """What came to a list, and what went from it."""
    return [one for one in now if one not in was], [one for one in was if one not in now]


def _letters(cell: str) -> str:
    number = int.from_bytes(sha256(plain(cell).encode()).digest()[:8], "big")
    found = []
    for _ in range(_LETTERS):
        number, rest = divmod(number, 26)
        found.append(chr(ord("a") + rest))
    return "".join(found)


def _figures(text: str) -> list[int]:
    return sorted(int(one) for one in re.findall(r"\d+", text))


def _dated(text: str) -> list[int]:
    """The numbers of a date, a month by its name among them."""
    months = [
        _MONTHS.index(name[:3].lower()) + 1 for name in re.findall(_MONTH, text, re.IGNORECASE)
    ]
    return [*_figures(text), *months]


def _number(text: str) -> float | None:
    plain_number = text.replace(",", ".") if text.count(",") == 1 else text
    try:
        return float(plain_number)
    except ValueError:
        return None
