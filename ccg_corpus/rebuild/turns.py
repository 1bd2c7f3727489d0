"""The heads of a transcript's turns: who speaks stands before the words, or on a line of its own.

In: lines or blocks in order. Out: those that open a turn, with who speaks and where the words
begin. A head alone proves nothing ("Place: …", "Aim: …"): it counts where heads of one make come
again and again, take turns, and somebody asks or has a code. It knows nothing of roles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ccg_corpus.rebuild.pieces import Printed

MIN_TURNS = 3  # heads of one make that make a transcript
MAX_WHO = 40  # code points of who speaks

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,:]\d{1,3})?"
_AT = rf"(?:[\[(<{{]\s*{_TIME}\s*[\])>}}]|{_TIME})"
_WHO = r"[^\W\d_][\w .#&’'/‐‑-]{0,38}?"
_HEADS = (
    ("bracketed", re.compile(rf"(?:{_AT}\s*)?(?:\[(?P<a>{_WHO})\]|\{{(?P<b>{_WHO})\}}|<(?P<c>{_WHO})>|"
                             rf"\((?P<d>{_WHO})\)|[‹«〈〈⟨【（［〔⟦](?P<e>{_WHO})[›»〉〉⟩】）］〕⟧])\s*(?:{_AT}\s*)?[:–—-]?(?:\s+|$)")),
    ("marked", re.compile(rf"[#@*](?P<a>{_WHO})\s*:(?:\s+|$)")),
    ("timed", re.compile(rf"{_AT}\s*[-–—:,]?\s*(?P<a>{_WHO})\s*(?:[:–—]|$)(?:\s+|$)")),
    ("timed", re.compile(rf"(?P<a>{_WHO})\s*[:,–—-]?\s*{_AT}\s*[:–—-]?(?:\s+|$)")),
    ("colon", re.compile(rf"(?P<a>{_WHO})(?:\s?\([^()]{{1,40}}\))?\s*:(?:\s+|$)")),
    ("dashed", re.compile(rf"(?P<a>{_WHO})(?:\s?\([^()]{{1,40}}\))?\s+[–—-]{{1,2}}\s+(?=\S)")),
    ("line", re.compile(rf"(?P<a>{_WHO})\.?$")),
)  # fmt: skip
# quick to look for: no text that is longer than a name opens a turn otherwise
_MAY_BE_HEAD = re.compile(r"[\[({<#@*‹«〈〈⟨【（［〔⟦]|.{1,85}?:|.{1,42}? [–—-]")
MAX_LINE = 60
_TIME_ALONE = re.compile(rf"{_AT}(?:\s*(?:-+>|[–—-])\s*{_AT})?")
_ASKER = re.compile(
    r"(?:interviewer|interviewers?['’]? question|int|iv|ivr|i|researcher|research(?:er)? assistant|res|"
    r"moderator|mod|facilitator|fac|q|question|questioner|investigator|observer|host)\s*\.?#?\d?",
    re.I,
)
_LONE_ASKER = re.compile(r"[RMF]|Mo|Fa")  # where all others have numbers and nobody else asks
_CODED = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .#&’'/‐‑-])*\d{1,3}[a-z]?")
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*\.?(?: [A-ZÀ-Þ][\w’'-]*\.?){0,2}")
NO_CODE = re.compile(
    r"(?:table|figure|fig|box|page|chapter|section|appendix|case|theme|study|step|part|volume|vol|"
    r"question|q|item|phase|site|year|model|level|aim|note|class|grade|week|day|stage|group|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.I,
)


_NO_NAME = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|july|september|october|"
    r"november|december|date|time|place|note|notes|aim|aims|method|methods|setting|start|end|from|to|"
    r"subject|speaker|name|text|transcript|who|words|source|topic|theme|duration|length|location|silence|pause|laughter|laughs|inaudible|"
    r"crosstalk|interruption|background|break|music|noise|pro|con|strength|weakness(?:e)?|opportunit(?:y|ie)|"
    r"threat|benefit|challenge|barrier|enabler|facilitator|like|dislike|positive|negative|comment|response|"
    r"answer|finding|outcome|result|action|goal|need|want|wish|frustration|motivation|pain(?: point)?|problem|"
    r"solution|reason|example|story|task|context|age|role|job|occupation|before|after|then|now|good|bad|"
    r"quote|quotation|summary|lesson|recommendation|bio|about|scenario|behaviour|behavior|success(?:e)?)s?",
    re.I,
)

_IN_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|We)\b")


@dataclass(frozen=True, slots=True)
class TurnHead:
    """Who is about to speak: [start, end) are the words' own of who, `words` where speech begins."""

    who: str
    make: str
    start: int
    end: int
    words: int
    asks: bool = False

    @property
    def alone(self) -> bool:
        """Whether who speaks has a line of its own."""
        return self.words < 0


def turn_heads(texts: Sequence[str], *, stated: bool = False) -> dict[int, TurnHead]:
    """Index → head, for the texts that open a turn of a transcript.

    Where every second text opens a turn of one make, somebody who speaks once has one too. Where
    the print says that it is a transcript (`stated`), it is enough that somebody asks once and
    somebody answers twice.
    """
    read: dict[str, dict[int, TurnHead]] = {}
    for at, text in enumerate(texts):
        for head in _heads_of(text):
            read.setdefault(head.make, {})[at] = head
    found: dict[int, TurnHead] = {}
    for make in ("timed", "bracketed", "marked", "colon", "dashed", "line"):
        heads = {at: head for at, head in read.get(make, {}).items() if at not in found}
        dense = 2 * len(heads) >= len(texts)
        of_make = _of_one_make(make, heads, dense=dense, stated=stated)
        found.update(of_make or _of_names(make, heads, texts))
    return dict(sorted(found.items()))


def turns_by_text(texts: Sequence[str]) -> dict[str, TurnHead]:
    """The texts that open a transcript's turns, and how."""
    return {texts[at]: head for at, head in turn_heads(texts).items()}


def cut_at_turns(
    lines: Sequence[Printed], turns: Mapping[str, TurnHead]
) -> Iterator[list[Printed]]:
    """Lines cut before each one that opens a turn, and behind a speaker's own line."""
    part: list[Printed] = []
    for line in lines:
        head = turns.get(line.text)
        if head and part:
            yield part
            part = []
        part.append(line)
        if head and head.alone:
            yield part
            part = []
    if part:
        yield part


def may_open_turn(text: str) -> bool:
    """Whether a text is printed as one that opens a turn, whoever speaks: "[00:30] Ben: …"."""
    return any(
        head.make not in ("line", "dashed")
        and (head.who[0].isupper() or _ASKER.fullmatch(head.who))
        for head in _heads_of(text)
    )


def is_time(text: str) -> bool:
    """Whether a text is nothing but a transcript's time, or a stretch of it."""
    return _TIME_ALONE.fullmatch(text.strip()) is not None


def asks(who: str, everybody: Iterable[str]) -> bool:
    """Whether `who` is the one that asks, among everybody whose turns are printed."""
    if _ASKER.fullmatch(who):
        return True
    if not _LONE_ASKER.fullmatch(who):
        return False
    others = {other for other in everybody if other != who}
    if any(_ASKER.fullmatch(other) for other in others):
        return False
    return bool(others) and all(other[-1:].isdigit() for other in others)


def _heads_of(text: str) -> list[TurnHead]:
    """A text's heads of each make; most texts have none."""
    stripped = text.strip(" *_")
    lead = text.find(stripped[:1]) if stripped else 0
    heads: list[TurnHead] = []
    if len(stripped) > MAX_LINE and not _MAY_BE_HEAD.match(stripped):
        return []
    for make, pattern in _HEADS:
        match = pattern.match(stripped)
        if match is None:
            continue
        name = next(name for name in match.groupdict() if match[name])
        who = match[name].strip(" .")
        if len(who) <= MAX_WHO and len(who.split()) <= 4:
            start = lead + match.start(name)
            alone = not stripped[match.end() :].strip(" *_")
            words = -1 if alone else lead + match.end()
            heads.append(TurnHead(who, make, start, start + len(who), words))
    return heads


def _of_one_make(
    make: str, heads: Mapping[int, TurnHead], *, dense: bool, stated: bool
) -> dict[int, TurnHead]:
    """The heads of one make that are people's, if they take turns."""
    counts = Counter(head.who for head in heads.values())
    coded = _coded_of(counts)
    askers = {who for who in coded if asks(who, coded)}
    again = stated and max(counts.values(), default=0) > 1
    asker = any(again or counts[who] > 1 for who in askers)
    least = 0  # times a mere name has to speak; 0: it never counts
    if asker or make == "timed":
        least = 1 if make in ("timed", "bracketed", "marked") or (dense and make == "colon") else 2
    people = {
        who
        for who, count in counts.items()
        if who in askers or is_code(who) or (least and count >= least and _is_name(who))
    }
    kept = {at: head for at, head in heads.items() if head.who in people}
    order = [head.who for head in kept.values()]
    if len(order) < MIN_TURNS or not _take_turns(order):
        return {}
    if not asker and (make == "dashed" or not _come_again(order, make)):
        return {}
    return {
        at: TurnHead(h.who, make, h.start, h.end, h.words, h.who in askers)
        for at, h in kept.items()
    }


def _of_names(
    make: str, heads: Mapping[int, TurnHead], texts: Sequence[str]
) -> dict[int, TurnHead]:
    """The heads of people with mere names, whom nobody asks: "Anna: I …", "Ben: I …", "Anna: …".

    Two of them speak twice, they take turns, and half of them and more say "I" or "we".
    """
    if make not in ("colon", "line"):
        return {}
    people = {who for who in {head.who for head in heads.values()} if _is_name(who) or is_code(who)}
    kept = {at: head for at, head in heads.items() if head.who in people}
    order = [head.who for head in kept.values()]
    if len(order) <= MIN_TURNS or not _take_turns(order) or not _come_again(order, make):
        return {}
    often = Counter(order)
    kept = {at: head for at, head in kept.items() if often[head.who] > 1 or is_code(head.who)}
    words = ("".join(texts[at + 1 : at + 2] if head.alone else texts[at][head.words :])
             for at, head in kept.items())  # fmt: skip
    return kept if 2 * sum(bool(_IN_PERSON.search(said)) for said in words) >= len(kept) else {}


def _coded_of(people: Iterable[str]) -> set[str]:
    """Those that may be heads at all: askers, codes and single letters."""
    return {who for who in people if _ASKER.fullmatch(who) or is_code(who) or len(who) < 3}


def _is_name(who: str) -> bool:
    return _NAME.fullmatch(who) is not None and not _NO_NAME.fullmatch(who)


def is_code(who: str) -> bool:
    """Whether words are a person's code: "GP 4", "Passenger 1"; "Case 1" and "Table 2" are none."""
    return _CODED.fullmatch(who) is not None and not NO_CODE.match(who)


def _take_turns(order: Sequence[str]) -> bool:
    """Whether heads follow each other as speakers do, not as running heads or numbered items."""
    changes = sum(one != other for one, other in pairwise(order))
    return len(set(order)) > 1 and 2 * changes >= len(order) - 1


def _come_again(order: Sequence[str], make: str) -> bool:
    """Whether two of those who speak, whom nobody asks, speak twice."""
    often = [who for who, count in Counter(order).items() if count > 1]
    return len(often) > 1 and (make != "line" or len(order) > MIN_TURNS)
