"""The strict form: `role:gp case:D year>=2015 theme:"two words"` → filters, or the column at fault.

Values are taken as they are, except that a role may be given by any of its names.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from ccg_corpus.errors import QueryError
from ccg_corpus.model import KINDS
from ccg_corpus.nearest import near
from ccg_corpus.query.lexemes import Lexeme
from ccg_corpus.query.model import FIELDS
from ccg_corpus.words import slug

_ALIASES = {"doc": "document", "paper": "document", "word": "words"}
_RANGES = {
    "year": ("since", "until"),
    "confidence": ("min_confidence", "max_confidence"),
}
KNOWN_FIELDS = (*FIELDS, *_RANGES, "since", "until", "words", "printings")


class RoleNames(Protocol):
    """What a query needs of the role vocabulary."""

    def resolve(self, words: str) -> str | None:
        """The slug that these words name."""


def role_slug(words: str, roles: RoleNames) -> str:
    """The slug of a role by any of its names; the words themselves where no entry has them."""
    return roles.resolve(words) or slug(words)


def field_name(lexeme: Lexeme) -> str:
    """The known field that a lexeme writes.

    Raises: QueryError with the column where there is no such field.
    """
    name = _ALIASES.get(lexeme.field, lexeme.field)
    if name not in KNOWN_FIELDS:
        hint = near(name, KNOWN_FIELDS)
        raise QueryError(f"no field '{lexeme.field}'", column=lexeme.column, hint=hint)
    return name


def field_filters(lexeme: Lexeme, roles: RoleNames) -> dict[str, Any]:
    """The filters one `field:value` states: a tuple of names, or bounds."""
    name = field_name(lexeme)
    if name in _RANGES:
        return _range(name, lexeme)
    if name in ("since", "until"):
        return {name: _number(name, lexeme.text, lexeme)}
    _only_equals(lexeme)
    if name == "printings":
        return {"all_printings": lexeme.text == "all"}
    if name == "role":
        return {"roles": (role_slug(lexeme.text, roles),)}
    if name == "kind":
        return {"kinds": kinds_named(lexeme.text, column=lexeme.column)}
    return {FIELDS[name]: (lexeme.text,)}


def kinds_named(name: str, *, column: int | None = None) -> tuple[str, ...]:
    """One kind of quotation, or all of them for "all".

    Raises: QueryError where there is no such kind.
    """
    if name == "all":
        return KINDS
    if name not in KINDS:
        raise QueryError(f"no kind '{name}'", column=column, hint=near(name, (*KINDS, "all")))
    return (name,)


def merged(filters: dict[str, Any], more: dict[str, Any]) -> None:
    """Lay `more` over `filters`: names are added, a bound replaces the one before."""
    for key, value in more.items():
        if isinstance(value, tuple):
            value = tuple(dict.fromkeys((*filters.get(key, ()), *value)))
        filters[key] = value


def _range(name: str, lexeme: Lexeme) -> dict[str, Any]:
    low, high = _RANGES[name]
    parts = re.split(r"\.\.|(?<=\d{4})[-–](?=\d{4})", lexeme.text)
    if lexeme.sign in (":", "=") and len(parts) <= 2:
        return {low: _number(name, parts[0], lexeme), high: _number(name, parts[-1], lexeme)}
    bound = _number(name, lexeme.text, lexeme)
    step = 1 if name == "year" else 0.0
    return {
        ">=": {low: bound},
        "<=": {high: bound},
        ">": {low: bound + step},
        "<": {high: bound - step},
    }[lexeme.sign]


def _number(name: str, text: str, lexeme: Lexeme) -> int | float:
    try:
        return float(text) if name == "confidence" else int(text)
    except ValueError:
        raise QueryError(f"{name} needs a number, not {text!r}", column=lexeme.column) from None


def _only_equals(lexeme: Lexeme) -> None:
    if lexeme.sign not in (":", "="):
        raise QueryError(
            f"{lexeme.field} can't be compared with {lexeme.sign!r}",
            column=lexeme.column,
            hint=f"write {lexeme.field}:{lexeme.text}",
        )
