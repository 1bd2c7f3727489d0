"""Which language a text is in: its function words, counted against lists for thirty languages.

Takes the words of a draft, gives a BCP 47 tag, or None where the words don't decide. Nothing is
trained, drawn at random or fetched: the same text always has the same answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from ccg_corpus.core.model import Draft

_WORDS = 1200  # that are looked at: enough for a page or two, and quick
_PARTS = 6  # they are taken from, all over the text: an English abstract is not the language
_MIN_WORDS = 20
_MIN_DIFFERENT = 5  # words that speak for a language
_MIN_SHARE = 0.12  # of the words; running text has 0.3 to 0.6
_LEAD = 1.15  # over the next language
_NOT_RUNNING = ("reference", "front")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_LONG_CODES = {
    "eng": "en", "por": "pt", "spa": "es", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de",
    "ita": "it", "nld": "nl", "dut": "nl", "swe": "sv", "nor": "no", "dan": "da", "fin": "fi",
    "pol": "pl", "rus": "ru", "tur": "tr", "jpn": "ja", "zho": "zh", "chi": "zh", "kor": "ko",
}  # fmt: skip


def language_tag(stated: str | None) -> str | None:
    """A stated language as BCP 47 writes it; None for what is no tag ("English (UK)", "und")."""
    words = (stated or "").strip()
    if not _TAG.fullmatch(words) or words.lower() in ("und", "zxx", "mul"):
        return None
    primary, *rest = re.split("[-_]", words)
    primary = _LONG_CODES.get(primary.lower(), primary.lower())
    return "-".join([primary, *(part.upper() if len(part) == 2 else part for part in rest)])


def language_of_draft(draft: Draft) -> str | None:
    """The language of the running text."""
    texts = [line.text for line in draft.lines]
    texts += [block.text for block in draft.blocks if block.kind not in _NOT_RUNNING]
    return language_of_words(_sample(" ".join(texts)))


def language_of_words(words: Iterable[str]) -> str | None:
    """The language whose function words are the most among these, if they are many, and clearly so.

    A word that several languages share counts for each a part.
    """
    known = _known_words()
    counts = Counter(words)
    total = sum(counts.values())
    scores: dict[str, float] = {}
    different: Counter[str] = Counter()
    for word, count in sorted(counts.items()):
        languages = known.get(word, ())
        for language in languages:
            scores[language] = scores.get(language, 0.0) + count / len(languages)
            different[language] += 1
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if total < _MIN_WORDS or not ranked or ranked[0][1] < _MIN_SHARE * total:
        return None
    best, share = ranked[0]
    is_close = len(ranked) > 1 and share < _LEAD * ranked[1][1]
    return None if is_close or different[best] < _MIN_DIFFERENT else best


def _sample(text: str) -> Iterator[str]:
    """Words from several places of a text."""
    step = max(1, len(text) // _PARTS)
    size = _WORDS // _PARTS
    for part in range(_PARTS):
        start = part * step
        piece = text[start : min(start + step, start + size * 12)].lower()
        yield from _WORD.findall(piece)[1 : size + 1]  # the first may be cut


@cache
def _known_words() -> dict[str, tuple[str, ...]]:
    """Word → the languages it is a function word of."""
    from stop_words import LANGUAGE_MAPPING, get_stop_words

    known: dict[str, list[str]] = {}
    for language in sorted(LANGUAGE_MAPPING):
        for word in sorted(set(get_stop_words(language))):
            known.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in known.items()}
