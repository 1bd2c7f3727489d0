"""What a web page states about itself: the metadata that journals and archives put in its head.

Highwire (citation_…), Dublin Core (DC.…), PRISM and Open Graph names in, `Facts` out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccg_corpus.core.model import Facts
from ccg_corpus.readers.facts import doi_of, names_of, one_line, stated_title, year_of

_Fields = Mapping[str, list[str]]

_TITLES = ("citation_title", "dc.title", "dcterms.title", "prism.title")
_LATER_TITLES = ("og:title", "twitter:title")
_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "author")
_DATES = (
    "citation_publication_date", "citation_date", "citation_year", "prism.publicationdate",
    "citation_online_date", "dc.date", "dcterms.date", "dc.date.issued", "dcterms.issued",
    "article:published_time", "govuk:first-published-at", "date",
)  # fmt: skip
_DOIS = ("citation_doi", "prism.doi", "dc.identifier", "dcterms.identifier", "doi")
_JOURNALS = ("citation_journal_title", "prism.publicationname", "dc.source", "dcterms.source")
_LANGUAGES = ("citation_language", "dc.language", "dcterms.language")
_EXTRA = {
    "volume": "citation_volume",
    "issue": "citation_issue",
    "first_page": "citation_firstpage",
    "last_page": "citation_lastpage",
    "publisher": "citation_publisher",
}


def facts_of_page(page: Any, *, heading: str | None) -> Facts:
    """The stated facts; `heading` is the title as printed, if the page prints one."""
    fields = _fields(page)
    return Facts(
        title=_first(fields, _TITLES) or heading or _first(fields, _LATER_TITLES) or _title(page),
        authors=_authors(fields),
        year=year_of(_first(fields, _DATES)) or year_of(_attribute(page, "//time/@datetime")),
        doi=_doi(page, fields),
        journal=_first(fields, _JOURNALS),
        type=_type(fields),
        language=_language(page, fields),
        extra=_extra(page, fields),
    )


def _fields(page: Any) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        name = meta.get("name") or meta.get("property")
        content = one_line(meta.get("content"))
        if name and content:
            fields.setdefault(name.strip().lower(), []).append(content)
    return fields


def _first(fields: _Fields, names: tuple[str, ...]) -> str | None:
    return next((fields[name][0] for name in names if name in fields), None)


def _attribute(page: Any, path: str) -> str | None:
    found = page.xpath(path)
    return one_line(found[0]) if found else None


def _title(page: Any) -> str | None:
    found = page.find(".//title")
    return None if found is None else stated_title(one_line("".join(found.itertext())))


def _authors(fields: _Fields) -> tuple[str, ...]:
    stated = next((fields[name] for name in _AUTHORS if name in fields), [])
    return tuple(dict.fromkeys(names_of(stated)))


def _doi(page: Any, fields: _Fields) -> str | None:
    stated = (doi_of(value) for name in _DOIS for value in fields.get(name, ()))
    # Where there is no metadata, a link that the page itself marks as its DOI.
    return next(filter(None, stated), None) or doi_of(
        _attribute(page, "//a[contains(@class, 'doi')]/@href")
    )


def _type(fields: _Fields) -> str:
    if "citation_dissertation_institution" in fields:
        return "thesis"
    if "citation_technical_report_institution" in fields:
        return "report"
    return "article" if _first(fields, _JOURNALS) else "web page"


def _language(page: Any, fields: _Fields) -> str | None:
    root = page.getroottree().getroot()
    stated = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return one_line(stated or root.get("xml:lang") or _first(fields, _LANGUAGES))


def _extra(page: Any, fields: _Fields) -> tuple[tuple[str, str], ...]:
    extra = [(key, fields[name][0]) for key, name in _EXTRA.items() if name in fields]
    url = _attribute(page, "//link[@rel='canonical']/@href")
    return (*extra, ("url", url)) if url else tuple(extra)
