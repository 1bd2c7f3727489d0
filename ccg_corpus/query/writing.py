"""The words of a query → text: in the strict form, or as a person would say them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ccg_corpus.query.model import quoted
from ccg_corpus.terms import AllOf, AnyOf, Coded, Not, Part, Phrase, Prefix, Word


def described_parts(parts: Sequence[Part]) -> Iterator[str]:
    """What is wanted, and what is not, as at most two pieces of a description."""
    wanted = [_described(part) for part in parts if not isinstance(part, Not)]
    unwanted = [_described(part.part) for part in parts if isinstance(part, Not)]
    if wanted:
        yield f"words: {' '.join(wanted)}"
    if unwanted:
        yield f"without: {' '.join(unwanted)}"


def part_text(part: Part) -> str:
    """A part in the strict form."""
    match part:
        case Word(text):
            return f"words:{quoted(text)}"
        case Prefix(text):
            return f"{text}*"
        case Phrase(text):
            return f'"{text}"'
        case Not(term):
            return f"-{part_text(term)}"
        case AnyOf(parts):
            return " OR ".join(part_text(inner) for inner in parts)
        case AllOf(parts):
            return " ".join(part_text(inner) for inner in parts)
        case Coded(slug):
            return f"code:{quoted(slug)}"


def _described(part: Part) -> str:
    match part:
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(text):
            return f"“{text}”"
        case Not(term):
            return f"not {_described(term)}"
        case AnyOf(parts):
            return "(" + " or ".join(_described(inner) for inner in parts) + ")"
        case AllOf(parts):
            return " ".join(_described(inner) for inner in parts)
        case Coded(slug):
            return f"code {slug}"
