"""Which directory is the project, and how a new one begins.

Comes in: where the user stands and what they named. Goes out: the project's directory, and the
names of files in it. It reads nothing in it and overwrites nothing.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ccg_corpus.default_config import CONFIG_NAME, DEFAULT_CONFIG
from ccg_corpus.errors import NotAProject, ProjectError

PROJECT_VARIABLE = "CCG_PROJECT"
_HINT = "'ccg init DIR' makes a project, '--project DIR' names one"


def find_project(start: Path, explicit: str | None = None) -> Path:
    """The project named by `explicit`, else by CCG_PROJECT, else found from `start` upwards.

    Raises: NotAProject where the directory named holds no config.yaml, or none above does.
    """
    if explicit is not None:
        return _named_project(start / Path(explicit).expanduser(), explicit)
    from_environment = os.environ.get(PROJECT_VARIABLE)
    if from_environment:
        named = f"{PROJECT_VARIABLE}={from_environment}"
        return _named_project(start / Path(from_environment).expanduser(), named)
    for directory in (start, *start.parents):
        if (directory / CONFIG_NAME).is_file():
            return directory
    raise NotAProject(f"no {CONFIG_NAME} in {start} or above it", hint=_HINT)


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


def _named_project(directory: Path, named: str) -> Path:
    try:
        found = (directory / CONFIG_NAME).is_file()
    except OSError:
        found = False
    if not found:
        missing = "has no config.yaml" if directory.is_dir() else "no such directory"
        raise NotAProject(missing, path=named, hint=_HINT)
    return directory
