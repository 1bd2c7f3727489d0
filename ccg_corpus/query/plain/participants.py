"""One participant in plain words: "GP3", "participant P07", "practice nurse 2".

Comes in: lexemes, the roles named among them, and the participants of the corpus. Goes out: the
filter and over how many lexemes it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Found, Lexemes
from ccg_corpus.query.plain.speakers import LONGEST_ROLE, RoleFinder
from ccg_corpus.query.tree import Has

_NUMBER = r"\d{1,3}[a-z]?"
_LABEL = r"([A-Za-z]*)[-_]?\d{1,3}[a-z]?"


@frozen
class Participants:
    """Finds the participant that a phrase names by a label with a number."""

    row: Lexemes
    catalogue: Catalogue
    roles: RoleFinder
    mentions: Mapping[int, tuple[str, int, bool]]

    def at(self, at: int) -> Found | None:
        """The participant named at `at`."""
        if not self.row.has_digits:
            return None
        first = at + (self.row.word(at) in asking.PARTICIPANT_NOUNS)
        first += self.row.word(first) in asking.NUMBERED if first > at else 0
        if not (length := self._length(first, is_noun=first > at)):
            return None
        typed = self.row.stretch(first, length)
        known = self.catalogue.participant(typed)
        if not (known or first > at or self._is_role_and_number(at, length)):
            return None
        whole = self.row.stretch(at, first + length - at)
        labels = [known or (whole if typed.isdecimal() else typed)]
        end = first + length
        while length > 1 and (number := self._next_number(end)):
            other = f"{self.row.stretch(first, length - 1)} {self.row.raw(number)}"
            labels.append(self.catalogue.participant(other) or other)
            end = number + 1
        return end - at, Has("participant", tuple(labels))

    def _next_number(self, end: int) -> int:
        """Where the next number stands in "nurse 2, 3 and 4"; 0 for none."""
        is_joint = self.row.word(end) in ("and", "or") or self.row.raw(end) in (",", "&")
        return end + 1 if is_joint and re.fullmatch(_NUMBER, self.row.raw(end + 1)) else 0

    def _length(self, at: int, *, is_noun: bool) -> int:
        """Over how many words a label with a number at its end stands; 0 for none."""
        if self.row.word(at) and re.fullmatch(_LABEL, self.row.raw(at)):
            return 1 if is_noun or self.row.raw(at)[0].isalpha() else 0
        for length in range(2, LONGEST_ROLE + 2):
            last = at + length - 1
            if self.row.word(last) and re.fullmatch(_NUMBER, self.row.raw(last)):
                is_end = self.row.is_ending(last + 1) or self.row.word(last + 1) in asking.DROPPED
                return length if is_end and self.row.stretch(at, length) else 0
        return 0

    def _is_role_and_number(self, at: int, length: int) -> bool:
        """ "GP3" and "GP 3", also where the corpus has no such label."""
        if length == 1:
            label = re.fullmatch(_LABEL, self.row.raw(at))
            letters = label[1] if label else ""
            return letters in ("P", "p") or bool(letters and self.roles.resolve(letters))
        slug, words, plural = self.mentions.get(at, ("", 0, False))
        return bool(slug) and words == length - 1 and not plural
