"""The strict form: `role:gp case:D year>=2015 theme:"two words"` → filters, or the column at fault.

Values are taken as they are, except that a role may be given by any of its names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import KINDS, STATUSES
from ccg_corpus.query.lexemes import Lexeme
from ccg_corpus.query.query import FIELDS, UNSTATED
from ccg_corpus.query.tree import Has, Part, Within
from ccg_corpus.query.values import ANY, NONE
from ccg_corpus.text.nearest import near
from ccg_corpus.text.words import slug

SECTIONS = ("abstract", "background", "methods", "results", "discussion", "other")
UNREVIEWED = "unreviewed"  # another word for "found"
_ALIASES = {"doc": "document", "paper": "document", "word": "words"}
_RANGES = {
    "year": ("since", "until"),
    "confidence": ("min_confidence", "max_confidence"),
}
# Beyond what anybody asks for, so that a bound that is one more or less reads back.
_LIMITS = {"year": (-1, 10_000), "confidence": (0, 1)}
_EXAMPLES = {"year": "year:2015..2018", "confidence": "confidence>=0.8"}
MOST_DIGITS = 32
KNOWN_FIELDS = (*FIELDS, *_RANGES, "since", "until", "words", "printings", "match", "near")


class RoleNames(Protocol):
    """What a query needs of the role vocabulary."""

    def resolve(self, words: str) -> str | None:
        """The slug that these words name."""


def role_slug(words: str, roles: RoleNames) -> str:
    """The slug of a role by any of its names; the words themselves where no entry has them."""
    return roles.resolve(words) or slug(words)


def field_name(lexeme: Lexeme, attributes: Callable[[], Sequence[str]] = tuple) -> str:
    """The known field that a lexeme writes; `attributes` are the columns of reviewers' tables.

    Raises: QueryError with the column where there is no such field.
    """
    name = _ALIASES.get(lexeme.field, lexeme.field)
    if name not in KNOWN_FIELDS:
        own = attributes()
        if name in own:
            return name
        hint = near(name, (*KNOWN_FIELDS, *own))
        raise QueryError(f"no field '{lexeme.field}'", column=lexeme.column, hint=hint)
    return name


def field_part(
    lexeme: Lexeme, roles: RoleNames, attributes: Callable[[], Sequence[str]] = tuple
) -> Part:
    """The filter that one `field:value` states.

    Raises: QueryError with the column.
    """
    name = field_name(lexeme, attributes)
    if name in _RANGES:
        return _range(name, lexeme)
    if name in ("since", "until"):
        only_equals(lexeme)
        year = _number("year", lexeme.text, lexeme)
        return Within("year", year) if name == "since" else Within("year", None, year)
    only_equals(lexeme)
    if lexeme.text in (NONE, ANY) and (name in UNSTATED or name not in KNOWN_FIELDS):
        return Has(name, (lexeme.text,))
    # In quotes it is a sign of a name: papers print people as "P7*".
    if "*" in lexeme.text and not lexeme.quoted and name != "theme":
        raise QueryError(
            f"{name}: takes a name; a star stands for any only alone", column=lexeme.column,
            hint=f"{name}:*" if name in UNSTATED else "",
        )  # fmt: skip
    if name == "status":
        return Has("status", (status_named(lexeme.text, column=lexeme.column),))
    if name == "section":
        return Has("section", (section_named(lexeme.text, column=lexeme.column),))
    if name == "role":
        return Has("role", (role_slug(lexeme.text, roles),))
    if name == "kind":
        return Has("kind", kinds_named(lexeme.text, column=lexeme.column))
    return Has(name, (lexeme.text,))


def filters_of(parts: Iterable[Part]) -> tuple[dict[str, Any], tuple[Part, ...]]:
    """What of parts that are all needed a `Query` holds as its filters, and the rest."""
    filters: dict[str, Any] = {}
    rest: list[Part] = []
    for part in parts:
        is_named = isinstance(part, Has) and part.field in FIELDS  # else a column of a table
        if isinstance(part, Has) and is_named and FIELDS[part.field] not in filters:
            filters[FIELDS[part.field]] = part.values
        elif isinstance(part, Within) and not set(_RANGES[part.field]) & set(filters):
            low, high = _RANGES[part.field]
            bounds = {low: part.low, high: part.high}
            filters |= {key: bound for key, bound in bounds.items() if bound is not None}
        else:
            rest.append(part)
    return filters, tuple(rest)


def kinds_named(name: str, *, column: int | None = None) -> tuple[str, ...]:
    """One kind of quotation, or all of them for "all".

    Raises: QueryError where there is no such kind.
    """
    if name == "all":
        return KINDS
    if name not in KINDS:
        raise QueryError(f"no kind '{name}'", column=column, hint=near(name, (*KINDS, "all")))
    return (name,)


def status_named(name: str, *, column: int | None = None) -> str:
    """What reviewers made of a quotation, by its name.

    Raises: QueryError where there is no such status.
    """
    found = name.casefold()
    if found == UNREVIEWED:
        return STATUSES[0]
    if found not in STATUSES:
        hint = near(found, (*STATUSES, UNREVIEWED))
        raise QueryError(f"no status '{name}'", column=column, hint=hint)
    return found


def section_named(name: str, *, column: int | None = None) -> str:
    """A section of a document by its name.

    Raises: QueryError where there is no such section.
    """
    found = name.casefold()
    if found not in SECTIONS:
        hint = near(found, SECTIONS)
        raise QueryError(f"no section '{name}'", column=column, hint=hint)
    return found


def _range(name: str, lexeme: Lexeme) -> Within:
    parts = re.split(r"\.\.|(?<=\d{4})[-–](?=\d{4})", lexeme.text)
    if lexeme.sign in (":", "=") and len(parts) <= 2:
        low, high = _number(name, parts[0], lexeme), _number(name, parts[-1], lexeme)
        return Within(name, low, high)
    bound = _number(name, lexeme.text, lexeme)
    step = 1 if name == "year" else 0
    return {
        ">=": Within(name, bound),
        "<=": Within(name, None, bound),
        ">": Within(name, bound + step),
        "<": Within(name, None, bound - step),
    }[lexeme.sign]


def _number(name: str, text: str, lexeme: Lexeme) -> int | float:
    try:
        number = float(text) if name == "confidence" else int(text[:MOST_DIGITS])
    except ValueError:
        number = None
    lowest, highest = _LIMITS[name]
    if number is None or not lowest <= number <= highest or len(text) > MOST_DIGITS:
        wrong = f"{name} needs a number, not {text[:MOST_DIGITS]!r}"
        raise QueryError(wrong, column=lexeme.column, hint=_EXAMPLES[name])
    return number


def only_equals(lexeme: Lexeme) -> None:
    if lexeme.sign not in (":", "="):
        is_length = lexeme.field == "words" and lexeme.text.isdigit()
        raise QueryError(
            f"{lexeme.field} can't be compared with {lexeme.sign!r}",
            column=lexeme.column,
            hint="--sort -words has the longest first"
            if is_length
            else f"write {lexeme.field}:{lexeme.text}",
        )
