"""How many people a paper says took part, by its own sentence; and which roles it names there.

Comes in: a document's text. Goes out: the sentences that say it, with the number each has. What
documents.csv says under `participants` goes before them. A number of interviews is none of people, and
where sentences disagree no number is given: unknown is an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query import Query

if TYPE_CHECKING:
    from ccg_corpus.core.model import Document
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.synthesis.voices import Voices

ATTRIBUTES = ("participants", "took_part", "sample")
_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: at for at, word in enumerate(_ONES, 1)} | {
    word: 10 * at for at, word in enumerate(_TENS, 2)
}
_NUMBER = (
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})?(?![\d.,%]*\d|\s?%)|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?"
    rf"|{'|'.join(reversed(_ONES))})"
)
_PEOPLE = r"(?:participants|interviewees|respondents|informants|people|persons|individuals)"
_BETWEEN = r"(?:[\w’'-]+ ){0,3}?"
_SAID = (
    rf"(?:\binterviewed|\brecruited|interviews with|\bsample of|focus groups with)\s(?:a total of )?"
    rf"{_NUMBER}\s{_BETWEEN}{_PEOPLE}\b",
    rf"(?<![\w.,])(?:a total of )?{_NUMBER}\s{_BETWEEN}{_PEOPLE}\s(?:were|was|had been|have been)\s(?:\w+ly )?"
    r"(?:interviewed|recruited|enrolled|included in the study|sampled)\b",
    rf"(?<![\w.,])(?:a total of )?{_NUMBER}\s{_BETWEEN}{_PEOPLE}\s(?:took part|participated|agreed to "
    r"(?:take part|participate|be interviewed))\b",
    rf"\binterviewed\b[^.;]*?(?<![\w.,]){_NUMBER}\s{_BETWEEN}{_PEOPLE}\s(?:in all|in total|altogether)\b",
)
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _SAID)
# Where authors say what they did; not where they tell of other studies, or let people speak.
_SECTIONS = ("abstract", "methods", "results")
_OF_OTHERS = re.compile(r"\bet al\b|\((?:[^()]*\s)?(?:19|20)\d\d[a-z]?\)|[“‘\"].*[”’\"]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'(])")
MOST_SAID = 4
_LONGEST = 400


@frozen
class StatedNumber:
    """A sentence of the paper that says how many took part."""

    text: str
    people: int


@frozen
class TookPart:
    """`people`: how many, where all that says it agrees; `roles`: kinds of speakers named there,
    each with its broader ones."""

    people: int | None = None
    said: tuple[StatedNumber, ...] = ()
    roles: tuple[tuple[str, ...], ...] = ()

    def unquoted(self, heard: Voices) -> tuple[str, ...]:
        """Roles named in these sentences that nobody who is quoted has, nor has a narrower one."""
        return tuple(one[0] for one in self.roles if one[0] not in heard.roles)


def took_part(corpus: Corpus, document: str) -> TookPart:
    """What is known of how many took part in a document's study."""
    rebuilt = corpus.crossed.document_of(document)
    said = tuple(_sentences(rebuilt))[:MOST_SAID] if rebuilt is not None else ()
    numbers = {one.people for one in said}
    given = _given(corpus, document)
    if given is not None:
        numbers = {given}
    vocabulary = corpus.vocabulary
    named = [mention.slug for one in said for mention in vocabulary.find(one.text)]
    roles = tuple(vocabulary.broader(slug) for slug in dict.fromkeys(named))
    return TookPart(numbers.pop() if len(numbers) == 1 else None, said, roles)


def _given(corpus: Corpus, document: str) -> int | None:
    """The number that documents.csv has."""
    for name in ATTRIBUTES:
        if name in corpus.catalogue.attributes():
            for values, _, _ in corpus.crossed.groups(Query(documents=(document,)), (name,)):
                if isinstance(values[0], str) and values[0].strip().isdecimal():
                    return int(values[0])
    return None


def _sentences(document: Document) -> Iterator[StatedNumber]:
    """What the authors say, where they say what they did."""
    seen = set()
    for block in document.blocks:
        if block.section not in _SECTIONS:
            continue
        for sentence in _SENTENCE_END.split(" ".join(document.slice(block.span).split())):
            if sentence in seen or len(sentence) > _LONGEST or _OF_OTHERS.search(sentence):
                continue
            for pattern in _PATTERNS:
                if match := pattern.search(sentence):
                    seen.add(sentence)
                    yield StatedNumber(sentence, number_of(match["number"]))
                    break


def number_of(text: str) -> int:
    """ "34", "1,204", "thirty-four"."""
    plain = text.replace(",", "")
    if plain.isdecimal():
        return int(plain)
    return sum(_WORDS[word] for word in plain.lower().split("-"))
