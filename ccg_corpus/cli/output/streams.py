"""Standard output and error: data goes to the one, everything else to the other.

Comes in: text. Goes out: bytes that any terminal, pipe or locale survives. A pipe closed by its
reader raises `PipeClosed`, which ends a run quietly. While a `Filing` is open, data is kept for its
file.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from ccg_corpus.cli.parsing.given import piped
from ccg_corpus.core.errors import CcgError, QueryError

FILE_WIDTH = 120  # of a table in a file


class PipeClosed(Exception):
    """Whoever read our output has read enough."""


class Filing:
    """Data on its way into a file: what was written so far, and what is to be said of it.

    `path` None is standard output, for a file that is no text. `name` is the command's; `link` gives
    where a cell leads, by its column's key and its text.
    """

    def __init__(
        self, path: Path | None, name: str, link: Callable[[str, str], str | None] | None = None
    ) -> None:
        self.path, self.name, self.link = path, name, link
        self.pieces: list[bytes] = []
        self.notes: list[str] = []


_open: list[Filing] = []


@contextmanager
def kept_for(filing: Filing) -> Iterator[Filing]:
    """Until the end of this, data goes to the filing."""
    _open.append(filing)
    try:
        yield filing
    finally:
        _open.pop()


def filing() -> Filing | None:
    """The one that is open."""
    return _open[-1] if _open else None


def prepare() -> None:
    """UTF-8 in and out whatever the locale; what UTF-8 can't hold is escaped, never an error."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller: `ccg … >&-`
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(pieces: Iterable[str]) -> None:
    """Data to standard output, as it comes.

    Raises: PipeClosed; CcgError where it can't be written.
    """
    from ccg_corpus.render.columns import harmless

    is_screen = on_terminal()
    for piece in pieces:
        _write(harmless(piece, is_screen=is_screen))


def flush() -> None:
    """What is still held back. Call it before saying that a command went well."""
    try:
        sys.stdout.flush()
    except OSError as exc:
        raise _failure(exc) from exc


def leave(code: int) -> NoReturn:
    """End the process with its exit code, at once: its files are closed, and to take all that was
    imported apart again would take a tenth of the time that the answer took."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def write_bytes(data: bytes) -> None:
    """A file that is no text, to where data goes.

    Raises: PipeClosed; CcgError where it can't be written.
    """
    if (kept := filing()) is not None and kept.path is not None:
        kept.pieces.append(data)
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as exc:
        raise _failure(exc) from exc


def _write(piece: str) -> None:
    if (kept := filing()) is not None and kept.path is not None:
        kept.pieces.append(piece.encode("utf-8", "backslashreplace"))
        return
    try:
        sys.stdout.write(piece)
    except OSError as exc:
        raise _failure(exc) from exc


def _failure(exc: OSError) -> Exception:
    """Nothing more can be written: the interpreter must not try at its end either."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(exc, BrokenPipeError):
        return PipeClosed()
    return CcgError(f"can't write the output: {exc.strerror or exc}")


def say(text: str) -> None:
    """One line to standard error, without what could steer a terminal."""
    try:
        line = plain(text)
    except (OSError, ImportError, MemoryError):  # no file can be opened: not even one of ours
        line = "".join(sign if sign.isprintable() else " " for sign in text)
    with suppress(OSError):
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


_failures: list[str] = []


def fail_in_the_end(why: str) -> None:
    """Say what is wrong with an answer that is printed all the same: the run ends with an error."""
    _failures.append(why)
    say(why)


def has_failed() -> bool:
    """Whether anything was wrong since this was asked last."""
    was_wrong = bool(_failures)
    _failures.clear()
    return was_wrong


def plain(text: str) -> str:
    """The text on one line, harmless to a terminal."""
    from ccg_corpus.render.columns import harmless, printable

    return harmless(printable(text), is_screen=True)


def query_given(words: list[str]) -> list[str]:
    """The words of a query; for "-" alone those of standard input.

    Raises: QueryError where the pipe says nothing.
    """
    if words != ["-"]:
        return words
    text = " ".join(piped().split())
    if not text:
        raise QueryError("no query in the pipe", hint="echo 'GPs on hours' | ccg search -")
    return [text]


def on_terminal() -> bool:
    """A person reads the data on a screen."""
    return not _open and sys.stdout.isatty()


def type_at_terminal() -> None:
    """Standard input is the terminal again, where a pipe was read to its end.

    Raises: CcgError where there is none to type at.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError as exc:
        hint = "give the ids as arguments"
        raise CcgError("nothing can be typed here: standard input is a pipe", hint=hint) from exc
    os.dup2(terminal, 0)
    os.close(terminal)


def errors_on_terminal() -> bool:
    """A person reads standard error."""
    return sys.stderr.isatty()


def colors() -> bool:
    """https://no-color.org: no colour where NO_COLOR is set, nor off a terminal."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal, or what COLUMNS says; 80 in a pipe."""
    if _open:
        return FILE_WIDTH
    from shutil import get_terminal_size

    return max(20, get_terminal_size().columns)
