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
_DASH_OR_MARK = re.compile(r"[–—\"”’»]|-\s|\s-")
# a quotation's speaker behind its end: ” – Nurse 4, or without marks: so we left. – Nurse 4
_SPEAKER_END = re.compile(
    r"[\"”’».?!…]\.?(?:\s*[–—-]{1,2}\s?[A-Z][^“”\".?!]{0,50}\.?|,?\s+\(?[A-Z]{1,4}\d{1,3}\)?\.?)$"
)
_OPEN_WORDS = frozenset([
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or",
    "but", "nor", "as", "that", "which", "who", "whose", "their", "its", "his", "her", "our",
    "my", "your", "is", "are", "was", "were", "be", "been", "has", "have", "had", "not", "than",
    "into", "between",
])  # fmt: skip
_LAST_WORD = re.compile(r"\w+")  # of a text read backwards: a search for the end tries every letter
_LEADER = re.compile(r"^[a-z]|^[,;:.)\]]|^\(?[a-z]{2,}")
# how a line ends that leads into a display quotation without a full stop
_LEADS_IN = re.compile(
    r"(?::|,|\bthat|\b(?:explained|said|says|stated|noted|noting|added|recalled|described|reflected|"
    r"shared|commented|remarked|observed|wrote|put it|saying|explaining|stating|adding|follows|example))$"
)
_OPENING = re.compile(r"[“«]|(?<![^\s(\[—–-])[\"'‘](?=[^\s\"'])")
_CLOSING = {
    "“": re.compile("”"),
    "«": re.compile("»"),
    '"': re.compile('"'),
    "‘": re.compile(r"(?<=\S)’(?![^\W\d_])"),
    "'": re.compile(r"(?<=\S)'(?![^\W\d_])"),
}
_STRAIGHT_CLOSING = re.compile(r"(?<=[^\s(\[])\"(?!\w)")


def is_finished(text: str) -> bool:
    """Whether a paragraph's text ends as a finished one does."""
    tail = text[-TAIL:]
    if not tail[-1:].isalpha() and (_FINISHED.search(tail) or _LABEL_END.search(tail)):
        return True
    if tail.isascii() and '"' not in tail and "-" not in tail:
        return False
    return _DASH_OR_MARK.search(tail) is not None and _SPEAKER_END.search(tail) is not None


def waits(text: str) -> bool:
    """Whether a text breaks off at a word that needs another behind it: "of the"."""
    last = _LAST_WORD.match(text[: -TAIL - 1 : -1])
    return last.group()[::-1].lower() in _OPEN_WORDS if last else text.endswith(",")


def leads_in(text: str) -> bool:
    """Whether a text ends as one that a display quotation follows: "As one nurse explained"."""
    return bool(_LEADS_IN.search(text[-TAIL:]))


def is_caption(text: str) -> bool:
    """Whether a text begins as the caption of a figure, table or box."""
    return bool(_CAPTION.match(text))


def goes_on(text: str) -> bool:
    """Whether a text begins as one does that goes on: in lower case, with a comma."""
    return bool(_LEADER.match(text))


def ends_with_label(text: str) -> bool:
    """Whether a text ends in a bracket or a dash and a name, as a quotation with its speaker does."""
    tail = text[-TAIL:]
    return bool(_LABEL_END.search(tail) or _SPEAKER_END.search(tail))


def _closing(opening: str, text: str, at: int) -> re.Match[str] | None:
    """The mark that closes a quotation; some writers close a curly one with a straight mark."""
    found = _CLOSING[opening].search(text, at)
    return found or (_STRAIGHT_CLOSING.search(text, at) if opening == "“" else None)


def has_open_quotation(text: str) -> bool:
    """Whether a text opens a quote mark and does not close it."""
    at = 0
    while opening := _OPENING.search(text, at):
        closing = _closing(opening.group(), text, opening.end())
        if closing is None:
            return True
        at = closing.end()
    return False
