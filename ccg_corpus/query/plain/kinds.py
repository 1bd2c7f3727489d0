"""Kinds of quotation in plain words: "survey answers", "interview quotes", "scare quotes".

Comes in: lexemes. Goes out: the filter, over how many lexemes it is written, and what is to be
said of it.
"""

from __future__ import annotations

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Found, Lexemes
from ccg_corpus.query.tree import Has


@frozen
class Kinds:
    """Finds the kind that a phrase names; `notes` grows by what a kind does not tell apart."""

    row: Lexemes
    notes: list[str]

    def at(self, at: int) -> Found | None:
        """The kind named at `at`."""
        for words, kind in asking.KIND_PHRASES.items():
            if self.row.begins(at, (words,)):
                return len(words), Has("kind", (kind,))
        if self.row.word(at) == "named" and at == 0:
            return 1, Has("kind", ("named",))
        return self._survey(at) or self._interview(at)

    def _survey(self, at: int) -> Found | None:
        length = self.row.begins(at, asking.SURVEYS)
        if not length:
            return None
        end = at + length
        while more := self.row.begins(end, asking.SURVEYS):  # "free text survey answers"
            end += more
        free = end > at + length
        if self.row.word(end) in asking.ANSWERS:
            return end + 1 - at, Has("kind", ("survey",))
        is_free = free or self.row.begins(at, asking.FREE_TEXT)
        stands_alone = self.row.is_opening(at) and self._ends(end)
        if self._is_placed(at) or (is_free and stands_alone) or self._is_clause(at, end):
            return end - at, Has("kind", ("survey",))
        return None

    def _interview(self, at: int) -> Found | None:
        """Interviews and focus groups are one kind; that the two are not told apart is said."""
        length = self.row.begins(at, asking.INTERVIEWS)
        end = at + length
        if not length:
            return None
        if self.row.word(end) in asking.ANSWERS | asking.DATA:
            end += 1
        elif not (self._is_placed(at) or (self.row.is_opening(at) and self._ends(end))):
            return None
        said = self.row.stretch(at, length)
        if self.row.word(end).isdecimal():
            end += 1
            self.notes.append(
                f"which {said} is not kept: '{self.row.raw(end - 1)}' is not asked for"
            )
        self.notes.append(
            f"'{said}' read as kind participant: interviews, focus groups and observations"
            " are not told apart"
        )
        return end - at, Has("kind", ("participant",))

    def _ends(self, at: int) -> bool:
        follows = asking.TOPIC_FOLLOWS | asking.SPEAKER_FOLLOWS | {"with", "of"}
        return self.row.is_ending(at) or self.row.word(at) in follows

    def _is_clause(self, at: int, end: int) -> bool:
        return self.row.is_opening(at) and self.row.is_ending(end)

    def _is_placed(self, at: int) -> bool:
        before = self.row.word(at - 1)
        is_the = before == "the" and self.row.word(at - 2) in asking.BEFORE_KIND | {"for"}
        return before in asking.BEFORE_KIND or is_the
