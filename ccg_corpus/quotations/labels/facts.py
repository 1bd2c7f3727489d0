"""What is known of a label while its parts are read one after the other.

In: nothing. Out: `Parts`, which the readers of parts fill in.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field


@dataclass(slots=True)
class Parts:
    """A label while its parts are read."""

    weight: float = 0.0
    role_words: str | None = None
    participant: str | None = None
    prefix: str | None = None
    name: str | None = None
    organisation: str | None = None
    case: str | None = None
    group: str | None = None
    survey: bool = False
    talk: bool = False
    unknown: int = 0
    last: bool = True  # the part being read is the label's last one
    sexed: bool = False  # "male" is among the parts: "M" beside it is an initial
    of_another: bool = False  # a relative, whose code need not be the one beside it
    kinds: list[str] = field(default_factory=list)
    codes: Set[str] = frozenset()  # code letters that the document explains

    def take_group_as_person(self) -> None:
        """ "T4, aged 58": a time or a group has no age; whoever has one is the participant."""
        group = self.group or ""
        if self.participant is not None or self.kinds[:2] != ["id", "person"]:
            return
        if re.fullmatch(r"[A-Z]\d{1,3}", group):
            self.participant, self.prefix, self.group = group, group[0], None
            self.weight += 2.5
