"""One participant by a name in plain words: "by Percy", "what does Percy say", "participant Percy".

Comes in: the row of lexemes and what the corpus holds. Goes out: the filter, over how many lexemes
it is written, and what is to be said of it. Labels with a number are `participants.py`'s.
"""

from __future__ import annotations

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Found, Lexemes
from ccg_corpus.query.tree import Has

_LONGEST = 3
_BEFORE = frozenset({"by", "from", "does", "did", "has", "do", "except", "than", "but", "not"})


@frozen
class People:
    """Finds the participant that a phrase names."""

    row: Lexemes
    catalogue: Catalogue
    notes: list[str]

    def at(self, at: int) -> Found | None:
        """The participant named at `at`."""
        is_noun = self.row.word(at) in asking.PARTICIPANT_NOUNS
        first = at + is_noun + (is_noun and self.row.raw(at + 1) == ":")
        if not self.row.raw(first)[:1].isupper() or not self.row.word(first):
            return None
        for length in range(_LONGEST, 0, -1):
            typed = self.row.stretch(first, length)
            name = typed.removesuffix("'s").removesuffix("’s")
            known = self.catalogue.participant(name) if name else None
            if known and (is_noun or self._speaks(first, length, is_owner=name != typed)):
                if not is_noun:
                    self._say(name, known)
                return first + length - at, Has("participant", (known,))
        return None

    def _speaks(self, first: int, length: int, *, is_owner: bool) -> bool:
        before, behind = self.row.word(first - 1), self.row.word(first + length)
        if self.row.stretch(first, length) in ("I", "A"):
            return False
        if self.row.is_negated(first):
            return True
        is_told = behind in asking.ASKING | asking.TELLING
        is_end = self.row.is_ending(first + length) or behind in asking.TOPIC_FOLLOWS
        if is_owner or before in ("does", "did", "has", "do"):
            return is_told
        if self.row.is_opening(first):
            return is_told or (behind in asking.TOPIC_FOLLOWS and not self.row.is_acronym(first))
        return before in _BEFORE and (is_end or is_told or behind in asking.DROPPED)

    def _say(self, name: str, known: str) -> None:
        self.notes.append(f"'{name}' read as participant {known}; write \"{name}\" for the word")
