"""One entry of a reference manager's export: facts about a work, and the files that hold it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ccg_corpus.core.model import Facts


@dataclass(frozen=True, slots=True)
class Reference:
    """`file` is the name of the export from the project, whose folder relative `attachments` are
    relative to; `key` the entry's own name ("smith2019")."""

    file: str
    number: int
    facts: Facts
    key: str | None = None
    attachments: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """For messages: "refs.ris, entry 3"."""
        return f"{self.file}, entry {self.number}"

    @property
    def folder(self) -> str:
        return self.file.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a parser gives for one entry: a `Reference` without its place, or what is `wrong`.

    `doubts` say which of its facts could not be read.
    """

    number: int
    facts: Facts = field(default_factory=Facts)
    key: str | None = None
    attachments: tuple[str, ...] = ()
    wrong: str | None = None
    doubts: tuple[str, ...] = ()
