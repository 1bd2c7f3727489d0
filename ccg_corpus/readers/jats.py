"""JATS and NLM articles (PubMed Central, SciELO, publishers): bytes in, blocks and facts out.

Entities are never resolved, nothing is fetched. Where one file holds the article in several
languages, one of them is read and a warning names the others.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.errors import NoText, Unsupported
from ccg_corpus.model import Draft
from ccg_corpus.readers.jats_facts import facts_of_article
from ccg_corpus.readers.jats_walk import JatsWalk
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.xml_tree import language_of, parse_xml


def read_jats(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of the article, in the preferred language where the file holds several."""
    root = parse_xml(data)
    articles = [root] if root.tag == "article" else list(root.iter("article"))
    if not articles:
        raise Unsupported(f"XML, but not a JATS article: its root is <{root.tag}>")
    article = articles[0]
    chosen, warnings = _choose_language(article, limits.language)
    if len(articles) > 1:
        warnings += (f"holds {len(articles)} articles: only the first is read",)
    walk = JatsWalk(language=language_of(chosen))
    walk.article(chosen)
    if not walk.writer.blocks:
        raise NoText("the article holds no text")
    facts = facts_of_article(article, chosen)
    warnings += tuple(f"&{name}; is not defined: left as it stands" for name in walk.unresolved)
    return Draft(format="jats", blocks=tuple(walk.writer.blocks), facts=facts, warnings=warnings)


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
