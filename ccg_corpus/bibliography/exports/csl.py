"""CSL-JSON → entries: what Zotero, Better BibTeX, Mendeley and Pandoc write.

Source: the schema of citeproc's input data, version 1.0.2. It has no place for files, so those
that exporters add under names of their own are taken too (`attachments`, `file`, `files`, `link`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ccg_corpus.bibliography.exports.reference import Entry
from ccg_corpus.bibliography.exports.types import read_type
from ccg_corpus.bibliography.names import written
from ccg_corpus.core.model import Facts
from ccg_corpus.readers.facts import doi_of, one_line, year_of

_FILES = ("attachments", "attachment", "files", "file", "link", "L1")
_PATHS = ("localPath", "path", "url", "URL", "href")
_FAMILY = ("dropping-particle", "non-dropping-particle", "family")


def read_csl(text: str) -> Iterator[Entry]:
    """The entries of a CSL-JSON file.

    Raises: ValueError where it is not JSON, or holds no list of entries.
    """
    found = json.loads(text)
    if isinstance(found, dict):  # Better BibTeX and Citavi wrap the list
        found = found.get("items", [found] if "type" in found else None)
    if not isinstance(found, list):
        raise ValueError("holds no list of entries")
    for number, fields in enumerate(found, start=1):
        yield _entry(fields, number)


def is_csl(text: str) -> bool:
    """Whether a JSON file that nobody named looks like one of references."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if isinstance(found, dict):
        found = found.get("items")
    first = found[0] if isinstance(found, list) and found else None
    if not isinstance(first, dict) or not ("title" in first or "author" in first):
        return False
    return read_type("csl", _text(first.get("type"))) is not None


def _entry(fields: object, number: int) -> Entry:
    if not isinstance(fields, dict):
        return Entry(number, wrong="is no object with fields")
    facts = _facts(fields)
    if not (facts.title or facts.authors or facts.doi):
        return Entry(number, wrong="has no title, author or DOI")
    files = tuple(path for name in _FILES for path in _paths(fields.get(name)))
    key = fields.get("citation-key") or fields.get("citekey") or fields.get("id")
    return Entry(number, facts, _text(key), files)


def _facts(fields: Mapping[str, Any]) -> Facts:
    authors = fields.get("author")
    names = authors if isinstance(authors, list) else []
    return Facts(
        title=_text(fields.get("title")),
        authors=tuple(name for one in names if (name := _author(one))),
        year=_year(fields.get("issued")),
        doi=doi_of(_text(fields.get("DOI"))),
        journal=_text(fields.get("container-title")),
        type=read_type("csl", _text(fields.get("type")), _text(fields.get("genre"))),
        language=_text(fields.get("language")),
        extra=_extra(fields),
    )


def _text(value: object) -> str | None:
    return one_line(value) if isinstance(value, str | int | float) else None


def _author(name: object) -> str | None:
    if not isinstance(name, dict):
        return _text(name)
    family = " ".join(part for key in _FAMILY if (part := _text(name.get(key))))
    if not family:
        return _text(name.get("literal")) or _text(name.get("name")) or _text(name.get("given"))
    return written(family, _text(name.get("given")) or "")


def _year(issued: object) -> int | None:
    """From date-parts, or a date written out."""
    if not isinstance(issued, dict):
        return year_of(issued) if isinstance(issued, str | int) else None
    parts = issued.get("date-parts")
    while isinstance(parts, list) and parts:
        parts = parts[0]
    if isinstance(parts, str | int):
        return year_of(parts)
    return year_of(_text(issued.get("raw")) or _text(issued.get("literal")))


def _extra(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    pages = _text(fields.get("page")) or _text(fields.get("number"))
    stated = {
        "volume": _text(fields.get("volume")),
        "issue": _text(fields.get("issue")),
        "pages": pages.replace("--", "–").replace("-", "–") if pages else None,
        "publisher": _text(fields.get("publisher")),
        "url": _text(fields.get("URL")),
    }
    return tuple((key, value) for key, value in stated.items() if value)


def _paths(value: object) -> Iterator[str]:
    """Paths in whatever an exporter made of them: a text, a list, mappings."""
    if isinstance(value, str):
        yield from (part.strip() for part in value.split(";") if part.strip())
    elif isinstance(value, list):
        for one in value:
            yield from _paths(one)
    elif isinstance(value, dict):
        found = (value.get(name) for name in _PATHS)
        yield from (path for path in found if isinstance(path, str))
