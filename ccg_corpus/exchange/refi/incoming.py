"""What stands in a project or codebook of a QDA program, as plain values.

The texts are without a mark at their beginning and have LF line ends; places count code points of these.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BookCode:
    """A code of somebody's codebook: by `key`, under another's key or None."""

    key: str
    name: str
    under: str | None = None
    definition: str = ""
    colour: str = ""
    is_codable: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenThere:
    """A code given there: the code's key, by whom ("" where it is not said), when."""

    code: str
    by: str
    at: str | None


@dataclass(frozen=True, slots=True)
class StretchThere:
    """A stretch of a source: its place in the source's text, and what is on it."""

    guid: str
    start: int
    end: int
    description: str
    by: str
    at: str | None
    codes: tuple[GivenThere, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceThere:
    """A document there. `text` is None where it has none that can be read: `why`."""

    guid: str
    name: str
    text: str | None
    why: str = ""
    stretches: tuple[StretchThere, ...] = ()
    description: str = ""
    notes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    codes: tuple[GivenThere, ...] = ()
    counted: str = ""


@dataclass(frozen=True, slots=True)
class CaseThere:
    """A case there: its values by variable, its sources, its selections."""

    guid: str
    name: str
    description: str
    values: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    selections: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteThere:
    """A memo there."""

    name: str
    text: str
    by: str
    at: str | None


@dataclass(frozen=True, slots=True)
class ProjectThere:
    """All of it. `faults`: a line for each thing that can't be read or is not as the standard has it."""

    origin: str
    codes: tuple[BookCode, ...]
    sources: tuple[SourceThere, ...] = ()
    cases: tuple[CaseThere, ...] = ()
    notes: dict[str, NoteThere] = field(default_factory=dict)
    of_project: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    description: str = ""
    faults: tuple[str, ...] = ()
