"""What a term of a question looks for, in words as they stand: the same for every engine.

Comes in: a word, a prefix, a phrase as somebody typed it. Goes out: the forms that it may be printed
in. What each operator means is written down in docs/asking.md; nothing here knows an engine. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ccg_corpus.query.tree import Part, Word
from ccg_corpus.search.forms import joined_words
from ccg_corpus.text.words import family, kin, tokens, variants

# "wellbeing" is also looked for as "well being"; shorter parts meet by chance ("in to").
LEAST_PART = 3
# Words of a family share their beginning, of so many letters.
BEGINNING = 3


def exact_words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return [token.text for token in tokens(text)]


def beginning(text: str) -> str:
    """What the words begin with that a prefix finds."""
    return "".join(exact_words(text))


def phrase_forms(text: str) -> list[list[str]]:
    """A phrase with its hyphenated words apart, and joined."""
    found = tokens(text)
    words = [token.text for token in found]
    joined = joined_words(found, variants(text, found))
    return [words] if joined == words else [words, joined]


def halves(word: str) -> list[list[str]]:
    """The two words that one may be printed as: "wellbeing" as "well being"."""
    cuts = range(LEAST_PART, len(word) - LEAST_PART + 1)
    return [[word[:at], word[at:]] for at in cuts]


def joined_with_neighbours(parts: Sequence[Part], at: int) -> list[str]:
    """The words that a part makes with the one before and the one behind it: of "well" beside
    "being" it is "wellbeing"."""
    pairs = (parts[max(0, at - 1) : at + 1], parts[at : at + 2])
    return [word for pair in pairs if (word := _joined(pair))]


def _joined(pair: Sequence[Part]) -> str:
    """Two plain words as one; empty where the pair is something else."""
    words = [part.text for part in pair if isinstance(part, Word)]
    return "".join(words) if len(words) == 2 else ""


def family_beginnings(text: str) -> set[str]:
    """How the words of a word's family begin, all of them."""
    key = family(text)
    words = (key, *exact_words(text), *kin(key), *_british(key))
    return {word[:BEGINNING] for word in words}


def _british(key: str) -> Iterator[str]:
    """How a family's words may begin in British spelling: "paed" for "ped", "oes" for "es"."""
    for at, letter in enumerate(key[:BEGINNING]):
        if letter == "e":
            yield from (f"{key[:at]}{both}{key[at + 1 :]}" for both in ("ae", "oe"))
