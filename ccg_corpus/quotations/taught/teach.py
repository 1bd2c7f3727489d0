"""What examples teach: the shapes and looks of what was missed, the looks of what was false.

In: a document being read, all candidates with their verdicts, those that were chosen, examples.
Out: `Lessons`. Only what was read wrongly teaches: applied to what is right already, examples cost
more than they bring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.habits.lessons import (
    BlockLook,
    Example,
    Lesson,
    Lessons,
    Look,
    TaughtShape,
)
from ccg_corpus.quotations.habits.shapes import shape_of
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.weigh import Verdict
from ccg_corpus.quotations.taught.looks import (
    block_look,
    block_of,
    core,
    look_of,
    mostly_within,
    same_words,
    sites_behind,
)

Weighed = Sequence[tuple[Candidate, Verdict]]
# One false passage silences its like up to here (log-odds): it is one sign against their look, and what is
# surer has more for it.
# Two of one look silence all of it.
MOST_SILENCED = 1.5
ENOUGH_FALSE = 2


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a document before anybody taught it."""

    reading: Reading
    weighed: Weighed
    chosen: Weighed

    def right(self, example: Example) -> tuple[Candidate, Verdict] | None:
        """The quotation that an example names, where it was read as one."""
        for candidate, verdict in self.chosen:
            if verdict.kind == "participant" and same_words(
                self.reading.document, candidate.span, example.span
            ):
                return candidate, verdict
        return None

    def listed(self, example: Example) -> list[tuple[Candidate, Verdict]]:
        """The quotations that were read in an example's words."""
        return [
            (candidate, verdict)
            for candidate, verdict in self.chosen
            if verdict.kind == "participant" and mostly_within(candidate.span, example.span)
        ]

    def known(self, example: Example) -> tuple[Candidate, Verdict] | None:
        """The surest candidate of an example's very words, whatever it was called."""
        found = [
            (candidate, verdict)
            for candidate, verdict in self.weighed
            if same_words(self.reading.document, candidate.span, example.span)
        ]
        return max(found, key=lambda one: one[1].score, default=None)


def lessons_of(
    reading: Reading, weighed: Weighed, chosen: Weighed, examples: Sequence[Example]
) -> Lessons:
    """The lessons of those examples that were read wrongly."""
    read = _Read(reading, weighed, chosen)
    missed = [one for one in examples if one.is_quotation and not _is_right(read, one)]
    false = [one for one in examples if not one.is_quotation and read.listed(one)]
    looks = [*_of_missed(read, missed), *_of_false(read, false, examples)]
    return Lessons(
        examples=(*missed, *false),
        looks=tuple(looks),
        shapes=tuple(dict(_shapes(read, missed)).items()),
        blocks=tuple(dict(_blocks(read, missed)).items()),
        kept=tuple(one.span for one in examples if one.is_quotation and one not in missed),
    )


def _is_right(read: _Read, example: Example) -> bool:
    right = read.right(example)
    if right is None:
        return False
    label = right[0].label
    return example.label is None or bool(label and _bare(label.label.text) == _bare(example.label))


def _bare(words: str) -> str:
    return "".join(sign for sign in words.lower() if sign.isalnum())


def _of_missed(read: _Read, missed: Sequence[Example]) -> Iterator[Lesson]:
    """Looks whose passages were called something else, from the example's score on."""
    for example in missed:
        known = read.known(example)
        if known and known[1].kind != "participant" and known[0].origin != "interviewer_turn":
            candidate, verdict = known
            look = look_of(read.reading, candidate)
            yield Lesson(look, True, verdict.score, verdict.rule, example)


def _of_false(
    read: _Read, false: Sequence[Example], examples: Sequence[Example]
) -> Iterator[Lesson]:
    """Looks whose passages are none, up to the score of the false one; what a reviewer confirmed
    or added holds its like."""
    kept: dict[Look, float] = {}
    for example in examples:
        right = read.right(example) or read.known(example) if example.is_quotation else None
        if right:
            look = look_of(read.reading, right[0])
            kept[look] = min(kept.get(look, right[1].score), right[1].score)
    found = [
        (look_of(read.reading, candidate), verdict, example)
        for example in false
        for candidate, verdict in read.listed(example)
    ]
    for look, verdict, example in found:
        alike = [other for other, _, _ in found if other == look]
        is_sure = len(alike) >= ENOUGH_FALSE and look not in kept
        most = 99.0 if is_sure else min(verdict.score, MOST_SILENCED)
        if look in kept:
            most = min(most, kept[look] - 0.01)
        yield Lesson(look, False, most, verdict.rule, example)


def _shapes(read: _Read, missed: Sequence[Example]) -> Iterator[tuple[TaughtShape, Example]]:
    """Shapes of what stands behind the words, where it is the label that the example states, or
    where the example states none."""
    for example in missed:
        for site in sites_behind(read.reading, example.span):
            stated = example.label is None or _bare(example.label) == _bare(site.words)
            shape = shape_of(site.kind, site.words)
            if stated and shape is not None:
                yield TaughtShape(shape, site.place), example


def _blocks(read: _Read, missed: Sequence[Example]) -> Iterator[tuple[BlockLook, Example]]:
    """Looks of blocks that an example fills, and that no rule saw."""
    reading = read.reading
    for example in missed:
        at = block_of(reading.document, example.span)
        if at is None or read.known(example):
            continue
        block = reading.block(at).span
        whole = core(reading.document, block)
        words = core(reading.document, example.span)
        behind = reading.document.text[words.end : whole.end]
        site = any(True for _ in sites_behind(reading, example.span))
        look = block_look(reading, at)
        if look and words.start == whole.start and words.end <= whole.end and (site or not behind):
            yield look, example
