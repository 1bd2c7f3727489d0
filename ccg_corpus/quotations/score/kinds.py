"""What kind of words a candidate is: participant, survey, named, cited or term.

In: a weighed candidate. Out: the kind with the evidence that decided it. Survey answers are told
from interviews by the nearest words of the authors that say where the data come from: a survey that
somebody speaks of, or that is the thing studied, makes no answer to one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ccg_corpus.core.model import Evidence, Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.labels.offices import is_full, office_of
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import without_marks
from ccg_corpus.quotations.score.weigh import Verdict
from ccg_corpus.quotations.speakers.mentions import Mention

_ANSWERS = r"(?:respondents?|participants?|comments?|answers?|responses?|data|findings|results|quotes?|quotations?)"
_SURVEY = AnyCase(
    r"\b(?:free[- ]text|open[- ]ended|written (?:comments?|answers?|responses?)|comment box(?:es)?|"
    r"app (?:store )?reviews?|open (?:text|questions?|comments?|fields?)|"
    rf"(?:surveys?|questionnaires?)['’]? (?:\w+ )?{_ANSWERS}|"
    r"(?:respon\w+|answer\w*|comment\w*|wrote|writ(?:es?|ing|ten)|repl(?:y|ied|ies)|survey(?:ed|ing)|added|question|item|"
    r"reported|stated|quot\w+|said|data) (?:\w+ ){0,4}?(?:in|to|of|on|from|by|through|via|behind) (?:the |our |a |an |this |that |their |its )?"
    r"(?:[\w-]+ ){0,3}?(?:surveys?|questionnaires?)|"
    r"(?:in|from|through|via|by|on) (?:our|the|this|an|a) (?:[\w-]+ ){0,3}?(?:survey|questionnaire)\b(?! (?:of|on|about|in)\b))",
)
# as a heading: "Survey", "Online survey", "The survey: free comments"
_SURVEY_HEADING = AnyCase(
    r"^(?:[\d.]+\s+)?(?:(?:the|our|results|findings|of|from|online|national|postal|staff|patient|open|written|free|qualitative) )*"
    r"(?:surveys?|questionnaires?)\s*(?:$|[:–—-]|\d)"
)
# "mean score 7/10: “…”": what is rated stands in front of what was written beside it
_RATING = AnyCase(
    r"(?:\b(?:scored?|rating|rated|satisfaction|nps|stars?)\b[^.:]{0,30}?)?\b\d{1,2}(?:\.\d+)?\s?(?:/|out of)\s?\d{1,3}(?: stars?)?\s*[:–—-]?\s*$"
)
_TALK = AnyCase(
    r"\b(?:interview(?:s|ed|ee|ees|er)?|focus groups?|observation|observed|diary|diaries|workshops?|case stud(?:y|ies)|told us|case [a-z])\b",
)
_BRACKETS = re.compile(r"[\"”’.?!…]\s*(?:\([^()]{1,160}\)|\[[^\[\]]{1,160}\])")


@lru_cache(maxsize=2)
def _asks(text: str) -> bool:
    """Whether a document tells of answers to a survey; each is looked through once."""
    return _SURVEY.search(text) is not None


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
    named = candidate.mention and _is_on_record(candidate.mention) and not reading.names_are_changed
    if named and candidate.mention_span:
        return "named", (_kind(reading, candidate.mention_span, "named_in_text"),)
    if placed and placed.label.talk:
        return "participant", ()
    rating = _rating_before(reading, candidate)
    if rating:
        return "survey", (_kind(reading, rating, "rating_in_front"),)
    span = _survey_words(reading, candidate)
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


def _is_on_record(mention: Mention) -> bool:
    """Whether a sentence names a person by an office, or in full with what they are; "Mr Quill"
    may be anybody's name."""
    if mention.name is None:
        return False
    stated = mention.role is not None or mention.organisation is not None
    return office_of(mention.name) is not None or (is_full(mention.name) and stated)


def _on_record(reading: Reading, name: str, candidate: Candidate) -> bool:
    """A full name with a position or an organisation: a person on the record, no pseudonym."""
    if reading.names_are_changed:
        return False
    placed = candidate.label
    if office_of(name) is not None:
        return True
    return bool(placed and is_full(name) and (placed.label.organisation or placed.label.role))


def _rating_before(reading: Reading, candidate: Candidate) -> Span | None:
    """The rating that somebody gave, right before the words beside it."""
    window = candidate.window
    if window is None:
        return None
    found = _RATING.search(reading.document.slice(window))
    return Span(window.start + found.start(), window.start + found.end()) if found else None


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
    return reading.only_survey if reading.only_survey and _asks(reading.document.text) else None


def _source_in(reading: Reading, span: Span) -> tuple[bool, Span | None]:
    """Whether the authors' words speak of interviews, and where they speak of survey answers."""
    words = _without_brackets(without_marks(reading.document.slice(span)))
    survey = _SURVEY.search(words) or _SURVEY_HEADING.search(words)
    found = Span(span.start + survey.start(), span.start + survey.end()) if survey else None
    return bool(_TALK.search(words)), found


def _without_brackets(text: str) -> str:
    """The same length of text with the labels in it blotted out: they are other quotations'."""
    return _BRACKETS.sub(lambda match: "_" * len(match.group()), text)
