"""Dialogues: "Interviewer: … P3: …", each turn its own.

In: a block of a document being read. Out: its turns as segments; the interviewer's are marked as
such. A lone "Nurses: …" is no dialogue: turns stand around it, or codes for its speakers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel
from ccg_corpus.quotations.labels import STRONG, Label
from ccg_corpus.quotations.labels.offices import is_titled
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import FIRST_PERSON
from ccg_corpus.quotations.segments import Segment, placed, sentence_labels

INTERVIEWER = re.compile(
    r"(?:interviewer|int|i|researcher|res|moderator|mod|facilitator|q|question|investigator)\s*\d?",
    re.I,
)
# codes that stand for the person asked, where another letter asks
ANSWERER = re.compile(
    r"(?:a|p|r|s|participant|respondent|interviewee|informant|patient|resp|answer|part)\s*\d{0,3}",
    re.I,
)
_TURN = re.compile(
    r"(?:^[\"“„«‘`,<]{0,2}|(?<=[.?!…\"”’)\]—–-])\s+|(?<=[.?!…\"”’)\]]))"
    r"(?P<who>\d{1,2}(?=:)|[A-ZÀ-Þ][\w’'-]{0,18}(?:[ .#-]{1,2}[\w’'-]{1,14}){0,3}(?:\s?\([^)]{1,40}\))?)\s*:\s+(?=\S)"
)
# "Dora, 44, hedger: We cut in March": who speaks is told at length in front of the words
_TOLD_TURN = re.compile(
    r"(?:^|(?<=[.?!…\"”’)])\s+)(?P<who>[A-ZÀ-Þ][\w’'-]*(?: [\w’'-]+){0,2}(?:, [\w’'-]+(?: [\w’'-]+){0,3}){1,4}):\s+(?=\S)"
)
_GROUP = re.compile(r"(?:Group|Arm|Phase|Stage|Step|Class|Level|Model|Item|Table|Week|Day) \w{1,3}")
MIN_IN_PERSON = 3  # turns of letters or names in one block
_WHO = re.compile(r"[A-Z]|[A-ZÀ-Þ][a-zà-ÿ]+(?:[ -][A-ZÀ-Þ][a-zà-ÿ]*\.?)?")
MAX_NEAR = 6  # blocks on either side in which another such turn may stand


def turns_of(reading: Reading, at: int) -> Iterator[Segment]:
    """Turns of a dialogue: "Interviewer: … P3: …"; the block must begin with one."""
    text, offset = reading.texts[at], reading.block(at).span.start
    if ":" not in text:
        return
    turns = [match for match in _TURN.finditer(text) if _speaks(reading, match["who"])]
    named = False
    if not turns or not _is_dialogue(reading, at, turns):
        turns = _told_turns(reading, at) or _in_person(reading, at)
        named = True
        if not turns:
            return
    if turns[0].start("who") > 2 and not _runs_in(reading, turns):
        return
    for i, match in enumerate(turns):
        end = turns[i + 1].start() if i + 1 < len(turns) else len(text)
        if INTERVIEWER.fullmatch(match["who"]):
            yield Segment(Span(match.end(), end), None, "interviewer_turn")
            continue
        span, own = _turn_label(reading, at, match, end)
        speaker = own or _turn_speaker(reading, match, offset, named=named)
        yield Segment(span, speaker, "turn", match["who"])


def _in_person(reading: Reading, at: int) -> list[re.Match[str]]:
    """Turns of letters or names, "A: … B: … A: …", where somebody speaks again, be it in another
    block, and half of the turns and more say "I", "my" or "you"."""
    turns = _lettered(reading.texts[at])
    if {match["who"].lower() for match in turns if len(match["who"]) > 1} & reading.common_words:
        return []
    if not turns or not _say_i(reading.texts[at], turns):
        return []
    near = range(max(0, at - MAX_NEAR), min(len(reading.texts), at + MAX_NEAR + 1))
    every = ([match["who"] for match in _lettered(reading.texts[i])] for i in near)
    return turns if any(len(set(who)) < len(who) for who in every) else []


def _lettered(text: str) -> list[re.Match[str]]:
    """The turns of a block that begins with one, and has several of several people."""
    turns = [match for match in _TURN.finditer(text) if _WHO.fullmatch(match["who"])]
    people = {match["who"] for match in turns}
    return (
        turns
        if len(turns) >= MIN_IN_PERSON and len(people) > 1 and not turns[0].start("who")
        else []
    )


def _say_i(text: str, turns: list[re.Match[str]]) -> bool:
    ends = [*(match.start() for match in turns[1:]), len(text)]
    said = (text[match.end() : end] for match, end in zip(turns, ends, strict=True))
    return 2 * sum(bool(FIRST_PERSON.search(words)) for words in said) >= len(turns)


def _told_turns(reading: Reading, at: int) -> list[re.Match[str]]:
    """Turns whose speakers are told with a comma, where a block begins so and is not alone."""
    if reading.passages(at):
        return []
    turns = [m for m in _TOLD_TURN.finditer(reading.texts[at]) if _is_told(reading, m["who"])]
    if not turns or turns[0].start("who"):
        return []
    near = range(max(0, at - MAX_NEAR), min(len(reading.texts), at + MAX_NEAR + 1))
    others = (_TOLD_TURN.match(reading.texts[i]) for i in near if i != at)
    if len(turns) > 1 or any(other and _is_told(reading, other["who"]) for other in others):
        return turns
    return []


def _is_told(reading: Reading, who: str) -> bool:
    label = reading.label(who)
    return bool(label and label.strong and label.participant and len(label.kinds) > 1)


def _runs_in(reading: Reading, turns: list[re.Match[str]]) -> bool:
    """Whether a dialogue begins in the middle of a paragraph: somebody asks, somebody answers."""
    return len(turns) > 1 and any(INTERVIEWER.fullmatch(match["who"]) for match in turns)


def _turn_speaker(
    reading: Reading, match: re.Match[str], offset: int, *, named: bool
) -> PlacedLabel | None:
    """Who speaks a turn; `named`: the turns themselves prove that these are names."""
    who = match["who"]
    label = Label(who, STRONG, participant=who) if who.isdigit() else reading.label(who)
    if named and not (label and label.strong):
        label = Label(who, STRONG, participant=who)
    if label is None:
        return None
    span = Span(match.start("who") + offset, match.end("who") + offset)
    return PlacedLabel(label, span, span, "turn_label")


def _turn_label(
    reading: Reading, at: int, match: re.Match[str], end: int
) -> tuple[Span, PlacedLabel | None]:
    """A turn that has a label behind it as well: that one says more."""
    text = reading.texts[at][:end]
    for bracket, label in reversed(sentence_labels(reading, at)):
        if bracket.outer.end > end:
            continue  # a later turn's
        if bracket.outer.start > match.end() and not text[bracket.outer.end :].strip(" .,;)"):
            span = Span(match.end(), bracket.outer.start)
            if not (label.participant or label.role or label.name):
                return span, None  # the site or the session behind the last turn is everybody's
            return span, placed(reading, at, bracket, label.of(match["who"]), "trailing_label")
    return Span(match.end(), end), None


def _speaks(reading: Reading, who: str) -> bool:
    if who.isdigit():
        return reading.numbered_turns
    if INTERVIEWER.fullmatch(who) or ANSWERER.fullmatch(who) or who in reading.speakers:
        return True
    label = reading.label(who)
    return bool(
        label
        and label.speaks
        and (label.participant or label.role or _is_titled(label))
        and len(who) < 40
    )


def _is_dialogue(reading: Reading, at: int, turns: list[re.Match[str]]) -> bool:
    """A lone "Nurses: …" is a list; a dialogue has turns around it or codes for its speakers."""
    who = turns[0]["who"]
    if len(turns) == 1 and _GROUP.fullmatch(who) and reading.block(at).kind == "cell":
        return False  # "Group 2: injectables" heads a column
    known = who in reading.speakers or bool(re.search(r"\d", who))
    near = [i for i in (at - 1, at + 1) if 0 <= i < len(reading.texts)]
    others = [match["who"] for i in near if (match := _TURN.match(reading.texts[i]))]
    others += [match["who"] for match in turns[1:]]
    asked = any(INTERVIEWER.fullmatch(other) for other in [who, *others])
    if ANSWERER.fullmatch(who) and not known:
        return asked
    if INTERVIEWER.fullmatch(who):
        return any(_speaks(reading, other) for other in others)
    named = {other for other in (who, *others) if _is_person(reading, other)}
    return known or asked or len(named) > 1 or len({who, *others} & reading.speakers) > 0


def _is_person(reading: Reading, who: str) -> bool:
    label = reading.label(who)
    known = label and label.strong and (label.participant or label.role)
    return bool(known or _is_titled(label))


def _is_titled(label: Label | None) -> bool:
    """ "Mr Polk:": a name with a title, which no heading of a list is."""
    return bool(label and label.name and is_titled(label.name))
