"""What of a hit is shown, and how hits stand together.

Comes in: choices that hold for every format. Goes out: one value that renderers take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.corpus.local import case_id

if TYPE_CHECKING:
    from ccg_corpus.render.columns import Row

VOICE = "voice"  # whose words they are, where both are shown
UNSTATED = "not stated"


@frozen
class OutputShape:
    """`fields` to show in place of a format's own; a `template` for lines; `group_by` headings,
    one under the other."""

    fields: tuple[str, ...] = ()
    template: str | None = None
    group_by: tuple[str, ...] = ()

    def headings(self, record: Row) -> tuple[str, ...]:
        """The headings that a hit stands under, from the top; none where there are none."""
        return tuple(heading(group_value(record, field)) for field in self.group_by)

    def heading(self, record: Row) -> str | None:
        """The same in one line."""
        return " · ".join(self.headings(record)) if self.group_by else None


PLAIN = OutputShape()


def group_value(record: Row, field: str) -> Any:
    """What a record is grouped and counted by."""
    if field == "document":
        return record["document"]["id"]
    if field == "year":
        return record["document"]["year"]
    if field == "case":
        return record.get("case_row") or case_id(record)
    if field == "participant":
        return record.get("participant_id")
    if field == "code":
        return record.get("code") or min(record["codes"], default=None)
    if field == VOICE:
        return "Authors" if record["kind"] == "passage" else "Participants"
    if field in record:
        return record[field]
    return (record.get("attributes") or {}).get(field)


def under_each_code(rows: Iterable[Row]) -> Iterator[Row]:
    """Each row once for each of its codes, with that one as its `code`; once where it has none."""
    for row in rows:
        for code in row["codes"] or (None,):
            yield {**row, "code": code}


def heading(value: Any) -> str:
    """A group's value for a reader."""
    return UNSTATED if value is None else str(value)
