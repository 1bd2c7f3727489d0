"""Decisions on one quotation → its codings, its memos, and the codes in force.

Comes in: the decisions that code, uncode or note something, in force and in order, and the codes that
the codebook's terms propose. Goes out: `codings`, `memos` and `codes` of a record. Each coder speaks
for themselves: nobody takes away what another has coded. A proposal stands until a coder takes it
as a coding of theirs or refuses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ccg_corpus.decisions.model import Decision

Coding = dict[str, Any]
Memo = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CodingsTold:
    """What a record says of codes and memos. `refused`: what was proposed and is not in force."""

    codes: tuple[str, ...]
    codings: tuple[Coding, ...]
    memos: tuple[Memo, ...]
    refused: tuple[str, ...] = ()


def coded(
    decisions: Iterable[Decision],
    proposed: Sequence[str] = (),
    *,
    merged: Mapping[str, str] | None = None,
) -> CodingsTold:
    """What holds: codings by people in the order in which they were made, then proposals in the
    codebook's. `merged`: the code that another was merged into, by its slug."""
    now = merged or {}
    given: dict[tuple[str, str, str | None], Decision] = {}
    refused: dict[tuple[str, str], None] = {}
    noted = []
    for one in decisions:
        if one.do == "memo":
            noted.append(one)
        elif one.do in ("code", "uncode"):
            for code in (now.get(code, code) for code in codes_in(one)):
                if one.do == "code":
                    given[one.by, code, one.on.part] = one
                    refused.pop((one.by, code), None)
                    continue
                whole = one.on.part is None
                for key in [key for key in given if key[:2] == (one.by, code)]:
                    if whole or key[2] == one.on.part:
                        del given[key]
                if whole:
                    refused[one.by, code] = None
    codings: list[Coding] = [
        {"code": code, "by": by, "at": one.at, "part": part, "proposed": False}
        for (by, code, part), one in given.items()
    ]
    by_people = {coding["code"] for coding in codings}
    gone = {code for _, code in refused} - by_people
    codings += [
        {"code": code, "by": None, "at": None, "part": None, "proposed": True}
        for code in proposed
        if code not in by_people and code not in gone
    ]
    return CodingsTold(
        codes=tuple(dict.fromkeys(one["code"] for one in codings)),
        codings=tuple(codings),
        memos=memos(noted),
        refused=tuple(code for code in proposed if code in gone),
    )


def memos(decisions: Iterable[Decision]) -> tuple[Memo, ...]:
    """The memos that stand: one that replaces another stands in its place, an empty one is none."""
    found: dict[str, Memo] = {}
    for one in decisions:
        text, place = one.values.get("text"), one.values.get("of")
        key = place if isinstance(place, str) and place in found else one.id
        if found.get(key, {"by": one.by})["by"] != one.by:
            key = one.id  # nobody rewrites another's
        if isinstance(text, str) and text.strip():
            found[key] = {"text": text.strip(), "by": one.by, "at": one.at, "id": one.id}
        else:
            found.pop(key, None)
    return tuple({key: memo[key] for key in ("text", "by", "at")} for memo in found.values())


def codes_in(decision: Decision) -> tuple[str, ...]:
    """The codes that a decision is about: one, or a list."""
    value = decision.values.get("code")
    values = [value] if isinstance(value, str) else value
    return tuple(one for one in values if isinstance(one, str)) if isinstance(values, list) else ()
