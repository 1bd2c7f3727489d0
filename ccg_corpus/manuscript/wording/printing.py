"""How words are printed: what may differ without a note, and what only looks so.

In: a word, or what stands between two, in a manuscript and in its source. Out: the step of the ladder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ccg_corpus.manuscript.wording.pieces import QuotedPiece
from ccg_corpus.text.words import APOSTROPHES, DOUBLE_QUOTES, INVISIBLE, tokens

_QUOTES = re.compile(f"[{re.escape(APOSTROPHES + DOUBLE_QUOTES)}\"„‚‹›]|``|''")
_DASH = re.compile(r"\s*[‒–—―−]\s*|\s*-{2,}\s*|\s+-\s+")
_HYPHEN = re.compile(r"[-‐‑]")
_DOTS = re.compile(r"…|\.(?:\s?\.){2,}")
_MARKUP = re.compile(r"[*_^~\\{}]")
_HIDDEN = dict.fromkeys(map(ord, INVISIBLE))


def letters_of(mine: str, said: str) -> tuple[str, str]:
    """The same word as both print it."""
    if mine == said:
        return "exact", ""
    a, b = (unicodedata.normalize("NFC", _straight(one)) for one in (mine, said))
    if a == b or a[:1].casefold() + a[1:] == b[:1].casefold() + b[1:]:
        return "presentation", ""
    if a.casefold() == b.casefold():
        return "cleaned", "capitals changed"
    if [one.text for one in tokens(mine)] == [one.text for one in tokens(said)]:
        return "presentation", ""  # ligatures, accents, a hyphen at a line's end
    return "cleaned", "numbers written otherwise"


def _straight(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_HIDDEN))
    return re.sub(f"[{re.escape(APOSTROPHES)}]", "'", plain)


def between(mine: str, said: str) -> tuple[str, str]:
    """What stands between the same two words in both."""
    if " ".join(mine.split()) == " ".join(said.split()) and bool(mine) == bool(said):
        return "exact", ""
    a, b = signs(mine), signs(said)
    if a == b:
        return "presentation", ""
    if ("?" in a) != ("?" in b):
        return "altered", "a question mark more or less"
    return "cleaned", "punctuation changed"


def last_signs(mine: str, said: str, *, is_last: bool) -> tuple[str, str]:
    """What stands behind the last word: a stop may be dropped, or be the sentence's that it stands in."""
    a, b = signs(mine), signs(said)
    if a == b or (not a and not is_last):
        return "exact", ""
    if "?" in a and "?" not in b:
        return "altered", "a question mark more"
    if "?" in b and a[:1] in (".", "!"):
        return "cleaned", "the question mark is gone"
    return "presentation", ""


def signs(text: str) -> str:
    """The punctuation of what stands between words, marks aside, dashes and dots of one shape."""
    text = _QUOTES.sub("", _MARKUP.sub("", text.translate(_HIDDEN)))
    text = _DOTS.sub("…", text)
    text = _DASH.sub("–", text)
    text = _HYPHEN.sub("", text)
    return re.sub(r"\s+|[\[\]()]", "", text)


def has_dots(said: str, words: Sequence[QuotedPiece], at: int) -> bool:
    """Whether the source itself prints dots before a word: a pause, not an omission."""
    start = words[at - 1].end if at else 0
    end = words[at].start if at < len(words) else len(said)
    return _DOTS.search(said[start:end]) is not None
