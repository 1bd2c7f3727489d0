"""`ccg memo`: a note on a quotation, a document, a case or a code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import Session, session
from ccg_corpus.cli.parsing.deciding import How, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding

HEAD = (
    "\n# Your memo on {what}. Lines that begin with # are left out; nothing written is no memo.\n"
)


@decided_by_options(why=False)
def memo(
    context: Context,
    on: Annotated[
        str,
        argument(
            metavar="ID|DOC|CASE|CODE",
            help="A quotation, a document, a case (document:label) or a code; - for ids from a pipe.",
        ),
    ],
    text: Annotated[
        list[str] | None,
        argument(
            metavar="TEXT",
            help="The memo, or - to read it from a pipe; without it your editor opens.",
            show_default=False,
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Write a memo. A code that is called like a document is code:NAME.

    \b
    Examples:
      ccg memo smith2019:1a2b3c4d "the same as in Okafor?"
      ccg memo smith2019 "recruited by the board itself"
      ccg memo smith2019:D "the case that closed"
      ccg memo code:losing-heart "not tiredness: see the third meeting"
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.coding import codebook_of
    from ccg_corpus.cli.output.deciding import decide, who
    from ccg_corpus.core.errors import QueryError
    from ccg_corpus.corpus.codings.giving import Coding
    from ccg_corpus.corpus.codings.memos import is_written, memo_target

    run = session(context, project, quiet)
    who(run, how.by)
    written = _piped(on) if text == ["-"] else " ".join(text or ()) or _edited(run, on)
    if not written.strip():
        raise QueryError("nothing was written, so there is no memo")

    def make(corpus: Corpus, deciding: Deciding, name: str) -> Iterator[Change]:
        tree = corpus.coding.tree if corpus.faults else codebook_of(run).tree
        coding = Coding(deciding.by, tree)
        target = memo_target(corpus, tree, name)
        if target.record is not None:
            yield from coding.memo(target.record, written)
        elif not is_written(corpus, target, deciding.by, written):
            yield coding.memo_on(target.on, target.what, written)

    return decide(run, names_given([on]), make, how)


def _piped(what: str) -> str:
    """What comes from a pipe, which has either ids or a memo."""
    from ccg_corpus.cli.parsing.given import piped
    from ccg_corpus.core.errors import CcgError

    if what == "-":
        raise CcgError("a pipe has ids or a memo, not both", hint='ccg memo - "…"')
    return piped().strip()


def _edited(run: Session, what: str) -> str:
    """What is written in the user's editor."""
    import os
    import shlex
    import subprocess
    import sys
    import tempfile
    from pathlib import Path

    from ccg_corpus.core.errors import CcgError

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not (editor or "").strip():
        raise CcgError("no words are given", hint='ccg memo ID "…", or set EDITOR')
    if not sys.stdin.isatty() and what == "-":
        raise CcgError("no words are given", hint='ccg memo - "…"')
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memo.txt"
        path.write_text(HEAD.format(what=what), encoding="utf-8")
        try:
            done = subprocess.run([*shlex.split(editor or ""), str(path)], check=False)
        except OSError as exc:
            raise CcgError(f"'{editor}' can't be started: {exc.strerror or exc}") from exc
        except ValueError as exc:
            raise CcgError(f"'{editor}' is no command: {exc}", hint="set EDITOR") from exc
        if done.returncode:
            raise CcgError(f"'{editor}' ended with {done.returncode}, so there is no memo")
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as exc:
            raise CcgError(
                f"what '{editor}' wrote can't be read, so there is no memo: {exc}"
            ) from exc
    return "\n".join(line for line in lines if not line.startswith("#")).strip()
