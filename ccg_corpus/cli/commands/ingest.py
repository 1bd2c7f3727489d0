"""`ccg ingest`: bring the corpus up to date with the files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, Session, session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

    from ccg_corpus.ingest import Preview, Report, Step
    from ccg_corpus.store.unread import Skipped


MOST_NAMED = 20
SHORT_WAIT_S = 10
A_LINE_EVERY_S = 30.0


def ingest(
    context: Context,
    paths: Annotated[
        list[Path] | None,
        argument(
            metavar="PATH",
            help="Files or folders; else what config.yaml names, at first corpus/.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        option(
            "--jobs",
            "-j",
            metavar="N",
            min=1,
            help="Read with N processes; as many as there are cores by default.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, option("--dry-run", help="Say what would be read and dropped; write nothing.")
    ] = False,
    retry_failed: Annotated[
        bool, option("--retry-failed", help="Read again what failed, though nothing changed.")
    ] = False,
    anew: Annotated[
        bool, option("--all", help="Read all files again, whatever is known of them.")
    ] = False,
    wait: Annotated[
        int,
        option(
            "--wait",
            metavar="SECONDS",
            min=0,
            help="How long to wait for another ingest that is at work.",
        ),
    ] = SHORT_WAIT_S,
    strict: Annotated[
        bool,
        option(
            "--strict",
            help="Exit code 2 also where a file was skipped, or something may be missing of one.",
        ),
    ] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Read new and changed files, forget removed ones, and make the corpus searchable.

    A file that can't be read is reported in one line and leaves the others alone. Files in a ZIP
    are read too, each as a document. Files outside the project stay where they are; once named,
    they belong to the corpus. What failed is not read again before it, a limit or ccg has changed;
    where only its time ran out, the next run tries once more.

    What is skipped is named with the reason. A document whose speakers were most likely passed over
    has a note: it looks like a transcript, or holds many passages that sound like speech, and few
    of them were found.

    \b
    Examples:
      ccg ingest
      ccg ingest ~/papers/*.pdf ../reports zotero-export.zip
      ccg ingest --dry-run
      ccg ingest --wait 600
      ccg --project review ingest --quiet --strict --jobs 4
    """
    from ccg_corpus.ingest import ingest as take_in
    from ccg_corpus.ingest import preview

    run = session(context, project, quiet)
    root = run.root()
    if dry_run:
        return _say_preview(run, preview(root, paths or (), retry_failed=retry_failed, anew=anew))
    with _progress(run) as progress:
        report = take_in(
            root,
            paths or (),
            jobs=jobs,
            progress=progress,
            retry_failed=retry_failed,
            anew=anew,
            wait_s=wait,
        )
    return _say(run, report, strict=strict)


def _say(run: Session, report: Report, *, strict: bool) -> int:
    """The summary of a run on standard error: the exit code."""
    from ccg_corpus.store.unread import folded

    lost = [one for one in report.skipped if one.is_loss]
    _say_failed(report.failed)
    if strict:
        _say_failures(report.doubtful)
        _say_failures((one.name, f"skipped: {one.why}") for one in lost)
    else:
        _note_some(run, [f"note: {source}: {warning}" for source, warning in report.doubtful],
                   "files of which something may be missing; --strict lists them")  # fmt: skip
        _note_some(run, [f"note: {line}" for line in folded(lost)],
                   "reasons for which files were skipped; 'ccg status' has them")  # fmt: skip
    _note_some(run, [f"note: {warning}" for warning in (*report.unmatched, *report.warnings)],
               "warnings; 'ccg status' lists them")  # fmt: skip
    for line in report.exports:
        run.note(f"note: {line}")
    versions = [f"{document} is a version of {record}" for document, record in report.versions]
    _note_some(run, versions, "versions in all; 'ccg documents' lists them")
    run.note(_summary(report))
    if report.failed or (strict and (report.doubtful or lost)):
        return FAILED
    if not report.documents:
        run.note(
            "no documents yet: put files into the folders that config.yaml names, or name them"
        )
        return NOTHING
    return FOUND


def _say_preview(run: Session, preview: Preview) -> int:
    """What would be done, one file a line on standard output; the summary on standard error."""
    for name in ("new", "changed", "gone"):
        streams.write(f"{name}\t{streams.plain(source)}\n" for source in getattr(preview, name))
    _say_failed(preview.failed)
    from ccg_corpus.store.unread import folded

    counts = {
        "to read": len(preview.new) + len(preview.changed),
        "unchanged": len(preview.unchanged),
        "to drop": len(preview.gone),
        "failing": len(preview.failed),
        "skipped": len(preview.skipped),
    }
    for line in folded(preview.skipped):
        run.note(f"note: {line}")
    run.note("nothing written: " + ", ".join(f"{n:,} {what}" for what, n in counts.items()))
    return FAILED if preview.failed else FOUND


def _say_failed(failed: Sequence[tuple[str, str]]) -> None:
    """A line for each file; of very many that failed in one way the first, and how many more."""
    counts: Counter[str] = Counter()
    for source, message in failed:
        kind = "".join("0" if sign.isdigit() else sign for sign in message)
        kind = re.sub("0[0,–-]*", "0", kind)
        counts[kind] += 1
        if counts[kind] <= MOST_NAMED:
            streams.say(f"ccg: {source}: {message}")
    if more := sum(max(0, count - MOST_NAMED) for count in counts.values()):
        streams.say(f"ccg: {more:,} more files failed in the same ways: 'ccg status' lists them")


def _say_failures(failed: Iterable[tuple[str, str]]) -> None:
    for source, message in failed:
        streams.say(f"ccg: {source}: {message}")


def _note_some(run: Session, notes: list[str], all_of_them: str) -> None:
    """The first notes, and how many there are if that is more."""
    for note in notes[:MOST_NAMED]:
        run.note(note)
    if len(notes) > MOST_NAMED:
        run.note(f"{len(notes):,} {all_of_them}")


def _summary(report: Report) -> str:
    """ "5 documents: 5 added, 0 changed, …; 42 quotations"."""
    names = ("added", "changed", "unchanged", "removed")
    done = [f"{len(getattr(report, name))} {name}" for name in names]
    if report.versions:
        done.append(_counted(len(report.versions), "version"))
    if report.failed:
        done.append(f"{len(report.failed)} failed")
    if report.skipped:
        done.append(_skipped(report.skipped))
    counted = f"{_counted(report.documents, 'document')}: {', '.join(done)}"
    return f"{counted}; {_counted(report.quotations, 'quotation')}"


def _skipped(skipped: Sequence[Skipped]) -> str:
    """ "3 skipped", and where there is no line for each, why: "5 skipped (2 left out by config.yaml)"."""
    from ccg_corpus.store.unread import LEFT_OUT

    left_out = sum(one.why == LEFT_OUT for one in skipped)
    others = sum(not one.is_loss for one in skipped) - left_out
    why = [f"{left_out} {LEFT_OUT}"] if left_out else []
    why += [f"{others} of kinds that hold no paper"] if others else []
    return f"{len(skipped)} skipped" + (f" ({', '.join(why)})" if why else "")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _speed_column() -> ProgressColumn:
    """Files a second, once that can be told."""
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Speed(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    return Speed()


def _lines_now_and_then(run: Session) -> Callable[[Step], None]:
    """Where a file or another program reads what we say: that we are still at work."""
    from time import monotonic

    last = monotonic()

    def step(now: Step) -> None:
        nonlocal last
        if monotonic() - last < A_LINE_EVERY_S:
            return
        last = monotonic()
        run.note(f"{now.done:,} of {now.total:,} files read, {now.quotations:,} quotations")

    return step


@contextmanager
def _progress(run: Session) -> Iterator[Callable[[Step], None] | None]:
    """A bar on a terminal, a line now and then in a pipe."""
    if run.is_quiet:
        yield None
        return
    if not streams.errors_on_terminal():
        yield _lines_now_and_then(run)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        _speed_column(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[quotations]} quotations · {task.fields[source]}", markup=False),
    )
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, quotations=0, source="")

        def step(now: Step) -> None:
            is_read = now.done == now.total
            source = "making it searchable" if is_read else streams.plain(Path(now.source).name)
            bar.update(
                task,
                completed=now.done,
                total=now.total,
                quotations=now.quotations,
                source=source,
            )

        yield step
