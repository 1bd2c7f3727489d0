"""One HTML file with all that a reader asks of a corpus: quotations, sources, matrix, voices, searches.

Comes in: a corpus and a query. Goes out: the file's text, the same for the same corpus and query. It
loads nothing, and nothing in it can run but the page's own script. Nothing is written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

SOURCES = ("around", "whole", "none")
PARTS_LEFT_OUT = ("searches", "memos")


def report_of(
    corpus: Corpus,
    query: Query,
    *,
    title: str,
    asked: str = "",
    source: str = "around",
    without: tuple[str, ...] = (),
) -> tuple[str, int]:
    """The page, and how many quotations it has.

    `asked`: the query as it was typed. `source`: how much of the papers' text, of `SOURCES`.
    `without`: what not to give away, of `PARTS_LEFT_OUT`.
    Raises: QueryError.
    """
    from ccg_corpus.report.gathered import gathered
    from ccg_corpus.report.page import page

    data = gathered(corpus, query, title=title, asked=asked, source=source, without=without)
    return page(data), len(data["quotations"])
