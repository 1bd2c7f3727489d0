"""EndNote's XML → entries.

Source: the RSXML format as EndNote writes it: `records/record`, each fact in an element whose words
stand in `style` elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ccg_corpus.bibliography.exports.reference import Entry
from ccg_corpus.bibliography.exports.types import read_type
from ccg_corpus.bibliography.names import name_of, written
from ccg_corpus.core.model import Facts
from ccg_corpus.readers.facts import doi_of, one_line, year_of


def read_endnote_xml(text: str) -> Iterator[Entry]:
    """The entries of an EndNote XML file.

    Raises: SourceError where it is no XML.
    """
    from ccg_corpus.readers.xml.xml_tree import parse_xml

    bare = re.sub(r"^\s*<\?xml.*?\?>", "", text, count=1, flags=re.S)  # the text is decoded already
    for number, record in enumerate(parse_xml(bare.encode()).iter("record"), start=1):
        facts = _facts(record)
        if not (facts.title or facts.authors or facts.doi):
            yield Entry(number, wrong="has no title, author or DOI")
            continue
        files = tuple(path for one in record.iterfind("urls/pdf-urls/url") if (path := _words(one)))
        key = _one(record, "label") or _one(record, "rec-number")
        yield Entry(number, facts, key, files)


def _facts(record: Any) -> Facts:
    kind = record.find("ref-type")
    names = ("contributors/authors/author", "contributors/secondary-authors/author")
    found = (record.findall(path) for path in names)
    people: list[Any] = next((some for some in found if some), [])
    journal = ("periodical/full-title", "titles/secondary-title", "titles/alt-title",
               "periodical/abbr-1")  # fmt: skip
    urls = [url for one in record.iterfind("urls/*/url") if (url := _words(one))]
    doi = doi_of(_one(record, "electronic-resource-num"))
    web = [url for url in urls if url.startswith("http")]
    pages = _one(record, "pages")
    stated = {
        "volume": _one(record, "volume"),
        "issue": _one(record, "number"),
        "pages": re.sub(r"\s*[-–—]+\s*", "–", pages) if pages else None,
        "publisher": _one(record, "publisher"),
        "url": web[0] if web else None,
    }
    return Facts(
        title=_one(record, "titles/title"),
        authors=tuple(name for one in people if (name := _author(_words(one)))),
        year=year_of(_one(record, "dates/year")),
        doi=doi or next(filter(None, map(doi_of, (u for u in web if "doi.org/" in u))), None),
        journal=next(filter(None, (_one(record, path) for path in journal)), None),
        type=read_type("endnote", kind.get("name") if kind is not None else None),
        extra=tuple((key, value) for key, value in stated.items() if value),
    )


def _author(name: str | None) -> str | None:
    """ "Brackley, Oona"; a comma at the end is EndNote's mark of an organisation."""
    bare = (name or "").rstrip(" ,")
    if "," not in bare:
        return bare or None
    parts = name_of(bare)
    return written(parts.family, parts.given)


def _one(record: Any, path: str) -> str | None:
    return _words(record.find(path))


def _words(element: Any) -> str | None:
    return None if element is None else one_line("".join(element.itertext()))
