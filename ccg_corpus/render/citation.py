"""Citations of a document, short for a line and full for a reference list.

Comes in: a document's facts as a record has them, more of them where they are known. Goes out:
text. Nothing is looked up; what is not known is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccg_corpus.bibliography.names import surname


def short_citation(document: Mapping[str, Any]) -> str:
    """ "Marshall et al. 2018"; a title or the id where no author is known."""
    names = [surname(author) for author in document.get("authors") or ()]
    year = document.get("year")
    if not names:
        title = document.get("title")
        shown = _cut(str(title)) if title else str(document.get("id") or "")
    elif len(names) == 1:
        shown = names[0]
    elif len(names) == 2:
        shown = f"{names[0]} & {names[1]}"
    else:
        shown = f"{names[0]} et al."
    return f"{shown} {year}" if year else shown


def located_citation(record: Mapping[str, Any]) -> str:
    """The short citation with the page of the quotation: "Marshall et al. 2018, p. 4"."""
    page = record.get("page")
    short = short_citation(record["document"])
    return f"{short}, p. {page}" if page else short


def full_citation(document: Mapping[str, Any], *, page: int | None = None) -> str:
    """A reference: authors, year, title, where it appeared, DOI or address; then the page.

    `page` is the page of the file, and is said so: a printed page number may differ.
    """
    names = [str(author) for author in document.get("authors") or ()]
    authors = ("; " if any("," in name for name in names) else ", ").join(names)
    year = document.get("year")
    head = f"{authors} ({year})" if authors and year else authors or (str(year) if year else "")
    parts = [head, _titled(document), _appeared(document)]
    doi, url = document.get("doi"), document.get("url")
    if doi:
        parts.append(f"https://doi.org/{doi}")
    elif url:
        parts.append(str(url))
    text = " ".join(_ended(part) for part in parts if part)
    return f"{text} Page {page} of the file." if page else text


def _titled(document: Mapping[str, Any]) -> str:
    """The title, with the kind of text where it is no article: "Taking stock [report]"."""
    title, kind = document.get("title") or document.get("id") or "", document.get("type")
    return f"{title} [{kind}]" if kind and kind != "article" else str(title)


def _appeared(document: Mapping[str, Any]) -> str:
    """Journal, else publisher; volume(issue), pages."""
    journal, volume, issue = (document.get(key) for key in ("journal", "volume", "issue"))
    number = f"{volume or ''}({issue})" if issue else volume
    where = (journal or document.get("publisher"), number, document.get("pages"))
    return ", ".join(str(part) for part in where if part)


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) or text.startswith("http") else f"{text}."


def _cut(title: str, limit: int = 40) -> str:
    """The title up to its colon, or to a whole word within `limit`; it is not a quotation."""
    main = title.split(": ")[0]
    if len(main) <= limit:
        return main
    return main[:limit].rsplit(" ", 1)[0].rstrip(",;") + " …"
