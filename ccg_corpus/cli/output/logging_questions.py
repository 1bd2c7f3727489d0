"""A question that was answered → a line in the query log, where the project or the user wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.cli.parsing.shape import Display
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


def note_question(
    corpus: Corpus,
    query: Query,
    shown: Display,
    *,
    command: str,
    typed: str | None,
    hits: int | None,
) -> None:
    """Write down what was asked; `hits`: how many there are, None where nobody counted."""
    from ccg_corpus import __version__
    from ccg_corpus.project.query_log import append, is_wanted

    if not (is_wanted(corpus.root) if shown.log is None else shown.log):
        return
    strict = query.text()
    is_graded = query.match in ("some", "near") and query.has_words and shown.place == "quotes"
    append(
        corpus.root,
        {
            "command": command if shown.place == "quotes" else f"{command} --in {shown.place}",
            "query": typed if typed is not None else strict,
            "read": query.described() or "every quotation",
            "strict": strict,
            "match": query.match or "all",
            "hits": hits,
            "grades": corpus.grades(query) if is_graded else None,
            "corpus": corpus.holdings.state(),
            "ccg": __version__,
        },
    )
