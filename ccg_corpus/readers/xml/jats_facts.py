"""Bibliographic facts of a JATS article: what its front matter states, nothing derived."""

from __future__ import annotations

from typing import Any

from ccg_corpus.core.model import Facts
from ccg_corpus.readers.blocks import InlinePiece, fold_pieces
from ccg_corpus.readers.facts import doi_of, year_of
from ccg_corpus.readers.xml.xml_tree import language_of

_TYPES = {
    "research-article": "article",
    "review-article": "article",
    "brief-report": "article",
    "case-report": "article",
    "rapid-communication": "article",
    "systematic-review": "article",
    "data-paper": "article",
    "dissertation": "thesis",
    "preprint": "preprint",
}
# A volume's year is the one that is cited; the day of going online only where there is no other.
_PRINT_DATES = ("collection", "ppub", "pub", "epub-ppub")


def facts_of_article(article: Any, chosen: Any) -> Facts:
    """Facts of the version that is read; what it does not state, the article around it does."""
    main, front = _front(article), _front(chosen)
    return Facts(
        title=title_of(front) or title_of(main),
        authors=_authors(front) or _authors(main),
        year=_year(main) or _year(front),
        doi=_doi(front) or _doi(main),
        journal=_text(article.find("front/journal-meta//journal-title")),
        type=_type(article, main),
        language=language_of(chosen),
        extra=_extra(article, main),
    )


def facts_of_book(book: Any, part: Any) -> Facts:
    """Facts of a chapter, `part`, and of the book around it; of a whole book where `part` is one."""
    book_meta, meta = book.find(".//book-meta"), part.find("book-part-meta")
    around = part if book_meta is None else book_meta
    own = around if meta is None else meta
    whole = book_title_of(around)
    title = title_of(own) or whole
    extra = {
        "publisher": _text(around.find("publisher/publisher-name")),
        "pages": "–".join(page for one in ("fpage", "lpage") if (page := _text(own.find(one)))),
    }
    return Facts(
        title=title,
        authors=_authors(own) or _authors(around),
        year=_year(around) or _year(own),
        doi=_doi(own),
        journal=whole if whole != title else None,  # where a reference says what it is in
        type="book" if own is around else "chapter",
        language=language_of(part) or language_of(book),
        extra=tuple((key, value) for key, value in extra.items() if value),
    )


def book_title_of(meta: Any) -> str | None:
    """A book's title and subtitle."""
    title, subtitle = (
        _text(meta.find(f"book-title-group/{name}")) for name in ("book-title", "subtitle")
    )
    return f"{title}: {subtitle}" if title and subtitle else title


def _front(article: Any) -> Any:
    """The element that holds the title and the authors; the article where it has none."""
    for path in ("front/article-meta", "front-stub", "front"):
        found = article.find(path)
        if found is not None:
            return found
    return article


def title_of(front: Any) -> str | None:
    """Title and subtitle, without the marks of notes."""
    group = front.find("title-group")
    if group is None:
        return None
    title = _text(group.find("article-title")) or _text(group.find("title"))
    subtitle = _text(group.find("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title


def _text(element: Any) -> str | None:
    if element is None:
        return None
    return fold_pieces([InlinePiece(text) for text in _texts(element)]).text or None


def _texts(element: Any) -> list[str]:
    """The words inside, without notes and references to them."""
    found = [element.text or ""]
    for child in element:
        if child.tag not in ("xref", "fn"):
            found += _texts(child)
        found.append(child.tail or "")
    return found


def _authors(front: Any) -> tuple[str, ...]:
    groups = front.findall("contrib-group")
    return tuple(
        name
        for group in groups
        if group.get("content-type") in (None, "author", "authors")
        for contributor in group.iterchildren("contrib")
        if contributor.get("contrib-type") in (None, "author", "collab")
        if (name := _name(contributor))
    )


def _name(contributor: Any) -> str | None:
    """ "Surname G", an organisation, or the name as one string."""
    name = contributor.find(".//name")
    if name is None:
        return _text(contributor.find("collab")) or _text(contributor.find("string-name"))
    surname = _text(name.find("surname"))
    return " ".join(part for part in (surname, _initials(name.find("given-names"))) if part) or None


def _initials(given: Any) -> str:
    """ "Ana Maria" → AM; names between ("de", "van") have no initial."""
    if given is None:
        return ""
    stated = given.get("initials") or _text(given) or ""
    parts = stated.replace("-", " ").replace(".", " ").split()
    if len(parts) == 1 and parts[0].isupper():
        return parts[0]
    return "".join(part[0] for part in parts if part[0].isupper())


def _year(front: Any) -> int | None:
    dates = [
        (_kind(date), year_of(_text(date.find("year")))) for date in front.iterchildren("pub-date")
    ]
    for kind in _PRINT_DATES:
        for stated, year in dates:
            if stated == kind and year is not None:
                return year
    return min((year for _, year in dates if year is not None), default=None)


def _kind(date: Any) -> str:
    return date.get("pub-type") or date.get("date-type") or ""


def _doi(front: Any) -> str | None:
    for identifier in front.iterchildren("article-id", "book-part-id", "book-id"):
        kind = identifier.get("pub-id-type") or identifier.get("book-part-id-type")
        if (kind or identifier.get("book-id-type")) == "doi":
            return doi_of(_text(identifier))
    return None


def _type(article: Any, front: Any) -> str | None:
    for meta in front.iter("custom-meta"):
        if (
            _text(meta.find("meta-name")) == "is-manuscript"
            and _text(meta.find("meta-value")) == "yes"
        ):
            return "accepted manuscript"
    if any(one.get("pub-id-type") == "manuscript" for one in front.iterchildren("article-id")):
        return "accepted manuscript"
    stated = article.get("article-type") or ""
    return _TYPES.get(stated, stated.replace("-", " ")) or None


def _extra(article: Any, front: Any) -> tuple[tuple[str, str], ...]:
    pages = [_text(front.find(tag)) for tag in ("fpage", "lpage")]
    stated = {
        "volume": _text(front.find("volume")),
        "issue": _text(front.find("issue")),
        "pages": "–".join(page for page in pages if page) or _text(front.find("elocation-id")),
        "publisher": _text(article.find("front/journal-meta/publisher/publisher-name")),
    }
    return tuple((key, value) for key, value in stated.items() if value)
