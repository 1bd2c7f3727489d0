"""RIS → entries. Read by rispy; an entry it stumbles over is reported, the others are read.

Source: the RIS format as Zotero, EndNote, Mendeley and the databases write it: TI or T1, AU or A1,
T2, JF, JO or JA for the journal, PY or Y1 or DA for the year, L1 to L4 for files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ccg_corpus.bibliography.exports.reference import Entry
from ccg_corpus.bibliography.exports.types import read_type
from ccg_corpus.bibliography.names import name_of, written
from ccg_corpus.core.model import Facts
from ccg_corpus.readers.facts import doi_of, one_line, year_of

_SUFFIX = re.compile(r"\.\w{2,5}$")
_START = re.compile(r"^[ \t]*TY[ \t]{0,2}-", re.MULTILINE)
_END = re.compile(r"^[ \t]*ER[ \t]{0,2}-", re.MULTILINE)
# Exports differ in the spaces round the tag; rispy wants "TY  - ".
_TAG = re.compile(r"^[ \t]*([A-Z][A-Z0-9])[ \t]{0,2}-[ \t]?", re.MULTILINE)
_FILES = ("file_attachments1", "file_attachments2", "figure")
_TITLES = ("title", "primary_title")
_AUTHORS = ("authors", "first_authors")
_JOURNALS = ("secondary_title", "alternate_title3", "journal_name", "alternate_title2",
             "alternate_title1")  # fmt: skip
_DATES = ("year", "publication_year", "date")


def read_ris(text: str) -> Iterator[Entry]:
    """The entries of a RIS file, those that can't be read with what is wrong."""
    starts = [match.start() for match in _START.finditer(text)]
    for number, (start, end) in enumerate(pairwise([*starts, len(text)]), start=1):
        piece = text[start:end]
        if not _END.search(piece):
            yield Entry(number, wrong="has no end (ER)")
        else:
            yield _entry(piece, number)


def _entry(piece: str, number: int) -> Entry:
    import rispy

    lists = ["L1", "L2", "L4", *rispy.RisParser.DEFAULT_LIST_TAGS]
    parser = rispy.RisParser(list_tags=lists, delimiter_tags_mapping={}, skip_unknown_tags=True)
    try:
        found = parser.parse(_TAG.sub(r"\1  - ", piece))
    except Exception as exc:  # rispy raises what its dictionaries and loops raise
        return Entry(number, wrong=f"can't be read: {exc}")
    fields: dict[str, Any] = found[0] if found else {}
    facts = _facts(fields)
    if not (facts.title or facts.authors or facts.doi):
        return Entry(number, wrong="has no title, author or DOI")
    files = tuple(
        path for name in _FILES for one in _list(fields.get(name)) for path in _paths(one)
    )
    return Entry(number, facts, one_line(fields.get("id")), files)


def _facts(fields: Mapping[str, Any]) -> Facts:
    kind = read_type("ris", fields.get("type_of_reference"), one_line(fields.get("type_of_work")))
    journal = _first(fields, _JOURNALS)
    names: list[str] = next((fields[name] for name in _AUTHORS if fields.get(name)), [])
    return Facts(
        title=_first(fields, _TITLES),
        authors=tuple(author for name in names if (author := _author(name))),
        year=next(filter(None, (year_of(fields.get(name)) for name in _DATES)), None),
        doi=doi_of(fields.get("doi")) or _doi_link(fields),
        journal=journal,
        type=kind,
        language=_language(fields.get("language")),
        extra=_extra(fields),
    )


def _author(name: str) -> str | None:
    parts = name_of(name) if "," in name else None
    return written(parts.family, parts.given) if parts else one_line(name)


def _extra(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    pages = [one_line(fields.get(name)) for name in ("start_page", "end_page")]
    urls = [url for url in _list(fields.get("urls")) if url.startswith("http")]
    stated = {
        "volume": one_line(fields.get("volume")),
        "issue": one_line(fields.get("number")),
        "pages": "–".join(dict.fromkeys(page for page in pages if page)) or None,
        "publisher": one_line(fields.get("publisher")),
        "url": urls[0] if urls else None,
    }
    return tuple((key, value) for key, value in stated.items() if value)


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next(filter(None, (one_line(fields.get(name)) for name in names)), None)


def _doi_link(fields: Mapping[str, Any]) -> str | None:
    links = (url for url in _list(fields.get("urls")) if "doi.org/" in url)
    return next(filter(None, map(doi_of, links)), None)


def _language(value: object) -> str | None:
    language = one_line(value)
    return language if language and re.fullmatch(r"[a-z]{2}(?:-\w+)*", language) else None


def _paths(stated: str) -> list[str]:
    """Several paths in one line are parted where each has its suffix; names may hold semicolons."""
    parts = [part.strip() for part in stated.split(";") if part.strip()]
    return parts if all(_SUFFIX.search(part) for part in parts) else [stated]


def _list(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value] if value else []
    return [str(one) for one in values if one]
