"""What `documents`, `cases`, `roles` and `themes` have in common: rows of the corpus, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output.session import (
    FOUND,
    NOTHING,
    Session,
    chosen_format,
    limit_for,
    print_rows,
)

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.render.columns import Column

Rows = list[dict[str, Any]]


def list_corpus(
    run: Session,
    rows_of: Callable[[Corpus], Rows],
    columns: tuple[Column, ...],
    *,
    what: str,
    limit: int | None,
    format_name: str | None,
) -> int:
    """Print what `rows_of` a corpus are: the exit code. `what` they are is said if there are none."""

    with run.corpus() as corpus:
        rows = rows_of(corpus)
    return list_rows(run, rows, columns, what=what, limit=limit, format_name=format_name)


def list_rows(
    run: Session,
    rows: Rows,
    columns: tuple[Column, ...],
    *,
    what: str,
    limit: int | None,
    format_name: str | None,
    where: str = "in the corpus",
) -> int:
    """Print rows: the exit code. `where` none of them are is said if there are none."""
    shown = rows[: limit_for(limit, format_name)]
    if rows or chosen_format(format_name) in ("json", "csv", "csl-json"):
        print_rows(shown, columns, format_name)
    if not rows:
        run.note(f"no {what} {where}")
        return NOTHING
    if len(shown) < len(rows):
        run.note(f"{len(shown)} of {len(rows)}; --limit 0 for all")
    return FOUND
