"""A comparison asked for → groups side by side, notes on standard error, an exit code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output.names_asked import check_names
from ccg_corpus.cli.output.session import FOUND, NOTHING, Session, chosen_format
from ccg_corpus.cli.output.synthesis.asked import both, described, noted
from ccg_corpus.cli.output.synthesis.matrices import print_grid
from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import replaced

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Record
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.query.steps import PhraseReading
    from ccg_corpus.render.matrices.grid import Grid, GridEntry
    from ccg_corpus.synthesis.compare import Comparison, Own
    from ccg_corpus.synthesis.fields import Field


def compared(
    run: Session,
    corpus: Corpus,
    words: list[str] | None,
    filters: Query,
    *,
    by: str | None,
    depth: int | None,
    best: int,
    match: str,
    format_name: str | None,
    output: Path | None,
    pager: bool,
) -> int:
    """Print it: the exit code."""
    from ccg_corpus.synthesis.compare import compare

    query, field = _asked(run, corpus, words, filters, by, depth)
    found = compare(corpus, replaced(query, match=match), field, best=best)
    typed = " ".join(words or ()) or None
    noted(corpus, query, command="compare", hits=found.total, typed=typed)
    check_names(run, corpus, query, is_empty=not found.total)
    form = chosen_format(format_name)
    grid = _grid(corpus, found, query)
    if form == "json":
        pieces: Iterable[str] | None = _json(found)
    else:
        pieces = None
    if form == "json" or found.groups:
        print_grid(
            run, grid, form, title=_title(corpus, found, query), output=output, pager=pager,
            pieces=pieces,
        )  # fmt: skip
    if found.silent:
        run.note(f"silent on it: {_some([one.title for one in found.silent])}")
    if found.ungrouped:
        run.note(f"note: {found.ungrouped} of {found.total} quotations are of none of these groups")
    return FOUND if found.total else NOTHING


def _asked(
    run: Session,
    corpus: Corpus,
    words: list[str] | None,
    filters: Query,
    by: str | None,
    depth: int | None,
) -> tuple[Query, Field]:
    """The topic, and the groups.

    Raises: QueryError where nothing says what the groups are.
    """
    from ccg_corpus.synthesis.compare import grouped_in_words, topic_of
    from ccg_corpus.synthesis.fields import Field, read_field

    field = None if by is None else read_field(by, depth=depth)
    query = filters
    if words:
        reading = _reading(run, corpus, words)
        named = grouped_in_words(reading)
        query = both(reading.query, filters)
        if named and field is None:
            field = Field(named[0], named[1])
        if named and field is not None and field.name == named[0]:
            query = topic_of(query, field.name)
            field = field if field.values else replaced(field, values=named[1])
    if field is None:
        one = [*query.roles, *query.cases, *query.sites]
        said = (
            f"only one group is known here, '{one[0]}'" if len(one) == 1 else "what are the groups?"
        )
        hint = (
            "name several that the corpus has ('GPs and managers on …'; 'ccg roles'), or --by role"
        )
        raise QueryError(said, hint=hint)
    return query, field


def _reading(run: Session, corpus: Corpus, words: list[str]) -> PhraseReading:
    """How the phrase is read: "A versus B" as "A and B" where that names groups."""
    from ccg_corpus.cli.output.answering import read_aloud
    from ccg_corpus.cli.output.streams import query_given
    from ccg_corpus.project.saved_queries import expanded
    from ccg_corpus.synthesis.compare import grouped_in_words, side_by_side

    typed = expanded(query_given(words), corpus.root)
    beside = side_by_side(typed)
    if beside != typed and grouped_in_words(corpus.reading(beside)):
        typed = beside
    return read_aloud(run, corpus, typed, synonyms=False, any_word=False, explain=False)


def _title(corpus: Corpus, found: Comparison, query: Query) -> str:
    return f"By {found.by.name}: {described(corpus, query)}"


def _grid(corpus: Corpus, found: Comparison, query: Query) -> Grid:
    from ccg_corpus.render.matrices.grid import Grid, GridCell, GridLine, shown_text

    def words(lines: Iterable[str]) -> GridCell:
        return GridCell(text=shown_text("; ".join(lines)))

    rows = (
        ("quotations", "Quotations", [GridCell(number=one.quotations) for one in found.groups]),
        ("participants", "People told apart",
         [GridCell(number=one.participants or None) for one in found.groups]),
        ("documents", "Documents", [words(one.documents) for one in found.groups]),
        ("best", "Evidence",
         [GridCell(entries=tuple(map(_entry, one.best))) for one in found.groups]),
        ("only_themes", "Themes only here",
         [words(f"{own.title} ({own.quotations})" for own in one.only_themes)
          for one in found.groups]),
        ("only_codes", "Codes only here",
         [words(f"{own.title} ({_counted(own)})" for own in one.only_codes)
          for one in found.groups]),
    )  # fmt: skip
    kept = [row for row in rows if any(not cell.is_empty for cell in row[2])]
    none = GridCell()
    return Grid(
        found.by.name,
        "comparison",
        tuple(
            GridLine(shown_text(one.line.key or ""), shown_text(one.line.title))
            for one in found.groups
        ),
        tuple(GridLine(key, title) for key, title, _ in kept),
        tuple(tuple(cells) for _, _, cells in kept),
        tuple(none for _ in kept),
        (),
        none,
        tuple(shown_text(note) for note in _notes(corpus, found, query)),
        has_totals=False,
    )


def _counted(own: Own) -> str:
    """How many, and of how many of them the code is only proposed."""
    if own.proposed in (0, own.quotations):
        return f"{own.quotations}{' proposed' if own.proposed else ''}"
    return f"{own.quotations}, {own.proposed} of them proposed"


def _entry(record: Record) -> GridEntry:
    """A quotation, with its grade and why where it is not all that was asked."""
    from ccg_corpus.render.columns import reasons
    from ccg_corpus.render.matrices.grid import entry, shown_text

    found = entry(record)
    grade = record.get("match")
    if grade in (None, "all"):
        return found
    why = shown_text("; ".join(reasons(record)))
    return replaced(found, by=f"{found.by}; {grade}: {why}" if why else f"{found.by}; {grade}")


def _notes(corpus: Corpus, found: Comparison, query: Query) -> Iterator[str]:
    yield f"Topic: {described(corpus, query)}; {found.total} quotations, {found.ungrouped} of none of the groups."
    if found.shared_themes:
        yield f"Themes that all have: {'; '.join(found.shared_themes)}."
    if found.shared_codes:
        yield f"Codes that all have: {'; '.join(found.shared_codes)}."
    if found.silent:
        yield f"Silent on it, in the same papers: {'; '.join(one.title for one in found.silent)}."


def _json(found: Comparison) -> Iterator[str]:
    import json

    from ccg_corpus.render.formats.json import visible
    from ccg_corpus.synthesis.compare import comparison_rows

    records = {record["id"]: record for one in found.groups for record in one.best}
    value: dict[str, Any] = {
        "by": found.by.name,
        "total": found.total,
        "ungrouped": found.ungrouped,
        "groups": comparison_rows(found),
        "shared_themes": list(found.shared_themes),
        "shared_codes": list(found.shared_codes),
        "silent": [one.key for one in found.silent],
        "quotations": list(records.values()),
    }
    yield visible(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


MOST_NAMED = 12


def _some(names: list[str]) -> str:
    more = f", … ({len(names)} in all)" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
