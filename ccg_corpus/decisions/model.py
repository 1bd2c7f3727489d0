"""A decision, and the line it is kept as.

Comes in: what somebody decided. Goes out: a line of JSON that ends in a newline; and back. What this
version does not know of a line is kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

# What a decision can do. A line with another word is of a later version: kept, and named.
DOINGS = (
    "set", "ends", "reject", "confirm", "add", "code", "uncode", "memo", "learn", "undo", "settle",
)  # fmt: skip
ID_DIGITS = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_OWN = frozenset({"at", "by", "do", "on", "why"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a decision is about, by words: a quotation, or a whole document where `exact` is empty.

    `id` and `source` are what it was called and where it lay then; `part` is some words of it.
    `other` is what else stands under "on": a code or a case that a memo is about.
    """

    document: str = ""
    id: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    part: str | None = None
    source: str = ""
    other: tuple[tuple[str, str], ...] = ()

    def written(self) -> dict[str, Any]:
        """As a line has it, without what is empty."""
        named = {
            "document": self.document,
            "source": self.source,
            "id": self.id,
            "exact": self.exact,
            "prefix": self.prefix,
            "suffix": self.suffix,
            "part": self.part or "",
        }
        return {key: value for key, value in (*named.items(), *self.other) if value}


_ANCHOR = frozenset({"document", "source", "id", "exact", "prefix", "suffix", "part"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One line. `moment` is `at` in microseconds of UTC, `values` all that is its own, `id` a hash
    of the content: the same line twice is one decision."""

    at: str
    by: str
    do: str
    on: Anchor
    values: Mapping[str, Any] = field(default_factory=dict)
    why: str | None = None
    moment: int = 0
    id: str = ""

    @property
    def order(self) -> tuple[int, str, str]:
        """Where it stands among all, whatever file it is in."""
        return self.moment, self.by, self.id


class NotADecision(ValueError):
    """A line that is none; the message says why."""


def decided(
    do: str,
    on: Anchor,
    *,
    by: str,
    at: datetime | None = None,
    why: str | None = None,
    **values: Any,
) -> Decision:
    """A decision that is made now, or at `at`."""
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    when = moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
    fields = {"at": when, "by": by, "do": do, "on": on.written(), **values}
    return read_fields(_writable(fields | ({"why": why} if why else {})))


def line_of(decision: Decision) -> bytes:
    """The line that says it, with its newline."""
    fields = {"at": decision.at, "by": decision.by, "do": decision.do, "on": decision.on.written()}
    fields |= dict(decision.values)
    if decision.why:
        fields["why"] = decision.why
    from msgspec import json

    return json.encode(fields) + b"\n"


def read_fields(fields: Mapping[str, Any], *, by: str = "") -> Decision:
    """The decision that the fields of a line are; `by` is whose file it stands in.

    Raises: NotADecision.
    """
    do, who, at = fields.get("do"), fields.get("by", by), fields.get("at")
    if not isinstance(do, str) or not do:
        raise NotADecision("says not what to do")
    if not isinstance(who, str) or not who.strip():
        raise NotADecision("says not who decided")
    if not isinstance(at, str):
        raise NotADecision("says not when")
    on, why = fields.get("on") or {}, fields.get("why")
    if not isinstance(on, Mapping):
        raise NotADecision("'on' names no place")
    values = {key: value for key, value in fields.items() if key not in _OWN}
    why = why.strip() if isinstance(why, str) else None
    return Decision(
        at=at,
        by=" ".join(who.split()),
        do=do,
        on=_anchor(on),
        values=values,
        why=why or None,
        moment=_moment(at),
        id=_digest(fields),
    )


def _anchor(on: Mapping[str, Any]) -> Anchor:
    given = {key: value for key, value in on.items() if isinstance(value, str)}
    other = tuple(sorted((key, value) for key, value in given.items() if key not in _ANCHOR))
    return Anchor(**{key: value for key, value in given.items() if key in _ANCHOR}, other=other)


def _moment(at: str) -> int:
    try:
        when = datetime.fromisoformat(at.strip())
    except ValueError:
        raise NotADecision(f"'{at[:40]}' is no time") from None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return (when - _EPOCH) // _MICROSECOND


def _digest(fields: Mapping[str, Any]) -> str:
    """The same for a line that an editor spaced or ordered in another way."""
    from msgspec import json

    return sha256(json.encode(fields, order="sorted")).hexdigest()[:ID_DIGITS]


_HALF_SIGNS = re.compile("[\ud800-\udfff]")


def _writable(value: Any) -> Any:
    """What is typed may hold bytes that are no text; a file of text can't."""
    if isinstance(value, str):
        return _HALF_SIGNS.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, Mapping):
        return {_writable(key): _writable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_writable(one) for one in value]
    return value
