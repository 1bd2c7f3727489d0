"""Bibliographic facts of a TEI document: what its header states, nothing derived.

GROBID leaves fields empty that it has not found; an empty one is no fact.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.core.model import Facts
from ccg_corpus.readers.facts import doi_of, one_line, year_of

_SOURCE = "teiHeader/fileDesc/sourceDesc/biblStruct"
_TITLES = "teiHeader/fileDesc/titleStmt/title"
_EXTRA = (("volume", "volume"), ("issue", "issue"))


def facts_of_header(root: Any, *, language: str | None) -> Facts:
    """The stated facts of the source that the TEI describes."""
    source = root.find(_SOURCE)
    return Facts(
        title=title_of(root),
        authors=_authors(root, source),
        year=_year(root, source),
        doi=doi_of(_find_text(source, ".//idno[@type='DOI']")),
        journal=_find_text(source, "monogr/title[@level='j']"),
        type="article" if _find_text(source, "monogr/title[@level='j']") else None,
        language=language,
        extra=_extra(root, source),
    )


def title_of(root: Any) -> str | None:
    """The main title; the header's first one where none is marked so."""
    return _find_text(root, f"{_TITLES}[@type='main']") or _find_text(root, _TITLES)


def _find_text(element: Any, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return one_line("".join(found.itertext())) if found is not None else None


def _authors(root: Any, source: Any) -> tuple[str, ...]:
    people = source.findall("analytic/author") if source is not None else []
    people = people or root.findall("teiHeader/fileDesc/titleStmt/author")
    return tuple(name for person in people if (name := _name(person)))


def _name(person: Any) -> str | None:
    """ "Surname G M"; a name that is not taken apart stays as it is."""
    surname = _find_text(person, ".//surname")
    if surname is None:
        stated = person.find("persName")
        return one_line("".join((person if stated is None else stated).itertext()))
    given = [one_line("".join(one.itertext())) or "" for one in person.iter("forename")]
    initials = "".join(part[0] for one in given for part in one.replace("-", " ").split())
    return f"{surname} {initials}".strip()


def _year(root: Any, source: Any) -> int | None:
    """Of publishing; a date that is not marked as such is not taken for it."""
    places = (
        (source, "monogr/imprint/date[@type='published']"),
        (source, "monogr/imprint/date"),
        (root, "teiHeader/fileDesc/publicationStmt/date"),
    )
    for element, path in places:
        found = element.find(path) if element is not None else None
        if found is not None and (year := year_of(found.get("when") or found.text)):
            return year
    return None


def _extra(root: Any, source: Any) -> tuple[tuple[str, str], ...]:
    if source is None:
        return ()
    stated = {
        key: _find_text(source, f"monogr/imprint/biblScope[@unit='{unit}']") for key, unit in _EXTRA
    }
    pages = source.find("monogr/imprint/biblScope[@unit='page']")
    if pages is not None:
        ends = [pages.get("from"), pages.get("to")]
        stated["pages"] = "–".join(end for end in ends if end) or one_line(pages.text)
    stated["publisher"] = _find_text(root, "teiHeader/fileDesc/publicationStmt/publisher")
    return tuple((key, value) for key, value in stated.items() if value)
