"""Exports in lines with a tag each → entries: PubMed's (.nbib), EndNote's (.enw) and Web of Science's.

In: the text of a file. Out: entries. rispy has classes for RIS and Web of Science, but wants a tag at
each entry's end, which two of the three don't have; the one package that reads PubMed's format was left
in 2021. The three differ in the shape of a tag only, so one reading of lines serves all.

Source: the tags of MEDLINE as PubMed's help lists them; those of EndNote's import format, which is
Refer with %0; Web of Science's field tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ccg_corpus.bibliography.exports.reference import Entry
from ccg_corpus.bibliography.exports.types import read_type
from ccg_corpus.bibliography.names import name_of, written
from ccg_corpus.core.model import Facts
from ccg_corpus.readers.facts import doi_of, one_line, year_of

Fields = dict[str, list[str]]

_MEDLINE = re.compile(r"([A-Z]{2,4}) {0,3}- ?(.*)")
_ENDNOTE = re.compile(r"%([0-9A-Z@!#$&()*+<=>?\[\]^~.\\|{}-])(?: (.*)|$)")
_WOS = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)")
_LANGUAGES = {"eng": "en", "fre": "fr", "ger": "de", "spa": "es", "por": "pt", "ita": "it",
              "dut": "nl", "swe": "sv", "nor": "no", "dan": "da", "fin": "fi", "jpn": "ja",
              "chi": "zh"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Format:
    """`tag` matches a line with one; `starts` says whether it begins another entry than the one that
    has the fields, perhaps behind a blank line; `outside` are tags that no entry has."""

    tag: re.Pattern[str]
    starts: Callable[[str, Fields, bool], bool]
    facts: Callable[[Fields], Facts]
    key: str
    files: str = ""
    outside: frozenset[str] = frozenset()


def read_medline(text: str) -> Iterator[Entry]:
    """The entries of what PubMed writes for a reference manager, or as "PubMed format"."""
    return _entries(text, _Format(_MEDLINE, _starts_medline, _medline, "PMID"))


def _starts_medline(tag: str, fields: Fields, is_after_blank: bool) -> bool:
    """PubMed Central puts its own number before PubMed's."""
    return "PMID" in fields and (is_after_blank or tag == "PMID")


def read_endnote_tagged(text: str) -> Iterator[Entry]:
    """The entries of an EndNote import file, or of an old Refer file, which has no %0."""
    return _entries(text, _Format(_ENDNOTE, _starts_endnote, _endnote, "F", ">"))


def _starts_endnote(tag: str, fields: Fields, is_after_blank: bool) -> bool:
    if tag == "0":
        return is_after_blank or "0" in fields
    return is_after_blank and tag in ("A", "T") and tag in fields and "0" not in fields


def read_wos(text: str) -> Iterator[Entry]:
    """The entries of a tagged file of Web of Science."""
    outside = frozenset(("FN", "VR", "EF", "ER"))
    return _entries(text, _Format(_WOS, lambda tag, *_: tag == "PT", _wos, "UT", "", outside))


def _entries(text: str, form: _Format) -> Iterator[Entry]:
    for number, fields in enumerate(_records(text.split("\n"), form), start=1):
        facts = form.facts(fields)
        if not (facts.title or facts.authors or facts.doi):
            yield Entry(number, wrong="has no title, author or DOI")
            continue
        files = tuple(path for path in fields.get(form.files, ()) if path)
        yield Entry(number, facts, _first(fields, form.key), files)


def _records(lines: Iterable[str], form: _Format) -> Iterator[Fields]:
    """Tags and their values, entry by entry; a line without a tag goes on with the one before."""
    fields: Fields = {}
    last: str | None = None
    is_after_blank = False
    for line in lines:
        if not line.strip():
            is_after_blank = True
            continue
        found = form.tag.fullmatch(line.rstrip())
        if found is None:
            if last is not None:
                fields[last][-1] += "\n" + line.strip()
            continue
        tag, value = found[1], (found[2] or "").strip()
        if fields and form.starts(tag, fields, is_after_blank):
            yield fields
            fields = {}
        is_after_blank = False
        last = None if tag in form.outside else tag
        if last is not None:
            fields.setdefault(tag, []).append(value)
    if fields:
        yield fields


def _first(fields: Fields, *tags: str) -> str | None:
    return next(iter(_all(fields, *tags)), None)


def _all(fields: Fields, *tags: str) -> list[str]:
    """What the first of the tags that says something says."""
    for tag in tags:
        if said := [text for one in fields.get(tag, ()) if (text := one_line(one))]:
            return said
    return []


def _author(name: str) -> str:
    """ "Brackley, Oona" and "Brackley O"; a comma at the end is EndNote's mark of an organisation."""
    bare = name.rstrip(" ,;")
    if "," not in bare:
        return bare
    parts = name_of(bare)
    return written(parts.family, parts.given)


def _authors(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(author for name in names if (author := _author(name)))


def _pages(pages: str | None) -> str | None:
    return re.sub(r"\s*[-–—]+\s*", "–", pages) if pages else None


def _stated(**extra: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in extra.items() if value)


# PubMed


def _medline(fields: Fields) -> Facts:
    ids = [one.removesuffix("[doi]") for tag in ("LID", "AID", "SO") for one in fields.get(tag, ())
           if "[doi]" in one or "doi:" in one.lower()]  # fmt: skip
    kinds = {kind.lower() for kind in fields.get("PT", ())}
    return Facts(
        title=_medline_title(_first(fields, "TI", "BTI", "CTI")),
        authors=_authors([*_all(fields, "FAU", "AU"), *_all(fields, "CN")]),
        year=year_of(_first(fields, "DP")) or year_of(_first(fields, "DEP", "PHST")),
        doi=next(filter(None, map(doi_of, ids)), None),
        journal=_first(fields, "JT", "TA"),
        type=_medline_type(kinds),
        language=_LANGUAGES.get((_first(fields, "LA") or "").lower()),
        extra=_stated(
            volume=_first(fields, "VI"),
            issue=_first(fields, "IP"),
            pages=_pages(_first(fields, "PG")),
            publisher=_first(fields, "PB"),
        ),
    )


def _medline_title(title: str | None) -> str | None:
    """Without the full stop that PubMed puts behind each, and the brackets round a translated one."""
    bare = (title or "").rstrip(".")
    return (bare[1:-1] if bare[:1] == "[" and bare[-1:] == "]" else bare) or None


def _medline_type(kinds: set[str]) -> str | None:
    if "preprint" in kinds:
        return "preprint"
    if kinds & {"journal article", "review", "editorial", "letter", "comment", "case reports"}:
        return "article"
    return "book" if "book" in kinds else None


# EndNote


def _endnote(fields: Fields) -> Facts:
    kind = _first(fields, "0")
    return Facts(
        title=_first(fields, "T"),
        authors=_authors(_all(fields, "A", "E")),
        year=year_of(_first(fields, "D")) or year_of(_first(fields, "8")),
        doi=doi_of(_first(fields, "R")) or _linked(fields.get("U", ())),
        journal=_first(fields, "J", "B"),
        type=read_type("endnote", kind, _first(fields, "9")),
        extra=_stated(
            volume=_first(fields, "V"),
            issue=_first(fields, "N"),
            pages=_pages(_first(fields, "P")),
            publisher=_first(fields, "I"),
            url=next((url for url in fields.get("U", ()) if url.startswith("http")), None),
        ),
    )


def _linked(urls: Iterable[str]) -> str | None:
    return next(filter(None, map(doi_of, (url for url in urls if "doi.org/" in url))), None)


# Web of Science


_WOS_TYPES = {"J": "article", "B": "book", "S": "book"}


def _wos(fields: Fields) -> Facts:
    first, last = _first(fields, "BP"), _first(fields, "EP")
    stated = (_first(fields, "DT") or "").lower()
    kind = _WOS_TYPES.get(_first(fields, "PT") or "")
    return Facts(
        title=_first(fields, "TI"),
        authors=_authors(_lines(fields, "AF") or _lines(fields, "AU") or _lines(fields, "CA")),
        year=year_of(_first(fields, "PY")) or year_of(_first(fields, "EA")),
        doi=doi_of(_first(fields, "DI")),
        journal=_first(fields, "SO"),
        type="conference paper" if "proceedings paper" in stated else kind,
        extra=_stated(
            volume=_first(fields, "VL"),
            issue=_first(fields, "IS"),
            pages="–".join(filter(None, (first, last))) or _first(fields, "AR"),
            publisher=_first(fields, "PU"),
        ),
    )


def _lines(fields: Fields, tag: str) -> list[str]:
    """Names, one a line."""
    return [name for one in fields.get(tag, ()) for name in one.split("\n") if name.strip()]
