"""What reviewers disagree in, as lines to choose from, and what a chosen line settles.

Comes in: the conflicts of a quotation, and what can be chosen for a field. Goes out: choices; the
choice that is taken goes to the desk. First whose word holds; then, field by field, what else may.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.decisions.standing import KEPT, REJECTED, STATUS, TEXT
from ccg_corpus.render.columns import cell
from ccg_corpus.review.desk import Choice, Desk
from ccg_corpus.review.screen.passage import word_shown

AS = "as "  # before the name of whose word holds
_STATUSES = {KEPT: "it is a quotation", REJECTED: "it is none"}


class Settling:
    """The conflicts of one quotation on their way to a settlement."""

    def __init__(
        self, conflicts: Sequence[Mapping[str, Any]], choices: Callable[[str], Sequence[Choice]]
    ) -> None:
        self._conflicts = {str(one["field"]): one for one in conflicts}
        self._of = choices
        # of one field alone nobody has to say which
        self._field = next(iter(self._conflicts)) if len(self._conflicts) == 1 else None

    def title(self, field: str | None = None) -> str:
        """What is asked."""
        field = field or self._field
        if field is None:
            return "whose word holds, or which of the fields to settle (Esc to leave)"
        other = "" if field in (STATUS, TEXT) else f", or another {field}"
        return f"settle {field}: whose word holds{other} (Esc to leave)"

    def choices(self) -> list[Choice]:
        """Whose word holds in everything; or which field, where there are several."""
        if self._field is not None:
            return self.of_field(self._field)
        return [
            *((f"{AS}{name}", self._said_by(name)) for name in self._names()),
            *(
                (field, " · ".join(map(word_shown, one["words"])))
                for field, one in self._conflicts.items()
            ),
        ]

    def of_field(self, field: str) -> list[Choice]:
        """What may hold of a field: what somebody said, then what else there is."""
        self._field = field
        words = self._conflicts[field]["words"]
        said = [(f"{AS}{word['by']}", cell(word["value"]) or "none") for word in words]
        if field in (STATUS, TEXT):
            return said
        return [*said, *self._of(field)]

    def field_of(self, value: str) -> str | None:
        """The field that was chosen to be settled alone, if it was one."""
        return value if self._field is None and value in self._conflicts else None

    def settle(self, desk: Desk, id: str, value: str) -> str:
        """What was chosen, decided.

        Raises: QueryError.
        """
        name = value.removeprefix(AS)
        if value.startswith(AS) and name in self._names():
            return desk.settle_for(id, name, self._field)
        if self._field is None:
            raise QueryError(f"'{value}' is neither a reviewer nor a field in conflict")
        if self._field == TEXT or (self._field == STATUS and value not in _STATUSES):
            raise QueryError(f"{self._field} is settled as one of them has it")
        return desk.settle(id, self._field, value)

    def _names(self) -> list[str]:
        words = (word for one in self._conflicts.values() for word in one["words"])
        return list(dict.fromkeys(str(word["by"]) for word in words))

    def _said_by(self, name: str) -> str:
        return "; ".join(
            f"{field} {cell(word['value']) or 'none'}"
            for field, one in self._conflicts.items()
            for word in one["words"]
            if word["by"] == name
        )
