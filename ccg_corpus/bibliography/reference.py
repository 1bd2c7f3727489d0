"""One entry of a reference manager's export: facts about a work, and the files that hold it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ccg_corpus.model import Facts


@dataclass(frozen=True, slots=True)
class Reference:
    """`where` names the entry for messages: "refs.ris, entry 3". `folder` is what relative
    `attachments` are relative to, from the project; `key` the entry's own name ("smith2019")."""

    where: str
    folder: str
    facts: Facts
    key: str | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a parser gives for one entry: a `Reference` without its place, or what is `wrong`."""

    number: int
    facts: Facts = field(default_factory=Facts)
    key: str | None = None
    attachments: tuple[str, ...] = ()
    wrong: str | None = None
