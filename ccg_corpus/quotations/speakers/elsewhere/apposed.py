"""What a participant is, put beside the word: "a carpenter participant", "one respondent, a cook, said".

In: an author's sentence and where it says "participant" or the like. Out: the kind of person, with its
words' place. Woman and man are no kinds.
"""

from __future__ import annotations

import re

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.labels import PERSON_NOUN, role_of
from ccg_corpus.quotations.speakers.elsewhere.phrases import person_in
from ccg_corpus.quotations.speakers.schemes import Meaning
from ccg_corpus.vocabulary import Roles

# "a participant, a carpenter in his thirties, said"
_APPOSED = re.compile(
    r"(?:\s+#?[A-Z]{0,3}\d{1,3})?(?:\s*\([^()]{1,40}\))?(?:,?\s+(?:aged\s+)?\d{1,3}(?:[- ]years?(?:[- ]old)?)?)?,\s+(?:an?|the)\s+"
    r"(?P<words>[^,.:;()“”]{3,70}),"
)
_NOUN_BEFORE = re.compile(r"(?<![\w-])(?P<noun>[a-z][a-z-]{2,})\s+$")


def said_of(text: str, who: Span, roles: Roles) -> Meaning | None:
    """What the participant at `who` is, by the noun before the word or by what is put behind it."""
    noun = _NOUN_BEFORE.search(text, max(0, who.start - 30), who.start)
    if noun and PERSON_NOUN.fullmatch(noun["noun"]):
        slug, wider = role_of(noun["noun"], roles)
        if slug and noun["noun"] not in ("woman", "man", "male", "female"):
            return Meaning(slug, wider, Span(noun.start("noun"), noun.end("noun")))
    apposed = _APPOSED.match(text, who.end)
    return person_in(apposed["words"], apposed.start("words"), roles) if apposed else None
