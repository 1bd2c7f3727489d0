"""`ccg decide`: a sheet that was edited in a spreadsheet, read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, session
from ccg_corpus.cli.parsing.deciding import How, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus.reviewing.deciding import Change
    from ccg_corpus.review.sheet import Wanted


@decided_by_options(why=False)
def decide(
    context: Context,
    sheet: Annotated[
        Path, argument(metavar="SHEET", help="A CSV of `ccg quotes --format csv`, edited.")
    ],
    new: Annotated[
        bool, option("--new", help="Codes that the codebook does not have go into it.")
    ] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Read back a sheet that you edited, and say line by line what was decided and what refused.

    Change text (other ends), kind, role, participant, case, theme, codes, status (rejected, confirmed);
    write into memo and why. Rows and columns may be sorted and deleted. A cell that nobody touched says
    nothing, and the same sheet given twice changes nothing the second time. A code taken out of
    `proposed` is accepted; one taken out of `codes` is taken away, or refused.

    \b
    Examples:
      ccg quotes --max-confidence 0.8 --format csv > sheet.csv
      ccg decide sheet.csv --dry-run
      ccg decide sheet.csv
    """
    from ccg_corpus.cli.output.deciding import follow_up, who
    from ccg_corpus.corpus import open_corpus
    from ccg_corpus.decisions.files import append
    from ccg_corpus.review.deciding import Sheet
    from ccg_corpus.review.sheet import own_columns, wanted_by
    from ccg_corpus.review.table import read_table

    run = session(context, project, quiet)
    table = read_table(_bytes(sheet))
    root, by = run.root(), who(run, how.by)
    for name in table.twice:
        run.note(f"note: two columns are called '{name}'; the first counts")
    if own := own_columns(table):
        run.note(f"note: not read: column {', '.join(own)}; a note goes under memo")
    decided = refused = 0
    with open_corpus(root) as corpus:
        from ccg_corpus.cli.output.coding import NewCodes

        book = NewCodes(run, by, may_add=new, dry_run=how.dry_run)
        reading = Sheet(corpus, by, book)
        changes: list[Change] = []
        for one in wanted_by(table, reading.cells, reading.slug_of):
            found, wrong = reading.decide(one)
            changes += found
            decided, refused = decided + len(found), refused + len(wrong)
            streams.write(_said(one, found, wrong))
    streams.flush()
    if changes and not how.dry_run:
        append(root, [change.decision for change in changes])
    follow_up(run, root, by, changes, dry_run=how.dry_run)
    left = len(table.lines) - len({*reading.touched})
    run.note(
        f"{len(table.lines)} rows: {decided} decisions, {refused} refused, {left} rows as they were"
    )
    if how.dry_run and changes:
        run.note("nothing is decided: --dry-run")
    return FAILED if refused else FOUND if decided else NOTHING


def _said(one: Wanted, found: list[Change], wrong: list[str]) -> Iterator[str]:
    from ccg_corpus.render.columns import printable

    for change in found:
        yield f"{one.line}\t{change.id}\t{printable(change.line)}\n"
    for why in wrong:
        yield f"{one.line}\t{one.id}\trefused: {printable(why)}\n"


def _bytes(sheet: Path) -> bytes:
    from ccg_corpus.core.errors import CcgError

    try:
        return sheet.read_bytes()
    except OSError as exc:
        raise CcgError(f"can't be read: {exc.strerror or exc}", path=sheet) from exc
