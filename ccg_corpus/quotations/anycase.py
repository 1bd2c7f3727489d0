"""Patterns for words in any case, searched in a text's lower case.

In: a pattern in lower-case letters. Out: matches whose spans are those of the text itself; their
words are in lower case. Python's `re.IGNORECASE` takes three to seven times as long for
alternatives like ours (benchmarks/extraction.py), because it tries each of them at every letter;
and a pattern of words is not tried where none of them can begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = re.compile(r"\\b\(\?(?:P<\w+>|:)")


class AnyCase:
    """A compiled pattern of lower-case letters that knows no upper case."""

    __slots__ = ("_pattern",)

    def __init__(self, pattern: str) -> None:
        begins = first_letters(pattern)
        self._pattern = re.compile(rf"\b(?=[{begins}]){pattern[2:]}" if begins else pattern)

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


def first_letters(pattern: str) -> str:
    r"""The letters and digits that a match of `\b(?:one|another …)…` can begin with.

    Empty where the pattern is of another make, or may begin with something else.
    """
    group = _WORDS.match(pattern)
    if group is None:
        return ""
    found: set[str] = set()
    try:
        end = _begin(pattern, group.end(), found)
    except _AnotherMake:
        return ""
    return "".join(sorted(found)) if pattern[end : end + 1] not in ("?", "*", "{") else ""


class _AnotherMake(Exception):
    """A sign that is not read here."""


def _begin(pattern: str, at: int, found: set[str]) -> int:
    """Add what the alternatives of a group begin with; where the group is closed.

    `at` is behind the sign that opens it.
    """
    while True:
        at = _branch(pattern, at, found)
        if pattern[at] == ")":
            return at + 1
        at += 1  # the bar


def _branch(pattern: str, at: int, found: set[str]) -> int:
    """Add what one alternative begins with; where its bar or its closing bracket stands."""
    while True:
        at = _atom(pattern, at, found)
        if pattern[at : at + 1] != "?":
            return _branch_end(pattern, at)
        at += 1  # it may be absent: the next one may be the first


def _atom(pattern: str, at: int, found: set[str]) -> int:
    if pattern.startswith("(?:", at):
        return _begin(pattern, at + 3, found)
    if pattern.startswith("(?P<", at):
        return _begin(pattern, pattern.index(">", at) + 1, found)
    if re.match(r"[a-z0-9](?![*+{])", pattern[at:]):
        found.add(pattern[at])
        return at + 1
    raise _AnotherMake


def _branch_end(pattern: str, at: int) -> int:
    depth = 0
    while True:
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = pattern.index("]", at + 2)
        elif sign == "(":
            depth += 1
        elif sign == ")":
            if not depth:
                return at
            depth -= 1
        elif sign == "|" and not depth:
            return at
        at += 1
