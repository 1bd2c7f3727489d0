"""What was made by other rules is made again: no module that a stage works by is left out of its key."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccg_corpus.core.rules import FINDING, FINISHING, INDEXING, PASSAGES, READING, SUFFIXES

PACKAGE = Path(__file__).parent.parent / "ccg_corpus"

# stage → the rooms in its key, and the modules that it begins with
STAGES = {
    "reading": (READING, ("readers", "rebuild", "bibliography.first_page")),
    "finding": (FINDING, ("quotations", "vocabulary", "versions")),
    "finishing": (FINISHING, ("records", "bibliography.exports.side_files", "versions")),
    "indexing": (INDEXING, ("search.forms", "search.whoosh")),
    "passages": (PASSAGES, ("search.passages",)),
}

# Imported by a stage and not in its key, and why what is made does not depend on it unseen.
WITHOUT_A_KEY = {
    "core/__init__": "it says what the room is",
    "text/__init__": "it says what the room is",
    "project/__init__": "it names what `folders` has",
    "core/errors": "what is said when nothing is made",
    "store/lock": "who may write, not what",
    "core/rules": "the keys themselves",
    "core/frozen": "how values are held",
    "core/hit": "names of a record's parts; a record is of the finishing rules",
    "query": "what is looked for, when asked",
    # Values of config.yaml stand in the keys themselves: whatever reads them otherwise changes them.
    "project/config": "its values are in the key",
    "project/default_config": "its values are in the key",
    "project/files": "how what is made is written, not what",
    "project/folders": "its values are in the key",
    "text/nearest": "hints in messages",
}
# What is kept has a generation of its own: a stage that takes from the store knows it by that.
BY_GENERATION = {"indexing", "passages"}


def file_of(module: str) -> Path | None:
    """The file of a module under the package, by its dotted name from there."""
    path = PACKAGE.joinpath(*module.split("."))
    found = [one for one in (path / "__init__.py", path.with_suffix(".py")) if one.exists()]
    return found[0] if found else None


def imported_by(node: ast.AST) -> Iterator[str]:
    """Names under the package that a piece of code imports, within functions too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Import):
            names = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            names = [f"{child.module}.{alias.name}" for alias in child.names]
        else:
            yield from imported_by(child)
            continue
        yield from (name.removeprefix("ccg_corpus.") for name in names if "ccg_corpus." in name)


def closure(modules: tuple[str, ...], *, but: frozenset[str] = frozenset()) -> set[str]:
    """The files that modules import, and those that these import, from the package's folder."""
    found: set[str] = set()
    left = list(modules)
    while left:
        parts = left.pop().split(".")
        if parts[0] in but:
            continue
        for end in range(1, len(parts) + 1):  # a module's folder is imported before it
            path = file_of(".".join(parts[:end]))
            name = path.relative_to(PACKAGE).as_posix() if path else ""
            if is_in(tuple(WITHOUT_A_KEY), name.removesuffix(".py")):
                continue
            if path and name not in found:
                found.add(name)
                left.extend(imported_by(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def is_in(rooms: tuple[str, ...], file: str) -> bool:
    return any(file == room or file.startswith(f"{room}/") for room in rooms)


def missing(stage: str, rooms: tuple[str, ...]) -> list[str]:
    """The files that a stage imports and that neither `rooms` nor a reason covers."""
    but = frozenset({"store"}) if stage in BY_GENERATION else frozenset()
    return sorted(f for f in closure(STAGES[stage][1], but=but) if not is_in(rooms, f))


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_keyed_by_all_it_imports(stage: str) -> None:
    """A mended rule, wherever it stands, makes anew what was made by it."""
    assert not missing(stage, STAGES[stage][0])


@pytest.mark.parametrize(
    ("stage", "room"),
    [("reading", "rebuild"), ("finding", "rebuild"), ("finishing", "readers"), ("indexing", "text/words.py")],
)  # fmt: skip
def test_a_room_left_out_is_seen(stage: str, room: str) -> None:
    """Also one that is imported from another room's module, or within a function."""
    rooms = tuple(one for one in STAGES[stage][0] if one != room)
    assert any(is_in((room,), file) for file in missing(stage, rooms))


def test_rooms_are_there() -> None:
    """No key names what is there no more."""
    rooms = {room for rooms, _ in STAGES.values() for room in rooms}
    assert not [room for room in rooms if not (PACKAGE / room).exists()]


def test_data_of_the_rooms_counts() -> None:
    """A list of words beside the code is a rule as well, whatever its suffix."""
    rooms = {room for rooms, _ in STAGES.values() for room in rooms}
    files = (file for room in rooms for file in (PACKAGE / room).rglob("*.*"))
    kept = [file for file in files if "__pycache__" not in file.parts and file.name != ".DS_Store"]
    assert not [file.name for file in kept if file.suffix not in SUFFIXES]
