"""What a document most likely holds of people's words and was not taken for it: the largest loss there is.

In: a document and what was found in it. Out: one `PassedOver` with numbers, or None. It finds no
quotation: it measures, by signs that do not depend on how quotations are looked for. Authors hardly
ever say "I"; turns of a transcript come again and again with the same names before them; a block
that is set off was set off for a reason. It speaks only where what is left over is a multiple of what
was found, in a document that speaks of people who were asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ccg_corpus.core.model import Block, Document, Quotation
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.passed_over.columns import missed_cells
from ccg_corpus.quotations.passed_over.named import missed_with_names
from ccg_corpus.quotations.passed_over.seen import (
    SAYS_I,
    Seen,
    is_authors,
    is_long,
    is_spoken,
    length,
)
from ccg_corpus.quotations.passed_over.turns import WHOLE, missed_turns
from ccg_corpus.quotations.score.voice import FIRST_PERSON

LEAST = 4  # passages that are missed before anybody is told
LEAST_SET_OFF, LEAST_LONG = 5, 6
MIN_LONG_WORDS = LEAST_OF_A_TALK = 8
TIMES = 3  # as many missed as found
TIMES_IN_MARKS = 2  # where the print itself says that these are words
LEAST_HEARD_IN_MARKS, LEAST_IN_PERSON = 2, 5
LEAST_SPOKEN = 0.3  # of blocks that are set off: definitions, rules and poems are, too
LEAST_HEARD = 3
SOME_SIGNS, MOST_SIGNS = 2, 4
# Of these none need print what people said.
_OTHER_KIND = AnyCase(
    r"\b(?:protocol|systematic review|scoping review|meta-?\s?analysis|review of|editorial|"
    r"commentary|correction|erratum|guidelines?|meta-?\s?synthesis)\b"
)
_PLANNED = AnyCase(r"\bwill be (?:interviewed|conducted|recruited|invited|recorded|transcribed)\b")


@dataclass(frozen=True, slots=True)
class PassedOver:
    """`what` was passed over, as a sentence; `is_marked`: it can be listed by its kind."""

    what: str
    is_marked: bool = False


def passed_over(document: Document, quotations: Sequence[Quotation]) -> PassedOver | None:
    """The surest sign that words of people are missing from what was found; None where none is."""
    seen = Seen(document, quotations)
    for look in (_turns, _marked, _set_off, _cells, _first_person, _with_names, _nothing):
        found = look(seen)
        if found is not None:
            return found
    return None


def _is_loss(missed: int, found: int, least: int = LEAST, *, times: int = TIMES) -> bool:
    return missed >= least and missed >= times * found


def _turns(seen: Seen) -> PassedOver | None:
    what = missed_turns(seen)
    return PassedOver(what) if what else None


def _with_names(seen: Seen) -> PassedOver | None:
    what = missed_with_names(seen)
    return PassedOver(what) if what else None


def _cells(seen: Seen) -> PassedOver | None:
    what = missed_cells(seen)
    return PassedOver(what) if what else None


# Marked words that were taken for terms and citations


def _marked(seen: Seen) -> PassedOver | None:
    """Passages in quotation marks that speak as people do, or are as long, and are nobody's."""
    found = len(seen.speech)
    spoken = sum(is_spoken(one.text) for one in seen.others)
    in_person = sum(FIRST_PERSON.search(one.text) is not None for one in seen.others)
    long = sum(len(one.text.split()) >= MIN_LONG_WORDS for one in seen.others)
    if seen.heard < LEAST_HEARD_IN_MARKS:
        return None
    if _is_loss(spoken, found, times=TIMES_IN_MARKS):
        what = f"{spoken} passages in quotation marks sound like speech"
    elif spoken + 1 >= LEAST and _is_loss(in_person, found, LEAST_IN_PERSON, times=TIMES_IN_MARKS):
        what = f'{in_person} passages in quotation marks say "I", "we" or "you"'
    elif (
        _is_loss(long, found, LEAST_LONG) and seen.signs >= SOME_SIGNS and seen.heard >= LEAST_HEARD
    ):
        what = f"{long} passages in quotation marks are as long as speech"
    else:
        return None
    taken = f"and were taken for terms and citations; {found} for somebody's words"
    return PassedOver(f"{what} {taken}", is_marked=True)


# Blocks that are set off


def _set_off(seen: Seen) -> PassedOver | None:
    """Block quotations, indented and italic paragraphs in which nothing was found."""
    missed = found = spoken = stated = 0
    for block, text in zip(seen.blocks, seen.texts, strict=True):
        if not _is_set_off(block) or not is_long(text):
            continue
        if seen.is_found(block.span):
            found += 1
        else:
            missed += 1
            spoken += is_spoken(text)
            stated += block.kind == "quote"
    # A format that says "quotation" of most of them need not say who was asked.
    if (seen.heard < LEAST_HEARD and 2 * stated < missed) or spoken < LEAST_SPOKEN * missed:
        return None
    if not _is_loss(missed, found, LEAST_SET_OFF):
        return None
    return PassedOver(
        f"{missed} paragraphs that are indented, in italics or set as quotations were passed over"
    )


def _is_set_off(block: Block) -> bool:
    italic = sum(length(run) for run in block.italics)
    return block.kind == "quote" or block.indented or 5 * italic > 4 * length(block.span)


# Whoever says "I" outside of all that was found


def _first_person(seen: Seen) -> PassedOver | None:
    by_authors = unmarked = 0
    for block, text in zip(seen.blocks, seen.texts, strict=True):
        if not SAYS_I.search(text):
            continue
        rest = seen.left_over(block, text)
        if is_authors(rest):
            by_authors += 1
        else:
            unmarked += is_long(rest) and SAYS_I.search(rest) is not None
    missed = unmarked + sum(is_spoken(one.text) for one in seen.others)
    # Of a talk without names, or whose names were taken for running heads, most paragraphs say "I".
    is_talk = unmarked >= LEAST_OF_A_TALK and unmarked >= WHOLE * sum(map(is_long, seen.texts))
    found = len(seen.speech)
    if 3 * by_authors > missed or not _is_loss(missed, found):
        return None
    if seen.heard < LEAST_HEARD and not is_talk:
        return None
    return PassedOver(
        f"{missed} passages say \"I\" and were taken for nobody's words; {found} for somebody's"
    )


# Nothing at all


def _nothing(seen: Seen) -> PassedOver | None:
    """A report of what people said in which nobody speaks."""
    if seen.speech or seen.words < 300:
        return None
    text = seen.document.text
    title = seen.document.facts.title or text[:300]
    if _OTHER_KIND.search(title) or sum(1 for _ in _PLANNED.finditer(text)) > 1:
        return None
    if seen.signs < MOST_SIGNS or seen.heard < LEAST_HEARD:
        return None
    return PassedOver(
        "it reports what people said in interviews or groups, and no words of theirs were found"
    )
