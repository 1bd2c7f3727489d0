"""Which directory is the project, and how a new one begins.

Comes in: where the user stands and what they named. Goes out: the project's directory, and the
names of files in it. It reads nothing in it and overwrites nothing.

A name is typed in one form of Unicode and may lie on the disk in another: an editor writes "é" as one
sign, a Mac's disk as two. Names are compared by their `name_key`.
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from ccg_corpus.core.errors import NotAProject, ProjectError
from ccg_corpus.project.default_config import CONFIG_NAME, DEFAULT_CONFIG

PROJECT_VARIABLE = "CCG_PROJECT"
_HINT = "'ccg init DIR' makes a project, '--project DIR' names one"


def find_project(start: Path, explicit: str | None = None) -> Path:
    """The project named by `explicit`, else by CCG_PROJECT, else found from `start` upwards.

    Raises: NotAProject where the directory named holds no config.yaml, or none above does.
    """
    if explicit is not None:
        return _named_project(start / at_home(explicit), explicit)
    from_environment = os.environ.get(PROJECT_VARIABLE)
    if from_environment:
        named = f"{PROJECT_VARIABLE}={from_environment}"
        return _named_project(start / at_home(from_environment), named)
    for directory in (start, *start.parents):
        if (directory / CONFIG_NAME).is_file():
            return directory
    raise NotAProject(f"no {CONFIG_NAME} in {start} or above it", hint=_HINT)


def at_home(name: str) -> Path:
    """A path with "~" as the user's home; as it is where nobody has such a home."""
    with suppress(RuntimeError):
        return Path(name).expanduser()
    return Path(name)


def init_project(directory: Path) -> Path:
    """Make `directory` a project: a commented config.yaml and an empty corpus/.

    What is there stays as it is. Returns: the directory.
    Raises: ProjectError where it can't be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "corpus").mkdir(exist_ok=True)
        with (
            suppress(FileExistsError),
            (directory / CONFIG_NAME).open("x", encoding="utf-8") as out,
        ):
            out.write(DEFAULT_CONFIG)
    except OSError as exc:
        where = exc.filename or directory
        raise ProjectError(f"can't be made: {exc.strerror or exc}", path=where) from exc
    return directory


def source_name(path: Path, root: Path) -> str:
    """How records and config name a file: by its path from the project, absolute if it is outside.

    Bytes that are no text are written out, so that the name can be stored and printed.
    """
    # Not resolved: a linked corpus folder keeps the name it has in the project.
    absolute, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100
    name = absolute.relative_to(base) if absolute.is_relative_to(base) else absolute
    raw = name.as_posix().encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "backslashreplace")


def name_key(name: str, root: Path) -> str:
    """What a file's name is compared by: one form of Unicode, and one case where the disk has none."""
    key = name if name.isascii() else unicodedata.normalize("NFC", name)
    return key.casefold() if _is_blind_to_case(root) else key


@lru_cache
def _is_blind_to_case(root: Path) -> bool:
    """Whether the project's disk takes "Config.yaml" for "config.yaml", as those of Macs and Windows do."""
    here = root / CONFIG_NAME
    try:
        return here.with_name(CONFIG_NAME.upper()).samefile(here)
    except OSError:
        return False


def on_disk(path: Path) -> Path:
    """A path as the disk has it: part by part, where what was typed is there in another form only."""
    if os.path.lexists(path) or not path.name or path.parent == path:
        return path
    parent = on_disk(path.parent)
    wanted = unicodedata.normalize("NFC", path.name)
    try:
        names = sorted(os.listdir(parent))  # noqa: PTH208 - names, not paths
    except OSError:
        return path
    found = (name for name in names if unicodedata.normalize("NFC", name) == wanted)
    return parent / next(found, path.name)


def _named_project(directory: Path, named: str) -> Path:
    try:
        found = (directory / CONFIG_NAME).is_file()
    except OSError:
        found = False
    if not found:
        missing = "has no config.yaml" if directory.is_dir() else "no such directory"
        raise NotAProject(missing, path=named, hint=_HINT)
    return directory
