"""XML files that hold several articles, as folders of them: what PubMed Central sends for a search.

Comes in: an open file. Goes out: its articles by number, each named by its own identifier and as XML
of its own. An article's translations and responses are parts of it and no articles of the set.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, BinaryIO

from ccg_corpus.core.errors import SourceError, Unreadable
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.sniff import HEAD, holds_articles
from ccg_corpus.readers.xml.xml_tree import parse_xml

_PMC = frozenset(("pmc", "pmcid", "pmcaid", "pmcaiid"))
_HARMLESS = re.compile(r"[^\w.-]+")


class ArticleSet:
    """The articles of one file."""

    def __init__(self, articles: list[Any]) -> None:
        self._articles = articles

    def members(self) -> tuple[tuple[int, str], ...]:
        """The number and the name of each article, in the order of names."""
        names: Counter[str] = Counter()
        members = []
        for number, article in enumerate(self._articles):
            name = _name(article, number)
            names[name] += 1
            count = f"-{names[name]}" if names[name] > 1 else ""
            members.append((number, f"{name}{count}.xml"))
        return tuple(sorted(members, key=lambda one: one[1]))

    def read(self, number: int) -> bytes:
        """One article as a file of its own."""
        from lxml import etree

        data: bytes = etree.tostring(self._articles[number], encoding="utf-8", with_tail=False)
        return data

    def head(self, number: int, size: int) -> bytes:
        """The first bytes of one article."""
        return self.read(number)[:size]


def open_article_set(file: BinaryIO, *, limits: Limits) -> ArticleSet | None:
    """The articles of a file that holds several; None where it holds one, or is no such file.

    Raises: Unreadable where there are more than the limit.
    """
    if not holds_articles(file.read(HEAD)):
        return None
    file.seek(0)
    data = file.read(limits.max_bytes + 1)
    try:
        articles = _articles(parse_xml(data)) if len(data) <= limits.max_bytes else []
    except SourceError:
        return None  # its reader says what is wrong
    if len(articles) > limits.max_members:
        raise Unreadable(f"{len(articles):,} articles, the limit is {limits.max_members:,}")
    return ArticleSet(articles) if len(articles) > 1 else None


def _articles(root: Any) -> list[Any]:
    return [one for one in root.iter("article") if next(one.iterancestors("article"), None) is None]


def _name(article: Any, number: int) -> str:
    """By its number in PubMed Central, else by its DOI, else by its place."""
    stated = {
        (one.get("pub-id-type") or ""): "".join(one.itertext()).strip()
        for one in article.iterfind("front/article-meta/article-id")
    }
    pmc = next((value for kind, value in stated.items() if kind in _PMC and value), "")
    name = f"PMC{pmc.upper().removeprefix('PMC')}" if pmc else stated.get("doi", "")
    return _HARMLESS.sub("_", name).strip("._")[:100] or f"article-{number + 1}"
