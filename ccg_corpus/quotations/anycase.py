"""Patterns for words in any case, searched in a text's lower case.

In: a pattern in lower-case letters. Out: matches whose spans are those of the text itself; their
words are in lower case. Python's `re.IGNORECASE` takes three to seven times as long for
alternatives like ours (benchmarks/extraction.py), because it tries each of them at every letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


class AnyCase:
    """A compiled pattern of lower-case letters that knows no upper case."""

    __slots__ = ("_pattern",)

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._pattern.search(lowered(text), start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self._pattern.match(lowered(text), start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(lowered(text))


def lowered(text: str) -> str:
    """The text in lower case, as long as before: the one letter that grows keeps its dot."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.replace("İ", "I").lower()
