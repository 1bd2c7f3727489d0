"""What a word does where it stands in a phrase, as far as its neighbours tell.

Comes in: lexemes and the roles named among them. Goes out: yes or no. Nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping

from ccg_corpus.frozen import frozen
from ccg_corpus.query import asking
from ccg_corpus.query.row import Lexemes


@frozen
class Sense:
    """Questions about places of a phrase."""

    row: Lexemes
    mentions: Mapping[int, tuple[str, int, bool]]

    @property
    def is_sentence(self) -> bool:
        """ "do doctors trust managers": not a row of keywords."""
        return self.row.word(0) in asking.QUESTIONING

    def is_told(self, at: int) -> bool:
        """Whether a role stands at `at`, with or without "the"."""
        return at in self.mentions or (self.row.word(at) == "the" and at + 1 in self.mentions)

    def is_about(self, at: int) -> bool:
        """Whether what is talked about follows the word at `at`."""
        return self.row.word(at) in asking.TOPIC_FOLLOWS | asking.EITHER_FOLLOWS

    def ends_role(self, at: int) -> bool:
        """Whether a role's name ends at `at`."""
        return any(first + mention[1] == at + 1 for first, mention in self.mentions.items())

    def is_trusting(self, at: int) -> bool:
        """ "trust in managers": they are the topic, where in "anger in managers" they speak."""
        return self.row.word(at) in asking.TRUSTING

    def is_topic_of(self, at: int) -> bool:
        """ "nurses' experiences of being told", "think of doctors"; not "views of managers"."""
        before = self.row.word(at - 1)
        if before in asking.THINKING or self.ends_role(at - 2):
            return True
        return before in asking.TELLING and not self.is_told(at + 1)

    def is_topic(self, at: int) -> bool:
        """Whether the word at `at` is one to find, that the one before may qualify."""
        word = self.row.word(at)
        if not word or word in asking.DROPPED | asking.CASE_NOUNS or at in self.mentions:
            return False
        is_account = word in asking.ACCOUNTS and not self.is_about(at + 1)
        return is_account or word not in asking.TELLING

    def qualifies(self, at: int, slug: str, length: int, *, plural: bool) -> bool:
        """A role's name that is an adjective here: "staff shortages", "professional identity"."""
        is_several = plural and slug not in asking.UNCOUNTED
        is_owner = self.row.raw(at + length - 1).endswith(("'s", "’s"))
        if slug not in asking.MODIFIERS or is_several or is_owner:
            return False
        behind = at + length
        is_first = self.row.word(behind) in ("and", "or") and self.is_topic(behind + 1)
        # "patient and public involvement"
        return self.is_topic(behind) or (is_first and self.is_topic(behind + 2))

    def are_both(self, at: int) -> bool:
        """ "GPs who are women"."""
        return self.row.word(at - 1) in ("are", "is", "were") and self.row.word(at - 2) == "who"
