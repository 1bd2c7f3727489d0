"""Gold annotation: YAML files of what a reader found in a document → frozen rows.

In: files that hold one document (with the key `doc`) or several ({file name: …}). Out: a
`GoldDocument` for each, keyed by the stem of its file name. Rows are not checked against texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import ProjectError


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One annotated passage: its first and last words as printed, and what the text states.

    `length` is the number of words, None where the row does not say.
    """

    start: str
    end: str
    length: int | None = None
    kind: str | None = None
    label: str | None = None
    role: str | None = None
    participant: str | None = None
    case: str | None = None
    theme: str | None = None
    inline: bool = False
    table: bool = False


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document's annotation: what must be found, what may be, what must not."""

    required: tuple[GoldRow, ...] = ()
    optional: tuple[GoldRow, ...] = ()
    never: tuple[GoldRow, ...] = ()


def stem_of(name: object) -> str:
    """A document's key: its file name up to the first full stop."""
    return Path(str(name)).name.split(".")[0]


def read_gold(paths: Iterable[Path]) -> dict[str, GoldDocument]:
    """The gold documents of these files, by stem.

    Raises: ProjectError where a file is not readable YAML of this shape.
    """
    documents: dict[str, GoldDocument] = {}
    for path in paths:
        for name, entry in _entries(path):
            documents[stem_of(name)] = _document(entry, path)
    return documents


def gold_of(entries: Mapping[str, Any]) -> dict[str, GoldDocument]:
    """The same from data already read: {file name: {required, optional, never}}."""
    return {stem_of(name): _document(entry, Path("gold")) for name, entry in entries.items()}


def _entries(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as exc:
        reason = str(exc).splitlines()[0]
        raise ProjectError(f"gold can't be read: {reason}", path=path) from exc
    if not isinstance(data, dict):
        raise ProjectError("gold is not a mapping of documents", path=path)
    if "doc" in data:
        return [(str(data["doc"]), data)]
    return [(str(name), entry) for name, entry in data.items()]


def _document(entry: Mapping[str, Any], path: Path) -> GoldDocument:
    if not isinstance(entry, Mapping):
        raise ProjectError("a gold document is not a mapping", path=path)
    return GoldDocument(
        *(tuple(_row(row, path) for row in entry.get(part) or ()) for part in _PARTS)
    )


_PARTS = ("required", "optional", "never")
_FIELDS = ("kind", "label", "role", "participant", "case", "theme")


def _row(row: Any, path: Path) -> GoldRow:
    if not isinstance(row, Mapping) or "start" not in row or "end" not in row:
        raise ProjectError("a gold row has no start or no end", path=path, hint="see docs/gold.md")
    # A person on the record is annotated by name; either counts as who spoke.
    facts = {name: None if row.get(name) is None else str(row[name]) for name in _FIELDS}
    return GoldRow(
        start=str(row["start"]),
        end=str(row["end"]),
        length=row.get("words"),
        inline=bool(row.get("inline")),
        table=row.get("in") == "table",
        **facts,
    )
