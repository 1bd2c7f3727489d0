"""`ccg`: the one place where a command line begins, and where errors become a line and an exit code.

Exit codes: 0 found or done, 1 nothing found, 2 an error, 130 interrupted.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence

FAILED, INTERRUPTED = 2, 130

try:
    from ccg_corpus.cli.commands import COMMANDS, command_function
    from ccg_corpus.cli.output import streams
    from ccg_corpus.cli.parsing.declared import WrongUse
    from ccg_corpus.cli.parsing.given import readable
    from ccg_corpus.cli.parsing.plain import plain_call
    from ccg_corpus.core.errors import CcgError, QueryError
except KeyboardInterrupt:  # Ctrl-C while we start
    os._exit(INTERRUPTED)

_COMPLETE = "_CCG_COMPLETE"
# What the computer lacks or forbids, wherever it turns out.
_LACKS = frozenset(
    getattr(errno, name)
    for name in [
        "ENOSPC",
        "EDQUOT",
        "EMFILE",
        "ENFILE",
        "EACCES",
        "EPERM",
        "EROFS",
        "EIO",
        "ENOMEM",
        "EAGAIN",
        "ELOOP",
        "EFBIG",
        "ENAMETOOLONG",
        "ENOTDIR",
        "EISDIR",
        "ENXIO",
        "EBUSY",
        "ESTALE",
        "ETIMEDOUT",
        "ENOTCONN",
    ]
    if hasattr(errno, name)
)


class _Before:
    """What stood before the command's name, where a command looks for it."""

    def __init__(self) -> None:
        self.obj: dict[str, object] = {"project": None, "quiet": False}


def run(arguments: Sequence[str]) -> int:
    """One run: the exit code. Nothing a user can act on leaves this as an exception."""
    streams.has_failed()  # of a run before, in the same process
    try:
        code = _invoke(arguments)
        streams.flush()
    except streams.PipeClosed:
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except WrongUse as error:
        command = f"ccg {next(filter(COMMANDS.__contains__, arguments))}"
        streams.say(f"{command}: {error}; see {command} --help")
        return FAILED
    except CcgError as error:
        streams.say(f"ccg: {_located(error)}")
        for line in _pointed(error):
            streams.say(line)
        return FAILED
    except Exception as error:
        if lack := _lacking(error):
            streams.say(f"ccg: {lack}")
            return FAILED
        import traceback

        traceback.print_exc()
        streams.say("ccg: this is a bug in ccg; please report it with the lines above")
        return FAILED
    return FAILED if streams.has_failed() else code


def _invoke(arguments: Sequence[str]) -> int:
    """What is typed in the plain way is called at once; Typer reads the rest."""
    words, before = list(arguments), _Before()
    if len(words) > 2 and words[0] == "--project" and not words[1].startswith("-"):
        before.obj["project"] = words[1]
        words = words[2:]
    if words and words[0] in COMMANDS:
        command = command_function(words[0])
        given = plain_call(command, words[1:])
        if given is not None:
            return command(before, **given)
    from ccg_corpus.cli.application import invoke

    return invoke(arguments)


def _lacking(error: Exception) -> str:
    """What the computer lacks or forbids, if that is all there is to an error."""
    if isinstance(error, OSError) and error.errno in _LACKS:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return "the system lets no more threads start: there is not enough memory"
    if type(error).__module__ == "sqlite3" and type(error).__name__ == "OperationalError":
        return f"the corpus can't be used: {error}"
    return ""


def _located(error: CcgError) -> str:
    if isinstance(error, QueryError) and error.column is not None:
        return f"column {error.column}: {error}"
    return str(error)


def _pointed(error: CcgError) -> tuple[str, ...]:
    """The query with a caret under the place at fault, for a person."""
    if not isinstance(error, QueryError) or error.column is None or not error.text:
        return ()
    if not streams.errors_on_terminal():
        return ()
    shown = "".join(c if c.isprintable() else " " for c in error.text)
    start = max(0, error.column - 1 - streams.width() // 2)
    window = shown[start : start + streams.width() - 4]
    return (f"  {window}", f"  {' ' * (error.column - 1 - start)}^")


def main() -> None:
    """The console script; a shell that asks for completions gets them, and no more."""
    try:
        code = _started()
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
    if "ingest" in sys.argv:
        sys.exit(code)
    streams.leave(code)


def _started() -> int:
    # Python would look through all that is imported for cycles again and again: a tenth of a start.
    gc.set_threshold(50_000)
    streams.prepare()
    if _COMPLETE in os.environ:
        from ccg_corpus.cli.completion.shells import respond, wanted

        if wanted(os.environ):
            text, code = respond(os.environ)
            sys.stdout.write(text)
            sys.exit(code)
    if {"--install-completion", "--show-completion"} & set(sys.argv):
        from ccg_corpus.cli.completion.shells import mend_scripts

        mend_scripts()
    return run(readable(sys.argv[1:]))
