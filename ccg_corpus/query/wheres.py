"""`--where country=Ghana`: filters by columns of the reviewers' tables.

Comes in: what was typed. Goes out: parts of a query: values of one column are alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable

from ccg_corpus.core.errors import QueryError
from ccg_corpus.query.tree import Has, Part


def wheres(typed: Iterable[str]) -> tuple[Part, ...]:
    """A filter for each column named.

    Raises: QueryError where no value is given.
    """
    found: dict[str, tuple[str, ...]] = {}
    for one in typed:
        name, equals, value = one.partition("=")
        if not equals:
            name, equals, value = one.partition(":")
        key = "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
        if not (equals and key and value.strip()):
            raise QueryError(f"--where: '{one}' is no name with a value", hint="country=Ghana")
        found[key] = (*found.get(key, ()), value.strip())
    return tuple(Has(key, values) for key, values in found.items())
