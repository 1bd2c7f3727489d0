"""The parts of a query → text: in the strict form, or as a person would say them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Coded,
    Has,
    Holding,
    Mentioned,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Within,
    Word,
    has_words,
)  # fmt: skip
from ccg_corpus.query.values import quoted

Title = Callable[[str], str]


def described_parts(parts: Sequence[Part], title: Title) -> Iterator[str]:
    """What is wanted, and what is not, in a few pieces of a description."""
    wanted = [part for part in parts if not isinstance(part, Not)]
    unwanted = [part.part for part in parts if isinstance(part, Not)]
    words = [_described(part, title) for part in wanted if has_words(part)]
    yield from (_described(part, title) for part in wanted if not has_words(part))
    if words:
        yield f"words: {' '.join(words)}"
    if unwanted:
        yield f"without: {', '.join(_described(part, title) for part in unwanted)}"


def part_text(part: Part) -> str:
    """A part in the strict form, as it stands beside others."""
    match part:
        case Word(text):
            return f"words:{quoted(text)}"
        case Prefix(text):
            return f"{text}*"
        case Phrase(text):
            return f'"{text}"'
        case Not(one):
            return f"-{_held(one)}"
        case Near((one, other), within):
            return f"{_near_side(one)} NEAR/{within} {_held(other)}"
        case AnyOf(parts):
            return " OR ".join(_held(one, near_holds=True) for one in parts)
        case AllOf(parts):
            return " ".join(together(parts))
        case Has(field, values):
            return " ".join(f"{field}:{quoted(value)}" for value in values)
        case Within():
            return _range_text(part)
        case Holding(facets):
            return " OR ".join(f"{field}:{quoted(value)}" for field, value in facets)
        case Coded(slug):
            return f"code:{quoted(slug)}"
        case Mentioned(names):
            return " OR ".join(map(quoted, names))


def together(parts: Sequence[Part], named: Sequence[str] = ()) -> Iterator[str]:
    """Parts that are all needed; a second filter of a field stands in brackets. `named`: the
    fields that stand before."""
    seen = set(named)
    for part in parts:
        text = part_text(part)
        if isinstance(part, (Has, Within)):
            text = f"({text})" if part.field in seen else text
            seen.add(part.field)
        yield text


def _near_side(part: Part) -> str:
    return part_text(part) if isinstance(part, Near) else _held(part)


def _held(part: Part, *, near_holds: bool = False) -> str:
    """A part so that what stands beside it can't take a piece of it."""
    is_loose = isinstance(part, (AnyOf, AllOf)) or (isinstance(part, Near) and not near_holds)
    is_loose = is_loose or (isinstance(part, Has) and len(part.values) > 1)
    return f"({part_text(part)})" if is_loose else part_text(part)


def _range_text(part: Within) -> str:
    if part.low is None:
        return f"{part.field}<={part.high}"
    return f"{part.field}>={part.low}" if part.high is None else _closed(part)


def _closed(part: Within) -> str:
    return f"{part.field}:{part.low}..{part.high}"


def _described(part: Part, title: Title) -> str:
    match part:
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(text):
            return f"“{text}”"
        case Not(one):
            return f"not {_described(one, title)}"
        case Near((one, other), within):
            return f"{_described(one, title)} within {within} words of {_described(other, title)}"
        case AnyOf(parts):
            return "(" + " or ".join(_described(one, title) for one in parts) + ")"
        case AllOf(parts):
            return "(" + " and ".join(_described(one, title) for one in parts) + ")"
        case Has(field, values):
            names = map(title, values) if field == "role" else values
            return f"{field}: {' or '.join(names)}"
        case Within(field, low, high):
            bounds = (f"from {low}" if low is not None else "", f"up to {high}" if high else "")
            return f"{field}: {' '.join(bound for bound in bounds if bound)}"
        case Holding(facets):
            return " or ".join(f"{field}: {value}" for field, value in facets)
        case Coded(slug):
            return f"code {slug}"
        case Mentioned(names):
            return " or ".join(names)
