"""Patterns of words are not tried where none of them can begin, and find what they would find."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ccg_corpus.quotations
from ccg_corpus.quotations.anycase import AnyCase, first_letters


def _all_patterns() -> dict[str, AnyCase]:
    for module in pkgutil.walk_packages(ccg_corpus.quotations.__path__, "ccg_corpus.quotations."):
        importlib.import_module(module.name)
    return {
        f"{name}.{key}": value
        for name, module in sorted(sys.modules.items())
        if name.startswith("ccg_corpus.")
        for key, value in vars(module).items()
        if isinstance(value, AnyCase)
    }


PATTERNS = _all_patterns()
GUARD = re.compile(r"\\b\(\?=\[[a-z0-9]+\]\)")
WORDS = st.sampled_from(
    sorted(
        {word for one in PATTERNS.values() for word in re.findall(r"[a-z]+", one._pattern.pattern)}
    )
)


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"\b(?:said|asked)\b", "as"),
        (r"\b(?P<who>some|(?:the )?other)\b", "ost"),
        (r"\b(?:s?he|they)\b", "hst"),
        (r"\b(?:sub(?:-?)themes?|[a-z]+ed)\b", ""),
        (r"\b(?:free|open)?text", ""),
        (r"told us", ""),
        (r"\b(?:one|1)\b|\[\d", "1o"),
    ],
)
def test_letters_are_read_off_a_pattern(pattern: str, letters: str) -> None:
    """What a match can begin with, or nothing where that is not plain."""
    assert first_letters(pattern) == letters


def test_most_patterns_are_guarded() -> None:
    """The guard is there: half of all patterns and more have one."""
    guarded = [name for name, one in PATTERNS.items() if GUARD.match(one._pattern.pattern)]
    assert len(guarded) > len(PATTERNS) / 2


@given(st.lists(WORDS, max_size=12), st.sampled_from([" ", "-", "’", ". ", ", "]))
def test_guard_loses_nothing(words: list[str], between: str) -> None:
    """Each pattern finds in words of its own what it finds without its guard."""
    text = between.join(words)
    for name, one in PATTERNS.items():
        plain = re.compile(GUARD.sub(r"\\b", one._pattern.pattern, count=1))
        found = [match.span() for match in one.finditer(text)]
        assert found == [match.span() for match in plain.finditer(text)], name
