"""What ends a block that the format states as a quotation: labels behind dashes, or a reference.

In: a block of a document being read. Out: one segment for each speaker of "…. — Orderly 2 …. —
Cleaner 7"; the span of a reference at the block's end: "(Larkin 1998, p. 23)", "(clause 4)"; the words
of a block that stand in marks, and what stands behind these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel
from ccg_corpus.quotations.labels import SPEAKS, Label, role_of
from ccg_corpus.quotations.marks.bracket_pairs import brackets, is_aside
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.segments import Segment

# a number tells where the label ends: behind it only words in lower case go on
_DASHED = re.compile(
    r"(?<=[.?!…])\s+[—–―]\s*(?P<words>[A-ZÀ-Þ][\w’'-]*(?:[ #-][\w’'-]+){0,2}?[ #-]?\d{1,4}"
    r"(?:,\s[a-z\d][a-z\d’'-]*(?:\s[a-z\d][a-z\d’'-]*){0,3}){0,3})(?=\s+[A-ZÀ-Þ\d…]|\s*$)"
)
_IN_A_TEXT = re.compile(
    r"\b(?:clause|article|art|section|sect|verse|chapter|folio|fol|schedule|by-?law|regulation)s?\.?\s+\d|§",
    re.I,
)
_LOOSE = " \t\n.,;:*_"  # what stands beside marks and is none of the words
_INNER = frozenset("‘'’")  # the speaker's own, where a format states the quotation
_DOUBLE = re.compile('[“”„«»"]')
_APART = re.compile(r"[\s.,;:*_]*(?:[—–―-]|[(\[])")
MOST_BRACKETED = 6  # words in a bracket that nobody knows: more tell what somebody does
MOST_BEHIND = 14  # words of an attribution behind a closing mark
_BEHIND = re.compile(
    rf"[\s.,;:*_]*(?P<outer>[—–―-]+\s*(?P<dashed>\S+(?:\s+\S+){{0,{MOST_BEHIND - 1}}})"
    r"|[(\[](?P<bracketed>[^()\[\]]{2,120})[)\]])[\s.,;:*_]*"
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# "Farmer w/ 5 -- 9 years", "Baker with two shops": whoever it is stands in front
_WHO = re.compile(r"[^,;(\[\d]*?(?=\s+(?:w/|with|from|in|at|who|whose|of \d)|[,;(\[\d]|$)")
_NO_LABEL = re.compile(r"\b(?:19|20)\d\d\b|\bet al\b|\bpp?\.|[.?!]\s+[A-Z]")
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?"
_SURE = re.compile(
    rf"{_YEAR}\s*[,:]\s*(?:pp?\.?\s*)?\d{{1,4}}|\bet al\b.*{_YEAR.replace('year', 'later')}|\bpp?\.\s*\d"
)
_AUTHOR = re.compile(rf"(?P<who>[A-ZÀ-Þ][\w’'-]+),?\s+{_YEAR}")


def dashed_run(reading: Reading, at: int) -> Iterator[Segment]:
    """Several speakers in one block, each behind a dash at the end of what they said."""
    text, block = reading.texts[at], reading.block(at)
    if not any(dash in text for dash in "—–―"):
        return
    found = list(_DASHED.finditer(text))
    if len(found) < 2 or text[found[-1].end() :].strip() or reading.passages(at):
        return
    labels = [reading.label_at_speech(match["words"]) for match in found]
    if not all(label and label.participant for label in labels):
        return
    start = 0
    origin = "block_quotation" if block.kind == "quote" else "label_run"
    for match, label in zip(found, labels, strict=True):
        if label is None:
            return
        span, outer = Span(*match.span("words")), Span(*match.span())
        offset = block.span.start
        placed = PlacedLabel(
            label,
            Span(span.start + offset, span.end + offset),
            Span(outer.start + offset, outer.end + offset),
            "dash_label",
        )
        yield Segment(Span(start, match.start()), placed, origin)
        start = match.end()


def words_in_marks(reading: Reading, at: int) -> Span | None:
    """The words of a stated quotation that is printed in marks: without them, and without what
    stands behind them.

    None where the marks are the speaker's own: they open behind other words, there are several
    pairs, or more stands behind them than between them.
    """
    text, passages = reading.texts[at], reading.passages(at)
    if len(passages) != 1 or not passages[0].opened or not passages[0].closed:
        return None
    inner, outer = passages[0].inner, passages[0].outer
    behind = text[outer.end :].strip(_LOOSE)
    if text[: outer.start].strip(_LOOSE) or passages[0].mark in _INNER:
        return None
    if _DOUBLE.search(text, outer.end):
        return None  # a mark that something else closed, ">>" of a piece of code
    if behind and not _APART.match(text, outer.end):
        goes_on = behind[0].islower() or len(behind) > inner.end - inner.start
        return None if goes_on else inner
    return inner


def label_behind_marks(reading: Reading, at: int) -> PlacedLabel | None:
    """What stands behind a dash or in a bracket behind the marks of `words_in_marks`, to the block's
    end: the format and the mark say that the words are over, so those of the label need not be known
    ones."""
    text = reading.texts[at]
    match = _BEHIND.fullmatch(text, reading.passages(at)[0].outer.end)
    if match is None:
        return None
    group = "bracketed" if match["bracketed"] else "dashed"
    words = match[group].rstrip(_LOOSE)
    start = match.start(group)
    if _BRACKETED.fullmatch(words):
        words, start = words[1:-1], start + 1
    label = reading.label(words)
    if (
        group == "bracketed"
        and len(words.split()) > MOST_BRACKETED
        and not (label and label.strong)
    ):
        return None
    if label is None and (
        _NO_LABEL.search(words) or is_aside(words) or (group == "bracketed" and words.islower())
    ):
        return None
    label = label or Label(words, SPEAKS)
    who = _WHO.match(words).group()  # type: ignore[union-attr]
    if not (label.role or label.participant or label.name) and len(reading.roles.find(who)) > 0:
        role, wider = role_of(who, reading.roles)
        label = replace(label, role=role, roles=wider)
    offset = reading.block(at).span.start
    start += offset
    outer = Span(offset + match.start("outer"), offset + match.end("outer"))
    rule = "trailing_label" if group == "bracketed" else "dash_label"
    return PlacedLabel(label, Span(start, start + len(words)), outer, rule)


def reference_at_end(reading: Reading, at: int) -> Span | None:
    """The bracket at a block's end that says in which text its words stand."""
    text = reading.texts[at]
    last = None
    for bracket in brackets(text):
        last = bracket
    if last is None or text[last.outer.end :].strip(" .,;\"”’'"):
        return None
    words = text[last.inner.start : last.inner.end]
    label = reading.label(words)
    if label is not None and label.speaks:
        return None
    if _IN_A_TEXT.search(words) or _SURE.search(words) or _is_cited(reading, words):
        return last.outer
    return None


def _is_cited(reading: Reading, words: str) -> bool:
    """Whether an author and a year in the bracket stand elsewhere in the document too."""
    match = _AUTHOR.search(words)
    if match is None:
        return False
    cited = rf"\b{re.escape(match['who'])}\b[^;\n]{{0,60}}?{match['year']}"
    return len(re.findall(cited, reading.document.text)) > 1


_TURN_HEAD = re.compile(r"(?P<who>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ\d][\w’'-]*)?):\s+(?=\S)")


def with_own_turn(text: str, segment: Segment, span: Span) -> tuple[Segment, Span]:
    """ "Ada: I went. (Ben, 7; Ada, 4)": of the people in the label behind, the one whose turn it is."""
    head = _TURN_HEAD.match(text, span.start, span.end)
    label = segment.label
    if head is None or label is None or head.end() >= span.end:
        return segment, span
    if not re.search(rf"(?<!\w){re.escape(head['who'])}(?!\w)", label.label.text):
        return segment, span
    own = replace(label, label=replace(label.label, participant=head["who"]))
    return replace(segment, label=own), Span(head.end(), span.end)
