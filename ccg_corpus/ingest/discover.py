"""Which files a run looks at: the corpus folders and known files, or the paths it was given.

Comes in: the config and paths. Goes out: files in the order of their names, and what could not be
looked into. Of a file only the first bytes are looked at, and not of one that is known as a document:
an export of references may have any name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from ccg_corpus.bibliography.exports.side_files import ZIP, is_side_file
from ccg_corpus.core.errors import SourceError
from ccg_corpus.ingest.of_the_system import WHY, is_of_the_system
from ccg_corpus.ingest.skipped import is_litter, is_one_document, not_here, skipped
from ccg_corpus.project import name_key, on_disk, source_name
from ccg_corpus.project.config import Config
from ccg_corpus.readers import SUFFIXES, open_source
from ccg_corpus.store.unread import LEFT_OUT, Skipped

IsDocument = Callable[[str, str], bool]  # by name and path: known, and unchanged
Leaving = Callable[[str, str], None]  # told a name in the project, and where outside it leads
HEAD = 8192
# Their first bytes say what they are; no export of references begins so.
_NEVER_EXPORTS = frozenset((".pdf", ".docx", ".docm", ".odt", ".epub", ".rtf", ZIP))


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to look at, under its name in the corpus. `outside` the corpus folders it was named."""

    name: str
    path: str
    outside: bool = False


@dataclass(slots=True)
class Discovered:
    """What a walk saw. `blocked` are the names of what it could not look into, `left_out` of what
    config.yaml does not want; `skipped` are files of formats that no reader knows. `side_files`
    are exports of reference managers: no documents, but said of them."""

    files: dict[str, FoundFile] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    side_files: dict[str, FoundFile] = field(default_factory=dict)

    def outside(self) -> Iterator[str]:
        """The names of what lies outside the corpus folders."""
        for found in (self.files, self.side_files):
            yield from (name for name, one in found.items() if one.outside)

    def exports(self) -> dict[str, Path]:
        """The paths of the side files, and of the ZIPs that may hold some, by their names."""
        zipped = {name: one for name, one in self.files.items() if _suffix(name) == ZIP}
        return {name: Path(one.path) for name, one in (self.side_files | zipped).items()}

    def unread(self) -> tuple[Skipped, ...]:
        """All that is not read, with the reason, in the order of names."""
        left_out = [Skipped(name, LEFT_OUT, is_loss=False) for name in self.left_out]
        return tuple(sorted((*self.skipped, *left_out), key=lambda one: one.name))

    def names(self) -> set[str]:
        """The names of all that was met."""
        every = (self.files, self.side_files, self.left_out, (one.name for one in self.skipped))
        return {name for names in every for name in names}

    def may_hold(self, name: str) -> bool:
        """Whether a file not seen may be behind something that was not looked into."""
        return any(name == place or name.startswith(place + "/") for place in self.blocked)


def discover(
    config: Config,
    paths: Iterable[Path],
    outside: Iterable[str],
    is_document: IsDocument = lambda name, path: False,
    leaving: Leaving = lambda name, path: None,
) -> Discovered:
    """The files of a run: those under `paths`, else in the corpus folders and those `outside`.

    What leads out of the project is told to `leaving` before anything of it is read.
    """
    finding = Discovered()
    given = [on_disk(Path(os.path.abspath(path))) for path in paths]  # noqa: PTH100 - links keep their names
    walk = _Walk(config, finding, is_document, leaving)
    for path in given or _corpus_paths(config):
        walk.take(path)
    if not given:
        for path in (on_disk(config.root / name) for name in outside):
            if is_there(path):
                walk.take(path)
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
        self._root = config.root
        patterns = [name_key(one, config.root) for one in config.exclude]
        self._patterns = [each for one in patterns for each in (one, f"*/{one}")]
        self._by_path: dict[str, bool] = {}
        self._by_name: dict[str, bool] = {}
        for facts in config.documents:
            if "/" in facts.source:
                path = name_key(source_name(config.root / facts.source, config.root), config.root)
                self._by_path.setdefault(path, facts.skip)
            else:
                key = name_key(facts.source, config.root)
                self._by_path.setdefault(key, facts.skip)
                self._by_name.setdefault(key, facts.skip)

    def __contains__(self, name: str) -> bool:
        name = name_key(name, self._root)
        if any(fnmatchcase(name, pattern) for pattern in self._patterns):
            return True
        if name in self._by_path:
            return self._by_path[name]
        return bool(self._by_name) and self._by_name.get(name.rpartition("/")[2], False)


class _Walk:
    """One walk; it fills what was `Discovered`."""

    def __init__(
        self, config: Config, finding: Discovered, is_document: IsDocument, leaving: Leaving
    ) -> None:
        self._root = config.root
        self._leaving = leaving
        self._finding = finding
        self._is_document = is_document
        self._left_out = LeftOut(config)
        self._corpus = [source_name(path, config.root) for path in _corpus_paths(config)]
        self._entered: set[tuple[int, int]] = set()

    def take(self, path: Path) -> None:
        """A path that was named: a file of any kind, or a folder with all below it."""
        name = source_name(path, self._root)
        try:
            is_folder = path.is_dir()
            state = path.stat()
        except OSError as exc:
            self._fail(name, exc)
            return
        if is_of_the_system(state):
            self._finding.failed.append((name, f"is not read: {WHY}"))
            return
        self._tell_if_out(str(path), name)
        if is_folder:
            self._enter(str(path), name)
        else:
            self._add(str(path), name)

    def _tell_if_out(self, path: str, name: str) -> None:
        real = os.path.realpath(path)
        if not Path(real).is_relative_to(os.path.realpath(self._root)):
            self._leaving(name, real)

    def _add(self, path: str, name: str, *, is_side: bool | None = None) -> None:
        if name in self._left_out:
            self._finding.left_out.add(name)
            return
        found = FoundFile(name, path, outside=not self._is_in_corpus(name))
        side = self._is_export(path, name) if is_side is None else is_side
        group = self._finding.side_files if side else self._finding.files
        group[name] = found

    def _is_export(self, path: str, name: str) -> bool:
        """Whether a file says something of documents and is none."""
        if _suffix(name) in _NEVER_EXPORTS or self._is_document(name, path):
            return False
        return is_side_file(Path(path))

    def _enter(self, folder: str, name: str) -> None:
        """All files below a folder; a link that leads back into it is not followed."""
        try:
            state = os.stat(folder)  # noqa: PTH116 - strings: there may be many
            if is_of_the_system(state):
                self._skip(Skipped(name, WHY))
                return
            place = (state.st_dev, state.st_ino)
            if place in self._entered:
                return
            self._entered.add(place)
            entries = sorted(_visible(folder), key=lambda entry: entry.name)
        except OSError as exc:
            self._fail(name, exc)
            return
        within = "" if name == "." else f"{name.rstrip('/')}/"
        met = len(self._finding.names()) if _suffix(name) in SUFFIXES else -1
        for entry in entries:
            self._entry(entry, within + printable_name(entry.name))
        if met >= 0 and len(self._finding.names()) == met:
            self._skip(Skipped(name, "a folder that is named as a file, and holds none"))

    def _entry(self, entry: os.DirEntry[str], name: str) -> None:
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
            is_there = is_folder or is_file or not entry.is_symlink() or os.path.exists(entry.path)  # noqa: PTH110
            is_odd = entry.is_symlink() and is_there and is_of_the_system(entry.stat())
        except OSError as exc:  # a link to itself
            self._fail(name, exc)
            return
        if is_odd:
            self._skip(Skipped(name, WHY))
            return
        if entry.is_symlink() and (is_folder or is_file):
            self._tell_if_out(entry.path, name)
        if (missing := not_here(entry.name)) is not None:
            place = name.removesuffix(entry.name) + printable_name(missing)
            self._skip(Skipped(place, "it is in iCloud only: download it"))
        elif is_folder:
            if is_one_document(entry.name):
                self._skip(skipped(name))
            else:
                self._enter(entry.path, name)
        elif not is_file:
            why = "no regular file" if is_there else "a link to a file that is not there"
            self._skip(Skipped(name, why))
        elif not is_litter(entry.name):
            self._file(entry.path, name)

    def _file(self, path: str, name: str) -> None:
        is_side = self._is_export(path, name)
        if is_side or _suffix(name) in SUFFIXES:
            self._add(path, name, is_side=is_side)
        elif name in self._left_out:
            self._finding.left_out.add(name)
        else:
            self._skip(skipped(name, _head(path)))

    def _skip(self, one: Skipped) -> None:
        if one.name in self._left_out:
            self._finding.left_out.add(one.name)
        else:
            self._finding.skipped.append(one)

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
    return [on_disk(config.root / folder) for folder in config.corpus]


def _head(path: str) -> bytes:
    try:
        with open_source(Path(path)) as file:
            return file.read(HEAD)
    except SourceError:
        return b""


def _visible(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from (
            entry for entry in entries if not entry.name.startswith(".") or not_here(entry.name)
        )
