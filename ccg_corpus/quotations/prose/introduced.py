"""Whom the author's words around a candidate say speaks: before it, behind it, or earlier.

In: a document being read and a candidate. Out: the candidate with the person who is mentioned, and
where.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.prose.named import (
    called_before,
    named_person,
    titled_person,
    with_role_beside,
)
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import without_marks
from ccg_corpus.quotations.speakers.mentions import PRONOUN_SAYS, Mention

MAX_WINDOW = 600  # code points of the author's words that are looked at


def with_mention(reading: Reading, candidate: Candidate) -> Candidate:
    """The candidate with the person the author's words before or behind it name."""
    finds = (_before, _behind, _named) if _introduced(reading, candidate) else _BEHIND_FIRST
    for find in finds:
        found = find(reading, candidate)
        if found:
            mention, shift = found
            span = Span(mention.span.start + shift, mention.span.end + shift)
            return replace(candidate, mention=mention, mention_span=span)
    return candidate


_Who = tuple[Mention, int] | None
_ENDED = re.compile(r"[.?!]\s")
_OPEN_END = re.compile(r"(?:[:,]|\bthat|\w)\s*$")


def _introduced(reading: Reading, candidate: Candidate) -> bool:
    """Whether the author's sentence before the words is still open: it leads into them."""
    span = candidate.window
    return span is not None and bool(
        _OPEN_END.search(reading.document.text, max(span.start, span.end - 40), span.end)
    )


def _before(reading: Reading, candidate: Candidate) -> _Who:
    span = candidate.window
    if span is None:
        return None
    start = max(span.start, span.end - MAX_WINDOW)
    text = reading.document.text[start : span.end]
    mention = reading.speaker(text)
    person = titled_person(text, reading.roles)
    is_coded = mention is not None and mention.participant is not None  # "Dr H" and a letter
    if person and not is_coded and (mention is None or mention.span.start <= person.span.end):
        full = named_person(text, reading.roles)
        if full and full.span.overlaps(person.span):
            return full, start
        return with_role_beside(person, mention), start
    if mention is None and candidate.inline and candidate.sentence and not candidate.label:
        # the sentence goes on about who spoke the passage before
        start = max(candidate.sentence.start, span.end - MAX_WINDOW)
        author = without_marks(reading.document.text[start : span.end])
        mention = reading.speaker(author)
    if mention and mention.weight >= 2:
        named = named_person(text, reading.roles)
        later = named and _ENDED.search(
            text, named.span.end, max(named.span.end, mention.span.start)
        )
        chosen = mention if later and mention.sure else named or mention
        return (_with_pseudonym(reading, text, chosen) if chosen is mention else chosen, start)
    return (_with_pseudonym(reading, text, mention), start) if mention else None


def _with_pseudonym(reading: Reading, text: str, mention: Mention) -> Mention:
    """With the name beside the role, where the document has it for a person's: in a label, as the
    subject of a verb again and again, or because it says that it calls people by made-up names."""
    if not mention.sure or mention.plural or mention.role is None or mention.participant:
        return mention
    name = called_before(text, mention)
    if name is None or not reading.is_called(name):
        return mention
    at = text.rindex(name, 0, mention.span.start)
    span = Span(at, mention.span.end)
    return replace(mention, words=text[at : span.end], span=span, participant=name)


def _behind(reading: Reading, candidate: Candidate) -> _Who:
    said, at = candidate.said_by, candidate.said_at
    return (said, at.start - said.span.start) if said and at else None


def _named(reading: Reading, candidate: Candidate) -> _Who:
    """A person named earlier in the paragraph whom "she said" behind the words takes up."""
    if not (candidate.marked and candidate.inline and candidate.label is None):
        return None
    block = reading.block(candidate.block).span
    text = reading.document.text
    said = PRONOUN_SAYS.match(text[candidate.outer.end : candidate.outer.end + 60])
    before = text[block.start : candidate.outer.start]
    if not said and not re.search(r"[”\"’'],?\s+(?:s?he|they)\s+\w+\.\s*$", before[-MAX_WINDOW:]):
        return None
    mention = named_person(before, reading.roles) or reading.speaker(before)
    return (mention, block.start) if mention and not mention.plural else None


_BEHIND_FIRST = (_behind, _before, _named)
