"""participants.csv and documents.csv → what a reviewer knows of people and papers.

Comes in: the tables as a spreadsheet left them. Goes out: facts, each about one participant, about a
label, or about a whole document. Every column that names nothing else is an attribute, under its own
heading. What names nobody is told where the documents are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.decisions.sheets import FactSheet, SheetRow, read_sheet
from ccg_corpus.decisions.stamp import DOCUMENTS, PARTICIPANTS, TABLES
from ccg_corpus.text.words import fold

# Columns that say whom a row is about, by what people call them.
_WHO = {
    "participant_id": "participant_id", "participant id": "participant_id", "id": "participant_id",
    "document": "document", "document id": "document", "paper": "document", "source": "document",
    "file": "document", "participant": "participant", "label": "label",
}  # fmt: skip
_WHICH = {
    "id": "document", "document": "document", "document id": "document", "paper": "document",
    "source": "source", "file": "source",
}  # fmt: skip
# What `ccg participants` and `ccg documents` list and reading knows better: no attributes.
_LISTED = {
    PARTICIPANTS: frozenset(
        {"quotations", "words", "note", "case", "attributes", "case_id", "citation"}
    ),
    DOCUMENTS: frozenset(
        {
            *("title", "authors", "year", "doi", "type", "journal", "language", "study", "cases"),
            *("quotations", "version_of", "version_why", "facts_from", "shares_quotations_with"),
            *("url", "volume", "issue", "pages", "publisher", "citation", "attributes", "warnings"),
            *("version of", "also", "format"),
        }
    ),
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row. `participant_id` names one person, `label` all of a document whom a label names; without
    either it is about everybody in the document. `document` is as the reviewer calls it."""

    file: str
    line: int
    document: str
    participant_id: str = ""
    label: str = ""
    role: str | None = None
    site: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FactNote:
    """What in a table can't be used, and its line; 0 where it is all of the table."""

    file: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """All facts of a project's tables, and what in them can't be used."""

    facts: tuple[FactRow, ...] = ()
    notes: tuple[FactNote, ...] = ()


def read_facts(root: Path) -> TableFacts:
    """What the tables of a project say; nothing where there are none. One that can't be read is
    noted."""
    facts: list[FactRow] = []
    notes: list[FactNote] = []
    for name in TABLES:
        path = root / name
        if not path.is_file():
            continue
        try:
            found, more = _facts(name, read_sheet(path))
        except ProjectError as error:  # a workbook, say: the others count
            hint = f" ({error.hint})" if error.hint else ""
            found, more = [], [FactNote(name, 0, f"{name}: {error.message}{hint}; not used")]
        facts += found
        notes += more
    return TableFacts(tuple(facts), tuple(notes))


def _facts(name: str, sheet: FactSheet) -> tuple[list[FactRow], list[FactNote]]:
    known = _WHO if name == PARTICIPANTS else _WHICH
    keys = {column: known.get(fold(column).replace("-", " ").strip()) for column in sheet.columns}
    notes = [FactNote(name, sheet.head, fault) for fault in sheet.faults]
    if sheet.rows and not any(keys.values()):
        wanted = "participant_id, or document" if name == PARTICIPANTS else "document"
        why = f"{name}: no column says whom a row is about ({wanted}); not used"
        return [], [*notes, FactNote(name, 0, why)]
    facts = []
    for row in sheet.rows:
        who, rest = _parted(row, keys)
        fact = _fact(name, row, who, rest)
        if fact is None:
            notes.append(FactNote(name, row.line, "says not whom it is about"))
        else:
            facts.append(fact)
    return facts, notes


def _parted(
    row: SheetRow, keys: Mapping[str, str | None]
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    who: dict[str, str] = {}
    rest = []
    for column, cell in row.cells.items():
        key = keys[column]
        if key is None:
            rest.append((column, cell))
        else:
            who.setdefault(key, cell)
    return who, rest


def _fact(
    name: str, row: SheetRow, who: Mapping[str, str], rest: Iterable[tuple[str, str]]
) -> FactRow | None:
    own: dict[str, str] = {}
    attributes: list[tuple[str, str]] = []
    for column, cell in rest:
        key = attribute_key(column)
        if name == PARTICIPANTS and key in ("role", "site"):
            own.setdefault(key, cell)
        elif key and key not in _LISTED[name]:
            attributes.append((key, cell))
    if name == DOCUMENTS:
        document = who.get("document") or who.get("source") or ""
        return FactRow(name, row.line, document, attributes=tuple(attributes)) if document else None
    id = who.get("participant_id", "")
    document = id.partition(":")[0] if ":" in id else who.get("document", "")
    label = "" if ":" in id else id or who.get("participant", "") or who.get("label", "")
    if not document:
        return None
    return FactRow(
        name,
        row.line,
        document,
        participant_id=id if ":" in id else "",
        label=label,
        role=own.get("role"),
        site=own.get("site"),
        attributes=tuple(attributes),
    )


def attribute_key(column: str) -> str:
    """A column's heading as an attribute's name: "Country of study" is "country_of_study"."""
    words = fold(column).replace("-", " ").replace("_", " ")
    return "_".join("".join(c if c.isalnum() else " " for c in words).split())


def fact_fields(fact: FactRow) -> dict[str, Any]:
    """A fact as JSON."""
    return {name: getattr(fact, name) for name in FactRow.__slots__}


def fact_of(fields: Mapping[str, Any]) -> FactRow:
    """The fact of that JSON."""
    attributes = tuple((name, value) for name, value in fields["attributes"])
    return FactRow(**{**fields, "attributes": attributes})
