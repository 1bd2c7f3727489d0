"""A picture asked for → its file and its numbers, notes on standard error, an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.names_asked import check_names
from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, Session
from ccg_corpus.cli.output.synthesis.asked import described, noted, query_asked
from ccg_corpus.cli.output.synthesis.matrices import unknown_values
from ccg_corpus.cli.parsing.declared import WrongUse
from ccg_corpus.cli.parsing.filed import write_file
from ccg_corpus.core.errors import CcgError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.plot import PICTURE_FORMATS, PLOTS
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.plot.shapes import Picture
    from ccg_corpus.query import Query
    from ccg_corpus.synthesis.matrix import Matrix

# Which options are of which pictures.
_ONLY_OF = {
    "rows": ("matrix",),
    "columns": ("matrix",),
    "cells": ("matrix",),
    "of": ("matrix",),
    "every": ("matrix",),
    "depth": ("matrix", "timeline", "cooccurrence"),
    "by": ("voices", "timeline"),
    "under": ("voices",),
}
_SPELT = {"every": "all"}
# Files of the reviewer's own: a picture's numbers must not take their place.
_OWN = ("participants.csv", "documents.csv", "charting.csv")
NUMBERS = ".csv"


@frozen
class PlotLook:
    """What is to be drawn, how, and into which file."""

    what: str
    rows: str | None
    columns: str | None
    cells: str | None
    of: str | None
    every: bool
    depth: int | None
    by: str | None
    under: str | None
    title: str | None
    output: Path | None

    def check(self) -> None:
        """Raises: WrongUse for what can't be meant; CcgError where the drawing library is not there,
        or numbers would take the place of a file that is not ours."""
        if self.what not in PLOTS:
            raise WrongUse(f"no picture is called '{self.what}': {near(self.what, PLOTS)}")
        for name, of in _ONLY_OF.items():
            if getattr(self, name) not in (None, False) and self.what not in of:
                raise WrongUse(f"--{_SPELT.get(name, name)} is of {' and '.join(of)}")
        if self.of is not None and self.cells != "share":
            raise WrongUse("--of is of shares: --cells share --of …")
        if self.output is None:
            raise WrongUse(f"name a file for the picture: -o {self.what}.svg")
        if self.kind not in PICTURE_FORMATS:
            raise WrongUse(f"a picture is .svg, .png or .pdf, not '{self.output.name}'")
        _need_matplotlib()
        numbers = self.numbers
        is_of_a_picture = any(self.path.with_suffix(f".{one}").exists() for one in PICTURE_FORMATS)
        if numbers.exists() and (numbers.name.lower() in _OWN or not is_of_a_picture):
            raise CcgError(
                "is there, and was made by no picture: the numbers would take its place",
                path=numbers,
                hint="name the picture otherwise",
            )

    @property
    def path(self) -> Path:
        """The picture's file."""
        assert self.output is not None
        return self.output

    @property
    def kind(self) -> str:
        """What its name ends in."""
        return self.path.suffix.lower().lstrip(".")

    @property
    def numbers(self) -> Path:
        """The file of the numbers, beside it."""
        return self.path.with_suffix(NUMBERS)


def _need_matplotlib() -> None:
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        hint = (
            "pip install \"ccg-corpus[plot]\"; the numbers without it: 'ccg matrix', 'ccg voices'"
        )
        raise CcgError("pictures are an extra that is not installed", hint=hint)


def plotted(
    run: Session, corpus: Corpus, words: list[str] | None, filters: Query, look: PlotLook
) -> int:
    """Draw it: the exit code."""
    from ccg_corpus.plot.drawn import drawn

    query = query_asked(run, corpus, words, filters)
    for note in corpus.holdings.local_notes(query):
        run.note(note)
    picture, found = _picture(corpus, query, look)
    count = corpus.count(query) if found is None else found.total.count
    check_names(run, corpus, query, is_empty=not count)
    noted(corpus, query, command="plot", hits=count)
    unknown = unknown_values(corpus, found) if found is not None else []
    for line in unknown:
        streams.say(f"ccg: {line}")
    if not count or picture.is_empty:
        run.note(f"nothing to draw: {_nothing(look.what, count)}")
        return FAILED if unknown else NOTHING
    about = f"The numbers are in {look.numbers.name}."
    data, is_whole = drawn(picture, look.kind, title=look.title or "", about=about)
    write_file(run, look.path, data)
    write_file(run, look.numbers, picture.numbers.encode("utf-8", "backslashreplace"))
    if picture.left_out:
        run.note(f"note: not in the picture: {'; '.join(picture.left_out)}")
    if not is_whole:
        run.note("note: the picture's font lacks some of the letters; .svg has them as text")
    return FOUND


def _nothing(what: str, count: int) -> str:
    if what == "cooccurrence" and count:
        return "no quotation has a code"
    return "no document states a year" if count else "no quotation"


def _picture(corpus: Corpus, query: Query, look: PlotLook) -> tuple[Picture, Matrix | None]:
    """What to draw, and the matrix that it is of, where it is of one."""
    from ccg_corpus.plot import gathered
    from ccg_corpus.synthesis.fields import read_field

    asked = described(corpus, query)
    if look.what == "matrix":
        rows, columns = look.rows or "theme", look.columns or "role"
        over = f"{rows.partition('=')[0]} and {columns.partition('=')[0]}"
        return gathered.matrix_picture(
            corpus,
            query,
            read_field(rows, depth=look.depth),
            read_field(columns, depth=look.depth),
            cells=look.cells or "count",
            share_of=look.of or "row",
            every=look.every,
            title=f"{(look.cells or 'quotations').capitalize()} by {over}: {asked}",
        )
    if look.what == "cooccurrence":
        title = f"Codes that occur together: {asked}"
        return gathered.together_picture(corpus, query, depth=look.depth, title=title)
    if look.what == "timeline":
        by = read_field(look.by, depth=look.depth) if look.by else None
        title = f"Quotations by year of publication: {asked}"
        return gathered.timeline_picture(corpus, query, by, title=title), None
    by = None if look.by == "all" else read_field(look.by or "document")
    title = f"Who is quoted: {asked}"
    return gathered.voices_picture(
        corpus, query, by, under=look.under or "theme", title=title
    ), None
