"""Facts about a document that its own first page states: title, year, DOI, what kind of print it is.

In: a rebuilt document. Out: its `Facts`, those of the file's metadata first. Only what the text
says in so many words is taken; names of authors are not guessed from lines that only look like
names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ccg_corpus.bibliography.bylines import authors_in, split_title
from ccg_corpus.bibliography.names import surname
from ccg_corpus.bibliography.self_citation import cited_facts
from ccg_corpus.core.model import Document, Facts, Span
from ccg_corpus.rebuild.titles import may_be_title
from ccg_corpus.text.words import normalised_words

FRONT_BLOCKS = 25  # blocks looked at for a document's facts
FRONT_LENGTH = 6000  # code points

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>“”]+", re.I)
_MANUSCRIPT = re.compile(
    r"\baccepted (?:author )?manuscript\b|\bauthor(?:['’]s)? accepted\b|\baccepted for publication\b|"
    r"\bpost-?print\b|^\W*\d[\d,]{2,6} words\b(?: \(?excluding.*)?|\bword count\b",
    re.I | re.M,
)
_PREPRINT = re.compile(
    r"\bpreprint\b|\barXiv:\d{4}\.\d{4,}|\bmedRxiv\b|\bbioRxiv\b|\bnot (?:yet )?been peer[- ]reviewed\b",
    re.I,
)
_THESIS = re.compile(
    r"\b(?:submitted|thesis|dissertation) (?:in|for|presented)\b.{0,60}\bdegree\b", re.I
)
_DATED = re.compile(
    r"©\s*(?:copyright\s*)?(?P<c>(?:19|20)\d\d)\b|©[^\n©]{0,80}?\b(?P<h>(?:19|20)\d\d)\b|"
    r"\barXiv:\d{4}\.\d{4,}.{0,30}(?P<x>20\d\d)$|"
    r"\bpreprint submitted to .{3,90}?(?P<s>20\d\d)$|"
    r"\b(?:published|publication date|first published|accepted|date)\b[^.\n]{0,40}?\b(?P<p>(?:19|20)\d\d)\b|"
    r"^\W*(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\s+(?:\d{1,2},\s*)?(?P<d>(?:19|20)\d\d)\W*$",
    re.I | re.M,
)


def read_facts(document: Document) -> Facts:
    """The document's facts: what the file states, filled up from its first page."""
    stated, front = document.facts, _front(document)
    lines = _lines(document)
    title, run_on = split_title(_large_title(document) or _title(lines) or "")
    authors = run_on or authors_in(lines, title or None)
    if document.format == "pdf":
        stated = _checked(stated, front)
    cited = cited_facts(front)
    if not _is_of(cited, stated.title or title):
        cited = Facts()
    doi = stated.doi or _doi(front) or cited.doi
    extra = {**dict(cited.extra), **dict(stated.extra)}
    return replace(
        stated,
        title=stated.title or title or cited.title,
        authors=_fuller(stated.authors, max(cited.authors, authors, key=len)),
        year=stated.year or cited.year or _year(front),
        doi=doi,
        journal=stated.journal or cited.journal,
        type=_kind(stated, doi) or _type(front, document),
        extra=tuple(extra.items()),
    )


def _checked(stated: Facts, front: str) -> Facts:
    """A PDF's own properties without a title that its first page does not print: a template's."""
    words = normalised_words(stated.title or "").split()
    printed = set(normalised_words(front).split())
    seen = sum(word in printed for word in words)
    return stated if seen >= 0.6 * len(words) else replace(stated, title=None)


def _fuller(stated: tuple[str, ...], printed: tuple[str, ...]) -> tuple[str, ...]:
    """The stated authors; the printed ones where those are the same and more.

    Many a PDF's properties name the author who sent it in.
    """
    families = {surname(name).lower() for name in printed}
    is_part = len(stated) < len(printed) and all(surname(n).lower() in families for n in stated)
    return printed if is_part else stated


def _large_title(document: Document) -> str | None:
    """The title that the print sets in the largest type."""
    titles = (b.span for b in document.blocks[:FRONT_BLOCKS] if b.kind == "title")
    found = next(titles, None) if document.format == "pdf" else None
    return document.slice(found) if found else None


def _kind(stated: Facts, doi: str | None) -> str | None:
    """The stated type; a page with a DOI is the page of something else, and does not say of what."""
    return None if stated.type == "web page" and doi else stated.type


def _is_of(cited: Facts, title: str | None) -> bool:
    """Whether a citation on the page is of the page's own work."""
    if cited.title is None or title is None:
        return True
    one, other = normalised_words(cited.title), normalised_words(title)
    return one.startswith(other) or other.startswith(one)


def _front(document: Document) -> str:
    return "\n".join(document.slice(block.span) for block in document.blocks[:FRONT_BLOCKS])[
        :FRONT_LENGTH
    ]


def _doi(front: str) -> str | None:
    match = _DOI.search(front)
    return match.group().rstrip(".,;)]}>") if match else None


def _year(front: str) -> int | None:
    """The year of the first statement of a date; None where two disagree on the copyright."""
    years = [next(year for year in match.groups() if year) for match in _DATED.finditer(front)]
    return int(years[0]) if years and len(set(years)) == 1 else None


def _type(front: str, document: Document) -> str | None:
    if _PREPRINT.search(front):
        return "preprint"
    if _MANUSCRIPT.search(front):
        return "accepted manuscript"
    if _THESIS.search(front):
        return "thesis"
    is_page = document.format == "html" and not (document.facts.journal or document.facts.doi)
    return "web page" if is_page and not _doi(front) else None


def _lines(document: Document) -> list[str]:
    """The lines before the first section, those of a title page."""
    lines: list[str] = []
    gaps = _gaps(document)
    for block in document.blocks[:FRONT_BLOCKS]:
        if block.section != "other" or len(lines) > FRONT_BLOCKS:
            break
        if block.kind == "title":
            lines.append(document.slice(block.span).strip("*_# "))
        elif block.kind in ("heading", "paragraph", "front"):
            ends = [gap for gap in gaps if block.span.holds(gap)]
            starts = [block.span.start, *(gap.end for gap in ends)]
            stops = [*(gap.start for gap in ends), block.span.end]
            lines += [document.text[a:b].strip("*_# ") for a, b in zip(starts, stops, strict=True)]
    return lines


def _gaps(document: Document) -> list[Span]:
    """Where the front was put together over an empty line: a title that a paragraph went on from."""
    last = document.blocks[:FRONT_BLOCKS][-1].span.end if document.blocks else 0
    front = takewhile(lambda run: run.span.start < last, document.runs)
    return [
        run.span
        for run in front
        if run.printed and not run.printed.strip() and "\n\n" in run.printed
    ]


def _title(lines: Sequence[str]) -> str | None:
    """The line at the top that the document prints twice, else its very first line.

    Text that begins in the middle of a paper (no lines before its first section) has no title.
    """
    usable = [line for line in lines if may_be_title(line)]
    twice = [line for line, count in Counter(usable).items() if count > 1]
    if twice:
        return twice[0]
    return lines[0] if lines and usable and usable[0] == lines[0] else None
