"""JATS and NLM articles (PubMed Central, SciELO, publishers): bytes in, blocks and facts out.

Entities are never resolved, nothing is fetched. Where one file holds the article in several
languages, one of them is read and a warning names the others.
"""

from __future__ import annotations

import html.entities
import re
from typing import Any

from ccg_corpus.errors import NoText, Unreadable, Unsupported
from ccg_corpus.model import Draft
from ccg_corpus.readers.jats_facts import facts_of_article, language_of
from ccg_corpus.readers.jats_walk import JatsWalk
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.text import decode

_DECLARATION = re.compile(r"\A\s*<\?xml([^>]*)\?>")
_ENCODING = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.DOTALL)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_jats(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of the article, in the preferred language where the file holds several."""
    root = _parse(_decode_xml(data))
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


def _decode_xml(data: bytes) -> str:
    """The text by its mark or its declaration; UTF-8 is what XML is without either."""
    stated = _ENCODING.match(data[:256])
    if stated is not None and not data.startswith(_MARKS):
        try:
            return data.decode(stated.group(1).decode("ascii"))
        except (LookupError, ValueError):
            pass  # a wrong declaration: the bytes decide
    return decode(data)


def _parse(text: str) -> Any:
    """The root element, its tags without namespaces.

    Raises: Unreadable, with the parser's own reason, for anything that is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    source = _name_entities(_DECLARATION.sub("", text)).strip()
    try:
        root = etree.fromstring(source.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as exc:
        raise Unreadable(f"not well-formed XML: {exc.msg}") from exc
    for element in root.iter("{*}*"):
        element.tag = etree.QName(element).localname
    return root


def _name_entities(text: str) -> str:
    """Characters for the names that HTML knows: an undeclared &nbsp; is an error in XML."""

    def character(found: re.Match[str]) -> str:
        name = found.group(1)
        known = html.entities.html5.get(name + ";")
        return found.group() if name in _XML_NAMES or known is None else known

    return _NAMED.sub(character, text)


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
