"""How far a question goes, and what is said of answers in grades.

Comes in: a question as read, what was typed and config.yaml says. Goes out: the grade to go to, and
lines for standard error: what stands for what was asked, how many there are of each grade.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import Session, chosen_format

if TYPE_CHECKING:
    from ccg_corpus.cli.parsing.shape import Display
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.query.steps import PhraseReading

# Of the words that stand for one so many are named; with --explain all are.
MOST_NAMED = 6
TOLD = {"all": "with all of it", "some": "with most of it", "near": "near in meaning"}


def match_for(root: Path, reading: PhraseReading, shown: Display, typed: str | None) -> str:
    """How far to go: as it was typed, as config.yaml says for plain words, else near where a person
    reads a table; "" where nobody said so and only all of it is an answer."""
    asked = typed or reading.query.match
    if asked or not reading.is_plain or not reading.query.has_words:
        return asked
    from ccg_corpus.project.query_log import match_wanted

    if wanted := match_wanted(root):
        return wanted
    is_counted = shown.count or shown.count_by or shown.template is not None
    is_read = streams.on_terminal() and chosen_format(shown.format) == "table"
    return "near" if is_read and not is_counted else ""


def say_widened(
    run: Session, corpus: Corpus, query: Query, shown: Display, *, explain: bool
) -> None:
    """What stands for the words that were asked, where grades below all were asked for."""
    if run.is_quiet or query.match in ("", "all") or not query.has_words:
        return
    in_passages = shown.place == "passages"
    lines = corpus.widening(query, in_passages=in_passages)
    told = [
        f"{asked} ~ {', '.join(word for word, _, _ in words[:MOST_NAMED])}"
        + (", …" if len(words) > MOST_NAMED else "")
        for asked, words in lines
        if words
    ]
    run.note(
        f"near in meaning: {'; '.join(told)}" if told else "near in meaning: no word of the corpus"
    )
    if not explain:
        return
    for asked, words in lines:
        each = (
            f"{word} {weight / 1000:.2f}{'' if by == 'near' else f' ({by})'}"
            for word, weight, by in words
        )
        run.note(f"  {asked} ~ {', '.join(each) or 'nothing'}")
    run.note(f"strict: {query.text()}")
    run.note(f"as words: {corpus.in_grades.widened_query(query, in_passages=in_passages).text()}")


def say_more(run: Session, corpus: Corpus, query: Query, shown: Display) -> None:
    """How many there are of each grade, or besides; how many on the topic have no known role; which
    papers are about it though nobody is quoted on it."""
    if run.is_quiet or not query.has_words or shown.place != "quotes":
        return
    is_graded = query.match in ("some", "near")
    counts = corpus.grades(query)
    if is_graded:
        told = [f"{number} {TOLD[grade]}" for grade, number in counts.items() if number]
        if told:
            run.note(", ".join(told))
        if corpus.in_grades.passes_over(query):
            run.note(
                "note: of the words near in meaning those that very many have were passed over"
            )
    elif others := [f"{counts[one]} {TOLD[one]}" for one in ("some", "near") if counts[one]]:
        run.note(f"besides: {', '.join(others)}; --match near shows them")
    if is_graded and corpus.in_grades.sentence_note:
        run.note(f"note: {corpus.in_grades.sentence_note}")
    _say_unknown_roles(run, corpus, query)
    if is_graded and not counts["all"]:
        _say_papers(run, corpus, query)


def _say_unknown_roles(run: Session, corpus: Corpus, query: Query) -> None:
    """A role that a paper does not state stays unknown: so a filter by role hides what they say."""
    from ccg_corpus.core.frozen import replaced
    from ccg_corpus.query.values import ANY, NONE

    if not query.roles or {ANY, NONE} & set(query.roles):
        return
    unknown = replaced(query, roles=(NONE,), match="some" if query.match else "")
    if number := corpus.count(unknown):
        run.note(f"without a known role: {number} more on the topic; role:none lists them")


def _say_papers(run: Session, corpus: Corpus, query: Query) -> None:
    about = corpus.papers(query, match="all")
    if about:
        ids = [paper["id"] for paper in about]
        more = ", …" if len(ids) > MOST_NAMED else ""
        run.note(
            f"by title or abstract about it, with nobody quoted on it: {', '.join(ids[:MOST_NAMED])}{more}"
        )
