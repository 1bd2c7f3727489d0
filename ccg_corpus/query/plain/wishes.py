"""Words that ask how the answer is shown: "first 5", "sorted by year", "which papers mention …".

Comes in: the row of lexemes. Goes out: which option is asked for, and over how many lexemes. What
an option does is the command line's; here it is only heard.
"""

from __future__ import annotations

import re

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Lexemes

_MOST = 3  # digits of a number of quotations
_ORDERS = {
    "year": "year", "date": "year", "publication": "year", "role": "role", "speaker": "speaker",
    "case": "case", "document": "document", "paper": "document", "theme": "theme",
    "length": "words", "confidence": "confidence", "page": "page", "site": "site", "kind": "kind",
    "section": "section",
}  # fmt: skip
_GROUPS = ("role", "case", "site", "study", "document", "theme", "year", "kind", "section")
_DOWN = ("descending", "backwards", "reversed")


@frozen
class Wish:
    """An option and its value: ("limit", 5), ("sort", "-words"), ("count_by", "document")."""

    option: str
    value: int | str | bool
    said: str = ""


Heard = tuple[int, Wish]


@frozen
class Wishes:
    """Hears what is asked of the answer."""

    row: Lexemes

    def at(self, at: int, *, is_start: bool) -> Heard | None:
        """What is asked for at `at`, and over how many lexemes. `is_start`: nothing but words of
        asking stand before."""
        found = self._number(at, is_start) or self._order(at) or self._group(at)
        if found or not is_start:
            return found
        return self._counting(at) or self._listing(at) or self._authors(at) or self._first_best(at)

    def _number(self, at: int, is_start: bool) -> Heard | None:
        """ "first 5", "the top ten", "5 quotes on", "5 random quotes"."""
        if self.row.word(at) in ("first", "top", "random"):
            number = self._read(at + 1)
            if number and self._is_done(at + 2):
                option = "random" if self.row.word(at) == "random" else "limit"
                return 2, Wish(option, number, self.row.stretch(at, 2))
        if not is_start or not (number := self._read(at)):
            return None
        is_random = self.row.word(at + 1) == "random"
        if self.row.word(at + 1 + is_random) in asking.QUOTES:
            option = "random" if is_random else "limit"
            return 2 + is_random, Wish(option, number, self.row.stretch(at, 2 + is_random))
        return None

    def _read(self, at: int) -> int:
        word = self.row.word(at)
        if re.fullmatch(rf"\d{{1,{_MOST}}}", word):
            return int(word)
        return asking.NUMBERS.get(word, 0)

    def _is_done(self, at: int) -> bool:
        """Not "the first 5 years"."""
        return self.row.is_ending(at) or self.row.word(at) in asking.DROPPED

    def _order(self, at: int) -> Heard | None:
        """ "sorted by year", "longest first", "most confident"."""
        begun = self.row.begins(at, asking.SORTED)
        if begun and (field := _ORDERS.get(self.row.word(at + begun))):
            length = begun + 1 + (self.row.word(at + begun + 1) in _DOWN)
            is_down = length > begun + 1 or field in ("words", "confidence")
            said = self.row.stretch(at, length)
            return length, Wish("sort", f"-{field}" if is_down else field, said)
        for phrase, value in asking.ORDERS.items():
            if self.row.begins(at, (phrase,)):
                return len(phrase), Wish("sort", value, " ".join(phrase))
        return None

    def _first_best(self, at: int) -> Heard | None:
        """ "long quotes on": only where nothing is asked for yet."""
        for phrase, value in asking.FIRST_ORDERS.items():
            if self.row.begins(at, (phrase,)):
                return len(phrase), Wish("sort", value, " ".join(phrase))
        return None

    def _group(self, at: int) -> Heard | None:
        """ "grouped by case", "counted by role"."""
        for option, phrases in (("group_by", asking.GROUPED), ("count_by", asking.COUNTED)):
            begun = self.row.begins(at, phrases)
            field = self.row.word(at + begun).removesuffix("s")
            field = "document" if field in ("paper", "article") else field
            if begun and field in _GROUPS and (option == "group_by" or field != "section"):
                return begun + 1, Wish(option, field, self.row.stretch(at, begun + 1))
        return None

    def _counting(self, at: int) -> Heard | None:
        """ "how many quotes": so many; of anything else it is said how to count."""
        if not self.row.begins(at, (("how", "many"), ("number", "of"))):
            return None
        if self.row.word(at + 2) in asking.QUOTES:
            length = 3 + (self.row.word(at + 3) in ("are", "is", "were"))
            length += self.row.word(at + length) == "there"
            return length, Wish("count", True, self.row.stretch(at, 3))
        return 2, Wish("how many", True, self.row.stretch(at, 2))

    def _listing(self, at: int) -> Heard | None:
        """ "which papers mention X", "in which cases do GPs mention X"."""
        first = at + (self.row.word(at) == "in")
        if self.row.word(first) not in ("which", "what"):
            return None
        noun = self.row.word(first + 1)
        field = asking.LISTED.get(noun)
        behind = self.row.word(first + 2)
        is_asked = first > at or behind in asking.ASKING | asking.TELLING | {"have", "has", "are"}
        if not field or not is_asked:
            return None
        return first + 2 - at, Wish("count_by", field, self.row.stretch(first, 2))

    def _authors(self, at: int) -> Heard | None:
        """ "what did the authors conclude about X": their own text."""
        first = at + (self.row.word(at) in ("what", "how"))
        first += self.row.word(first) in ("did", "do", "does", "have", "has")
        first += self.row.word(first) == "the"
        if self.row.word(first) not in ("authors", "author") or first == at:
            return None
        telling = self.row.word(first + 1)
        if telling not in asking.CONCLUDING | asking.ASKING | asking.TELLING | asking.TELLING_ABOUT:
            return None
        return first + 2 - at, Wish("place", "passages", "what the authors say")

    def comparing(self, at: int) -> int:
        """ "compare", "the difference between", "differ": how many words; 0 for none."""
        return self.row.begins(at, asking.COMPARING)
