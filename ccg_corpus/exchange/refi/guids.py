"""Identifiers and names as REFI-QDA has them.

Comes in: what a thing is and what it is called here. Goes out: a GUID that is the same each time, so
that a project which comes back is recognised; names that no program refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID, uuid5

_SPACE = UUID(
    "6f0c2f6e-5a0d-5b5c-9a51-2c1d7f3f7a10"
)  # ours, for good: another makes strangers of all
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guid(kind: str, *names: str) -> str:
    """The GUID of a thing of a kind ("code", "selection" …) by what it is called here."""
    return str(uuid5(_SPACE, "\x1f".join((kind, *names))))


def allowed(text: str) -> str:
    """A text without the signs that no XML file can hold."""
    return _NO_XML.sub("\ufffd", text)


def one_line(text: str) -> str:
    """A text as a name."""
    return " ".join(allowed(text).split())


def cut(text: str, most: int) -> str:
    """A name of at most so many signs."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def unlike(
    wanted: Iterable[tuple[str, str, str]], most: int, *, taken: Iterable[str] = ()
) -> dict[str, str]:
    """Names that differ, whatever their capitals, by key: each (key, name, what tells it apart).

    `taken`: names that others have. Programs put things of one name together.
    """
    found: dict[str, str] = {}
    seen = {name.casefold() for name in taken}
    for key, name, apart in wanted:
        tries = [cut(name, most)]
        if apart:
            tries.append(f"{cut(name, most - len(apart) - 3)} ({apart})")
        number = 2
        while (chosen := tries.pop(0)).casefold() in seen:
            if not tries:
                tries.append(f"{cut(name, most - 6)} ({number})")
                number += 1
        seen.add(chosen.casefold())
        found[key] = chosen
    return found
