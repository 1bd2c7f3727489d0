"""Role entries, packaged and a project's own → the tables that `Roles` looks names up in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import BadConfig
from ccg_corpus.vocabulary.forms import WORD, is_acronym, key_of, plural_of, slug_of
from ccg_corpus.vocabulary.roles import RoleTables

DATA = Path(__file__).with_name("roles.yaml")

Entries = Mapping[str, Mapping[str, Any]]


def role_tables(additions: Entries) -> RoleTables:
    """The tables of the packaged roles with a project's additions over them.

    Raises: BadConfig where an addition names a broader role that nobody defines.
    """
    entries = _merged(additions, packaged_entries())
    for slug, entry in entries.items():
        for wider in entry.get("broader") or ():
            if wider not in entries:
                raise BadConfig(
                    f"role {slug!r} has an unknown broader role {wider!r}", hint="define it too"
                )
    tables = RoleTables({}, {}, {}, {}, {})
    for slug, entry in entries.items():
        _add(tables, slug, entry)
    return tables


@lru_cache(maxsize=1)
def packaged_entries() -> Entries:
    """The packaged list as it stands in its file."""
    import yaml

    text = DATA.read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: Entries = yaml.load(text, Loader=loader)
    return entries


def _merged(additions: Entries, packaged: Entries) -> dict[str, Mapping[str, Any]]:
    """A project's entries first: where both give a name, it is the project's."""
    entries: dict[str, Mapping[str, Any]] = {}
    for slug, entry in additions.items():
        base = packaged.get(slug, {})
        names = [*(entry.get("names") or ()), *(base.get("names") or ())]
        entries[slug] = {**base, **entry, "names": names or [slug.replace("-", " ")]}
    return {**entries, **{slug: one for slug, one in packaged.items() if slug not in entries}}


def _add(tables: RoleTables, slug: str, entry: Mapping[str, Any]) -> None:
    printed = [str(name) for name in entry.get("names") or ()]
    names = printed or [slug.replace("-", " ")]
    tables.titles[slug] = names[0]
    tables.broader[slug] = tuple(entry.get("broader") or ())
    tables.printed[slug] = printed
    for name in names:
        exact = name if is_acronym(name) else None
        named = _narrower(tables, name, slug)
        many = plural_of(name)
        _put(tables, name, named, plural=many == name, exact=exact)  # "staff" are several
        _put(tables, many, named, plural=True, exact=exact and exact + "s")
    for name in entry.get("plurals") or ():
        _put(tables, name, slug, plural=True, exact=None)
    for name in entry.get("kinds") or ():
        _add_kind(tables, str(name), slug)


def _add_kind(tables: RoleTables, name: str, slug: str) -> None:
    """A narrower role that has no entry of its own."""
    own = slug_of(name)
    tables.titles.setdefault(own, name)
    tables.broader.setdefault(own, (slug,))
    exact = name if is_acronym(name) else None
    _put(tables, name, own, plural=False, exact=exact)
    _put(tables, plural_of(name), own, plural=True, exact=exact and exact + "s")


def _narrower(tables: RoleTables, name: str, slug: str) -> str:
    """A name that ends with the slug's own words is a narrower role: "community pharmacist"."""
    own = slug_of(name)
    if not own.endswith(f"-{slug}"):
        return slug
    tables.titles.setdefault(own, name)
    tables.broader.setdefault(own, (slug,))
    return own


def _put(tables: RoleTables, name: str, slug: str, *, plural: bool, exact: str | None) -> None:
    key = key_of(WORD.findall(name))
    if key:
        tables.named.setdefault(" ".join(key), (slug, plural, exact))
        tables.longest[key[0]] = max(tables.longest.get(key[0], 0), len(key))
