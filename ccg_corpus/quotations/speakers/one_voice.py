"""One record, one person: what holds several people's labels is split; what still does says so.

In: the chosen candidates, or the finished quotations of a document. Out: the same, where labels of
the document's own shape inside one candidate make it one candidate for each; and finished records
whose confidence is low where a label or a turn of somebody's still stands among the words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Document, Evidence, Quotation, Span
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel
from ccg_corpus.quotations.labels import Label
from ccg_corpus.quotations.marks.bracket_pairs import Bracket, brackets, is_aside
from ccg_corpus.quotations.reading import Reading

RULE = "holds_a_label"
MOST_CONFIDENCE = 0.4  # of words that may be two people's
_STATED = ("block_quotation", "quote_cell")
_EDGE = " \t\n.,;:"
_MARKS = '"“”„«»'
# "I agree with (P6), …": somebody is spoken about, and the sentence needs the name
_SPOKEN_ABOUT = re.compile(
    r"\b(?:with|to|by|from|of|like|as|and|or|the|for|about|than|that|said|says|asked|told|tell|ask|"
    r"thank|thanked|see|saw|is|was|my|our|your|his|her|their|an?)\s*$",
    re.I,
)
_Shape = tuple[str, tuple[str, ...]]


def one_each(
    reading: Reading, chosen: Sequence[Candidate], spoken: Sequence[bool]
) -> list[tuple[Candidate, bool]]:
    """The candidates, those with several people's labels split into one for each person."""
    shapes = {
        shape
        for c, said in zip(chosen, spoken, strict=True)
        if said and (shape := _shape(reading, c))
    }
    exact = {c.label.label.text for c, said in zip(chosen, spoken, strict=True) if said and c.label}
    out: list[tuple[Candidate, bool]] = []
    for candidate, said in zip(chosen, spoken, strict=True):
        inside = list(_labels_inside(reading, candidate, shapes, exact)) if said else []
        out.extend((piece, said) for piece in _pieces(reading, candidate, inside))
    return out


def _shape(reading: Reading, candidate: Candidate) -> _Shape | None:
    """How a candidate's label is printed: its bracket, and what its parts are."""
    label = candidate.label
    sign = reading.document.text[label.outer.start] if label else ""
    return (sign, label.label.kinds) if label and sign in "([" and label.label.kinds else None


def _labels_inside(
    reading: Reading, candidate: Candidate, shapes: set[_Shape], exact: set[str]
) -> Iterator[tuple[Bracket, Label]]:
    text = reading.document.slice(candidate.span)
    for bracket in brackets(text):
        words = text[bracket.inner.start : bracket.inner.end]
        label = reading.label(words)
        if label is None or not label.speaks or is_aside(words):
            continue
        known = (text[bracket.outer.start], label.kinds) in shapes
        if known and label.kinds in (("name",), ("role",)):
            known = label.text in exact
        if known and _closes(text, bracket):
            yield bracket, label


def _closes(text: str, bracket: Bracket) -> bool:
    """Whether a bracket ends what somebody says, and is no word of the sentence."""
    before = text[: bracket.outer.start].rstrip()
    if not re.search(r"\w", before) or _SPOKEN_ABOUT.search(before):
        return False
    behind = text[bracket.outer.end :]
    ended = before[-1] in '.?!…”"’'
    return (
        ended
        or not behind.strip()
        or bool(re.match(r"\s*[.,;](?:\s|$)|\s+[A-ZÀ-Þ“\"‘•\[]", behind))
    )


def _pieces(
    reading: Reading, candidate: Candidate, inside: Sequence[tuple[Bracket, Label]]
) -> Iterator[Candidate]:
    if not inside:
        yield candidate
        return
    begin, offset = candidate.span.start, candidate.span.start
    first = True
    for bracket, label in inside:
        placed = PlacedLabel(
            label, _moved(bracket.inner, offset), _moved(bracket.outer, offset), "label_run"
        )
        yield from _piece(reading, candidate, begin, placed.outer.start, placed, is_first=first)
        begin, first = placed.outer.end, False
    stated = candidate.marked or candidate.origin in _STATED
    if candidate.label or stated:
        yield from _piece(
            reading, candidate, begin, candidate.span.end, candidate.label, is_first=False
        )


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _piece(
    reading: Reading,
    candidate: Candidate,
    start: int,
    end: int,
    label: PlacedLabel | None,
    *,
    is_first: bool,
) -> Iterator[Candidate]:
    """The words of one of several people, if there are any."""
    text = reading.document.text
    while start < end and text[start] in (_EDGE if is_first else _EDGE + _MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    if not re.search(r"[^\W\d_]", text[start:end]):
        return
    at = bisect_right([block.span.start for block in reading.document.blocks], start) - 1
    outer = Span(candidate.outer.start if is_first else start, end)
    piece = replace(candidate, span=Span(start, end), outer=outer, block=at, label=label)
    yield piece if is_first else replace(piece, window=None, mention=None, mention_span=None)


# The finished record


@dataclass(frozen=True, slots=True)
class _Printed:
    """How a document prints labels: their makes in brackets, their words, its turns."""

    makes: frozenset[tuple[str, str]]
    words: frozenset[tuple[str, str]]
    turns: re.Pattern[str] | None


def of_one_voice(document: Document, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations; those among whose words a label of the document's own make stands, or another
    speaker's turn, have a low confidence and say where.

    Returns: the same spans and texts in the same order. Doing it twice changes nothing.
    """
    printed = _printed(document, quotations)
    return tuple(_sobered(document, quotation, printed) for quotation in quotations)


def foreign_labels(
    document: Document, quotations: Sequence[Quotation]
) -> list[tuple[Quotation, Span]]:
    """The quotations that hold somebody's label or turn, and where."""
    printed = _printed(document, quotations)
    found = ((q, _foreign(document, q, printed)) for q in quotations)
    return [(quotation, span) for quotation, span in found if span is not None]


def _printed(document: Document, quotations: Sequence[Quotation]) -> _Printed:
    makes, words, turns = set(), set(), set()
    for quotation in quotations:
        for proof in quotation.speaker.evidence:
            if proof.field != "speaker_label":
                continue
            sign = document.text[proof.start - 1 : proof.start] if proof.start else ""
            if proof.rule == "turn_label":
                turns.add(" ".join(proof.text.split()))
            elif sign and sign in "([":
                words.add((sign, " ".join(proof.text.split())))
                if re.search(r"\d", proof.text):
                    makes.add((sign, _make(proof.text)))
    either = "|".join(sorted(map(re.escape, turns), key=len, reverse=True))
    pattern = re.compile(rf"(?<=[.?!…]\s)(?:{either}):\s") if turns else None
    return _Printed(frozenset(makes), frozenset(words), pattern)


def _make(words: str) -> str:
    """What a label's words look like: codes and numbers by their kind, other words as they are."""
    words = re.sub(
        r"\b(?:fe)?male\b|\b(?:wo)?m[ae]n\b|\b(?:boy|girl)s?\b",
        "sex",
        words.lower() if words.islower() else words,
        flags=re.I,
    )
    words = re.sub(r"\d+", "9", " ".join(words.split()))
    words = re.sub(r"(?<![^\W\d_])[A-ZÀ-Þ]{1,3}(?![^\W\d_])", "A", words)
    return re.sub(r"[^\W\d_]{2,}", lambda match: match.group().lower(), words)


def _foreign(document: Document, quotation: Quotation, printed: _Printed) -> Span | None:
    text, offset = document.slice(quotation.span), quotation.span.start
    if "(" in text or "[" in text:
        for bracket in brackets(text):
            words = " ".join(text[bracket.inner.start : bracket.inner.end].split())
            sign = text[bracket.outer.start]
            if (sign, words) in printed.words or (sign, _make(words)) in printed.makes:
                return _moved(bracket.outer, offset)
    turn = printed.turns.search(" ".join(text.split())) if printed.turns else None
    return quotation.span if turn else None


def _sobered(document: Document, quotation: Quotation, printed: _Printed) -> Quotation:
    span = _foreign(document, quotation, printed)
    if span is None:
        return quotation
    shown = " ".join(document.slice(span).split())[:80]
    proof = Evidence("text", shown, span.start, span.end, RULE)
    evidence = quotation.evidence if proof in quotation.evidence else (*quotation.evidence, proof)
    confidence = min(quotation.confidence, MOST_CONFIDENCE)
    return replace(quotation, confidence=confidence, evidence=evidence)
