"""Words of a query that begin with a minus: "-kind:survey" is asked for, and is no option.

Comes in: a command's arguments as typed. Goes out: the same, with a space before what is a part of
the query, so that it is not read as options.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ccg_corpus.core.errors import CcgError

# A field, a phrase or brackets left out; or a whole query in one pair of the shell's quotes.
_PART = re.compile(r'-(?:[^\W\d_]+(?:[:<>]|>=|<=)|["“‘\'(]|[^-].*\s)', re.S)
_WORD = re.compile(r"-[^\W\d_]{2,}")


def with_minus(
    arguments: Sequence[str], known: Collection[str], with_value: Collection[str]
) -> Iterator[str]:
    """The arguments. `known`: the options; `with_value`: those the next argument belongs to.

    Raises: CcgError for an option that is one minus short, which would be read letter by letter.
    """
    is_value = is_over = False
    for argument in arguments:
        is_over = is_over or (argument == "--" and not is_value)
        is_free = not (is_value or is_over)
        if is_free and len(argument) > 2 and f"-{argument}" in known:
            raise CcgError(f"no option '{argument}'", hint=f"did you mean '-{argument}'?")
        yield f" {argument}" if is_free and _PART.match(argument) else argument
        is_value = is_free and argument in with_value


def hint_for(arguments: Sequence[str]) -> str:
    """What to do where a word left out was taken for options."""
    word = next((one for one in arguments if _WORD.fullmatch(one)), None)
    return f"to leave a word out write NOT {word[1:]}" if word else ""
