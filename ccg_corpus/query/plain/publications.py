"""Documents in plain words: by their id, as they are cited, by their type.

Comes in: lexemes and what the corpus holds. Goes out: the filter, over how many lexemes it is
written, and what is to be said of it.
"""

from __future__ import annotations

import re

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.catalogue import MOST_NAMED, Catalogue
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Found, Lexemes
from ccg_corpus.query.plain.years import is_year
from ccg_corpus.query.tree import Has
from ccg_corpus.text.name_keys import name_as_asked
from ccg_corpus.text.words import fold

# A surname this short in small letters may be any word: "in may".
_SHORTEST_SMALL = 5
_LONGEST_JOURNAL = 8
_RECORD = r"p?[0-9a-f]{8}"  # how the id of a quotation or passage ends


@frozen
class Publications:
    """Finds the documents that a phrase names; `notes` grows by what was taken for a name."""

    row: Lexemes
    catalogue: Catalogue
    notes: list[str]

    def at(self, at: int) -> Found | None:
        """The documents named at `at`.

        Raises: QueryError where a name may be several documents.
        """
        if self.row.word(at) in asking.DOCUMENT_NOUNS and (found := self.reference(at + 1)):
            return 2, Has("document", (found,))
        return self._by_id(at) or self._cited(at) or self.journal_at(at) or self._type(at)

    def _by_id(self, at: int) -> Found | None:
        """ "smith-2019", as every list has it; "smith-2019:D", a case of it."""
        raw = self.row.raw(at)
        if not any(sign.isdigit() or sign == "-" for sign in raw):
            return None
        id = next(iter(self.catalogue.named(name_as_asked(raw))), None)
        if id is None:
            return None
        label = self.row.raw(at + 2) if self.row.raw(at + 1) == ":" else ""
        if not label or not (self.row.touches(at) and self.row.touches(at + 1)):
            return 1, Has("document", (id,))
        if re.fullmatch(_RECORD, label) and not self.catalogue.case_label(label):
            column = self.row.row[at].column
            hint = f"'ccg show {id}:{label}' shows it"
            raise QueryError(f"'{id}:{label}' is the id of a quotation", column=column, hint=hint)
        return 3, Has("case", (f"{id}:{self.catalogue.case_label(label) or label}",))

    def journal_at(self, at: int) -> Found | None:
        """ "the BJGP paper", "in the British Journal of …": the documents of a journal."""
        named = at - 1
        while self.row.word(named) in ("the", "journal"):
            named -= 1
        is_placed = self.row.word(named) in ("in", "from") or named < at - 2
        for length in range(_LONGEST_JOURNAL, 0, -1):
            typed = self.row.stretch(at, length)
            is_noun = bool(typed) and self._is_noun(at + length)
            if not typed or not typed[:1].isupper() or not (is_placed or is_noun):
                continue
            if ids := self.catalogue.in_journal(typed):
                what = f"document{'s' if len(ids) > 1 else ''} {', '.join(ids[:MOST_NAMED])}"
                more = ", …" if len(ids) > MOST_NAMED else ""
                self.notes.append(f"'{typed}' read as the journal: {what}{more}")
                return length + is_noun, Has("document", ids)
        return None

    def reference(self, at: int) -> str | None:
        """The document named at `at`; a "paper on trust" does not name one that begins so."""
        word = self.row.word(at)
        if not word or word in asking.DROPPED:
            return None
        return self.catalogue.document(self.row.raw(at))

    # By authors

    def _cited(self, at: int) -> Found | None:
        """ "Smith 2019", "Smith et al. (2019)", "Smith and Jones", "in Smith", "Smith's study"."""
        typed = self.row.raw(at)
        name = typed.removesuffix("'s").removesuffix("’s")
        if not self.row.word(at) or not self._may_be_name(at, name):
            return None
        end, is_cited = self._more_authors(at, name)
        year = self._year_behind(end)
        if year:
            ids = self.catalogue.cited(name, int(self.row.raw(year)))
            last = (
                year
                + 1
                + (self.row.kind(year - 1) == "open" and self.row.kind(year + 1) == "close")
            )
            last += name != typed and self._is_noun(last)
            return (last - at, Has("document", ids)) if ids else None
        end += self._is_noun(end)
        if not (is_cited or self._stands_as_name(at, end)):
            return None
        ids = self.catalogue.cited(name)
        if not ids:
            return None
        what = f"document{'s' if len(ids) > 1 else ''} {', '.join(ids)}"
        self.notes.append(f"'{name}' read as {what}; write \"{name}\" for the word")
        return end - at, Has("document", ids)

    def _may_be_name(self, at: int, name: str) -> bool:
        """A word that may be a surname. In small letters it needs a sign that it is one."""
        if name[:1].isupper():
            return True
        is_cited = self.row.word(at + 1) in ("et", "&") or is_year(self.row.raw(at + 1))
        if is_cited or name != self.row.raw(at):
            return True
        is_end = self.row.is_ending(at + 1)
        is_placed = self.row.word(at - 1) in ("in", "from") and (
            is_end or self.row.word(at + 1) in asking.DROPPED
        )
        return len(name) >= _SHORTEST_SMALL and (is_placed or (is_end and self.row.is_opening(at)))

    def _more_authors(self, at: int, name: str) -> tuple[int, bool]:
        """Where the names end, and whether what follows the first says that it is cited."""
        end, is_cited = at + 1, False
        while True:
            if length := self.row.begins(end, asking.ET_AL):
                end, is_cited = end + length + (self.row.raw(end + length) == "."), True
                continue
            joint = self.row.raw(end) == "&" or self.row.word(end) == "and"
            joint = joint or (self.row.raw(end) == "," and self._goes_on(end + 2))
            other = self.row.raw(end + 1)
            if joint and other[:1].isupper() and self.catalogue.is_co_author(name, other):
                end, is_cited = end + 2, True
                continue
            return end, is_cited

    def _goes_on(self, at: int) -> bool:
        """Whether names with commas between are those of one document: "Smith, Jones & Li"."""
        return self.row.raw(at) in ("&", ",") or self.row.word(at) == "and" or self._is_year(at)

    def _is_year(self, at: int) -> bool:
        return is_year(self.row.raw(at + (self.row.kind(at) == "open")))

    def _year_behind(self, end: int) -> int:
        """Where the year of a citation stands; 0 for none."""
        for year in (end, end + 1):
            between = self.row.kind(end) == "open" or self.row.raw(end) == ","
            if is_year(self.row.raw(year)) and (year == end or between):
                return year
        return 0

    def _is_noun(self, at: int) -> bool:
        return self.row.word(at) in asking.DOCUMENT_NOUNS | asking.STUDY_NOUNS | asking.PUBLICATIONS

    def _stands_as_name(self, at: int, end: int) -> bool:
        """ "in Smith", "Smith's paper"; a name that stands for itself between pauses."""
        if self._is_noun(end - 1):
            return True
        behind = self.row.word(end)
        if behind in asking.CASE_NOUNS:  # "Smith case D"
            return True
        if not (self.row.is_ending(end) or behind in asking.DROPPED | asking.EXCEPTING_WORDS):
            return False
        is_placed = self.row.word(at - 1) in asking.BEFORE_NAME or self.row.is_negated(at)
        return is_placed or (self.row.is_opening(at) and self.row.is_ending(end))

    # By type

    def _type(self, at: int) -> Found | None:
        """ "in the accepted manuscripts": a type of document that the corpus has."""
        if not (self.row.is_opening(at) or self._is_placed(at)) or not self._may_be_type(at):
            return None
        for name in self.catalogue.types():
            for words in (fold(name), fold(name).rpartition(" ")[2]):
                length = len(words.split())
                typed = fold(self.row.stretch(at, length))
                if typed == f"{words}s" or (typed == words and self._is_the(at, length)):
                    length += self.row.raw(at + length) == ":"
                    return length, Has("type", (name,))
        return None

    def _is_placed(self, at: int) -> bool:
        return self.row.word(at - 1) in asking.PLACED or is_year(self.row.raw(at - 1))

    def _may_be_type(self, at: int) -> bool:
        word = self.row.word(at)
        return bool(word) and word not in asking.DROPPED - asking.TELLING

    def _is_the(self, at: int, length: int) -> bool:
        before, headed = self.row.word(at - 1), self.row.raw(at + length) == ":"
        is_first = self.row.is_opening(at - 1) or self.row.word(at - 2) in ("in", "from")
        is_the = before == "the" and is_first
        return headed or is_the or is_year(self.row.raw(at - 1))
