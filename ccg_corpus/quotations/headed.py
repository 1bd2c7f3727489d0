"""Paragraphs that begin with whose words they are: "[P7] I never …", "(P8) They closed …".

In: a document being read. Out: for each such paragraph the label at its head. A label at a paragraph's
head may as well be torn off the words before it. The run tells: where its labels are of what follows,
nothing that sounds like speech stands before the first one, and the last one's paragraph does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel
from ccg_corpus.quotations.marks.bracket_pairs import closing_of
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import FIRST_PERSON

MIN_RUN = 2  # one alone may be anything
MIN_WORDS = 3  # of what somebody says behind a label
_KINDS = frozenset(("paragraph", "list_item", "quote"))


def headed(reading: Reading) -> Mapping[int, PlacedLabel]:
    """The paragraphs with a label at their head that is their own, found once."""
    if reading.headed is None:
        reading.headed = {at: label for run in _runs(reading) for at, label in run.items()}
    return reading.headed


def _runs(reading: Reading) -> Iterator[dict[int, PlacedLabel]]:
    run: dict[int, PlacedLabel] = {}
    for at in range(len(reading.texts) + 1):
        label = _label_at_head(reading, at) if at < len(reading.texts) else None
        if label is not None:
            run[at] = label
            continue
        if len(run) >= MIN_RUN and _is_of_what_follows(reading, min(run), max(run)):
            yield run
        run = {}


def _label_at_head(reading: Reading, at: int) -> PlacedLabel | None:
    """The label in brackets that a paragraph without marks begins with, and does not end with."""
    text, block = reading.texts[at], reading.block(at)
    if text[:1] not in ("(", "[") or block.kind not in _KINDS or not reading.readable(at):
        return None
    end = closing_of(text, 0)
    label = reading.label(text[1 : end - 1]) if end else None
    if end is None or label is None or not (label.strong and label.participant):
        return None
    words = text[end:].strip(" :–—-")
    if len(words.split()) < MIN_WORDS or words[-1:] in ")]" or reading.passages(at):
        return None
    start = block.span.start
    return PlacedLabel(
        label, Span(start + 1, start + end - 1), Span(start, start + end), "turn_label"
    )


def _is_of_what_follows(reading: Reading, first: int, last: int) -> bool:
    before = reading.texts[first - 1].rstrip() if first else ""
    if before.endswith((":", "：")):
        return True
    kind = reading.block(first - 1).kind if first else "heading"
    is_speech = kind in ("quote", "list_item") or FIRST_PERSON.search(before) is not None
    return not is_speech and FIRST_PERSON.search(reading.texts[last]) is not None
