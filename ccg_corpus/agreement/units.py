"""What two coders gave to quotations → the units that are compared, and one table a cluster.

Comes in: quotations with the codes that each coder gave them or some of their words, and which ones
each has decided anything on. Goes out: the quotations that count, and tables of 0 and 1 by code.
Units are given, so nothing is unitised: a quotation, or each of its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ccg_corpus.agreement.coefficients import Table, Value

OVERS = ("both", "either", "documents")
# Both have gone through the same quotations where of those that one decided on at least this share
# has a decision of the other's.
SAME_SHARE = 0.9
# With so many documents, documents are resampled: quotations of one are alike.
MOST_ALONE = 10

Parts = tuple[str | None, ...]  # None for a whole quotation


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """A quotation, and by coder the codes given, each with the words it was given to.

    `decided`: the coders who decided anything on it, also without a code.
    """

    id: str
    document: str
    text: str
    codes: Mapping[str, Mapping[str, Parts]] = field(default_factory=dict)
    decided: frozenset[str] = frozenset()

    def has(self, coder: str, code: str) -> bool:
        return code in self.codes.get(coder, {})


@dataclass(frozen=True, slots=True)
class Compared:
    """The quotations that are compared, by which rule, and how many had nothing of one coder."""

    units: tuple[CodedUnit, ...]
    over: str
    of_one: int
    of_neither: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A code that one coder gave a quotation, or words of it, and the other did not."""

    id: str
    code: str
    by: str
    not_by: str
    text: str
    part: str | None = None


def seen_units(
    units: Iterable[CodedUnit], one: str, other: str, over: str | None = None
) -> Compared:
    """Which quotations both have seen.

    `both`: what both decided on. `either`: what one of them did. `documents`: every quotation of the
    documents in which both did, for whoever codes a document has read it. Without `over`: `either`
    where they decided on the same ones, give or take one in ten; else `documents`.
    """
    found = list(units)
    either = [unit for unit in found if unit.decided & {one, other}]
    both = [unit for unit in either if unit.decided >= {one, other}]
    if over is None:
        over = "either" if len(both) >= SAME_SHARE * len(either) else "documents"
    if over == "documents":
        documents = _documents(found, one) & _documents(found, other)
        kept = [unit for unit in found if unit.document in documents]
    else:
        kept = both if over == "both" else either
    return Compared(
        tuple(kept),
        over,
        of_one=sum(len(unit.decided & {one, other}) == 1 for unit in kept),
        of_neither=sum(not unit.decided & {one, other} for unit in kept),
    )


def _documents(units: Iterable[CodedUnit], coder: str) -> set[str]:
    return {unit.document for unit in units if coder in unit.decided}


def compared(
    units: Sequence[CodedUnit],
    one: str,
    other: str,
    codes: Sequence[str],
    *,
    by_words: bool = False,
) -> list[Table]:
    """One table a cluster: whether the coders gave one of `codes`, 0 or 1.

    Clusters are documents where there are enough of them, else quotations.
    """
    return _clustered(units, lambda unit: _table(unit, one, other, codes, by_words=by_words))


def categories(units: Sequence[CodedUnit], one: str, other: str) -> list[Table] | None:
    """Tables of the codes themselves; None unless every coder gave each quotation exactly one."""
    if not all(len(unit.codes.get(coder, {})) == 1 for unit in units for coder in (one, other)):
        return None

    def table(unit: CodedUnit) -> Table:
        pair: tuple[Value, Value] = (next(iter(unit.codes[one])), next(iter(unit.codes[other])))
        return Counter({pair: 1})

    return _clustered(units, table)


def _clustered(units: Sequence[CodedUnit], table: object) -> list[Table]:
    assert callable(table)
    if not clusters_are_documents(units):
        return [table(unit) for unit in units]
    found: dict[str, Table] = {}
    for unit in units:
        found.setdefault(unit.document, Counter()).update(table(unit))
    return list(found.values())


def clusters_are_documents(units: Iterable[CodedUnit]) -> bool:
    return len({unit.document for unit in units}) >= MOST_ALONE


def _table(unit: CodedUnit, one: str, other: str, codes: Sequence[str], *, by_words: bool) -> Table:
    if not by_words:
        has = [any(unit.has(coder, code) for code in codes) for coder in (one, other)]
        return Counter({(int(has[0]), int(has[1])): 1})
    size = len(unit.text.split())
    marked = [_words(unit, coder, codes) for coder in (one, other)]
    return Counter((int(at in marked[0]), int(at in marked[1])) for at in range(size))


def _words(unit: CodedUnit, coder: str, codes: Sequence[str]) -> set[int]:
    """The places of the words that a coder gave one of the codes."""
    words = unit.text.split()
    found: set[int] = set()
    for code in codes:
        for part in unit.codes.get(coder, {}).get(code, ()):
            found |= set(_places(words, part))
    return found


def _places(words: Sequence[str], part: str | None) -> Iterator[int]:
    if part is None:
        yield from range(len(words))
        return
    text = " ".join(words)
    start = text.find(" ".join(part.split()))
    if start < 0:
        return
    end = start + len(" ".join(part.split()))
    at = 0
    for number, word in enumerate(words):
        if at < end and at + len(word) > start:
            yield number
        at += len(word) + 1


def disagreements(
    units: Iterable[CodedUnit],
    one: str,
    other: str,
    codes: Sequence[str],
    *,
    by_words: bool = False,
) -> Iterator[Disagreement]:
    """What to talk about, quotation by quotation."""
    for unit in units:
        for code in codes:
            for coder, silent in ((one, other), (other, one)):
                if not unit.has(coder, code):
                    continue
                if not unit.has(silent, code):
                    parts = [part for part in unit.codes[coder][code] if part is not None]
                    shown = " … ".join(parts) or None
                    yield Disagreement(unit.id, code, coder, silent, unit.text, shown)
                elif by_words and (words := _only(unit, coder, silent, code)):
                    yield Disagreement(unit.id, code, coder, silent, unit.text, words)


def _only(unit: CodedUnit, coder: str, silent: str, code: str) -> str:
    """The words of a quotation that only one of the two gave the code."""
    words = unit.text.split()
    places = sorted(_words(unit, coder, [code]) - _words(unit, silent, [code]))
    pieces: list[list[str]] = []
    last = -2
    for at in places:
        if at != last + 1:
            pieces.append([])
        pieces[-1].append(words[at])
        last = at
    return " … ".join(" ".join(piece) for piece in pieces)
