"""Which files a run looks at: the corpus folders and known files, or the paths it was given.

Comes in: the config and paths. Goes out: files in the order of their names, and what could not be
looked into. No file is opened here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from ccg_corpus.config import Config
from ccg_corpus.readers import SUFFIXES
from ccg_corpus.records import source_name, stated_facts

Accepts = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to look at, under its name in the corpus. `outside` the corpus folders it was named."""

    name: str
    path: Path
    outside: bool = False


@dataclass(slots=True)
class Finding:
    """What a walk saw. `blocked` are the names of what it could not look into, `left_out` of what
    config.yaml does not want; `skipped` counts files of formats that no reader knows."""

    files: dict[str, FoundFile] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    skipped: int = 0

    def may_hold(self, name: str) -> bool:
        """Whether a file not seen may be behind something that was not looked into."""
        return any(name == place or name.startswith(place + "/") for place in self.blocked)


def discover(config: Config, paths: Iterable[Path], outside: Iterable[str]) -> Finding:
    """The files of a run: those under `paths`, else in the corpus folders and those `outside`."""
    finding = Finding()
    given = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - links keep their names
    walk = _Walk(config, finding)
    for path in given or _corpus_paths(config):
        walk.take(path)
    if not given:
        for name in outside:
            if is_there(config.root / name):
                walk.take(config.root / name)
    return finding


def is_there(path: Path) -> bool:
    """False only where a file is surely gone: one that can't be asked for may still be there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def is_left_out(name: str, config: Config) -> bool:
    """Whether config.yaml does not want a file."""
    if any(_fits(name, pattern) for pattern in config.exclude):
        return True
    facts = stated_facts(name, config)
    return facts is not None and facts.skip


class _Walk:
    """One walk; it fills a `Finding`."""

    def __init__(self, config: Config, finding: Finding) -> None:
        self._config = config
        self._finding = finding
        self._corpus = [source_name(path, config.root) for path in _corpus_paths(config)]
        self._entered: set[tuple[int, int]] = set()

    def take(self, path: Path) -> None:
        """A path that was named: a file of any kind, or a folder with all below it."""
        try:
            is_folder = path.is_dir()
            path.stat()
        except OSError as exc:
            self._fail(path, exc)
            return
        if is_folder:
            self._enter(path)
        else:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        name = source_name(path, self._config.root)
        if is_left_out(name, self._config):
            self._finding.left_out.add(name)
        else:
            self._finding.files[name] = FoundFile(name, path, outside=not self._is_in_corpus(name))

    def _enter(self, folder: Path) -> None:
        """All files below a folder; a link that leads back into it is not followed."""
        try:
            state = folder.stat()
            place = (state.st_dev, state.st_ino)
            if place in self._entered:
                return
            self._entered.add(place)
            entries = sorted(_visible(folder), key=lambda entry: entry.name)
        except OSError as exc:
            self._fail(folder, exc)
            return
        for entry in entries:
            self._entry(folder / entry.name, entry)

    def _entry(self, path: Path, entry: os.DirEntry[str]) -> None:
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError as exc:  # a link to itself
            self._fail(path, exc)
            return
        if is_folder:
            self._enter(path)
        elif is_file and path.suffix.lower() in SUFFIXES:
            self.add_file(path)
        else:
            self._finding.skipped += 1

    def _fail(self, path: Path, exc: OSError) -> None:
        name = source_name(path, self._config.root)
        self._finding.failed.append((name, f"can't be read: {exc.strerror or exc}"))
        if not isinstance(exc, FileNotFoundError):
            self._finding.blocked.append(name)

    def _is_in_corpus(self, name: str) -> bool:
        return any(
            folder in ("", ".", name) or name.startswith(folder + "/") for folder in self._corpus
        )


def _corpus_paths(config: Config) -> list[Path]:
    return [config.root / folder for folder in config.corpus]


def _visible(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not entry.name.startswith("."))


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}")
