"""The direction of imports, and what may be imported where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ccg_corpus"

# From the bottom to the top: a room imports rooms before it, never one behind it. A new room
# takes its place here.
ORDER = (
    "core",
    "text",
    "near",
    "vocabulary",
    "project",
    "codebook",
    "readers",
    "rebuild",
    "quotations",
    "bibliography",
    "versions",
    "decisions",
    "records",
    "query",
    "store",
    "search",
    "ingest",
    "agreement",
    "corpus",
    "synthesis",
    "findings",
    "manuscript",
    "evaluate",
    "render",
    "plot",
    "methods",
    "review",
    "report",
    "exchange",
    "cli",
    "__main__",
)

# Who may import what is slow to import or easy to misuse.
HOMES = {
    "whoosh": {"search"},
    "typer": {"cli"},
    "rich": {"render", "review", "cli"},
    "textual": {"review"},
    "krippendorff": {"agreement"},
    "numpy": {"agreement", "near", "search"},
    "onnxruntime": {"near"},
    "tokenizers": {"near"},
    "yaml": {"project", "codebook", "decisions", "vocabulary", "readers", "evaluate"},
    "markdown_it": {"readers"},
    "pypdf": {"readers"},
    "pypdfium2": {"readers"},
    "spellchecker": {"rebuild"},
    "lxml": {"readers", "exchange"},
    "docx": {"manuscript", "readers", "render"},
    "xlsxwriter": {"render"},
    "matplotlib": {"plot"},
    "striprtf": {"readers"},
    "stop_words": {"readers"},
    "charset_normalizer": {"readers"},
    "snowballstemmer": {"text"},
    "sqlite3": {"store", "search", "exchange"},
    "pyarrow": {"render"},
    "rispy": {"bibliography", "render"},
    "bibtexparser": {"bibliography", "render"},
    "pylatexenc": {"bibliography"},
}
LAZY = (
    "whoosh",
    "rich",
    "yaml",
    "pypdf",
    "pypdfium2",
    "spellchecker",
    "lxml",
    "docx",
    "xlsxwriter",
    "striprtf",
    "stop_words",
    "markdown_it",
    "charset_normalizer",
    "snowballstemmer",
    "msgspec",
    "rapidfuzz",
    "rispy",
    "bibtexparser",
    "pylatexenc",
    "numpy",
    "pyarrow",
    "matplotlib",
    "onnxruntime",
    "tokenizers",
)


# Modules that extend what a slow library has, so must import it first: to import them is as slow.
EXTENDING = {"whoosh": "ccg_corpus.search.whoosh.fields"}
# Modules that are themselves imported only where they are used: a screen is all Rich and Textual.
LATE = ("review/screen/",)


@dataclass(frozen=True)
class Import:
    """One import statement of a module: what, and whether it runs when the module is imported."""

    target: str
    at_start: bool
    is_for_types: bool


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def is_late(path: Path) -> bool:
    return path.relative_to(PACKAGE).as_posix().startswith(LATE)


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def name_of(path: Path) -> str:
    return ".".join(("ccg_corpus", *path.relative_to(PACKAGE).with_suffix("").parts))


@cache
def imports_of(path: Path) -> tuple[Import, ...]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(_imports(tree, at_start=True, is_for_types=False))


def _imports(node: ast.AST, *, at_start: bool, is_for_types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, at_start, is_for_types)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports name the package"
            for alias in child.names:
                yield Import(f"{child.module}.{alias.name}", at_start, is_for_types)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            yield from _imports(
                child, at_start=at_start and not inside, is_for_types=is_for_types or types
            )


def test_every_room_has_its_place() -> None:
    """No module stands outside the order."""
    rooms = {room_of(path) for path in modules()} - {"__init__"}
    assert rooms <= set(ORDER), f"give {sorted(rooms - set(ORDER))} a place in ORDER"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    """Imports within functions and for types count too."""
    room = room_of(path)
    for found in imports_of(path):
        parts = found.target.split(".")
        if parts[0] != "ccg_corpus" or len(parts) < 2 or parts[1].startswith("__"):
            continue
        assert parts[1] in ORDER, f"{path.name} imports {found.target}"
        upwards = room != "__init__" and ORDER.index(parts[1]) > ORDER.index(room)
        assert not upwards, f"{room} imports {found.target}, which stands above it"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    """Whoosh in the search, Typer in the commands, parsers in the readers; slow ones when used."""
    for found in imports_of(path):
        library = found.target.split(".")[0]
        if library in HOMES and not found.is_for_types:
            assert room_of(path) in HOMES[library], f"{path.name} imports {library}"
        if found.is_for_types or not found.at_start or is_late(path):
            continue
        if name_of(path) != EXTENDING.get(library):
            assert library not in LAZY, f"{path.name} imports {library} when it is imported"
        slow = found.target.startswith(tuple(EXTENDING.values()))
        assert not slow, f"{path.name} imports {found.target} when it is imported"


@pytest.mark.parametrize(
    "path",
    sorted((PACKAGE / "search").rglob("*.py")),
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_whoosh_is_used_by_its_public_names(path: Path) -> None:
    """No name of another's that begins with an underscore, imported or asked of an object."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    private = [
        f"{ast.unparse(node)} in line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and ast.unparse(node.value) not in ("self", "cls")
    ]
    imported = [one.target for one in imports_of(path) if "._" in one.target]
    assert not private and not [one for one in imported if "__future__" not in one]


def test_modules_stay_small() -> None:
    """A module that outgrows about 400 lines becomes a folder."""
    long = {
        path.name: count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 420
    }
    assert not long


def test_no_two_modules_import_each_other() -> None:
    """Also not over a third one, nor within functions: a module can be read without going back."""
    names = {name_of(path).removesuffix(".__init__"): path for path in modules()}
    left = {}
    for name, path in names.items():
        found = (one.target for one in imports_of(path) if not one.is_for_types)
        homes = (one if one in names else one.rpartition(".")[0] for one in found)
        left[name] = {home for home in homes if home in names and home != name}
    while done := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in done}
    assert not left, "a circle among these, or above one"


def test_rooms_stay_small() -> None:
    """Whoever enters a folder sees what there is; the commands are a list of their own."""
    most = 16
    folders = {path.parent for path in modules()} - {PACKAGE / "cli" / "commands"}
    full = {one.name for one in folders if len(list(one.glob("*.py"))) > most}
    assert not full
    assert len(list(PACKAGE.glob("*.py"))) <= 6


def test_a_name_means_one_class() -> None:
    """What a module keeps to itself aside, no two modules define a class of the same name."""
    homes: dict[str, list[str]] = {}
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(name_of(path))
    assert not {name: found for name, found in homes.items() if len(found) > 1}
