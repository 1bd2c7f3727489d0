"""JATS and NLM articles (PubMed Central, SciELO, publishers), books of the same family (BITS, NCBI
Bookshelf): bytes in, blocks and facts out.

Entities are never resolved, nothing is fetched. Where one file holds the article in several
languages, one of them is read and a warning names the others.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.core.errors import NoText, Unsupported
from ccg_corpus.core.model import Draft, Facts
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.xml.jats_facts import facts_of_article, facts_of_book
from ccg_corpus.readers.xml.jats_walk import JatsWalk
from ccg_corpus.readers.xml.xml_tree import language_of, parse_xml


def read_jats(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of the article, in the preferred language where the file holds several."""
    root = parse_xml(data)
    articles = [root] if root.tag == "article" else list(root.iter("article"))
    book = next(root.iter("book-part-wrapper", "book", "book-part"), None)
    if not articles and book is not None:
        return _read_book(book)
    if not articles:
        raise Unsupported(f"XML, but not a JATS article: its root is <{root.tag}>")
    article = articles[0]
    chosen, warnings = _choose_language(article, limits.language)
    if len(articles) > 1:
        warnings += (f"holds {len(articles)} articles: only the first is read",)
    walk = JatsWalk(language=language_of(chosen))
    walk.article(chosen)
    return _draft(walk, facts_of_article(article, chosen), warnings)


def _read_book(book: Any) -> Draft:
    """A chapter where the file holds one, else all of the book."""
    parts = list(book.iterchildren("book-part")) if book.tag == "book-part-wrapper" else []
    part = parts[0] if len(parts) == 1 else book
    facts = facts_of_book(book, part)
    walk = JatsWalk(language=facts.language)
    walk.book(part, facts.title)
    return _draft(walk, facts, ())


def _draft(walk: JatsWalk, facts: Facts, warnings: tuple[str, ...]) -> Draft:
    blocks = tuple(walk.writer.blocks)
    if not blocks:
        raise NoText("the article holds no text")
    warnings += tuple(f"&{name}; is not defined: left as it stands" for name in walk.unresolved)
    return Draft(format="jats", blocks=blocks, facts=facts, warnings=warnings)


def _choose_language(article: Any, preferred: str) -> tuple[Any, tuple[str, ...]]:
    """The version to read, and a warning that names what else the file holds."""
    translations = [
        part for part in article.iterchildren("sub-article", "response")
        if part.get("article-type") == "translation"
    ]  # fmt: skip
    versions = [article, *translations]
    chosen = next((one for one in versions if _speaks(one, preferred)), article)
    others = [
        f"{language_of(one) or 'unknown language'} ({'main' if one is article else 'translation'})"
        for one in versions
        if one is not chosen
    ]
    others += [
        part.get("article-type") or "sub-article"
        for part in article.iterchildren("sub-article", "response")
        if part.get("article-type") != "translation"
    ]
    return chosen, (f"also holds: {', '.join(dict.fromkeys(others))}",) if others else ()


def _speaks(article: Any, language: str) -> bool:
    stated = language_of(article) or ""
    return stated.lower().split("-")[0] == language.lower().split("-")[0]
