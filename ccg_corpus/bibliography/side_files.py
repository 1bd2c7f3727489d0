"""Exports of reference managers beside the documents, in ZIPs too: found, told from other files, read.

Comes in: the config and the paths that were named to `ccg ingest`. Goes out: `SideFiles` with a
digest of their bytes, and when asked their references. A file or an entry that can't be read is a
warning and never stops a run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

from ccg_corpus.bibliography.reference import Entry, Reference
from ccg_corpus.config import Config
from ccg_corpus.project import source_name
from ccg_corpus.words import normalised_words

SIDE_SUFFIXES = frozenset({".ris", ".bib", ".bibtex", ".json", ".csljson"})
ZIP = ".zip"
MOST_BYTES = 200 * 1024 * 1024
MOST_WARNINGS = 20  # of one file; a file that is no export at all would have thousands


@dataclass(frozen=True, slots=True)
class SideFile:
    """One export, by its name from the project. `is_named`: the user said that it is one."""

    name: str
    data: bytes
    is_named: bool


@dataclass(frozen=True, slots=True)
class SideFiles:
    """The exports of a project in the order in which they count, and what could not be opened."""

    files: tuple[SideFile, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Another after every change of what they say."""
        parts = sha256(repr(self.warnings).encode())
        for file in self.files:
            parts.update(f"{file.name}\0{len(file.data)}\0{file.is_named}\0".encode())
            parts.update(file.data)
        return parts.hexdigest()

    def references(self) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
        """The references of all files, and a warning for each that can't be used."""
        found: list[Reference] = []
        warnings = list(self.warnings)
        for file in self.files:
            references, wrong = _read(file)
            found += references
            more = len(wrong) - MOST_WARNINGS
            warnings += wrong[:MOST_WARNINGS]
            warnings += [f"{file.name}: {more} more entries can't be used"] if more > 0 else []
        return tuple(found), tuple(warnings)


def is_side_file(path: Path) -> bool:
    """Whether a file met in a folder is an export of references: JSON only if it looks like one."""
    suffix = path.suffix.lower()
    if suffix != ".json":
        return suffix in SIDE_SUFFIXES
    from ccg_corpus.bibliography.csl import is_csl

    try:
        return path.stat().st_size <= MOST_BYTES and is_csl(_text(path.read_bytes()))
    except OSError:
        return False


def find_side_files(config: Config, outside: Iterable[str] = ()) -> SideFiles:
    """Those that config.yaml names, those in the corpus folders, those `outside` that were named."""
    warnings: list[str] = []
    paths: dict[str, tuple[Path, bool]] = {}
    for named in config.references:
        path = config.root / Path(named).expanduser()
        paths.setdefault(source_name(path, config.root), (path, True))
    others = [path for folder in config.corpus for path in _below(config.root / folder)]
    others += [config.root / name for name in outside]
    found = {source_name(path, config.root): path for path in others if _has_suffix(path)}
    for name in sorted(found):
        if not any(_fits(name, pattern) for pattern in config.exclude):
            paths.setdefault(name, (found[name], False))
    files = [file for name in paths for file in _files(name, *paths[name], config, warnings)]
    return SideFiles(tuple(files), tuple(warnings))


def _files(
    name: str, path: Path, is_named: bool, config: Config, warnings: list[str]
) -> Iterator[SideFile]:
    """The export at a path; of a ZIP those in it."""
    if path.suffix.lower() != ZIP or not path.is_file():
        file = _opened(name, path, is_named, warnings)
        yield from (file,) if file else ()
        return
    from ccg_corpus.bibliography.zipped_exports import exports_in_zip
    from ccg_corpus.readers import Limits

    limits = Limits(max_bytes=MOST_BYTES, max_members=config.limits.max_members)
    for inner, data in exports_in_zip(path, suffixes=SIDE_SUFFIXES, limits=limits):
        file = SideFile(f"{name}/{inner}", data, is_named)
        is_excluded = any(_fits(file.name, pattern) for pattern in config.exclude)
        is_export = not inner.lower().endswith(".json") or _is_csl(file)
        if is_export and not is_excluded:
            yield file


def _opened(name: str, path: Path, is_named: bool, warnings: list[str]) -> SideFile | None:
    try:
        if not path.is_file():
            if is_named:
                warnings.append(f"references: there is no file '{name}'")
            return None
        if path.stat().st_size > MOST_BYTES:
            warnings.append(f"{name}: too large for a file of references")
            return None
        file = SideFile(name, path.read_bytes(), is_named)
    except OSError as exc:
        warnings.append(f"{name}: can't be read: {exc.strerror or exc}")
        return None
    return file if is_named or path.suffix.lower() != ".json" or _is_csl(file) else None


def _is_csl(file: SideFile) -> bool:
    from ccg_corpus.bibliography.csl import is_csl

    return is_csl(_text(file.data))


def _read(file: SideFile) -> tuple[list[Reference], list[str]]:
    try:
        entries = list(_reader(file.name)(_text(file.data)))
    except Exception as exc:  # the parsers raise what they like; a broken export is no bug of ours
        return [], [f"{file.name}: can't be read as references: {' '.join(str(exc).split())[:120]}"]
    if not entries:
        return [], [f"{file.name}: holds no references"]
    wrong = [f"{file.name}, entry {one.number}: {one.wrong}" for one in entries if one.wrong]
    usable = [one for one in entries if not one.wrong]
    references = [
        Reference(file.name, one.number, one.facts, one.key, one.attachments) for one in usable
    ]
    return references, [*wrong, *_doubles(file.name, usable)]


def _doubles(name: str, entries: Iterable[Entry]) -> Iterator[str]:
    """A warning for each entry that says what an earlier one of the same file is about."""
    seen: dict[object, int] = {}
    for entry in entries:
        facts = entry.facts
        title = normalised_words(facts.title or "")
        # Equal titles are one work if they are long and year and kind don't differ.
        by_title = (title, facts.year, facts.type) if title.count(" ") >= 2 else None
        keys = [key for key in ((facts.doi or "").lower() or None, by_title) if key]
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            yield f"{name}, entry {entry.number}: the same work as entry {first}, which counts"
        for key in keys:
            seen.setdefault(key, entry.number)


def _reader(name: str) -> Callable[[str], Iterator[Entry]]:
    suffix = Path(name).suffix.lower()
    if suffix == ".ris":
        from ccg_corpus.bibliography.ris import read_ris as read
    elif suffix in (".bib", ".bibtex"):
        from ccg_corpus.bibliography.bibtex import read_bibtex as read
    else:
        from ccg_corpus.bibliography.csl import read_csl as read
    return read


def _text(data: bytes) -> str:
    """UTF-8, UTF-16 by its mark, else what Windows writes; one kind of line end."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _below(folder: Path) -> Iterator[Path]:
    """Every visible file below a folder; a link back into it is not followed twice."""
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            if here.is_file():
                yield here
                continue
            state = here.stat()
            if (state.st_dev, state.st_ino) in entered:
                continue
            entered.add((state.st_dev, state.st_ino))
            with os.scandir(here) as entries:
                found = sorted((one for one in entries if one.name[0] != "."), key=_name)
        except OSError:  # the run reports what it can't look into
            continue
        for entry in found:
            path = here / entry.name
            if _is_folder(entry):
                waiting.append(path)
            elif _has_suffix(path):
                yield path


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _has_suffix(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in SIDE_SUFFIXES or suffix == ZIP


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) or fnmatchcase(name, f"*/{pattern}")
