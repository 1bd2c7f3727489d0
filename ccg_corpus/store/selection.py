"""Which records are wanted, in terms of the store: facets and bounds → SQL.

A facet is a field with one value, as the store keeps it: ("role", "gp"), ("case", "d").
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.query.tree import Part

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.hit import SPEECH_KINDS

Facet = tuple[str, str]
SqlValue = str | int | float


@frozen
class Selection:
    """Records to list.

    `facets`: of each group one is enough, every group is needed; an empty group wants nothing.
    Of several printings of a quotation the one of record is listed, unless `all_printings`.
    """

    kinds: tuple[str, ...]
    facets: tuple[tuple[Facet, ...], ...] = ()
    since: int | None = None
    until: int | None = None
    min_confidence: float | None = None
    max_confidence: float | None = None
    conditions: tuple[Part, ...] = ()  # filters left out or in alternatives: no words in them
    all_printings: bool = False

    @property
    def is_usual(self) -> bool:
        """Whether it is of what anybody said or wrote, each once: what most questions are about."""
        return self.kinds == SPEECH_KINDS and not self.all_printings


def where(selection: Selection, *, one_by_one: bool = False) -> tuple[str, list[SqlValue]]:
    """The condition on `records AS r`, and its values.

    `one_by_one`: to look at few records, each for itself; else SQLite gathers all that hold a
    facet before it looks at the first.
    """
    is_usual = selection.is_usual
    # The plus keeps SQLite from reading the whole listing where a facet names few records.
    listed = "+r.listed = 1" if selection.facets else "r.listed = 1"
    clauses = [listed if is_usual else f"r.kind IN ({_marks(selection.kinds)})"]
    values: list[SqlValue] = [] if is_usual else [*selection.kinds]
    for clause, bound in (
        ("r.year >= ?", selection.since),
        ("r.year <= ?", selection.until),
        ("r.confidence >= ?", selection.min_confidence),
        ("r.confidence <= ?", selection.max_confidence),
    ):
        if bound is not None:
            clauses.append(clause)
            values.append(bound)
    if not selection.all_printings and not is_usual:
        clauses.append("r.n = r.primary_n")
    # By the listing's own records where there are fewer of them than in the whole listing.
    held = " AND listed = 1" if is_usual else ""
    holds = _holds_one if one_by_one else _holds
    clauses += [holds(group, held) for group in selection.facets]
    values += [part for group in selection.facets for facet in group for part in facet]
    for condition in selection.conditions:
        clause, more = _condition(condition)
        clauses.append(clause)
        values += more
    return " AND ".join(clauses), values


def _condition(part: Part) -> tuple[str, list[SqlValue]]:
    from ccg_corpus.query.tree import AllOf, AnyOf, Holding, Not, Within

    match part:
        case Not(one):
            clause, values = _condition(one)
            return f"NOT ({clause})", values
        case AnyOf(parts) | AllOf(parts):
            clauses, found = zip(*map(_condition, parts), strict=True)
            joint = " OR " if isinstance(part, AnyOf) else " AND "
            return f"({joint.join(clauses)})", [value for values in found for value in values]
        case Holding(facets):
            kinds = [value for field, value in facets if field == "kind"]
            if len(kinds) == len(facets):
                return f"r.kind IN ({_marks(kinds)})", [*kinds]
            return f"r.n IN ({_holding(facets)})", [one for facet in facets for one in facet]
        case Within(field, low, high):
            column = "r.year" if field == "year" else "r.confidence"
            bounds = [(sign, end) for sign, end in ((">=", low), ("<=", high)) if end is not None]
            clause = " AND ".join(f"COALESCE({column} {sign} ?, 0)" for sign, _ in bounds)
            return f"({clause or 1})", [end for _, end in bounds]
    raise AssertionError(part)


def _holding(group: tuple[Facet, ...]) -> str:
    """The records that hold one facet of the group."""
    names = " OR ".join("(field = ? AND value = ?)" for _ in group) or "0"
    return f"SELECT n FROM facets WHERE facet IN (SELECT facet FROM facet_names WHERE {names})"


def _holds(group: tuple[Facet, ...], held: str) -> str:
    return f"r.n IN ({_holding(group)}{held})"


def _holds_one(group: tuple[Facet, ...], held: str) -> str:
    return f"EXISTS ({_holding(group)}{held} AND facets.n = r.n)"


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
