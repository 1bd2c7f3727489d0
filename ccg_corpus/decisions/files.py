"""The files of decisions: read as they are, appended to, never rewritten.

Comes in: a project's directory. Goes out: its decisions with the lines that are none; and a decision
appended is on disk when the call returns. Two programs may append to one file at once: each writes
its lines in one piece behind what is there, and looks whether they begin on a line of their own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.decisions.model import DOINGS, Decision, NotADecision, line_of, read_fields
from ccg_corpus.decisions.stamp import FOLDER, SUFFIX, is_of_reviewer
from ccg_corpus.project.files import open_to_add, read_file, refuse_link, write_whole
from ccg_corpus.text.words import slug

__all__ = [
    "FOLDER", "Fault", "Lines", "append", "file_of", "files_of", "lines_of", "read_decisions",
    "read_line", "shown_line",
]  # fmt: skip

ATTRIBUTES = ".gitattributes"
_MERGED = "*.jsonl merge=union\n"
_BOM = b"\xef\xbb\xbf"
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that says nothing to this version. It stays in its file."""

    file: str
    line: int
    why: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.why}; kept"


@dataclass(frozen=True, slots=True)
class Lines:
    """All decisions, in the order of the files and of the lines in them; and what is none."""

    decisions: tuple[Decision, ...]
    faults: tuple[Fault, ...] = ()


def files_of(root: Path) -> list[Path]:
    """The files of a project's reviewers, by name; links and copies of sync tools count too."""
    try:
        with os.scandir(root / FOLDER) as entries:
            names = sorted(one.name for one in entries if is_of_reviewer(one.name))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as exc:
        raise ProjectError(f"can't be read: {exc.strerror or exc}", path=root / FOLDER) from exc
    return [root / FOLDER / name for name in names]


def file_of(root: Path, by: str) -> Path:
    """The file of one reviewer."""
    return root / FOLDER / f"{slug(by) or 'reviewer'}{SUFFIX}"


def read_decisions(root: Path) -> Lines:
    """Everything decided in a project.

    Raises: ProjectError where a file can't be opened.
    """
    decisions: list[Decision] = []
    faults: list[Fault] = []
    for path in files_of(root):
        try:
            data = read_file(path)
        except OSError as exc:
            raise ProjectError(f"can't be read: {exc.strerror or exc}", path=path) from exc
        _read(data, path, decisions, faults)
    return Lines(tuple(decisions), tuple(faults))


def _read(data: bytes, path: Path, decisions: list[Decision], faults: list[Fault]) -> None:
    for number, line in lines_of(data):
        decision, why = read_line(line, by=path.stem)
        if decision is not None:
            decisions.append(decision)
        if why:
            faults.append(Fault(f"{FOLDER}/{path.name}", number, why, shown_line(line)))


def lines_of(data: bytes, first: int = 1) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not empty, with their numbers."""
    # By newlines alone: a paper's words may hold what Unicode takes for the end of a line.
    for number, line in enumerate(data.removeprefix(_BOM).split(b"\n"), start=first):
        if text := line.strip():
            yield number, text


def read_line(line: bytes, *, by: str) -> tuple[Decision | None, str]:
    """The decision that a line says, and what is to be said of the line."""
    from msgspec import DecodeError, json

    try:
        decision = read_fields(json.decode(line, type=dict[str, Any]), by=by)
    except (DecodeError, UnicodeDecodeError):
        return None, _why_not(line)
    except (NotADecision, RecursionError) as exc:
        return None, str(exc)
    if decision.do not in DOINGS:
        return decision, f"'{decision.do[:20]}' is not understood by this version"
    return decision, ""


def _why_not(text: bytes) -> str:
    if text.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        return "a mark that a merge left"
    return "no JSON object, or broken off"


def shown_line(text: bytes) -> str:
    """The beginning of a line, for a person."""
    return text[: 4 * _SHOWN].decode("utf-8", "replace")[:_SHOWN]


def append(root: Path, decisions: Iterable[Decision]) -> Path | None:
    """Put decisions of one reviewer behind what is in their file: where they are now.

    When it returns they are on disk. Several are written in one piece.
    Raises: ProjectError where they are not.
    """
    rows = list(decisions)
    if not rows:
        return None
    path = file_of(root, rows[0].by)
    try:
        _make_folder(root)
        is_new = not path.exists()
        _append(path, b"".join(map(line_of, rows)))
        if is_new:
            _sync_folder(path.parent)
    except OSError as exc:
        message = f"can't be written, so it is not decided: {exc.strerror or exc}"
        raise ProjectError(message, path=path) from exc
    return path


def _append(path: Path, lines: bytes) -> None:
    """One write, behind whatever another program writes meanwhile."""
    handle = open_to_add(path)
    try:
        start = _write(handle, lines if _ends_a_line(handle) else b"\n" + lines)
        # Another program may have been killed in its line since we looked: ours then hangs on to it.
        if start and not _is_newline(handle, start - 1) and not _is_newline(handle, start):
            _write(handle, b"\n" + lines)
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(handle: int, data: bytes) -> int:
    """Where in the file the data now begins.

    Raises: OSError where not all of it could be written; the piece that could is no decision.
    """
    import errno

    written = os.write(handle, data)
    end = os.lseek(handle, 0, os.SEEK_CUR)
    if written < len(data):
        raise OSError(errno.ENOSPC, "the disk is full")
    return end - len(data)


def _ends_a_line(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size == 0 or _is_newline(handle, size - 1)


def _is_newline(handle: int, at: int) -> bool:
    os.lseek(handle, at, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _make_folder(root: Path) -> None:
    folder = root / FOLDER
    refuse_link(folder)
    folder.mkdir(exist_ok=True)
    attributes = folder / ATTRIBUTES
    if not attributes.exists():
        # Git puts the lines of both sides together, also where one coder worked in two places.
        write_whole(attributes, _MERGED.encode())


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on disk too; where a system can't, it is so in a moment."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
