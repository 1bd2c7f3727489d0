"""Bibliographic facts as files state them: dates, names and DOIs in many spellings in, `Facts` out.

Nothing is guessed: what does not look like a year, a name or a DOI is left out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from ccg_corpus.core.model import Facts

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_NO_TITLE = re.compile(
    r"microsoft|powerpoint|untitled|\.(?:docx?|pdf|indd|qxd|tex|rtf|dvi|ps|wpd)\b|^doi:|[\\_]",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\W*(?:no title specified|unknown title|untitled)\W*", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:;|\band\b|&)\s*")
_COMMA_LIST = re.compile(r"[^,]*\w\s+\w[^,]*(?:,\s*[^,]*\w\s+\w[^,]*)+")


def one_line(value: object) -> str | None:
    """A stated text with its white space folded, or None."""
    return " ".join(str(value).split()) or None if value is not None else None


def year_of(value: object) -> int | None:
    """The year in a date of whatever spelling."""
    if isinstance(value, datetime.date):
        return value.year
    found = _YEAR.search(str(value)) if value is not None else None
    return int(found.group(1)) if found else None


def doi_of(value: object) -> str | None:
    """The DOI in a DOI, a link to one, or a text around one."""
    found = _DOI.search(str(value)) if value is not None else None
    return found.group().rstrip(".,;)") if found else None


def names_of(value: object) -> tuple[str, ...]:
    """Names out of a list, a list of mappings, or one line ("Jo Bloggs and Al Smith")."""
    if value is None:
        return ()
    if isinstance(value, Mapping):
        return names_of(value.get("name") or value.get("literal"))
    if isinstance(value, list | tuple):
        return tuple(name for item in value for name in names_of(item))
    parts = _BETWEEN_NAMES.split(one_line(value) or "")
    # "Jo Bloggs, Al Smith" are two people, "Bloggs, Jo" is one.
    parts = [piece for part in parts for piece in _split_commas(part)]
    return tuple(name for part in parts if (name := part.strip(" ,")))


def _split_commas(names: str) -> list[str]:
    plain = names.rstrip(", ")
    return plain.split(",") if _COMMA_LIST.fullmatch(plain) else [names]


def facts_of_fields(fields: Mapping[Any, Any], *, title: str | None = None) -> Facts:
    """Facts from the named fields of a file's own metadata; `title` where they have none."""
    known = {str(key).lower(): value for key, value in fields.items()}
    return Facts(
        title=one_line(known.get("title")) or title,
        authors=names_of(known.get("author") or known.get("authors")),
        year=year_of(known.get("date") or known.get("year") or known.get("published")),
        doi=doi_of(known.get("doi")),
        journal=one_line(known.get("journal")),
        type=one_line(known.get("type")),
        language=one_line(known.get("lang") or known.get("language")),
    )


def stated_title(title: str | None) -> str | None:
    """A title that a file states, unless its program only filled the place of one."""
    return None if title is None or _PLACEHOLDER.fullmatch(title) else title


def plausible_title(title: str | None) -> bool:
    """Does a title in a file's properties name the work, not the file or the program?"""
    if title is None or len(title.split()) < 3 or _NO_TITLE.search(title):
        return False
    return sum(char.isalpha() for char in title) > len(title) / 2
