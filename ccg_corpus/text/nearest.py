"""A word that nobody knows → what may have been meant, as the hint of an error."""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, choices: Iterable[str], *, listed: bool = True) -> str:
    """ "did you mean 'codes'?", else all choices where they can be `listed`, else nothing."""
    from difflib import get_close_matches

    known = tuple(choices)
    folded = {choice.lower(): choice for choice in reversed(known)}
    close = get_close_matches(word.lower(), list(folded), 1, 0.6)
    if close:
        return f"did you mean '{folded[close[0]]}'?"
    return "known: " + ", ".join(known) if listed and known else ""
