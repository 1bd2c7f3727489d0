"""Roles: what finds role names in a text, and resolves a user's words, by tables made ready."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.span import Span
from ccg_corpus.vocabulary.forms import WORD, key_of

# "Representative quotations": the one role name that is an adjective as well
_ADJECTIVE = re.compile(r"\bRepresentative\s+(?:quot|ex[ct]|verbatim|statement|sample|data)", re.I)
_BREAK = re.compile(r"[,;:.()\[\]]")


@frozen
class RoleTables:
    """A vocabulary made ready for looking up; plain enough for JSON.

    `named`: a name's words in lower case → its slug, whether it is a plural, and the name itself
    where it has to stand in capitals. `longest`: a first word → the words of the longest name that it
    begins. `printed`: the names that a role is printed by. `broader`: the roles it is one of.
    """

    titles: dict[str, str]
    broader: dict[str, Sequence[str]]
    printed: dict[str, Sequence[str]]
    named: dict[str, Sequence[Any]]
    longest: dict[str, int]


@frozen
class RoleMention:
    """A role's name standing in a text, at `span` of that text."""

    slug: str
    span: Span
    plural: bool


class Roles:
    """Looks role names up. Build it with `load_roles`."""

    def __init__(self, tables: RoleTables) -> None:
        self._titles = tables.titles
        self._broader = tables.broader
        self._printed = tables.printed
        self._named = tables.named
        self._longest = tables.longest

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every slug of the vocabulary, sorted."""
        return tuple(sorted(self._titles))

    def title(self, slug: str) -> str:
        """The name to show for a slug; the slug's own words where it is not an entry."""
        return self._titles.get(slug, slug.replace("-", " "))

    def names(self, slug: str) -> tuple[str, ...]:
        """The names that a role is printed by; its title where it has no entry of its own."""
        return tuple(self._printed.get(slug) or (self.title(slug),))

    def broader(self, slug: str) -> tuple[str, ...]:
        """`slug` and all its broader roles, nearest first, each once."""
        seen = [slug]
        for current in seen:  # grows while we walk
            for wider in self._broader.get(current, ()):
                if wider not in seen:
                    seen.append(wider)
        return tuple(seen)

    def resolve(self, words: str) -> str | None:
        """The slug a user's words name: a slug, a name or a plural, in any case; else None."""
        if words in self._titles:
            return words
        key = key_of(WORD.findall(words))
        found = self._named.get(" ".join(key))
        if found:
            return str(found[0])
        slug = "-".join(key)
        return slug if slug in self._titles else None

    def find(self, text: str) -> tuple[RoleMention, ...]:
        """Every role named in `text`, longest names first, never overlapping, by position."""
        if not self._names_any(text):
            return ()
        words = list(WORD.finditer(text))
        keys = key_of(match.group() for match in words)
        mentions, at = [], 0
        while at < len(words):
            if keys[at] not in self._longest:
                at += 1
                continue
            length, mention = self._at(text, words, keys, at)
            if mention:
                mentions.append(mention)
            at += length
        return tuple(mentions)

    def _names_any(self, text: str) -> bool:
        """Whether a word of the text begins a name; most texts have none."""
        lower = text.lower().replace("’", "'")
        return "'s" in lower or not self._longest.keys().isdisjoint(WORD.findall(lower))

    def _at(
        self, text: str, words: list[re.Match[str]], keys: tuple[str, ...], at: int
    ) -> tuple[int, RoleMention | None]:
        for length in range(min(self._longest[keys[at]], len(words) - at), 0, -1):
            found = self._named.get(" ".join(keys[at : at + length]))
            if not found:
                continue
            slug, plural, exact = found
            first, last = words[at], words[at + length - 1]
            if exact and not first.group().startswith(exact.rstrip("s")):
                continue
            if not _unbroken(text[first.start() : last.end()]):
                continue
            if _ADJECTIVE.match(text, first.start()):
                continue
            return length, RoleMention(slug, Span(first.start(), last.end()), plural)
        return 1, None


def _unbroken(words: str) -> bool:
    return _BREAK.search(words) is None
