"""All lines → the decisions in force, in one order that no file and no merge changes.

Comes in: decisions in any order, some of them twice. Goes out: each once, by time, name and content,
without those that their own reviewer has undone. An undoing can be undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ccg_corpus.decisions.model import Decision


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Each decision once."""
    once = {one.id: one for one in decisions}
    return sorted(once.values(), key=lambda one: one.order)


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that nobody has undone, without the undoing itself."""
    ordered = in_order(decisions)
    gone = undone(ordered)
    return [one for one in ordered if one.do != "undo" and one.id not in gone]


def undone(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of those that were undone and not done again.

    Only who decided can undo: else whoever undoes another's decision would win in silence.
    """
    known = {one.id: one for one in decisions}
    undoers: dict[str, list[str]] = defaultdict(list)
    for one in known.values():
        for id in undoes(one):
            if id in known and known[id].by == one.by:
                undoers[id].append(one.id)
    settled: dict[str, bool] = {}
    return frozenset(id for id in undoers if _is_undone(id, undoers, settled))


def undoes(decision: Decision) -> tuple[str, ...]:
    """The ids of the decisions that a line undoes."""
    if decision.do != "undo":
        return ()
    ids = decision.values.get("of")
    ids = [ids] if isinstance(ids, str) else ids
    return tuple(id for id in ids if isinstance(id, str)) if isinstance(ids, list) else ()


def _is_undone(id: str, undoers: Mapping[str, list[str]], settled: dict[str, bool]) -> bool:
    """An id is a hash of a line that holds what it undoes: no circle can be written."""
    waiting = [id]
    while waiting:
        one = waiting[-1]
        open_ones = [other for other in undoers.get(one, ()) if other not in settled]
        if open_ones:
            waiting += open_ones
            continue
        settled[one] = any(not settled[other] for other in undoers.get(one, ()))
        waiting.pop()
    return settled[id]
