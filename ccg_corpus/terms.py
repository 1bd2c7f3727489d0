"""What is looked for in words: terms, and how they are needed together.

Plain values between the query, which makes them, and the index, which finds them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A plain word; it finds its whole family."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, asked for as "manag*"."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other, exactly these, asked for in double quotes."""

    text: str


Term = Word | Prefix | Phrase


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the parts is enough."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part is needed. Only an expansion makes one: a query's own parts are all needed."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Quotations with the term are left out."""

    part: Term


@dataclass(frozen=True, slots=True)
class Coded:
    """Quotations with a code of the codebook. Only an expansion makes one."""

    slug: str


Part = Word | Prefix | Phrase | AnyOf | AllOf | Not | Coded
