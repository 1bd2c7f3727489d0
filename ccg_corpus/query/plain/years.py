"""When documents were published, in plain words: "since 2016", "the last five years".

Comes in: lexemes, and which year it is. Goes out: bounds, and over how many lexemes they are
written.
"""

from __future__ import annotations

import re

from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Found, Lexemes
from ccg_corpus.query.tree import AnyOf, Within

_YEAR = r"(?:19|20)\d\d"
_YEARS = r"((?:19|20)\d\d)[-–]((?:19|20)\d\d)"
_DECADE = r"((?:19|20)\d0)'?s"
_BESIDE = r"(pre|post)-((?:19|20)\d\d)"
_DATED = asking.DOCUMENT_NOUNS | asking.STUDY_NOUNS | asking.PUBLICATIONS
_BEFORE = ("from", "between", "in", "during", "since", "published")


def is_year(text: str) -> bool:
    """Whether a text is a year of our times."""
    return bool(re.fullmatch(_YEAR, text))


def years_at(row: Lexemes, at: int, this_year: int) -> Found | None:
    """The bounds that begin at `at`."""
    if not row.has_digits:
        return _recent(row, at, this_year)
    return (
        _joined(row, at)
        or _worded(row, at)
        or _bare(row, at)
        or _recent(row, at, this_year)
        or _bounded(row, at)
    )


def year_at(row: Lexemes, at: int) -> Found | None:
    """A year by itself: "except 2022"."""
    is_one = row.word(at) and is_year(row.raw(at))
    return (1, Within("year", int(row.raw(at)), int(row.raw(at)))) if is_one else None


def _joined(row: Lexemes, at: int) -> Found | None:
    """ "2015-2018", "pre-2012", "in the 2010s"."""
    raw = row.raw(at)
    if (span := re.fullmatch(_YEARS, raw)) and not row.word(at - 1).isdigit():
        return 1, _within(int(span[1]), int(span[2]))
    if span := re.fullmatch(_YEARS, row.raw(at + 1)):
        is_range = row.word(at) in _BEFORE
        return (2, _within(int(span[1]), int(span[2]))) if is_range else None
    if beside := re.fullmatch(_BESIDE, raw.lower()):
        year = int(beside[2])
        return 1, Within("year", None, year - 1) if beside[1] == "pre" else Within("year", year + 1)
    if row.word(at) in ("pre", "post") and is_year(row.raw(at + 1)):
        year = int(row.raw(at + 1))
        bounds = (None, year - 1) if row.word(at) == "pre" else (year + 1, None)
        return 2, Within("year", *bounds)
    if row.word(at) in ("in", "from", "during"):
        skipped = 1 + (row.word(at + 1) == "the")
        if decade := re.fullmatch(_DECADE, row.word(at + skipped)):
            return skipped + 1, Within("year", int(decade[1]), int(decade[1]) + 9)
    return None


def _worded(row: Lexemes, at: int) -> Found | None:
    """ "2015 onwards", "2015 or later", "2014 to 2016"."""
    if not is_year(row.raw(at)) or row.word(at - 1) in asking.TOPIC_FOLLOWS:
        return None
    year = int(row.raw(at))
    if row.word(at + 1) in ("onward", "onwards"):
        return 2, Within("year", year)
    if row.word(at + 1) in ("to", "until", "till") and is_year(row.raw(at + 2)):
        return 3, _within(year, int(row.raw(at + 2)))
    if row.word(at + 1) == "or" and row.word(at + 2) in ("later", "newer", "after"):
        return 3, Within("year", year)
    if row.word(at + 1) == "or" and row.word(at + 2) in ("earlier", "older", "before"):
        return 3, Within("year", None, year)
    return None


def _bare(row: Lexemes, at: int) -> Found | None:
    """ "the 2018 article", and a year that stands for itself between pauses."""
    if not is_year(row.raw(at)):
        return None
    year = int(row.raw(at))
    is_dating = row.word(at + 1) in _DATED
    if is_dating or (row.is_opening(at) and row.is_ending(at + 1)):
        return 1, Within("year", year, year)
    return None


def _recent(row: Lexemes, at: int, this_year: int) -> Found | None:
    """ "over the last five years", "this year", counted back from the year it is."""
    first = at + (row.word(at) in asking.WITHIN_TIME)
    first += row.word(first) == "the"
    word, unit = row.word(first), row.word(first + 1)
    if word == "this" and unit == "year":
        return first + 2 - at, Within("year", this_year, this_year)
    if word not in ("last", "past", "previous", "recent"):
        return None
    number = asking.NUMBERS.get(unit) or (int(unit) if re.fullmatch(r"\d{1,2}", unit) else 0)
    last = first + 1 + bool(number)
    span = {"year": 1, "years": 1, "decade": 10, "decades": 10}.get(row.word(last), 0)
    if not span or row.word(last + 1) == "of" or (not number and row.word(last).endswith("s")):
        return None
    if not number and span == 1 and word != "past":
        return last + 1 - at, Within("year", this_year - 1, this_year - 1)
    return last + 1 - at, Within("year", this_year - span * (number or 1))


def _bounded(row: Lexemes, at: int) -> Found | None:
    word = row.word(at)
    skipped = (word == "up" and row.word(at + 1) == "to") or (
        word in ("later", "earlier", "older", "newer") and row.word(at + 1) == "than"
    )
    if not is_year(row.raw(at + 1 + skipped)):
        return None
    asked = {"up": "until", "later": "after", "newer": "after", "earlier": "before",
             "older": "before"}.get(word, word) if skipped else word  # fmt: skip
    return _bound(row, at + skipped, asked, skipped)


def _bound(row: Lexemes, at: int, word: str, skipped: bool) -> Found | None:
    year, joint, last = int(row.raw(at + 1)), row.word(at + 2), row.raw(at + 3)
    if word in ("from", "between") and is_year(last):
        return 4, _within(year, int(last))
    if word in ("in", "published") and joint in ("and", "or") and is_year(last):
        return 4, _either(year, int(last))
    if word == "from" and row.word(at - 1) in _DATED and joint not in ("onward", "onwards"):
        return 2, Within("year", year, year)  # "papers from 2018"
    bounds = {
        "since": (year, None),
        "from": (year, None),
        "after": (year + 1, None),
        "before": (None, year - 1),
        "until": (None, year),
        "till": (None, year),
        "in": (year, year),
        "during": (year, year),
        "published": (year, year),
    }.get(word)
    if bounds is None:
        return None
    is_open = word in ("from", "since", "in") and (
        joint in ("onward", "onwards") or (joint == "on" and not row.word(at + 3))
    )
    bounds = (year, None) if is_open else bounds
    return 2 + skipped + is_open, Within("year", *bounds)


def _within(one: int, other: int) -> Within:
    return Within("year", *sorted((one, other)))


def _either(one: int, other: int) -> AnyOf | Within:
    """Two years that follow each other are a span."""
    if abs(one - other) <= 1:
        return _within(one, other)
    return AnyOf((Within("year", one, one), Within("year", other, other)))
