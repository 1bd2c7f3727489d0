"""Which passages are read as quotations: every candidate weighed, then one reading of the text.

In: a document being read. Out: candidates with their verdicts. Where two readings of the same words
compete (a displayed block and the marks inside it), the one with more evidence stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.detect.display import display_candidates
from ccg_corpus.quotations.detect.marked import marked_candidates
from ccg_corpus.quotations.prose.introduced import with_mention
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import FIRST_PERSON, SINGULAR
from ccg_corpus.quotations.score.weigh import Verdict, weigh
from ccg_corpus.quotations.speakers.authors import authors_only, carried
from ccg_corpus.quotations.speakers.one_voice import one_each
from ccg_corpus.quotations.taught import judged, taught_candidates

Weighed = tuple[Candidate, Verdict]


@dataclass(frozen=True, slots=True)
class Found:
    """Every candidate with its verdict, and what the verdicts were weighed with."""

    weighed: list[Weighed]
    verdicts: Mapping[tuple[Span, str], Weighed]  # what was weighed, by its words and origin
    labels: int  # strong labels behind marks
    siblings: frozenset[tuple[Span, str]]  # candidates behind a display quotation


def weighed(reading: Reading) -> Found:
    """Every candidate with its verdict, marked and unmarked ones side by side."""
    marked = [with_mention(reading, candidate) for candidate in marked_candidates(reading)]
    labels = sum(c.label is not None and c.label.label.strong for c in marked)
    found = [(candidate, _weigh(reading, candidate, labels=labels)) for candidate in marked]
    displayed = {c.block: c for c, v in found if not c.inline and v.score > 0}
    siblings = set()
    for candidate in [*display_candidates(reading), *taught_candidates(reading)]:
        candidate = with_mention(reading, candidate)
        previous = reading.before(candidate.block)
        sibling = displayed.get(previous) if previous is not None else None
        if sibling:
            candidate = _inherit_lead_in(candidate, sibling)
            siblings.add((candidate.span, candidate.origin))
        verdict = _weigh(reading, candidate, sibling=sibling is not None)
        found.append((candidate, verdict))
        if verdict.score > 0:
            displayed[candidate.block] = candidate
            if candidate.label and candidate.label.rule == "label_line":
                displayed[candidate.block + 1] = candidate
    verdicts = {(c.span, c.origin): (c, v) for c, v in found}
    return Found(_run_together(found), verdicts, labels, frozenset(siblings))


_IN_A_RUN = 0.1  # log-odds of words in a run of labelled ones that say little by themselves


def _run_together(weighed: list[Weighed]) -> list[Weighed]:
    """In a run of labelled words in one block, what most of them are, all of them are."""
    scores: dict[int, list[float]] = {}
    for c, v in weighed:
        if c.origin == "label_run":
            scores.setdefault(c.block, []).append(v.score)
    runs = {
        block for block, found in scores.items()
        if len(found) > 1 and 2 * sum(score > 0 for score in found) >= len(found)
    }  # fmt: skip
    return [
        (c, Verdict(_IN_A_RUN, "participant", "weighed"))
        if c.origin == "label_run" and c.block in runs and v.score <= 0 and _is_coded(c)
        else (c, v)
        for c, v in weighed
    ]


def _is_coded(candidate: Candidate) -> bool:
    label = candidate.label.label if candidate.label else None
    return bool(label and label.strong and label.participant)


MAX_ROUNDS = 4


def settled(reading: Reading, found: Found) -> list[Weighed]:
    """The chosen reading, weighed by the authors' own words alone.

    Whose words they are depends on the lead-ins, and these on what is somebody's words: what once
    was stays so, until nothing changes.
    """
    read = _one_reading(reading, found.weighed)
    said = [verdict.score >= 0 for _, verdict in read]
    split = one_each(reading, [candidate for candidate, _ in read], said)
    chosen, spoken = [candidate for candidate, _ in split], [said for _, said in split]
    for _ in range(MAX_ROUNDS):
        own = authors_only(reading, chosen, spoken)
        settled = _weighed_again(reading, _with_speakers(reading, own), found)
        now = [verdict.score >= 0 for _, verdict in settled]
        if not any(new and not old for new, old in zip(now, spoken, strict=True)):
            break
        spoken = [new or old for new, old in zip(now, spoken, strict=True)]
    return settled


def _with_speakers(reading: Reading, own: Sequence[Candidate]) -> list[Candidate]:
    done: list[Candidate] = []
    for candidate in own:
        named = candidate.mention is not None or candidate.mention_span is not None
        alone = replace(candidate, mention=None, mention_span=None) if named else candidate
        mentioned = with_mention(reading, alone)
        done.append(carried(reading, mentioned, done[-1] if done else None))
    return done


def _weighed_again(
    reading: Reading, candidates: Sequence[Candidate], found: Found
) -> list[Weighed]:
    return _run_together([(c, _verdict(reading, c, found)) for c in candidates])


def _verdict(reading: Reading, candidate: Candidate, found: Found) -> Verdict:
    """The weight of a candidate; of one that nothing was taken from it is known."""
    key = candidate.span, candidate.origin
    before, verdict = found.verdicts.get(key, (None, None))
    if verdict is not None and candidate == before:
        return verdict
    if candidate.marked:
        return _weigh(reading, candidate, labels=found.labels)
    return _weigh(reading, candidate, sibling=key in found.siblings)


def _weigh(
    reading: Reading, candidate: Candidate, *, sibling: bool = False, labels: int = 0
) -> Verdict:
    """What speaks for a candidate; where a reviewer taught something, what that says."""
    verdict = weigh(reading, candidate, sibling=sibling, labels=labels)
    return judged(reading, candidate, verdict) if reading.lessons else verdict


def _inherit_lead_in(candidate: Candidate, before: Candidate | None) -> Candidate:
    """A second display quotation is introduced by what introduced the first."""
    if before is None:
        return candidate
    return replace(candidate, lead_in=before.lead_in, window=None, mention=None)


# One reading of the same words


def _one_reading(reading: Reading, weighed: list[Weighed]) -> list[Weighed]:
    """The best candidates that do not overlap, by span; weak unmarked ones are no reading."""
    usable = [
        (c, v) for c, v in weighed if c.marked or v.score > 0 or c.origin == "interviewer_turn"
    ]
    usable.sort(key=lambda item: (-_strength(reading, *item), item[0].span))
    spans: list[Span] = []
    taken: list[Weighed] = []
    for candidate, verdict in usable:
        at = bisect_left(spans, candidate.span)
        if not any(candidate.span.overlaps(span) for span in spans[max(0, at - 1) : at + 1]):
            spans.insert(at, candidate.span)
            taken.append((candidate, verdict))
    return sorted(taken, key=lambda item: item[0].span)


_OF_PARAGRAPHS = ("reopened_pair", "parted_pair")


def _ends(reading: Reading, at: int) -> bool:
    """Whether a paragraph ends as a sentence does, without a source of its own."""
    return reading.texts[at].rstrip()[-1:] in ".?!…"


def _strength(reading: Reading, candidate: Candidate, verdict: Verdict) -> float:
    """Which of two readings of the same words is the better one."""
    if candidate.origin in _OF_PARAGRAPHS and candidate.label and _ends(reading, candidate.block):
        return verdict.score + 4.0  # a mark that nothing else closes: the paragraphs are one
    if candidate.marked:
        return verdict.score + 0.5
    if candidate.origin == "turn" and candidate.label:
        return verdict.score + 2.5  # who speaks stands before the words: more than marks say
    outside = reading.outside(candidate.block, candidate.outer)
    if outside is None:
        return verdict.score + 1.0
    if candidate.origin == "block_quotation":
        return verdict.score + 3.5  # the format says that all of it is one
    # a participant says "I" outside the inner marks too: then the whole block is theirs;
    # authors say "we", but not behind the marks and before the label
    words = reading.document.slice(candidate.outer).rstrip(" .,")
    unmarked_end = words[-1:] not in '"”’»' and bool(FIRST_PERSON.search(outside))
    return verdict.score + (5.0 if SINGULAR.search(outside) or unmarked_end else -4.0)


MIN_REPEATED_WORDS = 5
_WORD = re.compile(r"\w+")


def once_each(reading: Reading, weighed: list[Weighed]) -> list[Weighed]:
    """Words that a callout repeats count where they are best attributed, as a quotation once."""
    best: dict[str, float] = {}
    keys = [_words_of(reading, candidate) for candidate, _ in weighed]
    for key, (_, verdict) in zip(keys, weighed, strict=True):
        best[key] = max(best.get(key, verdict.score), verdict.score)
    out: list[Weighed] = []
    seen: set[str] = set()
    for key, (candidate, verdict) in zip(keys, weighed, strict=True):
        again = bool(key) and (key in seen or verdict.score < best[key])
        if again and candidate.label is None and verdict.kind == "participant":
            verdict = Verdict(-1.0, "term", "repeats_a_quotation")
        if key and verdict.score == best[key]:
            seen.add(key)
        out.append((candidate, verdict))
    return out


def _words_of(reading: Reading, candidate: Candidate) -> str:
    words = _WORD.findall(reading.document.slice(candidate.span).lower())
    return " ".join(words) if len(words) >= MIN_REPEATED_WORDS else ""
