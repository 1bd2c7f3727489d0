"""A document as an entry of a reference list, in the styles that reviews are written in.

Comes in: facts of a document, and the page of the quotation cited. Goes out: one line. What is not
known is left out. Written here and not by a CSL processor: three styles and eight kinds of
publication are a page of rules, a processor and its styles are megabytes and a second of start-up.

Source: Harvard as in Cite Them Right; APA Manual, 7th ed.; Vancouver as in Citing Medicine (NLM).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ccg_corpus.bibliography.names import Name, initials, name_of
from ccg_corpus.render.citation import located_citation, short_citation
from ccg_corpus.render.references import volume_and_issue

Facts = Mapping[str, Any]

MOST_VANCOUVER, MOST_APA = 6, 20
_WHOLE = {"book", "report", "thesis", "web page", "blog post"}  # the title stands for itself
_PLAIN = {None, "article", "book", "chapter", "conference paper"}  # the kind need not be said


def reference(document: Facts, style: str, *, page: int | None = None, italics: str = "") -> str:
    """The entry; `italics` is what is put around what is set in italics, for Markdown.

    `page` is the page of the file, and is said so: a printed page number may differ.
    """
    if style == "short":
        record = {"document": document, "page": page}
        return located_citation(record) if page else short_citation(document)
    text = _STYLES[style](document, italics)
    return f"{text} Page {page} of the file." if page else text


def _harvard(document: Facts, italics: str) -> str:
    names = [_parts(name, ", ", ".", "") for name in _names(document)]
    by = _joined(names, " and ")
    title = _title(document)
    shown = f"{italics}{title}{italics}" if _is_whole(document) else f"‘{title}’"
    where = _place(document, italics, pages="pp. ", page="p. ")
    if not by:
        head = f"{shown} ({document.get('year') or 'no date'})"
        return _sentences(", ".join(filter(None, (head + _kind(document), where))), _link(document))
    head = f"{by} ({document.get('year') or 'no date'}) {shown}{_kind(document)}"
    return _sentences(", ".join(filter(None, (head, where))), _link(document))


def _apa(document: Facts, italics: str) -> str:
    names = [_parts(name, ", ", ". ", "").strip() for name in _names(document)]
    if len(names) > MOST_APA:
        by = f"{', '.join(names[: MOST_APA - 1])}, … {names[-1]}"
    else:
        by = _joined(names, ", & ")
    title = _title(document)
    shown = f"{italics}{title}{italics}" if _is_whole(document) else title
    year = f"({document.get('year') or 'n.d.'})"
    head = (
        (f"{by} {year}", f"{shown}{_kind(document)}") if by else (f"{shown}{_kind(document)}", year)
    )
    return _sentences(*head, _place(document, italics), _link(document))


def _vancouver(document: Facts, italics: str) -> str:
    names = [_parts(name, " ", "", "") for name in _names(document)]
    more = ["et al"] if len(names) > MOST_VANCOUVER else []
    by = ", ".join([*names[:MOST_VANCOUVER], *more])
    volume, issue = volume_and_issue(document)
    number = f"{volume or ''}({issue})" if issue else str(volume or "")
    year, pages = document.get("year"), document.get("pages")
    dated = f"{year or ''}{f';{number}' if number else ''}{f':{pages}' if pages else ''}"
    journal, publisher = document.get("journal"), document.get("publisher")
    imprint = f"{publisher}; {dated}" if publisher and dated and not journal else publisher or dated
    where = (journal, dated) if journal else (imprint,)
    doi, url = document.get("doi"), document.get("url")
    link = f"doi:{doi}" if doi else f"Available from: {url}" if url else ""
    return _sentences(by, f"{_title(document)}{_kind(document)}", *where, link)


_STYLES: dict[str, Callable[[Facts, str], str]] = {
    "harvard": _harvard,
    "apa": _apa,
    "vancouver": _vancouver,
}


def _names(document: Facts) -> list[Name]:
    return [name_of(str(author)) for author in document.get("authors") or ()]


def _parts(name: Name, before: str, after: str, between: str) -> str:
    """ "Smith, J.A.": the initials behind the family name, each with what stands after it."""
    letters = initials(name.given)
    return (
        f"{name.family}{before}{between.join(f'{one}{after}' for one in letters)}"
        if letters
        else name.family
    )


def _joined(names: list[str], last: str) -> str:
    return last.join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _title(document: Facts) -> str:
    return " ".join(str(document.get("title") or document.get("id") or "").split())


def _is_whole(document: Facts) -> bool:
    return document.get("type") in _WHOLE or not document.get("journal")


def _kind(document: Facts) -> str:
    kind = document.get("type")
    return "" if kind in _PLAIN else f" [{kind}]"


def _place(document: Facts, italics: str, *, pages: str = "", page: str = "") -> str:
    """Journal, volume(issue), pages; else the publisher."""
    volume, issue = volume_and_issue(document)
    journal, where = document.get("journal"), document.get("pages")
    if not journal:
        return str(document.get("publisher") or "")
    number = f"{volume or ''}({issue})" if issue else volume
    mark = (pages if any(dash in str(where) for dash in "-–") else page) if where else ""
    named = f"{'In ' if document.get('type') == 'chapter' else ''}{italics}{journal}{italics}"
    return ", ".join(
        str(part) for part in (named, number, f"{mark}{where}" if where else "") if part
    )


def _link(document: Facts) -> str:
    doi, url = document.get("doi"), document.get("url")
    return f"https://doi.org/{doi}" if doi else str(url or "")


def _sentences(*parts: str) -> str:
    """The parts, each ended; an address ends without a full stop."""
    open_ended = ("http", "doi:", "Available from:")
    ended = (
        part if part.endswith((".", "?", "!")) or part.startswith(open_ended) else f"{part}."
        for part in parts
        if part
    )
    return " ".join(ended)
