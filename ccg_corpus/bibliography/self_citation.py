"""How a document says that it is to be cited: "How to cite: …", "Citation: …".

Comes in: the text of a first page. Goes out: the facts of that citation, or none where it is not
written in one of the two common orders (authors (year) title. journal; authors. title. journal
year;volume). A running head "J Inv Res 2016;18(10):e26" gives journal, year and place too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ccg_corpus.bibliography.names import name_of, written
from ccg_corpus.core.model import Facts
from ccg_corpus.readers.facts import doi_of

_SAID = re.compile(
    r"^\W*(?:how to cite(?: this (?:article|paper|item|thesis|report|version))?|"
    r"(?:please )?cite (?:this (?:article|paper|report) )?as|to cite this (?:article|paper)|"
    r"acm reference format|"
    r"(?:suggested |recommended |original |full )?citation(?: for published version)?)\W*[:;]?\s+",
    re.IGNORECASE | re.MULTILINE,
)
_PAGES = r"(?P<pages>[A-Za-z]?\d+(?:\s?[-–—]\s?[A-Za-z]?\d+)?)"
_NUMBER = r"(?P<volume>\d+)\s?(?:\((?P<issue>[\d\-–/]+|Suppl[^)]*)\))?"
_WITH_YEAR_FIRST = re.compile(
    r"(?P<authors>[^()]{3,600}?)[.,]?\s*\((?P<year>(?:19|20)\d\d)(?:,[^)]*)?\)[.,:]?\s+"
    r"(?P<title>.{10,300}?[?.!])\s+(?P<rest>.*)",
    re.DOTALL,
)
_WITH_YEAR_BETWEEN = re.compile(
    r"(?P<authors>[^()]{3,600}?)\.\s+(?P<year>(?:19|20)\d\d)\.\s+"
    r"(?P<title>.{10,300}?(?:\.|[?!](?=\s+In\s)))\s+(?P<rest>.*)",
    re.DOTALL,
)
_WITH_YEAR_LAST = re.compile(
    r"(?P<authors>[^.:()]{3,600}?(?:et al)?)[.:]\s+(?P<title>.{10,300}?[?.!])\s+"
    r"(?P<journal>[A-Z][^.;:()\d]{2,80}?)[.,]?\s+(?P<year>(?:19|20)\d\d)\b(?P<rest>.*)",
    re.DOTALL,
)
_IN_YEAR_FIRST = re.compile(
    rf"\W*(?:In:?\s+)?(?P<journal>[A-Z][^,;.\d]{{2,100}}?)\W*[,;.\s]\s*{_NUMBER}"
    rf"(?:(?:,|:|;|\s)\s*(?:pp?\.?\s*|article\s+)?{_PAGES})?"
)
_IN_YEAR_LAST = re.compile(rf"[^;]{{0,20}};\s?{_NUMBER}(?:\s?:\s?{_PAGES})?")
_JOURNAL = r"^\W{0,5}(?:\w.{3,60}? et al\.?\s+)?(?P<journal>[A-Z][A-Za-z&.:\- ]{3,80}?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# A head of the first page says where the article stands: the journal, the year, its place.
_HEADS = tuple(
    re.compile(_JOURNAL + place, re.MULTILINE)
    for place in (
        rf"[.,]?\s+{_YEAR}(?:\s+[A-Z][a-z]{{2}}(?:\s+\d+)?)?\s?;\s?{_NUMBER}\s?:\s?{_PAGES}\W*$",
        rf",?\s+\({_YEAR}\)\s+{_NUMBER}\s?:\s?{_PAGES}\b",
        rf",?\s+(?P<volume>\d+)\s+\({_YEAR}\)\s+{_PAGES}\W*$",
        rf",\s+{_YEAR},\s+{_NUMBER}\s?[:,]\s?{_PAGES}\b",
        rf",?\s+{_YEAR},\s+(?:VOL|Vol)\. ?(?P<volume>\d+),\s+(?:NO|No)\. ?(?P<issue>\d+)"
        rf"(?:,\s+{_PAGES})?",
    )
)
_MARKS = re.compile(r"(?<=[^\W\d_])\d{1,2}(?:,\d{1,2})*(?=\s|,|;|$)")  # of notes: "Amble1,2"
_AND = re.compile(r"\s*;\s*|,?\s+(?:and|&)\s+")


def cited_facts(front: str) -> Facts:
    """The facts of the citation that the page prints of itself."""
    said = _SAID.search(front)
    if said:
        citation = " ".join(front[said.end() :].split("\n\n")[0][:1500].split())
        facts = _of_citation(citation)
        if facts != Facts():
            return facts
    head = next(filter(None, (pattern.search(front) for pattern in _HEADS)), None)
    return (
        _placed(Facts(year=int(head["year"]), journal=_plain(head["journal"])), head)
        if head
        else Facts()
    )


def _of_citation(citation: str) -> Facts:
    for pattern in (_WITH_YEAR_FIRST, _WITH_YEAR_BETWEEN, _WITH_YEAR_LAST):
        match = pattern.match(citation)
        authors = _authors(match["authors"]) if match else ()
        if not match or not authors:
            continue
        facts = Facts(
            title=_plain(match["title"]).rstrip("."),
            authors=authors,
            year=int(match["year"]),
            doi=doi_of(match["rest"]),
        )
        if pattern is _WITH_YEAR_FIRST:
            place = _IN_YEAR_FIRST.match(match["rest"])
            journal = place["journal"] if place else None
        elif pattern is _WITH_YEAR_BETWEEN:
            place = journal = None  # "In Proceedings of …": no journal
        else:
            place, journal = _IN_YEAR_LAST.match(match["rest"]), match["journal"]
        return _placed(replace(facts, journal=_plain(journal) if journal else None), place)
    return Facts()


def _placed(facts: Facts, place: re.Match[str] | None) -> Facts:
    found = place.groupdict() if place else {}
    extra = ((key, found.get(key)) for key in ("volume", "issue", "pages"))
    return replace(facts, extra=tuple((key, _range(value)) for key, value in extra if value))


def _range(value: str) -> str:
    return re.sub(r"\s?[-–—]\s?", "–", value)


def _plain(text: str) -> str:
    return " ".join(text.replace("*", " ").replace("_", " ").split()).strip(" ,;")


def _authors(text: str) -> tuple[str, ...]:
    """ "Amble, Jo; Crane, Al and Dunlin, Bo", "Amble J, Crane A", "Amble, J. and Crane, A."."""
    plain = _plain(_MARKS.sub("", re.sub(r",?\s*\bet al\b\.?", "", text)))
    parts = [part for part in _AND.split(plain) if part]
    if any(";" in mark for mark in re.findall(_AND, plain)):
        found = [written(name_of(part).family, name_of(part).given) for part in parts]
    else:
        found = [name for part in parts for name in _in_commas(part)]
    is_sure = all(_is_name(name) for name in found)
    return tuple(found) if found and is_sure else ()


def _in_commas(text: str) -> list[str]:
    """ "Amble J, Crane A", or "Amble, J., Crane, A." by twos."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    by_twos = len(pieces) % 2 == 0 and all(_is_given(piece) for piece in pieces[1::2])
    if by_twos:
        return [written(*pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]
    return pieces


def _is_given(piece: str) -> bool:
    return re.fullmatch(r"(?:[A-Z]\.?[\s\-]?){1,4}", piece) is not None


def _is_name(name: str) -> bool:
    words = name.replace(",", " ").split()
    return 2 <= len(words) <= 6 and words[-1][:1].isupper() and not any(c.isdigit() for c in name)
