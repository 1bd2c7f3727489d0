"""Decisions from the command line: who decides, on which quotations, written, shown and applied.

What `fix`, `reject`, `confirm`, `add`, `settle` and `undo` have in common. A line for each quotation
goes to standard output, its id first, so that one command's output is the next one's input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, Session
from ccg_corpus.core.errors import CcgError, QueryError

if TYPE_CHECKING:
    from pathlib import Path

    from ccg_corpus.cli.parsing.deciding import How
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding

MOST_SAID = 5  # disagreements, one a line


def who(run: Session, by: str | None) -> str:
    """The name of who decides; asked for once, where a person can answer.

    Raises: CcgError where nobody says.
    """
    from ccg_corpus.decisions.reviewer import VARIABLE, checked, remember, reviewer

    name = reviewer(by)
    if name is not None:
        return name
    import sys

    if not (sys.stdin and sys.stdin.isatty() and streams.errors_on_terminal()):
        hint = f"--by NAME, {VARIABLE}, or 'reviewer: NAME' in your settings"
        raise CcgError("who decides?", hint=hint)
    sys.stderr.write("Your name, under which your decisions are kept: ")
    sys.stderr.flush()
    name = checked(sys.stdin.readline(), "your name")
    run.note(f"kept in {remember(name)}")
    return name


def decide(
    run: Session,
    names: Iterable[str],
    make: Callable[[Corpus, Deciding, str], Iterable[Change]],
    how: How,
    *,
    says_before: bool = True,
) -> int:
    """Have `make` decide on each of the names, write it all at once and show it: the exit code.

    A name that can't be decided on is said and leaves the others alone, and so is one of which this
    reviewer has said the same already, unless `make` says by itself why there is nothing.
    """
    from ccg_corpus.corpus import open_corpus

    root = run.root()
    reviewer = who(run, how.by)
    changes: list[Change] = []
    said_before: list[str] = []
    has_failed = False
    with open_corpus(root) as corpus:
        deciding = corpus.reviews.deciding(reviewer, how.why)
        for name in dict.fromkeys(names):
            try:
                made = list(make(corpus, deciding, name))
            except QueryError as error:
                has_failed = True
                streams.say(f"ccg: {error}")
                continue
            changes += made
            if not made and says_before:
                said_before.append(name)
    if changes and not how.dry_run:
        from ccg_corpus.decisions.files import append

        append(root, [change.decision for change in changes])
    for change in changes:
        streams.write([f"{change.id}\t{change.line}\n"])
    streams.flush()
    follow_up(run, root, reviewer, changes, dry_run=how.dry_run)
    _say_said_before(run, reviewer, said_before)
    if how.dry_run and changes:
        run.note("nothing is decided: --dry-run")
    if has_failed:
        return FAILED
    if not changes and not said_before:
        run.note("nothing to decide on")
        return NOTHING
    return FOUND


def _say_said_before(run: Session, reviewer: str, names: list[str]) -> None:
    for name in names[:MOST_SAID]:
        run.note(f"{name}: it is so already by {reviewer}; nothing is written")
    if (more := len(names) - MOST_SAID) > 0:
        run.note(f"{more} more of them")


def follow_up(
    run: Session, root: Path, reviewer: str, changes: list[Change], *, dry_run: bool
) -> None:
    """Bring the corpus up to what was decided, and say what there is to look at."""
    from ccg_corpus.ingest.given import WAIT_S, catch_up

    for note in dict.fromkeys(change.note for change in changes if change.note):
        run.note(f"note: {note}")
    if dry_run or not changes:
        return
    if told := catch_up(root, wait_s=WAIT_S):
        run.note(f"note: decided and kept; {told}")
    for note in _disagreements(root, reviewer, {change.id for change in changes}):
        run.note(f"note: {note}")


def _disagreements(root: Path, reviewer: str, ids: set[str]) -> list[str]:
    """A line for each thing just decided that does not hold, since another reviewer disagrees."""
    from ccg_corpus.corpus import open_corpus

    with open_corpus(root) as corpus:
        conflicts = corpus.reviews.conflicts()
    lines = []
    for one in conflicts:
        names = {word["by"] for word in one["words"]}
        if one["id"] in ids and reviewer in names:
            others = " and ".join(sorted(names - {reviewer}))
            lines.append(f"{one['id']}: on {one['field']} in conflict with {others}, neither holds")
    more = len(lines) - MOST_SAID
    return [
        *lines[:MOST_SAID],
        *([f"{more} more of them"] if more > 0 else []),
        *(["'ccg conflicts' lists both sides, 'ccg settle' ends it"] if lines else []),
    ]
