"""Words that name a code of the codebook also ask for the quotations that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ccg_corpus.query.tree import AllOf, AnyOf, Coded, Part, Word
from ccg_corpus.text.words import families

if TYPE_CHECKING:
    from ccg_corpus.project.config import Code


def with_codes(
    parts: Sequence[Part],
    codes: Iterable[Code],
    below: Callable[[str], Sequence[str]] | None = None,
) -> tuple[Part, ...]:
    """The parts, with the code beside the words wherever they name one; and those `below` it."""
    named = {key: code.slug for code in codes for key in (families(code.title), _slug_key(code))}
    longest = max(map(len, named), default=0)
    found: list[Part] = []
    at = 0
    while at < len(parts):
        length, part = _named_code(parts, at, named, longest, below)
        found.append(part)
        at += length
    return tuple(found)


def named_codes(parts: Sequence[Part], codes: Iterable[Code]) -> tuple[str, ...]:
    """What is to be said where words name a code, so that it is asked for too."""
    codes = tuple(codes)
    widened = (part for part in with_codes(parts, codes) if isinstance(part, AnyOf))
    slugs = [one.slug for part in widened for one in part.parts if isinstance(one, Coded)]
    titles = {code.slug: code.title for code in codes}
    return tuple(
        f"'{titles[slug]}' is also a code: quotations coded so are found too; in quotes, only the words"
        for slug in slugs
    )


def _slug_key(code: Code) -> tuple[str, ...]:
    return families(code.slug.replace("-", " "))


def _named_code(
    parts: Sequence[Part],
    at: int,
    named: Mapping[tuple[str, ...], str],
    longest: int,
    below: Callable[[str], Sequence[str]] | None,
) -> tuple[int, Part]:
    for length in range(min(longest, len(parts) - at), 0, -1):
        stretch = parts[at : at + length]
        words = [part.text for part in stretch if isinstance(part, Word)]
        code = named.get(families(" ".join(words))) if len(words) == length else None
        if code is not None:
            said = AllOf(tuple(stretch)) if length > 1 else stretch[0]
            under = below(code) if below else ()
            return length, AnyOf((said, *map(Coded, (code, *under))))
    return 1, parts[at]
