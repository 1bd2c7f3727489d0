"""The stages of the extraction in a row: candidates, speakers, weights, one reading of the text.

In: a document and the vocabulary. Out: quotations. Where two readings of the same words compete
(a displayed block and the marks inside it), the one with more evidence stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Document, Evidence, Quotation, Span
from ccg_corpus.quotations.candidates import Candidate, Reading
from ccg_corpus.quotations.detect.columns import column_speakers
from ccg_corpus.quotations.detect.display import display_candidates
from ccg_corpus.quotations.detect.marked import marked_candidates
from ccg_corpus.quotations.prose.introduced import with_mention
from ccg_corpus.quotations.score.kinds import kind_of
from ccg_corpus.quotations.score.voice import FIRST_PERSON, SINGULAR
from ccg_corpus.quotations.score.weigh import Verdict, weigh
from ccg_corpus.quotations.second_reading import PlainText
from ccg_corpus.quotations.speakers.attribute import Codes, attribute_speaker
from ccg_corpus.quotations.speakers.authors import authors_only, carried
from ccg_corpus.quotations.speakers.cases import with_one_spelling
from ccg_corpus.quotations.speakers.one_voice import of_one_voice, one_each
from ccg_corpus.quotations.speakers.schemes import coded_people, participant_table, read_schemes
from ccg_corpus.quotations.speakers.told import with_told_role
from ccg_corpus.vocabulary import Roles

_CONTAINER = re.compile(r"^(?:Box|Textbox|Table|Panel)\s+\d+\s*[.:]?\s+(?=\w)")  # "Box 2 Barriers"
_Weighed = tuple[Candidate, Verdict]


def find_quotations(
    document: Document, roles: Roles, *, told_for_all: bool = True
) -> tuple[Quotation, ...]:
    """Find the passages a document presents as someone's own words, and whose they are.

    Returns: ordered by span; never overlapping; `kind` tells participants' words from others.
    Raises: nothing; an unclosed mark is closed at its paragraph and lowers the confidence.
    Source: display quotations without marks, APA Manual (7th ed.) 8.27.
    """
    reading = Reading.of(document, roles)
    weighed = _once_each(reading, _settled(reading, _weighed(reading)))
    prefixes = {c.label.label.prefix for c, _ in weighed if c.label and c.label.label.prefix}
    schemes = read_schemes(document, (p for p in prefixes if p), roles)
    listed = participant_table(document, roles) if prefixes else {}
    coded = {c.label.label.participant for c, _ in weighed if c.label}
    listed = {**coded_people(document, {p.lower() for p in coded if p}, roles), **listed}
    columns = column_speakers(reading, [candidate for candidate, _ in weighed])
    codes = Codes(schemes, listed, columns)
    pages = _Pages(document)
    found = [_quotation(reading, c, v, codes, pages) for c, v in weighed]
    one_voice = of_one_voice(document, with_one_spelling(document, found))
    return with_told_role(reading, one_voice) if told_for_all else tuple(one_voice)


@dataclass(frozen=True, slots=True)
class _Found:
    """Every candidate with its verdict, and what the verdicts were weighed with."""

    weighed: list[_Weighed]
    labels: int  # strong labels behind marks
    siblings: frozenset[tuple[Span, str]]  # candidates behind a display quotation


def _weighed(reading: Reading) -> _Found:
    """Every candidate with its verdict, marked and unmarked ones side by side."""
    marked = [with_mention(reading, candidate) for candidate in marked_candidates(reading)]
    labels = sum(c.label is not None and c.label.label.strong for c in marked)
    found = [(candidate, weigh(reading, candidate, labels=labels)) for candidate in marked]
    displayed = {c.block: c for c, v in found if not c.inline and v.score > 0}
    siblings = set()
    for candidate in display_candidates(reading):
        candidate = with_mention(reading, candidate)
        previous = reading.before(candidate.block)
        sibling = displayed.get(previous) if previous is not None else None
        if sibling:
            candidate = _inherit_lead_in(candidate, sibling)
            siblings.add((candidate.span, candidate.origin))
        verdict = weigh(reading, candidate, sibling=sibling is not None)
        found.append((candidate, verdict))
        if verdict.score > 0:
            displayed[candidate.block] = candidate
            if candidate.label and candidate.label.rule == "label_line":
                displayed[candidate.block + 1] = candidate
    return _Found(_run_together(found), labels, frozenset(siblings))


_IN_A_RUN = 0.1  # log-odds of words in a run of labelled ones that say little by themselves


def _run_together(weighed: list[_Weighed]) -> list[_Weighed]:
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


def _settled(reading: Reading, found: _Found) -> list[_Weighed]:
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
        alone = replace(candidate, mention=None, mention_span=None)
        mentioned = with_mention(reading, alone)
        done.append(carried(reading, mentioned, done[-1] if done else None))
    return done


def _weighed_again(
    reading: Reading, candidates: Sequence[Candidate], found: _Found
) -> list[_Weighed]:
    again = [
        (c, weigh(reading, c, labels=found.labels) if c.marked
         else weigh(reading, c, sibling=(c.span, c.origin) in found.siblings))
        for c in candidates
    ]  # fmt: skip
    return _run_together(again)


def _inherit_lead_in(candidate: Candidate, before: Candidate | None) -> Candidate:
    """A second display quotation is introduced by what introduced the first."""
    if before is None:
        return candidate
    return replace(candidate, lead_in=before.lead_in, window=None, mention=None)


# One reading of the same words


def _one_reading(reading: Reading, weighed: list[_Weighed]) -> list[_Weighed]:
    """The best candidates that do not overlap, by span; weak unmarked ones are no reading."""
    usable = [
        (c, v) for c, v in weighed if c.marked or v.score > 0 or c.origin == "interviewer_turn"
    ]
    usable.sort(key=lambda item: (-_strength(reading, *item), item[0].span))
    spans: list[Span] = []
    taken: list[_Weighed] = []
    for candidate, verdict in usable:
        at = bisect_left(spans, candidate.span)
        if not any(candidate.span.overlaps(span) for span in spans[max(0, at - 1) : at + 1]):
            spans.insert(at, candidate.span)
            taken.append((candidate, verdict))
    return sorted(taken, key=lambda item: item[0].span)


def _strength(reading: Reading, candidate: Candidate, verdict: Verdict) -> float:
    """Which of two readings of the same words is the better one."""
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


def _once_each(reading: Reading, weighed: list[_Weighed]) -> list[_Weighed]:
    """Words that a callout repeats count where they are best attributed, as a quotation once."""
    best: dict[str, float] = {}
    keys = [_words_of(reading, candidate) for candidate, _ in weighed]
    for key, (_, verdict) in zip(keys, weighed, strict=True):
        best[key] = max(best.get(key, verdict.score), verdict.score)
    out: list[_Weighed] = []
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
    words = re.findall(r"\w+", reading.document.slice(candidate.span).lower())
    return " ".join(words) if len(words) >= MIN_REPEATED_WORDS else ""


# The quotation


# how sure words can be that rest on what the rebuild decided without proof
_MOST_WITH_GUESS = {"join": 0.75, "hyphen": 0.94}
# and words that the file's plain text does not have in one stretch: cut once, as a box cuts them
# (measured on typeset papers: 98 % are right, on real ones fewer); cut where a join was guessed, or
# again and again (in real ones hardly any are)
_MOST_IF_CUT, _MOST_IF_TORN = 0.85, 0.5
# and words among which a sign could not be read: whatever it is, they are not verbatim
_MOST_IF_UNREAD = 0.6
_UNREAD = re.compile("[\ufffd\ue000-\uf8ff]")


# and words whose marks are damaged, or one of them lost: where they end is less sure
_MOST_BY_MARKS = {"damaged_pair": 0.85, "lone_mark": 0.9, "parted_pair": 0.95}


class _Pages:
    """The page of an offset, and how sure the text of a span is."""

    def __init__(self, document: Document) -> None:
        self._plain = PlainText(document)
        self._starts = [run.span.start for run in document.runs]
        self._pages = [run.page for run in document.runs]
        self._guesses = [(run.span, run.guess) for run in document.runs if run.guess]
        self._guess_starts = [span.start for span, _ in self._guesses]

    def of(self, offset: int) -> int | None:
        at = bisect_right(self._starts, offset) - 1
        return self._pages[at] if at >= 0 else None

    def most_confidence(self, span: Span, tears: Sequence[int]) -> float:
        """1.0, less where a paragraph's rest or a hyphen within was guessed, or the words are torn."""
        guesses = self._guesses_in(span)
        most = min((_MOST_WITH_GUESS[guess] for guess in guesses), default=1.0)
        if not tears:
            return most
        is_torn = len(tears) > 1 or "join" in guesses
        return min(most, _MOST_IF_TORN if is_torn else _MOST_IF_CUT)

    def tears(self, span: Span) -> tuple[int, ...]:
        """Where the span's words do not go on in the file's plain text."""
        return self._plain.tears(span)

    def _guesses_in(self, span: Span) -> set[str]:
        at = max(0, bisect_right(self._guess_starts, span.start) - 1)
        found: set[str] = set()
        for guessed, what in self._guesses[at:]:
            if guessed.start >= span.end:
                break
            if guessed.overlaps(span):
                found.add(what)
        return found


def _quotation(
    reading: Reading,
    candidate: Candidate,
    verdict: Verdict,
    codes: Codes,
    pages: _Pages,
) -> Quotation:
    document, block = reading.document, reading.block(candidate.block)
    speaker = attribute_speaker(reading, candidate, codes)
    kind, proof = kind_of(reading, candidate, verdict)
    headings = tuple(reading.texts[at] for at in block.headings)
    lead = candidate.lead_in
    origin = Evidence("text", "", candidate.outer.start, candidate.outer.end, candidate.origin)
    tears = pages.tears(candidate.span)
    unread = _UNREAD.search(document.slice(candidate.outer))
    most = pages.most_confidence(candidate.span, tears)
    return Quotation(
        span=candidate.span,
        text=_folded(document.slice(candidate.span)),
        kind=kind,
        inline=candidate.inline,
        speaker=speaker,
        theme=_CONTAINER.sub("", headings[-1]) if headings else None,
        headings=headings,
        section=block.section,
        page=pages.of(candidate.span.start),
        lead_in=_folded(document.slice(lead)) if lead else None,
        confidence=min(
            verdict.confidence,
            most,
            _MOST_BY_MARKS.get(candidate.origin, 1.0),
            _MOST_IF_UNREAD if unread else 1.0,
        ),
        evidence=(
            replace(origin, text=_folded(document.slice(candidate.outer))[:80]),
            *proof,
            *(_torn_at(document, at, candidate.span.end) for at in tears),
            *((_unread_in(document, candidate.outer.start + unread.start()),) if unread else ()),
        ),
    )


def _torn_at(document: Document, start: int, end: int) -> Evidence:
    """The words that do not follow, in the file's plain text, on those before them."""
    shown = _folded(document.text[start:end])[:80]
    return Evidence("text", shown, start, end, "torn_in_plain_text")


def _unread_in(document: Document, at: int) -> Evidence:
    """A sign that a reader sees and that could not be read."""
    return Evidence("text", document.text[at], at, at + 1, "unreadable_sign")


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
