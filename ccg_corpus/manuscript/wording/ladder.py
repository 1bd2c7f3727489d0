"""A quotation in a manuscript beside what somebody said → a verdict on its words, with what differs.

In: the quotation's text, the source's text. Out: `Wording`: the step of the ladder, how grave it is,
the differences and the reasons. Denials, numbers, comparatives and limits are looked at before anything
is called alike, also within what was left out with a mark and right outside the ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ccg_corpus.manuscript.wording.alignment import (
    BRACKETED,
    OMITTED,
    OTHER,
    SAME,
    Aligned,
    aligned,
    opened,
)
from ccg_corpus.manuscript.wording.ends import before_start, behind_ends
from ccg_corpus.manuscript.wording.function_words import words_of
from ccg_corpus.manuscript.wording.guards import (
    ALTERED,
    CLEANED,
    REVERSED,
    difference,
    is_filler,
    turned_by,
)
from ccg_corpus.manuscript.wording.omissions import left_out
from ccg_corpus.manuscript.wording.pieces import QuotedPiece, pieces_of, source_words
from ccg_corpus.manuscript.wording.printing import between, has_dots, last_signs, letters_of
from ccg_corpus.text.words import INVISIBLE

EXACT, PRESENTATION, MARKED = "exact", "presentation", "marked"
STITCHED, CUT, ABSENT, UNCHECKED = "stitched", "cut", "absent", "unchecked"
# What a quotation's words can be, the best first.
LADDER = (
    EXACT, PRESENTATION, MARKED, CLEANED, UNCHECKED, CUT, ALTERED, REVERSED, STITCHED, ABSENT,
)  # fmt: skip
OK, REVIEW, ERROR, SKIP = "ok", "review", "error", "skip"
_GRAVE = {OK: 0, REVIEW: 1, ERROR: 2}
_SEVERITY = {
    EXACT: OK, PRESENTATION: OK, MARKED: OK, CLEANED: REVIEW, UNCHECKED: REVIEW, CUT: REVIEW,
    ALTERED: ERROR, REVERSED: ERROR, STITCHED: ERROR, ABSENT: ERROR,
}  # fmt: skip
LEAST_SHARE = 0.5  # of the words; with fewer a quotation is another one
LEAST_SHARED = 3  # words


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of a quotation are. `start` and `end` are of the source's text."""

    verdict: str
    severity: str
    why: tuple[str, ...] = ()
    differences: tuple[tuple[str, str], ...] = ()  # as the manuscript has it, as it was said
    start: int = 0
    end: int = 0
    share: float = 0.0
    strays: tuple[tuple[int, int], ...] = ()  # stretches of the manuscript that the source has not
    cost: float = 0.0


def worst(*severities: str) -> str:
    """The gravest of some."""
    return max(severities, key=lambda one: _GRAVE.get(one, 0))


def severity_of(verdict: str) -> str:
    """How grave a step of the ladder is where nothing more is said of it."""
    return _SEVERITY[verdict]


_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


@dataclass(slots=True)
class _Notes:
    """What was seen so far."""

    rank: int = 0
    severity: str = OK
    why: list[str] = field(default_factory=list)
    differences: list[tuple[str, str]] = field(default_factory=list)

    def see(self, verdict: str, why: str = "", *, severity: str | None = None) -> None:
        self.rank = max(self.rank, LADDER.index(verdict))
        self.severity = worst(self.severity, severity or severity_of(verdict))
        if why and why not in self.why:
            self.why.append(why)


def compared(mine: str, said: str, *, lead: str = "", is_sentence: bool = False) -> Wording:
    """The verdict on a quotation's words against what one turn of a speaker says.

    `lead`: the author's words right before; `is_sentence`: whether it stands by itself.
    """
    mine = mine.translate(_UNSEEN)
    theirs = source_words(said)
    pieces = opened(pieces_of(mine), theirs)
    found = aligned(pieces, theirs)
    if not _is_of_it(found):
        return Wording(ABSENT, ERROR, share=found.share, cost=found.cost)
    notes = _Notes()
    for step in found.steps:
        if step.kind == OTHER:
            _see_difference(notes, mine, said, pieces, theirs, step.mine, step.theirs)
        elif step.kind == OMITTED:
            if not len(step.theirs) and has_dots(said, theirs, step.theirs.start):
                notes.see(PRESENTATION)
                continue
            for verdict, severity, why in left_out(said, theirs, step.theirs):
                notes.see(verdict, why, severity=severity)
        elif step.kind == BRACKETED:
            _see_bracket(notes, pieces[step.mine.start], [theirs[at].text for at in step.theirs])
    _see_printing(notes, mine, said, pieces, theirs, found)
    _see_ends(notes, mine, said, pieces, theirs, found, lead=lead, is_sentence=is_sentence)
    span = found.theirs
    return Wording(
        LADDER[notes.rank],
        notes.severity,
        tuple(notes.why),
        tuple(notes.differences),
        theirs[span.start].start if len(span) else 0,
        theirs[span.stop - 1].end if len(span) else 0,
        found.share,
        tuple(_strays(pieces, found)),
        found.cost,
    )


def _is_of_it(found: Aligned) -> bool:
    """Whether so many words are the same that the quotation is of this source."""
    if found.asked <= LEAST_SHARED:
        return found.same == found.asked > 0
    return found.share >= LEAST_SHARE and found.same >= LEAST_SHARED


def _see_difference(
    notes: _Notes,
    mine: str,
    said: str,
    pieces: Sequence[QuotedPiece],
    theirs: Sequence[QuotedPiece],
    here: range,
    there: range,
) -> None:
    """Words that one side has and the other has not, or has otherwise."""
    a = [pieces[at].text for at in here]
    b = [theirs[at].text for at in there]
    notes.differences.append((_shown(mine, pieces, here), _shown(said, theirs, there)))
    if not a and (_is_filler(said, theirs, there) or _is_said_again(b, theirs, there)):
        notes.see(CLEANED, "fillers left out without a mark")
        return
    kind, why = difference(a, b)
    if not a and kind != CLEANED:
        turned = [why for step, _, why in left_out(said, theirs, there) if step == REVERSED]
        if turned or (kind == REVERSED and len(b) <= _FEW):
            notes.see(REVERSED, turned[0] if turned else f"{why} left out")
        else:
            notes.see(ALTERED, "words left out without a mark")
        return
    if kind == CLEANED:
        notes.see(CLEANED, "spelling, contractions or fillers made regular")
    elif kind == REVERSED:
        notes.see(REVERSED, f"{why} changed")
    else:
        notes.see(ALTERED, f"{why} changed" if why else "words changed" if b else "words added")


_FEW = 4
_MAY_MEAN = words_of("like well right so okay ok yeah oh")
_PAUSE = re.compile(r"[,.;:?!–—…()]|\s-\s")


def _is_filler(said: str, theirs: Sequence[QuotedPiece], there: range) -> bool:
    """Whether words left out are nothing but fillers; those that may mean something, where the source
    sets them off: ", like,"."""
    words = [theirs[at].text for at in there]
    if not is_filler(words):
        return False
    if not _MAY_MEAN & set(words):
        return True
    before = said[theirs[there.start - 1].end if there.start else 0 : theirs[there.start].start]
    end = theirs[there.stop].start if there.stop < len(theirs) else len(said)
    behind = said[theirs[there.stop - 1].end : end]
    if "like" in words:
        return bool(_PAUSE.search(behind))
    return not there.start or bool(_PAUSE.search(before) or _PAUSE.search(behind))


def _is_said_again(words: Sequence[str], theirs: Sequence[QuotedPiece], there: range) -> bool:
    """ "I, I think": words that the speaker says twice in a row."""
    size = len(words)
    behind = [one.text for one in theirs[there.stop : there.stop + size]]
    before = [one.text for one in theirs[max(0, there.start - size) : there.start]]
    return list(words) in (behind, before)


def _see_bracket(notes: _Notes, piece: QuotedPiece, instead: Sequence[str]) -> None:
    """A bracket of the author's: an insertion, or what stands instead of somebody's words."""
    notes.see(MARKED)
    if piece.is_remark:
        return
    if sorted(piece.words) == sorted(instead):
        if list(piece.words) != list(instead):
            notes.see(ALTERED, "the order of the words in brackets is another")
        return
    turned = turned_by(piece.words, instead)
    if turned == "negation" or (turned == "number" and instead):
        notes.see(REVERSED, f"{turned} changed in brackets")
    elif turned and instead:
        notes.see(MARKED, f"{turned} changed in brackets", severity=REVIEW)
    elif turned == "number":
        notes.see(MARKED, "number put in, in brackets", severity=REVIEW)
    if piece.is_round:
        notes.see(MARKED, "words put in stand in round brackets", severity=REVIEW)
    elif len(instead) > _MANY:
        notes.see(MARKED, "many words replaced by a bracket", severity=REVIEW)


_MANY = 6


def _see_printing(
    notes: _Notes,
    mine: str,
    said: str,
    pieces: Sequence[QuotedPiece],
    theirs: Sequence[QuotedPiece],
    found: Aligned,
) -> None:
    """How the words that are the same are printed: letters, and what stands between them."""
    for step in found.steps:
        if step.kind != SAME:
            continue
        for at, there in zip(step.mine, step.theirs, strict=True):
            own, other = pieces[at], theirs[there]
            if own.stem is not None:
                turned = turned_by((own.text,), (other.text,))
                notes.see(
                    REVERSED if turned else MARKED, turned and f"{turned} changed in brackets"
                )
            else:
                verdict, why = letters_of(mine[own.start : own.end], said[other.start : other.end])
                _note_printing(notes, verdict, why)
        for at, there in zip(step.mine[1:], step.theirs[1:], strict=True):
            a = mine[pieces[at - 1].end : pieces[at].start]
            b = said[theirs[there - 1].end : theirs[there].start]
            verdict, why = between(a, b)
            if verdict not in (EXACT, PRESENTATION):
                notes.differences.append(
                    (
                        mine[pieces[at - 1].start : pieces[at].end],
                        said[theirs[there - 1].start : theirs[there].end],
                    )
                )
            _note_printing(notes, verdict, why)


def _note_printing(notes: _Notes, verdict: str, why: str) -> None:
    if verdict != EXACT:
        notes.see(verdict, why)


def _see_ends(
    notes: _Notes,
    mine: str,
    said: str,
    pieces: Sequence[QuotedPiece],
    theirs: Sequence[QuotedPiece],
    found: Aligned,
    *,
    lead: str,
    is_sentence: bool,
) -> None:
    """What stands right outside the ends, in the same turn, and the last stop."""
    span = found.theirs
    if not len(span) or not found.steps:
        return
    last, first = found.steps[-1], found.steps[0]
    end = span.stop
    if last.kind == SAME:
        behind = said[theirs[end - 1].end : theirs[end].start if end < len(theirs) else len(said)]
        own = mine[pieces[-1].end :]
        _note_printing(notes, *last_signs(own, behind, is_last=end == len(theirs)))
    if last.kind in (SAME, BRACKETED, OMITTED):
        stop = end if last.kind != OMITTED else last.theirs.start
        verdict, why = behind_ends(said, theirs, stop, mine, is_sentence=is_sentence)
        if verdict:
            notes.see(verdict, why)
    if first.kind == SAME:
        verdict, why = before_start(said, theirs, span.start, mine, lead, is_sentence=is_sentence)
        if verdict:
            notes.see(verdict, why)


def _strays(pieces: Sequence[QuotedPiece], found: Aligned) -> Iterator[tuple[int, int]]:
    """Stretches of the manuscript's words that stand in the source in no way."""
    for step in found.steps:
        if step.kind == OTHER and len(step.mine) >= _STRAY:
            yield pieces[step.mine.start].start, pieces[step.mine.stop - 1].end


_STRAY = 4  # words; fewer are a change


def _shown(text: str, pieces: Sequence[QuotedPiece], these: range) -> str:
    if not len(these):
        return ""
    return " ".join(text[pieces[these.start].start : pieces[these.stop - 1].end].split())
