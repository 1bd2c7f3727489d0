"""The rows of a codebook → codes as a tree.

Comes in: rows of cells, the first may be headings. Goes out: codes, each behind the one that it is under,
and lines on what stands twice. A path is parted by " > ", ">>", a backslash or a slash, by a dot only where
the code before it is there; what is missing in a path is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ccg_corpus.exchange.refi.incoming import BookCode

_NAMES = (
    "name",
    "code",
    "tag",
    "path",
    "codes",
    "code name",
    "code path",
    "node",
    "theme",
    "label",
    "title",
)
_TEXTS = ("description", "definition", "memo", "comment", "comments", "code memo", "meaning")
_COLOURS = ("colour", "color", "code color", "code colour")
_PARENTS = ("parent", "under", "parent code", "category", "broader")
_KEPT = {
    "use when": "Use when", "when to use": "Use when", "inclusion": "Use when",
    "inclusion criteria": "Use when", "not when": "Not when", "when not to use": "Not when",
    "exclusion": "Not when", "exclusion criteria": "Not when", "example": "Example",
    "examples": "Example", "terms": "Terms",
}  # fmt: skip
_COUNTS = re.compile(
    r"number of .*|files?|references?|sources?|density|grounded(?:ness)?|count|frequency|cod(?:ed )?segments|"
    r"highlights|documents|id|created.*|modified.*|nickname|hierarchical name"
)
_PARTED = re.compile(r"\s*>>\s*|\s+>\s+|\\|\s*›\s*")
_MOST_DEPTH = 50
# How far a name is set in, and the cells of its row.
CodebookRow = tuple[int, Sequence[str]]


def codes_of(rows: Sequence[CodebookRow]) -> tuple[list[BookCode], list[str]]:
    """The codes, and what can't be meant."""
    rows = [row for row in rows if any(cell.strip() for cell in row[1])]
    if not rows:
        return [], []
    heads = [" ".join(cell.casefold().split()) for cell in rows[0][1]]
    at = next((heads.index(name) for name in _NAMES if name in heads), None)
    if at is None:
        return _Building(0, ["name", "description"][: len(heads)]).built(rows)
    building = _Building(at, heads)
    codes, faults = building.built(rows[1:])
    return codes, faults


class _Building:
    def __init__(self, name_at: int, heads: list[str]) -> None:
        self._at, self._heads = name_at, heads
        self._codes: dict[tuple[str, ...], BookCode] = {}
        self._stated: set[tuple[str, ...]] = set()
        self._open: list[tuple[int, tuple[str, ...]]] = []
        self._faults: list[str] = []

    def built(self, rows: Sequence[CodebookRow]) -> tuple[list[BookCode], list[str]]:
        tops = {_folded(row[1][self._at]) for row in rows if len(row[1]) > self._at}
        for indent, cells in rows:
            name = cells[self._at].strip() if len(cells) > self._at else ""
            if name:
                self._row(indent, name, cells, tops)
        return list(self._codes.values()), self._faults

    def _row(self, indent: int, name: str, cells: Sequence[str], tops: set[str]) -> None:
        path = self._path(indent, name, self._cell(cells, _PARENTS), tops)
        if len(path) > _MOST_DEPTH:
            self._faults.append(
                f"'{name[:40]}' stands more than {_MOST_DEPTH} codes deep and is not read"
            )
            return
        key = tuple(map(_folded, path))
        if key in self._stated:
            self._faults.append(f"'{' > '.join(path)}' stands twice: the first counts")
            return
        self._stated.add(key)
        for depth in range(1, len(path)):
            self._codes.setdefault(key[:depth], self._code(path[:depth], "", ""))
        self._codes[key] = self._code(
            path, self._text(cells), self._cell(cells, _COLOURS) if self._heads else ""
        )
        self._open = [one for one in self._open if one[0] < indent]
        self._open.append((indent, path))

    def _path(self, indent: int, name: str, parent: str, tops: set[str]) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in _PARTED.split(name) if part.strip()) or (name,)
        if len(parts) == 1 and "/" in name and _folded(name.rpartition("/")[0]) in tops:
            parts = tuple(part.strip() for part in name.split("/"))
        if len(parts) == 1 and "." in name:
            parts = self._dotted(name, tops)
        if parent:
            above = next(
                (path for path in self._paths() if _folded(path[-1]) == _folded(parent)), None
            )
            parts = (*(above or (parent,)), *parts)
        elif indent:
            above = next((path for at, path in reversed(self._open) if at < indent), None)
            parts = (*(above or ()), *parts)
        return parts

    def _dotted(self, name: str, tops: set[str]) -> tuple[str, ...]:
        """A dot parts only where what stands before it is a code by itself."""
        pieces = name.split(".")
        for cut in range(len(pieces) - 1, 0, -1):
            if _folded(".".join(pieces[:cut])) in tops and ".".join(pieces[cut:]).strip():
                return (*self._dotted(".".join(pieces[:cut]), tops), ".".join(pieces[cut:]).strip())
        return (name,)

    def _paths(self) -> Iterator[tuple[str, ...]]:
        for code in self._codes.values():
            yield tuple(code.key.split("\x1f"))

    def _code(self, path: tuple[str, ...], text: str, colour: str) -> BookCode:
        under = "\x1f".join(path[:-1]) if len(path) > 1 else None
        return BookCode("\x1f".join(path), path[-1], under, text, colour)

    def _cell(self, cells: Sequence[str], names: tuple[str, ...]) -> str:
        at = next(
            (n for n, head in enumerate(self._heads) if head in names and n != self._at), None
        )
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def _text(self, cells: Sequence[str]) -> str:
        """What is written of a code; a column of one's own keeps its heading, counts are left out."""
        lines: list[str] = []
        for head, cell in zip(self._heads, cells, strict=False):
            text = cell.strip()
            if not text or head == self._heads[self._at] or head in (*_COLOURS, *_PARENTS):
                continue
            if head in _TEXTS:
                lines.insert(0, text)
            elif head in _KEPT:
                lines.append(f"{_KEPT[head]}: {text}")
            elif head and not _COUNTS.fullmatch(head):
                lines.append(f"{head}: {text}")
        return "\n".join(lines)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
