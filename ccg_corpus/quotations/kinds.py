"""What kind of words a candidate is: participant, survey, named, cited or term.

In: a weighed candidate. Out: the kind with the evidence that decided it. Survey answers are told
from interviews by the nearest words that say where the data come from.
"""

from __future__ import annotations

import re

from ccg_corpus.model import Evidence, Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.candidates import Candidate, Reading
from ccg_corpus.quotations.weigh import Verdict

_SURVEY = AnyCase(
    r"\b(?:surveys?|questionnaires?|free[- ]text|open[- ]ended|written (?:comments?|answers?|responses?)|"
    r"comment box(?:es)?|app (?:store )?reviews?)\b",
)
_TALK = AnyCase(
    r"\b(?:interview(?:s|ed|ee|ees|er)?|focus groups?|observation|observed|diary|diaries|workshops?|case stud(?:y|ies)|told us|case [a-z])\b",
)


def kind_of(
    reading: Reading, candidate: Candidate, verdict: Verdict
) -> tuple[str, tuple[Evidence, ...]]:
    """The kind, with one piece of evidence where something in the text decided it."""
    if verdict.kind != "participant":
        return verdict.kind, _proof(reading, candidate, verdict.rule)
    placed = candidate.label
    if placed and placed.label.survey:
        return "survey", (_kind(reading, placed.span, placed.rule),)
    if placed and placed.label.name and _on_record(reading, placed.label.name, candidate):
        return "named", (_kind(reading, placed.span, "full_name"),)
    if candidate.mention and candidate.mention.name and candidate.mention_span:
        return "named", (_kind(reading, candidate.mention_span, "named_in_text"),)
    span = None if placed and placed.label.talk else _survey_words(reading, candidate)
    if span:
        return "survey", (_kind(reading, span, "survey_context"),)
    return "participant", ()


def _kind(reading: Reading, span: Span, rule: str) -> Evidence:
    return Evidence("kind", reading.document.slice(span), span.start, span.end, rule)


def _proof(reading: Reading, candidate: Candidate, rule: str) -> tuple[Evidence, ...]:
    span = candidate.citation or candidate.lead_in
    if span is None:
        return ()
    return (_kind(reading, Span(span.start, min(span.end, span.start + 200)), rule),)


def _on_record(reading: Reading, name: str, candidate: Candidate) -> bool:
    """A full name with a position or an organisation: a person on the record, no pseudonym."""
    placed = candidate.label
    full = len(re.sub(r"^(?:Dr|Mr|Mrs|Ms|Prof)\.?\s+", "", name).split()) > 1
    return bool(placed and full and (placed.label.organisation or placed.label.role))


def _survey_words(reading: Reading, candidate: Candidate) -> Span | None:
    """The nearest words on where the data come from, if they say a survey."""
    block = reading.block(candidate.block)
    nearest = [candidate.lead_in, block.span if candidate.inline else None]
    previous = reading.before(candidate.block)
    if not candidate.inline and previous is not None:
        nearest.append(reading.block(previous).span)
    nearest.extend(reading.block(at).span for at in reversed(block.headings))
    for span in nearest:
        if span is None:
            continue
        if span not in reading.sources:
            reading.sources[span] = _source_in(reading, span)
        talk, survey = reading.sources[span]
        if talk:
            return None
        if survey:
            return survey
    return reading.only_survey


def _source_in(reading: Reading, span: Span) -> tuple[bool, Span | None]:
    """Whether the words speak of interviews, and where they speak of a survey."""
    words = reading.document.slice(span)
    survey = _SURVEY.search(words)
    found = Span(span.start + survey.start(), span.start + survey.end()) if survey else None
    return bool(_TALK.search(words)), found
