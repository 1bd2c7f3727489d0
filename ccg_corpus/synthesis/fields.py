"""What the lines of a matrix stand for: "role", "case", "role=gp,senior manager", "country".

Comes in: what was typed. Goes out: a field, with the values asked for where there are any. Whether the
corpus has them is not asked here.
"""

from __future__ import annotations

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import frozen

# What may stand over lines; besides these every column of participants.csv and documents.csv.
FIELDS = (
    "case", "site", "document", "study", "participant", "role", "theme", "code", "kind", "section",
    "year", "status", "name", "organisation",
)  # fmt: skip
# Fields whose values are one under the other.
BROAD = ("role", "code")


@frozen
class Field:
    """`values`: a line for each, in this order; all there are where none is named.

    `depth`: of roles and codes, how many levels are open, the broadest first; None: each quotation
    under what it says of itself, 0: all levels.
    """

    name: str
    values: tuple[str, ...] = ()
    depth: int | None = None

    @property
    def is_deep(self) -> bool:
        """Whether a line has what is under it too: broad roles, parent codes."""
        return self.name in BROAD and (self.depth is not None or bool(self.values))


def read_field(text: str, *, depth: int | None = None) -> Field:
    """A field as it is typed: NAME, or NAME=VALUE,VALUE; a value with a comma in double quotes.

    Raises: QueryError.
    """
    name, equals, listed = text.partition("=")
    name = name.strip()
    if not name or (equals and not listed.strip()):
        raise QueryError(f"'{text}' names no field", hint="role, case … or role=gp,nurse")
    values = tuple(dict.fromkeys(_split(listed))) if equals else ()
    return Field(name, values, depth if name in BROAD else None)


def _split(listed: str) -> list[str]:
    import csv

    (row,) = csv.reader([" ".join(listed.split())], skipinitialspace=True)
    return [value.strip() for value in row if value.strip()]
