"""The role vocabulary: names of kinds of speaker → slugs with their broader roles.

In: the packaged roles.yaml and a project's additions of the same shape. Out: `Roles`, which
finds role names in text and resolves a user's words. It never guesses: what no entry names is
not found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.errors import BadConfig
from ccg_corpus.frozen import frozen

if TYPE_CHECKING:
    from ccg_corpus.span import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# "Representative quotations": the one role name that is an adjective as well
_ADJECTIVE = re.compile(r"\bRepresentative\s+(?:quot|ex[ct]|verbatim|statement|sample|data)", re.I)
_IRREGULAR = {"midwife": "midwives", "wife": "wives", "child": "children", "staff": "staff"}


@frozen
class RoleMention:
    """A role's name standing in a text, at `span` of that text."""

    slug: str
    span: Span
    plural: bool


def slug_of(words: str) -> str:
    """Any words as a slug: "Ward Sister" → "ward-sister"."""
    return "-".join(_WORD.findall(words.replace("’", "'").replace("'", "").lower()))


def plural_of(name: str) -> str:
    """The English plural of a role's name; the head of "member of staff" is its first noun."""
    head, of, rest = name.partition(" of ")
    if of:
        return f"{plural_of(head)} of {rest}"
    *before, noun = name.split(" ")
    if noun.lower() in _IRREGULAR:
        plural = _IRREGULAR[noun.lower()]
    elif noun[-1:] == "y" and noun[-2:-1] not in ("", *"aeiou"):
        plural = noun[:-1] + "ies"
    elif noun.endswith(("s", "x", "ch", "sh")):
        plural = noun + "es"
    else:
        plural = noun + "s"
    return " ".join([*before, plural])


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= 4


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple([word.replace("’", "'").removesuffix("'s").lower() for word in words])


class Roles:
    """Looks role names up. Build it with `load_roles`."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self._broader: dict[str, tuple[str, ...]] = {}
        self._titles: dict[str, str] = {}
        # tokens of a name → [(slug, plural, the name exactly if it must match in capitals)]
        self._names: dict[tuple[str, ...], tuple[str, bool, str | None]] = {}
        self._longest: dict[str, int] = {}  # first word → words of the longest name it begins
        for slug, entry in entries.items():
            self._add(slug, entry)
        self._entries = entries

    def _add(self, slug: str, entry: Mapping[str, Any]) -> None:
        names = [str(name) for name in entry.get("names") or [slug.replace("-", " ")]]
        self._titles[slug] = names[0]
        self._broader[slug] = tuple(entry.get("broader") or ())
        for name in names:
            exact = name if _is_acronym(name) else None
            named = self._narrower(name, slug)
            many = plural_of(name)
            self._put(name, named, plural=many == name, exact=exact)  # "staff" are several
            self._put(many, named, plural=True, exact=exact and exact + "s")
        for name in entry.get("plurals") or ():
            self._put(name, slug, plural=True, exact=None)
        for name in entry.get("kinds") or ():
            self._add_kind(str(name), slug)

    def _add_kind(self, name: str, slug: str) -> None:
        """A narrower role that has no entry of its own."""
        own = slug_of(name)
        self._titles.setdefault(own, name)
        self._broader.setdefault(own, (slug,))
        exact = name if _is_acronym(name) else None
        self._put(name, own, plural=False, exact=exact)
        self._put(plural_of(name), own, plural=True, exact=exact and exact + "s")

    def _narrower(self, name: str, slug: str) -> str:
        """A name that ends with the slug's own words is a narrower role: "community pharmacist"."""
        own = slug_of(name)
        if not own.endswith(f"-{slug}"):
            return slug
        self._titles.setdefault(own, name)
        self._broader.setdefault(own, (slug,))
        return own

    def _put(self, name: str, slug: str, *, plural: bool, exact: str | None) -> None:
        key = _key(_WORD.findall(name))
        if key:
            self._names.setdefault(key, (slug, plural, exact))
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every slug of the vocabulary, sorted."""
        return tuple(sorted(self._titles))

    def title(self, slug: str) -> str:
        """The name to show for a slug; the slug's own words where it is not an entry."""
        return self._titles.get(slug, slug.replace("-", " "))

    def names(self, slug: str) -> tuple[str, ...]:
        """The names that a role is printed by; its title where it has no entry of its own."""
        entry = self._entries.get(slug) or {}
        return tuple(str(name) for name in entry.get("names") or (self.title(slug),))

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
        key = _key(_WORD.findall(words))
        found = self._names.get(key)
        if found:
            return found[0]
        slug = "-".join(key)
        return slug if slug in self._titles else None

    def find(self, text: str) -> tuple[RoleMention, ...]:
        """Every role named in `text`, longest names first, never overlapping, by position."""
        words = list(_WORD.finditer(text))
        keys = _key(match.group() for match in words)
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

    def _at(
        self, text: str, words: list[re.Match[str]], keys: tuple[str, ...], at: int
    ) -> tuple[int, RoleMention | None]:
        for length in range(min(self._longest[keys[at]], len(words) - at), 0, -1):
            found = self._names.get(keys[at : at + length])
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
            from ccg_corpus.span import Span

            return length, RoleMention(slug, Span(first.start(), last.end()), plural)
        return 1, None


def _unbroken(words: str) -> bool:
    return not re.search(r"[,;:.()\[\]]", words)


DATA = Path(__file__).with_name("roles.yaml")


def packaged_digest() -> str:
    """Which packaged list this is."""
    return sha256(DATA.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def packaged_roles() -> dict[str, dict[str, Any]]:
    """The packaged list as it stands in its file."""
    import yaml

    text = DATA.read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: dict[str, dict[str, Any]] = yaml.load(text, Loader=loader)
    return entries


def load_roles(
    additions: Mapping[str, Any] | None = None, packaged: Mapping[str, Any] | None = None
) -> Roles:
    """The packaged roles with a project's additions over them.

    `packaged`: the packaged roles, where somebody has parsed them before.
    Raises: BadConfig where an addition names a broader role that nobody defines.
    """
    packaged = packaged_roles() if packaged is None else packaged
    entries: dict[str, Mapping[str, Any]] = {}
    for slug, entry in (additions or {}).items():
        base = packaged.get(slug, {})
        names = [*(entry.get("names") or ()), *(base.get("names") or ())]
        entries[slug] = {**base, **entry, "names": names or [slug.replace("-", " ")]}
    for slug, entry in packaged.items():
        entries.setdefault(slug, entry)
    for slug, entry in entries.items():
        for wider in entry.get("broader") or ():
            if wider not in entries:
                raise BadConfig(
                    f"role {slug!r} has an unknown broader role {wider!r}", hint="define it too"
                )
    return Roles(entries)
