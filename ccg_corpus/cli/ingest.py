"""`ccg ingest`: bring the corpus up to date with the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ccg_corpus.cli import streams
from ccg_corpus.cli.options import ProjectOption, QuietOption
from ccg_corpus.cli.session import FAILED, FOUND, NOTHING, Session, session

if TYPE_CHECKING:
    from ccg_corpus.ingest import Report, Step


MOST_NAMED = 20


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH",
            help="Files or folders; else what config.yaml names, at first corpus/.",
            show_default=False,
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read new and changed files, forget removed ones, and make the corpus searchable.

    A file that can't be read is reported in one line and leaves the others alone. Files outside
    the project stay where they are; once named, they belong to the corpus.

    \b
    Examples:
      ccg ingest
      ccg ingest ~/papers/*.pdf ../reports
      ccg --project review ingest --quiet
    """
    from ccg_corpus.ingest import ingest as take_in

    run = session(context, project, quiet)
    root = run.root()
    with _progress(run) as progress:
        report = take_in(root, paths or (), progress=progress)
    raise typer.Exit(_say(run, report))


def _say(run: Session, report: Report) -> int:
    """The summary of a run on standard error: the exit code."""
    for source, message in report.failed:
        streams.say(f"ccg: {source}: {message}")
    for warning in report.warnings:
        run.note(f"note: {warning}")
    for document, record in report.versions[:MOST_NAMED]:
        run.note(f"{document} is a version of {record}")
    if len(report.versions) > MOST_NAMED:
        run.note(f"{len(report.versions)} versions in all; 'ccg documents' lists them")
    run.note(_summary(report))
    if report.failed:
        return FAILED
    if not report.documents:
        run.note(
            "no documents yet: put files into the folders that config.yaml names, or name them"
        )
        return NOTHING
    return FOUND


def _summary(report: Report) -> str:
    """ "5 documents: 5 added, 0 changed, …; 42 quotations"."""
    names = ("added", "changed", "unchanged", "removed")
    done = [f"{len(getattr(report, name))} {name}" for name in names]
    if report.failed:
        done.append(f"{len(report.failed)} failed")
    if report.skipped:
        done.append(f"{report.skipped} skipped")
    counted = f"{_counted(report.documents, 'document')}: {', '.join(done)}"
    return f"{counted}; {_counted(report.quotations, 'quotation')}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


@contextmanager
def _progress(run: Session) -> Iterator[Callable[[Step], None] | None]:
    """A bar on a terminal, nothing in a pipe."""
    if run.is_quiet or not streams.errors_on_terminal():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("files · {task.fields[quotations]} quotations · {task.fields[source]}",
                   markup=False),
    )  # fmt: skip
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, quotations=0, source="")

        def step(now: Step) -> None:
            source = streams.plain(Path(now.source).name)
            bar.update(
                task,
                completed=now.done,
                total=now.total,
                quotations=now.quotations,
                source=source,
            )

        yield step
