"""Exports of reference managers inside ZIP files, beside the documents that lie there.

Comes in: a path. Goes out: names within the ZIP with their bytes. A ZIP that can't be read gives none:
the run that reads its documents says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath

from ccg_corpus.bibliography.exports.recognise import HEAD
from ccg_corpus.core.errors import SourceError
from ccg_corpus.readers import Folder, Limits, open_folder, open_source

_DOCUMENTS = frozenset((".pdf", ".docx", ".docm", ".odt", ".epub", ".rtf", ".zip"))
IsExport = Callable[[str, bytes, Callable[[], bytes]], bool]  # by suffix, first bytes, all bytes


def exports_in_zip(
    path: Path, is_export: IsExport, *, limits: Limits
) -> Iterator[tuple[str, bytes]]:
    """The visible files that are exports, by name. Of the others only the beginning is unpacked."""
    for folder, number, name in _members(path, limits):
        suffix = PurePosixPath(name).suffix.lower()
        if _is_hidden(name) or suffix in _DOCUMENTS:
            continue
        head = folder.head(number, HEAD)
        with suppress(SourceError):  # the others may be read
            if is_export(suffix, head, partial(folder.read, number)):
                yield name, folder.read(number)


def read_in_zip(path: Path, inner: str, *, limits: Limits) -> bytes | None:
    """The bytes of one file; None where it is not there."""
    for folder, number, name in _members(path, limits):
        if name == inner:
            return folder.read(number)
    return None


def _members(path: Path, limits: Limits) -> Iterator[tuple[Folder, int, str]]:
    try:
        with open_source(path) as file:
            folder = open_folder(file, path.name, limits=limits)
            if folder is not None:
                yield from ((folder, number, name) for number, name in folder.members())
    except SourceError:
        return


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
