"""What a screen asks of a review: a queue, one quotation in its place, choices, and decisions.

Comes in: nothing. Goes out: the shapes that the screen shows and calls. Whoever keeps the decisions
has these methods; each returns when what was decided is on disk, with a line that says it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Choice = tuple[str, str]  # what is chosen, and what it is for a reader
CHOSEN = ("role", "case", "participant", "code", "theme", "kind")


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation in its document: a stretch of the text, and where in it the quotation stands.

    `words` are the spans of the words in the stretch, by which ends are moved. `conflicts`: where
    reviewers disagree in it, a `field` each, with the `words` of each of them (`by`, `value`, `why`).
    """

    record: Mapping[str, Any]
    text: str
    start: int
    end: int
    words: Sequence[tuple[int, int]]
    conflicts: Sequence[Mapping[str, Any]] = ()


class Desk(Protocol):
    """A review in progress. Each call that decides raises CcgError where it can't be."""

    @property
    def by(self) -> str:
        """Who decides."""

    @property
    def is_blind(self) -> bool:
        """Whether what others decided is hidden."""

    def queue(self) -> Sequence[str]:
        """The ids to look at, the doubtful first."""

    def place(self, id: str) -> Place:
        """The quotation as it stands now."""

    def choices(self, field: str, id: str) -> Sequence[Choice]:
        """What can be chosen for a field of CHOSEN, the likely ones first."""

    def confirm(self, id: str) -> str:
        """It is a quotation, and what is said of it is right."""

    def reject(self, id: str, why: str) -> str:
        """It is none."""

    def choose(self, id: str, field: str, value: str) -> str:
        """A field has this value; "none" for none. For a code: it is given, or taken away."""

    def move_ends(self, id: str, start: int, end: int) -> str:
        """It is these words of the stretch that `place` gave."""

    def memo(self, id: str, text: str) -> str:
        """A note of the reviewer's."""

    def add(self, id: str, typed: str) -> tuple[str, str]:
        """A quotation that was missed in the document of `id`, by its first and last words: what was
        added, and its id."""

    def settle_for(self, id: str, name: str, field: str | None = None) -> str:
        """What a reviewer said holds, in all that is in conflict, or in one field of it."""

    def settle(self, id: str, field: str, value: str) -> str:
        """This holds of a field that is in conflict, whoever said it."""

    def find_more(self, id: str) -> tuple[str, Sequence[str]]:
        """Read the document of `id` again by what is decided in it: what is proposed, and its ids."""

    def undo(self) -> tuple[str, Sequence[str]]:
        """Take back what the last key of this sitting decided: what that was, and of which ids."""
