"""A hyphen at a line's end: part of its word, or put in by the printer?

In: the pieces of a document, then one torn word after the other. Out: whether its hyphen stays, and
whether that is proved. The document's own words are the evidence; then a list of the language's
words; only then habits of compounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ccg_corpus.rebuild.pieces import Piece

WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
SOFT_HYPHEN = "\xad"
_HYPHEN = "\u2010"  # browsers print it where they break a word, if the font has it
ENDS_TORN = ("-", SOFT_HYPHEN, _HYPHEN)
_TORN = re.compile(rf"[-{SOFT_HYPHEN}{_HYPHEN}]([^\W\d_]+)")  # read backwards
_ENDS_IN_DASH = re.compile(r"[^\W_][—–]$")
_CLOSED_DASH = re.compile(r"[^\W\d_][—–](?=[^\W\d_])")
_OPEN_DASH = re.compile(r"[^\W\d_][—–] (?=[^\W\d_])")
_ENOUGH = 5  # lines that end in a printer's own hyphen
_MIN_HALF = 3  # letters
_COMMON = 200  # occurrences in the word list; rarer "words" are often fragments
# prefixes that keep their hyphen in compounds, so a line end after them proves nothing
_PREFIXES = frozenset(
    [
        "anti",
        "co",
        "cross",
        "ex",
        "extra",
        "half",
        "high",
        "low",
        "macro",
        "meso",
        "micro",
        "mid",
        "multi",
        "non",
        "over",
        "post",
        "pre",
        "pro",
        "quasi",
        "re",
        "self",
        "semi",
        "sub",
        "super",
        "trans",
        "ultra",
        "under",
        "well",
        "long",
        "short",
        "full",
        "part",
    ]
)
# what printers break off, although word lists know it as a word
_ENDINGS = frozenset(["able", "ably", "ful", "fully", "ing", "ings", "less", "ment", "ments", "ness",
                      "ship", "ships", "sion", "tion", "tive", "ward", "wards", "wise"])  # fmt: skip
_SMALL = frozenset(["at", "by", "in", "of", "off", "on", "to", "up"])
_BRITISH = ((re.compile("is(?=[aei])"), "iz"), (re.compile("ys(?=[aei])"), "yz"),
            (re.compile("our"), "or"), (re.compile("tre(?=s?$)"), "ter"), (re.compile("ll(?=ed|ing|er)"), "l"))  # fmt: skip


@dataclass(slots=True)
class Words:
    """The document's own words; `printers`: the hyphens that only its printer put in."""

    seen: set[str]
    printers: frozenset[str]
    language: str
    dashes: tuple[int, int] = (0, 0)  # within lines, without a space behind and with one

    @classmethod
    def of(cls, pieces: Sequence[Piece], language: str | None) -> Words:
        """Seen without the halves of torn words, which prove nothing."""
        seen: set[str] = set()
        between_spaces: set[str] = set()  # fewer, of most lines, to be looked through for words
        ends: Counter[str] = Counter()
        closed = opened = 0
        for piece in pieces:
            torn = False
            for line in piece.lines:
                if not line.text.isascii():
                    closed += len(_CLOSED_DASH.findall(line.text))
                    opened += len(_OPEN_DASH.findall(line.text))
                text, after_torn, torn = line.text, torn, torn_half(line.text) is not None
                if torn or after_torn:
                    words = WORD.findall(text.lower())
                    seen.update(words[after_torn : len(words) - torn])
                    ends[text[-1:]] += 1
                else:
                    between_spaces.update(text.lower().split())
        seen.update(WORD.findall(" ".join(between_spaces)))
        inside = {word for word in seen if _HYPHEN in word}
        seen.update(word.replace(_HYPHEN, "-") for word in inside)
        printers = _printers(ends, bool(inside))
        return cls(seen, printers, (language or "en")[:2].lower(), (closed, opened))

    def closes_dash(self, line: str, following: str) -> bool:
        """Whether the dash that a line ends with stands between its words without spaces.

        A speech that breaks off ends with a dash too: what follows begins with a capital then.
        """
        if not _ENDS_IN_DASH.search(line) or not following[:1].isalnum():
            return False
        closed, opened = self.dashes
        if line[-1] == "–" and line[-2].isdigit() and following[0].isdigit():
            return True
        goes_on = following[0].islower() or following.startswith(("I ", "I’", "I'"))
        return goes_on and (closed > opened or (line[-1] == "—" and not opened))

    def keeps_hyphen(self, left: str, right: str, hyphen: str = "-") -> tuple[bool, bool]:
        """Whether the hyphen between "left-" and "right" is the word's own, and if that is sure."""
        left, low = left.lower(), right.lower().replace(_HYPHEN, "-")
        if hyphen == SOFT_HYPHEN or hyphen in self.printers:
            return False, True
        if not right or not right[0].islower() or self.printers:
            return True, True  # printers break "P-\n12" and "GP-\nLed" too
        if f"{left}-{low}" in self.seen:
            return True, True
        if left + low in self.seen:
            return False, True
        return self._weighed(left, low)

    def _weighed(self, left: str, right: str) -> tuple[bool, bool]:
        halves = self._is_word(left) and self._is_word(right)
        compound = left in _PREFIXES or (halves and right not in _ENDINGS)
        if _is_listed(left + right, self.language, least=_COMMON if compound else 1):
            return False, not compound
        return compound, False

    def _is_word(self, half: str) -> bool:
        if len(half) < _MIN_HALF:
            return half in _SMALL
        return half in self.seen or _is_listed(half, self.language, least=_COMMON)


def _printers(ends: Counter[str], stands_inside: bool) -> frozenset[str]:
    """The hyphens that end many lines and, of the one that may be typed, stand nowhere else."""
    own = [SOFT_HYPHEN] if stands_inside else [SOFT_HYPHEN, _HYPHEN]
    return frozenset(mark for mark in own if ends[mark] >= _ENOUGH)


def torn_half(line: str) -> str | None:
    """The half of a word that a line ends with, without its hyphen; None where it ends in a whole."""
    if not line.endswith(ENDS_TORN):
        return None
    found = _TORN.match(line[::-1])
    return found.group(1)[::-1] if found else None


def _is_listed(word: str, language: str, *, least: int = 1) -> bool:
    """Whether the language's word list has a word, in either English spelling."""
    listed = _word_list(language)
    if listed.get(word, 0) >= least:
        return True
    return language == "en" and any(
        listed.get(pattern.sub(other, word), 0) >= least for pattern, other in _BRITISH
    )


@cache
def _word_list(language: str) -> dict[str, int]:
    """Words and how common they are; empty for a language that has no list."""
    from spellchecker import SpellChecker

    try:
        return dict(SpellChecker(language=language).word_frequency.dictionary)
    except ValueError:
        return {}
