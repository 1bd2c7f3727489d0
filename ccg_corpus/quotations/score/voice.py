"""Who seems to speak in a stretch of words: signs of spoken and of authors' language."""

from __future__ import annotations

import re

from ccg_corpus.quotations.anycase import AnyCase

FIRST_PERSON = re.compile(
    r"\b(?=[ILMOUWYlmouwy])(?:"  # few words begin so: the others cost one look
    r"(?:I|I['’](?:m|ve|d|ll)|me|my|mine|myself|we|we['’](?:re|ve|d|ll)|us|our|ours|you|your|"
    r"you['’](?:re|ve|d|ll)|[Ll]et['’]s)\b|(?:^Me|(?:^|(?<=[.?!]\s))(?:We|You|My|Our))\b)"
)
# words that are spoken more than written
COLLOQUIAL = AnyCase(
    r"\b(?:pretty (?:much|well|good)|kind of|sort of|gonna|gotta|wanna|stuff|anybody|somebody|everybody|nobody|"
    r"a (?:little )?bit|a lot of|loads? of|yeah|yep|okay|ok|guys?|kids?|mum|mom|dad|you know|i mean|i guess|"
    r"really|actually|whatever|whatnot|crap|shit|bloody|damn|oh|well,|heck|cool|awesome|just)\b",
)
CONTRACTION = AnyCase(r"\b\w+(?:n['’]t|['’](?:s|re|ve|ll|m|d))\b")


# "I" and "my" are a participant's; authors of papers say "we"
SINGULAR = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|myself)\b")
CLOSING_MARKS = frozenset("”’»\"'")
_MARKED = re.compile(r"[“\"‘][^“”\"‘]*[”\"’](?!\w)")


def outside_marks(text: str) -> str | None:
    """A block's words without the marked ones inside; None if there are no inner marks."""
    outside = _MARKED.sub(" ", text)
    return None if outside == text else outside


def without_marks(text: str) -> str:
    """The same length of text with marked words blotted out, so that offsets stay."""
    return _MARKED.sub(lambda match: "_" * len(match.group()), text)
