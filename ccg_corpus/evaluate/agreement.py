"""When two stretches of words are the same quotation, and two readings the same speaker.

In: texts and field values. Out: booleans. Case, punctuation, white space and the shape of
apostrophes never count; one word of slack either way does at each end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ccg_corpus.evaluate.gold import GoldRow

END_WORDS = 6  # words compared at each end
SLACK = 0.1  # of the length, at least two words

# names of one role that differ only by country
_SAME = {
    "general-practitioner": "gp",
    "family-physician": "gp",
    "family-doctor": "gp",
    "primary-care-physician": "gp",
    "dietician": "dietitian",
    "counselor": "counsellor",
    "cna": "certified-nursing-assistant",
    "healthcare": "health-care",
    "doctor": "physician",
}
_LINKS = frozenset(["a", "an", "the", "of", "in", "with", "and", "or", "from", "study"])


@lru_cache(maxsize=8192)
def words_of(text: str | None) -> tuple[str, ...]:
    """A text's words, for comparison only."""
    plain = unicodedata.normalize("NFKC", text or "").lower()
    plain = plain.replace("’", "'").replace("‘", "'").replace("_", " ")
    return tuple(re.findall(r"\w+", re.sub(r"(?<=\w)'(?=\w)", "", plain)))


def agreement(text: str, row: GoldRow) -> tuple[bool, bool]:
    """Whether `text` is the row's passage: (strictly, leniently).

    Strictly: the first and last words agree, and the length to a tenth. Leniently: one long
    end agrees.
    """
    words, length = words_of(text), row.length
    if not words:
        return False, False
    first, last = words_of(row.start)[:END_WORDS], words_of(row.end)[-END_WORDS:]
    starts = _fits_end(words, first)
    ends = _fits_end(words[::-1], last[::-1])
    same_length = length is None or abs(len(words) - length) <= max(2, SLACK * length)
    strict = starts and ends and same_length
    sure = [len(end) >= 3 or length == len(words) for end in (first, last)]
    return strict, strict or (starts and sure[0]) or (ends and sure[1])


def _fits_end(words: tuple[str, ...], end: tuple[str, ...]) -> bool:
    """Whether the words begin as `end` does, give or take one word."""
    if any(words[extra : extra + len(end)] == end for extra in (0, 1)):
        return True
    return len(end) > 3 and words[: len(end) - 1] == end[1:]


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two values have the same words."""
    return words_of(one) == words_of(other)


def same_case(one: str | None, other: str | None) -> bool:
    """Whether two case labels are one: "D" and "case study D"."""
    return _case_words(one) == _case_words(other)


def _case_words(label: str | None) -> tuple[str, ...]:
    words = words_of(label)
    return tuple(word for word in words if word not in ("case", "study", "site", "the")) or words


def same_role(gold: str, role: str) -> bool:
    """Whether a role slug shares more than half of its words with the annotated role."""
    one, other = _role_words(gold), _role_words(role)
    return bool(one & other) and len(one & other) > 0.5 * len(one | other)


def _role_words(role: str) -> frozenset[str]:
    words = [_singular(word) for word in words_of(role.replace("healthcare", "health care"))]
    slug = "-".join(words)
    return frozenset(_SAME.get(slug, slug).split("-")) - _LINKS


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
