"""What is looked for: terms, filters, and how they are needed together.

Plain values between the query, which makes them, and the store and the index, which find them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccg_corpus.core.frozen import frozen


@frozen
class Word:
    """A plain word; it finds its whole family."""

    text: str


@frozen
class Prefix:
    """The beginning of a word, asked for as "manag*"."""

    text: str


@frozen
class Phrase:
    """Words that stand next to each other, exactly these, asked for in double quotes."""

    text: str


@frozen
class Near:
    """Two parts in the quotation's own words, at most `within` words apart, in any order."""

    parts: tuple[Part, Part]
    within: int


@frozen
class AnyOf:
    """One of the parts is enough."""

    parts: tuple[Part, ...]


@frozen
class AllOf:
    """Every part is needed."""

    parts: tuple[Part, ...]


@frozen
class Not:
    """Quotations with the part are left out."""

    part: Part


@frozen
class Has:
    """A field of the quotation has one of these values, as people name them: role, case …"""

    field: str
    values: tuple[str, ...]


@frozen
class Within:
    """A year or a confidence between two bounds, which count; None where there is no bound."""

    field: str
    low: float | None = None
    high: float | None = None


@frozen
class Holding:
    """Quotations with one of these facets of the store. Only an answer makes one, of a `Has`."""

    facets: tuple[tuple[str, str], ...]


@frozen
class Coded:
    """Quotations with a code of the codebook. Only an expansion makes one."""

    slug: str


@frozen
class Mentioned:
    """One of these names stands in the text or over it, in any of its forms; "begin*" in the text.
    Only an answer makes one, of a filter by what passages don't have: a role, a case."""

    names: tuple[str, ...]


Part = (
    Word | Prefix | Phrase | Near | AnyOf | AllOf | Not | Has | Within | Holding | Coded | Mentioned
)
WORDS = (Word, Prefix, Phrase, Near, Mentioned)


def inner(part: Part) -> tuple[Part, ...]:
    """The parts that a part is made of."""
    match part:
        case AnyOf(parts) | AllOf(parts) | Near(parts):
            return parts
        case Not(one):
            return (one,)
        case _:
            return ()


def walk(part: Part) -> Iterator[Part]:
    """A part and all that it is made of."""
    yield part
    for one in inner(part):
        yield from walk(one)


def has_words(part: Part) -> bool:
    """Whether words are needed to say what a part finds; filters alone need no index."""
    return any(isinstance(one, WORDS) for one in walk(part))


def any_of(parts: Iterable[Part]) -> Part:
    """One of the parts is enough; values of one field are one part."""
    flat: list[Part] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, AnyOf) else (part,))
    merged = list(_merged(flat))
    return merged[0] if len(merged) == 1 else AnyOf(tuple(merged))


def _merged(parts: Iterable[Part]) -> Iterator[Part]:
    parts = list(parts)
    values: dict[str, tuple[str, ...]] = {}
    for part in parts:
        if isinstance(part, Has):
            both = (*values.get(part.field, ()), *part.values)
            values[part.field] = tuple(dict.fromkeys(both))
    for part in parts:
        if not isinstance(part, Has):
            yield part
        elif part.field in values:
            yield Has(part.field, values.pop(part.field))
