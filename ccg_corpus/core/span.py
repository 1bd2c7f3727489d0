"""A stretch of a document's text."""

# Without postponed annotations: `typing` would compile those of a named tuple, field by field.
from typing import NamedTuple


class Span(NamedTuple):
    """Half open [start, end), in code points of one `Document.text`."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end
