"""What an author leaves out with a mark, and whether it carries what the words that stay need.

In: a source's text with its words, and which of them were left out. Out: verdicts with reasons. A denial
whose verb stays turns the meaning; a sentence that denies what was said before does as well. What denies
only words that are left out too is for the author to think about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ccg_corpus.manuscript.wording.function_words import COMPARATIVES, LIMITS, words_of
from ccg_corpus.manuscript.wording.guards import (
    is_degree,
    is_filler,
    is_negation,
)
from ccg_corpus.manuscript.wording.numerals import is_number
from ccg_corpus.manuscript.wording.pieces import QuotedPiece

Found = tuple[str, str, str]  # verdict, severity, why
_STOP = re.compile(r"[.?!…]")
_PAUSE = re.compile(r"[;:–—]|\s-\s|--")
_SOFT = re.compile(r"[,()]")
# what begins a clause that a denial before it does not reach
_SUBJECTS = words_of(
    "i you he she it we they there this that these those the a an my your his her its our their who "
    "people everybody everyone nobody somebody i'm i've i'd i'll you're you've we're we've they're "
    "they've it's that's there's he's she's he'll she'll they'll we'll you'll it'll what"
)
_JOINTS = words_of(
    "and but because so then when while which who where if or cos although though since before "
    "after until as whereas"
)
_OBJECTS = words_of("nobody nothing none nowhere neither not hardly")
_EXCEPT = words_of("but bar save except without minus barring")
_REPLY = 4
_REVIEW, _ERROR, _OK = "review", "error", "ok"


def left_out(said: str, words: Sequence[QuotedPiece], gone: range) -> Iterator[Found]:
    """What is to be said of words left out."""
    yield "marked", _OK, ""
    if not len(gone):
        return
    first_end, last_end = _ends(said, words, gone)
    if first_end is None or last_end is None:
        yield from _in_a_sentence(said, words, gone)
        return
    yield from _in_a_sentence(said, words, range(gone.start, first_end))
    yield from _in_a_sentence(said, words, range(last_end, gone.stop))
    middle = range(first_end, last_end)
    if is_reply(said, words, middle):
        yield "reversed", _ERROR, f"left out: “{_shown(said, words, middle)}”"
    elif any(is_negation(words[at].text) for at in middle):
        yield "marked", _REVIEW, "a sentence left out has a negation"


def _ends(said: str, words: Sequence[QuotedPiece], gone: range) -> tuple[int | None, int | None]:
    """The first words left out behind the first, and behind the last end of a sentence."""
    stops = [
        at
        for at in range(gone.start, gone.stop + 1)
        if _STOP.search(_before(said, words, at)) and at > 0
    ]
    return (stops[0], stops[-1]) if stops else (None, None)


def _before(said: str, words: Sequence[QuotedPiece], at: int) -> str:
    """What stands before a word; behind the last one what ends the text."""
    start = words[at - 1].end if at else 0
    end = words[at].start if at < len(words) else len(said)
    return said[start:end]


def _in_a_sentence(said: str, words: Sequence[QuotedPiece], gone: range) -> Iterator[Found]:
    """Words left out of a sentence that stays in part."""
    if not len(gone):
        return
    is_one = len(gone) == 1 and gone.start > 0 and words[gone.start].text in _EXCEPT
    if is_one and not _SOFT.search(_before(said, words, gone.start)):
        yield "reversed", _ERROR, f"limit left out: “{words[gone.start].text}”"
        return
    # "every quarter [the letter …]": it counts what is left out with it
    counts = gone.stop < len(words) and words[gone.stop].text in _SUBJECTS
    is_closed = counts and is_number(words[gone.stop - 1].text)
    for at in gone:
        word = words[at].text
        reaches = _reaches(said, words, at, gone.stop)
        near = reaches and not is_closed and not (counts and word in COMPARATIVES)
        near = near and all(is_degree(words[n].text) for n in range(at + 1, gone.stop))
        if is_negation(word):
            if reaches or _ends_a_clause(said, words, at, gone):
                yield "reversed", _ERROR, f"left out: “{said[words[at].start : words[at].end]}”"
            else:
                yield "marked", _REVIEW, "what is left out has a negation"
        elif word in LIMITS or word in COMPARATIVES or is_number(word):
            what = "number" if is_number(word) else "limit" if word in LIMITS else "comparative"
            if near:
                yield (
                    "reversed",
                    _ERROR,
                    f"{what} left out: “{said[words[at].start : words[at].end]}”",
                )
            elif reaches:
                yield "marked", _REVIEW, f"what is left out has a {what}"
        elif is_degree(word) and near:
            yield "marked", _REVIEW, "what is left out says how much"


def _reaches(said: str, words: Sequence[QuotedPiece], at: int, stop: int) -> bool:
    """Whether a word left out belongs to the words that stay behind it: no clause begins between."""
    if stop >= len(words):
        return False
    for next_ in range(at + 1, stop + 1):
        sign = _before(said, words, next_)
        if _STOP.search(sign) or _PAUSE.search(sign):
            return False
        if _SOFT.search(sign) and _begins_clause(words, next_, stop):
            return False
        if words[next_].text in _JOINTS and next_ < stop and _begins_clause(words, next_ + 1, stop):
            return False
        if words[next_].text in _JOINTS and next_ == stop:
            return False
    return True


def _begins_clause(words: Sequence[QuotedPiece], at: int, stop: int) -> bool:
    """Whether a clause with a subject of its own begins at a word, fillers aside."""
    while at < stop and is_filler([one.text for one in words[at : at + 2]]):
        at += 2
    while at < stop and is_filler([words[at].text]):
        at += 1
    if at >= len(words):
        return True
    word = words[at].text
    return word in _SUBJECTS or word in _JOINTS or is_negation(word)


def _ends_a_clause(said: str, words: Sequence[QuotedPiece], at: int, gone: range) -> bool:
    """ "I trusted [nobody there]": the denial belongs to the words that stay before it."""
    if at != gone.start or words[at].text not in _OBJECTS or not at:
        return False
    return not re.search(r"[,.;:?!–—()]", _before(said, words, at))


def is_reply(said: str, words: Sequence[QuotedPiece], these: range) -> bool:
    """Whether a sentence begins by denying what was said before: "We don't, …", "No.", "Not that …"."""
    if not len(these):
        return False
    clause: list[str] = []
    for at in these:
        if clause and re.search(r"[,.;:?!–—]", _before(said, words, at)):
            break
        clause.append(words[at].text)
    if clause[0] in ("no", "not", "never", "nope"):
        return True
    return len(clause) <= _REPLY and any(map(is_negation, clause)) and clause[0] in _SUBJECTS


def _shown(said: str, words: Sequence[QuotedPiece], these: range) -> str:
    text = " ".join(said[words[these.start].start : words[these.stop - 1].end].split())
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"
