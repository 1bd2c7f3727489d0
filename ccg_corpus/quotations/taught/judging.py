"""Lessons applied: the verdict that a candidate has by them, and candidates that only they see.

In: a document being read with its lessons, a candidate with its verdict. Out: a verdict with the
example that decided it; candidates for an example's own words and for blocks of its look.
"""

from __future__ import annotations

from collections.abc import Iterator

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel
from ccg_corpus.quotations.habits.lessons import Example, Lesson
from ccg_corpus.quotations.habits.sites import Site, sites_of
from ccg_corpus.quotations.labels import Label
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import COLLOQUIAL, FIRST_PERSON
from ccg_corpus.quotations.score.weigh import Verdict
from ccg_corpus.quotations.sentences import sentence_before
from ccg_corpus.quotations.speakers.introduce import introduction
from ccg_corpus.quotations.taught.looks import (
    block_look,
    block_of,
    look_of,
    mostly_within,
    same_words,
    sites_behind,
)

EXAMPLE, LOOK, NONE = "learnt:example", "learnt:look", "learnt:none"
AS_SURE = 0.25  # how much less than the example may speak for its like
_CERTAIN, _LIKELY, _OUT = 25.0, 0.85, -3.0
_LABELLED = 1.2  # of words that a reviewer's shape attributes, where nothing is against them
_PLAIN = frozenset(["weighed", "in_doubt", "no_speaker"])
ORIGIN = "taught"  # a stretch that only an example shows
BLOCK_ORIGIN = "taught_block"
_OPENING = " \t\n\"'“‘«•–—-"
_CLOSING = " \t\n\"'”’»"


def judged(reading: Reading, candidate: Candidate, verdict: Verdict) -> Verdict:
    """The verdict, or another one where an example or its look says otherwise."""
    lessons = reading.lessons
    for example in lessons.examples:
        if example.is_quotation and same_words(reading.document, candidate.span, example.span):
            return Verdict(_CERTAIN, "participant", EXAMPLE, example)
        if not example.is_quotation and mostly_within(candidate.span, example.span):
            return Verdict(_OUT, "term", NONE, example) if verdict.score > _OUT else verdict
    if candidate.origin == BLOCK_ORIGIN:
        return _of_block(reading, candidate, verdict)
    label = candidate.label
    if label and label.label.text in reading.attributions.shown and verdict.rule in _PLAIN:
        verdict = Verdict(max(verdict.score, _LABELLED), "participant", verdict.rule)
    look = look_of(reading, candidate) if lessons.looks else None
    document, kept = reading.document, lessons.kept if look else ()
    if any(same_words(document, candidate.span, span) for span in kept):
        return verdict
    for lesson in lessons.looks:
        if lesson.look == look:
            verdict = _by_look(lesson, verdict)
    return verdict


def _by_look(lesson: Lesson, verdict: Verdict) -> Verdict:
    listed = verdict.kind == "participant"
    if lesson.is_quotation and not listed and verdict.rule == lesson.rule:
        more = verdict.score - lesson.score
        if more >= -AS_SURE:
            return Verdict(max(0.1, min(1.5, 0.3 + more)), "participant", LOOK, lesson.example)
    if not lesson.is_quotation and listed and verdict.score <= lesson.score:
        return Verdict(_OUT, "term", NONE, lesson.example)
    return verdict


def _of_block(reading: Reading, candidate: Candidate, verdict: Verdict) -> Verdict:
    look = block_look(reading, candidate.block)
    for taught, example in reading.lessons.blocks:
        if taught == look:
            return Verdict(max(_LIKELY, verdict.score), "participant", LOOK, example)
    return verdict


def taught_candidates(reading: Reading) -> Iterator[Candidate]:
    """Stretches that are quotations because an example says so, or because their block looks so."""
    for example in reading.lessons.examples:
        if example.is_quotation:
            candidate = _of_example(reading, example)
            if candidate:
                yield candidate
    looks = {look for look, _ in reading.lessons.blocks}
    for at in range(len(reading.texts)) if looks else ():
        look = block_look(reading, at)
        if look in looks and _may_speak(reading, at, look.kind if look else ""):
            yield from _of_whole_block(reading, at)


def _may_speak(reading: Reading, at: int, kind: str) -> bool:
    text = reading.texts[at]
    if kind in ("cell", "quote"):
        return bool(text.strip())
    return bool(FIRST_PERSON.search(text) or COLLOQUIAL.search(text))


def _of_example(reading: Reading, example: Example) -> Candidate | None:
    at = block_of(reading.document, example.span)
    if at is None:
        return None
    block, text = reading.block(at).span, reading.document.text
    outer = example.span
    while outer.start > block.start and text[outer.start - 1] in "\"'“‘«„":
        outer = Span(outer.start - 1, outer.end)
    while outer.end < len(text) and text[outer.end] in "\"'”’»":
        outer = Span(outer.start, outer.end + 1)
    begins = not any(sign.isalnum() for sign in text[block.start : outer.start])
    if begins:
        lead = introduction(reading, at, 0)
    else:
        found = sentence_before(text[block.start : outer.start], outer.start - block.start)
        lead = Span(found.start + block.start, found.end + block.start) if found else None
    return Candidate(
        span=example.span,
        outer=outer,
        block=at,
        origin=ORIGIN,
        inline=not begins,
        label=_label_of(reading, example),
        lead_in=lead,
        window=lead,
    )


def _label_of(reading: Reading, example: Example) -> PlacedLabel | None:
    """What attributes the words: what is learnt, or reads, as a label right behind them."""
    for site in sites_behind(reading, example.span):
        offset = reading.block(site.block).span.start
        label = reading.label(site.words)
        if label and label.speaks:
            return _placed(label, site, offset)
    return None


def _of_whole_block(reading: Reading, at: int) -> Iterator[Candidate]:
    """A block without its marks, its bullet and the label at its end."""
    block, text = reading.block(at).span, reading.texts[at]
    start = next((i for i, sign in enumerate(text) if sign not in _OPENING), 0)
    label, end = None, len(text.rstrip(_CLOSING))
    for site in sites_of([(at, reading.block(at), text)]):
        known = reading.label(site.words)
        if known and known.strong and not text[site.outer.end :].strip(_CLOSING + ".,;"):
            label = _placed(known, site, block.start)
            end = len(text[: site.outer.start].rstrip(_CLOSING))
    if start < end:
        lead = introduction(reading, at, 0)
        span = Span(block.start + start, block.start + end)
        outer = Span(span.start, label.outer.start) if label else block
        yield Candidate(
            span, outer, at, BLOCK_ORIGIN, inline=False, label=label, lead_in=lead, window=lead
        )


def _placed(label: Label, site: Site, offset: int) -> PlacedLabel:
    inner = Span(site.inner.start + offset, site.inner.end + offset)
    outer = Span(site.outer.start + offset, site.outer.end + offset)
    return PlacedLabel(label, inner, outer, "trailing_label")
