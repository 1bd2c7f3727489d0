"""In which units a source's positions count, found out from the selections themselves.

Comes in: a text as it lies in the file, and its selections' positions and names. Goes out: the text with
LF line ends and no mark, and each position as code points of it. Programs count code points or UTF-16, CR LF
as one or two, the mark at the beginning or not: what puts most selections on the words that they name,
or else on the edges of words, is how it was counted. What proves nothing is refused.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

LEAST_SHARE = 0.8
FEW = 3  # so few may well stand within words
NAMED = 12  # signs of a name that are compared
Position = tuple[int, int, str]  # start, end, name


@dataclass(frozen=True, slots=True)
class CountedPlaces:
    """`places`: start and end of each selection, None where it is none. `how` says how it was counted;
    `why` is why nothing could be told: no selection has a place then."""

    text: str
    places: tuple[tuple[int, int] | None, ...]
    how: str = ""
    why: str = ""


def counted(raw: str, positions: Sequence[Position]) -> CountedPlaces:
    """The places of the selections in a text."""
    has_mark = raw.startswith("\ufeff")
    body = raw[1:] if has_mark else raw
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    best: tuple[float, str, tuple[tuple[int, int] | None, ...]] | None = None
    readings = list(_readings(body, text, has_mark=has_mark))
    for how, units in readings:
        places = tuple(_place(units, start, end) for start, end, _ in positions)
        share = _share(text, positions, places)
        if best is None or share > best[0]:
            best = share, how, places
    assert best is not None
    share, how, places = best
    is_doubtful = len(readings) > 1 and len(positions) >= FEW
    if is_doubtful and share < LEAST_SHARE:
        none = (None,) * len(positions)
        why = f"its positions fit no way of counting (at best {share:.0%} on words)"
        return CountedPlaces(text, none, why=why)
    return CountedPlaces(text, places, how if len(readings) > 1 else "")


def _readings(body: str, text: str, *, has_mark: bool) -> list[tuple[str, Sequence[int]]]:
    """The ways in which this text can be counted: of each sign the position that it has by it."""
    has_wide = any(sign > "\uffff" for sign in text)
    has_pairs = "\r\n" in body
    found: list[tuple[str, Sequence[int]]] = []
    for wide, pairs, mark in product(
        (False, True) if has_wide else (False,),
        (False, True) if has_pairs else (False,),
        (False, True) if has_mark else (False,),
    ):
        how = ["UTF-16" if wide else "code points"]
        how += [f"CR LF as {'two' if pairs else 'one'}"] if has_pairs else []
        how += ["with the mark at the beginning"] if mark else []
        found.append((", ".join(how), _units(body, text, wide=wide, pairs=pairs, mark=mark)))
    return found


def _units(body: str, text: str, *, wide: bool, pairs: bool, mark: bool) -> Sequence[int]:
    if not wide and not pairs:
        return range(int(mark), len(text) + 1 + int(mark))
    at, found, raw = int(mark), [], 0
    for sign in text:
        found.append(at)
        at += 2 if wide and sign > "\uffff" else 1
        if sign == "\n" and body.startswith("\r\n", raw):
            raw += 1
            at += int(pairs)
        raw += 1
    found.append(at)
    return found


def _place(units: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    if not units[0] <= start < end <= units[-1]:
        return None
    first, last = bisect_left(units, start), bisect_left(units, end)
    return (first, last) if first < last else None


def _share(
    text: str, positions: Sequence[Position], places: Sequence[tuple[int, int] | None]
) -> float:
    """Of how many selections the words are those named; of those without a name, how many begin and end
    where words do."""
    if not positions:
        return 1.0
    good = 0.0
    for (_, _, name), place in zip(positions, places, strict=True):
        if place is None:
            continue
        start, end = place
        if _is_named(text[start:end], name):
            good += 1.01  # more than edges can say
        elif _is_edge(text, start) and _is_edge(text, end):
            good += 1.0 if not name else 0.5
    return min(1.0, good / len(positions)) if good <= len(positions) else good / len(positions)


def _is_named(words: str, name: str) -> bool:
    there, wanted = "".join(words.split()), "".join(name.rstrip("….").split())
    return len(wanted) >= NAMED and there[: len(wanted)] == wanted[: len(there)] and there != ""


def _is_edge(text: str, at: int) -> bool:
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())
