"""What is to be said of a reading: doubts, and what was taken for what.

Comes in: the row of lexemes and places in it. Goes out: notes in words, each of which says how the
other meaning is written.
"""

from __future__ import annotations

from collections.abc import Container

from ccg_corpus.query.parts import GatheredParts
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Lexemes
from ccg_corpus.query.tree import Has, Part, Within, Word
from ccg_corpus.text.words import fold


class Notes:
    """Notes, in the order in which they came up."""

    def __init__(self, row: Lexemes) -> None:
        self._row = row
        self.found: list[str] = []
        self._unheard: set[int] = set()

    def say(self, note: str) -> None:
        """One more."""
        self.found.append(note)

    def of_topic(self, slug: str, at: int, length: int) -> None:
        """A role that is read as what is talked about."""
        self._unheard.update(range(at, at + length))
        if slug not in asking.MODIFIERS:
            words = self._row.stretch(at, length)
            self.say(f"'{words}' read as the topic; write role:{slug} for who speaks")

    def of_unheard(self, slug: str, at: int, length: int) -> None:
        """A role that nobody of the corpus has."""
        self._unheard.update(range(at, at + length))
        words = self._row.stretch(at, length)
        self.say(
            f"'{words}' read as the topic, for nobody in the corpus has the role;"
            f" write role:{slug} for who speaks"
        )

    def has(self, at: int) -> bool:
        """Whether it is said already that the role at `at` is the topic."""
        return at in self._unheard

    def of_double(self, slug: str, at: int, length: int, *, plural: bool) -> None:
        """A singular that is as often another thing, without a word that makes it a speaker."""
        before, behind = self._row.word(at - 1), self._row.word(at + length)
        is_sure = plural or before in asking.SPEAKER_FOLLOWS or behind in asking.ASKING
        if slug in asking.DOUBLE and length == 1 and not is_sure:
            word = self._row.raw(at)
            self.say(f"'{word}' read as role {slug}; write \"{word}\" for the word")

    def of_owner(self, at: int, length: int) -> None:
        """ "patients' fear": theirs in their own words, or what others say of it."""
        words = self._row.stretch(at, length)
        plain = words.rstrip("'’").removesuffix("'s").removesuffix("’s")
        self.say(
            f"'{words}' read as who speaks; for what others say of it write \"{plain}\" for the word"
        )

    def of_word(self, at: int) -> None:
        """A word in capitals that is a small word too."""
        raw = self._row.raw(at)
        if len(raw) > 1 and raw.isupper() and raw.isalpha() and fold(raw) in asking.FUNCTION_WORDS:
            self.say(f"'{raw}' finds '{raw.lower()}' too: capitals are not told apart")

    def of_small(self, at: int) -> None:
        """ "not" and "no" fall away."""
        if (word := self._row.word(at)) in ("not", "no"):
            self.say(
                f"'{word}' is not looked for: what is denied is found like what is said; to leave"
                " something out write NOT"
            )

    def of_or(self, at: int, taken: Container[int]) -> None:
        """An "or" between words of which several stand together."""
        if at - 1 in taken and at - 2 in taken:
            one, other = self._row.raw(at - 1), self._row.raw(at + 1)
            if self._row.word(at + 1):
                before = self._row.stretch(at - 2, 2)
                self.say(
                    f"'or' joins only '{one}' and '{other}'; brackets say otherwise:"
                    f" ({before}) OR ({other} …)"
                )

    def of_exception(self, filter: str) -> None:
        """ "anyone except GPs in case D"."""
        self.say(f"'{filter}' holds for all that is found; brackets say what is left out together")

    def of_operators(self, parts: GatheredParts, *, is_last: bool = False) -> None:
        """An "or" that joins nothing of one kind; an operator with nothing behind it."""
        for one, other in parts.unjoined:
            self.say(
                f"'or' stands between {_short(one)} and {_short(other)}: OR in capitals, and brackets,"
                " say what belongs together"
            )
        parts.unjoined.clear()
        if is_last and parts.is_waiting:
            self.say("nothing stands behind the last operator: it asks for nothing")


def _short(part: Part) -> str:
    return f"'{part.text}'" if isinstance(part, Word) else told(part, left_out=False) or "words"


def told(part: Part, *, left_out: bool) -> str:
    """A filter in a few words."""
    text = ""
    if isinstance(part, Has):
        text = f"{part.field}: {' or '.join(part.values)}"
    elif isinstance(part, Within):
        bounds = (("from", part.low), ("up to", part.high))
        text = f"{part.field}: " + " ".join(f"{word} {n}" for word, n in bounds if n is not None)
    return f"left out: {text}" if left_out else text
