"""Who seems to speak in a stretch of words: signs of spoken and of authors' language."""

from __future__ import annotations

import re

from ccg_corpus.quotations.anycase import AnyCase

# each word by its first letter, which a search passes over the others to; that a word begins there
# is looked at behind it
_BEGINS = r"(?:(?<![\s\S]{2})|(?<=[.?!]\s[MWYO]))"  # a text or a sentence
FIRST_PERSON = re.compile(
    r"I(?<!\wI)\b|m(?<!\wm)(?:e|y(?:self)?|ine)\b|w(?<!\ww)e\b|u(?<!\wu)s\b|o(?<!\wo)urs?\b|y(?<!\wy)our?\b|"
    r"l(?<!\wl)et['’]s\b|L(?<!\wL)et['’]s\b|"
    rf"M(?:(?<![\s\S]{{2}})e|{_BEGINS}y)\b|W{_BEGINS}e\b|Y{_BEGINS}ou\b|O{_BEGINS}ur\b"
)
# words that are spoken more than written
COLLOQUIAL = AnyCase(
    r"\b(?:pretty (?:much|well|good)|kind of|sort of|gonna|gotta|wanna|stuff|anybody|somebody|everybody|nobody|"
    r"a (?:little )?bit|a lot of|loads? of|yeah|yep|okay|ok|guys?|kids?|mum|mom|dad|you know|i mean|i guess|"
    r"really|actually|whatever|whatnot|crap|shit|bloody|damn|oh|well,|heck|cool|awesome|just)\b",
)
CONTRACTION = AnyCase(r"\b\w+(?:n['’]t|['’](?:s|re|ve|ll|m|d))\b")


# "I" and "my" are a participant's; authors of papers say "we"
SINGULAR = re.compile(r"I(?<!\wI)\b|m(?<!\wm)y(?:self)?\b")
CLOSING_MARKS = frozenset("”’»\"'")
_MARKED = re.compile(r"[“\"‘][^“”\"‘]*[”\"’](?!\w)")


def outside_marks(text: str) -> str | None:
    """A block's words without the marked ones inside; None if there are no inner marks."""
    outside = _MARKED.sub(" ", text)
    return None if outside == text else outside


def without_marks(text: str) -> str:
    """The same length of text with marked words blotted out, so that offsets stay."""
    return _MARKED.sub(lambda match: "_" * len(match.group()), text)
