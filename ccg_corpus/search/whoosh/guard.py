"""No pickle in the index's files can name anything but the classes of our own schema.

Whoosh keeps its table of contents, its segments and each block of postings as pickles. What a pickle
can do is call what it names, and Python tells of each name before it is looked up (the audit event
"pickle.find_class"). While our index is read in this thread, any other name than those of `ALLOWED`
ends the reading with `Forbidden`, whoever wrote the file and wherever it lies.
"""

from __future__ import annotations

import pickle
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_OURS = "ccg_corpus.search.whoosh.fields"
# All that the index holds is made of these: none does more than to keep what it is given.
ALLOWED = frozenset(
    (
        ("_codecs", "encode"),
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("builtins", "int"),
        ("collections", "defaultdict"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("whoosh.fields", "Schema"),
        *((_OURS, name) for name in ("Counts", "Flags", "TermPlaces", "Times", "WordsField")),
    )
)
_PROBE = b"cos\ngetpid\n."
_reading = threading.local()


class Forbidden(Exception):
    """A file of the index names what no file of ours does."""


@contextmanager
def only_our_classes() -> Iterator[None]:
    """While it lasts, what this thread unpickles is data.

    Raises: Forbidden, also where Python does not tell of names.
    """
    _watch()
    before = getattr(_reading, "is_on", False)
    _reading.is_on = True
    try:
        yield
    finally:
        _reading.is_on = before


@cache
def _watch() -> None:
    """Have Python tell us; once, for a hook can't be taken away."""
    sys.addaudithook(_heard)
    _reading.is_on = True
    try:
        pickle.loads(_PROBE)  # harmless: it names a function and calls nothing
    except Forbidden:
        return
    finally:
        _reading.is_on = False
    raise Forbidden("pickles can't be watched here")


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if event != "pickle.find_class" or not getattr(_reading, "is_on", False):
        return
    if args not in ALLOWED:
        module, name = args
        raise Forbidden(f"{module}.{name}")
