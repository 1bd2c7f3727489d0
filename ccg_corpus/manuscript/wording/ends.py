"""What stands right outside a quotation in the turn that it is cut from.

In: the turn, its words, where the quotation begins or stops. Out: a verdict where it stops before a
"but", or begins behind a "don't"; else none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccg_corpus.manuscript.wording.function_words import words_of
from ccg_corpus.manuscript.wording.guards import is_negation
from ccg_corpus.manuscript.wording.omissions import is_reply
from ccg_corpus.manuscript.wording.pieces import QuotedPiece

_LIMITING = words_of(
    "but unless except although though however only until till if without than whereas provided "
    "apart save excepting albeit yet"
)
# what bounds a sentence from the next one: "… very handsome. But if you want to know"
_ACROSS = words_of("but except unless although though however apart")
_BREAK = re.compile(r"[.?!…;:–—,()]|\s-\s|--")
_SENTENCE = re.compile(r"[.?!…]")
_OPINIONS = words_of(
    "think say says said believe know mean feel suppose reckon claim pretend imagine expect"
)
_BOUNDING = words_of("only hardly barely almost nearly scarcely")
_DENIED = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|without|neither|nor|cannot|hardly|rarely|seldom)\b|n['’]t\b",
    re.IGNORECASE,
)
_FAR, _NEAR, _LEAD = 4, 2, 80


def behind_ends(
    said: str, words: Sequence[QuotedPiece], stop: int, mine: str, *, is_sentence: bool
) -> tuple[str, str]:
    """Of words that stop before `stop`."""
    if not 0 < stop < len(words):
        return "", ""
    sign = said[words[stop - 1].end : words[stop].start]
    following = words[stop].text
    if is_negation(following) and not _BREAK.search(sign):
        return "reversed", f"stops before “{_shown(said, words, stop)}”"
    if _SENTENCE.search(sign) and following not in _ACROSS:
        pass
    elif following in _LIMITING and not (following == "only" and not _BREAK.search(sign)):
        return "cut", f"stops before “{_shown(said, words, stop)}”"
    if _SENTENCE.search(sign) and is_reply(said, words, _sentence(said, words, stop)):
        return "cut", f"stops before “{_shown(said, words, stop)}”"
    return "", ""


def _sentence(said: str, words: Sequence[QuotedPiece], at: int) -> range:
    end = at + 1
    while end < len(words) and not _SENTENCE.search(said[words[end - 1].end : words[end].start]):
        end += 1
    return range(at, end)


def before_start(
    said: str, words: Sequence[QuotedPiece], start: int, mine: str, lead: str, *, is_sentence: bool
) -> tuple[str, str]:
    """Of words that begin at `start`."""
    before: list[str] = []
    at = start
    while at > 0 and len(before) < _FAR:
        if _BREAK.search(said[words[at - 1].end : words[at].start]):
            break
        at -= 1
        before.append(words[at].text)
    near = before[:_NEAR] if not _OPINIONS & set(before[:2]) else before
    if not any(is_negation(word) or word in _BOUNDING for word in near):
        return "", ""
    why = f"begins behind “{' '.join(said[words[at].start : words[start - 1].end].split())}”"
    own = mine.lstrip("\"'“‘ ")[:1]
    if is_sentence and own.isupper() and said[words[start].start].islower():
        return "reversed", why
    if _DENIED.search(lead[-_LEAD:]):
        return "", ""
    return "cut", why


def _shown(said: str, words: Sequence[QuotedPiece], at: int) -> str:
    end = min(len(words), at + 5) - 1
    more = " …" if end < len(words) - 1 else ""
    return " ".join(said[words[at].start : words[end].end].split()) + more
