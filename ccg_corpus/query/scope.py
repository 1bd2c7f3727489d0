"""Where the reading of a phrase stands: what was put so far, and what the words before have set.

A bracket opens a scope of its own; what is set in it ends with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ccg_corpus.query.parts import GatheredParts
from ccg_corpus.query.plain.lists import items_before
from ccg_corpus.query.plain.row import Lexemes


class Scope:
    """A phrase, or what stands in brackets, while it is read."""

    def __init__(self, *, on_topic: bool = False) -> None:
        self.parts = GatheredParts()
        self.excepted: str | None = None  # filters named now are left out; the field of the first
        self.excepting = False
        self.on_topic = on_topic  # a role named now is what is talked about
        self.after_word = False  # the lexeme before was a word to find
        self.after_speaker = False  # the lexeme before was a role's name or "what", "how"
        self.found_any = False
        self.small: list[int] = []  # the words that fell away
        self.taken: set[int] = set()  # the words to find, by their places
        self._list: list[list[int]] = []  # items of a list, the last of which is being read

    def moved(
        self, *, on_topic: bool | None = None, word: bool = False, speaker: bool = False
    ) -> None:
        """On to the next lexeme."""
        if on_topic is not None:
            self.on_topic = on_topic
        self.after_word, self.after_speaker = word, speaker

    def begin_excepting(self) -> None:
        """What is named now is left out."""
        self.excepting, self.excepted = True, None

    def end_excepting(self) -> None:
        """What is named now is wanted again."""
        self.excepting, self.excepted = False, None

    # Lists

    def begin_last_item(self, row: Lexemes, at: int) -> bool:
        """Whether the "or" at `at` is the last one's of a list with commas."""
        self._list = items_before(row, at, self.taken)
        if self._list:
            self._list.append([])
        return bool(self._list)

    def go_on(self, places: Iterator[int], *, in_item: bool) -> None:
        """After a step: its words go to the list's last item, or the list is over."""
        if not self._list:
            return
        words = [at for at in places if at in self.taken]
        if words:
            self._list[-1] += words
        elif self._list[-1] and not in_item:
            self.end_list()

    def end_list(self) -> None:
        """Make the items of a list that was read alternatives."""
        items, self._list = self._list, []
        if items and items[-1]:
            self.parts.collapse(items)
