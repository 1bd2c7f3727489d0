"""outside.txt: the files outside the corpus folders that the user named to `ccg ingest`.

They are the user's decision, so they are kept beside config.yaml and not in the cache. A run adds
lines and takes none away: whoever does not want a file any more deletes its line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.project.files import append, read_file

OUTSIDE_NAME = "outside.txt"
_HEAD = """\
# Files outside the corpus folders that were named to `ccg ingest`: they belong to the corpus as
# long as they are there and their line is. One a line, from this folder or absolute.
"""


def read_outside(root: Path) -> list[str]:
    """The paths in a project's outside.txt, as they are written there.

    Raises: ProjectError where it can't be read.
    """
    path = root / OUTSIDE_NAME
    try:
        lines = read_file(path).decode().split("\n")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as exc:
        raise ProjectError(f"can't be read: {exc}", path=path) from exc
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise ProjectError(f"line {number} is no name of a file", path=path)
    written = (line.rstrip("\r") for line in lines)
    return [_unquoted(line) for line in written if line.strip() and not line.startswith("#")]


def add_outside(root: Path, names: Iterable[str]) -> None:
    """Add the names that are not there yet.

    Raises: ProjectError where it can't be written.
    """
    known = set(read_outside(root))
    new = [name for name in names if name not in known]
    if not new:
        return
    path = root / OUTSIDE_NAME
    try:
        head = "" if path.exists() else _HEAD
        append(path, (head + "".join(f"{_quoted(name)}\n" for name in new)).encode())
    except OSError as exc:
        raise ProjectError(f"can't be written: {exc.strerror or exc}", path=path) from exc


def _quoted(name: str) -> str:
    """A name that a line can't hold as it is, as a JSON string."""
    is_plain = name.isprintable() and name == name.strip() and name[:1] not in ("#", '"')
    return name if is_plain else json.dumps(name)


def _unquoted(line: str) -> str:
    if not line.startswith('"'):
        return line.strip()
    try:
        name = str(json.loads(line))
        name.encode()
    except (ValueError, RecursionError):
        return line
    return line if "\0" in name else name
