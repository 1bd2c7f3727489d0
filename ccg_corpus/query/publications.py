"""Documents in plain words: by their id, as they are cited, by their type.

Comes in: lexemes and what the corpus holds. Goes out: the filter, over how many lexemes it is
written, and what is to be said of it.
"""

from __future__ import annotations

from ccg_corpus.frozen import frozen
from ccg_corpus.query import asking
from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.row import Found, Lexemes
from ccg_corpus.query.years import is_year
from ccg_corpus.terms import Has
from ccg_corpus.words import fold

# A surname this short in small letters may be any word: "in may".
_SHORTEST_SMALL = 5


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
        return self._cited(at) or self._type(at)

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
        if not (self.row.is_ending(end) or self.row.word(end) in asking.DROPPED):
            return False
        is_placed = self.row.word(at - 1) in asking.BEFORE_NAME
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
