"""What the ends of a passage say: whether it is finished, waits for more, goes on from before.

Text in, yes or no out; nothing here knows of pages or pieces.
"""

from __future__ import annotations

import re

TAIL = 60  # code points of a paragraph's end that say whether it is finished

_CAPTION = re.compile(
    r"\[figure/table\]|(?:fig(?:ure|\.)|table|(?:text)?box|exhibit)\s*\d+\s*(?:[.:–—-]|$|(?-i:[A-Z]))",
    re.I,
)
_FINISHED = re.compile(r"[.?!:;…][\"'”’»)\]]*(?:\s*\[[\d,\s–-]+\]|[\d,–-]{1,8})?[\"'”’»)\]]*$")
_LABEL_END = re.compile(r"[)\]]\.?$")
_OPEN_WORDS = frozenset([
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or",
    "but", "nor", "as", "that", "which", "who", "whose", "their", "its", "his", "her", "our",
    "my", "your", "is", "are", "was", "were", "be", "been", "has", "have", "had", "not", "than",
    "into", "between",
])  # fmt: skip
_LAST_WORD = re.compile(r"\w+$")
_LEADER = re.compile(r"^[a-z]|^[,;:.)\]]|^\(?[a-z]{2,}")
_OPENING = re.compile(r"[“«]|(?<![^\s(\[—–-])[\"'‘](?=[^\s\"'])")
_CLOSING = {
    "“": re.compile("”"),
    "«": re.compile("»"),
    '"': re.compile('"'),
    "‘": re.compile(r"(?<=\S)’(?![^\W\d_])"),
    "'": re.compile(r"(?<=\S)'(?![^\W\d_])"),
}


def is_finished(text: str) -> bool:
    """Whether a paragraph's text ends as a finished one does."""
    tail = text[-TAIL:]
    if tail[-1:].isalpha():
        return False
    return bool(_FINISHED.search(tail) or _LABEL_END.search(tail))


def waits(text: str) -> bool:
    """Whether a text breaks off at a word that needs another behind it: "of the"."""
    last = _LAST_WORD.search(text[-TAIL:])
    return last.group().lower() in _OPEN_WORDS if last else text.endswith(",")


def is_caption(text: str) -> bool:
    """Whether a text begins as the caption of a figure, table or box."""
    return bool(_CAPTION.match(text))


def goes_on(text: str) -> bool:
    """Whether a text begins as one does that goes on: in lower case, with a comma."""
    return bool(_LEADER.match(text))


def ends_with_label(text: str) -> bool:
    """Whether a text ends in a bracket, as a quotation with its speaker does."""
    return bool(_LABEL_END.search(text[-TAIL:]))


def has_open_quotation(text: str) -> bool:
    """Whether a text opens a quote mark and does not close it."""
    at = 0
    while opening := _OPENING.search(text, at):
        closing = _CLOSING[opening.group()].search(text, opening.end())
        if closing is None:
            return True
        at = closing.end()
    return False
