"""Sentences that say that somebody did not speak, or tell what somebody else does.

In: an author's words, and where a person or a verb stands in them. Out: yes or no. "Baker 21 said
nothing", "Nurse 6 did not" name nobody who speaks; behind such a sentence nobody knows whose words
follow.
"""

from __future__ import annotations

import re

from ccg_corpus.quotations.anycase import AnyCase

_NOT_BEFORE = AnyCase(
    r"(?:\b(?:never|not|hardly|barely|scarcely|neither|nor|no longer|refus(?:ed|es) to|declin(?:ed|es) to|"
    r"fail(?:ed|s) to|forgot to|avoid(?:ed|s))|n['’]t)\s+(?:\w+\s+){0,2}$"
)
_NOTHING_BEHIND = AnyCase(
    r"\s+(?:(?:absolutely|almost|next to|of|about)\s+){0,2}(?:nothing|little|no more|nobody|not a word|no word|not one word|"
    r"neither|not)\b(?! but\b| except\b| other than\b)"
)
_SILENT = re.compile(
    r"(?:\s*\([^()]{1,60}\))?\s+(?:\w+ly\s+)?(?:(?:did|does|do|has|had|have|would|could|can|will|was|were|is|are)\s*(?:not\b|n['’]t)|"
    r"(?:did|does|would|could)n['’]t\b|never\b|(?:was|were|remained|stayed|fell|kept|went)\s+(?:silent|quiet|mute|still)\b|"
    r"(?:said|says?|answered|replied|added|spoke)\s+(?:nothing|little|no more|not a word|no word)\b|"
    r"(?:declin|refus|fail)(?:ed|es|s)\b|kept (?:quiet|silent|her|his|their))",
    re.I,
)


def is_denied(text: str, end: int, verb_at: int, verb_end: int) -> bool:
    """Whether the verb of the person that ends at `end` says that nothing was said."""
    between = re.sub(r",[^,]*,|\bwho\b.*", " ", text[end:verb_at])
    if _NOT_BEFORE.search(between + ("" if between.endswith(" ") else " ")):
        return True
    return bool(_NOTHING_BEHIND.match(text, verb_end))


def is_silent(text: str, end: int) -> bool:
    """Whether whoever ends at `end` is said to be silent, or not to do what others did."""
    match = _SILENT.match(text, end)
    return bool(match) and not re.match(r"[^.?!]{0,60}\bbut\b", text[end:])


def is_mute(text: str, end: int) -> bool:
    """Whether whoever ends at `end` is said not to speak; "did not agree:" lets them speak."""
    return bool(_MUTE.match(text, end))


_MUTE = re.compile(
    r"(?:\s*\([^()]{1,60}\))?\s+(?:\w+ly\s+)?(?:(?:did|does|do|had|has|would|could|can|will)\s*(?:not|n['’]t)\s+|"
    r"(?:did|does|would|could)n['’]t\s+|never\s+|refused to\s+|declined to\s+)(?:say|said|speak|spoken?|tell|told|"
    r"answer(?:ed)?|comment(?:ed)?|repl(?:y|ied)|mention(?:ed)?|explain(?:ed)?|talk(?:ed)?)\b|"
    r"(?:\s*\([^()]{1,60}\))?\s+(?:said|answered|replied|added) (?:nothing|little|no more|not a word)\b",
    re.I,
)


def acts(text: str, end: int) -> bool:
    """Whether the person that ends at `end` does something, whatever it is: the subject of a verb."""
    return bool(_ACTS.match(text, end))


_ACTS = re.compile(
    r"(?:\s*\([^()]{1,60}\))?(?:,[^,.;:]{2,60},)?\s+(?:\w+ly\s+|then\s+|also\s+|just\s+|only\s+|never\s+)?"
    r"(?:was|were|is|are|had|has|did|does|could|would|might|may|will|can|went|got|gave|took|made|kept|left|came|"
    r"sat|stood|held|fell|felt|knew|ran|put|set|let|shook|rose|woke|drove|wore|said|spoke|told|met|saw|[a-z]{2,}ed|"
    r"[a-z]{3,}(?<!s)s)\b"
)
