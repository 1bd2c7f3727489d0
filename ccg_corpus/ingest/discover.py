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

from ccg_corpus.bibliography.side_files import ZIP, is_side_file
from ccg_corpus.config import Config
from ccg_corpus.project import source_name
from ccg_corpus.readers import SUFFIXES

Accepts = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to look at, under its name in the corpus. `outside` the corpus folders it was named."""

    name: str
    path: str
    outside: bool = False


@dataclass(slots=True)
class Finding:
    """What a walk saw. `blocked` are the names of what it could not look into, `left_out` of what
    config.yaml does not want; `skipped` counts files of formats that no reader knows. `side_files`
    are exports of reference managers: no documents, but said of them."""

    files: dict[str, FoundFile] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    skipped: int = 0
    side_files: dict[str, FoundFile] = field(default_factory=dict)

    def outside(self) -> Iterator[str]:
        """The names of what lies outside the corpus folders."""
        for found in (self.files, self.side_files):
            yield from (name for name, one in found.items() if one.outside)

    def exports(self) -> dict[str, Path]:
        """The paths of the side files, and of the ZIPs that may hold some, by their names."""
        zipped = {name: one for name, one in self.files.items() if _suffix(name) == ZIP}
        return {name: Path(one.path) for name, one in (self.side_files | zipped).items()}

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


class LeftOut:
    """Which files config.yaml does not want."""

    def __init__(self, config: Config) -> None:
        self._patterns = [each for one in config.exclude for each in (one, f"*/{one}")]
        self._by_path: dict[str, bool] = {}
        self._by_name: dict[str, bool] = {}
        for facts in config.documents:
            if "/" in facts.source:
                path = source_name(config.root / facts.source, config.root)
                self._by_path.setdefault(path, facts.skip)
            else:
                self._by_path.setdefault(facts.source, facts.skip)
                self._by_name.setdefault(facts.source, facts.skip)

    def __contains__(self, name: str) -> bool:
        if any(fnmatchcase(name, pattern) for pattern in self._patterns):
            return True
        if name in self._by_path:
            return self._by_path[name]
        return bool(self._by_name) and self._by_name.get(name.rpartition("/")[2], False)


class _Walk:
    """One walk; it fills a `Finding`."""

    def __init__(self, config: Config, finding: Finding) -> None:
        self._root = config.root
        self._finding = finding
        self._left_out = LeftOut(config)
        self._corpus = [source_name(path, config.root) for path in _corpus_paths(config)]
        self._entered: set[tuple[int, int]] = set()

    def take(self, path: Path) -> None:
        """A path that was named: a file of any kind, or a folder with all below it."""
        name = source_name(path, self._root)
        try:
            is_folder = path.is_dir()
            path.stat()
        except OSError as exc:
            self._fail(name, exc)
            return
        if is_folder:
            self._enter(str(path), name)
        else:
            self._add(str(path), name)

    def _add(self, path: str, name: str) -> None:
        if name in self._left_out:
            self._finding.left_out.add(name)
            return
        found = FoundFile(name, path, outside=not self._is_in_corpus(name))
        is_side = _suffix(path) not in SUFFIXES and is_side_file(Path(path))
        group = self._finding.side_files if is_side else self._finding.files
        group[name] = found

    def _enter(self, folder: str, name: str) -> None:
        """All files below a folder; a link that leads back into it is not followed."""
        try:
            state = os.stat(folder)  # noqa: PTH116 - strings: there may be many
            place = (state.st_dev, state.st_ino)
            if place in self._entered:
                return
            self._entered.add(place)
            entries = sorted(_visible(folder), key=lambda entry: entry.name)
        except OSError as exc:
            self._fail(name, exc)
            return
        within = "" if name == "." else f"{name.rstrip('/')}/"
        for entry in entries:
            self._entry(entry, within + printable_name(entry.name))

    def _entry(self, entry: os.DirEntry[str], name: str) -> None:
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError as exc:  # a link to itself
            self._fail(name, exc)
            return
        if is_folder:
            self._enter(entry.path, name)
        elif is_file and (_suffix(name) in SUFFIXES or is_side_file(Path(entry.path))):
            self._add(entry.path, name)
        else:
            self._finding.skipped += 1

    def _fail(self, name: str, exc: OSError) -> None:
        self._finding.failed.append((name, f"can't be read: {exc.strerror or exc}"))
        if not isinstance(exc, FileNotFoundError):
            self._finding.blocked.append(name)

    def _is_in_corpus(self, name: str) -> bool:
        return any(
            folder in ("", ".", name) or name.startswith(folder + "/") for folder in self._corpus
        )


def printable_name(name: str) -> str:
    """A file's name as records have it: bytes that are no text are written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - strings: there may be many


def _corpus_paths(config: Config) -> list[Path]:
    return [config.root / folder for folder in config.corpus]


def _visible(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not entry.name.startswith("."))
