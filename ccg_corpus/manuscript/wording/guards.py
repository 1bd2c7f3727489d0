"""Whether a difference between two wordings turns the meaning, spoils the words, or only tidies them.

In: the words of one side and of the other, folded. Out: what kind of difference it is, and a reason.
Likeness is never asked: a word of denial, a number, a comparative or a limit that only one side has
counts before everything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ccg_corpus.manuscript.wording.function_words import (
    COMPARATIVES,
    DEGREES,
    FILLERS,
    LIMITS,
    LONG_FORMS,
    MODALS,
    NEGATIONS,
    words_of,
)
from ccg_corpus.manuscript.wording.numerals import is_number, numbers_in, spelled

CLEANED, ALTERED, REVERSED = "cleaned", "altered", "reversed"

_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"))
_SPELLINGS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=\w\w)is(?=(?:e|es|ed|ing|ation|ations|er|ers)$)", "iz"),
        (r"(?<=\w\w)ys(?=(?:e|es|ed|ing)$)", "yz"),
        (r"(?<=\w\w)our(?=(?:$|s$|ed$|ing$|ite|able|al|hood|er|ers|ful|less))", "or"),
        (r"(?<=\w\w)tre(?=s?$)", "ter"),
        (r"ae(?=[dscmn])", "e"),
        (r"oe(?=dem|str|so|a)", "e"),
        (r"ogue(?=s?$)", "og"),
        (r"(?<=^practi)s(?=e|i)", "c"),
        (r"(?<=^licen)s(?=e|i)", "c"),
        (r"(?<=(?:efen|ffen|eten))c(?=es?$)", "s"),
        (r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers|or|ors)$)", "l"),
        (r"(?<=fulfi)ll?", "l"),
        (r"(?<=skil)l?(?=ful)", ""),
        (r"(?<=dg)em(?=ent)", "m"),
    )
)
_UNDOING = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "under", "over")
_PAIRS = (
    ("more", "less"), ("always", "never"), ("better", "worse"), ("all", "none"), ("most", "least"),
)  # fmt: skip


# Fillers that are words of a sentence as often: the caller looks how they are set off.
_MAY_MEAN = words_of("like well right so okay ok yeah oh yes")


def difference(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, str]:
    """What it means that a manuscript has `mine` where the source has `theirs`: a kind, and why."""
    a, b = regular(mine), regular(theirs)
    if a == b or _readings(a) & _readings(b):
        return CLEANED, ""
    turned = turned_by(a, b)
    if turned:
        return REVERSED, turned
    without = _without_fillers(b) if not _MAY_MEAN & set(b) else b
    if a == without or (_without_fillers(a) == without != b and not _more(a, b)):
        return CLEANED, ""
    if set(a) & MODALS != set(b) & MODALS:
        return ALTERED, "modal"
    return ALTERED, ""


def turned_by(mine: Sequence[str], theirs: Sequence[str]) -> str:
    """The word, of denial, number, comparison or limit, that only one side has; "" for none."""
    a, b = regular(mine), regular(theirs)
    for what, is_one in _TURNING:
        here, there = Counter(filter(is_one, a)), Counter(filter(is_one, b))
        if what == "negation" and sum(here.values()) != sum(there.values()):
            return what
        if what != "negation" and here != there:
            return what
    if Counter(numbers_in(a)) != Counter(numbers_in(b)):
        return "number"
    left, right = Counter(a) - Counter(b), Counter(b) - Counter(a)
    for one in left:
        for other in right:
            if _is_undone(one, other) or _is_undone(other, one):
                return "negation"
            if _is_compared(one, other) or _is_compared(other, one):
                return "comparative"
    return ""


def carries(words: Iterable[str]) -> str:
    """What words carry that a sentence needs: "negation", "limit", "comparative", "number", or ""."""
    plain = regular(tuple(words))
    for what, is_one in (*_TURNING,):
        if any(map(is_one, plain)):
            return what
    return "number" if numbers_in(plain) else ""


def is_negation(word: str) -> bool:
    """Whether a folded word denies: "not", "don't", "never"."""
    return (
        word.removesuffix("'s") in NEGATIONS
        or word.endswith("n't")
        or regular((word,))[-1:] == ["not"]
    )


def is_limit(word: str) -> bool:
    """Whether it bounds what is said: "only", "almost", "few"."""
    return word in LIMITS


def is_degree(word: str) -> bool:
    """Whether it says how much: "very", "a bit"."""
    return word in DEGREES or word in LIMITS or word in COMPARATIVES or is_number(word)


@lru_cache(maxsize=4096)
def _long(word: str) -> tuple[str, ...]:
    if word in LONG_FORMS:
        return tuple(LONG_FORMS[word].split())
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return tuple((word.removesuffix(ending) + instead).split())
    if word.endswith("in") and len(word) > 5:
        return (word,)
    for pattern, other in _SPELLINGS:
        word = pattern.sub(other, word)
    return (word,)


def regular(words: Sequence[str]) -> list[str]:
    """Words in one spelling, contractions in full, numbers as figures: what tidying leaves alike."""
    long = [part for word in words for part in _long(word.strip("'"))]
    return spelled(long)


_IS = re.compile(
    r"(?:he|she|it|that|there|what|who|where|how|here|everyone|everybody|someone|nobody)'s$"
)
_HAD = re.compile(r"(?:i|you|he|she|it|we|they|who|that|there|what)'d$")
_MOST_READINGS = 16


def _readings(words: Sequence[str]) -> set[str]:
    """The letters of all words, in each way in which "he's" and "I'd" may be read: also of one word
    that is printed as two."""
    found = [""]
    ends: tuple[str, ...]
    for word in words:
        own, _, _ = word.partition("'")
        if _IS.match(word):
            ends = ("'s", "is", "has")
        elif _HAD.match(word):
            ends = ("'d", "had", "would")
        else:
            own, ends = word, ("",)
        found = [f"{one}{own}{end}" for one in found for end in ends][:_MOST_READINGS]
    return set(found)


def is_tidied(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both say the same, regular spelling, contractions and figures aside."""
    a, b = regular(mine), regular(theirs)
    return a == b or bool(_readings(a) & _readings(b))


def _without_fillers(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(words):
        size = max(
            (len(one) for one in FILLERS if tuple(words[at : at + len(one)]) == one), default=0
        )
        if size:
            at += size
            continue
        out.append(words[at])
        at += 1
    return out


def is_filler(words: Sequence[str]) -> bool:
    """Whether words are nothing but fillers: "um", "you know"."""
    return bool(words) and not _without_fillers(words)


def _more(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the first has words that the second has not."""
    return bool(Counter(a) - Counter(b))


def _is_undone(word: str, plain: str) -> bool:
    """ "unhappy" for "happy"; "careless" for "careful"."""
    if any(word == prefix + plain for prefix in _UNDOING) and len(plain) > 2:
        return True
    return word.endswith("less") and plain.endswith("ful") and word[:-4] == plain[:-3]


def _is_compared(word: str, plain: str) -> bool:
    """ "bigger" for "big", "easiest" for "easy"."""
    for ending in ("er", "est"):
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] == plain
        if len(plain) > 2 and (
            stem == plain
            or stem + "e" == plain
            or doubled
            or (stem[:-1] + "y" == plain and stem[-1] == "i")
        ):
            return True
    return False


def _base(word: str) -> str:
    """ "nobody" of "nobody's"."""
    return word.removesuffix("'s")


_TURNING = (
    ("negation", lambda word: _base(word) in NEGATIONS or word.endswith("n't")),
    ("limit", lambda word: _base(word) in LIMITS),
    ("comparative", COMPARATIVES.__contains__),
)
