"""What a shell hands over, as text: arguments and standard input, whatever they are encoded in.

Windows PowerShell writes UTF-16 with a mark into a pipe or a file; terminals in Latin-1 hand over
bytes that are no UTF-8. Out: text without byte order marks and without lone surrogates.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Sequence

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_OLD = "cp1252"  # of terminals that are not UTF-8: Latin-1 with signs in its gaps
_PATHS = frozenset(
    ["init", "ingest"]
)  # whose arguments are names of files, in the disk's own bytes
HEAD = 400  # bytes by which UTF-16 without a mark is known


def piped() -> str:
    """All of standard input as text; "" where there is none."""
    stream = getattr(sys.stdin, "buffer", None)
    return text_of(stream.read()) if stream is not None else ""


def text_of(data: bytes) -> str:
    """The text in bytes of UTF-8, UTF-16 with a mark or without, or an old Windows encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    head = data[:HEAD]
    if len(head) > 1 and head.count(0) * 3 > len(head):
        return data.decode("utf-16-le" if head[1] == 0 else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_OLD, "replace")


def readable(arguments: Sequence[str]) -> list[str]:
    """Arguments as text: what is no UTF-8 is read as a terminal of old means it.

    What names a file that is there stays as the disk has it.
    """
    if all(argument.isascii() or _is_text(argument) for argument in arguments):
        return list(arguments)
    are_paths = any(argument in _PATHS for argument in arguments[:3])
    return [
        one if are_paths or _is_text(one) or os.path.lexists(one) else _decoded(one)
        for one in arguments
    ]


def _is_text(argument: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in argument)


def _decoded(argument: str) -> str:
    return os.fsencode(argument).decode(_OLD, "replace")
