"""Patterns with verbs that let somebody speak in them: "said", "recalled", "put it".

In: the packaged list (vocabulary/verbs.yaml) and what a project adds. Out: patterns. A pattern is
written with `VERBS`, `SAYS` or `BEHIND` where the verbs stand, and made when it is first asked, once
for each list of verbs: projects of one process keep apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial

from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.vocabulary.verbs import packaged_verbs

VERBS = "<verbs>"  # all that report speech before words; many also tell what people did
SAYS = "<says>"  # those that can only introduce or follow speech
BEHIND = "<behind>"  # those that report speech only behind the words

_ADDED: ContextVar[tuple[str, ...]] = ContextVar("verbs that this project adds", default=())


@contextmanager
def with_verbs(added: Sequence[str]) -> Iterator[None]:
    """Let a project's own verbs, in the forms that papers print, count as verbs of speech."""
    token = _ADDED.set(tuple(added))
    try:
        yield
    finally:
        _ADDED.reset(token)


class VerbPattern:
    """A pattern in lower-case letters that knows no upper case, with verbs in it."""

    __slots__ = ("_made", "_make", "_template")

    def __init__(
        self, template: str, make: Callable[[str], AnyCase | re.Pattern[str]] = AnyCase
    ) -> None:
        self._template, self._make = template, make
        self._made: dict[tuple[str, ...], AnyCase | re.Pattern[str]] = {}

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._pattern().search(text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._pattern().match(text, start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern().finditer(text)

    def _pattern(self) -> AnyCase | re.Pattern[str]:
        added = _ADDED.get()
        made = self._made.get(added)
        if made is None:
            made = self._made[added] = self._make(_filled(self._template, added))
        return made


def cased(template: str) -> VerbPattern:
    """A pattern that tells capitals from small letters."""
    return VerbPattern(template, re.compile)


def any_case(template: str) -> VerbPattern:
    """A pattern with capitals in it, where they make no difference."""
    return VerbPattern(template, partial(re.compile, flags=re.I))


def _filled(template: str, added: tuple[str, ...]) -> str:
    for sign, words in _alternatives(added).items():
        template = template.replace(sign, words)
    return template


@lru_cache(maxsize=8)
def _alternatives(added: tuple[str, ...]) -> dict[str, str]:
    verbs = packaged_verbs()
    return {
        VERBS: one_of((*verbs.speaks, *verbs.tells, *added)),
        SAYS: one_of((*verbs.speaks, *added)),
        BEHIND: one_of(verbs.behind),
    }


def one_of(words: Sequence[str]) -> str:
    """Alternatives that match any of some words, each beginning written once: such a pattern is
    left at the first letter that none of them has."""
    endings: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        endings.setdefault(word[0], []).append(word[1:])
    return "|".join(re.escape(first) + _any_ending(rest) for first, rest in endings.items())


def _any_ending(endings: Sequence[str]) -> str:
    longer = [ending for ending in endings if ending]
    if not longer:
        return ""
    is_one = len({ending[0] for ending in longer}) == 1
    words = one_of(longer)
    if len(longer) < len(endings):
        return f"(?:{words})?"
    return words if is_one else f"(?:{words})"


VERB = VerbPattern(rf"\b(?:{VERBS})\b")
SAYING = VerbPattern(rf"\b(?:{SAYS}|in (?:his|her|their|one|the) (?:own )?words?|words of)\b")
