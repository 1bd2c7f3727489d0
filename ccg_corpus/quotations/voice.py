"""Who seems to speak in a stretch of words: signs of spoken and of authors' language."""

from __future__ import annotations

import re

FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|mine|myself|we|we['’](?:re|ve|d|ll)|us|our|ours|you|your|"
    r"you['’](?:re|ve|d|ll)|[Ll]et['’]s)\b|^(?:We|You|My|Our|Me)\b|(?<=[.?!]\s)(?:We|You|My|Our)\b"
)
CONTRACTION = re.compile(r"\b\w+(?:n['’]t|['’](?:s|re|ve|ll|m|d))\b", re.I)


# "I" and "my" are a participant's; authors of papers say "we"
SINGULAR = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|myself)\b")
_MARKED = re.compile(r"[“\"‘][^“”\"‘]*[”\"’](?!\w)")


def outside_marks(text: str) -> str | None:
    """A block's words without the marked ones inside; None if there are no inner marks."""
    outside = _MARKED.sub(" ", text)
    return None if outside == text else outside


def without_marks(text: str) -> str:
    """The same length of text with marked words blotted out, so that offsets stay."""
    return _MARKED.sub(lambda match: "_" * len(match.group()), text)
