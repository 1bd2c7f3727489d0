"""Codes as a tree: which is which by any of its names, what is under what.

Comes in: codes, each with the one it is `under`. Goes out: slugs, in the order of the tree. A code
that was renamed or merged is found by what it was called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ccg_corpus.text.words import slug as slug_of

if TYPE_CHECKING:
    from ccg_corpus.project.config import Code

SEPARATOR = " > "  # between a code and the one under it, where a path is written


class CodeTree:
    """The codes of a project. `problems`: a line for whatever in the file can't be meant."""

    def __init__(self, codes: Iterable[Code] = (), problems: Iterable[str] = ()) -> None:
        self._codes = {code.slug: code for code in codes}
        self._parents, wrong = _parents(self._codes)
        self.problems = (*problems, *wrong)

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, slug: str) -> bool:
        return slug in self._codes

    def __getitem__(self, slug: str) -> Code:
        return self._codes[slug]

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """All codes, each before those under it, else in the order of the file."""
        return tuple(self._codes[slug] for slug in self._walk(None))

    def resolve(self, name: str) -> str | None:
        """The slug of a code by its slug, its name, its path ("Morale > Losing heart"), or by what
        it was called; None where there is none of that name."""
        if name in self._codes:
            return name
        path = [slug_of(piece) for piece in name.split(">")]
        if len(path) > 1:
            return self._at_path(path)
        return self._names.get(slug_of(name)) or self._names.get(name)

    def canonical(self, code: str) -> str:
        """What a code is called now that a decision calls `code`: itself where nobody knows it."""
        return code if code in self._codes else self._names.get(code, code)

    def parent(self, slug: str) -> str | None:
        """The code that this one is under."""
        return self._parents.get(slug)

    def above(self, slug: str) -> tuple[str, ...]:
        """The broader codes, the nearest first."""
        found = []
        while (parent := self._parents.get(slug)) is not None:
            found.append(parent)
            slug = parent
        return tuple(found)

    def below(self, slug: str) -> tuple[str, ...]:
        """All codes under this one, without itself."""
        return tuple(self._walk(slug))

    def depth(self, slug: str) -> int:
        return len(self.above(slug))

    def path(self, slug: str) -> str:
        """The names from the top, as a person reads them."""
        titles = [self._codes[one].title for one in (*reversed(self.above(slug)), slug)]
        return SEPARATOR.join(titles)

    def _at_path(self, path: list[str]) -> str | None:
        for code in self._codes.values():
            line = (code.slug, *self.above(code.slug))[: len(path)]
            if len(line) == len(path) and all(
                step in (one, slug_of(self._codes[one].title))
                for step, one in zip(reversed(path), line, strict=True)
            ):
                return code.slug
        return None

    def _walk(self, top: str | None) -> Iterator[str]:
        for slug in self._children.get(top, ()):
            yield slug
            yield from self._walk(slug)

    @cached_property
    def _children(self) -> dict[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for slug in self._codes:
            found.setdefault(self._parents[slug], []).append(slug)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        """Slugs by everything a code is or was called; what it is called now counts more."""
        found: dict[str, str] = {}
        for code in self._codes.values():
            found.setdefault(slug_of(code.title), code.slug)
            found.setdefault(slug_of(code.slug), code.slug)
        for code in self._codes.values():
            for name in code.was:
                found.setdefault(name, code.slug)
                found.setdefault(slug_of(name), code.slug)
        return found


def _parents(codes: dict[str, Code]) -> tuple[dict[str, str | None], list[str]]:
    """Of each code the one it is under, None at the top; and what can't be so."""
    parents: dict[str, str | None] = {}
    names = {slug_of(code.title): code.slug for code in reversed(codes.values())}
    names |= {was: code.slug for code in codes.values() for was in code.was if was not in codes}
    problems = []
    for code in codes.values():
        parent = code.under
        if parent is not None and parent not in codes:
            parent = names.get(parent) or names.get(slug_of(parent))
            if parent is None:
                problems.append(f"code {code.slug}: under '{code.under}', which is no code")
        parents[code.slug] = parent
    for slug in codes:
        seen = [slug]
        while (parent := parents[seen[-1]]) is not None and parent not in seen:
            seen.append(parent)
        if parent == slug:
            circle = SEPARATOR.join((*reversed(seen), seen[-1]))
            problems.append(f"code {slug}: under itself ({circle}), read as at the top")
            parents[slug] = None
    return parents, problems
