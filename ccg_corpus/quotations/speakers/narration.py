"""Observation records: an author's narration and stage directions around a speaker's words.

In: display candidates with their labels. Out: the same candidates with the label that closes a
run of turns shared by that speaker's other turns, and with narration ("Ana opens the box. Look!")
and a closing stage direction ("[laughs and leaves]") outside the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.sentences import sentences

_PRONOUN_ACTS = re.compile(r"(?:S?[Hh]e|They)\s+(?:then\s+)?[a-z]+s?\b")
_STAGE = re.compile(r"(?<=[.?!…])[\"”’]?\s*\[[^\[\]]{6,300}\]?\s*$")
_OMISSION = re.compile(r"(?:\[\s*(?:\.\.\.|…)\s*\]\s*)+")


def spoken_only(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
    """Candidates cut down to what the speaker says, labels shared within runs of turns."""
    shared = _share_in_runs(reading, list(found))
    return [_without_narration(reading, candidate) for candidate in shared]


def _share_in_runs(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """ "A: … / Q: … / A: … (Ana, 9 years)": the last label says more of each turn's speaker."""
    for at in range(len(found) - 2, -1, -1):
        name = _turn_of(reading, found[at])
        closing = _closing(found, at, name) if name else None
        if closing and closing.label and name:
            label = closing.label.label.of(name)
            placed = replace(closing.label, label=label, rule="run_label")
            found[at] = replace(found[at], label=placed)
    return found


def _turn_of(reading: Reading, candidate: Candidate) -> str | None:
    """Who speaks a turn without a label of its own, or whom its narration begins with."""
    own = candidate.label is not None and candidate.label.rule != "turn_label"
    if own or candidate.origin == "interviewer_turn":
        return None
    if candidate.turn:
        return candidate.turn
    if candidate.origin == "block_quotation":
        match = re.match(r"[A-ZÀ-Þ][\w’'-]+", reading.document.slice(candidate.span))
        return match.group() if match else None
    return None


def _closing(found: Sequence[Candidate], at: int, name: str) -> Candidate | None:
    """The candidate of the same run, later, whose printed label is that speaker's."""
    last = found[at].block
    for candidate in found[at + 1 : at + 16]:
        if candidate.block > last + 1:
            return None
        last = candidate.block
        label = candidate.label
        if label and label.rule not in ("turn_label", "run_label", "lead_in_label"):
            return candidate if candidate.turn == name or label.label.names(name) else None
    return None


def _without_narration(reading: Reading, candidate: Candidate) -> Candidate:
    text = reading.document.slice(candidate.span)
    start, end = _speech_start(text, _speaker_name(candidate)), len(text)
    stage = _STAGE.search(text, start)
    if stage and stage.start() > start:
        end = stage.start()
    omission = _OMISSION.match(text, start)
    if omission and start:
        start = omission.end()
    if (start, end) == (0, len(text)) or not text[start:end].strip():
        return candidate
    while text[start].isspace():
        start += 1
    span = Span(candidate.span.start + start, candidate.span.start + end)
    return replace(candidate, span=span)


def _speaker_name(candidate: Candidate) -> str | None:
    """The pseudonym a label gives; a code is no name."""
    label = candidate.label.label if candidate.label else None
    name = (label.participant or label.name) if label else None
    return name if name and re.fullmatch(r"[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?", name) else None


def _speech_start(text: str, name: str | None) -> int:
    """Where the speaker's words begin, if the text begins by telling what the speaker does."""
    if name is None or not re.match(rf"{re.escape(name)}\s+(?:and \w+ )?[a-z]+s\b", text):
        return 0
    parts = sentences(text)
    colon = re.search(r":\s+", text)
    if colon and parts and colon.start() < parts[0].end:
        return colon.end()
    stray = text.find("]")
    if parts and 0 <= stray < parts[0].end and "[" not in text[:stray]:
        return stray + 1  # the direction's opening bracket is lost
    at = 1
    while at < len(parts) and _PRONOUN_ACTS.match(text, parts[at].start):
        at += 1
    return parts[at].start if at < len(parts) else 0
