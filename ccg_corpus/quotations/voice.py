"""Who seems to speak in a stretch of words: signs of spoken and of authors' language."""

from __future__ import annotations

import re

FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|mine|myself|we|we['’](?:re|ve|d|ll)|us|our|ours|you|your|"
    r"you['’](?:re|ve|d|ll))\b|^(?:We|You|My|Our|Me)\b|(?<=[.?!]\s)(?:We|You|My|Our)\b"
)
CONTRACTION = re.compile(r"\b\w+(?:n['’]t|['’](?:s|re|ve|ll|m|d))\b", re.I)


def outside_marks(text: str) -> str | None:
    """A block's words without the marked ones inside; None if there are no inner marks."""
    outside = re.sub(r"[“\"‘][^“”\"‘]*[”\"’](?!\w)", " ", text)
    return None if outside == text else outside
