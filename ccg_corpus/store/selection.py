"""Which records are wanted, in terms of the store: facets and bounds → SQL.

A facet is a field with one value, as the store keeps it: ("role", "gp"), ("case", "d").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ccg_corpus.model import SPEECH_KINDS

Facet = tuple[str, str]
SqlValue = str | int | float


@dataclass(frozen=True, slots=True)
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
    all_printings: bool = False


def where(selection: Selection) -> tuple[str, list[SqlValue]]:
    """The condition on `records AS r`, and its values."""
    is_usual = selection.kinds == SPEECH_KINDS and not selection.all_printings
    clauses = ["r.listed = 1" if is_usual else f"r.kind IN ({_marks(selection.kinds)})"]
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
    clauses += [f"r.n IN ({_holding(group)})" for group in selection.facets]
    values += [part for group in selection.facets for facet in group for part in facet]
    return " AND ".join(clauses), values


def _holding(group: tuple[Facet, ...]) -> str:
    """The records that hold one facet of the group."""
    names = " OR ".join("(field = ? AND value = ?)" for _ in group) or "0"
    return f"SELECT n FROM facets WHERE facet IN (SELECT facet FROM facet_names WHERE {names})"


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
