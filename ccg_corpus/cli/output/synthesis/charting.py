"""The summaries of charting.csv for a matrix on the screen, and rows for the cells that have none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import CcgError

if TYPE_CHECKING:
    from ccg_corpus.cli.output.session import Session
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.synthesis.charting import Summary
    from ccg_corpus.synthesis.matrix import Matrix


def charted(
    run: Session, corpus: Corpus, found: Matrix, query: Query, *, write: bool
) -> Mapping[tuple[int, int], Summary]:
    """The summaries by their cells; `write`: each cell gets a row first.

    Raises: ProjectError; CcgError where the file can't be written.
    """
    from ccg_corpus.project.files import write_whole
    from ccg_corpus.synthesis.charting import FILE, read_charting, with_rows

    texts = {id: record["text"] for id, record in found.quotations.items()}
    strict = query.text() or "*"  # a row that names none is of any
    if write:
        data, new, again = with_rows(corpus.root, found, texts, strict)
        path = corpus.root / FILE
        if new or again or not path.exists():
            try:
                write_whole(path, data)
            except OSError as exc:
                raise CcgError(f"can't be written: {exc.strerror or exc}", path=path) from exc
        run.note(f"{FILE}: {new} rows added, {again} looked at again")
    chart = read_charting(corpus.root, found, texts, strict)
    for note in chart.notes:
        run.note(note)
    marked = sum(1 for one in chart.summaries.values() if one.changed)
    if marked:
        run.note(f"note: the evidence behind {marked} summaries has changed since: marked with !")
    return chart.summaries
