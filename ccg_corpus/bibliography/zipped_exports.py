"""Exports of reference managers inside ZIP files, beside the documents that lie there.

Comes in: a path. Goes out: names within the ZIP with their bytes. A ZIP that can't be read gives none:
the run that reads its documents says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from ccg_corpus.errors import SourceError
from ccg_corpus.readers import Limits, open_folder, open_source


def exports_in_zip(
    path: Path, *, suffixes: Collection[str], limits: Limits
) -> Iterator[tuple[str, bytes]]:
    """The visible files with one of the suffixes, by name."""
    try:
        with open_source(path) as file:
            folder = open_folder(file, path.name, limits=limits)
            if folder is None:
                return
            for number, name in folder.members():
                if _is_wanted(name, suffixes):
                    yield name, folder.read(number)
    except SourceError:
        return


def _is_wanted(name: str, suffixes: Collection[str]) -> bool:
    path = PurePosixPath(name)
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not is_hidden and path.suffix.lower() in suffixes
