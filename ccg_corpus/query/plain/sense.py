"""What a word does where it stands in a phrase, as far as its neighbours tell.

Comes in: lexemes and the roles named among them. Goes out: yes or no. Nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Lexemes


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
        joints = {"or", "vs"}
        if not word or word in asking.DROPPED | asking.CASE_NOUNS | joints or at in self.mentions:
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

    def speaks(self, at: int, length: int) -> bool:
        """Whether no word to find stands behind a role, as in "older people and tablets", or the
        words before say that it speaks."""
        if self.is_sentence or self.row.word(at - 1) in asking.SPEAKER_FOLLOWS:
            return True
        behind = at + length
        is_joint = self.row.word(behind) in ("and", "or") or self.row.raw(behind) == "&"
        behind += is_joint
        return not self.is_topic(behind) or self.is_of_speaking(self.row.word(behind))

    def are_told_of(self, at: int, length: int) -> bool:
        """ "young people having no say": what befalls them, whoever tells it."""
        before, behind = self.row.word(at - 1), self.row.word(at + length)
        is_said = self.is_sentence or before in asking.SPEAKER_FOLLOWS
        return behind in asking.TOLD_OF and not is_said

    def is_acted_on(self, at: int) -> bool:
        """ "patients trusting their doctors": whom a speaker does something to; not "GPs, including
        partners"."""
        before = at - 1
        while self.row.word(before) in asking.DETERMINERS:
            before -= 1
        word = self.row.word(before)
        is_doing = word.endswith("ing") and word not in asking.NO_ACTIONS | asking.DROPPED
        return is_doing and self.ends_role(before - 1)

    def is_of_speaking(self, word: str) -> bool:
        """Whether a word behind a role makes it a speaker."""
        telling = asking.ASKING | asking.TELLING | asking.TELLING_ABOUT | asking.WORKING
        return word in telling | asking.TOPIC_FOLLOWS | {"who", "only", "voice"} - {"between"}

    def is_owner(self, at: int, length: int) -> bool:
        """ "patients' fear": a possessive with what it owns behind it, not "patients' views"."""
        owned = self.row.raw(at + length - 1).endswith(("'s", "’s", "s'", "s’"))
        behind = at + length
        return owned and self.is_topic(behind) and not self.is_of_speaking(self.row.word(behind))

    def is_asking(self, at: int, *, on_topic: bool) -> bool:
        """A word that people ask with, and that is not looked for."""
        word = self.row.word(at)
        if self.row.is_acronym(at):
            return False
        spoken = not on_topic or self.row.word(at + 1) in asking.SPEAKER_FOLLOWS
        return word in asking.FUNCTION_WORDS or (word in asking.ASKING and spoken)

    def is_telling(self, at: int, *, after_speaker: bool) -> bool:
        """A verb between a speaker and what is spoken of."""
        if self.row.word(at) in asking.TELLING_ABOUT:
            return after_speaker and self.is_about(at + 1)
        if self.row.word(at) not in asking.TELLING:
            return False
        return after_speaker or self.row.word(at + 1) in (asking.TOPIC_FOLLOWS | {"of"})

    def is_participants(self, at: int) -> bool:
        """Whoever was asked; "people" only where it is said of whom: "people in case D"."""
        word, behind = self.row.word(at), self.row.word(at + 1)
        is_said = behind in asking.SPEAKER_FOLLOWS | asking.ASKING or behind in ("in", "at", "who")
        return word in asking.PARTICIPANTS or (word in asking.PEOPLE and is_said)

    def is_in_case(self, at: int) -> bool:
        """ "in case a patient collapses": no case of the corpus."""
        behind = self.row.word(at + 1)
        is_clause = behind in asking.FUNCTION_WORDS or behind == "of"
        return self.row.word(at) == "case" and self.row.word(at - 1) == "in" and is_clause

    def is_operand(self, at: int) -> bool:
        """Whether the word at `at` stands beside an operator in capitals, so that it is what the
        operator joins or leaves out, however small it is: "lamp OR i", "NOT we"."""
        before, behind = self.row.raw(at - 1), self.row.raw(at + 1)
        is_last = not self.row.goes_on(at + 1)
        if self.row.kind(at - 1) == "operator":
            if is_last:
                return True
            return before != "AND" and self.row.word(at) not in asking.LEADING
        if self.row.kind(at + 1) != "operator" or behind == "NOT":
            return False
        is_first = self.row.kind(at - 1) in ("", "operator", "open", "pause")
        return is_first or (behind != "AND" and self.row.word(at) in asking.FUNCTION_WORDS)

    def are_both(self, at: int) -> bool:
        """ "GPs who are women"."""
        return self.row.word(at - 1) in ("are", "is", "were") and self.row.word(at - 2) == "who"
