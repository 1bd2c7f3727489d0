"""No changed word passes for what somebody said, and no lawful edit is called wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ccg_corpus.corpus import open_corpus
from ccg_corpus.manuscript.wording.ladder import compared

PASSED = ("exact", "presentation", "marked")
OTHER_WORDS = ["table", "never", "quickly", "blue", "seven", "walked", "not", "only", "always", "doctor", "the", "a", "of", "was", "she", "until", "more", "who", "forty", "nobody", "less"]  # fmt: skip
AUXILIARY = re.compile(r"(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will)")


@pytest.fixture(scope="module")
def said(example_root: Path) -> Iterator[list[str]]:
    """What the example's participants say."""
    with open_corpus(example_root) as corpus:
        yield [hit.record["text"] for hit in corpus.quotes()]


def _core(word: str) -> str:
    return re.sub(r"[^\w’']", "", word).lower()


@given(
    which=st.integers(0, 10**6),
    place=st.integers(0, 10**6),
    word=st.sampled_from(OTHER_WORDS),
    how=st.sampled_from(["replaced", "dropped", "put in", "denied"]),
)
def test_a_changed_word_never_passes(
    said: list[str], which: int, place: int, word: str, how: str
) -> None:
    """One word replaced, left out, put in or denied is never exact, presentation, marked or ok."""
    text = said[which % len(said)]
    words = text.split()
    at = place % len(words)
    core = _core(words[at])
    around = [_core(one) for one in words[max(0, at - 1) : at + 2]]
    assume(core and "[" not in text)
    if how == "replaced":
        assume(core != word)
        words[at] = re.sub(r"[\w’'-]+", word, words[at], count=1)
    elif how == "dropped":
        assume(0 < at < len(words) - 1 and around.count(core) == 1)
        del words[at]
    elif how == "put in":
        assume(at > 0 and word not in around)
        words.insert(at, word)
    else:
        assume(AUXILIARY.fullmatch(core))
        words[at] = words[at].replace(core, f"{core}n’t")
    found = compared(" ".join(words), text, is_sentence=True)
    assert found.verdict not in PASSED
    assert found.severity != "ok"


def _straight(text: str) -> str:
    return text.replace("’", "'").replace("“", '"').replace("”", '"')


def _bracketed_capital(text: str) -> str:
    return f"[{text[0].swapcase()}]{text[1:]}" if text[:1].isalpha() else text


LAWFUL = {
    "straight marks": _straight,
    "another dash": lambda text: text.replace(" – ", "—"),
    "another hyphen": lambda text: text.replace("-", "\u2011"),
    "a first letter": lambda text: text[:1].swapcase() + text[1:],
    "a bracketed letter": _bracketed_capital,
    "no last stop": lambda text: text.rstrip(".!"),
    "dots behind": lambda text: f"{text} …",
    "dots before": lambda text: f"… {text}",
    "a note": lambda text: f"{text} [emphasis added]",
    "hard spaces": lambda text: text.replace(" ", "\u00a0", 3),
    "a soft hyphen": lambda text: f"{text[:9]}\u00ad{text[9:]}",
}


@given(
    which=st.integers(0, 10**6),
    edits=st.lists(st.sampled_from(list(LAWFUL)), max_size=4, unique=True),
)
def test_a_lawful_edit_is_never_wrong(said: list[str], which: int, edits: list[str]) -> None:
    """Marks, dashes, a first letter, a last stop, dots at the ends, notes in brackets: ok, however many."""
    text = said[which % len(said)]
    mine = text
    for edit in sorted(edits, key=list(LAWFUL).index):
        mine = LAWFUL[edit](mine)
    found = compared(mine, text, is_sentence=True)
    assert found.severity == "ok", (mine, found)
    assert found.verdict in PASSED


@given(which=st.integers(0, 10**6), place=st.integers(0, 10**6))
def test_an_insertion_in_brackets_is_marked(said: list[str], which: int, place: int) -> None:
    """ "[the board]" between any two words, and "[sic]"."""
    text = said[which % len(said)]
    words = text.split()
    at = place % len(words)
    assume("[" not in text and not re.search(r"two hundred", text))
    words.insert(at, "[the board]")
    words.append("[sic]")
    found = compared(" ".join(words), text, is_sentence=True)
    assert (found.verdict, found.severity) == ("marked", "ok"), found
