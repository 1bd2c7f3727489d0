"""Exports of reference managers beside the documents, in ZIPs too: found, told from other files, read.

Comes in: the config and the exports that were met in the project's folders. Goes out: `SideFiles`
with a digest of their bytes, and when asked their references. A file or an entry that can't be read
is a warning and never stops a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from ccg_corpus.bibliography.exports.recognise import HEAD, SIDE_SUFFIXES, decoded, format_of_export
from ccg_corpus.bibliography.exports.reference import Entry, Reference
from ccg_corpus.bibliography.exports.zipped_exports import exports_in_zip, read_in_zip
from ccg_corpus.core.errors import SourceError
from ccg_corpus.project import on_disk, source_name
from ccg_corpus.project.config import Config
from ccg_corpus.readers import Limits, open_source
from ccg_corpus.text.words import normalised_words

ZIP = ".zip"
MOST_BYTES = 200 * 1024 * 1024
MOST_WARNINGS = 20  # of one file; a file that is no export at all would have thousands


@dataclass(frozen=True, slots=True)
class SideFile:
    """One export, by its name from the project, with a digest of its bytes; `inner`: in a ZIP."""

    name: str
    path: Path
    digest: str
    inner: str | None = None

    def data(self) -> bytes:
        """Its bytes now.

        Raises: OSError.
        """
        if self.inner is None:
            return self.path.read_bytes()
        data = read_in_zip(self.path, self.inner, limits=Limits(max_bytes=MOST_BYTES))
        if data is None:
            raise FileNotFoundError(f"{self.name} is there no more")
        return data


@dataclass(frozen=True, slots=True)
class Contents:
    """The references that an export holds, and a warning for each entry that can't be used.

    `is_as_found`: its bytes are still those of the digest.
    """

    references: tuple[Reference, ...]
    warnings: tuple[str, ...] = ()
    is_as_found: bool = True


@dataclass(frozen=True, slots=True)
class SideFiles:
    """The exports of a project in the order in which they count, and what could not be opened."""

    files: tuple[SideFile, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each by its name."""
        return {file.name: file.digest for file in self.files}

    @property
    def digest(self) -> str:
        """Another after every change of what they say."""
        return sha256(repr((self.warnings, self.digests)).encode()).hexdigest()

    def contents(self, read: Callable[[SideFile], Contents]) -> Contents:
        """The references of all files and all warnings; `read` may remember what a file holds."""
        found = [read(file) for file in self.files]
        return Contents(
            tuple(reference for one in found for reference in one.references),
            (*self.warnings, *(warning for one in found for warning in one.warnings)),
        )


def is_side_file(path: Path) -> bool:
    """Whether a file met in a folder is an export of references: by its content, or by its name;
    JSON only if it looks like one."""
    suffix = path.suffix.lower()
    try:
        with open_source(path) as file:  # a pipe would be waited for
            head = file.read(HEAD)
        return is_export(suffix, head, lambda: _bounded(path))
    except (OSError, SourceError):
        return suffix in SIDE_SUFFIXES and suffix != ".json"


def is_export(suffix: str, head: bytes, whole: Callable[[], bytes]) -> bool:
    """Whether a file of that suffix, with these first bytes, is an export of references."""
    by_name = SIDE_SUFFIXES.get(suffix)
    found = format_of_export(head)
    if (found or by_name) != "csl":
        return found is not None or by_name is not None
    return suffix == ".csljson" or _is_csl(whole())


def _bounded(path: Path) -> bytes:
    return path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""


def _is_csl(data: bytes) -> bool:
    from ccg_corpus.bibliography.exports.csl import is_csl

    return is_csl(decoded(data))


def find_side_files(
    config: Config, met: Mapping[str, Path], left_out: Callable[[str], bool] = lambda _: False
) -> SideFiles:
    """Those that config.yaml names, then those `met`: exports and ZIPs by name and path.

    `left_out` has the names within ZIPs that are not wanted.
    """
    warnings: list[str] = []
    named: dict[str, Path] = {}
    for reference in config.references:
        path = on_disk(config.root / Path(reference).expanduser())
        named.setdefault(source_name(path, config.root), path)
    paths = [*named.items(), *((name, met[name]) for name in sorted(met.keys() - named))]
    limits = Limits(max_bytes=MOST_BYTES, max_members=config.limits.max_members)
    files: list[SideFile] = []
    for name, path in paths:
        if path.suffix.lower() == ZIP and path.is_file():
            files += (one for one in _zipped(name, path, limits) if not left_out(one.name))
        elif file := _opened(name, path, warnings, is_named=name in named):
            files.append(file)
    return SideFiles(tuple(files), tuple(warnings))


def _zipped(name: str, path: Path, limits: Limits) -> Iterator[SideFile]:
    """The exports in a ZIP."""
    for inner, data in exports_in_zip(path, is_export, limits=limits):
        yield SideFile(f"{name}/{inner}", path, sha256(data).hexdigest(), inner)


def exports_within(path: Path, *, max_members: int) -> frozenset[str]:
    """The names, within a ZIP, of the exports in it."""
    limits = Limits(max_bytes=MOST_BYTES, max_members=max_members)
    return frozenset(inner for inner, _ in exports_in_zip(path, is_export, limits=limits))


def changed_exports(root: Path, known: Mapping[str, str]) -> list[str]:
    """The names of the exports that are no longer what they were when their digests were taken."""
    return [name for name, digest in known.items() if _digest_now(root, name) != digest]


def _digest_now(root: Path, name: str) -> str | None:
    path, inner = root / name, None
    for folder in path.parents:
        if folder.suffix.lower() == ZIP and folder.is_file():
            path, inner = folder, path.relative_to(folder).as_posix()
            break
    try:
        return sha256(SideFile(name, path, "", inner).data()).hexdigest()
    except OSError:
        return None


def read_side_file(file: SideFile) -> Contents:
    """What an export holds; one that is broken holds a warning."""
    try:
        data = file.data()
        text = decoded(data)
        entries = list(_reader(format_of_export(data[:HEAD]) or _named_format(file.name))(text))
    except Exception as exc:  # the parsers raise what they like; a broken export is no bug of ours
        why = " ".join(str(exc).split())[:120]
        warning = f"{file.name}: can't be read as references: {why}"
        return Contents((), (warning,), is_as_found=not isinstance(exc, OSError))
    usable = [one for one in entries if not one.wrong]
    references = (
        Reference(file.name, one.number, one.facts, one.key, one.attachments) for one in usable
    )
    is_as_found = sha256(data).hexdigest() == file.digest
    return Contents(tuple(references), tuple(_warnings(file.name, entries)), is_as_found)


def _warnings(name: str, entries: Sequence[Entry]) -> Iterator[str]:
    if not entries:
        yield f"{name}: holds no references"
    wrong = [f"{name}, entry {one.number}: {one.wrong}" for one in entries if one.wrong]
    wrong += [f"{name}, entry {one.number}: {doubt}" for one in entries for doubt in one.doubts]
    wrong += _doubles(name, (one for one in entries if not one.wrong))
    yield from wrong[:MOST_WARNINGS]
    if len(wrong) > MOST_WARNINGS:
        yield f"{name}: {len(wrong) - MOST_WARNINGS} more entries can't be used"


def _opened(name: str, path: Path, warnings: list[str], *, is_named: bool) -> SideFile | None:
    try:
        if not path.is_file():
            if is_named:
                warnings.append(f"references: there is no file '{name}'")
            return None
        if path.stat().st_size > MOST_BYTES:
            warnings.append(f"{name}: too large for a file of references")
            return None
        with path.open("rb") as file:
            return SideFile(name, path, file_digest(file, "sha256").hexdigest())
    except OSError as exc:
        warnings.append(f"{name}: can't be read: {exc.strerror or exc}")
        return None


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


def _named_format(name: str) -> str:
    return SIDE_SUFFIXES.get(Path(name).suffix.lower(), "csl")


def _reader(format_name: str) -> Callable[[str], Iterator[Entry]]:
    match format_name:
        case "ris":
            from ccg_corpus.bibliography.exports.ris import read_ris as read
        case "bibtex":
            from ccg_corpus.bibliography.exports.bibtex import read_bibtex as read
        case "medline":
            from ccg_corpus.bibliography.exports.tagged import read_medline as read
        case "endnote":
            from ccg_corpus.bibliography.exports.tagged import read_endnote_tagged as read
        case "wos":
            from ccg_corpus.bibliography.exports.tagged import read_wos as read
        case "endnote xml":
            from ccg_corpus.bibliography.exports.endnote_xml import read_endnote_xml as read
        case _:
            from ccg_corpus.bibliography.exports.csl import read_csl as read
    return read
