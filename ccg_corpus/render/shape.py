"""What of a hit is shown, and how hits stand together.

Comes in: choices that hold for every format. Goes out: one value that renderers take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccg_corpus.frozen import frozen

if TYPE_CHECKING:
    from ccg_corpus.render.columns import Row

VOICE = "voice"  # whose words they are, where both are shown
UNSTATED = "not stated"


@frozen
class Shape:
    """`fields` to show in place of a format's own; a `template` for lines; `group_by` headings."""

    fields: tuple[str, ...] = ()
    template: str | None = None
    group_by: str | None = None

    def heading(self, record: Row) -> str | None:
        """The heading that a hit stands under; None where there are none."""
        if self.group_by is None:
            return None
        return heading(group_value(record, self.group_by))


PLAIN = Shape()


def group_value(record: Row, field: str) -> Any:
    """What a record is grouped and counted by."""
    if field == "document":
        return record["document"]["id"]
    if field == "year":
        return record["document"]["year"]
    if field == VOICE:
        return "Authors" if record["kind"] == "passage" else "Participants"
    return record.get(field)


def heading(value: Any) -> str:
    """A group's value for a reader."""
    return UNSTATED if value is None else str(value)
