"""What is longer than the terminal goes through the user's pager; in a pipe nothing does.

Comes in: pieces of text. Goes out: the same, on the screen or through `$PAGER`, `less -FRX` where
none is named. A pager that can't be started is done without.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from ccg_corpus.cli.output import streams

LESS = "FRX"  # ends where one screen is enough, shows colours, leaves the text on the screen


def write(pieces: Iterable[str], *, pager: bool) -> None:
    """Data to standard output, by the pager where there is a person, and more than a screen.

    Raises: PipeClosed; CcgError where it can't be written.
    """
    if not pager or not streams.on_terminal() or not (command := _command()):
        streams.write(pieces)
        return
    left = iter(pieces)
    first = list(_screenful(left))
    rest = next(left, None)
    if rest is None:
        streams.write(first)
    else:
        _through(command, chain(first, [rest], left))


def _command() -> str:
    if os.environ.get("TERM") == "dumb":
        return ""
    named = os.environ.get("PAGER", "less").strip()
    return "" if named == "cat" else named


def _screenful(pieces: Iterator[str]) -> Iterator[str]:
    """Pieces until they fill the screen."""
    from shutil import get_terminal_size

    left = get_terminal_size().lines - 1
    for piece in pieces:
        yield piece
        left -= piece.count("\n")
        if left <= 0:
            return


def _through(command: str, pieces: Iterable[str]) -> None:
    import shlex
    import subprocess

    from ccg_corpus.render.columns import harmless

    streams.flush()
    environment = {**os.environ, "LESS": os.environ.get("LESS") or LESS, "LESSCHARSET": "utf-8"}
    try:
        process = subprocess.Popen(
            shlex.split(command),
            stdin=subprocess.PIPE,
            env=environment,
            text=True,
            encoding="utf-8",
        )
    except (OSError, ValueError):
        streams.write(pieces)
        return
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # read enough: q
        for piece in pieces:
            process.stdin.write(harmless(piece, is_screen=True))
    with suppress(BrokenPipeError):
        process.stdin.close()
    _wait(process)


def _wait(process: object) -> None:
    """Until the reader leaves the pager; Ctrl-C is for the pager meanwhile."""
    import subprocess

    assert isinstance(process, subprocess.Popen)
    while True:
        try:
            process.wait()
            return
        except KeyboardInterrupt:
            continue
