"""Lead-ins are the authors' own words: what other quotations, labels and turns leave of them.

In: the quotations that were chosen, in order. Out: the same, each with the lead-in and the window
that are left when all others' words, labels and attributions are cut out, and with the label and
the speaker that these words alone give. Quotations that stand one behind the other share what
introduced the first. This holds of the finished list, however a lead-in was found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.detect.marked import label_in_lead_in
from ccg_corpus.quotations.prose.no_sentence import is_no_sentence, without_asides
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import FIRST_PERSON
from ccg_corpus.quotations.sentences import SHORT_LEAD_IN, sentences
from ccg_corpus.quotations.speakers.behind import RULE as SAID_BEHIND
from ccg_corpus.quotations.speakers.mentions import PRONOUN_SAYS
from ccg_corpus.quotations.speakers.verbs import VERB, VERBS, cased

FROM_LEAD_IN = frozenset(["lead_in_label"])
MAX_TERM = 6  # words in marks that may be the authors' own: a term, a title
_EDGE = " \t\n.,;:!?…)]}”’»\"'–—*_"
_TURN = re.compile(r"[A-ZÀ-Þ\d][^:.?!\n]{0,70}:\s*$")
_ONE = re.compile(r"\b(?:[Oo]ne|1|[Aa]nother|[Aa]n?|[Tt]he|[Tt]his)\s+(?:[\w’'-]+\s+){0,2}$")
# "P4 laughed": a code in a sentence; "I told him": the author
_ONES = cased(rf"(?<![\w(])[A-Z]{{1,3}}\d{{1,4}}\s+[a-z]|(?<![\w’'-])I\s+(?:\w+\s+)?(?:{VERBS})\b")
_NEW_SPEAKER = cased(rf"\b(?!\w+ing\b)(?:{VERBS})\b|\b(?:another|others?|one|while|whereas)\b")
_ENDED = re.compile(r"[.?!…][\"”’'»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class _Foreign:
    """A stretch that is somebody's words or names who said them, and which candidate's."""

    span: Span
    owner: int


class _Foreigners:
    """What is not the authors', by its place: few of many are looked at for each lead-in."""

    def __init__(self, found: Iterable[_Foreign]) -> None:
        self._found = sorted(found, key=lambda one: one.span)
        self._starts = [one.span.start for one in self._found]
        self._reach = list(accumulate((one.span.end for one in self._found), max))

    def near(self, lead: Span, at: int) -> list[_Foreign]:
        """Those of others than candidate `at` that a lead-in overlaps, by place."""
        stop = bisect_right(self._starts, lead.end)
        first = stop
        while first and self._reach[first - 1] > lead.start:
            first -= 1
        ours = self._found[first:stop]
        return [one for one in ours if one.owner != at and one.span.overlaps(lead)]


def authors_only(
    reading: Reading, chosen: Sequence[Candidate], spoken: Sequence[bool]
) -> list[Candidate]:
    """The candidates with lead-ins, windows and labels of the authors' own words.

    `spoken` says of each whether it is somebody's words: terms that the authors themselves put in
    marks stay in their sentence.
    """
    foreign = _foreign(reading, chosen, spoken)
    done: list[Candidate] = []
    first: dict[Span, Candidate] = {}  # whom a lead-in introduces first
    for at, candidate in enumerate(chosen):
        own = _introduced(reading, _with_own(reading, candidate, at, foreign, done))
        if own.lead_in and not _may_share(reading, first.setdefault(own.lead_in, own), own):
            own = _without(reading, own, None, own.window)
        done.append(_going_on(reading, own, foreign))
    return done


def _introduced(reading: Reading, candidate: Candidate) -> Candidate:
    """With a lead-in that is a sentence; "ibid.", "(laughs)" and a label introduce nothing."""
    if candidate.lead_in is None:
        return candidate
    lead = without_asides(reading, candidate.lead_in)
    if lead is None or is_no_sentence(reading, lead):
        return _without(reading, candidate, None, None if lead is None else candidate.window)
    return (
        candidate
        if lead == candidate.lead_in
        else _without(reading, candidate, lead, candidate.window)
    )


def _going_on(reading: Reading, candidate: Candidate, foreign: _Foreigners) -> Candidate:
    """With the sentence that goes on over words in marks which are nobody's: "found it “slow” and"."""
    lead, window = candidate.lead_in, candidate.window
    if candidate.sentence or lead is None or window is None or window.start <= lead.start:
        return candidate
    over = Span(min(lead.end, window.start), candidate.outer.start)
    if foreign.near(over, -1) or _ENDED.search(reading.document.text, lead.end, window.start):
        return candidate
    return replace(candidate, sentence=Span(lead.start, candidate.outer.start))


def _foreign(reading: Reading, chosen: Sequence[Candidate], spoken: Sequence[bool]) -> _Foreigners:
    """What no other quotation's lead-in may hold."""
    found: list[_Foreign] = []
    for at, candidate in enumerate(chosen):
        label = candidate.label
        own = label is not None and label.rule not in FROM_LEAD_IN
        spans = [candidate.unread] if candidate.unread else []
        if (
            spoken[at]
            or own
            or candidate.behind
            or candidate.turn
            or _is_no_term(reading, candidate)
        ):
            spans.append(_with_turn(reading, candidate))
        if label is not None and (own or spoken[at]):
            spans.append(label.outer)
        if candidate.behind:
            spans.append(candidate.behind)
        found.extend(_Foreign(span, at) for span in spans)
    return _Foreigners(found)


def _is_no_term(reading: Reading, candidate: Candidate) -> bool:
    """Words in marks that are no term of the authors': a clause, or one person's by the sentence."""
    words = reading.document.slice(candidate.span)
    return (
        len(words.split()) > MAX_TERM
        or FIRST_PERSON.search(words) is not None
        or _is_one_persons(reading, candidate)
    )


def _is_one_persons(reading: Reading, candidate: Candidate) -> bool:
    """Whether the sentence says that one person spoke: "One nurse found it “heavy”"."""
    mention, at = candidate.mention, candidate.mention_span
    if mention is None or at is None or mention.plural or not mention.sure:
        return False
    before = reading.document.text[max(0, at.start - 40) : at.start]
    return mention.participant is not None or _ONE.search(before) is not None


def _with_turn(reading: Reading, candidate: Candidate) -> Span:
    """The words with what says before them whose turn it is."""
    outer = candidate.outer
    if candidate.turn is None and candidate.origin != "interviewer_turn":
        return outer
    start = reading.block(candidate.block).span.start
    match = _TURN.search(reading.document.text, max(start, outer.start - 80), outer.start)
    return Span(match.start(), outer.end) if match else outer


def _with_own(
    reading: Reading,
    candidate: Candidate,
    at: int,
    foreign: _Foreigners,
    done: Sequence[Candidate],
) -> Candidate:
    lead, window = candidate.lead_in, candidate.window
    if lead is None:
        return candidate
    near = foreign.near(lead, at)
    own_turn = _with_turn(reading, candidate)
    if own_turn.overlaps(lead):
        lead = _cut_end(reading, lead, own_turn.start)
    if lead is None:
        return _without(reading, candidate, None, None)
    last = max(near, key=lambda one: one.span.end, default=None)
    if last is None:
        lead = _without_open_marks(reading, _without_bracket(reading, lead))
        own = window if lead and window else None
        return candidate if lead == candidate.lead_in else _without(reading, candidate, lead, own)
    before = done[last.owner] if last.owner < at else None
    rest = _behind(reading, lead, last.span.end)
    own = _without_remains(reading, rest, last, done)
    own = _without_open_marks(reading, own) if own else None
    window = _behind(reading, window, own.start) if window and own else None
    if own is not None and _says_something(reading, own):
        return _without(reading, candidate, own, window)
    goes_on = _same_sentence(reading, last.span.end, candidate)
    if before is None or not (rest is None or (goes_on and before.block == candidate.block)):
        return _without(reading, candidate, own, window)
    sentence = None
    if goes_on and before.lead_in and not any(_is_known(done[one.owner]) for one in near):
        sentence = Span(before.lead_in.start, candidate.outer.start)
    shared = _without(reading, candidate, before.lead_in or own, window)
    return replace(shared, sentence=sentence)


def _is_known(candidate: Candidate) -> bool:
    """Whether something of its own says who spoke."""
    return any(one is not None for one in (candidate.label, candidate.behind, candidate.unread))


def _same_sentence(reading: Reading, start: int, candidate: Candidate) -> bool:
    return not re.search(r"[.?!:;]", reading.document.text[start : candidate.outer.start])


def _behind(reading: Reading, span: Span, start: int) -> Span | None:
    """What is left of a stretch behind an offset, without the signs at its edges."""
    text, end = reading.document.text, span.end
    start = max(span.start, start)
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "([“‘"):
        end -= 1
    return Span(start, end) if re.search(r"\w", text[start:end]) else None


def _without_bracket(reading: Reading, lead: Span) -> Span:
    """Without the bracket that the quotation opens: "glad of it (“…” [P4])"."""
    words = reading.document.slice(lead).rstrip(" ([“‘")
    return Span(lead.start, lead.start + len(words)) if words else lead


def _cut_end(reading: Reading, span: Span, end: int) -> Span | None:
    words = reading.document.text[span.start : end].rstrip()
    return Span(span.start, span.start + len(words)) if words else None


def _without_remains(
    reading: Reading, own: Span | None, last: _Foreign, done: Sequence[Candidate]
) -> Span | None:
    """Without the end of a sentence that was about the quotation before: "…,” said a nurse who had
    come late. Others …"."""
    if own is None or last.owner >= len(done):
        return own
    text = reading.document.text
    between = text[last.span.end : own.start]
    before = text[: last.span.end].rstrip("\"”’'»)] ")[-1:]
    behind = done[last.owner].behind is not None or _opens_sentence(reading, done[last.owner])
    if re.search(r"[.?!…]", between) or (not behind and before in ".?!…"):
        return own  # a new sentence
    first = next(iter(sentences(text[own.start : own.end])), None)
    if first is None or not _ENDED.search(text[own.start : own.start + first.end]):
        return own  # the sentence leads into the words
    words = text[own.start : own.start + first.end].split()
    if not behind and len(words) >= SHORT_LEAD_IN:
        return own
    return _behind(reading, own, own.start + first.end)


def _opens_sentence(reading: Reading, candidate: Candidate) -> bool:
    """Whether what goes on behind a quotation in its sentence is about it: "“…,” laughed …"."""
    text = reading.document.text
    before = text[reading.block(candidate.block).span.start : candidate.outer.start].rstrip()
    comma = (
        text[candidate.span.end - 1 : candidate.span.end] in ",?!"
        or text[candidate.outer.end : candidate.outer.end + 1] == ","
    )
    return comma and before[-1:] in (*'.?!…)]”"’', "")


def _without_open_marks(reading: Reading, span: Span) -> Span | None:
    """Without words in marks that open or close beyond the stretch: they are somebody's."""
    words = reading.document.slice(span)
    closing = _unpaired_closing(words)
    if closing is not None:
        return _behind(reading, span, span.start + closing + 1)
    if words.count("“") > words.count("”") or words.count('"') % 2:
        return None
    return span


_CURLY = re.compile("[“”]")


def _unpaired_closing(words: str) -> int | None:
    depth, found = 0, None
    for match in _CURLY.finditer(words) if "”" in words else ():
        if match.group() == "“":
            depth += 1
        elif depth:
            depth -= 1
        else:
            found = match.start()
    return found


def _says_something(reading: Reading, span: Span) -> bool:
    """Whether words are enough to introduce a quotation: a verb, a colon, or half a dozen."""
    words = reading.document.slice(span)
    return (
        len(words.split()) >= SHORT_LEAD_IN
        or words.endswith(":")
        or (len(words.split()) > 1 and VERB.search(words) is not None)
    )


def _may_share(reading: Reading, first: Candidate, candidate: Candidate) -> bool:
    """Whether what introduced a quotation introduces one behind it too: not where it is about one
    person and this one says whose it is: "As one nurse put it: … (Nurse 1) … (GP 2)"."""
    between = reading.document.text[first.span.end - 1 : candidate.outer.start]
    if first is candidate or not re.search(r"[.?!\n]", between):
        return True
    own = _has_own(candidate) or candidate.unread or candidate.behind
    return not (own and _names_one(reading, first))


def _names_one(reading: Reading, before: Candidate) -> bool:
    """Whether the lead-in of a quotation names the one person who says it."""
    if before.label is not None and before.label.rule in FROM_LEAD_IN:
        return True
    if before.lead_in and _ONES.search(reading.document.slice(before.lead_in)):
        return True
    lead, mention, at = before.lead_in, before.mention, before.mention_span
    one = mention is not None and mention.sure and not mention.plural
    return bool(lead and one and at and lead.overlaps(at))


def _has_own(candidate: Candidate) -> bool:
    return candidate.label is not None and candidate.label.rule not in FROM_LEAD_IN


def _without(
    reading: Reading, candidate: Candidate, lead: Span | None, window: Span | None
) -> Candidate:
    """The candidate with these words of the authors, and the label that they alone give it."""
    label = candidate.label
    from_others = label is not None and label.rule in FROM_LEAD_IN
    if label and from_others and not (window and window.holds(label.outer)):
        label = label_in_lead_in(reading, window) if window else None
    return replace(candidate, lead_in=lead, window=window, label=label)


def carried(reading: Reading, candidate: Candidate, before: Candidate | None) -> Candidate:
    """The candidate with the speaker of the one before, where the author's sentence goes on about
    that one: "…,” P4 noted, adding “…”", "…,” said one nurse. “…,” she added."""
    if before is None or before.block != candidate.block or _has_own(candidate) or candidate.unread:
        return candidate
    text = reading.document.text
    if candidate.behind and PRONOUN_SAYS.match(
        text[candidate.outer.end : candidate.outer.end + 60]
    ):
        if candidate.mention is None:
            return _as(candidate, before)
    elif before.behind and candidate.behind is None and candidate.mention is None:
        between = text[before.behind.end : candidate.outer.start]
        if not re.search(r"[.?!:;]", between) and not _NEW_SPEAKER.search(between):
            return _as(candidate, before)
    return candidate


def _as(candidate: Candidate, before: Candidate) -> Candidate:
    label = before.label if before.label and before.label.rule == SAID_BEHIND else None
    mention = before.mention if before.mention and not before.mention.plural else None
    if label is None and mention is None:
        return candidate
    at = before.mention_span if mention else None
    return replace(candidate, label=label or candidate.label, mention=mention, mention_span=at)
