"""What one run knows: the project named, how much to say, and in which form to print.

Comes in: the options given before and after the command. Goes out: the project's directory, the
chosen format, and text on its way to the streams.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.core.errors import NotAProject
from ccg_corpus.core.frozen import frozen

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Hit
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.render.columns import Column, Row
    from ccg_corpus.render.formats.xlsx import FileMade, Link
    from ccg_corpus.render.shape import OutputShape

TERMINAL_LIMIT = 20
FOUND, NOTHING, FAILED = 0, 1, 2


@frozen
class Session:
    """One command on one project."""

    project: str | None
    is_quiet: bool

    def root(self) -> Path:
        """The project's directory.

        Raises: NotAProject.
        """
        from ccg_corpus.project import find_project

        try:
            here = Path.cwd()
        except FileNotFoundError as exc:
            raise NotAProject("the current directory is gone", hint="cd to one that is") from exc
        return find_project(here, self.project)

    def corpus(self) -> Corpus:
        """The project's corpus, to ask; where the last ingest broke off, or a file of the user's own
        can't be read, the run fails in the end.

        Raises: NotAProject; NoCorpus.
        """
        from ccg_corpus.corpus import open_corpus

        corpus = open_corpus(self.root())
        for line in corpus.faults:
            streams.fail_in_the_end(f"ccg: {line}")
        if corpus.is_unfinished:
            streams.fail_in_the_end(
                "ccg: the last ingest did not finish: this is the corpus before it"
                " (run 'ccg ingest')"
            )
        return corpus

    def note(self, text: str) -> None:
        """A line on standard error, unless --quiet."""
        if not self.is_quiet:
            streams.say(text)


def session(context: Context, project: str | None, quiet: bool) -> Session:
    """The options after the command, with those before it where they say nothing."""
    before: dict[str, Any] = context.obj or {}
    is_quiet = quiet or bool(before.get("quiet"))
    if is_quiet:
        import logging

        logging.getLogger("ccg_corpus").setLevel(logging.ERROR)
    return Session(project if project is not None else before.get("project"), is_quiet)


def chosen_format(format_name: str | None) -> str:
    """A table for a person, lines for a pipe."""
    if format_name is not None:
        return format_name
    return "table" if streams.on_terminal() else "tsv"


def print_hits(
    hits: Iterable[Hit],
    format_name: str | None,
    *,
    shape: OutputShape | None = None,
    pager: bool = True,
) -> None:
    """Quotations to standard output."""
    from ccg_corpus.render import FILES, hits_file, render_hits
    from ccg_corpus.render.shape import PLAIN

    form, shape = chosen_format(format_name), shape or PLAIN
    if form in FILES and shape.template is None:
        name, link = _of_file()
        put_made(hits_file(hits, form, shape=shape, name=name, link=link))
        return
    look: dict[str, Any] = {}
    if form == "table":
        look = {"width": streams.width(), "color": streams.colors()}
    write_paged(render_hits(hits, form, shape=shape, **look), pager=pager)


def write_paged(pieces: Iterable[str], *, pager: bool = True) -> None:
    """Data to standard output; what is longer than a terminal's screen through the pager."""
    if not streams.on_terminal():
        streams.write(pieces)
        return
    from ccg_corpus.cli.output.pager import write

    write(pieces, pager=pager)


def print_rows(
    rows: Iterable[Row],
    columns: tuple[Column, ...],
    format_name: str | None,
    *,
    pager: bool = True,
) -> None:
    """A listing to standard output."""
    from ccg_corpus.render import FILES, render_rows, rows_file

    form = chosen_format(format_name)
    if form in FILES:
        name, link = _of_file()
        put_made(rows_file(rows, columns, form, name=name, link=link))
        return
    look: dict[str, Any] = {}
    if form == "table":
        look = {"width": streams.width(), "color": streams.colors()}
    write_paged(render_rows(rows, columns, form, **look), pager=pager)


def _of_file() -> tuple[str, Link | None]:
    """What a file's sheet is called, and where its cells lead."""
    filing = streams.filing()
    return (filing.name, filing.link) if filing else ("ccg", None)


def put_made(made: FileMade) -> None:
    """A file that is no text, to where data goes."""
    streams.write_bytes(made.data)
    if filing := streams.filing():
        filing.notes += made.notes


def limit_for(limit: int | None, format_name: str | None) -> int | None:
    """How many to print; None for all."""
    if limit is not None:
        return limit or None
    is_table = chosen_format(format_name) == "table" and streams.on_terminal()
    return TERMINAL_LIMIT if is_table else None
